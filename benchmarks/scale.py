"""Questions to a large record, their 95th percentile; what keeping costs beside reading; size for each report.

``python -m benchmarks.scale [--documents 100000] [--record URL] [--reports 100]``. The large record is made up:
ten events a report between 190 states whose shares fall off as in the news (a few are in most). Each question is
asked with sides, types and times drawn at random, a page of 50 rows at a time, as people and the desk ask.
"""

import argparse
import random
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import text

from benchmarks import crash
from legation.coding import plover
from legation.nouns import Actor, Document, Event, Evidence, Record, Span, Statement, When
from legation.reader import Reader
from legation.record import Store, keep, open_record
from legation.record.filters import Filters
from legation.record.questions import actors, events, positions, statements, timeline
from legation.record.series import network, series
from legation.record.status import status

EVENTS = 10
TOGETHER = 200
"""Reports a transaction while the record is made; ingest has one each."""
SIDES = [f"{chr(65 + n // 26)}{chr(65 + n % 26)}X" for n in range(190)]
SHARES = [1 / (n + 2) for n in range(190)]
TOPICS = "border tariff embassy grain river visa pipeline harbour reactor satellite fishery ceasefire".split()
FIRST = date(2016, 1, 1)
DAYS = 3650
PAGE = 50


def made_up(count: int, seed: int = 5) -> list[Callable[[], Record]]:
    """Records to be made one at a time."""
    return [lambda n=n: _record(n, random.Random(seed * 1_000_003 + n)) for n in range(count)]  # type: ignore[misc]


def _record(number: int, choose: random.Random) -> Record:
    day = FIRST + timedelta(choose.randrange(DAYS))
    sides = choose.choices(SIDES, SHARES, k=6)
    types = choose.choices(sorted(plover.types()), k=EVENTS)
    sentences = [
        f"{choose.choice(sides)} spoke of the {choose.choice(TOPICS)} with {choose.choice(sides)}, paper {number}."
        for _ in range(EVENTS)
    ]
    words = " ".join(sentences)
    starts = [0]
    for sentence in sentences:
        starts.append(starts[-1] + len(sentence) + 1)
    spans = [Span.of(words, s, s + len(x)) for s, x in zip(starts, sentences, strict=False)]
    when = When(day.isoformat(), day, day, None)
    cast = tuple(
        Actor(s, s, "country", s, s, None, None, "exact", 0.9, (Span.of(words, 0, 3),)) for s in sorted({*sides})
    )
    told = tuple(
        Event(
            f"e{n}",
            kind,
            None,
            (),
            plover.quad(kind),
            plover.score(kind),
            (choose.choice(sides),),
            (choose.choice(sides),),
            (),
            when,
            None,
            None,
            "actual",
            None,
            0.8,
            Evidence(span, Span.of(words, span.start + 4, span.start + 9), (), ()),
        )
        for n, (kind, span) in enumerate(zip(types, spans, strict=True))
    )
    said = (Statement("s1", "indirect", sides[0], spans[0], None, (spans[0],), (), when),)
    document = Document(words, id=f"d{number}", published=day, source="made up")
    return Record("0", "none", document, cast, (), (), said, (), told, ())


def fill(store: Store, count: int) -> None:
    records = made_up(count)
    for start in range(0, count, TOGETHER):
        with store.writing() as connection:
            for make in records[start : start + TOGETHER]:
                keep.keep(connection, make())
    with store.writing() as connection:
        connection.execute(text("ANALYZE"))


def ask(store: Store, times: int, seed: int = 3) -> dict[str, float]:
    """Milliseconds at the 95th percentile by question."""
    choose = random.Random(seed)

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
    found = {}
    for name, question in questions.items():
        taken = []
        for _ in range(times):
            began = time.perf_counter()
            question()
            taken.append(1000 * (time.perf_counter() - began))
        found[name] = sorted(taken)[max(0, round(0.95 * len(taken)) - 1)]
    return found


def overhead(store: Store, count: int) -> float:
    """Processor time spent keeping over that spent reading, in percent; PostgreSQL's own is not in it."""
    reader = Reader()
    rows = list(crash.reports(count))
    documents = [Document(" ".join(r["text"] for r in rows[n : n + 12]), id=str(n)) for n in range(0, count, 12)]
    began = time.process_time()
    records = list(reader.read_many(documents))
    reading = time.process_time() - began
    began = time.process_time()
    for record in records:
        with store.writing() as connection:
            keep.keep(connection, record)
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
    parser.add_argument("--record", help="an empty record; a new file of SQLite by default")
    parser.add_argument("--times", type=int, default=40)
    parser.add_argument("--reports", type=int, default=360, help="short reports, twelve of which are read as one")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = args.record or f"sqlite:///{Path(folder)}/scale.db"
        with closing(open_record(url, create=True)) as store:
            if args.reports:
                print(f"{'keeping, % of reading':28} {overhead(store, args.reports):10.1f}", flush=True)
            began = time.perf_counter()
            fill(store, args.documents)
            print(f"{'filled in seconds':28} {time.perf_counter() - began:10.1f}", flush=True)
            held = status(store)
            print(f"{'documents':28} {held['documents']:10}\n{'events':28} {held['events']:10}")
            print(f"{'bytes a document':28} {size(store) / held['documents']:10.0f}", flush=True)
            for name, taken in ask(store, args.times).items():
                print(f"{name + ', ms':28} {taken:10.1f}", flush=True)


if __name__ == "__main__":
    main()
