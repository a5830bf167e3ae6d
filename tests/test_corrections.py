"""What people decide holds, and what the machine read stays."""

import json
from contextlib import closing
from dataclasses import replace
from datetime import date

import pytest

from legation.exceptions import InputError
from legation.nouns import Place, Span
from legation.record import Store, keep, open_record
from legation.record.agreement import agreement
from legation.record.corrections import Correction, correct, corrections, undo
from legation.record.exports.lines import records
from legation.record.filters import Filters
from legation.record.grouping import group
from legation.record.health import faults
from legation.record.questions import events, positions, statements
from legation.record.series import series
from tests.conftest import FERRER
from tests.contract import check_keys
from tests.test_cli import legation
from tests.test_grouping import BLAME, RAID, put, report

ME = "A. Reader"


@pytest.fixture
def full(kept: Store, border) -> Store:
    with kept.writing() as connection:
        keep.keep(connection, border)
    return kept


def edit(kind, item, field, value, who=ME) -> Correction:
    return Correction(kind, item, "edit", who, field, value)


def test_an_edited_type_carries_quad_and_score(full):
    correct(full, edit("event", 1, "type", "SANCTION"))
    (event,) = events(full, Filters(type="SANCTION"))
    assert event["quad"] == "material-conflict"
    assert event["score"] < 0
    assert series(full, Filters())[0]["material_conflict"] == 1
    (row,) = corrections(full)
    assert (row["machine"], row["value"], row["who"], row["document"]) == ("REJECT", "SANCTION", ME, "border.txt")
    assert row["words"].startswith("In 2024")


def test_edited_sides_are_asked_for_from_then_on(full):
    correct(full, edit("event", 1, "sources", ["COL", "PER"]))
    assert events(full, Filters(source="ECU")) == []
    (event,) = events(full, Filters(source="COL"))
    assert (event["sources"], event["targets"]) == (["COL", "PER"], [FERRER])


def test_an_edited_day_moves_the_event(full):
    correct(full, edit("event", 1, "when", "2024-05-17"))
    (event,) = events(full, Filters(since=date(2024, 5, 17), until=date(2024, 5, 17)))
    assert event["when"] == {"value": "2024-05-17", "start": "2024-05-17", "end": "2024-05-17"}
    assert series(full, Filters(), "day")[0]["period"] == "2024-05-17"


def test_a_field_can_be_left_open(full):
    correct(full, Correction("event", 1, "reject", ME, "when"))
    (event,) = events(full, Filters())
    assert (event["when"], event["day"]) == (None, "2026-03-12")  # the day of publication
    correct(full, Correction("position", 1, "reject", ME, "toward"))
    assert positions(full, Filters(target="ECU")) == []


def test_statements_and_positions_are_edited(full):
    correct(full, edit("statement", 1, "speaker", "COL"))
    correct(full, edit("statement", 1, "addressees", ["ECU"]))
    (statement,) = statements(full, Filters(source="Colombia", target="ECU"))
    assert statement["speaker"] == "COL"
    correct(full, edit("position", 1, "stance", "opposes"))
    assert [p["id"] for p in positions(full, Filters(type="opposes"))] == [1]


def test_words_of_a_statement_are_edited_by_what_they_are_or_where_they_stand(full, border):
    text = border.document.text
    correct(full, edit("statement", 1, "content", ["we will sit down"]))
    correct(full, edit("statement", 1, "cue", "said on Wednesday"))
    correct(full, Correction("statement", 1, "edit", ME, "occasion", [0, 4]))
    (statement,) = statements(full, Filters(search='"sit down"'))
    start = text.index("we will sit")
    assert statement["words"] == "we will sit down"
    assert statement["evidence"]["content"] == [[start, start + len("we will sit down")]]
    assert statement["evidence"]["occasion"] == [[0, 4]]
    assert statements(full, Filters(search="opened")) == []
    correct(full, Correction("statement", 1, "reject", ME, "cue"))
    assert "cue" not in statements(full, Filters())[0]["evidence"]
    assert next(iter(records(full, Filters())))["statements"][0]["cue"] is None


