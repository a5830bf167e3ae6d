"""Whether a record is whole: every report's rows against what was read, every reference, every search index."""

import json
import zlib
from collections import Counter
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, func, select, text

from legation.record import schema
from legation.record.store import Store

ROWS = {"statements": schema.statements, "events": schema.events, "positions": schema.positions}


def faults(store: Store) -> Iterator[str]:
    """One line for each fault: a report with rows missing or twice, a reference that leads nowhere."""
    with store.reading() as connection:
        yield from _references(connection)
        yield from _uncoded(connection)
        counts = {name: _counts(connection, table.c.coding_id) for name, table in ROWS.items()}
        counts["actors"] = _counts(connection, schema.mentions.c.coding_id)
        codings = select(schema.codings.c.id, schema.codings.c.record).where(schema.codings.c.record.is_not(None))
        codings = codings.where(schema.codings.c.id.in_(schema.last_codings()))
        for coding, packed in connection.execute(codings.execution_options(yield_per=500)):
            record = json.loads(zlib.decompress(packed))
            for name, found in counts.items():
                told = record[name] if name != "actors" else [m for a in record[name] for m in a["mentions"]]
                if found[coding] != len(told):
                    what = "mentions" if name == "actors" else name
                    yield f"coding {coding} has {found[coding]} {what} of the {len(told)} that were read"


def _counts(connection: Connection, coding: Any) -> Counter[int]:
    return Counter({r[0]: r[1] for r in connection.execute(select(coding, func.count()).group_by(coding))})


def _uncoded(connection: Connection) -> Iterator[str]:
    coded = select(schema.codings.c.document_id)
    lone = select(schema.documents.c.name).where(schema.documents.c.id.not_in(coded))
    yield from (f"document {name} has no coding" for name in connection.execute(lone).scalars())


def _references(connection: Connection) -> Iterator[str]:
    """SQLite can check its file; PostgreSQL keeps no row that points nowhere."""
    if connection.dialect.name == "sqlite":
        for table, row, parent, _ in connection.execute(text("PRAGMA foreign_key_check")):
            yield f"row {row} of {table} points at no row of {parent}"
        for (said,) in connection.execute(text("PRAGMA integrity_check")):
            if said != "ok":
                yield str(said)
