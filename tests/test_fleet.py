"""Many reports on many machines: each once, whatever is lost on the way. Ray runs here, with two processors."""

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest
from sqlalchemy import select

from legation.exceptions import FleetError
from legation.fleet.ingest import ingest
from legation.fleet.locations import location
from legation.fleet.manifest import Manifest
from legation.fleet.reading import Task
from legation.fleet.units import Unit, known_pieces, units
from legation.nouns.from_json import record_from_json
from legation.pool import Workers
from legation.record import Store, schema
from legation.record.health import faults
from legation.record.status import status
from tests import formats
from tests.files import rows, write
from tests.test_cli import legation

CODED = {"version": "0", "model": "none"}
TALKS = "Peru rejected offer {} of talks from Ecuador on Tuesday."


def news(folder: Path, count: int, start: int = 0) -> Path:
    reports = (
        {"text": TALKS.format(n), "id": f"r{n}", "published": f"2026-{1 + n % 3:02}-10"}
        for n in range(start, start + count)
    )
    return rows(folder / f"news{start}.jsonl", *reports)


def read_here(task: Task, worker: Workers) -> Manifest:
    """What the driver does, without Ray."""
    manifest = Manifest.of(task.out, CODED)
    for unit in list(units(task.source, known_pieces(manifest.inputs), 1)):
        manifest.add(unit.id, task.read(unit, CODED, worker))
    manifest.write()
    return manifest


@pytest.fixture(scope="module")
def worker() -> Iterator[Workers]:
    with closing(Workers(1)) as one:
        yield one


def texts(out: Path) -> Counter[str]:
    table = ds.dataset(out, format="parquet", partitioning="hive").to_table(columns=["document"])
    return Counter(document["text"] for document in table["document"].to_pylist())


def given(count: int) -> Counter[str]:
    return Counter(TALKS.format(n) for n in range(count))


def small_units(monkeypatch) -> None:
    monkeypatch.setattr("legation.fleet.units.SMALLEST", 300)
    monkeypatch.setattr("legation.fleet.units.LARGEST", 300)


def test_a_record_is_read_back_from_its_json(border, reader):
    assert record_from_json(json.loads(json.dumps(border.to_dict()))) == border
    read = reader.read(f"{TALKS} Ecuador will not talk unless Peru yields.", published="2026-03-12", id="a")
    again = record_from_json(read.to_dict())
    assert again.to_dict() == read.to_dict()


def test_reports_come_out_by_month_with_a_manifest(tmp_path, worker):
    source = tmp_path / "news"
    news(source, 7)
    write(source / "page.html", formats.PAGE)
    write(source / "bad.jsonl", '{"text": ""}\n{"text": "Chad accused Sudan on Monday."}\n')
    manifest = read_here(Task(location(str(source)), location(str(tmp_path / "out"))), worker)
    assert [manifest.count(key) for key in ("given", "read", "rejected")] == [10, 9, 1]
    whole = json.loads((tmp_path / "out" / "_manifest.json").read_text())
    assert whole["given"] == 10
    (unit,) = whole["units"]
    assert [piece["name"] for piece in unit["inputs"]] == ["bad.jsonl", "news0.jsonl", "page.html"]
    months = {output["path"].partition("/")[0]: output["rows"] for output in unit["outputs"]}
    assert months == {"month=2026-01": 3, "month=2026-02": 2, "month=2026-03": 3, "month=undated": 1}
    (reject,) = (tmp_path / "out" / "_rejects").iterdir()
    told = json.loads(reject.read_text())
    assert (told["input"], told["line"]) == (f"{source}/bad.jsonl", 1)
    table = ds.dataset(tmp_path / "out", format="parquet", partitioning="hive").to_table()
    assert sorted(d["id"] for d in table["document"].to_pylist())[:2] == ["bad.jsonl:2", "page.html"]


