"""Dictionaries in PETRARCH's format: a user's own actors and agents, with codes composed of both."""

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from benchmarks import petrarch as benchmark
from legation.exceptions import DictionaryWarning, TableError
from legation.knowledge import Knowledge, petrarch
from legation.knowledge.codes import added, composed
from legation.nouns import Document, Record
from legation.pool import records
from legation.reader import Reader

ACTORS = """\
<!-- a world of our own
     over two lines -->
# a comment
VALDORIA_ [VLD]  ; the first of two neighbours
+VALDORIAN
+PORT_ELSIN
MERROW [MRW] # the other
+MERROWAN
THE_TARN [TRA/TRB]
QUORIN_HESK
\t[VLDOPP <20100101]
\t[VLDGOV 20100101 - 20121231]
\t[VLDELI > 121231]
SEA_LEAGUE [IGOSEL]
CHILE [CHX]
OLD NOBODY [---]
ERIMOR [ERI] # the code of Eritrea
+ERIMORI
WHITE_HOUSE [USAGOV]
UNITED_STATES [USA]
"""
AGENTS = """\
!PERSON! = MAN, WOMAN
POLICE {} [~COP]
PRESS {} [ ~MED ] # tight or loose
REEFWARDEN [~RFW]
GOOSE_HERD {GEESE_HERDS} [~GSH]
FERRY!PERSON! [~FRY]
GOVERNMENT [~GOV]
RELIEF_SOCIETY [NGO~]
LODGE_BROTHER [~LDG]
MINISTER [~GOV]
AMITY {} [NGO~]
"""


def write(folder: Path, actors: str = ACTORS, agents: str = AGENTS) -> tuple[Path, Path]:
    ours, theirs = folder / "own.actors.txt", folder / "own.agents.txt"
    ours.write_text(actors, encoding="utf-8")
    theirs.write_text(agents, encoding="utf-8")
    return ours, theirs


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    """A reader with the dictionaries above."""
    actors, agents = write(tmp_path_factory.mktemp("own"))
    return Reader(actors=[actors], agents=[agents])


def events(record: Record) -> list[tuple[str, str, str]]:
    """Codes and type of each event: every source with every target."""
    return sorted(
        (source, target, next(iter(e.types))) for e in benchmark.coded(record) for source, target in e.pairs
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Valdoria condemned Merrow.", ("VLD", "MRW", "ACCUSE")),
        ("Merrow was condemned by Port Elsin.", ("VLD", "MRW", "ACCUSE")),
        ("Valdorian police arrested a Merrowan reefwarden.", ("VLDCOP", "MRWRFW", "COERCE")),
        (
            "The government of Merrow rejected the demand of the Valdorian government.",
            ("MRWGOV", "VLDGOV", "REJECT"),
        ),
        ("Merrow thanked the relief society of Valdoria.", ("MRW", "NGOVLD", "SUPPORT")),
        ("The Sea League criticized Merrow.", ("IGOSEL", "MRW", "ACCUSE")),
        ("Amity Valdoria criticized Merrow.", ("NGOVLD", "MRW", "ACCUSE")),
        ("Former reefwardens in White House criticized Merrow.", ("USAGOVELI", "MRW", "ACCUSE")),
        ("Chile and the government of Valdoria criticized Merrow.", ("VLDGOV", "MRW", "ACCUSE")),
        ("Chile criticized Merrow.", ("CHX", "MRW", "ACCUSE")),
        ("Peru criticized Merrow.", ("PER", "MRW", "ACCUSE")),
    ],
)
def test_codes_are_composed_of_actor_and_agent(own: Reader, text: str, expected: tuple[str, str, str]) -> None:
    assert expected in events(own.read(text, published="2011-05-05"))


@pytest.mark.parametrize(
    ("day", "code"),
    [
        ("2009-12-31", "VLDOPP"),
        ("2010-01-01", "VLDGOV"),
        ("2012-12-31", "VLDGOV"),
        ("2013-01-01", "VLDELI"),
    ],
)
def test_a_code_holds_on_its_days(own: Reader, day: str, code: str) -> None:
    assert (code, "MRW", "ACCUSE") in events(own.read("Quorin Hesk condemned Merrow.", published=day))


def test_an_actor_of_several_codes_has_an_event_with_each(own: Reader) -> None:
    told = events(own.read("Merrow condemned the Tarn."))
    assert told == [("MRW", "TRA", "ACCUSE"), ("MRW", "TRB", "ACCUSE")]


def test_people_of_two_states_are_two_groups(own: Reader) -> None:
    told = events(own.read("The reefwardens from both Merrow and Valdoria criticized Chile."))
    assert told == [("MRWRFW", "CHX", "ACCUSE"), ("VLDRFW", "CHX", "ACCUSE")]


def test_agents_pile_up(own: Reader) -> None:
    assert ("VLDRFWMED", "MRW", "ACCUSE") in events(own.read("The Valdorian reefwarden press criticized Merrow."))


def test_a_states_name_behind_a_post_is_a_persons(own: Reader) -> None:
    record = own.read("Valdoria's minister Merrow criticized Chile.")
    assert events(record) == [("VLDGOV", "CHX", "ACCUSE")]
    assert {a.kind for a in record.actors} == {"country", "person"}


