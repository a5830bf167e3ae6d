"""Questions to a large record, their 95th percentile; what keeping costs beside reading; size for each report.

``python -m benchmarks.scale [--documents 100000] [--record URL] [--reports 360]``. The large record is
that of ``benchmarks.large``. Each question is asked with sides, types and times drawn at random, a page of 50 rows
at a time, as people and the desk ask.
"""

import argparse
import os
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from sqlalchemy import text

from benchmarks import crash
from benchmarks.large import DAYS, FIRST, SHARES, SIDES, TOPICS, fill
from benchmarks.worked import Worked
from legation.coding import plover
from legation.nouns import Document
from legation.reader import Reader
from legation.record import Store, open_record
from legation.record.filters import Filters
from legation.record.ingest import kept
from legation.record.questions import actors, events, positions, statements, timeline
from legation.record.series import network, series
from legation.record.status import status

PAGE = 50


def ask(store: Store, times: int, seed: int = 3) -> Iterator[tuple[str, float, float]]:
    """By question milliseconds at the 95th percentile, and those of the processor, a PostgreSQL's too, which
    others on the machine lengthen less."""
    choose = random.Random(seed)
    worked = Worked(store, os.getpid())

    def some() -> Filters:
        a, b = choose.choices(SIDES, SHARES, k=2)
        since = FIRST + timedelta(choose.randrange(DAYS))
        return choose.choice(
            (
                Filters(limit=PAGE),
                Filters(source=a, limit=PAGE),
                Filters(source=a, target=b, limit=PAGE),
                Filters(actor=a, since=since, until=since + timedelta(90), limit=PAGE),
                Filters(search=f"{choose.choice(TOPICS)} {a}", limit=PAGE),
                Filters(source=a, type=choose.choice(sorted(plover.types())), limit=PAGE),
            )
        )

    def dyad() -> Filters:
        a, b = choose.choices(SIDES, SHARES, k=2)
        return Filters(source=a, target=b)

    def year() -> Filters:
        since = FIRST + timedelta(choose.randrange(DAYS - 90))
        return Filters(since=since, until=since + timedelta(90))

    questions: dict[str, Callable[[], object]] = {
        "events": lambda: events(store, some()),
        "statements": lambda: statements(store, replace(some(), type=None)),
        "positions": lambda: positions(store, some()),
        "actors": lambda: actors(store, Filters(search=choose.choice(SIDES)[:2], limit=PAGE)),
        "timeline": lambda: timeline(store, some()),
        "series of a dyad": lambda: series(store, dyad()),
        "network of 90 days": lambda: network(store, year(), least=3),
    }
    for name, question in questions.items():
        taken, busy = [], []
        for _ in range(times):
            before, began = worked.so_far(), time.perf_counter()
            question()
            taken.append(1000 * (time.perf_counter() - began))
            busy.append(worked.so_far() - before)
        yield name, p95(taken), p95(busy)


def p95(taken: list[float]) -> float:
    return sorted(taken)[max(0, round(0.95 * len(taken)) - 1)]


def overhead(store: Store, count: int) -> float:
    """Processor time spent keeping over that spent reading, in percent; PostgreSQL's own is not in it.

    The reports are other ones each time that a record is asked.
    """
    reader = Reader()
    rows = list(crash.reports(count, seed=int(status(store)["documents"])))
    documents = [Document(" ".join(r["text"] for r in rows[n : n + 12]), id=str(n)) for n in range(0, count, 12)]
    began = time.process_time()
    records = list(reader.read_many(documents))
    reading = time.process_time() - began
    began = time.process_time()
    for record in records:
        kept(store, record)
    return 100 * (time.process_time() - began) / reading


def size(store: Store) -> float:
    with store.reading() as connection:
        if store.on_sqlite:
            pages: int = connection.execute(text("PRAGMA page_count")).scalar_one()
            each: int = connection.execute(text("PRAGMA page_size")).scalar_one()
            return float(pages * each)
        whole: int = connection.execute(text("SELECT pg_database_size(current_database())")).scalar_one()
    return float(whole)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--record", help="a record; filled where it is empty; else a new file of SQLite")
    parser.add_argument("--times", type=int, default=40)
    parser.add_argument("--reports", type=int, default=360, help="short reports, twelve of which are read as one")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = args.record or f"sqlite:///{Path(folder)}/scale.db"
        with closing(open_record(url, create=True)) as store:
            if not status(store)["documents"]:
                began = time.perf_counter()
                fill(store, args.documents)
                print(f"{'filled in seconds':28} {time.perf_counter() - began:10.1f}", flush=True)
            held = status(store)
            print(f"{'documents':28} {held['documents']:10}\n{'events':28} {held['events']:10}")
            print(f"{'bytes a document':28} {size(store) / held['documents']:10.0f}", flush=True)
            for name, taken, worked in ask(store, args.times):
                print(f"{name + ', ms':28} {taken:10.1f}, processor {worked:.1f}", flush=True)
            if args.reports:
                print(f"{'keeping, % of reading':28} {overhead(store, args.reports):10.1f}", flush=True)


if __name__ == "__main__":
    main()
