"""A page of a table, and what else it could be narrowed to: values of its columns with their counts."""

import json
from collections import Counter
from dataclasses import dataclass, replace
from typing import Any, Literal

from sqlalchemy import ARRAY, ColumnElement, Connection, Integer, Select, func, literal, select

from legation.record import schema
from legation.record.filters import Filters
from legation.record.questions import (
    Row,
    events_asked,
    events_of,
    newest,
    positions_asked,
    positions_of,
    statements_asked,
    statements_of,
)
from legation.record.reports import KINDS
from legation.record.store import Store

Subject = Literal["events", "statements", "positions"]
NEWEST = 2000
"""Rows that are counted: more would cost more than a page may."""
SHOWN = 12
ASKED = {"events": events_asked, "statements": statements_asked, "positions": positions_asked}
OF = {"events": events_of, "statements": statements_of, "positions": positions_of}
COLUMNS: dict[str, dict[str, ColumnElement[Any]]] = {
    "events": {"quad": schema.events.c.quad, "type": schema.events.c.type},
    "statements": {"type": schema.statements.c.kind, "source": schema.statements.c.speaker_side},
    "positions": {
        "type": schema.positions.c.stance,
        "source": schema.positions.c.holder_side,
        "target": schema.positions.c.toward_side,
    },
}


@dataclass(frozen=True, slots=True)
class Facets:
    """``counts``: for each filter its values, most first. With ``more`` they are of the newest ``total`` rows."""

    total: int
    more: bool
    counts: dict[str, list[tuple[str, int]]]


def page(store: Store, subject: Subject, filters: Filters) -> tuple[list[Row], Facets]:
    """The rows that are asked for, and what they could be narrowed to: the newest are looked for once for both.

    The filters' own values are counted too, so that what was chosen is seen.
    """
    last = None if filters.limit is None else filters.offset + filters.limit
    with store.reading() as connection:
        wide = replace(filters, limit=NEWEST + 1, offset=0)
        asked = ASKED[subject](connection, wide)
        numbers = newest(connection, asked, wide)
        more = len(numbers) > NEWEST
        counts = _counts(connection, subject, numbers[:NEWEST])
        beyond = more and (last is None or last > NEWEST)
        shown = newest(connection, asked, filters) if beyond else numbers[filters.offset : last]
        rows = OF[subject](connection, shown)
    return rows, Facets(min(len(numbers), NEWEST), more, {name: _most(c) for name, c in counts.items()})


def _counts(connection: Connection, subject: Subject, numbers: list[int]) -> dict[str, Counter[str | None]]:
    columns, rows = COLUMNS[subject], _listed(connection, numbers)
    counts: dict[str, Counter[str | None]] = {name: Counter() for name in columns}
    found = select(func.count(), *columns.values()).where(KINDS[subject].c.id.in_(rows))
    for count, *told in connection.execute(found.group_by(*columns.values())):
        for name, value in zip(counts, told, strict=True):
            counts[name][value] += count
    if subject == "events":  # each once for a side
        pairs = schema.pairs.c
        for name, side in (("source", pairs.source_side), ("target", pairs.target_side)):
            each = select(side, func.count(pairs.event_id.distinct())).where(pairs.event_id.in_(rows))
            counts[name] = Counter({r[0]: r[1] for r in connection.execute(each.group_by(side))})
    return counts


def _listed(connection: Connection, numbers: list[int]) -> Select[tuple[int]]:
    """These numbers as rows, by one parameter: two thousand take longer to hand over than to count."""
    if connection.dialect.name == "sqlite":
        return select(func.json_each(json.dumps(numbers)).table_valued("value").c.value)
    return select(func.unnest(literal(numbers, ARRAY(Integer))))


def _most(counts: Counter[str | None]) -> list[tuple[str, int]]:
    """Of values that are as many, the first of the alphabet."""
    found = [(value, count) for value, count in counts.items() if value is not None]
    return sorted(found, key=lambda f: (-f[1], f[0]))[:SHOWN]
