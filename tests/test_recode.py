"""Documents read anew: what the machine reads changes, what people decided doesn't."""

import json
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select, update

from legation.nouns import Record, When
from legation.record import Store, corrections, grouping, keep, recode, schema
from legation.record.corrections import Correction, correct
from legation.record.exports.lines import records
from legation.record.filters import Filters
from legation.record.grouping import group
from legation.record.health import faults
from legation.record.questions import events, positions, statements
from legation.record.series import series
from legation.version import __version__
from tests.conftest import BORDER, FERRER
from tests.contract import check_ids, check_keys
from tests.test_cli import legation
from tests.test_grouping import BLAME, RAID, put, report

ME = "A. Reader"


@pytest.fixture
def full(kept: Store, border) -> Store:
    with kept.writing() as connection:
        keep.keep(connection, border)
    return kept


def newer(record: Record, **parts: object) -> Record:
    return replace(record, model="newer", version=__version__, **parts)


def read_anew(store: Store, monkeypatch, *told: Record) -> list[object]:
    """As if newer weights read so."""
    newest = told[0].model if told else "newer"
    monkeypatch.setattr("legation.record.recode.weights_name", lambda _: newest)
    by_text = {record.document.text: record for record in told}
    monkeypatch.setattr(
        "legation.pool.records",
        lambda found, workers: (replace(by_text[d.text], document=d) for d in found),
    )
    return list(recode.recode(store))


def test_what_was_read_is_replaced_and_the_old_reading_stays_beside_it(full, border, monkeypatch):
    event = replace(border.events[0], type="SANCTION", quad="material-conflict", score=-6.0)
    assert len(read_anew(full, monkeypatch, newer(border, events=(event,), positions=border.positions[:1]))) == 1
    (now,) = events(full, Filters())
    assert (now["id"], now["type"], now["model"]) == (1, "SANCTION", "newer")
    assert [p["id"] for p in positions(full, Filters())] == [1]
    assert [row["material_conflict"] for row in series(full, Filters())] == [1]
    with full.reading() as connection:
        assert list(connection.execute(select(schema.codings.c.model)).scalars()) == ["none", "newer"]
    (record,) = records(full, Filters())
    assert [e["type"] for e in record["events"]] == ["SANCTION"]
    assert list(faults(full)) == []
    assert read_anew(full, monkeypatch) == []  # it is newest now


def test_an_edited_field_stays_and_the_others_are_the_machines(full, border, monkeypatch):
    correct(full, Correction("event", 1, "edit", ME, "type", "PROTEST"))
    correct(full, Correction("event", 1, "reject", ME, "when"))
    correct(full, Correction("statement", 1, "edit", ME, "speaker", "COL"))
    correct(full, Correction("position", 2, "edit", ME, "stance", "opposes"))
    when = When("2025", date(2025, 1, 1), date(2025, 12, 31), None)
    event = replace(border.events[0], id="e2", type="ACCUSE", sources=("ECU",), when=when, confidence=0.5)
    said = replace(border.statements[0], speaker="PER", kind="mixed")
    held = tuple(replace(p, stance="wants") for p in border.positions)
    read_anew(full, monkeypatch, newer(border, events=(event,), statements=(said,), positions=held))
    (now,) = events(full, Filters())
    assert (now["id"], now["type"], now["quad"], now["sources"]) == (1, "PROTEST", "material-conflict", ["ECU"])
    assert (now["when"], now["day"], now["confidence"]) == (None, "2026-03-12", 0.5)
    (statement,) = statements(full, Filters())
    assert (statement["speaker"], statement["kind"]) == ("COL", "mixed")
    assert sorted(p["stance"] for p in positions(full, Filters())) == ["opposes", "wants"]
    (record,) = records(full, Filters())
    check_keys({k: v for k, v in record.items() if k != "corrections"})
    assert (record["events"][0]["type"], record["events"][0]["when"]) == ("PROTEST", None)
    assert {c["machine"] for c in record["corrections"] if c["field"] == "type"} == {"REJECT"}
    assert list(faults(full)) == []


