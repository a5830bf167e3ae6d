"""A large record of made-up reports: ten events, two statements and two positions each, between 190 states.

The states' shares fall off as in the news (a few are in most). The first ``BASE`` reports are kept one by one, as
ingest keeps them; the rest are copies of their rows on other days, which the database makes by itself.
"""

import random
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Column, Connection, Date, Integer, Table, cast, func, insert, literal, select, text

from legation.coding import plover
from legation.nouns import (
    Act,
    Actor,
    Condition,
    Document,
    Event,
    Evidence,
    Position,
    Record,
    Span,
    Statement,
    When,
)
from legation.nouns.position import About, Stance
from legation.record import Store, keep, schema

BASE = 2000
EVENTS = 10
TOGETHER = 200
"""Reports a transaction while the record is made; ingest has one each."""
SIDES = [f"{chr(65 + n // 26)}{chr(65 + n % 26)}X" for n in range(190)]
SHARES = [1 / (n + 2) for n in range(190)]
TOPICS = "border tariff embassy grain river visa pipeline harbour reactor satellite fishery ceasefire".split()
STANCES: tuple[Stance, ...] = ("will", "will-not", "must", "must-not", "wants", "opposes")
FIRST = date(2016, 1, 1)
DAYS = 3650
APART = 37
"""Days between one copy of a report and the next; past the last of ``DAYS`` they begin anew."""
COPIED = [
    schema.documents,
    schema.origins,
    schema.codings,
    schema.mentions,
    schema.statements,
    schema.addressees,
    schema.events,
    schema.sides,
    schema.pairs,
    schema.positions,
    schema.conditions,
    schema.evidence,
]


def fill(store: Store, count: int) -> None:
    """An empty record comes to hold so many reports, or the next multiple of ``BASE``. They count as grouped."""
    base = min(count, BASE)
    for start in range(0, base, TOGETHER):
        with store.writing() as connection:
            for number in range(start, min(start + TOGETHER, base)):
                keep.keep(connection, record(number))
    with store.writing() as connection:
        connection.execute(schema.documents.update().values(grouped=True))
        last = {
            table.name: int(connection.execute(select(func.max(table.c.id))).scalar_one() or 0)
            for table in COPIED
            if "id" in table.c
        }
    for copy in range(1, -(-count // base)):
        with store.writing() as connection:
            for table in COPIED:
                _copy(connection, table, copy, last)
    with store.writing() as connection:
        if not store.on_sqlite:
            for name in last:
                connection.execute(
                    text(f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), (SELECT max(id) FROM {name}))")
                )
        connection.execute(text("ANALYZE"))


def _copy(connection: Connection, table: Table, copy: int, last: dict[str, int]) -> None:
    """The first rows of a table once more: their numbers behind the last copy's, their days moved."""
    first = last.get(table.name)
    owner = table.c.id if first else next(c for c in table.primary_key if c.foreign_keys)
    among = owner <= (first or last[_target(owner)])
    columns = [_copied(connection, c, copy, last).label(c.name) for c in table.c]
    connection.execute(insert(table).from_select([c.name for c in table.c], select(*columns).where(among)))


def _copied(connection: Connection, column: Column[Any], copy: int, last: dict[str, int]) -> Any:
    if column.name in ("sha256", "key"):
        return func.substr(column, 1, 56) + f"{copy:08}"
    if column.name == "id" and isinstance(column.type, Integer):
        return column + copy * last[column.table.name]
    if column.foreign_keys and isinstance(column.type, Integer):
        return column + copy * last[_target(column)]
    if not isinstance(column.type, Date):
        return column
    moved = APART * copy
    if connection.dialect.name == "sqlite":
        day = (func.julianday(column) - func.julianday(FIRST.isoformat()) + moved) % DAYS
        return func.date(FIRST.isoformat(), cast(cast(day, Integer), type_=schema.events.c.type.type) + " days")
    return literal(FIRST, Date) + (column - literal(FIRST, Date) + moved) % DAYS


def _target(column: Column[Any]) -> str:
    (key,) = column.foreign_keys
    return str(key.column.table.name)


def record(number: int, seed: int = 5) -> Record:
    """The record of one made-up report."""
    choose = random.Random(seed * 1_000_003 + number)
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
    verbs = [Span.of(words, span.start + 4, span.start + 9) for span in spans]
    when = When(day.isoformat(), day, day, None)
    cast_ = tuple(
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
            round(choose.uniform(0.3, 1), 2),
            Evidence(span, verb, (), ()),
        )
        for n, (kind, span, verb) in enumerate(zip(types, spans, verbs, strict=True))
    )
    said = tuple(
        Statement(f"s{n}", "indirect", sides[n], spans[n], None, (spans[n],), (sides[n + 2],), when)
        for n in (0, 1)
    )
    stand = tuple(
        Position(
            f"p{n}",
            sides[n],
            sides[n + 2],
            choose.choice(STANCES),
            Act(verbs[n].text, verbs[n], types[n]),
            (Condition("if", verbs[n], spans[n], About(types[n + 1], (sides[n + 2],), (sides[n],))),),
            None,
            when,
            spans[n],
            round(choose.uniform(0.3, 1), 2),
        )
        for n in (0, 1)
    )
    document = Document(words, id=f"d{number}", published=day, source="made up")
    return Record("0", "none", document, cast_, (), (), said, (), told, stand)
