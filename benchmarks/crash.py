"""SIGKILLs at random moments over an ingest: at the end the record holds exactly the reports given.

``python -m benchmarks.crash [--reports 3000] [--kills 200] [--record URL] [--made]``. Two runs of
``legation ingest`` of the same file at once, each ended by SIGKILL at a moment of its own and started again; after
the last kill one runs to its end. Runs are forked from a process that holds the weights, or most kills would come
while they are loaded. A moment is drawn from ``LONGEST`` times the time in which a first run has kept a report.
The reports are made up here.

With ``--made`` no report is read: they are those of ``benchmarks.large``, whose records (ten events each) are made
up with them, and a run is given the record where it would read the report. All else is ``legation ingest`` as it
is, and the time is spent on writing and on kills. Moments then become longer or shorter as the record grows, so
that the reports last until the last kill.
"""

import argparse
import json
import multiprocessing
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import closing, nullcontext
from dataclasses import replace
from multiprocessing.process import BaseProcess
from operator import itemgetter
from pathlib import Path
from unittest import mock

from sqlalchemy import func, select

from benchmarks import large
from legation import pool
from legation.cli import app
from legation.exceptions import RecordError
from legation.nouns import Document, Record
from legation.record import open_record, schema
from legation.record.health import faults

STATES = "Peru Chile Kenya Ghana Norway Sweden Japan Mongolia Jordan Egypt Brazil Canada Iceland Fiji".split()
DEEDS = (
    "accused {b} of moving troops to the border",
    "rejected an offer of talks from {b}",
    "signed a trade agreement with {b}",
    "imposed sanctions on two banks of {b}",
    "sent food and medicine to {b}",
    "threatened to close its embassy in {b}",
)
AT_ONCE = 2
LONGEST = 4
SHORTER, LONGER = 0.9, 1.1
"""What the longest moment is multiplied by when the record holds more, or less, than its share of the reports."""


class Made:
    """Stands where a reader would: gives the records that the reports were made up with."""

    def read_many(self, found: Iterable[Document], *, batch_size: int) -> Iterator[Record]:
        for document in found:
            yield replace(large.record(int(document.id[1:])), document=document)


def reports(count: int, seed: int = 7) -> Iterator[dict[str, str]]:
    """Short reports, each of other words than the rest, with a day each."""
    choose = random.Random(seed)
    for n in range(count):
        a, b, c = choose.sample(STATES, 3)
        one, two = choose.sample(DEEDS, 2)
        day = f"2026-{choose.randint(1, 12):02}-{choose.randint(1, 28):02}"
        text = f"{a} {one.format(b=b)} on Monday, paper {n} said. {c} {two.format(b=a)}."
        yield {"id": f"r{n}", "published": day, "text": text}


def made(count: int) -> Iterator[dict[str, str]]:
    """The reports that ``Made`` has records of."""
    for document in (large.record(n).document for n in range(count)):
        yield {"id": document.id, "published": str(document.published), "text": document.text}


def write(path: Path, rows: Iterable[dict[str, str]]) -> set[str]:
    """The reports as JSON lines; their hashes."""
    rows = list(rows)
    path.write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
    return {Document(r["text"]).sha256 for r in rows}


def ingest(path: Path, record: str) -> list[str]:
    return ["ingest", str(path), "--record", record]


def crash(path: Path, record: str, kills: int, seed: int = 11, unread: bool = False) -> tuple[int, int]:
    """Kills ``kills`` ingests and lets a last one end; with ``unread``, of reports that were ``made``. How many of
    them were running, and at how many kills the record had grown since the last. Raises where the one that may end
    fails."""
    choose = random.Random(seed)
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["benchmarks.warm"])

    def start() -> BaseProcess:
        process = context.Process(target=_run, args=(ingest(path, record), unread))
        process.start()
        return process

    loaded = context.Process(target=_run, args=(["--help"], False))
    loaded.start()
    loaded.join()
    longest = (1 if unread else LONGEST) * _first(start(), record)
    given = len(path.read_text(encoding="utf-8").splitlines())
    killed = at_work = 0
    before = _held(record)
    for done in range(0, kills, AT_ONCE):
        running = [start() for _ in range(AT_ONCE)]
        began = time.monotonic()
        for moment, process in sorted(((choose.uniform(0, longest), p) for p in running), key=itemgetter(0)):
            time.sleep(max(0.0, began + moment - time.monotonic()))
            process.kill()
            process.join()
            now = _held(record)
            killed, at_work, before = killed + (process.exitcode == -signal.SIGKILL), at_work + (now > before), now
        if unread:
            longest *= SHORTER if before * kills > given * (done + AT_ONCE) else LONGER
    last = start()
    last.join()
    if last.exitcode:
        raise ChildProcessError(f"the last ingest ended with {last.exitcode}")
    return killed, at_work


def _run(arguments: list[str], unread: bool) -> None:
    """The command, in silence; ``unread``, with ``Made`` for a reader."""
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)
    with mock.patch.object(pool, "_reader", return_value=Made()) if unread else nullcontext():
        app(arguments)


def _first(process: BaseProcess, record: str) -> float:
    """Seconds until a run has kept its first report; it is killed then."""
    began = time.monotonic()
    while not _held(record) and process.is_alive():
        time.sleep(0.01)
    process.kill()
    process.join()
    return time.monotonic() - began


def _held(record: str) -> int:
    """Reports in a record; none where there is no record yet."""
    try:
        with closing(open_record(record)) as store, store.reading() as connection:
            return int(connection.execute(select(func.count()).select_from(schema.documents)).scalar_one())
    except RecordError:
        return 0


def whole(record: str, given: set[str]) -> list[str]:
    """What is wrong with the record of the reports given: nothing, it is to be hoped."""
    with closing(open_record(record)) as store:
        found = list(faults(store))
        with store.reading() as connection:
            held = list(connection.execute(select(schema.documents.c.sha256)).scalars())
    found += ["a document is there twice"] if len(held) != len(set(held)) else []
    missing, strange = given - set(held), set(held) - given
    return found + [f"missing {m}" for m in missing] + [f"not given {s}" for s in strange]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=3000)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--record", help="an empty record; a new file of SQLite by default")
    parser.add_argument("--made", action="store_true", help="reports that come with their records and aren't read")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        record = args.record or f"sqlite:///{folder}/crash.db"
        path = Path(folder) / "reports.jsonl"
        given = write(path, made(args.reports) if args.made else reports(args.reports))
        began = time.monotonic()
        killed, at_work = crash(path, record, args.kills, unread=args.made)
        found = whole(record, given)
        print(f"reports {len(given)}, killed {killed} ({at_work} at work), faults {len(found)}", end="")
        print(f", {time.monotonic() - began:.0f} s")
        print(*found[:20], sep="\n", end="")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
