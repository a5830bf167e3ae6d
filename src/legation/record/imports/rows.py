"""A row of GDELT 2.0, ICEWS or POLECAT to one coded event. Each raises ValueError with what is wrong in it."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from legation.coding import plover
from legation.knowledge import Knowledge, cameo, slug

Cells = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Party:
    """Who acts or is acted on, as a row of the actors' table."""

    id: str
    name: str
    kind: str
    country: str | None
    code: str | None

    @property
    def side(self) -> str:
        return self.id if self.kind == "country" else self.country or self.id


@dataclass(frozen=True, slots=True)
class Coded:
    """One event as its data set codes it, in PLOVER's terms."""

    name: str
    day: date
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    quad: str
    score: float
    source: Party | None
    target: Party | None
    place: str | None
    country: str | None
    latitude: float | None
    longitude: float | None


def gdelt(cells: Cells) -> Coded:
    kind, mode = coded_as(cells["EventCode"])
    return Coded(
        name=cells["GLOBALEVENTID"],
        day=_compact_day(cells["Day"]),
        type=kind,
        mode=mode,
        contexts=(),
        quad=plover.quad(kind),
        score=_number(cells["GoldsteinScale"], "GoldsteinScale") or 0.0,
        source=_gdelt_party(cells, "Actor1"),
        target=_gdelt_party(cells, "Actor2"),
        place=cells["ActionGeo_FullName"] or None,
        country=None,  # GDELT's are FIPS codes, another system
        latitude=_number(cells["ActionGeo_Lat"], "ActionGeo_Lat"),
        longitude=_number(cells["ActionGeo_Long"], "ActionGeo_Long"),
    )


def icews(cells: Cells) -> Coded:
    kind, mode = coded_as(cells["CAMEO Code"])
    return Coded(
        name=cells["Event ID"],
        day=date.fromisoformat(cells["Event Date"]),
        type=kind,
        mode=mode,
        contexts=(),
        quad=plover.quad(kind),
        score=_number(cells["Intensity"], "Intensity") or 0.0,
        source=_named(cells["Source Name"], cells["Source Country"]),
        target=_named(cells["Target Name"], cells["Target Country"]),
        place=cells["City"] or cells["Country"] or None,
        country=_state(cells["Country"]),
        latitude=_number(cells["Latitude"], "Latitude"),
        longitude=_number(cells["Longitude"], "Longitude"),
    )


def polecat(cells: Cells) -> Coded:
    kind = cells["Event Type"].upper()
    if kind not in plover.types():
        raise ValueError(f"Event Type {cells['Event Type']!r} is no type of PLOVER")
    mode = cells["Event Mode"].lower() or None
    return Coded(
        name=cells["Event ID"],
        day=date.fromisoformat(cells["Event Date"][:10]),
        type=kind,
        mode=mode if mode in plover.modes(kind) else None,
        contexts=tuple(c.strip() for c in cells["Contexts"].replace(",", ";").split(";") if c.strip()),
        quad=plover.quad(kind),
        score=_number(cells["Intensity"], "Intensity") or 0.0,
        source=_named(cells["Actor Name"], cells["Actor Country"]),
        target=_named(cells["Recipient Name"], cells["Recipient Country"]),
        place=cells["Placename"] or cells["City"] or None,
        country=_state(cells["Country"]),
        latitude=_number(cells["Latitude"], "Latitude"),
        longitude=_number(cells["Longitude"], "Longitude"),
    )


@cache
def coded_as(code: str) -> tuple[str, str | None]:
    """The type and the mode that a CAMEO code stands for."""
    restored = "0" + code  # a table that lost its leading zeros, as spreadsheets lose them
    told = cameo.plover(code) or cameo.plover(restored)
    if told is None:
        raise ValueError(f"CAMEO code {code!r} has no type of PLOVER")
    return told


def _compact_day(value: str) -> date:
    if len(value) != 8 or not value.isdigit():
        raise ValueError(f"Day {value!r} is no date such as 20250313")
    return date(int(value[:4]), int(value[4:6]), int(value[6:]))


def _number(value: str, column: str) -> float | None:
    if not value:
        return None
    try:
        number = float(value)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise ValueError(f"{column} {value!r} is no number")
    return number


def _gdelt_party(cells: Cells, actor: str) -> Party | None:
    code, name, country = cells[f"{actor}Code"], cells[f"{actor}Name"], cells[f"{actor}CountryCode"]
    if not code:
        return None
    state = _state(country)
    if state and code == country:
        return Party(state, name or state, "country", state, state)
    return Party(f"group:cameo-{code.lower()}", name or code, "group", state, code)


def _named(name: str, country: str) -> Party | None:
    """A state by any of its names; else a group of the data set, for it doesn't say what each actor is."""
    state = _state(country)
    if not name or name == "None":
        return Party(state, country, "country", state, state) if state else None
    if _state(name) == state and state:
        return Party(state, name, "country", state, state)
    return Party(f"group:{slug(name)}", name, "group", state, None)


@cache
def _state(name: str) -> str | None:
    if not name or name == "None":
        return None
    found = Knowledge.load().country(name)
    return found.iso3 if found and found.form == "name" else None
