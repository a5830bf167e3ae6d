"""The words and the grammar of time expressions, read from ``tables/times_words.tsv`` and ``times_patterns.tsv``.

Each kind of word is one private character, so a sentence becomes a string and the whole grammar one compiled
regular expression: one pass a sentence, whatever the number of rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import islice

FIRST = 0xE000  # Unicode's private use area: these characters mean nothing else
OTHER = "."
NUMERIC_KINDS = ("day", "year", "int", "float", "clock", "iso", "numeric", "ordinal", "decade", "fraction", "dot")
IDLE = frozenset("the a comma dot dash open poss owner to of and in on that for by as from at".split())
"""Kinds of words that are common and no time by themselves, however many of them stand in a row."""
_ATOM = re.compile(r"[A-Z]+[A-Z]|[a-z_]+|\s+")


@dataclass(frozen=True, slots=True)
class Entry:
    """What a word may be in a time expression."""

    kind: str
    value: str
    upos: frozenset[str]
    capital: bool


@dataclass(frozen=True, slots=True)
class Grammar:
    """``pattern``'s groups are named ``rule__number``. ``idle`` is a whole run of words that are IDLE."""

    pattern: re.Pattern[str]
    idle: re.Pattern[str]
    letters: dict[str, str]


def rows(table: str) -> Iterator[list[str]]:
    """The cells of each row of a table of this package, without comments and the header."""
    for line in lines(table):
        yield line.split("\t")


def lines(table: str) -> Iterator[str]:
    """The same rows, each in one piece."""
    text = files("legation.coding").joinpath("tables", f"{table}.tsv").read_text(encoding="utf-8")
    told = (line for line in text.split("\n") if line and not line.startswith("#"))
    yield from islice(told, 1, None)


@cache
def words() -> dict[str, Entry]:
    """Lower-cased word to its entry."""
    return {
        word: Entry(kind, value, frozenset(filter(None, upos.split(","))), case == "cap")
        for word, kind, value, upos, case in rows("times_words")
    }


@cache
def grammar() -> Grammar:
    """The compiled grammar. Raises ValueError for a pattern that names no known kind."""
    kinds = sorted({e.kind for e in words().values()} | set(NUMERIC_KINDS))
    letters = {kind: chr(FIRST + i) for i, kind in enumerate(kinds)}
    parts: dict[str, str] = {}
    branches: list[str] = []
    for rule, written in rows("times_patterns"):
        compiled = _compiled(written, letters, parts)
        if rule.isupper():
            parts[rule] = compiled
        else:
            branches.append(f"(?P<{rule}__{len(branches)}>{compiled})")
    idle = "".join(letters[kind] for kind in IDLE)
    return Grammar(
        re.compile(f"(?!\\.)(?:{'|'.join(branches)})"), re.compile(f"(?<![^.])[{idle}]+(?![^.])"), letters
    )


def _compiled(written: str, letters: dict[str, str], parts: dict[str, str]) -> str:
    def one(found: re.Match[str]) -> str:
        atom = found[0]
        if atom.isspace():
            return ""
        known = parts.get(atom) or letters.get(atom)
        if known is None:
            raise ValueError(f"times_patterns.tsv: no kind or part is called {atom!r}, in {written!r}")
        return known

    return re.sub(r"\((?!\?)", "(?:", _ATOM.sub(one, written))
