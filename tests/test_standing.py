"""What stands: the story of twelve reports (examples/story.jsonl) on each day, and each kind of condition."""

import csv
import io
import json
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from legation.exceptions import InputError
from legation.nouns import About, Act, Actor, Condition, Document, Event, Evidence, Position, Record, Span, When
from legation.reader import Reader
from legation.record import Store, keep, open_record
from legation.standing import Standing, stand
from tests.test_cli import legation

MEDINA, SALAS, ARANA = "person:rosa-medina", "person:hugo-salas", "person:julio-arana"
CUEVA = "person:pablo-cueva"


@pytest.fixture(scope="module")
def story(reader: Reader, examples: Path) -> list[Record]:
    lines = (examples / "story.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 12
    return [
        reader.read(row["text"], published=row["published"], id=row["id"], title=row["title"])
        for row in map(json.loads, lines)
    ]


@pytest.fixture
def told(kept: Store, story: list[Record]) -> Store:
    put(kept, *story)
    return kept


def put(store: Store, *records: Record) -> None:
    with store.writing() as connection:
        for record in records:
            assert keep.keep(connection, record)


def on(store: Store, day: str, holder: str, type: str, words: str = "", toward: str = "") -> Standing:
    """The one position on talks, or on the act with these words, that a side holds on a day."""
    found = stand(store, holder, toward or None, date.fromisoformat(day))
    (one,) = [s for s in found if s.matter["type"] == type and words in s.act]
    return one


def states(standing: Standing) -> list[tuple[str, str]]:
    return [(c.kind, c.state) for c in standing.conditions]


def test_nothing_stands_before_the_first_report(told):
    assert stand(told, as_of=date(2026, 1, 4)) == []


def test_a_refusal_hangs_on_sanctions_that_were_imposed(told):
    refusal = on(told, "2026-01-08", "PER", "CONSULT", toward="ECU")
    assert (refusal.holder, refusal.side, refusal.toward, refusal.stance) == (MEDINA, "PER", "ECU", "will-not")
    assert states(refusal) == [("as-long-as", "unmet")]
    imposed = refusal.conditions[0].events[-1]
    assert (imposed.type, imposed.day, imposed.sources) == ("SANCTION", date(2026, 1, 5), ("ECU",))
    assert (imposed.evidence.name, imposed.evidence.published) == ("story-01", date(2026, 1, 5))
    assert refusal.history == refusal.contradictions == refusal.commitments == ()


def test_an_offer_waits_for_its_condition_and_falls_due_with_it(told):
    waiting = on(told, "2026-02-02", "ECU", "RETREAT", "sanctions")
    assert (waiting.stance, states(waiting), waiting.commitments) == ("will", [("if", "unmet")], ())
    assert [e.type for e in waiting.conditions[0].events] == ["COERCE"]  # the crew was seized
    due = on(told, "2026-02-03", "ECU", "RETREAT", "sanctions")
    assert states(due) == [("if", "met")]
    assert [(c.fate, c.stated, c.due) for c in due.commitments] == [
        ("due", date(2026, 1, 20), date(2026, 2, 3)),
    ]


def test_a_promise_is_broken_by_a_refusal_and_kept_late(told):
    broken = on(told, "2026-02-17", "ECU", "RETREAT", "sanctions")
    assert (broken.stance, broken.day) == ("will-not", date(2026, 2, 17))
    (promise,) = broken.commitments
    assert (promise.fate, [e.type for e in promise.events]) == ("broken", ["REJECT"])
    assert [(h.day, h.stance) for h in broken.history] == [(date(2026, 1, 20), "will")]
    assert broken.history[0].changed[0] == "stance: will → will-not"
    late = on(told, "2026-03-10", "ECU", "RETREAT", "sanctions")
    (promise,) = late.commitments
    assert (promise.fate, [e.type for e in promise.events]) == ("kept", ["REJECT", "RETREAT"])
    assert [e.type for e in late.deeds] == ["RETREAT"]


def test_a_minister_who_says_otherwise_is_shown(told):
    harder = on(told, "2026-01-27", "PER", "CONSULT")
    assert (harder.holder, harder.stance, states(harder)) == (SALAS, "will-not", [])
    (other,) = harder.contradictions
    assert (other.holder, other.day) == (MEDINA, date(2026, 1, 8))
    own = on(told, "2026-01-27", MEDINA, "CONSULT")
    assert (own.holder, [o.holder for o in own.contradictions]) == (MEDINA, [SALAS])


def test_a_position_changes_and_tells_what_changed(told):
    softer = on(told, "2026-02-10", "PER", "CONSULT")
    assert (softer.holder, softer.stance, states(softer)) == (MEDINA, "will", [("if", "unmet")])
    assert [h.day for h in softer.history] == [date(2026, 1, 27), date(2026, 1, 8)]
    assert softer.history[0].changed == (
        "stance: will-not → will",
        "condition added: if Ecuador lifts its sanctions",
    )
    assert [o.holder for o in softer.contradictions] == [SALAS]


def test_a_condition_is_met_and_the_promise_behind_it_kept(told):
    met = on(told, "2026-03-10", "PER", "CONSULT")
    assert states(met) == [("if", "met")]
    assert [e.day for e in met.conditions[0].events] == [date(2026, 3, 10)]
    assert [(c.fate, c.due) for c in met.commitments] == [("due", date(2026, 3, 10))]
    kept = on(told, "2026-03-20", "PER", "CONSULT")
    assert [c.fate for c in kept.commitments] == ["kept"]
    assert [e.type for e in kept.deeds] == ["CONSULT"]


def test_a_promise_with_a_day_is_due_until_it_and_overdue_after(told):
    fates = {}
    for day in ("2026-03-03", "2026-03-15", "2026-03-16"):
        (promise,) = on(told, day, "ECU", "RETREAT", "crossing").commitments
        fates[day] = promise.fate
        assert promise.due == date(2026, 3, 15)
    assert fates == {"2026-03-03": "due", "2026-03-15": "due", "2026-03-16": "overdue"}


def test_a_letter_refused_once_stays_refused_when_it_is_told_again(told):
    (letter,) = [s for s in stand(told, ARANA, as_of=date(2026, 3, 20)) if "letter" in s.act]
    assert (letter.stance, letter.toward, letter.history) == ("will-not", "ECU", ())
    assert letter.day == date(2026, 1, 14)


def test_a_demand_is_answered_by_the_other_side(told):
    demand = on(told, "2026-02-04", "ECU", "RETREAT", "release")
    assert (demand.stance, [e.day for e in demand.deeds]) == ("must", [date(2026, 2, 3)])
    assert on(told, "2026-02-02", "ECU", "RETREAT", "release").deeds == ()


def test_sources_are_documents_with_their_words(told):
    whole = on(told, "2026-02-10", "PER", "CONSULT").to_dict()
    assert whole["sources"][0] == {
        "document": whole["stated"][0]["source"]["document"],
        "name": "story-07",
        "title": "Lima opens the door",
        "source": None,
        "url": None,
        "published": "2026-02-10",
        "words": whole["stated"][0]["source"]["words"],
    }
    assert {s["name"] for s in whole["sources"]} == {"story-07", "story-05", "story-02", "story-01"}
    assert json.loads(json.dumps(whole)) == whole


def test_a_name_that_nobody_has_is_an_error(told):
    with pytest.raises(InputError, match="Ruritania"):
        stand(told, "Ruritania")


def test_the_report_that_started_it_leaves_iran_with_two_unmet_conditions(kept, reader, shared):
    text = (shared / "data/news/seed_article.txt").read_text(encoding="utf-8")
    put(kept, reader.read(text, published="2025-03-13", id="seed"))
    standing = on(kept, "2025-03-13", "Iran", "CONSULT", toward="USA")
    assert (standing.side, standing.toward, standing.stance) == ("IRN", "USA", "will-not")
    assert states(standing) == [("as-long-as", "unmet"), ("if", "unmet")]
    for condition in standing.conditions:
        assert condition.events
        assert all(e.source_sides == {"USA"} and e.words in text for e in condition.events)
    assert stand(kept, "Iran", "USA", date(2025, 3, 12)) == []


# Conditions of each kind, on a record written by hand: Peru's position of the tenth, and acts of Chile.

DAY = date(2026, 5, 10)
WORDS = "Peru will act if Chile does so about the sanctions and the truce."


def declared(kind: str, type: str | None, stance: str = "will", act: Act | None = None) -> Position:
    about = About(type, ("CHL",), ("PER",)) if type else None
    tie = Condition(kind, _span(kind), _span("the sanctions and the truce"), about)  # type: ignore[arg-type]
    act = act or Act("talk", _span("talk"), "CONSULT")
    return Position("p1", "PER", "CHL", stance, act, (tie,), None, None, _span(WORDS), 0.9)  # type: ignore[arg-type]


def report(
    after: int, *, acts: tuple[str, ...] = (), by: str = "CHL", positions: tuple[Position, ...] = ()
) -> Record:
    """A report so many days after the position, with acts of one side upon the other."""
    day = DAY + timedelta(days=after)
    on = "PER" if by == "CHL" else "CHL"
    words = Evidence(_span(WORDS), _span("act"))
    when = When(day.isoformat(), day, day, None)
    events = tuple(
        Event(f"e{n}", t, None, (), "", 0.0, (by,), (on,), (), when, None, None, "actual", None, 0.9, words)
        for n, t in enumerate(acts)
    )
    document = Document(f"{WORDS} {after} {acts} {by}", id=f"r{after}", published=day)
    actors = tuple(Actor(i, n, "country", i, i, None, None, "exact", 0.9, ()) for i, n in NAMES.items())
    return Record("0", "none", document, actors, (), (), (), (), events, positions)


NAMES = {"PER": "Peru", "CHL": "Chile"}


def _span(words: str) -> Span:
    return Span(0, len(words), words)


def state(store: Store, kind: str, type: str | None, *acts: tuple[int, str], stance: str = "will") -> str:
    put(store, report(0, positions=(declared(kind, type, stance),)))
    put(store, *(report(after, acts=(act,)) for after, act in acts))
    (one,) = stand(store)
    return one.conditions[0].state


@pytest.mark.parametrize("kind", ["if", "only-if", "once", "in-exchange-for", "without", "until", "unless"])
@pytest.mark.parametrize(
    ("acts", "expected"),
    [
        ([], "unknown"),
        ([(-40, "SANCTION")], "unmet"),
        ([(-40, "SANCTION"), (-20, "RETREAT")], "unmet"),  # lifted before it was asked for
        ([(3, "REJECT")], "unmet"),
        ([(3, "RETREAT")], "met"),
        ([(0, "RETREAT")], "met"),  # by another report of the day
        ([(3, "RETREAT"), (6, "SANCTION")], "broken"),
        ([(3, "REJECT"), (6, "RETREAT")], "met"),
    ],
)
def test_what_is_waited_for_comes_after_it_was_asked_for(kept, kind, acts, expected):
    assert state(kept, kind, "RETREAT", *acts) == expected


@pytest.mark.parametrize(
    ("acts", "expected"),
    [
        ([], "unknown"),
        ([(-400, "SANCTION")], "unmet"),
        ([(-400, "SANCTION"), (5, "RETREAT")], "met"),
        ([(-400, "SANCTION"), (-9, "RETREAT")], "unmet"),  # the holder says that they stay
        ([(-400, "SANCTION"), (5, "RETREAT"), (8, "SANCTION")], "broken"),
    ],
)
@pytest.mark.parametrize("stance", ["will-not", "will"])
def test_what_blocks_has_to_end(kept, acts, expected, stance):
    assert state(kept, "as-long-as", "SANCTION", *acts, stance=stance) == expected


@pytest.mark.parametrize(
    ("acts", "expected"),
    [
        ([], "unknown"),
        ([(-9, "SUPPORT")], "met"),
        ([(-9, "SUPPORT"), (4, "REJECT")], "broken"),
        ([(4, "REJECT")], "unmet"),
        ([(4, "REJECT"), (6, "SUPPORT")], "met"),
    ],
)
def test_what_is_relied_on_has_to_go_on(kept, acts, expected):
    assert state(kept, "as-long-as", "SUPPORT", *acts) == expected


def test_a_threats_trigger_is_met_for_good(kept):
    assert state(kept, "if", "ASSAULT", (-30, "RETREAT"), (4, "ASSAULT"), (6, "RETREAT")) == "met"


def test_what_has_no_type_is_unknown(kept):
    assert state(kept, "if", None, (3, "RETREAT")) == "unknown"


def test_acts_of_another_side_meet_nothing(kept):
    put(kept, report(0, positions=(declared("if", "RETREAT"),)), report(3, acts=("RETREAT",), by="PER"))
    (one,) = stand(kept)
    assert one.conditions[0].state == "unknown"


def test_days_after_the_one_asked_for_dont_count(kept):
    put(kept, report(0, positions=(declared("if", "RETREAT"),)), report(3, acts=("RETREAT",)))
    assert [s.conditions[0].state for s in stand(kept, as_of=DAY + timedelta(days=2))] == ["unknown"]
    assert [s.conditions[0].state for s in stand(kept, as_of=DAY + timedelta(days=3))] == ["met"]


@pytest.mark.parametrize(("type", "fates"), [("ASSAULT", ["broken"]), ("CONSULT", [])])
def test_a_promise_to_refrain_is_broken_by_the_act_and_a_refusal_is_no_promise(kept, type, fates):
    vow = declared("unless", "REJECT", "will-not", act=Act("the truce", _span("the truce"), type))
    put(kept, report(0, positions=(vow,)), report(4, acts=(type,), by="PER"))
    (one,) = stand(kept)
    assert [c.fate for c in one.commitments] == fates


def test_a_promise_to_refrain_ends_with_its_condition(kept):
    vow = declared("unless", "ASSAULT", "will-not", act=Act("the truce", _span("the truce"), "ASSAULT"))
    put(kept, report(0, positions=(vow,)), report(2, acts=("ASSAULT",)), report(4, acts=("ASSAULT",), by="PER"))
    (one,) = stand(kept)
    assert (one.conditions[0].state, one.commitments) == ("met", ())


def test_respect_is_denied_by_coercion_of_the_last_year_alone(kept):
    asked = declared("if", "CONSULT")
    asked = replace(
        asked, conditions=(replace(asked.conditions[0], content=_span("talks are held with respect")),)
    )
    put(kept, report(0, positions=(asked,)), report(-30, acts=("THREATEN",)), report(2, acts=("CONSULT",)))
    assert [s.conditions[0].state for s in stand(kept, as_of=DAY)] == ["unmet"]
    assert [s.conditions[0].state for s in stand(kept, as_of=DAY + timedelta(days=400))] == ["unknown"]


def test_what_was_said_again_unchanged_stands_since_the_first_time(kept):
    put(kept, *(report(n, positions=(declared("if", "RETREAT"),)) for n in (0, 5, 9)))
    (one,) = stand(kept)
    assert (one.day, one.since, one.history) == (DAY + timedelta(days=9), DAY, ())


# The command.


@pytest.fixture(scope="module")
def url(story: list[Record], tmp_path_factory: pytest.TempPathFactory) -> str:
    url = f"sqlite:///{tmp_path_factory.mktemp('story')}/x.db"
    with closing(open_record(url, create=True)) as store:
        put(store, *story)
    return url


def asked(url: str, *options: str) -> str:
    done = legation("positions", "--record", url, *options)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_holder_is_answered_by_what_stands(url):
    given = ("Peru", "--toward", "Ecuador", "--as-of", "2026-02-10", "--type", "CONSULT")
    (one,) = json.loads(asked(url, *given, "--json"))
    assert (one["holder"], one["conditions"][0]["state"]) == (MEDINA, "unmet")
    (row,) = csv.DictReader(io.StringIO(asked(url, *given, "--csv")))
    assert row["conditions"] == "if Ecuador lifts its sanctions: unmet"
    assert row["day"] == row["since"] == "2026-02-10"


def test_filters_are_asked_of_what_stands(url):
    def acts(*options: str) -> list[str]:
        return [s["act"] for s in json.loads(asked(url, "--as-of", "2026-03-20", "--json", *options))]

    assert acts("--source", "ECU", "--type", "will-not") == ["lift the sanctions on Peru"]
    assert acts("--search", "crossing") == ["reopen the border crossing at Huaquillas"]
    assert acts("--target", "ECU", "--until", "2026-01-31") == acts(ARANA)
    assert len(acts("--limit", "2")) == 2


def test_without_a_side_or_a_day_every_position_is_a_row(url):
    rows = json.loads(asked(url, "--json"))
    assert len(rows) > 8
    assert all("words" in row for row in rows)


def test_a_briefing_numbers_its_sources(url):
    from rich.console import Console

    from legation.commands.briefing import Briefing

    with closing(open_record(url)) as store:
        found = stand(store, "Peru", "Ecuador", date(2026, 2, 10))
    console = Console(width=200, highlight=False)
    with console.capture() as capture:
        console.print(*Briefing(found, {"PER": "Peru", "ECU": "Ecuador", SALAS: "Hugo Salas"}, None).parts())
    lines = [line.strip() for line in capture.get().splitlines()]
    assert "Peru → Ecuador  CONSULT" in lines
    assert "if “Ecuador lifts its sanctions”: unmet" in lines
    assert "27 January 2026, Hugo Salas: will not negotiate with Ecuador [3]" in lines
    assert lines[lines.index("Sources") + 1].startswith("[1] Lima opens the door, 10 February 2026")