def test_a_state_has_the_name_that_the_report_calls_it_by(own: Reader) -> None:
    assert own.read("Erimor criticized Merrow.").actors[0].name == "Erimor"
    assert own.read("Eritrea criticized Merrow.").actors[0].name == "Eritrea"
    assert own.read("Merrow shelled the Erimori villages.").actors[-1].name == "Erimori"
    assert own.read("Port Elsin criticized Merrow.").actors[0].name == "Valdoria"


def test_a_name_of_nobody_has_no_code(own: Reader) -> None:
    assert events(own.read("Old Nobody criticized Merrow.")) == []


def test_the_offsets_and_ids_hold_for_own_actors(own: Reader) -> None:
    record = own.read("The reefwardens of Merrow and Valdoria criticized Port Elsin.")
    ids = {a.id for a in record.actors}
    for event in record.events:
        assert {*event.sources, *event.targets} <= ids
        assert len(event.sources) == len(event.evidence.sources)
    assert all(record.document.text[s.start : s.end] == s.text for a in record.actors for s in a.mentions)


def test_two_readers_in_one_process_do_not_mix(own: Reader, reader: Reader, tmp_path: Path) -> None:
    actors, agents = write(tmp_path, "VALDORIA [ZZZ]\nMERROW [MRW]\n", "POLICE {} [~BBB]\n")
    other = Reader(actors=[actors], agents=[agents])
    text = "Police of Valdoria arrested Merrow."
    readers = [own, other, reader] * 4

    def read(one: Reader) -> list[tuple[str, str, str]]:
        return events(one.read(text))

    with ThreadPoolExecutor(3) as threads:
        told = list(threads.map(read, readers))
    assert told == [[("VLDCOP", "MRW", "COERCE")], [("ZZZBBB", "MRW", "COERCE")], []] * 4
    assert Knowledge.load().country("Valdoria") is None


def test_the_shipped_knowledge_is_as_it_was(own: Reader, reader: Reader) -> None:
    own.read("Chile criticized Peru.")
    assert events(reader.read("Chile criticized Peru.")) == [("CHL", "PER", "ACCUSE")]


def test_workers_read_with_the_dictionaries(tmp_path: Path) -> None:
    actors, agents = write(tmp_path)
    documents = [Document("Valdorian police arrested Merrow.", id=str(n)) for n in range(3)]
    outcomes = list(records(documents, workers=2, actors=[actors], agents=[agents]))
    assert [events(o) for o in outcomes if isinstance(o, Record)] == [[("VLDCOP", "MRW", "COERCE")]] * 3


def test_the_command_takes_several_files(tmp_path: Path) -> None:
    one, agents = write(tmp_path, "VALDORIA [VLD]\n")
    two = tmp_path / "more.actors.txt"
    two.write_text("MERROW [MRW]\n", encoding="utf-8")
    command = [sys.executable, "-m", "legation", "read", "-"]
    command += ["--actors", str(one), "--actors", str(two), "--agents", str(agents)]
    done = subprocess.run(command, input=b"Valdoria condemned Merrow.", capture_output=True, check=True)
    codes = {a["id"]: a["code"] for a in json.loads(done.stdout)["actors"]}
    assert codes == {"VLD": "VLD", "MRW": "MRW"}


@pytest.mark.parametrize("workers", ["1", "2"])
def test_the_command_passes_over_a_bad_line_and_names_it(tmp_path: Path, workers: str) -> None:
    actors, _ = write(tmp_path, "VALDORIA [VLD]\nMERROW [MRW\n")
    command = [sys.executable, "-m", "legation", "read", "-", "--actors", str(actors), "--workers", workers]
    done = subprocess.run(command, input=b"Valdoria condemned the raid.", capture_output=True, check=True)
    assert done.stderr.decode().splitlines() == [
        f"legation: {actors}:2: a code's brackets don't match; passed over",
        "read 1, rejected 0",
    ]
    assert [a["code"] for a in json.loads(done.stdout)["actors"]] == ["VLD"]


