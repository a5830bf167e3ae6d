"""Who or what a name stands for: states, persons, organisations and armed groups, with offices held by date."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from legation.knowledge.spelling import fold

Kind = Literal["country", "person", "organisation", "group"]
Match = Literal["exact", "alias", "fuzzy"]
OWN = "own"
"""The source of an actor that the user added."""


def slug(name: str) -> str:
    """ASCII form of a name for an id: ``"Masoud Pezeshkian"`` gives ``"masoud-pezeshkian"``.

    A name in another script is spelt in Punycode (RFC 3492).
    """
    plain = re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")
    return plain or re.sub(r"[\W_]+", "", name.casefold()).encode("punycode").decode()


@dataclass(frozen=True, slots=True)
class Office:
    """A post held for a time. ``title`` is normalised (``"president"``); a bound that isn't known is None.

    ``organisation`` is the id of the body it is held in, where that is no state (``organisation:united-nations``).
    """

    title: str
    country: str | None
    start: date | None
    end: date | None
    organisation: str | None = None

    def held(self, on: date) -> bool:
        """Whether the known tenure covers this day."""
        return (self.start is None or self.start <= on) and (self.end is None or on <= self.end)


@dataclass(frozen=True, slots=True)
class DatedCode:
    """An actor code and the days on which it is good; None for a bound that there isn't, and for nobody's code."""

    code: str | None
    start: date | None = None
    end: date | None = None

    def good(self, on: date) -> bool:
        return (self.start is None or self.start <= on) and (self.end is None or on <= self.end)


@dataclass(frozen=True, slots=True)
class Entity:
    """One known actor. ``source`` names the tables that its row was built from, joined by ``+``.

    ``codes`` are a user's own: where there are any, they hold in place of ``code`` and of what offices give.
    """

    id: str
    name: str
    kind: Kind
    country: str | None
    code: str | None
    wikidata: str | None
    aliases: tuple[str, ...]
    offices: tuple[Office, ...]
    source: str
    surname: str | None = None
    codes: tuple[DatedCode, ...] = ()

    def own_code(self, on: date | None) -> str | None:
        """The first of ``codes`` that is limited to days and good on this one, else the one that has no limits.
        Without a day, the one without limits, else the last told."""
        limited = [c for c in self.codes if c.start or c.end]
        good = [c.code for c in limited if on is not None and c.good(on)]
        always = [c.code for c in self.codes if c not in limited]
        return next(iter([*good, *always]), self.codes[-1].code if on is None else None)

    def office(self, on: date | None) -> Office | None:
        """The post held on a day, the most recently begun where there are several; without a day, the latest."""
        held = [o for o in self.offices if on is None or o.held(on)]
        return max(held, key=_recency, default=None)


def _recency(office: Office) -> tuple[bool, date]:
    return office.end is None, office.start or office.end or date.min


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entity that a name may stand for. ``confidence`` is the estimated chance that it does, 0 to 1."""

    entity: Entity
    match: Match
    confidence: float
