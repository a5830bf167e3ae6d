"""States and territories by any of their written forms: name, adjective, demonym, capital, metonym."""

from __future__ import annotations

import re
from collections.abc import Iterable
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
_ADJECTIVE = re.compile(r"(?:an|i|ic|ish|ese|ite)$")
_STEM = 4  # letters that an adjective shares with its state's name
_POSSESSIVE = re.compile(r"['’]s?$")


@dataclass(frozen=True, slots=True)
class CountryName:
    """A written form of a state: whose it is (``iso3``) and what sort of form."""

    iso3: str
    form: Form


def _derived(word: str, name: str) -> bool:
    """Whether a word is made from a state's name as adjectives are: "Eriadori", of "Eriador"."""
    stem = fold(name)[:_STEM]
    return len(stem) == _STEM and fold(word).startswith(stem) and _ADJECTIVE.search(fold(word)) is not None


class Countries:
    """The states table, looked up by written form. The first column that holds a form decides its sort."""

    def __init__(self) -> None:
        self.entities: dict[str, Entity] = {}
        self.alpha2: dict[str, str] = {}
        self.leaders: dict[str, str] = {}
        self.adjectives: dict[str, tuple[str, ...]] = {}
        self._forms: dict[str, CountryName] = {}
        self._own: dict[str, tuple[str, ...]] = {}
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

    def enter(self, entity: Entity) -> None:
        """Takes a user's own actor: a state is found by its names from now on, and what else it is called by is
        no state's name any more."""
        written = [(name_key(w), w) for w in (entity.name, *entity.aliases)]
        if entity.kind != "country":
            for key, _ in written:
                self._forms.pop(key, None)
            return
        shipped = self.entities.get(entity.id)
        self.entities[entity.id] = entity
        self.leaders.setdefault(entity.id, "")
        new = [(key, w) for key, w in written if shipped is None or w not in (shipped.name, *shipped.aliases)]
        for key, own in new:
            self._forms[key] = CountryName(entity.id, "adjective" if _derived(own, entity.name) else "name")
        if shipped is not None:
            self._own[entity.id] = tuple(w for _, w in new)
        adjectives = tuple(w for _, w in new if _derived(w, entity.name))
        self.adjectives[entity.id] = (*self.adjectives.get(entity.id, ()), *adjectives)

    def called(self, iso3: str, texts: Iterable[str]) -> str:
        """The name of a state of which a report says ``texts``: a user's own name for a shipped state where the
        report has no other. An invented Elbonia may have the code of El Salvador."""
        entity, own = self.entities[iso3], self._own.get(iso3, ())
        if not own:
            return entity.name
        said = f" {' '.join(map(fold, texts))} "
        told = [name for name in (entity.name, *entity.aliases) if f" {fold(name)} " in said]
        return told[0] if told and set(told) <= set(own) else entity.name

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
