"""The patterns of PETRARCH's verb dictionaries: words that stand around a verb, its sides among them.

A pattern has a ``*`` for its verb: ``- MINISTER * {FERRY TALKS} (WITH +) [040]``. What stands in braces, in
brackets or between underscores is a phrase, ``&NAME`` any word of a set. Articles are left out. ``$`` is who acts
and ``+`` whom it is done to: the subject and the object, unless a preposition before the mark says otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod
from typing import Literal

from legation.exceptions import TableError
from legation.knowledge.petrarch import Line

Where = Literal["leading", "trailing"]
Need = tuple[Where, frozenset[str]]
Phrase = tuple[str, ...]
Sets = Mapping[str, Sequence[Phrase]]

MOST = 10_000  # phrases that one need is written out as, over all words of its sets

_PIECE = re.compile(r"\(([^()]*)\)|\{([^{}]*)\}|([^\s(){}]+)")
_PARTED = re.compile(r"[\s_{}]+")
_SOURCE, _TARGET = "$", "+"
_OTHERS = frozenset("^%")  # an actor to be passed over; two who act together
_ARTICLES = frozenset(("A", "AN", "THE"))


class SkippedError(TableError):
    """What is well written but is more than a row can tell. ``reason`` says why, for many lines alike."""

    def __init__(self, line: Line, reason: str) -> None:
        super().__init__(f"{line.path}:{line.number}: {reason}")
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Around:
    """What a pattern asks for around its verb: words in lower case, before or behind it, of each need one. Its
    sides' slots, none where they are the usual ones."""

    needs: tuple[Need, ...] = ()
    sources: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()


ALONE = Around()
"""A verb of which nothing more is asked."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A word of its own, or a phrase."""

    words: Phrase
    bracketed: bool

    def slot(self, mark: str) -> str | None:
        """The preposition before a mark: "from" of ``(FROM $)``."""
        return self.words[0].lower() if len(self.words) == 2 and self.words[1] == mark else None


def around(line: Line, pattern: str, sets: Sets) -> Around:
    """What stands around the ``*`` of a pattern. Raises TableError for one that can't be read, and SkippedError
    for one that asks for what a row can't: other actors, sides in another order."""
    before, star, behind = pattern.partition("*")
    if not star or "*" in behind:
        raise line.error("a pattern has one * for its verb")
    leading, trailing = list(_pieces(line, before)), list(_pieces(line, behind))
    if any(_OTHERS.intersection(p.words) for p in (*leading, *trailing)):
        raise SkippedError(line, "^ or % in a pattern")
    sources, targets = _sides(line, leading, trailing)
    told: list[tuple[Where, Phrase]] = [("leading", (w,)) for p in leading for w in _plain(p.words)]
    told += [("trailing", words) for p in trailing if (words := _plain(p.words))]
    return Around(tuple((where, _written(line, words, sets)) for where, words in told), sources, targets)


def _pieces(line: Line, text: str) -> Iterator[_Piece]:
    if set(_PIECE.sub("", text)) & set("(){}"):
        raise line.error("a pattern's brackets don't match")
    for found in _PIECE.finditer(text):
        words = phrase(found[0])
        if words:
            yield _Piece(words, found[3] is None)


def phrase(text: str) -> Phrase:
    """The words of a phrase, in whatever it is wrapped."""
    return tuple(w for w in _PARTED.split(text.strip("() ")) if w)


def _sides(
    line: Line, leading: Sequence[_Piece], trailing: Sequence[_Piece]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The slots of sources and targets, as far as a pattern's marks tell others than the usual ones."""
    source, target = _slot(line, trailing, _SOURCE), _slot(line, trailing, _TARGET)
    ahead = [p for p in leading if {_SOURCE, _TARGET}.intersection(p.words)]
    turned = any(_TARGET in p.words for p in ahead)
    if (source is not None) != turned or (turned and target) or len(ahead) > 1 or any(p.bracketed for p in ahead):
        raise SkippedError(line, "$ and + where no row can have them")
    return (source,) if source else (), ("subj",) if turned else (target,) if target else ()


def _slot(line: Line, pieces: Sequence[_Piece], mark: str) -> str | None:
    """The preposition before a mark behind the verb; None where the mark isn't there, or is the plain target."""
    marked = [n for n, p in enumerate(pieces) if mark in p.words]
    if not marked:
        return None
    at = marked[0]
    inside, before = pieces[at].slot(mark), pieces[at - 1] if at else None
    if inside is None and before is not None and before.bracketed and len(before.words) == 1:
        inside = before.words[0].lower()  # "(IN) $"
    alone = pieces[at].words == (mark,) and not pieces[at].bracketed
    if len(marked) > 1 or (inside is None and (mark == _SOURCE or not alone)):
        raise SkippedError(line, "$ and + where no row can have them")
    return inside


def _plain(words: Phrase) -> Phrase:
    """A phrase without articles and marks."""
    return tuple(w for w in words if w not in _ARTICLES | {_SOURCE, _TARGET})


def _written(line: Line, words: Phrase, sets: Sets) -> frozenset[str]:
    """What a phrase may be, in lower case: with each word of the sets that it names. Raises TableError for a set
    that isn't there, and SkippedError for a phrase that may be too much."""
    choices = [_members(line, word, sets, ()) for word in words]
    if prod(map(len, choices)) > MOST:
        raise SkippedError(line, "too many phrases by the sets of one pattern")
    return frozenset(" ".join(w for part in chosen for w in part).lower() for chosen in product(*choices))


def _members(line: Line, word: str, sets: Sets, above: tuple[str, ...]) -> list[Phrase]:
    """The phrases that a word stands for: itself, or those of a set and of the sets in it."""
    if not word.startswith("&"):
        return [(word,)]
    name = word.strip("&_")
    if name not in sets or name in above:
        raise line.error(f"&{name} names no set" if name not in sets else f"the set &{name} holds itself")
    members = (_plain(m) for m in sets[name])
    parts = ([_members(line, w, sets, (*above, name)) for w in m] for m in members if m)
    return [tuple(w for part in chosen for w in part) for choices in parts for chosen in product(*choices)]
