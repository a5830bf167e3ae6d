"""What was promised on a matter, and whether it was kept.

A promise is a "will" with a day, or with conditions: it falls due on the day told, or once all its conditions are
met. A "will-not" is one where the act is of conflict ("we will not attack"); any other is a refusal, which a side
may give up. Kept and broken are shown by later acts of the side itself that speak of the same thing: for a "will",
acts that carry it out, and those that go against it (a refusal, or the contrary act); for a "will-not", an act
that carries it out breaks it, unless a condition had released the side.
"""

from collections.abc import Sequence
from datetime import date

from legation.standing.held import Held
from legation.standing.judging import after, conflict
from legation.standing.standing import Commitment, Happened, Tied
from legation.standing.words import alike, concepts, turns

ENDING = ("until", "unless")
"""Kinds of conditions that, once met, release from a position instead of making it due."""
REFUSAL = "REJECT"


def commitment(
    position: Held, conditions: Sequence[Tied], events: Sequence[Happened], until: date
) -> Commitment | None:
    """What became of a position as a promise; None where it is none, isn't due and nothing went against it."""
    if position.stance not in ("will", "will-not") or position.day is None:
        return None
    own = [e for e in events if position.side in e.source_sides and after(position, e) and _about(position, e)]
    if position.stance == "will-not":
        if position.act_type is None or not conflict(position.act_type):
            return None
        return _refrained(position, conditions, own)
    due = _due(position, conditions)
    done_by, undone_by = _types(position)
    shown = [e for e in own if e.type in done_by | undone_by]
    kept = next((e for e in shown if e.type in done_by), None)
    against = [e for e in shown if e.type not in done_by and (kept is None or e.day < kept.day)]
    if any(c.kind in ENDING and c.state == "met" for c in conditions):
        return None
    if kept and (due is not None or not conditions):
        return _as(position, due, "kept", [*against, kept])
    if due is None:
        return None
    if against:
        return _as(position, due, "broken", against)
    past = position.due is not None and until > position.due
    return _as(position, due, "overdue" if past else "due", [])


def deeds(position: Held, events: Sequence[Happened]) -> tuple[Happened, ...]:
    """Acts since a position was declared, by whoever would act, that do or refuse what it is about; newest first.

    Who would act is the side itself for what it will or will not do, else the other side.
    """
    doer = position.side if position.stance in ("will", "will-not") else position.toward
    done_by, undone_by = _types(position)
    return tuple(
        e
        for e in reversed(events)
        if e.type in done_by | undone_by and doer in e.source_sides and after(position, e) and _about(position, e)
    )


def _as(position: Held, due: date | None, fate: str, events: list[Happened]) -> Commitment:
    day, source = position.day, position.source
    return Commitment(position.act, position.stance, day, due, fate, tuple(events), source)  # type: ignore[arg-type]


def _due(position: Held, conditions: Sequence[Tied]) -> date | None:
    """The day told of the act; or that on which the last condition was met, where all are."""
    tying = [c for c in conditions if c.kind not in ENDING]
    if any(c.state != "met" for c in tying):
        return None
    if position.due is not None:
        return position.due
    return max((min(e.day for e in c.events) for c in tying), default=None)


def _refrained(position: Held, conditions: Sequence[Tied], own: Sequence[Happened]) -> Commitment | None:
    """Broken where the side does what it said it would not, unless a condition had been met by then."""
    free = [min(e.day for e in c.events) for c in conditions if c.state == "met" and c.events]
    done_by, _ = _types(position)
    against = [e for e in own if e.type in done_by and not any(day <= e.day for day in free)]
    return _as(position, position.due, "broken", against) if against else None


def _types(position: Held) -> tuple[frozenset[str], frozenset[str]]:
    done_by, undone_by = turns().get(position.act_type or "", (frozenset(), frozenset()))
    return done_by, undone_by | {REFUSAL}


def _about(position: Held, event: Happened) -> bool:
    """Whether an act is on the same thing, and between the same sides as far as it tells."""
    sides = event.source_sides | event.target_sides
    toward = position.toward is None or not event.target_sides or position.toward in sides
    named = alike(position.act, event.words) if concepts(position.act) else event.type == position.act_type
    return toward and (named or event.type == position.act_type == "CONSULT")
