"""The kept record loses nothing, on either backend."""

import json
import os
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from datetime import date

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import select, text

from benchmarks import crash
from legation.exceptions import RecordError
from legation.nouns import Document, Record
from legation.record import Store, keep, open_record, schema, store
from legation.record.bulk import Copies
from legation.record.health import faults
from legation.record.ingest import Known, ingest
from legation.record.status import status
from legation.sources import Rejected
from tests.conftest import slow
from tests.files import rows, write
from tests.test_cli import legation

PERU = Document("Peru rejected an offer of talks from Ecuador on Tuesday.", id="a", published=date(2026, 3, 12))
CHAD = Document("Chad accused Sudan of shelling a village on Monday.", id="b", published=date(2026, 3, 12))


def told(kept: Store, documents) -> list[object]:
    return list(ingest(kept, documents))


def test_each_thing_that_was_read_has_its_row(kept, border):
    with kept.writing() as connection:
        assert keep.keep(connection, border)
    found = status(kept)
    assert {k: found[k] for k in ("documents", "statements", "events", "positions", "actors", "conditions")} == {
        "documents": 1,
        "statements": 1,
        "events": 1,
        "positions": 2,
        "actors": 5,
        "conditions": 2,
    }
    assert found["first"] == "2026-03-12"
    assert list(faults(kept)) == []


def test_evidence_points_at_the_words(kept, border):
    with kept.writing() as connection:
        keep.keep(connection, border)
    with kept.reading() as connection:
        trigger = select(schema.evidence).where(schema.evidence.c.part == "trigger")
        row = connection.execute(trigger).one()
        content = select(schema.evidence).where(schema.evidence.c.part == "content")
        parts = connection.execute(content.where(schema.evidence.c.statement_id.is_not(None))).all()
    assert border.document.text[row.start : row.end] == "refused"
    assert [border.document.text[p.start : p.end] for p in parts] == ["If it is opened", "we will sit down"]


def test_a_report_given_again_changes_nothing(kept):
    first = told(kept, [PERU, CHAD])
    before = status(kept)
    again = told(kept, [PERU, CHAD, PERU])
    assert [type(f) for f in first] == [Record, Record]
    assert sorted(f.name for f in again) == ["a", "a", "b"]
    assert status(kept) == before


def test_a_report_twice_in_one_run_is_read_once(kept):
    fates = told(kept, [PERU, PERU])
    assert [type(f) for f in fates] == [Record, Known]
    assert status(kept)["documents"] == 1


def test_the_same_words_from_another_agency_keep_both_origins(kept):
    told(kept, [PERU, replace(PERU, id="c", source="The Other")])
    told(kept, [replace(PERU, id="c", source="The Other")])
    with kept.reading() as connection:
        names = connection.execute(select(schema.origins.c.name).order_by(schema.origins.c.id)).scalars()
        assert list(names) == ["a", "c"]


def test_what_cant_be_read_is_noted_once_with_its_reason(kept):
    broken = Rejected("news.csv", "has no field 'text'", 3)
    assert told(kept, [broken, CHAD])[0] == broken
    told(kept, [broken])
    with kept.reading() as connection:
        (row,) = connection.execute(select(schema.rejects)).all()
    assert (row.input, row.line, row.reason) == ("news.csv", 3, "has no field 'text'")


@pytest.mark.parametrize("character", ["\0", "\ud800"])
def test_a_character_that_no_record_keeps_is_a_reject_and_not_the_end(kept, character):
    fates = told(kept, [replace(PERU, text=PERU.text + character), CHAD])
    assert [type(f) for f in fates] == [Rejected, Record]
    assert "can't keep" in fates[0].reason
    assert status(kept)["rejected"] == 1


def test_a_very_long_report_is_kept_and_found(kept, border):
    words = " ".join(f"word{n}" for n in range(200_000))
    long = replace(border, document=replace(border.document, text=border.document.text + words))
    with kept.writing() as connection:
        keep.keep(connection, long)
    assert status(kept)["documents"] == 1


