"""Treaties, accords and plans, found by any of their names, garbled ones included."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from rapidfuzz import fuzz, process

from legation.knowledge.spelling import fold, name_key
from legation.knowledge.tables import day, listed, rows

_UNTELLING = frozenset("the a an of on for and to in with".split())
_GENERIC = frozenset(
    "agreement agreements accord accords treaty deal pact convention protocol declaration peace".split()
)
_TELLING_ALIKE = 80.0  # the same without the words that any agreement has
_ALIKE = 86.0  # word-sorted similarity, set by hand: a word swapped or misspelt passes


@dataclass(frozen=True, slots=True)
class Agreement:
    """A named agreement. ``date`` is that of signature or adoption; ``parties`` are ISO 3166-1 alpha-3 codes."""

    id: str
    name: str
    aliases: tuple[str, ...]
    date: date | None
    parties: tuple[str, ...]
    source: str


class Agreements:
    """The agreements table, looked up by name."""

    def __init__(self) -> None:
        self.all: tuple[Agreement, ...] = tuple(
            Agreement(r["id"], r["name"], listed(r["aliases"]), day(r["date"]), listed(r["parties"]), r["source"])
            for r in rows("agreements")
        )
        self._by_name: dict[str, Agreement] = {}
        self._by_words: dict[str, Agreement] = {}
        for agreement in self.all:
            for written in (agreement.name, *agreement.aliases):
                self._by_name.setdefault(name_key(written), agreement)
                if len(written.split()) > 1:
                    self._by_words.setdefault(_sorted_words(written), agreement)
        self.find = lru_cache(maxsize=8192)(self._find)

    def _find(self, name: str) -> Agreement | None:
        """The agreement that a name stands for, or None; word order and one garbled word are forgiven."""
        if found := self._by_name.get(name_key(name)):
            return found
        told = _sorted_words(name)
        if len(told.split()) < 2:
            return None
        best = process.extractOne(told, self._by_words.keys(), scorer=fuzz.ratio, score_cutoff=_ALIKE)
        if best is None or _numbers(best[0]) != _numbers(told):
            return None
        return self._by_words[best[0]] if fuzz.ratio(_telling(best[0]), _telling(told)) >= _TELLING_ALIKE else None


def _sorted_words(written: str) -> str:
    return " ".join(sorted(w for w in fold(written).split() if w not in _UNTELLING))


def _telling(written: str) -> str:
    return " ".join(w for w in written.split() if w not in _GENERIC)


def _numbers(written: str) -> set[str]:
    return {w for w in written.split() if w.isdigit() or w in {"i", "ii", "iii", "iv", "new"}}
