"""SIGKILLs at random moments over an ingest: at the end the record holds exactly the reports given.

``python -m benchmarks.crash [--reports 3000] [--kills 200] [--record URL]``. Two runs of ``legation ingest`` of
the same file at once, each ended by SIGKILL at a moment of its own and started again; after the last kill one runs
to its end. Runs are forked from a process that holds the weights, or most kills would come while they are loaded.
A moment is drawn from ``LONGEST`` times the time in which a first run has kept a report. The reports are made up
here.
"""

import argparse
import json
import multiprocessing
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from multiprocessing.process import BaseProcess
from operator import itemgetter
from pathlib import Path

from sqlalchemy import func, select

from legation.cli import app
from legation.exceptions import RecordError
from legation.nouns import Document
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


def reports(count: int, seed: int = 7) -> Iterator[dict[str, str]]:
    """Short reports, each of other words than the rest, with a day each."""
    choose = random.Random(seed)
    for n in range(count):
        a, b, c = choose.sample(STATES, 3)
        one, two = choose.sample(DEEDS, 2)
        day = f"2026-{choose.randint(1, 12):02}-{choose.randint(1, 28):02}"
        text = f"{a} {one.format(b=b)} on Monday, paper {n} said. {c} {two.format(b=a)}."
        yield {"id": f"r{n}", "published": day, "text": text}


def write(path: Path, count: int) -> set[str]:
    """The reports as JSON lines; their hashes."""
    rows = list(reports(count))
    path.write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
    return {Document(r["text"]).sha256 for r in rows}


def ingest(path: Path, record: str) -> list[str]:
    return ["ingest", str(path), "--record", record]


def crash(path: Path, record: str, kills: int, seed: int = 11) -> tuple[int, int]:
    """Kills ``kills`` ingests and lets a last one end. How many of them were running, and at how many kills the
    record had grown since the last. Raises where the one that may end fails."""
    choose = random.Random(seed)
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["benchmarks.warm"])

    def start() -> BaseProcess:
        process = context.Process(target=_run, args=(ingest(path, record),))
        process.start()
        return process

    loaded = context.Process(target=_run, args=(["--help"],))
    loaded.start()
    loaded.join()
    longest = LONGEST * _first(start(), record)
    killed = at_work = 0
    before = _held(record)
    for _ in range(0, kills, AT_ONCE):
        running = [start() for _ in range(AT_ONCE)]
        began = time.monotonic()
        for moment, process in sorted(((choose.uniform(0, longest), p) for p in running), key=itemgetter(0)):
            time.sleep(max(0.0, began + moment - time.monotonic()))
            process.kill()
            process.join()
            now = _held(record)
            killed, at_work, before = killed + (process.exitcode == -signal.SIGKILL), at_work + (now > before), now
    subprocess.run([sys.executable, "-m", "legation", *ingest(path, record)], check=True, capture_output=True)
    return killed, at_work


def _run(arguments: list[str]) -> None:
    """The command, in silence."""
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)
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
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        record = args.record or f"sqlite:///{folder}/crash.db"
        given = write(Path(folder) / "reports.jsonl", args.reports)
        began = time.monotonic()
        killed, at_work = crash(Path(folder) / "reports.jsonl", record, args.kills)
        found = whole(record, given)
        print(f"reports {len(given)}, killed {killed} ({at_work} at work), faults {len(found)}", end="")
        print(f", {time.monotonic() - began:.0f} s")
        print(*found[:20], sep="\n", end="")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
