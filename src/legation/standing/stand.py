"""The answer to where sides stand on a day."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from sqlalchemy import ColumnElement, Connection

from legation.record import schema
from legation.record.filters import Party, party
from legation.record.store import Store
from legation.standing.commitments import commitment, deeds
from legation.standing.held import Held, happened, held
from legation.standing.judging import judged
from legation.standing.matters import Moment, changed, matters, moments, placed
from legation.standing.standing import Commitment, Earlier, Happened, Other, Standing, Stated, Tied


def stand(
    record: Store, holder: str | None = None, toward: str | None = None, as_of: date | None = None
) -> list[Standing]:
    """Each side's position on each matter toward each other side, the newest first.

    ``holder`` and ``toward`` are ids, names, or a state's three letters for all who act for it; with a person as
    ``holder`` only what that person declared counts. Of reports those out on ``as_of`` count, of positions and
    events those dated up to then; without it all do, as of the last day told. The latest statement on a matter
    stands, earlier ones are its history. See ``judging`` for the states of conditions, ``matters`` for what is one
    matter, and ``commitments`` for promises.

    Raises InputError for a name that neither the record nor the table of states knows.
    """
    with record.reading() as connection:
        who = party(connection, holder) if holder else None
        whom = party(connection, toward) if toward else None
        positions = placed(held(connection, _held_by(connection, who), as_of))
        found = [group for group in matters(positions) if _concerns(group[0], whom)]
        sides = {side for group in found for side in _sides(group)}
        events = happened(connection, sides, as_of)
    days = [e.day for e in events] + [p.day for p in positions if p.day]
    as_of = as_of or max(days, default=date.min)
    by_side: dict[str, list[Happened]] = {}
    for event in events:
        for side in event.source_sides:
            by_side.setdefault(side, []).append(event)
    standings = []
    for group in found:
        concerned = {e.id: e for side in _sides(group) for e in by_side.get(side, [])}
        standings += _standing(group, who, sorted(concerned.values(), key=lambda e: (e.day, e.id)), as_of)
    return sorted(standings, key=lambda s: (s.day or date.min, s.stated[0].id), reverse=True)


def _held_by(connection: Connection, who: Party | None) -> ColumnElement[bool] | None:
    """The side's positions: a person's are compared with those of others who speak for it."""
    if who is None:
        return None
    table, actors = schema.positions.c, schema.actors.c
    if who.side is not None:
        return table.holder_side == who.side
    rows = connection.execute(schema.actors.select().where(actors.id.in_(who.ids))).all()
    return table.holder_side.in_([row.country or row.id for row in rows] or who.ids)


def _concerns(position: Held, whom: Party | None) -> bool:
    if whom is None:
        return True
    return position.toward == whom.side if whom.side else position.toward in whom.ids


def _sides(group: Sequence[Held]) -> set[str]:
    """Whose acts may show what becomes of a matter: the two sides', and those that its conditions name."""
    named = {side for p in group for c in p.conditions for side in c.sources}
    return named | {side for side in (group[0].side, group[0].toward) if side}


def _standing(group: Sequence[Held], who: Party | None, events: Sequence[Happened], as_of: date) -> list[Standing]:
    """The standing position on a matter; none where the person asked for declared nothing on it."""
    every = moments(group)
    own = [m for m in every if who is None or who.side or {m.first.voice, *m.holders} & set(who.ids)]
    if not own:
        return []
    now = own[-1]
    latest = {m.first.voice: m for m in every}
    voices = {now.first.voice, now.first.side}  # what a report says of a state is no other voice of it
    others = [m for voice, m in latest.items() if voice not in voices and m.leaning != now.leaning]
    if now.first.voice == now.first.side:
        others = []
    stated = tuple(_stated(p, events, as_of) for p in now.positions)
    return [
        Standing(
            holder=now.first.voice,
            side=now.first.side,
            toward=now.first.toward,
            matter={"type": now.first.act_type, "words": now.first.act},
            day=now.day,
            since=_since(own),
            stated=stated,
            history=tuple(_earlier(a, b) for a, b in pairwise(own) if changed(a, b))[::-1],
            contradictions=tuple(_other(m) for m in others)[::-1],
            commitments=_commitments(own, events, as_of),
            deeds=tuple({e.id: e for p in now.positions for e in deeds(p, events)}.values()),
        )
    ]


def _since(own: Sequence[Moment]) -> date | None:
    """The day from which on the last statement's position was held, unchanged."""
    first = own[-1]
    for before, after in reversed(list(pairwise(own))):
        if changed(before, after):
            break
        first = before
    return first.day


def _stated(position: Held, events: Sequence[Happened], as_of: date) -> Stated:
    tied = _tied(position, events, as_of)
    return Stated(position.id, position.stance, position.act, position.act_type, tied, position.source)


def _tied(position: Held, events: Sequence[Happened], as_of: date) -> tuple[Tied, ...]:
    return tuple(judged(c, position, events, as_of) for c in position.conditions)


def _earlier(before: Moment, after: Moment) -> Earlier:
    other = _other(before)
    return Earlier(
        other.day, other.holder, other.stance, other.act, other.conditions, changed(before, after), other.source
    )


def _other(moment: Moment) -> Other:
    first = moment.first
    conditions = tuple(f"{c.kind} {c.words}" for c in moment.conditions)
    return Other(moment.day, first.voice, first.stance, first.act, conditions, first.source)


def _commitments(own: Sequence[Moment], events: Sequence[Happened], as_of: date) -> tuple[Commitment, ...]:
    """Of every statement, the newest first; a promise that was repeated is told once, as it was made last."""
    found: dict[tuple[str, str], Commitment] = {}
    for moment in own:
        for position in moment.positions:
            made = commitment(position, _tied(position, events, as_of), events, as_of)
            if made is not None:
                found[made.stance, made.act] = made
    return tuple(found.values())[::-1]