def test_a_failure_half_way_keeps_nothing_of_the_report(kept, border):
    event = replace(border.events[0], status=None)
    with pytest.raises(Exception, match=r"(?i)not.null"), kept.writing() as connection:
        keep.keep(connection, replace(border, events=(event,)))
    found = status(kept)
    assert (found["documents"], found["statements"], found["actors"]) == (0, 0, 0)


def test_a_record_that_a_table_refuses_is_a_reject(kept, border, monkeypatch):
    event = replace(border.events[0], status=None)
    broken = replace(border, events=(event,))
    monkeypatch.setattr("legation.pool.records", lambda found, workers: (broken for _ in found))
    (fate,) = told(kept, [border.document])
    assert isinstance(fate, Rejected)
    assert fate.reason.startswith("can't be kept: ")
    assert status(kept)["rejected"] == 1


def test_a_full_disk_ends_in_one_error_and_leaves_whole_reports(tmp_path):
    with closing(open_record(f"sqlite:///{tmp_path}/full.db", create=True)) as kept:
        with kept.engine.connect() as connection:
            pages = connection.execute(text("PRAGMA page_count")).scalar_one()
        small = text(f"PRAGMA max_page_count = {pages + 8}")
        from sqlalchemy import event

        event.listen(kept.engine, "begin", lambda connection: connection.exec_driver_sql(small.text))
        many = [Document(f"{PERU.text} Paper {n}. " + "More talks. " * 200, id=str(n)) for n in range(30)]
        with pytest.raises(RecordError, match="disk is full"):
            told(kept, many)
        assert 0 < status(kept)["documents"] < 30
        assert list(faults(kept)) == []


def test_a_connection_that_ends_amid_the_writing_is_tried_again(kept, monkeypatch):
    if kept.on_sqlite:
        pytest.skip("SQLite has no connection that another can end")
    monkeypatch.setattr("legation.record.ingest.PAUSES", (0.0,))
    flush, once = Copies.flush, iter([True])

    def ended_once(copies):
        for _ in once:
            pid = copies._connection.connection.driver_connection.info.backend_pid
            with kept.engine.connect() as other:
                other.execute(text("SELECT pg_terminate_backend(:pid, 1000)"), {"pid": pid})
        flush(copies)

    monkeypatch.setattr(Copies, "flush", ended_once)
    assert [type(f) for f in told(kept, [PERU])] == [Record]
    assert status(kept)["documents"] == 1
    assert list(faults(kept)) == []


def test_a_lost_connection_is_tried_again(kept, monkeypatch):
    monkeypatch.setattr("legation.record.ingest.PAUSES", (0.0,))
    failures = iter([RecordError("x", "gone", passing=True)])
    whole = keep.keep

    def lost_once(connection, record, rows):
        done = whole(connection, record, rows)
        for failure in failures:
            raise failure
        return done

    monkeypatch.setattr("legation.record.keep.keep", lost_once)
    assert [type(f) for f in told(kept, [PERU])] == [Record]
    assert status(kept)["documents"] == 1


def test_the_tables_are_what_the_migrations_make(kept):
    def ours(object, name, type_, reflected, compare_to):
        return not (name or "").endswith("_search") and "_search_" not in (name or "")

    with kept.reading() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": ours})
        assert compare_metadata(context, schema.metadata) == []


def test_the_newest_migration_is_the_one_that_the_store_asks_for():
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "legation.record:migrations")
    assert ScriptDirectory.from_config(config).get_current_head() == store.HEAD


def test_a_record_of_a_newer_version_says_so(kept_url):
    with closing(open_record(kept_url, create=True)) as kept, kept.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(RecordError, match="newer version"):
        open_record(kept_url)


@pytest.mark.parametrize("url", ["legation.db", "mysql://x/y", "sqlite://"])
def test_what_is_no_records_url_is_told(url):
    with pytest.raises(RecordError, match="is no record's URL"):
        open_record(url)