def test_the_command_needs_a_line_that_can_be_read(tmp_path: Path) -> None:
    actors, _ = write(tmp_path, "MERROW [MRW\n")
    command = [sys.executable, "-m", "legation", "read", "-", "--actors", str(actors)]
    done = subprocess.run(command, input=b"Valdoria condemned Merrow.", capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.decode().splitlines() == [f"legation: {actors}:1: a code's brackets don't match"]


def test_bad_lines_among_good_ones_are_warned_of(tmp_path: Path) -> None:
    actors, agents = write(tmp_path, "MERROW [MRW]\n\nMERROW AND ALL\n", "POLICE [COP]\nPRESS {} [~MED]\n")
    with pytest.warns(DictionaryWarning, match=r"own\.actors\.txt:3: "):
        assert [e.names for e in petrarch.actors(actors)] == [("Merrow",)]
    with pytest.warns(DictionaryWarning, match=r"own\.agents\.txt:1: "):
        assert petrarch.agents(agents) == {"press": "~MED"}


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("+MERROWAN\n", 1),
        ("# only\n[MRW]\n", 2),
        ("MERROW [MRW\n", 1),
        ("MERROW MRW]\n", 1),
        ("MERROW [M]\n", 1),
        ("MERROW [MRW 999999-950101]\n", 1),
        ("MERROW [MRW <95]\n", 1),
        ("Sources: see below\n", 1),
    ],
)
def test_a_bad_line_of_actors_is_named(tmp_path: Path, text: str, line: int) -> None:
    actors, _ = write(tmp_path, text)
    with pytest.raises(TableError, match=rf"own\.actors\.txt:{line}: "):
        petrarch.actors(actors)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("POLICE\nPOLICE FORCE\n", 2),
        ("POLICE [COP]\n", 1),
        ("POLICE [~COP\n", 1),
        ("POLICE [~COP] [~GOV]\n", 1),
        ("\nFERRY!PERSON! [~FRY]\n", 2),
    ],
)
def test_a_bad_line_of_agents_is_named(tmp_path: Path, text: str, line: int) -> None:
    _, agents = write(tmp_path, agents=text)
    with pytest.raises(TableError, match=rf"own\.agents\.txt:{line}: "):
        petrarch.agents(agents)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(TableError, match=r"none\.txt: No such file"):
        Reader(actors=[tmp_path / "none.txt"])


def test_agents_have_their_plurals_and_substitutions(tmp_path: Path) -> None:
    _, agents = write(tmp_path)
    assert petrarch.agents(agents) == {
        "police": "~COP",
        "press": "~MED",
        "reefwarden": "~RFW",
        "reefwardens": "~RFW",
        "goose herd": "~GSH",
        "geese herds": "~GSH",
        "ferryman": "~FRY",
        "ferrymans": "~FRY",
        "ferrywoman": "~FRY",
        "ferrywomans": "~FRY",
        "government": "~GOV",
        "governments": "~GOV",
        "relief society": "NGO~",
        "relief societies": "NGO~",
        "lodge brother": "~LDG",
        "lodge brothers": "~LDG",
        "minister": "~GOV",
        "ministers": "~GOV",
        "amity": "NGO~",
    }


def test_actors_have_their_names_and_days(tmp_path: Path) -> None:
    actors, _ = write(tmp_path)
    found = {e.names[0]: e for e in petrarch.actors(actors)}
    assert found["Valdoria"].names == ("Valdoria", "Valdorian", "Port Elsin")
    assert [(c.code, c.start, c.end) for c in found["Quorin Hesk"].codes] == [
        ("VLDOPP", None, date(2009, 12, 31)),
        ("VLDGOV", date(2010, 1, 1), date(2012, 12, 31)),
        ("VLDELI", date(2013, 1, 1), None),
    ]


def test_a_name_without_a_code_says_nothing(tmp_path: Path) -> None:
    actors, agents = write(tmp_path, "LONE_\nMERROW [MRW]\n", "LONER\n")
    assert [e.names for e in petrarch.actors(actors)] == [("Merrow",)]
    assert petrarch.agents(agents) == {}


@pytest.mark.parametrize(
    ("whose", "sector", "code"),
    [
        ("VLD", "GOV", "VLDGOV"),
        ("VLD", "~GOVMED", "VLDGOVMED"),
        ("VLD", "NGO~", "NGOVLD"),
        ("VLDGOV", "~GOV", "VLDGOV"),
        ("TRA/TRB", "~COP", "TRACOP/TRBCOP"),
        ("", "~COP", "COP"),
    ],
)
def test_codes_are_put_together(whose: str, sector: str, code: str) -> None:
    assert composed(whose, sector) == code


def test_the_longest_agent_at_the_end_counts() -> None:
    agents = {"minister": "~GOV", "prime minister": "~PRM"}
    assert added("deputy prime minister", agents) == "~PRM"
    assert added("minister of ferries", agents) is None


def test_an_act_told_both_ways_is_one() -> None:
    consult = frozenset({"CONSULT"})
    visit = benchmark.Told(frozenset({("VLD", "MRW")}), consult)
    host = benchmark.Told(frozenset({("MRW", "VLD")}), consult)
    assert len(benchmark.once([visit, host])) == 1
    counts = benchmark.compare([host], [visit, host])
    assert (counts.hits, counts.found, counts.gold) == (1, 1, 1)


def test_an_event_whose_type_is_unknown_is_left_out() -> None:
    unknown = benchmark.Told(frozenset({("VLD", "MRW")}), frozenset())
    found = benchmark.Told(frozenset({("VLD", "MRW")}), frozenset({"AID"}))
    counts = benchmark.compare([found], [unknown])
    assert (counts.hits, counts.found, counts.gold) == (0, 0, 0)


def test_petrarchs_own_tests_are_coded(shared: Path) -> None:
    folder = shared / "data" / "events"
    if not (folder / "petrarch_unit_tests.jsonl").is_file():
        pytest.skip("PETRARCH's unit tests aren't in the shared data")
    assert benchmark.score(folder)["codes and type"].f1 >= 80