def test_what_a_person_touched_stays_though_it_is_read_no_more(full, border, monkeypatch):
    correct(full, Correction("event", 1, "accept", ME))
    correct(full, Correction("position", 2, "reject", ME))
    before = events(full, Filters())
    peru = tuple(a for a in border.actors if a.id in ("PER", "ECU"))
    read_anew(
        full, monkeypatch, newer(border, actors=peru, events=(), statements=(), positions=border.positions[:1])
    )
    (now,) = events(full, Filters())
    told = ("id", "type", "sources", "targets", "via", "when", "day", "words")
    assert {k: now[k] for k in told} == {k: before[0][k] for k in told}
    assert statements(full, Filters()) == []
    assert [p["id"] for p in positions(full, Filters())] == [1]
    (record,) = records(full, Filters())
    record.pop("corrections")
    check_keys(record)
    check_ids(record)
    assert {a["id"] for a in record["actors"]} >= {"person:tomas-aguirre", FERRER, "COL"}
    assert len(corrections.corrections(full)) == 2
    assert list(faults(full)) == []
    read_anew(full, monkeypatch, replace(newer(border), model="newest"))  # and a third time
    assert list(faults(full)) == []


def test_what_is_rejected_is_not_asked_for_again_after_the_new_reading(full, border, monkeypatch):
    correct(full, Correction("event", 1, "reject", ME))
    read_anew(full, monkeypatch, newer(border))
    assert events(full, Filters()) == []
    assert series(full, Filters()) == []


def test_merges_hold_and_what_was_undone_stays_undone(kept, monkeypatch):
    told = [report(RAID), report(BLAME), report("Peru accused Ecuador over the raid in the night.")]
    put(kept, *told)
    group(kept)
    grouping.undo(kept, 2, who=ME)
    before = events(kept, Filters())
    assert sorted((e["id"], e["reports"]) for e in before) == [(1, 2), (2, 1)]
    with kept.reading() as connection:
        held = [recode._last_reading(connection, n) for n in (1, 2, 3)]
    read_anew(kept, monkeypatch, *(newer(record) for record in held))
    group(kept)
    assert sorted((e["id"], e["reports"]) for e in events(kept, Filters())) == [(1, 2), (2, 1)]
    assert list(faults(kept)) == []


def test_an_event_that_is_read_no_more_lets_another_lead(kept, monkeypatch):
    put(kept, report(RAID), report(BLAME))
    group(kept)
    with kept.reading() as connection:
        first = recode._last_reading(connection, 1)
        second = recode._last_reading(connection, 2)
    read_anew(kept, monkeypatch, newer(first, events=()), newer(second))
    group(kept)
    (event,) = events(kept, Filters())
    assert (event["id"], event["reports"]) == (2, 1)
    assert [row["events"] for row in series(kept, Filters())] == [1]
    assert list(faults(kept)) == []


def test_a_new_event_of_an_old_report_is_grouped(kept, monkeypatch):
    put(kept, report(RAID), report(BLAME))
    with kept.reading() as connection:
        first = recode._last_reading(connection, 1)
        second = recode._last_reading(connection, 2)
    with kept.writing() as connection:
        connection.execute(update(schema.documents).values(grouped=True))
    read_anew(kept, monkeypatch, newer(first), newer(second, events=()))
    read_anew(kept, monkeypatch, replace(newer(second), model="newest"), replace(newer(first), model="newest"))
    group(kept)
    assert [e["reports"] for e in events(kept, Filters())] == [2]


def test_the_command_reads_only_what_other_weights_read(kept_url, tmp_path):
    news = tmp_path / "a.txt"
    news.write_text(BORDER)
    assert legation("ingest", news, "--record", kept_url).returncode == 0
    done = legation("recode", "--record", kept_url)
    assert (done.returncode, done.stderr) == (0, "read anew 0, left as they were 0\n")
    from contextlib import closing

    from legation.record import open_record

    with closing(open_record(kept_url)) as store:
        before = events(store, Filters())
        with store.writing() as connection:
            connection.execute(update(schema.codings).values(version="0.0.0"))
    assert legation("recode", "--record", kept_url).stderr == "read anew 1, left as they were 0\n"
    with closing(open_record(kept_url)) as store:
        assert events(store, Filters()) == before
        assert list(faults(store)) == []
    found = json.loads(legation("status", "--json", "--record", kept_url).stdout)
    assert found["documents"] == 1
