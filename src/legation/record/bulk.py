"""Records into PostgreSQL by COPY, which costs half of what INSERT does; many of them in one transaction."""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from operator import itemgetter
from typing import Any

from sqlalchemy import JSON, Connection, Table, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.schema import ScalarElementColumnDefault

from legation.nouns import Actor, Record
from legation.record import keep, schema
from legation.record.keep import Row
from legation.record.store import Store

NUMBERS = 1000
"""Numbers that a batch draws from a table's sequence at once."""
DRAW = text("SELECT nextval(pg_get_serial_sequence(:name, 'id')) FROM generate_series(1, :count)")


def copy(store: Store, records: Sequence[Record]) -> list[bool]:
    """Keeps a batch whole or not at all; of each whether it was new: a text that is known is kept once.

    Documents are written in the order of their hashes, then actors by id, so that processes that fill one record
    wait for each other and never in a circle.
    """
    by_hash = {record.document.sha256: record.document for record in reversed(records)}
    rows = [keep.document_row(by_hash[sha256]) for sha256 in sorted(by_hash)]
    documents = schema.documents.c
    with store.writing() as connection:
        added = keep.insert(connection, schema.documents).on_conflict_do_nothing()
        new = {row[0]: row[1] for row in connection.execute(added.returning(documents.sha256, documents.id), rows)}
        held = select(documents.sha256, documents.id).where(documents.sha256.in_(by_hash))
        numbers = {row[0]: row[1] for row in connection.execute(held)}
        origins = [keep.origin_row(r.document, numbers[r.document.sha256]) for r in records]
        keep.add_origins(connection, sorted(origins, key=lambda row: str(row["key"])))
        found, copies = [], Copies(connection, NUMBERS)
        for record in records:
            number = new.pop(record.document.sha256, None)  # of the same text twice in a batch, the first is kept
            found.append(number is not None)
            if number is not None:
                keep.Writing(copies, record, number).all()
        copies.flush()
    return found


def copy_rows(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Rows of one table by COPY, all with the same columns; those that they haven't are left to their defaults."""
    from psycopg import Error

    into, own, coded, defaults = _form(table, tuple(c.name for c in table.c if c.name in rows[0]))
    values = itemgetter(*own)
    raw = connection.connection.cursor()
    try:
        with raw.copy(into) as stream:  # psycopg's own, behind SQLAlchemy's
            for row in rows:
                line = [*values(row), *defaults]
                for place in coded:
                    line[place] = None if line[place] is None else json.dumps(line[place])
                stream.write_row(line)
    except Error as error:
        lost = raw.connection.closed
        raise DBAPIError.instance(into, None, error, Error, connection_invalidated=lost) from error


@cache
def _form(table: Table, own: tuple[str, ...]) -> tuple[str, tuple[str, ...], list[int], list[Any]]:
    """The COPY of a table's columns, those that rows bring, which of them hold JSON, and the others' defaults."""
    defaults = {
        c.name: c.default.arg
        for c in table.c
        if isinstance(c.default, ScalarElementColumnDefault) and c.name not in own
    }
    quoted = ", ".join(f'"{name}"' for name in (*own, *defaults))
    coded = [n for n, name in enumerate(own) if isinstance(table.c[name].type, JSON)]
    return f'COPY "{table.name}" ({quoted}) FROM STDIN', own, coded, list(defaults.values())


class Copies:
    """Rows that are held until ``flush`` copies them. Numbers are drawn ``ahead`` at least at once; those that are
    left stay unused."""

    def __init__(self, connection: Connection, ahead: int = 1) -> None:
        self._connection = connection
        self._ahead = ahead
        self._rows: dict[str, list[Row]] = defaultdict(list)
        self._actors: dict[str, Actor] = {}
        self._drawn: dict[str, list[int]] = defaultdict(list)

    def write(self, table: Table, rows: list[Row]) -> None:
        self._rows[table.name] += rows

    def numbers(self, table: Table, rows: list[Row]) -> list[int]:
        numbers = self._draw(table, len(rows))
        self._rows[table.name] += ({**row, "id": number} for row, number in zip(rows, numbers, strict=True))
        return numbers

    def actors(self, actors: Iterable[Actor]) -> None:
        self._actors.update((actor.id, actor) for actor in actors if actor.id not in self._actors)

    def flush(self) -> None:
        keep.add_actors(self._connection, self._actors.values())
        for table in schema.metadata.sorted_tables:  # those that others point at come first
            if rows := self._rows.pop(table.name, None):
                copy_rows(self._connection, table, rows)

    def _draw(self, table: Table, count: int) -> list[int]:
        drawn = self._drawn[table.name]
        if len(drawn) < count:
            more = {"name": table.name, "count": max(self._ahead, count)}
            drawn += self._connection.execute(DRAW, more).scalars().all()
        found, self._drawn[table.name] = drawn[:count], drawn[count:]
        return found
