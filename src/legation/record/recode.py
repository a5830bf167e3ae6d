"""Documents read anew by weights newer than those that read them; what people decided stays.

An item of the new reading is the same as one of the old where both stand on the same words. It keeps its number,
and so its corrections, its merges and what cites it; its corrections are made again over what was read. An item
that a person touched and that isn't read any more stays as it was. The old readings stay in ``codings``.
"""

import json
import zlib
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Table, or_, select, update

from legation import pool
from legation.language.language import WEIGHTS
from legation.language.model import weights_name
from legation.nouns import Document, Event, Position, Record, Span, Statement
from legation.nouns.from_json import record_from_json
from legation.record import corrections, fields, keep, schema
from legation.record.grouping import merges
from legation.record.ingest import persistently
from legation.record.keep import Row
from legation.record.store import Store
from legation.sources import Rejected
from legation.version import __version__

Item = Event | Statement | Position
Key = tuple[str, str]
"""An item's kind and its id in a report's record."""


def recode(store: Store, *, workers: int = 1) -> Generator[Record | Rejected]:
    """Reads every document that other weights, or another version, read last; each whole or not at all.

    Gives the new readings; a document that can't be read now is Rejected and stays as it was. Raises RecordError
    where the record can't be reached any more; a later run goes on where this one stopped.
    """
    outcomes = pool.records(_older(store), workers=workers)
    try:
        for outcome in outcomes:
            if isinstance(outcome, Record):
                persistently(lambda new=outcome: _replace(store, new))  # type: ignore[misc]
            yield outcome
    finally:
        outcomes.close()


def _older(store: Store) -> Iterator[Document]:
    documents, codings = schema.documents, schema.codings
    older = or_(codings.c.model != weights_name(WEIGHTS), codings.c.version != __version__)
    last = codings.c.id.in_(schema.last_codings())
    found = select(documents.c.id).join(codings).where(last, older, documents.c.kind == "report")
    with store.reading() as connection:
        numbers = list(connection.execute(found.order_by(documents.c.id)).scalars())
    for number in numbers:
        with store.reading() as connection:
            yield _document(connection, number)


def _document(connection: Connection, number: int) -> Document:
    row = connection.execute(select(schema.documents).where(schema.documents.c.id == number)).one()
    return Document(row.text, row.name, row.title, row.published, row.source, row.url, row.language)


def _replace(store: Store, new: Record) -> None:
    documents = schema.documents.c
    with store.writing() as connection:
        locked = select(documents.id).where(documents.sha256 == new.document.sha256).with_for_update()
        document = connection.execute(locked).scalar_one()
        old = _last_reading(connection, document)
        if (old.model, old.version) == (new.model, new.version):
            return  # another process was here
        numbers = _numbers(connection, document)
        same = _same(old, new)
        whole, same = _with_touched(old, new, same, _touched(connection, document, numbers))
        known = {(kind, name): numbers[kind, was] for (kind, was), name in same.items()}
        _clear(connection, document)
        writing = keep.Writing(Rewrites(connection, known), whole, document)
        writing.all()
        _forget(connection, document, writing.coded["coding_id"])
        for (kind, _), number in known.items():
            if kind == "event":
                merges.count(connection, number)
        corrections.again(connection, document)
        connection.execute(update(schema.documents).where(documents.id == document).values(grouped=False))


def _last_reading(connection: Connection, document: int) -> Record:
    codings = schema.codings.c
    last = select(codings.record).where(codings.document_id == document).order_by(codings.id.desc()).limit(1)
    told = json.loads(zlib.decompress(connection.execute(last).scalar_one()))
    told["document"]["text"] = _document(connection, document).text
    return record_from_json(told)


def _numbers(connection: Connection, document: int) -> dict[Key, int]:
    return {
        (kind, row.name): row.id
        for kind, table in fields.TABLES.items()
        for row in connection.execute(select(table.c.id, table.c.name).where(table.c.document_id == document))
    }


def _touched(connection: Connection, document: int, numbers: Mapping[Key, int]) -> set[Key]:
    """What a person has corrected, or has taken out of an event's tellings."""
    made, merged = schema.corrections.c, schema.merges.c
    found = {
        (row.kind, row.item_id)
        for row in connection.execute(select(made.kind, made.item_id).where(made.document_id == document))
    }
    own = [number for (kind, _), number in numbers.items() if kind == "event"]
    for place in (merged.event_id, merged.same_as):
        undone = select(place).where(place.in_(own), merged.undone.is_not(None))
        found |= {("event", number) for number in connection.execute(undone).scalars()}
    return {key for key, number in numbers.items() if (key[0], number) in found}


def _same(old: Record, new: Record) -> dict[Key, str]:
    """Which item of the new reading each of the old is, one to one: the one with which it shares most."""
    found: dict[Key, str] = {}
    for kind, before, after in _kinds(old, new):
        likeness = [(_likeness(a, b), a.id, b.id) for a in before for b in after]
        taken: set[str] = set()
        for score, was, name in sorted(likeness, key=lambda pair: -pair[0]):
            if score > 0 and (kind, was) not in found and name not in taken:
                found[kind, was] = name
                taken.add(name)
    return found


