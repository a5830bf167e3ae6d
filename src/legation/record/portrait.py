"""One actor as the record knows it."""

from typing import Any

from sqlalchemy import func, select

from legation.exceptions import InputError
from legation.record import schema
from legation.record.store import Store

SPELLINGS = 40
"""Written forms that are listed, the most used first."""


def portrait(store: Store, id: str) -> dict[str, Any]:
    """The actor's row, and ``written``: the names it was written by with how often, most first.

    Raises InputError for an id that the record doesn't hold.
    """
    actors, mentions = schema.actors.c, schema.mentions.c
    with store.reading() as connection:
        row = connection.execute(select(schema.actors).where(actors.id == id)).first()
        if row is None:
            raise InputError(id, "is no actor of this record")
        found = select(mentions.words, func.count().label("times")).where(mentions.actor_id == id)
        found = found.group_by(mentions.words).order_by(func.count().desc(), mentions.words).limit(SPELLINGS)
        written = [dict(r._mapping) for r in connection.execute(found)]
    return {**row._mapping, "written": written}