def test_the_parts_of_a_file_are_all_its_lines_under_their_numbers(tmp_path, monkeypatch, worker):
    small_units(monkeypatch)
    path = rows(tmp_path / "a.jsonl", *({"text": TALKS.format(n)} for n in range(20)))
    path.write_bytes(path.read_bytes() + b"\n{bad\n")
    task = Task(location(str(path)), location(str(tmp_path / "out")))
    found = list(units(task.source, {}, 1))
    assert len(found) > 4
    assert Unit.from_json(found[1].to_json()) == found[1]
    read_here(task, worker)
    assert texts(tmp_path / "out") == given(20)
    table = ds.dataset(tmp_path / "out", format="parquet", partitioning="hive").to_table()
    assert {d["id"] for d in table["document"].to_pylist()} == {f"a.jsonl:{n}" for n in range(1, 21)}
    rejects = [json.loads(p.read_text()) for p in (tmp_path / "out" / "_rejects").iterdir()]
    assert [r["line"] for r in rejects] == [22]


def test_a_run_goes_on_where_it_was_stopped(tmp_path, monkeypatch, worker):
    """Some parts are read, one was under way; then the parts are cut otherwise, and a new file is there."""
    small_units(monkeypatch)
    news(tmp_path / "news", 20)
    task = Task(location(str(tmp_path / "news")), location(str(tmp_path / "out")))
    _, second, third, *_ = units(task.source, {}, 1)
    task.read(second, CODED, worker)
    under_way = task.read(third, CODED, worker)
    (tmp_path / "out" / "_manifest" / f"{third.id}.json").unlink()
    news(tmp_path / "news", 5, start=20)
    monkeypatch.setattr("legation.fleet.units.LARGEST", 700)
    manifest = Manifest.of(task.out, CODED)
    assert manifest.sweep() == len(under_way["outputs"])
    assert manifest.sweep() == 0
    read_here(task, worker)
    assert texts(tmp_path / "out") == given(25)
    assert list(units(task.source, known_pieces(Manifest.of(task.out, CODED).inputs), 1)) == []


def test_what_a_run_left_that_was_killed_in_its_first_unit_is_swept(tmp_path):
    write(tmp_path / "out" / "month=2026-01" / "x.parquet", "half")
    write(tmp_path / "out" / "month=2026-01" / ".y.parquet.1", "half")
    manifest = Manifest.of(location(str(tmp_path / "out")), CODED)
    assert (manifest.entries, manifest.sweep()) == ({}, 2)
    assert not any(path.is_file() for path in (tmp_path / "out").rglob("*"))


def test_what_has_changed_in_between_is_told(tmp_path, worker):
    path = news(tmp_path / "news", 3)
    task = Task(location(str(tmp_path / "news")), location(str(tmp_path / "out")))
    read_here(task, worker)
    with pytest.raises(FleetError, match="was read with model 'none', and not 'other'"):
        Manifest.of(task.out, CODED | {"model": "other"})
    path.write_bytes(path.read_bytes() + b"\n")
    with pytest.raises(FleetError, match=r"news0\.jsonl: has changed"):
        read_here(task, worker)


@pytest.mark.parametrize(
    ("source", "out", "said"),
    [
        ("gone", "out", "gone: does not exist"),
        ("empty", "out", "empty: holds no reports"),
        ("news", "news", "news: holds other files"),
        ("news", "nowhere://x/y", "nowhere://x/y: can't be reached"),
    ],
)
def test_what_cant_be_used_is_told(tmp_path, monkeypatch, source, out, said, worker):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    news(tmp_path / "news", 1)
    with pytest.raises(FleetError, match=said):
        read_here(Task(location(source), location(out)), worker)


