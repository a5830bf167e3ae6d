"""An undo gives back what held before, in answers, exports and figures; what was done stays on record."""

from datetime import date

import pytest

from legation.exceptions import InputError
from legation.record import Store
from legation.record.agreement import agreement
from legation.record.corrections import Correction, correct, corrections, undo
from legation.record.exports.lines import records
from legation.record.facets import page
from legation.record.filters import Filters
from legation.record.questions import events
from legation.record.series import balance, gravest
from tests.conftest import FERRER
from tests.desks import fill, on

WHO = "A. Reader"


@pytest.fixture
def store(kept: Store) -> Store:
    fill(kept, on("2026-01-05", type="REJECT", mode="meet"), on("2026-01-20"), on("2026-03-01", score=-9.0))
    return kept


def test_edits_are_taken_back_one_by_one(store):
    before = events(store, Filters())[-1]
    first = correct(store, Correction("event", 1, "edit", WHO, "sources", ["PER", "COL"]))
    second = correct(store, Correction("event", 1, "edit", WHO, "sources", ["ECU"]))
    with pytest.raises(InputError, match="isn't the newest"):
        undo(store, first, WHO)
    undo(store, second, WHO)
    assert events(store, Filters(source="COL"))[0]["sources"] == ["PER", "COL"]
    undo(store, first, WHO)
    assert events(store, Filters())[-1] == before
    assert [c["verdict"] for c in corrections(store)] == ["edit", "edit", "undo", "undo"]
    with pytest.raises(InputError, match="isn't the newest"):
        undo(store, first, WHO)


def test_a_type_comes_back_with_its_mode_and_a_time_with_its_end(store):
    before = events(store, Filters())[-1]
    number = correct(store, Correction("event", 1, "edit", WHO, "type", "SANCTION"))
    assert events(store, Filters(type="SANCTION"))[0]["mode"] is None
    undo(store, number, WHO)
    assert events(store, Filters())[-1] == before
    assert balance(store, Filters(source="ECU"), "year")[0]["verbal_conflict"] == 3
    number = correct(store, Correction("event", 2, "reject", WHO, "when"))
    undo(store, number, WHO)
    day = date(2026, 1, 20)
    assert events(store, Filters(since=day, until=day))[0]["when"]["end"] == "2026-01-20"


def test_a_rejection_under_an_acceptance_holds_again(store):
    correct(store, Correction("event", 1, "reject", WHO))
    accepted = correct(store, Correction("event", 1, "accept", WHO))
    assert len(events(store, Filters())) == 3
    undo(store, accepted, WHO)
    assert len(events(store, Filters())) == 2
    exported = next(iter(records(store, Filters())))
    assert exported["events"] == []


def test_exports_and_figures_forget_what_was_undone(store):
    number = correct(store, Correction("event", 1, "edit", WHO, "targets", [FERRER, "COL"]))
    correct(store, Correction("event", 1, "accept", "B. Reader", "targets"))
    assert agreement(store)[0]["coders"] == 2
    undo_b = corrections(store)[-1]["id"]
    undo(store, undo_b, "B. Reader")
    undo(store, number, WHO)
    assert agreement(store) == []
    assert (
        "corrections" not in next(iter(records(store, Filters())))
        or not next(iter(records(store, Filters())))["corrections"]
    )


def test_an_undo_names_a_correction_that_is_there_and_who_makes_it(store):
    with pytest.raises(InputError, match="correction 9"):
        undo(store, 9, WHO)
    number = correct(store, Correction("event", 1, "accept", WHO))
    with pytest.raises(InputError, match="--who"):
        undo(store, number, " ")


def test_facets_balance_and_gravest_say_what_events_say(store):
    correct(store, Correction("event", 2, "edit", WHO, "type", "SANCTION"))
    rows = events(store, Filters())
    shown, counted = page(store, "events", Filters())
    assert shown == rows
    assert (counted.total, counted.more) == (3, False)
    assert dict(counted.counts["type"]) == {"REJECT": 2, "SANCTION": 1}
    assert dict(counted.counts["quad"]) == {"verbal-conflict": 2, "material-conflict": 1}
    assert dict(page(store, "events", Filters(type="SANCTION"))[1].counts["source"]) == {"ECU": 1}
    months = balance(store, Filters(), "month")
    assert [(m["period"], m["events"], m["material_conflict"]) for m in months] == [
        ("2026-01-01", 2, 1),
        ("2026-03-01", 1, 0),
    ]
    assert sum(m["events"] for m in balance(store, Filters(source="ECU"), "year")) == len(rows)
    first, _ = gravest(store, Filters(limit=2))
    assert abs(first["score"]) == max(abs(r["score"]) for r in rows)


def test_who_is_on_either_side_is_found_once_in_the_order_of_time(store):
    fill(store, on("2026-02-01", sources=("PER", FERRER), targets=("PER", "COL")))
    for name in ("PER", "ECU", "COL", FERRER):
        either = [r["id"] for r in events(store, Filters(actor=name))]
        sides = {r["id"] for side in ("source", "target") for r in events(store, Filters(**{side: name}))}
        assert len(either) == len(set(either)), name
        assert set(either) == sides, name
        assert [r["day"] for r in events(store, Filters(actor=name))] == sorted(
            (r["day"] for r in events(store, Filters(actor=name))), reverse=True
        )
        assert page(store, "events", Filters(actor=name))[1].total == len(either)
        assert sum(m["events"] for m in balance(store, Filters(actor=name), "year")) == len(either)
        assert [r["id"] for r in events(store, Filters(actor=name, limit=1, offset=1))] == either[1:2]
