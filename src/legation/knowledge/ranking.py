"""Which of several candidates a name means, given where, when and of whom the text speaks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

import numpy as np
from numpy.typing import NDArray

from legation.knowledge.entity import OWN, Candidate, Entity, Match, Office
from legation.knowledge.matching import TRAITS, Likeness, bent
from legation.knowledge.offices import Role
from legation.knowledge.tables import rows

ACCEPTED_ODDS = 2.2  # of a garbled full name against a stranger's, on the development part of benchmarks.who
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
    heard = [like for like, match in likenesses if match == "fuzzy" and like.traits]
    candidates = _rank_heard(heard, context)
    candidates += _rank_told([(k, m) for k, m in likenesses if not (m == "fuzzy" and k.traits)], context)
    best: dict[str, Candidate] = {}
    for c in candidates:
        if c.entity.id not in best or best[c.entity.id].confidence < c.confidence:
            best[c.entity.id] = c
    return sorted(best.values(), key=lambda c: (-c.confidence, c.entity.source != OWN))


def _rank_heard(likenesses: Sequence[Likeness], context: Context) -> list[Candidate]:
    """Full names that are like a known one. That it is a stranger's is weighed as one more candidate."""
    if not likenesses:
        return []
    weights = _weights()
    heard = bent(np.array([like.traits for like in likenesses])) @ _heard_weights()
    around = [_around(like.entity, context, weights) for like in likenesses]
    odds = np.exp(np.minimum(heard + around, 30.0)).tolist()
    if max(odds) < ACCEPTED_ODDS:
        return []
    total = 1.0 + sum(odds)
    chances = ((like.entity, round(o / total, 3)) for like, o in zip(likenesses, odds, strict=True))
    return [Candidate(entity, "fuzzy", chance) for entity, chance in chances if chance >= 0.05]


def _around(entity: Entity, context: Context, weights: Mapping[str, float]) -> float:
    """What the text around a name adds to the logarithm of the odds that it is this person's."""
    told = weights["own"] if entity.source == OWN else 0.0
    if entity.source != _SEEN_ONCE:
        told += weights["of note"] * _standing(entity, context.on)
    if context.role:
        told += weights["post agrees"] * max((_agrees(o, context.role) for o in entity.offices), default=0.0)
    if context.country and (states := _states(entity)):
        told += weights["state agrees" if context.country in states else "state differs"]
    if context.on and entity.offices:
        told += weights["in office" if any(o.held(context.on) for o in entity.offices) else "out of office"]
    return told


@cache
def _weights() -> dict[str, float]:
    return {row["trait"]: float(row["weight"]) for row in rows("likeness")}


@cache
def _heard_weights() -> NDArray[np.floating]:
    return np.array([_weights()[trait] for trait in TRAITS])


def _rank_told(likenesses: Sequence[tuple[Likeness, Match]], context: Context) -> list[Candidate]:
    """Names that are known as they stand, surnames alone, and initials."""
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
    return [c for c in ranked if c.confidence >= 0.05]


def _weight(like: Likeness, match: Match, context: Context) -> float:
    entity = like.entity
    fit = _fit(entity, context)
    if match == "fuzzy" and like.alone:
        if not _stands_alone(entity, context):
            return 0.0
        if like.score < ALONE_EXPECTED or (fit < 0 and like.score < 0.97):
            return 0.0
    if match == "fuzzy" and entity.source == _SEEN_ONCE and like.score < 0.86:
        return 0.0
    own = 0.05 if entity.source == OWN else 0.0
    return max(0.05, like.score + 0.25 * fit + 0.2 * _standing(entity, context.on) + own)


def _ceiling(like: Likeness, match: Match, context: Context) -> float:
    """The chance that a lone candidate is right, before others share it."""
    fit = _fit(like.entity, context)
    if match != "fuzzy" and not like.alone:
        return 0.99 if match == "exact" else 0.97
    if like.alone:
        return min(0.95, max(0.2, 0.72 * like.score + 0.12 * fit + 0.1 * _standing(like.entity, context.on)))
    return min(0.96, max(0.3, 0.55 + 1.4 * (like.score - 0.70) + 0.12 * fit))


def _states(entity: Entity) -> set[str]:
    return {s for s in (entity.country, *(o.country for o in entity.offices)) if s}


def _fit(entity: Entity, context: Context) -> float:
    """Agreement with the context, about -1 to 2: state, post and day each count."""
    fit = 0.0
    if context.country:
        fit += 1.0 if context.country in _states(entity) else -1.0
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
