"""Small things that every part of the view writes alike."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date, timedelta

from legation.nouns import Record, When

NOBODY = "(not named)"


def plain(text: str) -> str:
    """The text on one line, character for character: what would steer a terminal or turn the direction of
    writing is replaced."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else _shown(c) for c in text)


def _shown(character: str) -> str:
    category = unicodedata.category(character)
    return " " if character in "\n\r\t\v\f" or category.startswith("Z") else "\N{REPLACEMENT CHARACTER}"


def clipped(text: str, most: int) -> str:
    """At most ``most`` characters: the beginning and the end, where it is longer."""
    text = " ".join(plain(text).split())
    if len(text) <= most:
        return text
    beginning = text[: most * 2 // 3].rsplit(" ", 1)[0]
    end = text[-(most // 3) :].split(" ", 1)[-1]
    return f"{beginning} … {end}"


def name(record: Record, id: str | None) -> str:
    """An actor's or an agreement's name; the id itself for one that the record doesn't hold."""
    if id is None:
        return NOBODY
    known = {one.id: one.name for one in record.agreements} | {one.id: one.name for one in record.actors}
    return plain(known.get(id, id))


def names(record: Record, ids: Sequence[str]) -> str:
    """``A, B and C``."""
    every = [name(record, id) for id in ids]
    if not every:
        return NOBODY
    return " and ".join(filter(None, (", ".join(every[:-1]), every[-1])))


def day(value: date) -> str:
    return f"{value.day} {value:%B} {value.year}"


def when(time: When) -> str:
    """``11 March 2025``, ``March 2025``, ``2025``, ``week of 10 March 2025``, ``1 March 2025 to 31 May 2025``;
    the report's own words for a time without bounds."""
    value = time.value
    if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return day(date.fromisoformat(value))
    if re.fullmatch(r"\d{4}-\d\d", value):
        return f"{date.fromisoformat(value + '-01'):%B %Y}"
    if re.fullmatch(r"\d{4}-W\d\d", value) and time.start:
        return f"week of {day(time.start)}"
    if re.fullmatch(r"\d{4}", value):
        return value
    if time.start and time.end:
        return _between(time.start, time.end)
    return clipped(time.span.text, 40) if time.span else plain(value)


def _between(start: date, end: date) -> str:
    return day(start) if end - start < timedelta(days=1) else f"{day(start)} to {day(end)}"
