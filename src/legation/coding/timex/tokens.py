"""A document as a string of kinds, one letter a token, and the tokens behind it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from legation.coding.timex.lexicon import OTHER, Entry, grammar, words
from legation.language.sentence import Sentence, Word

_PIECES = re.compile(r"[ap]\.m\.?|\d+0s|\d+(?:st|nd|rd|th)\b|\d+(?:[.,:/]\d+)*|[^\W\d]+|[^\w\s]|_", re.IGNORECASE)
_PLAIN_TAGS = frozenset({"", "X", "_"})
_FORMS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("iso", re.compile(r"\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2})?Z?)?$")),
    ("numeric", re.compile(r"\d{1,2}[/.]\d{1,2}[/.](?:\d{4}|\d{2})$|\d{4}/\d{1,2}/\d{1,2}$")),
    ("clock", re.compile(r"(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?$")),
    ("clock", re.compile(r"(?:[01]\d|2[0-3])[0-5]\d(?=h$|z$)", re.IGNORECASE)),
    ("decade", re.compile(r"(?:[12]\d\d0['’]?s|['’]?[1-9]0s)$")),
    ("fraction", re.compile(r"[13]/[234]$")),
    ("ordinal", re.compile(r"\d{1,2}(?:st|nd|rd|th)$", re.IGNORECASE)),
    ("float", re.compile(r"\d*\.\d+$|\d+[½¼¾]$|\d{1,3}(?:,\d{3})+$")),
)
_DIGITS = re.compile(r"[\d/.:]+$")  # "7" and ":45", "12/03" and "/2025": one number where the words were cut so
_ADDRESS = re.compile(r"[_@#]|www\.|[a-z]/|/[a-z]|\.[a-z]{2,}[/.]")  # no time is told inside a web address
_HOUR = re.compile(r"(\d{1,2}(?:[:.]\d{2})?)([ap]\.?m\.?)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a word: its kind in the grammar and what it gives. ``sentence`` and ``word`` are indices."""

    kind: str
    value: str
    start: int
    end: int
    sentence: int
    word: int


_CUT = Token("", "", 0, 0, -1, -1)


def stream(sentences: Sequence[Sentence]) -> list[Token]:
    """The tokens of a document, with an empty one between sentences.

    None stands after an abbreviated month or "a.m.": a boundary there is mostly a slip ("on Sept. | 30").
    """
    out: list[Token] = []
    for at, sentence in enumerate(sentences):
        if out and not _abbreviated(out):
            out.append(_CUT)
        _read(sentence, at, out)
    return out


def _abbreviated(out: list[Token]) -> bool:
    last = out[-1]
    if last.kind == "dot" and len(out) > 1 and out[-2].end == last.start:
        out_of = out[-2].kind
        return out_of in ("month_short", "am", "pm", "am_cut", "pm_cut")
    return last.kind in ("am", "pm")


def _read(sentence: Sentence, at: int, out: list[Token]) -> None:
    """Adds the tokens of a sentence; a word such as "mid-2019" or "10am" gives several."""
    known = words()
    cut = 0
    for i, word in enumerate(sentence.words):
        if i < cut:
            continue
        low = word.text.lower()
        entry = known.get(low)
        if entry is not None:
            out.append(Token(_kind(entry, word), entry.value, word.start, word.end, at, i))
        elif low.isalpha():
            out.append(Token("", low, word.start, word.end, at, i))
        elif (joined := _joined(sentence.words, i)) is not None:
            number, cut = joined
            out.append(Token(number_kind(number), number, word.start, sentence.words[cut - 1].end, at, i))
        else:
            out.extend(_composed(word, low, at, i))


def _joined(found: Sequence[Word], first: int) -> tuple[str, int] | None:
    """The number that several touching words from ``first`` on write, and the word after it; None for one word."""
    number, last = "", first
    while last < len(found) and _DIGITS.match(found[last].text) and (last == first or _touch(found, last)):
        number, last = number + found[last].text, last + 1
    return (number, last) if last > first + 1 and number_kind(number) else None


def _touch(found: Sequence[Word], i: int) -> bool:
    return found[i].start == found[i - 1].end


def letters(found: list[Token]) -> str:
    """One letter a token, ``.`` for those of no kind, and for words that only have one beside a time's."""
    code = grammar().letters
    line = "".join([code[t.kind] if t.kind else OTHER for t in found])
    return grammar().idle.sub(lambda run: OTHER * len(run[0]), line)


def _kind(entry: Entry, word: Word) -> str:
    if entry.capital and word.text[0].islower():
        return ""
    if entry.upos and word.upos not in entry.upos and word.upos not in _PLAIN_TAGS:
        return ""
    return entry.kind


def _composed(word: Word, low: str, at: int, i: int) -> list[Token]:
    kind = number_kind(low)
    if kind:
        return [Token(kind, low, word.start, word.end, at, i)]
    if low == ".":
        return [Token("dot", low, word.start, word.end, at, i)]
    entry = words().get(low[:-1]) if low.endswith(".") else None
    if entry is not None:
        end = word.end - 1
        kind = _kind(entry, word)
        return [Token(kind, entry.value, word.start, end, at, i), Token("dot", ".", end, word.end, at, i)]
    hour = _HOUR.match(low)
    if hour:
        cut = word.start + hour.end(1)
        first = Token(number_kind(hour[1]), hour[1], word.start, cut, at, i)
        return [first, Token("am" if hour[2][0] == "a" else "pm", "", cut, word.end, at, i)]
    return [Token("", low, word.start, word.end, at, i)] if _ADDRESS.search(low) else _pieces(word, at, i)


def _pieces(word: Word, at: int, i: int) -> list[Token]:
    out = []
    for piece in _PIECES.finditer(word.text):
        low = piece[0].lower()
        entry = words().get(low)
        kind = entry.kind if entry else number_kind(low)
        value = entry.value if entry else low
        out.append(Token(kind, value, word.start + piece.start(), word.start + piece.end(), at, i))
    return out


def number_kind(low: str) -> str:
    """The kind of a word written in digits; empty for another."""
    if low.isdecimal():
        if len(low) == 4 and 1000 <= int(low) <= 2100:
            return "year"
        return "day" if len(low) < 3 and 1 <= int(low) <= 31 else "int"
    if not any(c.isdigit() for c in low):
        return ""
    return next((kind for kind, form in _FORMS if form.match(low)), "")
