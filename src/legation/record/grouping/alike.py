"""Whether two reports tell the same event: by type, sides, day, place and wording, with reasons."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from typing import Any

from legation.coding.rows import rows

MUTUAL = frozenset({"CONSULT", "AGREE", "COOPERATE"})
"""Types in which it doesn't matter who is named first: both met, both signed."""
WINDOW = 2
"""Days between the reports at most, where a report doesn't tell the event's own day."""
SPAN = 7
"""Days that a telling may leave open: what happened "last year" is merged with nothing."""
TYPE, SIDES, DAY, WORDS = 0.25, 0.35, 0.2, 0.2
THRESHOLD = 0.64
"""What each likeness counts for, and the sum from which it is one event: 0.56 to 0.72 swept on the development set
of ``benchmarks.grouping``, 0.64 was best. Another type of the same quad needs half its words in common."""
NEIGHBOUR = 0.5
"""Likeness of two types that reports of one event give it by turns."""
VAGUE = 0.75
"""Likeness of a day and of a week that holds it."""
STOP = frozenset(
    "a an the and or of to in on at for from by with that this its it his her their he she they was were is are "
    "be has have had will would as not after before said say says told who which into over between about".split()
)


@dataclass(frozen=True)
class Telling:
    """One report's telling of an event, on some day from ``first`` to ``last`` ("this week"). ``told`` says that
    the report gives the time; else it is the day of publication."""

    id: int
    document: int
    type: str
    quad: str
    status: str
    sources: frozenset[str]
    targets: frozenset[str]
    first: date | None
    last: date | None
    told: bool
    country: str | None
    words: str
    named: frozenset[str] = frozenset()
    """Sides that its sentence names, in whatever part: asked where one who acts or is acted on isn't told."""

    @cached_property
    def stems(self) -> frozenset[str]:
        """Words cut to six letters, so that "sanctions" meets "sanctioned"; without the commonest."""
        found = re.findall(r"[^\W\d_]+|\d+", self.words.lower())
        return frozenset(w[:6] for w in found if w not in STOP)

    @cached_property
    def sides(self) -> frozenset[str]:
        return self.sources | self.targets

    @cached_property
    def each_other(self) -> bool:
        """Whether several act alike on each other: "Peru and Chile signed"."""
        return len(self.sources) > 1 and self.sources == self.targets


def alike(one: Telling, other: Telling, weights: Mapping[str, float]) -> tuple[float, dict[str, Any]]:
    """How surely two tellings are of one event (0 where something rules it out), and why.

    ``weights`` tells how rare each stem is; a stem that it lacks is as rare as any.
    """
    apart, types = _apart(one, other), _types(one, other)
    if apart is None or types is None or (one.status == "actual") != (other.status == "actual"):
        return 0.0, {}
    sides = _sides(one, other)
    if sides < 0.5:
        return 0.0, {}
    if one.country and other.country and one.country != other.country:
        return 0.0, {}
    near = 0.5 / apart if apart else 1.0 if (one.first, one.last) == (other.first, other.last) else VAGUE
    words = _words(one, other, weights)
    score = TYPE * types + SIDES * sides + DAY * near + WORDS * words
    reasons = {
        "types": sorted({one.type, other.type}),
        "sides": round(sides, 2),
        "days_apart": apart,
        "shared_words": sorted(one.stems & other.stems),
        "words": round(words, 2),
    }
    return score, reasons


def rarity(tellings: Iterable[Telling]) -> dict[str, float]:
    """Each stem's weight: the rarer, the more."""
    counts = Counter(stem for telling in tellings for stem in telling.stems)
    most = 1 + max(counts.values(), default=0)
    return {stem: math.log(most / count) + 0.1 for stem, count in counts.items()}


def _apart(one: Telling, other: Telling) -> int | None:
    """Days between; None where they can't be of one day: both tell theirs and differ, or the window is passed."""
    if one.first is None or one.last is None or other.first is None or other.last is None:
        return None
    apart = max(0, (one.first - other.last).days, (other.first - one.last).days)
    if apart == 0 or (apart <= WINDOW and not (one.told and other.told)):
        return apart
    return None


def _types(one: Telling, other: Telling) -> float | None:
    """1 for the same type, less for a neighbour; None for types that no two tellings of one event have."""
    if one.type == other.type:
        return 1.0
    if frozenset((one.type, other.type)) in _neighbours():
        return NEIGHBOUR
    return 0.0 if one.quad == other.quad else None


@cache
def _neighbours() -> frozenset[frozenset[str]]:
    return frozenset(frozenset((r["one"], r["other"])) for r in rows("type_neighbours", "legation.record"))


def _sides(one: Telling, other: Telling) -> float:
    """1 for the same sides, 0 where those who act or who are acted on are others."""
    acting = _shared(one.sources, other.sources, one, other)
    acted_on = _shared(one.targets, other.targets, one, other)
    direct = (acting + acted_on) / 2 if acting and acted_on else 0.0
    if {one.type, other.type} <= MUTUAL or one.each_other or other.each_other:
        return max(direct, _shared(one.sides, other.sides, one, other))
    return direct


def _shared(told: frozenset[str], by_other: frozenset[str], one: Telling, other: Telling) -> float:
    """The part of the sides of both that both have. For a side that a report leaves open stand the others that its
    sentence names ("announced an embargo on trade with Peru"); where it names none, they agree by half."""
    told, by_other = told or _perhaps(one, by_other), by_other or _perhaps(other, told)
    if not told or not by_other:
        return 0.5
    return len(told & by_other) / len(told | by_other)


def _perhaps(telling: Telling, by_other: frozenset[str]) -> frozenset[str]:
    """Who else is named; of several the one whom the other report tells."""
    named = telling.named - telling.sides
    return named & by_other or named


def _words(one: Telling, other: Telling, weights: Mapping[str, float]) -> float:
    rarest = max(weights.values(), default=1.0)

    def weight(stems: frozenset[str]) -> float:
        return sum(weights.get(s, rarest) for s in stems)

    smaller = min(weight(one.stems), weight(other.stems))
    return weight(one.stems & other.stems) / smaller if smaller else 0.0
