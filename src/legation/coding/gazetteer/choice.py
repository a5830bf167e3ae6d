"""Which of the places of one name a report means.

The best known, unless the report says otherwise: by the place after a comma ("Oxford, North Carolina"), or by its
other places, which lie near to each other and in one division or state more often than by chance (Leidner and
others 2003; Lieberman and Samet 2012).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from math import asin, cos, radians, sin, sqrt

from legation.coding.gazetteer.table import AREAS, Known

_FAME = (4.0, 2.6, 1.6, 2.2, 2.0, 0.9, 0.3, 0.3)
"""By rank: a world-known city gives way to a town when two of the report's places are the town's neighbours."""
_NEAR = 80.0  # kilometres: a city, its suburbs and the next towns
_NEIGHBOUR, _PERHAPS, _DIVISION, _STATE = 1.0, 0.6, 0.8, 0.5
_TRIED = 12  # places of a name shared by many: the largest
_MOST_STATE, _MOST = 1.25, 2.5
EARTH = 6371.0
"""Mean radius in kilometres."""


def inside(part: Known, whole: Known) -> bool:
    """Whether a place lies in another: a state, or a division."""
    if part.country is None or part.country != whole.country or part == whole:
        return False
    if whole.kind == "state":
        return True
    return whole.kind in AREAS and whole.division != "" and part.division == whole.division


def within(known: Iterable[Known], wholes: Collection[Known]) -> tuple[Known, ...]:
    """Those of some places that lie in one of some others."""
    return tuple(k for k in known if any(inside(k, w) for w in wholes))


def choose(known: tuple[Known, ...], others: Collection[tuple[Known, ...]]) -> Known:
    """The likeliest of the places of one name; ``others``: what each of the report's other names may stand for."""
    if len(known) == 1 or not others:
        return known[0]
    return max(known, key=lambda k: _FAME[k.rank] + _fit(k, others))  # of equals the first, the larger


def _fit(known: Known, others: Collection[tuple[Known, ...]]) -> float:
    """How well a place goes with the report's others: those that can be one place only, and neighbours of it among
    those that can be several."""
    of_state = close = 0.0
    for other in others:
        one = _plain(other)
        if any(_neighbours(known, k) for k in other[:_TRIED] if one or k.rank < 6):
            close += _NEIGHBOUR if one else _PERHAPS
        elif one and known.country and known.country == one.country:
            same = one.kind != "state" and known.division != "" and known.division == one.division
            close, of_state = (close + _DIVISION, of_state) if same else (close, of_state + _STATE)
    return min(_MOST, close + min(_MOST_STATE, of_state))


def _plain(known: tuple[Known, ...]) -> Known | None:
    """The one place that a name stands for, or the best known, where only small places of other states share its
    name."""
    main = [k for k in known if k.rank < 5] or known
    if len({k.country for k in main}) > 1 or (main is known and len({k.division for k in known}) > 1):
        return None
    return main[0]


def _neighbours(one: Known, other: Known) -> bool:
    if one.kind in AREAS[:2] or other.kind in AREAS[:2] or one.latitude is None or other.latitude is None:
        return False
    return abs(one.latitude - other.latitude) < _NEAR / 111 and kilometres(one, other) <= _NEAR


def kilometres(one: Known, other: Known) -> float:
    """Great-circle distance (haversine); infinite where a point is not known."""
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return float("inf")
    lat, lon, lat2, lon2 = map(radians, (one.latitude, one.longitude, other.latitude, other.longitude))
    half = sin((lat2 - lat) / 2) ** 2 + cos(lat) * cos(lat2) * sin((lon2 - lon) / 2) ** 2
    return 2 * EARTH * asin(sqrt(half))
