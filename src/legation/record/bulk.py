"""Many records into PostgreSQL at once: a batch is one transaction, and its rows go by COPY."""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence

from sqlalchemy import JSON, Connection, Table, func, select
from sqlalchemy.sql.schema import ScalarElementColumnDefault

from legation.nouns import Actor, Record
from legation.record import keep, schema
from legation.record.keep import Row
from legation.record.store import Store

NUMBERS = 1000
"""Numbers that are drawn from a table's sequence at once; those left of the last draw stay unused."""


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
        found, copies = [], Copies(connection)
        for record in records:
            number = new.pop(record.document.sha256, None)  # of the same text twice in a batch, the first is kept
            found.append(number is not None)
            if number is not None:
                keep.Writing(copies, record, number).all()
        copies.flush()
    return found


def copy_rows(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Rows into a table by COPY; columns that the first row hasn't are left to their defaults."""
    from psycopg import sql

    defaults = {c.name: c.default.arg for c in table.c if isinstance(c.default, ScalarElementColumnDefault)}
    names = [c.name for c in table.c if c.name in rows[0] or c.name in defaults]
    coded = {c.name for c in table.c if isinstance(c.type, JSON)}
    into = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(table.name), sql.SQL(", ").join(map(sql.Identifier, names))
    )
    raw = connection.connection.cursor()
    with raw.copy(into) as stream:  # psycopg's own, behind SQLAlchemy's
        for row in rows:
            values = (row.get(name, defaults.get(name)) for name in names)
            stream.write_row(
                [
                    json.dumps(value) if name in coded and value is not None else value
                    for name, value in zip(names, values, strict=True)
                ]
            )


class Copies:
    """Rows that are held until ``flush`` copies them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
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
            sequence = func.nextval(func.pg_get_serial_sequence(table.name, "id"))
            more = select(sequence).select_from(func.generate_series(1, max(NUMBERS, count)).alias())
            drawn += self._connection.execute(more).scalars().all()
        found, self._drawn[table.name] = drawn[:count], drawn[count:]
        return found
