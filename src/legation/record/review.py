"""What a person should look at first: what the machine is least sure of and what weighs most."""

from typing import Any

from sqlalchemy import Connection, case, func, literal, select

from legation.record import schema
from legation.record.questions import Row, events_of, positions_of
from legation.record.store import Store

NEWEST = 3000
"""Events, and as many positions, that the queue is made of: the newest."""
POSITION = 0.6
"""A position weighs as much as an event of intensity 6: less than an assault, more than most words."""
LIGHTEST = 0.1
"""What an event of intensity 0 weighs: a mistake in it is a mistake still."""


def queue(store: Store, limit: int = 25) -> list[Row]:
    """Events and positions that nobody has judged, the greatest ``urgency`` first.

    Urgency is (1 - confidence) times weight; an event's weight is its intensity (0 to 10) over ten.
    """
    events, positions = schema.events.c, schema.positions.c
    with store.reading() as connection:
        counted = select(events.id, events.confidence, events.score)
        counted = counted.where(~events.rejected, events.same_as.is_(None), events.day.is_not(None))
        newest = counted.order_by(events.day.desc()).limit(NEWEST).subquery()
        weight = func.abs(newest.c.score) / 10
        weight = case((weight < LIGHTEST, LIGHTEST), else_=weight)
        found = _first(connection, "event", newest, weight, limit)
        held = select(positions.id, positions.confidence).where(~positions.rejected, positions.day.is_not(None))
        recent = held.order_by(positions.day.desc()).limit(NEWEST).subquery()
        found += _first(connection, "position", recent, literal(POSITION), limit)
        found = sorted(found, key=lambda f: -f[2])[:limit]
        of = {
            "event": {r["id"]: r for r in events_of(connection, [n for k, n, _ in found if k == "event"])},
            "position": {
                r["id"]: r for r in positions_of(connection, [n for k, n, _ in found if k == "position"])
            },
        }
    return [{"kind": kind, "urgency": round(urgency, 3), "item": of[kind][n]} for kind, n, urgency in found]


def _first(
    connection: Connection, kind: str, newest: Any, weight: Any, limit: int
) -> list[tuple[str, int, float]]:
    table = schema.corrections.c
    standing = func.sum(case((table.verdict == "undo", -1), else_=1))
    judged = select(table.item_id).where(table.kind == kind).group_by(table.item_id).having(standing > 0)
    urgency = ((1 - newest.c.confidence) * weight).label("urgency")
    found = select(newest.c.id, urgency).where(newest.c.id.not_in(judged))
    rows = connection.execute(found.order_by(urgency.desc(), newest.c.id.desc()).limit(limit))
    return [(kind, r.id, float(r.urgency)) for r in rows]