def test_a_place_is_one_of_the_report_and_contexts_are_plovers(kept, border):
    placed = Place(Span.of(border.document.text, 25, 32), "Ecuador", "ECU", -1.8, -78.2)
    full, place = kept, placed.to_json()
    put(full, replace(border, places=(Place(Span.of(border.document.text, 49, 54), "Quito", "ECU"), placed)))
    correct(full, edit("event", 1, "place", "ECUADOR"))
    correct(full, edit("event", 1, "contexts", ["military", "diplomatic"]))
    (event,) = events(full, Filters())
    assert (event["place"], event["place_country"]) == (place["name"], place["country"])
    assert event["contexts"] == ["military", "diplomatic"]
    exported = next(iter(records(full, Filters())))
    assert exported["places"][exported["events"][0]["place"]] == place
    correct(full, Correction("event", 1, "reject", ME, "place"))
    assert events(full, Filters())[0]["latitude"] is None
    assert next(iter(records(full, Filters())))["events"][0]["place"] is None


def test_conditions_are_edited_as_the_record_has_them_and_taken_back(full, border):
    before = positions(full, Filters())
    told = {"kind": "unless", "connective": [0, 4], "content": "President Lucia Ferer", "about": None}
    number = correct(full, edit("position", 1, "conditions", json.dumps([told])))
    (changed,) = [p for p in positions(full, Filters()) if p["id"] == 1]
    assert changed["conditions"] == [{"kind": "unless", "words": "President Lucia Ferer", "about": None}]
    exported = next(iter(records(full, Filters())))["positions"][0]["conditions"]
    assert [border.document.text[slice(*c["content"])] for c in exported] == ["President Lucia Ferer"]
    undo(full, number, ME)
    assert positions(full, Filters()) == before
    correct(full, Correction("position", 1, "reject", ME, "conditions"))
    assert [p["conditions"] for p in positions(full, Filters()) if p["id"] == 1] == [[]]
    assert [row["field"] for row in agreement(full)] == ["conditions"]


def test_what_is_rejected_is_asked_for_no_more_and_can_be_accepted_again(full):
    correct(full, Correction("event", 1, "reject", ME, why="a letter only"))
    assert events(full, Filters()) == []
    assert series(full, Filters()) == []
    correct(full, Correction("event", 1, "accept", "B. Reader"))
    assert len(events(full, Filters())) == 1
    assert len(series(full, Filters())) == 1


def test_the_others_are_counted_where_the_first_telling_is_rejected(kept):
    put(kept, report(RAID), report(BLAME), report("Peru accused Ecuador over the raid in the night."))
    group(kept)
    correct(kept, Correction("event", 1, "reject", ME))
    (event,) = events(kept, Filters())
    assert (event["id"], event["reports"]) == (2, 2)
    assert [row["events"] for row in series(kept, Filters())] == [1]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (Correction("event", 9, "accept", ME), "event 9"),
        (edit("event", 1, "colour", "red"), "is no field of a event"),
        (edit("event", 1, "type", "QUARREL"), "is none of"),
        (edit("event", 1, "mode", "meet-me"), "is none of"),
        (edit("event", 1, "sources", ["XXX"]), "is no actor of this record"),
        (edit("event", 1, "when", "May"), "is no ISO date"),
        (edit("event", 1, None, "x"), "without a field"),
        (edit("event", 1, "place", "Atlantis"), "no place that was read in this report"),
        (edit("event", 1, "contexts", ["weather"]), "is none of"),
        (edit("statement", 1, "content", ["words that nobody wrote"]), "are no words of this report"),
        (edit("statement", 1, "content", ["Ecuador", "will"]), "more than once"),
        (edit("statement", 1, "cue", [4, 4]), "is no span"),
        (edit("position", 1, "conditions", "if it rains"), "are a list of"),
        (edit("position", 1, "conditions", [{"kind": "perhaps"}]), "is none of"),
        (Correction("statement", 1, "reject", ME, "content"), "can't be left open"),
        (Correction("event", 1, "reject", ME, "type"), "can't be left open"),
        (Correction("event", 1, "accept", " "), "--who"),
    ],
)
def test_what_cant_be_is_refused_and_nothing_is_changed(full, wrong, said):
    before = events(full, Filters())
    with pytest.raises(InputError, match=said):
        correct(full, wrong)
    assert events(full, Filters()) == before
    assert corrections(full) == []


