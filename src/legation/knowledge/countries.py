"""States and territories by any of their written forms: name, adjective, demonym, capital, metonym."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from legation.knowledge.entity import Entity
from legation.knowledge.spelling import abbreviation, fold, name_key
from legation.knowledge.tables import listed, rows

Form = Literal["name", "adjective", "capital", "metonym", "demonym"]

_COLUMNS: tuple[tuple[str, Form], ...] = (
    ("name", "name"),
    ("official", "name"),
    ("names", "name"),
    ("adjectives", "adjective"),
    ("demonyms", "demonym"),
    ("capitals", "capital"),
    ("metonyms", "metonym"),
)
_POSSESSIVE = re.compile(r"['’]s?$")


@dataclass(frozen=True, slots=True)
class CountryName:
    """A written form of a state: whose it is (``iso3``) and what sort of form."""

    iso3: str
    form: Form


class Countries:
    """The states table, looked up by written form. The first column that holds a form decides its sort."""

    def __init__(self) -> None:
        self.entities: dict[str, Entity] = {}
        self.alpha2: dict[str, str] = {}
        self.leaders: dict[str, str] = {}
        self.adjectives: dict[str, tuple[str, ...]] = {}
        self._forms: dict[str, CountryName] = {}
        for row in rows("states"):
            self._add(row)
        self.find = lru_cache(maxsize=16384)(self._find)

    def _add(self, row: dict[str, str]) -> None:
        iso3 = row["id"]
        aliases: list[str] = []
        for column, form in _COLUMNS:
            for written in listed(row[column]):
                aliases.append(written)
                self._forms.setdefault(name_key(written), CountryName(iso3, form))
        for adjective in listed(row["adjectives"]):
            if adjective[-1] in "ni" and not abbreviation(adjective):
                self._forms.setdefault(name_key(adjective + "s"), CountryName(iso3, "demonym"))
        self._forms.setdefault(iso3, CountryName(iso3, "name"))
        self.adjectives[iso3] = listed(row["adjectives"])
        self.alpha2[row["iso2"]] = iso3
        self.leaders[iso3] = row["leader"]
        self.entities[iso3] = Entity(
            id=iso3,
            name=row["name"],
            kind="country",
            country=iso3,
            code=iso3,
            wikidata=row["wikidata"] or None,
            aliases=tuple(dict.fromkeys(aliases[1:])),
            offices=(),
            source=row["source"],
        )

    def _find(self, name: str) -> CountryName | None:
        """The state that a written form stands for, or None; "US" is one and "us" is not."""
        bare = _POSSESSIVE.sub("", name)
        for key in (name_key(name), name_key(bare), fold(bare).removeprefix("the ")):
            if found := self._forms.get(key):
                return found
        return None

    def names(self) -> list[tuple[str, CountryName]]:
        """Every written form (folded, abbreviations in capitals) with what it stands for."""
        return list(self._forms.items())
