"""The same event told by several reports is one event, and each merge can be seen and undone."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from benchmarks.deeds import DEVELOPMENT, TEST, UNSEEN
from benchmarks.grouping import b_cubed, copied, given, reports
from legation.exceptions import InputError
from legation.nouns import Document, Event, Evidence, Record, Span, When
from legation.record import Store, keep
from legation.record.filters import Filters
from legation.record.grouping import Grouped, explain, group, undo
from legation.record.grouping.alike import Telling, alike
from legation.record.grouping.copies import Text, copies, overlap
from legation.record.questions import events
from legation.record.series import series
from legation.record.status import status
from tests.conftest import _actor

DAY = date(2026, 3, 11)
NAMES = {"PER": "Peru", "ECU": "Ecuador", "COL": "Colombia"}


def telling(id: int, words: str = "Peru accused Ecuador of a raid", **changes: object) -> Telling:
    whole = Telling(
        id=id,
        document=id,
        type="ACCUSE",
        quad="verbal-conflict",
        status="actual",
        sources=frozenset({"PER"}),
        targets=frozenset({"ECU"}),
        first=DAY,
        last=DAY,
        told=True,
        country=None,
        words=words,
    )
    return replace(whole, **changes)


def report(text: str, source: str = "PER", target: str = "ECU", day: date = DAY) -> Record:
    """A report that says that one accused the other, as a reader would tell it."""
    words = Span.of(text, 0, text.index(".") + 1)
    a, b = (Span.of(text, (n := text.index(NAMES[s])), n + len(NAMES[s])) for s in (source, target))
    accusation = Event(
        id="e1",
        type="ACCUSE",
        mode=None,
        contexts=(),
        quad="verbal-conflict",
        score=-2.0,
        sources=(source,),
        targets=(target,),
        via=(),
        when=When(day.isoformat(), day, day, None),
        place=None,
        agreement=None,
        status="actual",
        reported_in=None,
        confidence=0.9,
        evidence=Evidence(words, words, (a,), (b,)),
    )
    actors = tuple(_actor(s, NAMES[s], "country", s, None, "exact", m) for s, m in ((source, a), (target, b)))
    document = Document(text, id=text[:8], published=day)
    return Record("0", "none", document, actors, (), (), (), (), (accusation,), ())


def put(store: Store, *records: Record) -> None:
    with store.writing() as connection:
        for record in records:
            assert keep.keep(connection, record)


RAID = "Peru accused Ecuador of a night raid."
BLAME = "On Wednesday Peru blamed Ecuador for the raid at night."


def test_two_reports_of_one_event_are_counted_once(kept):
    put(kept, report(RAID), report(BLAME))
    assert group(kept) == Grouped(reports=2, copies=0, merged=1)
    (event,) = events(kept, Filters())
    assert event["reports"] == 2
    assert len(events(kept, Filters(tellings=True))) == 2
    assert [row["events"] for row in series(kept, Filters())] == [1]
    assert (status(kept)["events"], status(kept)["tellings"]) == (1, 2)


def test_grouping_again_changes_nothing(kept):
    put(kept, report(RAID), report(BLAME))
    group(kept)
    assert group(kept) == Grouped(0, 0, 0)
    put(kept, report("Peru accused Ecuador over a raid in the night, again."))
    assert group(kept).merged == 1
    assert events(kept, Filters())[0]["reports"] == 3


def test_near_misses_stay_events_of_their_own(kept):
    put(
        kept,
        report(RAID),
        report("Peru accused Ecuador of a night raid again.", day=date(2026, 3, 18)),
        report("Peru accused Colombia of a night raid.", target="COL"),
        report("Ecuador accused Peru of a night raid.", source="ECU", target="PER"),
    )
    assert group(kept).merged == 0


def test_a_merge_is_explained(kept):
    put(kept, report(RAID), report(BLAME))
    group(kept)
    lead, other = explain(kept, 2)
    assert (lead["id"], lead["counted_as"], lead["score"], lead["reasons"]) == (1, 1, None, None)
    assert other["score"] >= 0.64
    assert other["reasons"]["types"] == ["ACCUSE"]
    assert {"raid", "night"} <= set(other["reasons"]["shared_words"])
    with pytest.raises(InputError, match="event 9"):
        explain(kept, 9)


def test_a_merge_that_is_undone_stays_undone(kept):
    put(kept, report(RAID), report(BLAME))
    group(kept)
    undo(kept, 2, who="A. Reader", why="two raids")
    assert len(events(kept, Filters())) == 2
    assert [row["events"] for row in series(kept, Filters())] == [2]
    from sqlalchemy import update

    from legation.record import schema

    with kept.writing() as connection:
        connection.execute(update(schema.documents).values(grouped=False))
    group(kept)
    assert len(events(kept, Filters())) == 2
    with pytest.raises(InputError, match="is merged into no other"):
        undo(kept, 2, who="A. Reader")


def test_another_day_is_another_event_where_both_tell_it():
    def later(days: int, told: bool) -> Telling:
        day = DAY + timedelta(days)
        return telling(2, first=day, last=day, told=told)

    assert alike(telling(1), later(1, told=True), {})[0] == 0
    assert alike(telling(1), later(1, told=False), {})[0] > 0.64
    assert alike(telling(1), later(3, told=False), {})[0] == 0


def test_this_week_may_be_any_day_of_it():
    week = telling(2, first=date(2026, 3, 9), last=date(2026, 3, 15))
    assert alike(telling(1), week, {})[0] > 0.64
    assert alike(telling(1, first=date(2026, 3, 16), last=date(2026, 3, 16)), week, {})[0] == 0


def test_who_signs_first_makes_no_other_event():
    signed = {"type": "AGREE", "quad": "verbal-cooperation"}
    turned = {"sources": frozenset({"ECU"}), "targets": frozenset({"PER"})}
    assert alike(telling(1, **signed), telling(2, **signed, **turned), {})[0] > 0.64
    assert alike(telling(1), telling(2, **turned), {})[0] == 0


def test_a_telling_in_which_each_acts_on_the_other_is_of_the_same_two():
    both = frozenset({"PER", "ECU"})
    signed = telling(1, type="SUPPORT", quad="verbal-cooperation", sources=both, targets=both)
    assert alike(signed, telling(2, type="AGREE", quad="verbal-cooperation"), {})[0] > 0.64


def test_a_side_that_isnt_told_is_looked_for_among_those_named():
    embargo = telling(2, targets=frozenset(), named=frozenset({"PER", "ECU"}))
    other = telling(3, targets=frozenset(), named=frozenset({"PER", "COL"}))
    silent = telling(4, targets=frozenset())
    assert alike(telling(1), embargo, {})[0] > alike(telling(1), silent, {})[0] > 0.64
    assert alike(telling(1), other, {})[0] == 0
    assert alike(embargo, other, {})[0] == 0


def test_types_that_reports_give_by_turns_are_near_and_others_of_the_quad_are_not():
    raid = telling(1, "Troops raided a port", type="ASSAULT", quad="material-conflict")
    closed = telling(2, "Its harbour was closed by force", type="COERCE", quad="material-conflict")
    fined = telling(3, "Its banks were fined", type="SANCTION", quad="material-conflict")
    assert alike(raid, closed, {})[0] > 0.64 > alike(raid, fined, {})[0]
    assert alike(raid, telling(4), {})[0] == 0
    signed = telling(5, type="AGREE", quad="verbal-cooperation")
    assert alike(signed, telling(6, type="COOPERATE", quad="material-cooperation"), {})[0] > 0.64


def test_whom_a_sentence_names_is_read_from_the_record(kept):
    told = report(BLAME)
    put(kept, report(RAID), replace(told, events=(replace(told.events[0], targets=()),)))
    put(kept, report("Peru accused Colombia of a raid at night.", target="COL"))
    assert group(kept).merged == 1
    assert explain(kept, 2)[1]["reasons"]["sides"] == 1


def test_on_a_monday_this_week_reaches_back_over_the_weekend(kept):
    monday = DAY - timedelta(days=2)
    sunday, week = report(RAID, day=monday - timedelta(days=1)), report(BLAME, day=monday)
    when = When("2026-W11", monday, monday + timedelta(days=6), None)
    put(kept, sunday, replace(week, events=(replace(week.events[0], when=when),)))
    assert group(kept).merged == 1


def test_what_may_happen_is_not_what_happened():
    assert alike(telling(1), telling(2, status="possible"), {})[0] == 0


def test_places_in_two_countries_are_two_events():
    assert alike(telling(1, country="PER"), telling(2, country="ECU"), {})[0] == 0


def test_a_copy_with_another_head_and_without_its_end_is_found():
    body = " ".join(f"The minister named point {n} of a long list of {n * 7} grievances." for n in range(20))
    other = " ".join(f"A harvest in district {n} brought {n * 3} tons of maize to the mills." for n in range(20))
    texts = [body, other, f"LIMA (Wire) – {body[:700]}", body.replace("long", "short")]
    found = list(copies(Text.of(n, t) for n, t in enumerate(texts)))
    assert [(copy, of) for copy, of, _ in found] == [(2, 0), (3, 0)]
    assert overlap(Text.of(0, body), Text.of(1, other)) == 0


def test_near_copies_are_marked_in_the_record(kept):
    long = RAID + " " + " ".join(f"Nobody spoke of item {n} on the agenda." for n in range(30))
    put(kept, report(long), report(long + " All rights reserved."))
    assert group(kept) == Grouped(reports=2, copies=1, merged=1)
    assert status(kept)["copies"] == 1


@pytest.mark.parametrize(("deeds", "seed"), [(DEVELOPMENT, 1), (TEST, 2), (UNSEEN, 3)])
def test_events_in_different_words_are_told_apart_from_near_misses(deeds, seed):
    told = reports(deeds, 150, seed)
    gold = {n: r.event for n, r in enumerate(told)}
    assert b_cubed(given(told), gold)[2] >= 95
    near = copied(told, seed)
    assert near.precision >= 98
    assert near.recall >= 98


def test_b_cubed_counts_over_items():
    assert b_cubed({0: "a", 1: "a", 2: "b"}, {0: "a", 1: "a", 2: "b"}) == (100, 100, 100)
    precision, recall, _ = b_cubed({0: "a", 1: "a"}, {0: "a", 1: "b"})
    assert (precision, recall) == (50, 100)