def test_the_machines_record_stays_and_the_export_says_both(full, border):
    correct(full, edit("event", 1, "sources", ["COL"]))
    correct(full, edit("event", 1, "type", "SANCTION"))
    correct(full, Correction("position", 1, "reject", ME))
    (record,) = records(full, Filters())
    changed = record.pop("corrections")
    check_keys(record)
    assert record["events"][0]["sources"] == ["COL"]
    assert record["events"][0]["quad"] == "material-conflict"
    assert [p["id"] for p in record["positions"]] == ["p2"]
    assert [c["machine"] for c in changed] == [
        ["person:tomas-aguirre"],
        "REJECT",
        border.to_dict()["positions"][0],
    ]
    assert list(faults(full)) == []


def test_agreement_is_krippendorffs_alpha(full, border):
    """Two coders and two positions: of one they say the same, of the other not."""
    for who, values in (("A", ("will", "must")), ("B", ("will", "wants"))):
        for item, value in enumerate(values, start=1):
            correct(full, edit("position", item, "stance", value, who))
    (row,) = agreement(full)
    assert (row["kind"], row["field"], row["units"], row["coders"]) == ("position", "stance", 2, 2)
    # observed disagreement 1/2, expected 1 - 2/12: alpha is 1 - (1/2) / (5/6)
    assert row["alpha"] == pytest.approx(0.4)


def test_agreement_counts_the_last_word_and_the_machine(full):
    for who in ("A", "B"):
        correct(full, edit("position", 1, "stance", "wants", who))
        correct(full, Correction("position", 1, "accept", who, "stance"))
        correct(full, Correction("position", 2, "accept", who, "stance"))
    (row,) = agreement(full)
    assert (row["alpha"], row["alpha_with_machine"]) == (1.0, 1.0)
    correct(full, Correction("event", 1, "accept", "A"))
    rows = {r["field"]: r for r in agreement(full) if r["kind"] == "event"}
    assert rows["type"]["coders"] == 1
    assert rows["item"]["alpha"] is None


def test_the_commands_correct_and_tell(border, tmp_path):
    url = f"sqlite:///{tmp_path}/x.db"
    with closing(open_record(url, create=True)) as store, store.writing() as connection:
        keep.keep(connection, border)
    asked = ("--record", url)
    sides = ("--field", "sources", "--value", "COL", "--value", "PER")
    done = legation("correct", "event", 1, "edit", *sides, "--who", ME, *asked)
    assert (done.returncode, done.stderr) == (0, "correction 1\n")
    (row,) = json.loads(legation("corrections", "--json", *asked).stdout)
    assert row["value"] == ["COL", "PER"]
    assert legation("correct", "event", 1, "edit", "--who", ME, *asked).returncode == 2
    (row,) = json.loads(legation("same", 1, "--json", *asked).stdout)
    assert row["counted_as"] == 1
    assert json.loads(legation("agreement", "--json", *asked).stdout)[0]["field"] == "sources"
    assert legation("corrections", "--undo", 1, *asked).returncode == 2
    done = legation("corrections", "--undo", 1, "--who", ME, "--why", "a slip", *asked)
    assert (done.returncode, done.stderr) == (0, "correction 2\n")
    first, taken_back = json.loads(legation("corrections", "--json", *asked).stdout)
    assert (taken_back["verdict"], taken_back["value"], taken_back["why"]) == ("undo", first["machine"], "a slip")
    done = legation("corrections", "--undo", 1, "--who", ME, *asked)
    assert done.returncode == 1
    assert "isn't the newest" in done.stderr