def test_parquet_and_warc_are_read_from_an_object_store(tmp_path, worker):
    """Arrow's file system in memory stands for one: it has no paths on a disk."""
    from pyarrow.fs import _MockFileSystem

    store = _MockFileSystem()
    at = type(location("x"))(store, "news", "mock://news")
    archive = formats.response(formats.PAGE.encode())
    table = pa.BufferOutputStream()
    pq.write_table(pa.table({"text": [TALKS.format(n) for n in range(3)] + [""]}), table)
    for name, content in (("a.parquet", table.getvalue().to_pybytes()), ("b.warc", archive)):
        at.below(name).write(content)
    task = Task(at, location(str(tmp_path / "out")), published=date(2026, 3, 12))
    manifest = read_here(task, worker)
    assert (manifest.count("read"), manifest.count("rejected")) == (4, 1)
    (reject,) = (tmp_path / "out" / "_rejects").iterdir()
    assert json.loads(reject.read_text())["input"] == "mock://news/a.parquet"


def test_output_goes_into_a_record_once(tmp_path, kept: Store, worker):
    news(tmp_path / "news", 9)
    write(tmp_path / "news" / "bad.jsonl", '{"text": ""}\n')
    rows(tmp_path / "news" / "copy.jsonl", {"text": TALKS.format(3), "id": "other"})
    read_here(Task(location(str(tmp_path / "news")), location(str(tmp_path / "out"))), worker)
    out = location(str(tmp_path / "out"))
    first, again = ingest(out, kept), ingest(out, kept)
    assert (first.read, first.known, len(first.rejected)) == (9, 1, 1)
    assert (again.read, again.known, len(again.rejected)) == (0, 10, 1)
    assert list(faults(kept)) == []
    found = status(kept)
    assert (found["documents"], found["rejected"]) == (9, 1)
    assert found["events"] >= 9
    with kept.reading() as connection:
        names = list(connection.execute(select(schema.origins.c.name)).scalars())
    assert sorted(names) == sorted([*(f"r{n}" for n in range(9)), "other"])


def test_bulk_writes_the_same_rows_as_one_by_one(border, tmp_path):
    """All tables but for numbers and times."""
    from legation.record import bulk, keep, open_record
    from tests.records import empty_record

    held = []
    for way in ("bulk", "one"):
        with empty_record("postgresql", tmp_path) as url, closing(open_record(url, create=True)) as store:
            if way == "bulk":
                assert bulk.copy(store, [border]) == [True]
                assert bulk.copy(store, [border]) == [False]
            else:
                with store.writing() as connection:
                    keep.keep(connection, border)
            assert list(faults(store)) == []
            with store.reading() as connection:
                held.append({name: told(connection, table) for name, table in schema.metadata.tables.items()})
    assert held[0] == held[1]


def told(connection, table) -> list[tuple[object, ...]]:
    numbered = {c.name for c in table.c if c.name == "id" and c.type.python_type is int}
    pointing = {c.name for c in table.c if c.foreign_keys and c.type.python_type is int}
    columns = [c for c in table.c if c.name not in numbered | pointing | {"added", "coded"}]
    return sorted((tuple(map(str, row)) for row in connection.execute(select(*columns))), key=str)


def test_output_without_text_is_no_record(tmp_path, kept: Store, worker):
    news(tmp_path / "news", 1)
    read_here(Task(location(str(tmp_path / "news")), location(str(tmp_path / "out")), text=False), worker)
    with pytest.raises(FleetError, match="holds no texts"):
        ingest(location(str(tmp_path / "out")), kept)


def test_without_ray_the_command_says_what_installs_it(tmp_path):
    news(tmp_path / "news", 1)
    code = "import sys; sys.modules['ray'] = None; from legation.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, "fleet", "read", "news", "--out", "out"],
        cwd=tmp_path, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr == "legation: ray: isn't installed: pip install 'legation[fleet]'\n"
    assert not (tmp_path / "out").exists()


