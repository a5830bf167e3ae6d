"""What a question asks for, and whom its names mean."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, false, func, literal_column, select, text

from legation.exceptions import InputError
from legation.record import schema

STATE = re.compile(r"[A-Z]{3}")
LONGEST = 250_000
"""As in the first migration: the same expression, or PostgreSQL doesn't use its index."""
COMMON = 10_000
"""Rows with the words asked for, above which SQLite goes through all rows in the order that is asked for and takes
those that are among them, and doesn't look each up to put them in order. Of a million events, two thousand are so
found in 25 ms and not in 140 where 80,000 have the word; with 5,000 it is the other way round."""
COSTLY = text("SET LOCAL cpu_operator_cost = 0.05")
"""Twenty times what PostgreSQL takes it for, until the transaction ends: it counts a hundred of these to split
a row into words, and would split 30,000 rows so rather than ask the index of words."""


@dataclass(frozen=True, slots=True)
class Filters:
    """Each narrows. ``source``, ``target`` and ``actor`` are ids, names, or a state's three letters, which stand
    for the state and all who act for it. ``since`` and ``until`` are days, both included."""

    source: str | None = None
    target: str | None = None
    actor: str | None = None
    type: str | None = None
    since: date | None = None
    until: date | None = None
    search: str | None = None
    limit: int | None = None
    tellings: bool = False
    """Every telling of an event, and not each event once."""
    quad: str | None = None
    """Of events alone."""
    offset: int = 0
    """Rows passed over before the first."""


@dataclass(frozen=True, slots=True)
class Party:
    """Whom a name means: a state with its people, or single actors."""

    side: str | None
    ids: tuple[str, ...] = ()

    def among(self, id: ColumnElement[Any], side: ColumnElement[Any]) -> ColumnElement[bool]:
        """Whether a row's actor, in the columns of its id and its side, is meant."""
        if self.side is not None:
            return side == self.side
        return id == self.ids[0] if len(self.ids) == 1 else id.in_(self.ids)


def party(connection: Connection, name: str) -> Party:
    """Raises InputError for a name that neither the record nor the table of states knows."""
    actors = schema.actors.c
    found = connection.execute(select(actors.kind).where(actors.id == name)).scalar()
    if found == "country" or (found is None and STATE.fullmatch(name)):
        return Party(name)
    if found is not None or ":" in name:
        return Party(None, (name,))
    for same in (actors.name == name, func.lower(actors.name) == name.lower()):
        named = connection.execute(select(actors.id, actors.kind).where(same).order_by(actors.id)).all()
        states = [id for id, kind in named if kind == "country"]
        if named:
            return Party(states[0]) if states else Party(None, tuple(id for id, _ in named))
    from legation.knowledge import Knowledge

    state = Knowledge.load().country(name)
    if state:
        return Party(state.iso3)
    raise InputError(name, "is no actor of this record: legation actors --search finds names")


def searched(connection: Connection, table: Table, words: str) -> ColumnElement[bool]:
    """Rows whose words hold all the words asked for; those in double quotes stand together."""
    columns = ("title", "text") if table.name == "documents" else ("words",)
    if connection.dialect.name == "postgresql":
        connection.execute(COSTLY)
        whole = " || ' ' || ".join(f"coalesce({table.name}.{c}, '')" for c in columns)
        vector: ColumnElement[Any] = literal_column(f"to_tsvector('legation', left({whole}, {LONGEST}))")
        return vector.op("@@")(func.websearch_to_tsquery(literal_column("'legation'"), words))
    phrases = [p.strip() for p in re.findall(r'"([^"]*)"|(\S+)', words) for p in p if p.strip()]
    quoted = " ".join('"' + p.replace('"', "") + '"' for p in phrases if re.search(r"\w", p))
    if not quoted:
        return false()
    index = f"{table.name}_search"
    hits = connection.execute(text(f"SELECT count(*) FROM {index} WHERE {index} MATCH :words"), {"words": quoted})
    id = table.c.id if hits.scalar_one() <= COMMON else table.c.id + 0  # an expression has no index
    matches = text(f"SELECT rowid FROM {index} WHERE {index} MATCH :words").bindparams(words=quoted)
    return id.in_(matches.columns(rowid=table.c.id.type).scalar_subquery())


def between(day: ColumnElement[Any], filters: Filters) -> list[ColumnElement[bool]]:
    found = []
    if filters.since:
        found.append(day >= filters.since)
    if filters.until:
        found.append(day <= filters.until)
    return found
