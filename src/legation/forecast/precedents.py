"""What followed, whenever the like had happened.

A cue is what an actor did to another, or got from it, in the last days: "a threat by B". Its precedents are the
earlier days on which the same stood between the two, between the actor and anyone, between an actor of its
region and anyone, or between any two: narrow ones weigh most, and what they lack is taken from the wider (each
share is drawn towards the next wider one as by ``Weights.prior`` cases of it).

A probability starts from how often the deed was done in any stretch of days, and cues raise it, the strongest
most. So it falls whenever a case that was followed is taken away.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from legation.forecast.acts import NOBODY, TYPES, Acts, Numbers

Level = Literal["pair", "actor", "region", "all"]
LEVELS: tuple[Level, ...] = ("pair", "actor", "region", "all")
ANY = len(TYPES)
"""The column of deeds of whatever type."""
YEARS = 5 * 365
"""Days that count for how often a deed is done: longer ago, other people governed."""
RARE = 0.005
"""The chance of a deed of which the record knows nothing: none is impossible."""
DRAWN = 20
"""The stretches of days that a wider rate counts for in a narrower one."""
LAST = np.iinfo(np.int64).max
LATER = 1 << 20
"""More days than a record spans: keys of pair and day don't run into the next pair's."""


@dataclass(frozen=True, slots=True)
class Weights:
    """``prior``: the cases that a wider level counts for; ``trust``: how far cues raise a probability (0–1);
    ``slope`` and ``shift``: of the log-odds, by Platt (1999)."""

    prior: float = 2.0
    trust: float = 1.0
    slope: float = 1.0
    shift: float = 0.0

    def calibrated(self, raw: float) -> float:
        p = min(max(raw, 1e-6), 1 - 1e-6)
        return float(1 / (1 + np.exp(-(self.slope * np.log(p / (1 - p)) + self.shift))))


@dataclass(frozen=True, slots=True)
class Case:
    """A past cue, by rows of the acts: what stood, what followed it (None: nothing) and how many days later."""

    act: int
    followed: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class Rule:
    """After ``act``, the latest of its like, the deed was done in ``followed`` of ``cases`` at ``level``, the
    narrowest that has a case which was followed. ``probability`` draws on all levels."""

    act: int
    body: int
    level: Level
    cases: int
    followed: int
    probability: float

    @property
    def received(self) -> bool:
        """Whether the actor got the act and didn't do it."""
        return self.body >= len(TYPES)


@dataclass(frozen=True, slots=True)
class Outlook:
    """How likely a deed is, and the rules that raise it, strongest first. ``base``: in days of which nothing
    more is known; ``stretches`` and ``done``: of the past ones of the horizon's length, and those in which it
    was done."""

    probability: float
    raw: float
    base: float
    stretches: int
    done: int
    rules: tuple[Rule, ...]


class Precedents:
    """Over all ``acts``, for deeds toward a given party, or, ``anyone``, toward whomever. Days asked about see
    only what had happened before them."""

    def __init__(self, acts: Acts, horizon: int, *, anyone: bool = False) -> None:
        self.acts, self.horizon = acts, horizon
        answered = np.flatnonzero(acts.target != NOBODY)
        self.act = np.concatenate([np.arange(len(acts)), answered])
        self.received = np.arange(len(self.act)) >= len(acts)
        self.actor = np.where(self.received, acts.target[self.act], acts.source[self.act])
        partner = np.where(self.received, acts.source[self.act], acts.target[self.act])
        self.partner = np.full_like(partner, NOBODY) if anyone else partner
        self.day = acts.day[self.act]
        self.body = acts.type[self.act] + len(TYPES) * self.received
        names = sorted({r for r in acts.regions if r})
        self.regions = np.array([names.index(r) if r else NOBODY for r in acts.regions], np.int64)
        self.region = self.regions[self.actor]
        self.deeds = [self._deeds(n) for n in range(ANY + 1)]
        self.next = np.stack([self._next(n) for n in range(ANY + 1)], axis=1)

    def _pair(self, actor: Numbers, partner: Numbers) -> Numbers:
        return actor * (len(self.acts.parties) + 1) + partner + 1

    def _deeds(self, type: int) -> tuple[Numbers, Numbers]:
        """Keys of pair and day of a type's deeds, in order, and their acts."""
        rows = np.arange(len(self.acts)) if type == ANY else np.flatnonzero(self.acts.type == type)
        key = self._pair(self.actor[rows], self.partner[rows]) * LATER + self.acts.day[rows]
        order = np.argsort(key, kind="stable")
        return key[order], rows[order]

    def _next(self, type: int) -> Numbers:
        """For each cue the first deed of the type toward the same; NOBODY: none within the horizon. What an actor
        got it may answer on the same day, in another event; what it did itself is followed on later days alone."""
        keys, rows = self.deeds[type]
        own = self._pair(self.actor, self.partner) * LATER + self.day
        at = np.where(self.received, np.searchsorted(keys, own), np.searchsorted(keys, own, side="right"))
        keys, rows = np.append(keys, LAST), np.append(rows, NOBODY)
        event = np.append(self.acts.event, NOBODY)
        while (same := event[rows[at]] == event[self.act]).any():
            at += same
        return np.where(keys[at] - own <= self.horizon, rows[at], NOBODY)

    def on(self, day: int) -> "Day":
        """What can be known on the morning of a day, an ordinal."""
        return Day(self, day)