@pytest.fixture
def fleet(tmp_path) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Starts ``legation fleet read news --out out`` in a folder; what of it is left is ended afterwards."""
    runs: list[subprocess.Popen[str]] = []

    def start(**environment: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "legation", "fleet", "read", "news", "--out", "out", "--workers", "2"]
        run = subprocess.Popen(
            command, cwd=tmp_path, stderr=subprocess.PIPE, text=True, env={**os.environ, **environment}
        )
        runs.append(run)
        return run

    yield start
    for run in (one for one in runs if one.poll() is None):
        for pid, _ in children(run.pid):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        run.kill()
        run.communicate()


def children(pid: int) -> list[tuple[int, str]]:
    """All processes below one, with their command lines."""
    told: dict[int, tuple[int, str]] = {}
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdigit():
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
                told[int(entry.name)] = parent, (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            continue
    below = {pid}
    while more := {p for p, (parent, _) in told.items() if parent in below} - below:
        below |= more
    return [(p, told[p][1]) for p in below - {pid} if p in told]


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def wait_for(condition, seconds: float = 300):
    until = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < until, "it didn't come to pass"
        time.sleep(0.05)
    return found


def test_a_worker_is_killed_midway_and_each_report_is_there_once(tmp_path, fleet):
    for n in range(4):
        news(tmp_path / "news", 60, start=60 * n)
    run = fleet()
    entries = tmp_path / "out" / "_manifest"
    wait_for(lambda: entries.exists() and any(entries.iterdir()))
    reading = wait_for(lambda: [p for p, command in children(run.pid) if "Reading" in command])
    os.kill(reading[0], signal.SIGKILL)
    said = run.communicate(timeout=240)[1].splitlines()
    assert (run.returncode, said[-1]) == (0, "given 240: read 240, rejected 0")
    assert any("worker died" in line for line in said)
    assert texts(tmp_path / "out") == given(240)


def test_the_driver_is_killed_midway_and_goes_on(tmp_path, fleet):
    for n in range(4):
        news(tmp_path / "news", 60, start=60 * n)
    run = fleet()
    entries = tmp_path / "out" / "_manifest"
    wait_for(lambda: entries.exists() and any(entries.iterdir()))
    reading = [p for p, command in children(run.pid) if "spawn_main" in command]
    run.kill()
    run.communicate()
    wait_for(lambda: not any(alive(p) for p in reading))
    before = len(list(entries.iterdir()))
    assert not (tmp_path / "out" / "_manifest.json").exists()
    again = fleet()
    assert again.communicate(timeout=240)[1].splitlines()[-1] == "given 240: read 240, rejected 0"
    assert texts(tmp_path / "out") == given(240)
    assert len(list(entries.iterdir())) > before >= 1


def test_the_report_that_kills_its_worker_is_set_aside_after_two_tries(tmp_path, fleet):
    """A reader that dies of one report, put in place by sitecustomize: no report is known to do it."""
    write(
        tmp_path / "site" / "sitecustomize.py",
        "import os\n"
        "from legation import reader\n"
        "read = reader.Language.read\n"
        "def deadly(language, text):\n"
        "    if 'offer 7 ' in text:\n"
        f"        open({str(tmp_path / 'tries')!r}, 'a').write('x')\n"
        "        os._exit(1)\n"
        "    return read(language, text)\n"
        "reader.Language.read = deadly\n",
    )
    news(tmp_path / "news", 12)
    run = fleet(PYTHONPATH=str(tmp_path / "site"))
    assert run.communicate(timeout=240)[1].splitlines()[-1] == "given 12: read 11, rejected 1"
    assert run.returncode == 1
    assert texts(tmp_path / "out") == given(12) - Counter([TALKS.format(7)])
    (reject,) = (tmp_path / "out" / "_rejects").iterdir()
    told = json.loads(reject.read_text())
    assert told["input"] == "r7"
    assert "the process that read it ended" in told["reason"]
    assert (tmp_path / "tries").read_text() == "xx"


def test_the_commands_read_and_ingest(tmp_path):
    news(tmp_path / "news", 3)
    assert legation("fleet", "read", "news", "--out", "out", "--workers", "1", cwd=tmp_path).returncode == 0
    done = legation("fleet", "ingest", "out", "--record", "sqlite:///x.db", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "given 3: read 3, known 0, rejected 0\n")
    done = legation("fleet", "ingest", "news", "--record", "sqlite:///x.db", cwd=tmp_path)
    assert done.returncode == 1
    assert "news: holds" in done.stderr
