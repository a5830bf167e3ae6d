"""What else a table could be narrowed to: values of its columns with their counts."""

from dataclasses import dataclass, replace
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, Select, distinct, func, select, union_all

from legation.record import schema
from legation.record.filters import Filters, between
from legation.record.questions import Asked, events_asked, positions_asked, statements_asked
from legation.record.store import Store

Subject = Literal["events", "statements", "positions"]
NEWEST = 5000
"""Rows that are counted: more would cost more than a page may (a count takes some 10 ms over these)."""
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
SIDES: dict[str, ColumnElement[Any]] = {
    "source": schema.pairs.c.source_side,
    "target": schema.pairs.c.target_side,
}


@dataclass(frozen=True, slots=True)
class Facets:
    """``counts``: for each filter its values, most first. With ``more`` they are of the newest ``total`` rows."""

    total: int
    more: bool
    counts: dict[str, list[tuple[str, int]]]


def facets(store: Store, subject: Subject, filters: Filters) -> Facets:
    """The filters' own values are counted too, so that what was chosen is seen."""
    with store.reading() as connection:
        asked = ASKED[subject](connection, replace(filters, limit=None, offset=0))
        found = _newest(asked, filters).subquery()
        total = connection.execute(select(func.count()).select_from(found)).scalar_one()
        counts = {
            name: _counted(
                connection, select(column, func.count()).join(found, found.c.id == asked.table.c.id), column
            )
            for name, column in COLUMNS[subject].items()
        }
        if subject == "events":
            pairs = schema.pairs.c
            for name, column in SIDES.items():
                of = select(column, func.count(distinct(pairs.event_id))).join(
                    found, found.c.id == pairs.event_id
                )
                counts[name] = _counted(connection, of, column)
    return Facets(min(total, NEWEST), total > NEWEST, counts)


def _newest(asked: Asked, filters: Filters) -> Any:
    """Numbers of the newest rows and, where no time is asked for, of those without a day."""
    dated = asked.ids.where(*(between(asked.day, filters) or [asked.day.is_not(None)]))
    parts = [dated.order_by(asked.day.desc()).limit(NEWEST + 1)]
    if not (filters.since or filters.until):
        parts.append(asked.ids.where(asked.day.is_(None)).limit(NEWEST + 1))
    both = union_all(*(select(p.subquery().c.id) for p in parts)).subquery()
    return select(both.c.id).limit(NEWEST + 1)


def _counted(connection: Connection, found: Select[Any], column: ColumnElement[Any]) -> list[tuple[str, int]]:
    counted = (
        found.where(column.is_not(None)).group_by(column).order_by(found.selected_columns[1].desc(), column)
    )
    return [(str(value), count) for value, count in connection.execute(counted.limit(SHOWN))]
