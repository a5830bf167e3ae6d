"""Every written form that the knowledge tables hold, found in a sentence in one pass from left to right."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from legation.knowledge import Knowledge, by_knowledge
from legation.knowledge.tables import loading
from legation.language.sentence import Sentence, remembered

Piece = tuple[str, str, int]
"""A piece of a word: in lower case, as written, and the word's index in its sentence."""
HitKind = Literal["country", "organisation", "group", "agreement", "person", "role"]

_PIECES = re.compile(r"[^\W_]+")
_FIRST: dict[str, int] = {"country": 0, "agreement": 1, "organisation": 2, "group": 3, "person": 4}
_KINDS: dict[str, HitKind] = {k: k for k in get_args(HitKind)}
_BARRIER = "|"
_JOINING = frozenset("-‐‑–'’.+")


@dataclass(frozen=True, slots=True)
class Hit:
    """Words ``[start, end)`` of a sentence that are a written form of ``id``."""

    start: int
    end: int
    id: str
    kind: HitKind


@dataclass(slots=True)
class _Node:
    below: dict[str, _Node]
    ends: list[tuple[str, HitKind, tuple[bool, ...], str]]


class Forms:
    """Written forms, looked up word by word. Case counts where the form itself has it: "US" is not "us"."""

    def __init__(self, forms: Iterable[tuple[str, str, HitKind]]) -> None:
        self._root = _Node({}, [])
        for written, identity, kind in forms:
            self._add(written, identity, kind)

    def _add(self, written: str, identity: str, kind: HitKind) -> None:
        pieces = _PIECES.findall(written.replace(".", ""))
        if pieces and pieces[0].lower() == "the":
            pieces = pieces[1:]
        if not pieces:
            return
        node = self._root
        for piece in map(str.lower, pieces):
            if piece not in node.below:
                node.below[piece] = _Node({}, [])
            node = node.below[piece]
        capital = tuple(p[0].isupper() for p in pieces)
        lettered = len(pieces) == 1 and len(pieces[0]) <= 5 and not pieces[0][1:].islower() and pieces[0][1:]
        node.ends.append((identity, kind, capital, pieces[0] if lettered else ""))
        node.ends.sort(key=lambda end: _FIRST.get(end[1], 9))

    def find(self, sentence: Sentence) -> tuple[Hit, ...]:
        """The longest forms, left to right, without overlap."""
        return _found(sentence, self)

    def hits(self, pieces: Sequence[Piece]) -> Iterator[Hit]:
        """The same of a sentence in pieces."""
        at = 0
        below = self._root.below
        while at < len(pieces):
            if pieces[at][0] in below and (found := self._longest(pieces, at)):
                hit, at = found
                yield hit
            else:
                at += 1

    def _longest(self, pieces: Sequence[Piece], at: int) -> tuple[Hit, int] | None:
        node, best, i = self._root, None, at
        while i < len(pieces) and (below := node.below.get(pieces[i][0])):
            node, i = below, i + 1
            if node.ends and (i == len(pieces) or pieces[i][2] != pieces[i - 1][2]):
                for identity, kind, capital, letters in node.ends:
                    if _cased(pieces, at, capital, letters):
                        best = Hit(pieces[at][2], pieces[i - 1][2] + 1, identity, kind), i
                        break
        return best


def _cased(pieces: Sequence[Piece], at: int, capital: tuple[bool, ...], letters: str) -> bool:
    """``letters`` is a short form with capitals inside ("US", "LeT"), which no other case stands for."""
    if letters:
        return pieces[at][1].isupper() or pieces[at][1] == letters
    return all(pieces[at + k][1][0].isupper() for k, big in enumerate(capital) if big)


@remembered
def _found(sentence: Sentence, forms: Forms) -> tuple[Hit, ...]:
    return tuple(forms.hits(_pieces(sentence)))


@remembered
def _pieces(sentence: Sentence) -> list[Piece]:
    """The pieces of a sentence's words; hyphens and apostrophes join, other marks part."""
    out: list[Piece] = []
    for i, word in enumerate(sentence.words):
        text = word.text
        if text.isalnum():
            out.append((text.lower(), text, i))
        elif text.lower().startswith("pro-"):  # whom somebody is for is not whose he is: "pro-Lima farmers"
            out.append((_BARRIER, _BARRIER, i))
        elif text not in _JOINING:
            found = _PIECES.findall(text.replace(".", ""))
            out += [(p.lower(), p, i) for p in found] or [(_BARRIER, _BARRIER, i)]
    return out


@by_knowledge
@loading()
def known() -> Forms:
    """The forms of states, organisations, armed groups, agreements and persons (by full name, unless a user's own
    table has another)."""
    knowledge = Knowledge.load()
    forms = [
        (written, identity, _KINDS[kind])
        for written, identity, kind in knowledge.surfaces()
        if kind != "person" or len(_PIECES.findall(written.replace(".", ""))) > 1 or knowledge.own(identity)
    ]
    demonyms = [(w.title(), f.iso3) for w, f in knowledge.countries.names() if f.form == "demonym"]
    return Forms([*forms, *((written, iso3, _KINDS["country"]) for written, iso3 in demonyms)])
