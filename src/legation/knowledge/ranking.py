"""Which of several candidates a name means, given where, when and of whom the text speaks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from legation.knowledge.entity import Candidate, Entity, Match, Office
from legation.knowledge.matching import Likeness
from legation.knowledge.offices import Role

ACCEPT = 0.78  # likeness of a full name; swept 0.70-0.84: the same up to 0.82, 0.84 loses three of 73
ACCEPT_EXPECTED = 0.70  # the same where country or role agree with the text
ALONE_EXPECTED = 0.80
_SEEN_ONCE = "cia-2019"  # a cabinet list of one year: known by full name only
_YEAR = 366


@dataclass(frozen=True, slots=True)
class Context:
    """What the text around a name suggests: the state, the post, the day."""

    country: str | None
    role: Role | None
    on: date | None


def rank(likenesses: Sequence[tuple[Likeness, Match]], context: Context) -> list[Candidate]:
    """Candidates that pass, best first, with a confidence that falls where several are as good."""
    weighed = [
        (like, match, weight) for like, match in likenesses if (weight := _weight(like, match, context)) > 0
    ]
    total = sum(weight**6 for _, _, weight in weighed)
    ranked = [
        Candidate(
            like.entity,
            "alias" if like.alone and like.score == 1 else match,
            round(_ceiling(like, match, context) * weight**6 / total, 3),
        )
        for like, match, weight in weighed
    ]
    kept = [c for c in ranked if c.confidence >= 0.05]
    return sorted(kept, key=lambda c: -c.confidence)


def _weight(like: Likeness, match: Match, context: Context) -> float:
    entity = like.entity
    fit = _fit(entity, context)
    if match == "fuzzy":
        if like.alone and not _stands_alone(entity, context):
            return 0.0
        if like.alone and (like.score < ALONE_EXPECTED or (fit < 0 and like.score < 0.97)):
            return 0.0
        expected = fit > 0 and entity.source != _SEEN_ONCE
        if not like.alone and like.score < (ACCEPT_EXPECTED if expected else ACCEPT):
            return 0.0
        if entity.source == _SEEN_ONCE and like.score < 0.86:
            return 0.0
    return max(0.05, like.score + 0.25 * fit + 0.2 * _standing(entity, context.on))


def _ceiling(like: Likeness, match: Match, context: Context) -> float:
    """The chance that a lone candidate is right, before others share it."""
    fit = _fit(like.entity, context)
    if match != "fuzzy" and not like.alone:
        return 0.99 if match == "exact" else 0.97
    if like.alone:
        return min(0.95, max(0.2, 0.72 * like.score + 0.12 * fit + 0.1 * _standing(like.entity, context.on)))
    return min(0.96, max(0.3, 0.55 + 2.0 * (like.score - ACCEPT_EXPECTED) * 0.7 + 0.12 * fit))


def _fit(entity: Entity, context: Context) -> float:
    """Agreement with the context, about -1 to 2: state, post and day each count."""
    fit = 0.0
    if context.country:
        states = {entity.country, *(o.country for o in entity.offices)}
        fit += 1.0 if context.country in states else -1.0
    if context.role:
        fit += max((_agrees(o, context.role) for o in entity.offices), default=0.0)
    return fit


def _agrees(office: Office, role: Role) -> float:
    """1 for the same post or one that does the same work, 0.3 for one of the same name within, else 0."""
    if role.title == office.title:
        return 1.0
    return 0.3 if role.title in office.title or office.title in role.title else 0.0


def _standing(entity: Entity, on: date | None) -> float:
    """How much a bare surname calls this person to mind, 0 to 1: rank of the post, nearness in time."""
    best = 0.0
    for office in entity.offices:
        best = max(best, _nearness(office, on) * (1.0 if office.title in _FIRST else 0.7))
    return best


_FIRST = frozenset(
    ("president", "prime minister", "chancellor", "supreme leader", "king", "pope", "secretary-general")
)


def _nearness(office: Office, on: date | None) -> float:
    if on is None:
        return 1.0 if office.end is None else 0.8 if office.end.year >= 2020 else 0.5
    if office.held(on):
        return 1.0
    gap = min(abs((d - on).days) for d in (office.start, office.end) if d is not None)
    return max(0.2, 0.9 - 0.1 * gap / _YEAR)


def _stands_alone(entity: Entity, context: Context) -> bool:
    """A bare surname names only someone of note: a leader, or of the state spoken of."""
    if entity.source != _SEEN_ONCE:
        return bool(entity.offices)
    return context.country is not None and context.country == entity.country
