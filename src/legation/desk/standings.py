"""What stands, where it can be weighed while a reader waits."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import select

from legation.record import Store, schema
from legation.record.filters import party
from legation.record.questions import Row
from legation.standing import Standing, stand

HELD, ACTS = 2000, 2000
"""Positions of a holder, and acts of the sides that they are between, up to which they are weighed."""


def standings(
    store: Store, holder: str | None = None, toward: str | None = None, as_of: date | None = None
) -> list[Standing] | None:
    """As ``legation.standing.stand``; None where the holder has more positions than ``HELD``, or more acts bear on
    them than ``ACTS``: to weigh those takes seconds, and is for the command line."""
    return None if _too_many(store, holder) else stand(store, holder, toward, as_of)


def _too_many(store: Store, holder: str | None) -> bool:
    positions, pairs = schema.positions.c, schema.pairs.c
    found = select(positions.holder_side, positions.toward_side).where(~positions.rejected)
    with store.reading() as connection:
        if holder:
            found = found.where(party(connection, holder).among(positions.holder, positions.holder_side))
        if connection.execute(found.limit(1).offset(HELD)).first():
            return True
        sides = {side for row in connection.execute(found.distinct()) for side in row if side}
        acts = select(pairs.event_id).where(pairs.counted, pairs.source_side.in_(sides))
        return connection.execute(acts.limit(1).offset(ACTS)).first() is not None


def sides(held: Iterable[Standing]) -> list[Row]:
    """Whom these positions name, as rows that names are looked up for."""
    return [{"holder": s.holder, "toward": s.toward, "source": s.side} for s in held]
