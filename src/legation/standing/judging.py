"""Whether a condition holds on a day, by the events that the record tells.

The state answers one question: has what the holder waits for come about?

======== ============================================================================================
met      an event carries it out
broken   an event carried it out, and a later one undid it
unmet    nothing carried it out, and an event shows the contrary
unknown  no event shows either
======== ============================================================================================

What is waited for depends on the kind:

- ``if``, ``only-if``, ``once``, ``in-exchange-for``, ``without`` ("no talks without guarantees"), ``until`` and
  ``unless``: the act that the clause names, since the position was declared. What it then means differs: after
  ``until`` and ``unless`` the position ends, after the others it falls due.
- ``as-long-as`` (and ``without``) with an act of conflict ("as long as the sanctions stay"): its end. PLOVER codes
  that an act ends as RETREAT, sanctions lifted as troops withdrawn. While the last act told is one of the conflict
  the condition is unmet, whenever it was; ended and begun anew it is broken.
- ``as-long-as`` with an act of cooperation ("as long as they comply"): that it goes on. Met once shown, at any
  time; broken by the first contrary act after.
- A threat's trigger ("if they attack") is met by the act and can't be broken: what happened has happened.
- A clause that asks for a manner ("if talks are held with respect") is unmet while the record tells of coercion
  by the other side in the last year. No event shows respect, so it is never met.

An event carries a condition out where its type does (``tables/turns.tsv``), its sides are those that the condition
names, and its sentence speaks of the same thing; contrary acts of the same doer likewise.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from legation.coding.plover import quad
from legation.standing.held import Bound, Held
from legation.standing.standing import Happened, State, Tied
from legation.standing.words import alike, respectful, turns

YEAR = timedelta(days=365)
COERCIVE = frozenset(("THREATEN", "SANCTION", "COERCE", "ASSAULT", "MOBILIZE"))
SHOWN = 5
"""Events that show a state, the newest first: more would repeat them."""


def judged(bound: Bound, position: Held, events: Sequence[Happened], until: date) -> Tied:
    """The condition of a position, its state on the day ``until`` shown by ``events`` (by day, none after it)."""
    if respectful(bound.words):
        state, shown = _manner(position, events, until)
    elif bound.about is None:
        state, shown = "unknown", []
    else:
        state, shown = _state(bound, bound.about["type"], position, events)
    return Tied(bound.kind, bound.words, bound.about, state, tuple(shown[::-1][:SHOWN]))


Verdict = tuple[State, list[Happened]]


def _manner(position: Held, events: Sequence[Happened], until: date) -> Verdict:
    coercion = [
        e
        for e in events
        if e.type in COERCIVE
        and e.day > until - YEAR
        and position.toward in e.source_sides
        and (not e.target_sides or position.side in e.target_sides)
    ]
    return ("unmet", coercion) if coercion else ("unknown", [])


def _state(bound: Bound, type: str, position: Held, events: Sequence[Happened]) -> Verdict:
    done_by, undone_by = turns()[type]
    fitting = [e for e in events if e.type in done_by | undone_by and _fits(bound, position, e)]
    since = [e for e in fitting if after(position, e)]
    if bound.kind in ("as-long-as", "without") and conflict(type):
        return _ended([e for e in fitting if e.type in done_by or e in since], done_by)
    if bound.kind == "as-long-as":
        return _going_on(fitting, done_by)
    done = [e for e in since if e.type in done_by]
    if not done:
        contrary = [e for e in (since if conflict(type) else fitting) if e.type in undone_by]
        return ("unmet", contrary) if contrary else ("unknown", [])
    undone = [e for e in since if e.type in undone_by and e.day > done[-1].day]
    return ("broken", [done[-1], *undone]) if undone and not conflict(type) else ("met", done)


def _ended(acts: list[Happened], going: frozenset[str]) -> Verdict:
    """Of what blocks: acts of it, whenever, and its ends since the position was declared."""
    if not acts:
        return "unknown", []
    ends = [e for e in acts if e.type not in going]
    if acts[-1].type not in going:
        return "met", ends
    return ("broken", [*ends, acts[-1]]) if ends else ("unmet", acts)


def _going_on(acts: list[Happened], going: frozenset[str]) -> Verdict:
    if not acts:
        return "unknown", []
    shown = [e for e in acts if e.type in going]
    contrary = [e for e in acts if e.type not in going and (not shown or e.day > shown[-1].day)]
    if not shown:
        return "unmet", contrary
    return ("broken", [shown[-1], *contrary]) if contrary else ("met", shown)


def _states(sides: frozenset[str]) -> frozenset[str]:
    """Those that are the same in every report: people without a name ("the crew") go by the words about them."""
    return frozenset(side for side in sides if ":" not in side)


def conflict(type: str) -> bool:
    """Whether acts of a type are against another: threats, sanctions, force."""
    return quad(type).endswith("conflict")


def after(position: Held, event: Happened) -> bool:
    """Whether an event came after a position was declared: on a later day, or by another report on its day.

    What the position's own report tells without a day is no news to it.
    """
    if position.day is None:
        return False
    if event.evidence.document == position.source.document:
        return event.dated and event.day > position.day
    return event.day >= position.day


def _fits(bound: Bound, position: Held, event: Happened) -> bool:
    """Whether an act is by whom a condition waits for, on whom, and about the thing that it names.

    Where the condition names no doer it is the other party, or anyone but the holder.
    """
    if not bound.sources:
        doer = (
            position.toward in event.source_sides if position.toward else position.side not in event.source_sides
        )
    else:
        doer = not bound.sources.isdisjoint(event.source_sides)
    wanted, given = _states(bound.targets), _states(event.target_sides)
    if not doer or (wanted and given and wanted.isdisjoint(given)):
        return False
    return event.type == "CONSULT" or alike(bound.words, event.words)
