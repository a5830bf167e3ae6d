"""What else a table could be narrowed to: values of its columns with their counts."""

from collections import Counter
from dataclasses import dataclass, replace
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, select

from legation.record import schema
from legation.record.filters import Filters
from legation.record.questions import events_asked, newest, parts, positions_asked, statements_asked
from legation.record.store import Store

Subject = Literal["events", "statements", "positions"]
NEWEST = 2000
"""Rows that are counted: more would cost more than a page may."""
SHOWN = 12
ASKED = {"events": events_asked, "statements": statements_asked, "positions": positions_asked}
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


def facets(store: Store, subject: Subject, filters: Filters) -> Facets:
    """The filters' own values are counted too, so that what was chosen is seen."""
    counts: dict[str, Counter[str | None]] = {name: Counter() for name in COLUMNS[subject]}
    columns = list(COLUMNS[subject].values())
    with store.reading() as connection:
        asked = ASKED[subject](connection, replace(filters, limit=None, offset=0))
        numbers = newest(connection, asked, replace(filters, limit=NEWEST + 1, offset=0))
        more = len(numbers) > NEWEST
        for part in parts(numbers[:NEWEST]):
            for row in connection.execute(select(*columns).where(asked.table.c.id.in_(part))):
                for name, value in zip(counts, row, strict=True):
                    counts[name][value] += 1
        if subject == "events":
            counts |= _sides(connection, numbers[:NEWEST])
    return Facets(min(len(numbers), NEWEST), more, {name: _most(c) for name, c in counts.items()})


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
