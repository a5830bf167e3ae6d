"""What titles and given names tell of a person's gender."""

from __future__ import annotations

from legation.coding.cast.words import genders, honorifics
from legation.knowledge.spelling import fold
from legation.language.sentence import Sentence


def style_before(sentence: Sentence, start: int) -> str | None:
    """The title before the name at ``start`` that tells a gender: "Mrs.", "Queen"."""
    before = sentence.words[start - 1].text if start else ""
    title = before.lower().rstrip(".")
    return before if before[:1].isupper() and title in honorifics() and title in genders() else None


def styled(style: str | None) -> str | None:
    """The gender, f or m, that a title tells."""
    return genders().get(style.lower().rstrip(".")) if style else None


def given_gender(name: str) -> str | None:
    """The gender, f or m, that a full name's first word tells."""
    first, _, rest = fold(name).partition(" ")
    return genders().get(first) if rest else None


def clash(one: str | None, other: str | None) -> bool:
    """Whether two genders are known and differ."""
    return one is not None and other is not None and one != other
