"""A name in a report, and its words: where it begins and ends, its head, its text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from legation.coding.cast.uses import Use
from legation.coding.cast.words import listed
from legation.language.sentence import Sentence

NamedKind = Literal["country", "organisation", "group", "person"]
_LOOSE = frozenset(("PUNCT", "PART", "ADP", "CCONJ", "DET"))  # no name ends so


@dataclass(frozen=True, slots=True)
class Named:
    """A name: words ``[start, end)`` of a sentence. ``id`` is the known entity that is written so, if any.

    ``use`` tells a doer from a mere modifier ("Iran policy") and a mere place ("in Tehran"). ``seat`` is the
    state of a body that no table knows.
    """

    sentence: int
    start: int
    end: int
    head: int
    text: str
    kind: NamedKind
    id: str | None
    use: Use
    seat: str | None = None


def head_of(sentence: Sentence, start: int, end: int) -> int:
    """The word of ``[start, end)`` that depends on a word outside of it."""
    for i in range(start, end):
        word = sentence.words[i]
        if not start <= word.head < end and word.deprel != "punct":
            return i
    return end - 1


def written(sentence: Sentence, start: int, end: int) -> str:
    """The words as text, spaced as in the report, on one line."""
    out = []
    for i in range(start, end):
        word = sentence.words[i]
        if i > start and word.start > sentence.words[i - 1].end:
            out.append(" ")
        out.append(word.text)
    return " ".join("".join(out).split()).strip("*_[]()#")


def trimmed(sentence: Sentence, start: int, end: int) -> tuple[int, int]:
    """Without articles, possessive endings and marks at the edges."""
    w = sentence.words
    while end - start > 1 and _dated(sentence, end):
        end -= 1
    while start < end and (w[start].upos in ("DET", "PUNCT", "ADP") or not w[start].text[0].isalnum()):
        start += 1
    while end > start and (w[end - 1].upos in _LOOSE or not w[end - 1].text[-1].isalnum()):
        end -= 1
    return start, end


def letters(text: str) -> bool:
    """Whether a word is an abbreviation in capitals: "US"."""
    return text.isupper() and len(text) <= 5


def _dated(sentence: Sentence, end: int) -> bool:
    """Whether a name ends in a day ("Clinton Thursday") or in a month before its day; "May" may be a surname."""
    w = sentence.words
    last = w[end - 1].text.lower()
    return last in listed("weekdays") or (
        last in listed("months") and (end == len(w) or w[end].upos == "NUM" or w[end].text[0].isdigit())
    )
