"""What a record holds, in numbers, and the version by which it is cited."""

import hashlib
from typing import Any

from sqlalchemy import Connection, Table, func, select

from legation.record import schema
from legation.record.store import Store


def status(store: Store) -> dict[str, Any]:
    """Counts, models, codebooks, and the days that the reports span. ``events`` counts each once, however many
    reports tell it; ``tellings`` counts all."""
    documents = schema.documents.c
    with store.reading() as connection:

        def count(table: Table, *conditions: Any) -> int:
            return connection.execute(select(func.count()).select_from(table).where(*conditions)).scalar_one()

        def distinct(column: Any) -> list[str]:
            return sorted(connection.execute(select(column).distinct()).scalars())

        span = select(func.min(documents.published), func.max(documents.published))
        first, last = connection.execute(span).one()
        valid = ~schema.events.c.rejected
        return {
            "documents": count(schema.documents, documents.kind == "report"),
            "rejected": count(schema.rejects),
            "statements": count(schema.statements, ~schema.statements.c.rejected),
            "events": count(schema.events, valid, schema.events.c.same_as.is_(None)),
            "positions": count(schema.positions, ~schema.positions.c.rejected),
            "actors": count(schema.actors),
            "tellings": count(schema.events, valid),
            "conditions": count(schema.conditions),
            "mentions": count(schema.mentions),
            "copies": count(schema.documents, documents.copy_of.is_not(None)),
            "imports": count(schema.documents, documents.kind != "report"),
            "corrections": count(schema.corrections),
            "first": first and first.isoformat(),
            "last": last and last.isoformat(),
            "models": distinct(schema.codings.c.model),
            "codebooks": distinct(schema.codings.c.codebook),
            "version": version(connection),
            "record": store.url,
        }


def version(connection: Connection) -> str:
    """Twelve digits that change with every document, correction and merge: what a citation names."""
    parts: list[Any] = []
    for table in (schema.documents, schema.codings, schema.corrections, schema.merges):
        parts += connection.execute(select(func.count(), func.max(table.c.id)).select_from(table)).one()
    parts.append(connection.execute(select(func.count(schema.merges.c.undone))).scalar())
    newest = select(schema.documents.c.sha256).order_by(schema.documents.c.id.desc()).limit(1)
    parts.append(connection.execute(newest).scalar())
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:12]
