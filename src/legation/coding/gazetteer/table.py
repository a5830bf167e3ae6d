"""The table of places: what a written name may stand for."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from legation.coding.timex.lexicon import lines, rows
from legation.knowledge import CountryName, Knowledge, by_knowledge
from legation.knowledge.spelling import fold
from legation.knowledge.tables import loading

_POSSESSIVE = re.compile(r"(?<=\w)['’]s$")
AREAS = ("region", "division", "county")


@dataclass(frozen=True, slots=True)
class Known:
    """One place of the table. ``rank``: 0 state, 1 world-known or capital, 2 city, 3 region, 4 division,
    5 city of GeoNames, 6 town of fewer than 15,000 people, 7 county. ``division``: the code of the first-order
    division that it is or lies in, "" where not known."""

    name: str
    kind: str
    country: str | None
    latitude: float | None
    longitude: float | None
    rank: int
    division: str = ""


@by_knowledge
def candidates(written: str) -> tuple[Known, ...]:
    """What a written place name may stand for, best known first; empty for a stranger.

    A part of a state ("eastern Ukraine") has its state and no point; a part of a smaller place has the point of
    the whole.
    """
    written = _POSSESSIVE.sub("", written)
    found = () if written[:1].islower() else _exact(written)  # "east London" is no town of that name
    if found and _word(written):
        return tuple(k for k in found if k.rank < 5)
    if found:
        return found
    words = fold(written).split()
    vague = False
    while len(words) > 1:
        first, last = _parts().get(words[0]), _parts().get(words[-1])
        found = _named(" ".join(words[:-1])) if last in ("kind", "city") else ()
        if found:
            areas = tuple(k for k in found if k.kind in AREAS)
            return _blurred(areas if areas and last == "kind" else found, vague)
        if first in ("part", "article"):
            vague = vague or first == "part"
            words = words[1:]
        elif first in ("kind", "city") and words[1] == "of" and len(words) > 2:
            words = words[2:]
        else:
            break
        found = _exact(" ".join(words)) or _named(" ".join(words))
        if found:
            return _blurred(found, vague)
    return ()


def _word(written: str) -> bool:
    """Whether a name means something else before it means a town: "the West", "Canadian"."""
    state = Knowledge.load().country(written)
    return sort(written) is not None or (state is not None and state.form in ("adjective", "demonym"))


def known(written: str) -> bool:
    """Whether the table has a name just as it is written."""
    return fold(written) in _at()


def sort(word: str) -> str | None:
    """What a word beside a place's name tells of it: ``building`` and ``body`` are called after their place
    ("airport", "police"), a ``province`` is what has a governor, a ``city`` is one."""
    return _parts().get(fold(word))


def _blurred(found: tuple[Known, ...], vague: bool) -> tuple[Known, ...]:
    return tuple(replace(k, latitude=None, longitude=None) if vague and k.kind == "state" else k for k in found)


def _exact(written: str) -> tuple[Known, ...]:
    state = Knowledge.load().country(written)
    named = _named(fold(written).removeprefix("the "))
    if state is None or state.form != "name":
        return named
    part = bool(named) and named[0].country == state.iso3 and named[0].kind != "division"
    if part and not _whole_state(written, state):
        return named  # Gaza, by which Palestine is called too
    point = _states().get(state.iso3) or next((k for k in named if k.country == state.iso3), None)
    return (point or Known(written, "state", state.iso3, None, None, 0), *named)


def _whole_state(written: str, state: CountryName) -> bool:
    """Whether a place is called as its state is: Singapore, Kuwait."""
    entity = Knowledge.load().entity(state.iso3)
    return entity is not None and fold(entity.name) == fold(written).removeprefix("the ")


@cache
def _parts() -> dict[str, str]:
    return {row[0]: row[1] for row in rows("places_parts")}


@cache
def _lines() -> list[str]:
    """The rows, each of them in one piece until it is asked for."""
    return list(lines("places"))


@cache
@loading()
def _at() -> dict[str, list[int]]:
    """Folded name to the rows that have it; a row becomes a place when it is first asked for."""
    out: dict[str, list[int]] = defaultdict(list)
    for at, line in enumerate(_lines()):
        name, aliases, kind, _ = line.split("\t", 3)
        if kind != "state":
            for written in (name, *aliases.split(";")) if aliases else (name,):
                out[_key(written)].append(at)
    return dict(out)


def _key(written: str) -> str:
    """What ``fold`` gives without "the", at once where a name is of plain letters, as most of the table's are."""
    plain = written.isascii() and written.replace(" ", "").isalpha()
    folded = written.lower() if plain else fold.__wrapped__(written)
    return folded.removeprefix("the ")


@lru_cache(maxsize=4096)
def _named(key: str) -> tuple[Known, ...]:
    """The places of a folded name, best known first: the table lists the larger of a rank first."""
    return tuple(sorted((_known(_lines()[at].split("\t")) for at in _at().get(key, ())), key=lambda k: k.rank))


def _known(cells: list[str]) -> Known:
    name, _, kind, country, division, latitude, longitude, rank, _ = cells
    return Known(name, kind, country or None, _degrees(latitude), _degrees(longitude), int(rank), division)


def _degrees(cell: str) -> float | None:
    return float(cell) if cell else None


@cache
def _states() -> dict[str, Known]:
    return {c[3]: _known(c) for line in _lines() if "\tstate\t" in line and (c := line.split("\t"))[2] == "state"}
