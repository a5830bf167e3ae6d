"""Asking whose name something is, and the answer in the form of the contract."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from itertools import takewhile
from typing import TYPE_CHECKING

from legation.knowledge.entity import Candidate
from legation.knowledge.spelling import fold

if TYPE_CHECKING:
    from legation.knowledge.knowledge import Knowledge

_WORD = re.compile(r"[\w'’.-]*\w")
_LONGEST = 4  # words of a state's name or a post
_WINDOW = 25  # words before and after the name that may tell of it


@dataclass(frozen=True, slots=True)
class Question:
    """A name and what is known around it: the state (ISO3), the day, words of the text."""

    id: str
    name: str
    country: str | None = None
    on: date | None = None
    context: str | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    """One candidate as told to a user; ``role`` is the post on the day asked for."""

    id: str
    name: str
    country: str | None
    role: str | None
    match: str
    confidence: float

    def to_json(self) -> dict[str, object]:
        return {name: getattr(self, name) for name in ("id", "name", "country", "role", "match", "confidence")}


@dataclass(frozen=True, slots=True)
class Answer:
    """The candidates for one question, best first; none for a stranger."""

    id: str
    candidates: tuple[Answered, ...]

    def to_json(self) -> dict[str, object]:
        return {"id": self.id, "candidates": [c.to_json() for c in self.candidates]}


def question(knowledge: Knowledge, line: bytes) -> Question:
    """A line of JSON as a question. Raises ValueError, which says what is wrong."""
    try:
        row = json.loads(line)
    except (json.JSONDecodeError, UnicodeDecodeError, RecursionError):
        raise ValueError("is no JSON") from None
    if not isinstance(row, dict):
        raise ValueError("is no JSON object")
    for key in ("id", "name"):
        if row.get(key) is None:
            raise ValueError(f"lacks {key!r}")
    for key in ("name", "country", "on", "context"):
        if not isinstance(row.get(key), str | None):
            raise ValueError(f"{key!r} is no text")
    on = row.get("on") or None
    try:
        day = date.fromisoformat(on[:10]) if on else None
    except ValueError:
        raise ValueError(f"{on!r} is no ISO date such as 2025-03-13") from None
    country = row.get("country")
    return Question(
        row["id"], row["name"], state_code(knowledge, country) if country else None, day, row.get("context")
    )


def state_code(knowledge: Knowledge, written: str) -> str | None:
    """ISO3 of a state told by code (alpha-3, alpha-2) or name; a code that the table doesn't hold as it stands."""
    if found := knowledge.country(written):
        return found.iso3
    code = written.upper()
    return knowledge.countries.alpha2.get(code) or (code if re.fullmatch("[A-Z]{3}", code) else None)


def answer(knowledge: Knowledge, asked: Question) -> Answer:
    """Whom the name may stand for. What the question doesn't tell is read from its context."""
    country, role = asked.country, None
    if asked.context:
        around, role = told_around(knowledge, asked.name, asked.context)
        country = country or around
    found = knowledge.find(asked.name, country=country, role=role, on=asked.on)
    return Answer(asked.id, tuple(_answered(knowledge, c, asked.on) for c in found))


def _answered(knowledge: Knowledge, candidate: Candidate, on: date | None) -> Answered:
    entity = candidate.entity
    office = knowledge.office(entity, on)
    return Answered(
        entity.id,
        entity.name,
        entity.country,
        office.title if office else None,
        candidate.match,
        candidate.confidence,
    )


def told_around(knowledge: Knowledge, name: str, context: str) -> tuple[str | None, str | None]:
    """The state and the post that a context speaks of: those nearest to the name, or else the most often named."""
    words = _WORD.findall(context)
    own = set(_WORD.findall(name))
    at = [i for i, w in enumerate(words) if w in own]
    states: dict[str, float] = defaultdict(float)
    posts: dict[str, float] = defaultdict(float)
    start, last = (max(0, at[0] - _WINDOW), at[-1] + _WINDOW) if at else (0, 4 * _WINDOW)
    while start < min(last, len(words)):
        weight = 1 / (1 + min((abs(start - i) for i in at), default=0))
        run = list(takewhile(lambda w: w not in own, words[start : start + _LONGEST]))
        for width in range(len(run), 0, -1):
            phrase = " ".join(run[:width])
            if run[0][0].isupper() and (state := knowledge.country(phrase)):
                states[state.iso3] += weight
                break
            if role := knowledge.roles.exactly(fold(phrase)):
                posts[role.title] += weight
                break
        else:
            width = 1
        start += width
    return max(states, key=lambda s: states[s], default=None), max(posts, key=lambda p: posts[p], default=None)
