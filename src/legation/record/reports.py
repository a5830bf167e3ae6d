"""Reports: a list of them, and one with its text and all that was read in it."""

import json
import zlib
from typing import Any

from sqlalchemy import Connection, Table, func, select

from legation.exceptions import InputError
from legation.record import schema
from legation.record.corrections import corrections
from legation.record.filters import Filters, party, searched
from legation.record.questions import Asked, Row, events_of, newest, positions_of, statements_of
from legation.record.store import Store

REPORTS = "id name title source url published events statements positions opening".split()
OPENING = 240
"""Characters of a text that a list shows."""
OUTLETS = 40
"""Publishers that are listed."""
KINDS: dict[str, Table] = {
    "events": schema.events,
    "statements": schema.statements,
    "positions": schema.positions,
}


def reports(store: Store, filters: Filters) -> list[Row]:
    """Newest first; ``actor`` is named in them, ``search`` finds words of title and text."""
    table = schema.documents
    with store.reading() as connection:
        wanted = [table.c.kind == "report"]
        if filters.actor:
            mentions, actors = schema.mentions.c, schema.actors.c
            who = party(connection, filters.actor).among(mentions.actor_id, actors.country)
            named = select(mentions.document_id).join(schema.actors, actors.id == mentions.actor_id).where(who)
            wanted.append(table.c.id.in_(named))
        if filters.search:
            wanted.append(searched(connection, table, filters.search))
        columns = [table.c[c] for c in ("id", "name", "title", "source", "url", "published")]
        ids = select(table.c.id, table.c.published).where(*wanted)
        numbers = newest(connection, Asked(table, (ids,), table.c.published, table.c.id), filters)
        told = select(*columns, func.substr(table.c.text, 1, OPENING).label("opening"))
        found = {r.id: dict(r._mapping) for r in connection.execute(told.where(table.c.id.in_(numbers)))}
        rows = [found[number] for number in numbers]
        held = {kind: _counts(connection, kind, numbers) for kind in KINDS}
    for row in rows:
        row["published"] = row["published"] and row["published"].isoformat()
        row.update({kind: counts.get(row["id"], 0) for kind, counts in held.items()})
    return [{c: row[c] for c in REPORTS} for row in rows]


def _counts(connection: Connection, kind: str, numbers: list[int]) -> dict[int, int]:
    table = KINDS[kind]
    found = select(table.c.document_id, func.count()).where(table.c.document_id.in_(numbers), ~table.c.rejected)
    return {r[0]: r[1] for r in connection.execute(found.group_by(table.c.document_id))}


def report(store: Store, number: int) -> dict[str, Any]:
    """``document``, ``actors`` with mentions, ``times``, ``places``, ``events``, ``statements``, ``positions`` and
    ``corrections``. What was rejected is there too, with ``rejected``: it can be seen and undone.

    Raises InputError for a number that no report has.
    """
    documents = schema.documents.c
    with store.reading() as connection:
        row = connection.execute(select(schema.documents).where(documents.id == number)).first()
        if row is None:
            raise InputError(f"report {number}", "is not in this record")
        read = _read(connection, number)
        found: dict[str, Any] = {
            "document": {
                "id": row.id,
                "name": row.name,
                "kind": row.kind,
                "title": row.title,
                "source": row.source,
                "url": row.url,
                "published": row.published and row.published.isoformat(),
                "copy_of": row.copy_of,
                "text": row.text,
            },
            "actors": _mentioned(connection, number),
            "times": read.get("times", []),
            "places": read.get("places", []),
        }
        for kind, of in (("events", events_of), ("statements", statements_of), ("positions", positions_of)):
            table = KINDS[kind]
            held = select(table.c.id, table.c.rejected).where(table.c.document_id == number).order_by(table.c.id)
            rejected = {r[0]: r[1] for r in connection.execute(held)}
            found[kind] = [{**item, "rejected": rejected[item["id"]]} for item in of(connection, list(rejected))]
    found["corrections"] = corrections(store, document=number)
    return found


def numbers_of(store: Store, kind: str, items: list[int]) -> dict[int, int]:
    """The number of the report in which each event, statement or position (``kind`` in the plural) stands."""
    table = KINDS[kind]
    with store.reading() as connection:
        found = select(table.c.id, table.c.document_id).where(table.c.id.in_(items))
        return {r[0]: r[1] for r in connection.execute(found)}


def _read(connection: Connection, number: int) -> dict[str, Any]:
    """What the machine read; nothing of an import."""
    codings = schema.codings.c
    found = select(codings.record).where(codings.document_id == number, codings.record.is_not(None))
    packed = connection.execute(found.order_by(codings.id.desc())).scalar()
    return json.loads(zlib.decompress(packed)) if packed else {}


def _mentioned(connection: Connection, number: int) -> list[Row]:
    mentions, actors = schema.mentions.c, schema.actors.c
    found = select(mentions.actor_id, actors.name, actors.kind, actors.role, mentions.start, mentions.end)
    found = found.join(schema.actors, actors.id == mentions.actor_id).where(mentions.document_id == number)
    rows: dict[str, Row] = {}
    for r in connection.execute(found.order_by(mentions.start)):
        row = rows.setdefault(
            r.actor_id, {"id": r.actor_id, "name": r.name, "kind": r.kind, "role": r.role, "mentions": []}
        )
        row["mentions"].append([r.start, r.end])
    return list(rows.values())


def sources(store: Store) -> list[Row]:
    """Who published the reports, and how many each, most first."""
    documents = schema.documents.c
    found = select(documents.source, func.count().label("reports")).group_by(documents.source)
    with store.reading() as connection:
        rows = connection.execute(found.order_by(func.count().desc(), documents.source).limit(OUTLETS))
        return [dict(r._mapping) for r in rows]
