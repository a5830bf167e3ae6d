"""The table of places: what a written name may stand for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files

from legation.coding.timex.lexicon import rows
from legation.knowledge import CountryName, Knowledge, by_knowledge
from legation.knowledge.spelling import fold

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
    if found and _national(written):
        return ()
    if found and sort(written) is not None:  # "the West"
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


def _national(written: str) -> bool:
    """Whether a word means a state's people before it means a town or a division: "Canadian", "Somali"."""
    state = Knowledge.load().country(written)
    return state is not None and state.form in ("adjective", "demonym")


def known(written: str) -> bool:
    """Whether the table has a name just as it is written."""
    return bool(_named(fold(written)))


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
def _table() -> bytes:
    """The rows, sorted by the bytes of their keys; the states come first, without keys."""
    return files("legation.coding").joinpath("tables", "places.tsv").read_bytes()


def _rows(key: str) -> Iterator[list[str]]:
    """The cells of the rows of a folded name, by bisection: to read 100,000 rows takes longer than a report."""
    table, wanted = _table(), key.encode() + b"\t"
    low, high = table.index(b"\n", table.index(b"\nkey\t") + 1) + 1, len(table)
    while low < high:
        line = table.rfind(b"\n", low, (low + high) // 2) + 1 or low
        if table[line : line + len(wanted)] < wanted:
            low = table.index(b"\n", line) + 1
        else:
            high = line
    while table.startswith(wanted, low):
        end = table.index(b"\n", low)
        yield table[low:end].decode().split("\t")
        low = end + 1


@lru_cache(maxsize=4096)
def _named(key: str) -> tuple[Known, ...]:
    """The places of a folded name, best known first: the table lists the larger of a rank first."""
    return tuple(sorted(map(_known, _rows(key)), key=lambda k: k.rank)) if key else ()


def _known(cells: list[str]) -> Known:
    key, name, kind, country, division, latitude, longitude, rank, _ = cells
    where = _degrees(latitude), _degrees(longitude)
    return Known(name or key.title(), kind, country or None, *where, int(rank), division)


def _degrees(cell: str) -> float | None:
    return float(cell) if cell else None


@cache
def _states() -> dict[str, Known]:
    return {cells[3]: _known(cells) for cells in _rows("")}
