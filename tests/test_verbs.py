"""Verb dictionaries in PETRARCH's format: what a user's own verbs tell comes before the shipped lexicon."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from legation.coding import plover
from legation.coding.acts.lexicon import lexicon
from legation.exceptions import DictionaryWarning, TableError
from legation.knowledge import dictionary
from legation.knowledge.verbs import Verb, verbs
from legation.nouns import Document, Record
from legation.pool import records
from legation.reader import Reader

VERBS = """\
# a dictionary of our own
&KELP
+KELP_
+SEA_GRASS
+&WEED

&WEED
+WRACK

--- GLADHAND [051] ---
GLADHAND {GLADHOUND}  # to be friendly
SNUB [120]
+SNEAK_OFF {+SNUCK_OFF} [0872]
WIRE_+TAP [170]
- * &KELP [071]
- * {FERRY RIGHTS} [057]
- * ANCHOR (INTO HARBOUR) [190]
- GUNBOATS * [192]

--- HUG [040:040] ---
HUG {HUGGED}
- REFUSED * [120]
- NOT * [161]
- + * (FROM $) [070]

--- ATTACK [---] ---
ATTACK
- * FERRY [010]

--- SINK [012] ---
SINK {SANK SUNK}
- * SHIP [190]
"""


def write(folder: Path, text: str = VERBS) -> Path:
    path = folder / "own.verbs.txt"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    """A reader with the dictionary above."""
    return Reader(verbs=[write(tmp_path_factory.mktemp("own"))])


Told = tuple[str, str | None, str, str]


def events(record: Record) -> list[Told]:
    return sorted(
        (e.type, e.mode, "+".join(sorted(e.sources)), "+".join(sorted(e.targets))) for e in record.events
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Peru gladhanded Chile.", ("SUPPORT", None, "PER", "CHL")),
        ("Chile was gladhanded by Peru.", ("SUPPORT", None, "PER", "CHL")),
        ("Peru snubbed Chile.", ("REJECT", None, "PER", "CHL")),
        ("Peru wire tapped Chile.", ("COERCE", None, "PER", "CHL")),
        ("Peru snubbed the sea grass of Chile.", ("AID", None, "PER", "CHL")),
        ("Peru snubbed the wrack of Chile.", ("AID", None, "PER", "CHL")),
        ("Peru snubbed the ferry rights of Chile.", ("SUPPORT", None, "PER", "CHL")),
        ("Peru snubbed the rights of Chile.", ("REJECT", None, "PER", "CHL")),
        ("Peruvian gunboats snubbed Chile.", ("COERCE", "seize", "PER", "CHL")),
        ("Peru hugged Chile.", ("CONSULT", None, "PER", "CHL")),
        ("Peru refused to hug Chile.", ("REJECT", None, "PER", "CHL")),
        ("Peru did not hug Chile.", ("SANCTION", "withdraw", "PER", "CHL")),
        ("Peru sank a ship of Chile.", ("ASSAULT", None, "PER", "CHL")),
    ],
)
def test_a_verb_tells_what_the_dictionary_says(own: Reader, text: str, expected: Told) -> None:
    assert events(own.read(text)) == [expected]


def test_the_words_around_a_verb_are_not_told_twice(own: Reader) -> None:
    (event,) = own.read("Peru refused to hug Chile.").events
    assert (event.status, event.evidence.trigger.text) == ("actual", "hug")


def test_whose_marks_are_turned_is_turned(own: Reader) -> None:
    assert events(own.read("Peru hugged a gift from Chile.")) == [("AID", None, "CHL", "PER")]


@pytest.mark.parametrize("text", ["Peru attacked Chile.", "Peru attacked a ferry of Chile.", "Peru sank Chile."])
def test_a_verb_of_no_act_tells_none(own: Reader, text: str) -> None:
    assert own.read(text).events == ()


@pytest.mark.parametrize("text", ["Peru condemned Chile.", "Peru invaded Chile in May.", "Peru met Chile."])
def test_other_verbs_are_read_as_before(own: Reader, reader: Reader, text: str) -> None:
    record = own.read(text)
    assert record.events
    assert record == reader.read(text)


def test_two_readers_in_one_process_do_not_mix(own: Reader, reader: Reader) -> None:
    text = "Peru attacked Chile."
    before = events(reader.read(text))
    assert events(own.read(text)) == []
    assert events(reader.read(text)) == before == [("ASSAULT", None, "PER", "CHL")]


def test_the_rows_are_rows_of_the_lexicon(tmp_path: Path) -> None:
    with dictionary.knowledge(verbs=[write(tmp_path)]).current():
        told = lexicon()
    shipped = lexicon()
    rows = [row for found in told.values() for row in found if "own" in row.flags]
    assert all(row.type == "-" or row.mode is None or row.mode in plover.modes(row.type) for row in rows)
    assert told["gladhound", "V"] == told["gladhand", "V"]
    assert ("gladhand", "V") not in shipped
    assert told["attack", "V"][2:] == shipped["attack", "V"]
    assert told["attack", "N"] == shipped["attack", "N"]


def test_workers_read_with_the_dictionary(tmp_path: Path) -> None:
    path = write(tmp_path)
    documents = [Document("Peru snubbed the sea grass of Chile.", id=str(n)) for n in range(2)]
    outcomes = list(records(documents, workers=2, verbs=[path]))
    assert [events(o) for o in outcomes if isinstance(o, Record)] == [[("AID", None, "PER", "CHL")]] * 2


def test_the_command_takes_verbs(tmp_path: Path) -> None:
    path = write(tmp_path, VERBS + "- % * [190]\n")
    command = [sys.executable, "-m", "legation", "read", "-", "--verbs", str(path)]
    done = subprocess.run(command, input=b"Peru gladhanded Chile.", capture_output=True, check=True)
    assert done.stderr.decode().splitlines() == [
        f"legation: {path}: 1 lines passed over: ^ or % in a pattern (1)",
        "read 1, rejected 0",
    ]
    assert [e["type"] for e in json.loads(done.stdout)["events"]] == ["SUPPORT"]


def read(folder: Path, *lines: str) -> tuple[Verb, ...]:
    return verbs(write(folder, "\n".join(("--- GLADHAND [051] ---", "GLADHAND", *lines, ""))))


def test_a_pattern_is_words_before_and_behind_the_verb(tmp_path: Path) -> None:
    (verb,) = read(tmp_path, "- $ GUNBOATS_NEVER * {THE FERRY RIGHTS} (OF) + [1723]")
    act, alone = verb.acts
    assert (act.type, act.mode) == ("COERCE", "curfew")
    assert act.around.needs == (
        ("leading", frozenset({"gunboats"})),
        ("leading", frozenset({"never"})),
        ("trailing", frozenset({"ferry rights"})),
        ("trailing", frozenset({"of"})),
    )
    assert (act.around.sources, act.around.targets) == ((), ("of",))
    assert (alone.type, alone.around.needs) == ("SUPPORT", ())


def test_what_no_row_can_tell_is_counted(tmp_path: Path) -> None:
    lines = ["- * ^ KELP [040]", "- % * [040]", "- * KELP $ [040]", "- + * KELP [040]", "- * KELP [345]"]
    lines += ["- * KELP [:190]", "- * KELP [042:190]", "~ a (a b GLADHAND) SAY = a b 015"]
    with pytest.warns(DictionaryWarning) as told:
        (verb,) = read(tmp_path, *lines)
    assert [act.type for act in verb.acts] == ["SUPPORT"]
    assert [str(w.message).partition(".txt: ")[2] for w in told] == [
        "8 lines passed over: ^ or % in a pattern (2); $ and + where no row can have them (2); "
        "a code each way, not of one type (2); a transformation (1); a code that CAMEO hasn't (1)"
    ]


def test_a_pattern_of_too_many_phrases_is_counted(tmp_path: Path) -> None:
    members = "\n".join(f"+WORD{n}" for n in range(101))
    with pytest.warns(DictionaryWarning, match="too many phrases by the sets of one pattern"):
        read(tmp_path, "&MANY", members, "- * {&MANY &MANY} [040]")


@pytest.mark.parametrize(
    "line",
    [
        "- * KELP",
        "- KELP [040]",
        "- * (KELP [040]",
        "- * &NOTHING [040]",
        "SNEAK_OFF [040]",
        "Sources: see below",
        "- * KELP [040",
    ],
)
def test_a_bad_line_among_good_ones_is_warned_of(tmp_path: Path, line: str) -> None:
    with pytest.warns(DictionaryWarning, match=r"own\.verbs\.txt:3: "):
        assert len(read(tmp_path, line)) == 1


def test_a_set_that_holds_itself_is_named(tmp_path: Path) -> None:
    with pytest.warns(DictionaryWarning, match="the set &RING holds itself"):
        read(tmp_path, "&RING", "+&RING", "- * &RING [040]")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("# none\nVALDORIA [VLD]\n+PORT_ELSIN\n", 2),
        ("POLICE {} [~COP]\n", 1),
        ("--- MEET [040\nMEET\n", 1),
        ("--- FLOAT [345] ---\nFLOAT\n", 1),
    ],
)
def test_what_is_no_verb_dictionary_is_an_error(tmp_path: Path, text: str, line: int) -> None:
    with pytest.raises(TableError, match=rf"own\.verbs\.txt:{line}: "):
        Reader(verbs=[write(tmp_path, text)])


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(TableError, match=r"none\.txt: No such file"):
        Reader(verbs=[tmp_path / "none.txt"])


def test_petrarchs_own_dictionaries_load(shared: Path) -> None:
    folder = shared / "data" / "events" / "petrarch_dictionaries"
    if not folder.is_dir():
        pytest.skip("PETRARCH's dictionaries aren't in the shared data")
    for name, least in (("CAMEO.2.0.txt", 1800), ("PETR.Validate.verbs.2.0.txt", 120)):
        with pytest.warns(DictionaryWarning) as told:
            assert len(verbs(folder / name)) >= least
        assert len(told) < 6
        assert "lines passed over" in str(told[-1].message)
