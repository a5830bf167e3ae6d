"""SIGKILLs at random moments over an ingest: at the end the record holds exactly the reports given.

``python -m benchmarks.crash [--reports 3000] [--kills 200] [--record URL]``. Each run is ``legation ingest`` of
the same file, ended by SIGKILL after a random time, and started again; after the last kill it runs to its end.
The reports are made up here.
"""

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from sqlalchemy import select

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
LONGEST = 6.0
"""Seconds until a kill at most: past the start of the program (one or two) and some way into the reading."""


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
    return [sys.executable, "-m", "legation", "ingest", str(path), "--record", record]


def crash(path: Path, record: str, kills: int, longest: float = LONGEST, seed: int = 11) -> int:
    """Kills ``kills`` ingests and lets a last one end; how many of them were at work. Raises where that fails."""
    choose = random.Random(seed)
    killed = 0
    for _ in range(kills):
        process = subprocess.Popen(ingest(path, record), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(choose.uniform(0, longest))
        process.kill()
        killed += process.wait() < 0
    subprocess.run(ingest(path, record), check=True, capture_output=True)
    return killed


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
        killed = crash(Path(folder) / "reports.jsonl", record, args.kills)
        found = whole(record, given)
        print(f"reports {len(given)}, killed {killed}, faults {len(found)}, {time.monotonic() - began:.0f} s")
        print(*found[:20], sep="\n", end="")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