class Day:
    """What had happened before a day. Wider levels are counted once for all that is asked of it."""

    def __init__(self, of: Precedents, day: int) -> None:
        self.of, self.day = of, day
        self.past = of.day < day
        self.known = of.day + of.horizon < day
        self.start = max(of.acts.since, day - YEARS)
        self._counts: dict[tuple[Level, int, int], tuple[Numbers, Numbers]] = {}
        self._rates: dict[tuple[int, int], float] = {}
        self._cues: dict[tuple[int, int], list[int]] = {}

    def outlook(self, actor: int, partner: int, type: int, weights: Weights) -> Outlook:
        """Whether ``actor`` does a deed of ``type`` (ANY: whatever) to ``partner`` on this day or, in all,
        ``horizon`` days. Of an actor's deeds toward anyone, ``partner`` is NOBODY."""
        of = self.of
        base, stretches, done = self._base(actor, partner, type, weights)
        rules = []
        for cue in self._latest(actor, partner):
            answered = int(of.next[cue, type])
            if answered != NOBODY and of.acts.day[answered] < self.day:
                continue  # what it leads to has come already
            rule = self._rule(actor, partner, type, cue, base, weights)
            if rule.probability > base:
                rules.append(rule)
        rules.sort(key=lambda r: -r.probability)
        raised, left = 0.0, 1.0
        for rule in rules:
            left /= 2
            raised += left * rule.probability
        raw = (1 - weights.trust) * base + weights.trust * (raised + left * base)
        return Outlook(weights.calibrated(raw), raw, base, stretches, done, tuple(rules))

    def _latest(self, actor: int, partner: int) -> list[int]:
        """The last cue of each body in the days before, as many as the horizon has."""
        if (actor, partner) not in self._cues:
            recent = self.past & (self.of.day >= self.day - self.of.horizon)
            rows = np.flatnonzero(self._at("pair", actor, partner) & recent)
            self._cues[actor, partner] = list({int(self.of.body[n]): int(n) for n in rows}.values())
        return self._cues[actor, partner]

    def climatology(self, type: int) -> float:
        """How likely the deed is between any two that have to do with each other."""
        return self._rate(NOBODY, type)

    def comes(self, actor: int, partner: int, type: int) -> bool:
        """Whether the record tells such a deed on this day or in the horizon: for past days, to learn from."""
        keys, _ = self.of.deeds[type]
        pair = int(self.of._pair(np.array(actor), np.array(partner))) * LATER + self.day
        return bool(np.searchsorted(keys, pair) < np.searchsorted(keys, pair + self.of.horizon))

    def _at(self, level: Level, actor: int, partner: int) -> NDArray[np.bool_]:
        of = self.of
        region = of.regions[actor]
        if level == "all" or (level == "region" and region == NOBODY):
            return np.ones(len(of.act), bool)
        among = of.region == region if level == "region" else of.actor == actor
        return np.asarray(among & (of.partner == partner) if level == "pair" else among)

    def _base(self, actor: int, partner: int, type: int, weights: Weights) -> tuple[float, int, int]:
        """How often the deed is done in a stretch of the horizon's length, drawn towards what the region's and all
        actors do to those whom they have to do with; the stretches, and those in which it was done."""
        of = self.of
        stretches = max(0, self.day - of.horizon - self.start + 1)
        days = of.acts.day[self.deeds(actor, partner, type)]
        earlier = np.append(self.start - 1, days[:-1])[: len(days)]
        first = np.maximum(np.maximum(days - of.horizon + 1, earlier + 1), self.start)
        done = int(np.maximum(0, np.minimum(days, self.day - of.horizon) - first + 1).sum())
        share = self._rate(int(of.regions[actor]), type)
        drawn = weights.prior * of.horizon
        return (done + drawn * share) / (stretches + drawn), stretches, done

    def _rate(self, region: int, type: int) -> float:
        """The chance of a deed in the horizon, were deeds spread evenly, between an actor of a region (NOBODY:
        any) and one that it has to do with."""
        if (region, type) in self._rates:
            return self._rates[region, type]
        of = self.of
        wider = RARE if region == NOBODY else self._rate(NOBODY, type)
        among = self.past & (of.day >= self.start)
        if region != NOBODY:
            among &= of.region == region
        pairs = len(np.unique(of._pair(of.actor[among], of.partner[among])))
        deeds = among & ~of.received & ((of.acts.type[of.act] == type) | (type == ANY))
        days, drawn = max(1, self.day - self.start) * pairs, of.horizon * DRAWN
        expected = -np.log1p(-min(wider, 0.999)) * DRAWN
        rate = (float(deeds.sum()) + expected) / (days + drawn)
        self._rates[region, type] = float(-np.expm1(-of.horizon * rate))
        return self._rates[region, type]

    def _rule(self, actor: int, partner: int, type: int, cue: int, base: float, weights: Weights) -> Rule:
        of = self.of
        body, share = int(of.body[cue]), base
        level = LEVELS[-1]
        counts = [(0, 0)]
        for wider in LEVELS:
            n, k = self._counted(wider, actor, partner)
            if k[body, type] and not counts[-1][1]:
                level = wider
            counts.append((int(n[body]), int(k[body, type])))
        for (narrow_cases, narrow), (cases, followed) in reversed(list(pairwise(counts))):
            # what the narrower level counts isn't counted for the wider one again
            share = (followed - narrow + weights.prior * share) / (cases - narrow_cases + weights.prior)
        cases, followed = counts[1 + LEVELS.index(level)]
        return Rule(int(of.act[cue]), body, level, cases, followed, share)

    def _counted(self, level: Level, actor: int, partner: int) -> tuple[Numbers, Numbers]:
        """By body the cases whose days have all passed, and by body and type those that were followed."""
        key = (level, actor if level != "all" else NOBODY, partner if level == "pair" else NOBODY)
        if key not in self._counts:
            of, bodies = self.of, 2 * len(TYPES)
            rows = np.flatnonzero(self._at(level, actor, partner) & self.known)
            followed = [
                np.bincount(of.body[rows][of.next[rows, t] != NOBODY], minlength=bodies) for t in range(ANY + 1)
            ]
            self._counts[key] = np.bincount(of.body[rows], minlength=bodies), np.stack(followed, axis=1)
        return self._counts[key]

    def cases(self, rule: Rule, actor: int, partner: int, type: int) -> list[Case]:
        """The rule's precedents: those that were followed first, of each the latest first."""
        of = self.of
        rows = np.flatnonzero(self._at(rule.level, actor, partner) & self.known & (of.body == rule.body))[::-1]
        found = []
        for row in rows:
            end = int(of.next[row, type])
            after = int(of.acts.day[end] - of.day[row]) if end != NOBODY else None
            found.append(Case(int(of.act[row]), end if end != NOBODY else None, after))
        return sorted(found, key=lambda c: c.followed is None)

    def deeds(self, actor: int, partner: int, type: int) -> Numbers:
        """Rows of the acts that are such deeds, oldest first."""
        keys, rows = self.of.deeds[type]
        pair = int(self.of._pair(np.array(actor), np.array(partner))) * LATER
        return rows[np.searchsorted(keys, pair) : np.searchsorted(keys, pair + self.day)]


def partners(acts: Acts, actor: int, day: int, most: int) -> Sequence[int]:
    """Those whom the actor acted on or who acted on it before a day, the latest first."""
    among = (acts.day < day) & ((acts.source == actor) | (acts.target == actor)) & (acts.target != NOBODY)
    others = np.where(acts.source == actor, acts.target, acts.source)[among][::-1]
    found = [int(p) for p in dict.fromkeys(others.tolist()) if p != actor]
    return found[:most]