def _kinds(old: Record, new: Record) -> Iterator[tuple[str, Sequence[Item], Sequence[Item]]]:
    yield "statement", old.statements, new.statements
    yield "event", old.events, new.events
    yield "position", old.positions, new.positions


def _likeness(a: Item, b: Item) -> float:
    """0 where they stand on other words; else their common share of them, and a point for each like part."""
    spans, others = _words(a), _words(b)
    common = sum(max(0, min(s.end, o.end) - max(s.start, o.start)) for s in spans for o in others)
    if not common:
        return 0.0
    return common / max(sum(map(len, spans)), sum(map(len, others))) + sum(
        x == y for x, y in zip(_parts(a), _parts(b), strict=True)
    )


def _words(item: Item) -> tuple[Span, ...]:
    if isinstance(item, Event):
        return (item.evidence.trigger,)
    return item.content if isinstance(item, Statement) else (item.act.span,)


def _parts(item: Item) -> tuple[object, ...]:
    if isinstance(item, Event):
        return item.type, item.sources, item.targets
    return (item.speaker,) if isinstance(item, Statement) else (item.holder, item.stance)


def _with_touched(
    old: Record, new: Record, same: dict[Key, str], touched: set[Key]
) -> tuple[Record, dict[Key, str]]:
    """The new reading with those of the old that must stay, under new ids, and all that they name."""
    same = dict(same)
    places, agreements = list(new.places), {a.id: a for a in new.agreements}
    found: dict[str, list[Any]] = {}
    named: set[str] = set()

    def statement(id: str | None) -> str | None:
        return same.get(("statement", id)) if id else None

    for kind, before, after in _kinds(old, new):  # statements first: the others point at them
        found[kind] = list(after)
        for item in before:
            key = kind, item.id
            if key in same or key not in touched:
                continue
            same[key] = id = f"{kind[0]}{len(found[kind]) + 1}"
            if isinstance(item, Statement):
                named |= {*item.addressees, *([item.speaker] if item.speaker else [])}
                item = replace(item, id=id, within=statement(item.within))
            elif isinstance(item, Event):
                named |= {*item.sources, *item.targets, *item.via}
                if item.place is not None:
                    places.append(old.places[item.place])
                    item = replace(item, place=len(places) - 1)
                agreements |= {
                    a.id: a for a in old.agreements if a.id == item.agreement and a.id not in agreements
                }
                item = replace(item, id=id, reported_in=statement(item.reported_in))
            else:
                about = [c.about for c in item.conditions if c.about]
                named |= {item.holder, *([item.toward] if item.toward else [])}
                named |= {actor for one in about for actor in (*one.sources, *one.targets)}
                item = replace(item, id=id, statement=statement(item.statement))
            found[kind].append(item)
    named -= {actor.id for actor in new.actors}
    return (
        replace(
            new,
            actors=(*new.actors, *(a for a in old.actors if a.id in named)),
            places=tuple(places),
            agreements=tuple(agreements.values()),
            statements=tuple(found["statement"]),
            events=tuple(found["event"]),
            positions=tuple(found["position"]),
        ),
        same,
    )


class Rewrites(keep.Inserts):
    """Rows of items that are known by number are written in place, the others are added."""

    def __init__(self, connection: Connection, known: Mapping[Key, int]) -> None:
        super().__init__(connection)
        self._connection = connection
        self._known = {(fields.TABLES[kind].name, name): number for (kind, name), number in known.items()}

    def numbers(self, table: Table, rows: list[Row]) -> list[int]:
        places = [self._known.get((table.name, row.get("name", ""))) for row in rows]
        new = iter(super().numbers(table, [r for r, place in zip(rows, places, strict=True) if place is None]))
        for row, place in zip(rows, places, strict=True):
            if place is not None:
                self._connection.execute(
                    update(table).where(table.c.id == place).values(row | {"rejected": False})
                )
        return [next(new) if place is None else place for place in places]


def _clear(connection: Connection, document: int) -> None:
    """Deletes what hangs on a document's items."""
    events = select(schema.events.c.id).where(schema.events.c.document_id == document)
    statements = select(schema.statements.c.id).where(schema.statements.c.document_id == document)
    connection.execute(schema.evidence.delete().where(schema.evidence.c.document_id == document))
    connection.execute(schema.conditions.delete().where(schema.conditions.c.document_id == document))
    connection.execute(schema.mentions.delete().where(schema.mentions.c.document_id == document))
    connection.execute(schema.addressees.delete().where(schema.addressees.c.statement_id.in_(statements)))
    for table in (schema.sides, schema.pairs):
        connection.execute(table.delete().where(table.c.event_id.in_(events)))


def _forget(connection: Connection, document: int, coding: int) -> None:
    """Deletes the items of a document that its last coding hasn't."""
    events = schema.events.c
    gone = select(schema.events).where(events.document_id == document, events.coding_id != coding)
    for row in connection.execute(gone).all():
        merges.leave(connection, row.id)
    for table in (schema.positions, schema.events, schema.statements):
        connection.execute(table.delete().where(table.c.document_id == document, table.c.coding_id != coding))
