"""Seeing, explaining and undoing what was merged."""

from typing import Any

from sqlalchemy import Connection, func, select, update

from legation.exceptions import InputError
from legation.record import keep, schema
from legation.record.store import Store


def explain(store: Store, event: int) -> list[dict[str, Any]]:
    """The tellings that are counted as one event with this one: its lead first, then each with its reasons.

    Raises InputError for a number that no event has.
    """
    events, documents, merges = schema.events.c, schema.documents.c, schema.merges.c
    with store.reading() as connection:
        lead = _lead(connection, event)
        found = select(events.id, events.day, events.type, events.words, documents.name, documents.source)
        found = found.add_columns(merges.score, merges.reasons)
        joined = schema.events.join(schema.documents, documents.id == events.document_id)
        last = (merges.event_id == events.id) & (merges.same_as == events.same_as) & merges.undone.is_(None)
        found = found.select_from(joined.join(schema.merges, last, isouter=True))
        rows = connection.execute(found.where((events.id == lead) | (events.same_as == lead)).order_by(events.id))
        return [
            {
                "id": row.id,
                "counted_as": lead,
                "day": row.day and row.day.isoformat(),
                "type": row.type,
                "document": row.name,
                "source": row.source,
                "words": row.words,
                "score": row.score,
                "reasons": row.reasons,
            }
            for row in rows
        ]


def undo(store: Store, event: int, *, who: str, why: str | None = None) -> None:
    """Counts a telling as an event of its own again. It isn't merged there another time.

    Raises InputError for a number that no event has, or that isn't merged.
    """
    with store.writing() as connection:
        lead = _lead(connection, event)
        if lead == event:
            raise InputError(f"event {event}", "is merged into no other: legation same shows what is")
        undone = {"undone": keep.now(), "undone_by": who, "why": why}
        merges = schema.merges.c
        rows = update(schema.merges).where(
            merges.event_id == event, merges.same_as == lead, merges.undone.is_(None)
        )
        connection.execute(rows.values(undone))
        connection.execute(update(schema.events).where(schema.events.c.id == event).values(same_as=None))
        count(connection, event)


def count(connection: Connection, event: int) -> None:
    """Sets whether an event's pairs are counted, by what the event is now."""
    events = schema.events.c
    same_as, rejected = connection.execute(select(events.same_as, events.rejected).where(events.id == event)).one()
    pairs = update(schema.pairs).where(schema.pairs.c.event_id == event)
    connection.execute(pairs.values(counted=same_as is None and not rejected))


def lead_again(connection: Connection, event: int) -> None:
    """After a verdict on a telling: where it is rejected, the first of the others of its event leads them."""
    events = schema.events.c
    rejected = connection.execute(select(events.rejected).where(events.id == event)).scalar_one()
    if rejected:
        _let_lead(connection, event)
    count(connection, event)


def leave(connection: Connection, event: int) -> None:
    """Takes a telling that is to be deleted out of all merges; the others of its event are counted without it."""
    first = _let_lead(connection, event)
    events, table = schema.events.c, schema.merges
    connection.execute(update(schema.events).where(events.same_as == event).values(same_as=None))
    if first:
        moved = update(table).where(table.c.same_as == event, table.c.event_id != first)
        connection.execute(moved.values(same_as=first))
    connection.execute(table.delete().where((table.c.event_id == event) | (table.c.same_as == event)))


def _let_lead(connection: Connection, event: int) -> int | None:
    """Lets the first of the tellings that are counted as an event lead the others; its number, if any."""
    events = schema.events.c
    others = select(events.id).where(events.same_as == event, ~events.rejected).order_by(events.id)
    first = connection.execute(others).scalars().first()
    if first is not None:
        connection.execute(update(schema.events).where(events.id == first).values(same_as=None))
        rest = update(schema.events).where(events.same_as == event, events.id != first)
        connection.execute(rest.values(same_as=first))
        count(connection, first)
    return first


def _lead(connection: Connection, event: int) -> int:
    events = schema.events.c
    found = select(func.coalesce(events.same_as, events.id)).where(events.id == event)
    lead: int | None = connection.execute(found).scalar()
    if lead is None:
        raise InputError(f"event {event}", "is in no report: legation events shows the numbers")
    return lead
