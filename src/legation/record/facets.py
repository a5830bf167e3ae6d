"""A page of a table, and what else it could be narrowed to: values of its columns with their counts."""

from collections import Counter
from dataclasses import dataclass, replace
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, select

from legation.record import schema
from legation.record.filters import Filters
from legation.record.questions import (
    Row,
    events_asked,
    events_of,
    newest,
    parts,
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
        asked = ASKED[subject](connection, filters)
        numbers = newest(connection, asked, replace(filters, limit=NEWEST + 1, offset=0))
        more = len(numbers) > NEWEST
        counts = _counts(connection, subject, numbers[:NEWEST])
        beyond = more and (last is None or last > NEWEST)
        shown = newest(connection, asked, filters) if beyond else numbers[filters.offset : last]
        rows = OF[subject](connection, shown)
    return rows, Facets(min(len(numbers), NEWEST), more, {name: _most(c) for name, c in counts.items()})


def _counts(connection: Connection, subject: Subject, numbers: list[int]) -> dict[str, Counter[str | None]]:
    counts: dict[str, Counter[str | None]] = {name: Counter() for name in COLUMNS[subject]}
    for part in parts(numbers):
        found = select(*COLUMNS[subject].values()).where(KINDS[subject].c.id.in_(part))
        for row in connection.execute(found):
            for name, value in zip(counts, row, strict=True):
                counts[name][value] += 1
    return counts | _sides(connection, numbers) if subject == "events" else counts


def _most(counts: Counter[str | None]) -> list[tuple[str, int]]:
    """Of values that are as many, the first of the alphabet."""
    found = [(value, count) for value, count in counts.items() if value is not None]
    return sorted(found, key=lambda f: (-f[1], f[0]))[:SHOWN]


def _sides(connection: Connection, numbers: list[int]) -> dict[str, Counter[str | None]]:
    """Who acts and who is acted on in these events, each event once for a side."""
    pairs = schema.pairs.c
    found = select(pairs.event_id, pairs.source_side, pairs.target_side)
    rows = [row for part in parts(numbers) for row in connection.execute(found.where(pairs.event_id.in_(part)))]
    sources, targets = {(r[0], r[1]) for r in rows}, {(r[0], r[2]) for r in rows}
    return {"source": Counter(side for _, side in sources), "target": Counter(side for _, side in targets)}