def test_a_server_that_isnt_there_is_one_error():
    pytest.importorskip("psycopg")
    with pytest.raises(RecordError, match=r"(?i)connection"):
        open_record("postgresql+psycopg://nobody:secret@127.0.0.1:1/none")


def test_a_password_isnt_told():
    pytest.importorskip("psycopg")
    done = legation("status", "--record", "postgresql://nobody:secret@127.0.0.1:1/none")
    assert done.returncode == 1
    assert "secret" not in done.stderr


def test_a_file_that_is_no_record_is_one_error(tmp_path):
    path = write(tmp_path / "x.db", "not a database, but a text that is long enough to be read as one" * 20)
    done = legation("status", "--record", f"sqlite:///{path}")
    assert done.returncode == 1
    assert "file is not a database" in done.stderr


def test_the_command_counts_every_report_given(tmp_path, kept_url):
    texts = (PERU.text, "", CHAD.text, PERU.text)
    news = rows(tmp_path / "news.jsonl", *({"text": t} for t in texts))
    rejects = tmp_path / "rejects.jsonl"
    done = legation("ingest", news, tmp_path / "gone.txt", "--record", kept_url, "--rejects", rejects)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == "given 5: read 2, known 1, rejected 2"
    assert [json.loads(line)["line"] for line in rejects.read_text().splitlines()] == [2, None]
    done = legation("status", "--json", "--check", "--record", kept_url)
    found = json.loads(done.stdout)
    assert (done.returncode, found["documents"], found["rejected"], found["faults"]) == (0, 2, 2, [])


def test_a_record_that_isnt_there_is_told_with_what_makes_one(tmp_path):
    done = legation("status", cwd=tmp_path)
    assert done.returncode == 1
    assert "legation ingest makes one" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_fault_is_found(kept, border):
    """The check itself can fail."""
    with kept.writing() as connection:
        keep.keep(connection, border)
        connection.execute(schema.evidence.delete())
        connection.execute(schema.conditions.delete())
        connection.execute(schema.positions.delete())
    assert list(faults(kept)) == ["coding 1 has 0 positions of the 2 that were read"]


def test_kills_at_random_moments_lose_nothing_and_double_nothing(tmp_path, kept_url):
    given = crash.write(tmp_path / "reports.jsonl", crash.reports(250))
    killed, _ = crash.crash(tmp_path / "reports.jsonl", kept_url, kills=4)
    assert killed
    assert crash.whole(kept_url, given) == []


@slow
def test_two_hundred_kills_over_three_thousand_reports(tmp_path, kept_url):
    given = crash.write(tmp_path / "reports.jsonl", crash.made(3000))
    crash.crash(tmp_path / "reports.jsonl", kept_url, kills=200, unread=True)
    assert crash.whole(kept_url, given) == []


def test_four_processes_fill_one_record_at_once(tmp_path, kept_url):
    """All four are given the same reports, and all make the tables."""
    path = tmp_path / "reports.jsonl"
    given = crash.write(path, crash.reports(40))
    quiet = {**os.environ, "OMP_NUM_THREADS": "1"}
    command = [sys.executable, "-m", "legation", *crash.ingest(path, kept_url)]
    processes = [subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=quiet) for _ in range(4)]
    said = [p.communicate(timeout=300)[1].splitlines() for p in processes]
    assert [p.returncode for p in processes] == [0, 0, 0, 0]
    assert {len(lines) for lines in said} == {1}, said
    read = sum(int(lines[0].split("read ")[1].split(",")[0]) for lines in said)
    assert read == 40
    assert crash.whole(kept_url, given) == []


def test_the_examples_of_the_help_work(tmp_path):
    command = 'echo "Iran rejected the offer on Tuesday." | legation ingest - && legation status --json'
    path = {**os.environ, "PATH": f"{os.path.dirname(sys.executable)}:{os.environ['PATH']}"}
    done = subprocess.run(command, shell=True, cwd=tmp_path, env=path, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0
    assert json.loads(done.stdout)["documents"] == 1
