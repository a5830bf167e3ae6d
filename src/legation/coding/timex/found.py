"""What the grammar found, and what is known where it was found."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from legation.coding.timex import calendar
from legation.coding.timex.tense import Tense
from legation.coding.timex.tokens import Token
from legation.nouns.time import TimeType


@dataclass(frozen=True, slots=True)
class Value:
    """A value with bounds of its own where they differ from those of the value. ``told``: the day or the
    period that later expressions such as "two days later" count from. ``dayless``: a clock time whose day its
    sentence has not told yet. ``cut``: so many tokens at the end are no part of the time."""

    type: TimeType
    value: str
    bounds: calendar.Bounds | None = None
    told: bool = True
    dayless: bool = False
    cut: int = 0

    @property
    def ends(self) -> calendar.Bounds:
        return self.bounds if self.bounds is not None else calendar.bounds(self.value)


_STORY = 3  # so many old full dates in a row make the text a history
NOTHING = Value("DATE", "")
"""For words of a time that tell none, such as an age."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What is known before an expression. ``published``: the report's day; ``told``: the value of the time told
    last, in which ``sentence``; ``old``: how many dates in a row were over a year before the report; ``quarter``:
    the quarter told last, until a year is told; ``history``: the whole text tells of years long over."""

    published: date | None
    told: str | None = None
    old: int = 0
    sentence: int = -1
    quarter: str | None = None
    history: bool = False

    @property
    def is_history(self) -> bool:
        """Whether the text, or the stretch of it read last, tells of years long over."""
        return self.history or self.old >= _STORY

    def near(self, sentence: int) -> bool:
        """Whether the time told last stands in this sentence or the one before."""
        return 0 <= sentence - self.sentence <= 1

    def after(self, value: Value, sentence: int) -> Reading:
        """The reading once a time of this value is told."""
        day = value.value.partition("T")[0]
        if not value.told or not _ANCHOR.fullmatch(day):
            return self
        past = self.published is not None and int(day[:4]) < self.published.year - 1
        if self.history and self.published and not past:
            return self  # "to this day": the story goes on where it was
        old = self.old + (len(day) > 4) if past else 0
        quarter = day if "Q" in day else self.quarter if len(day) > 4 else None
        return replace(self, told=day, old=old, sentence=sentence, quarter=quarter)


_ANCHOR = re.compile(r"\d{4}(-\d\d){0,2}|\d{4}-[WQ]\d{1,2}")


@dataclass(frozen=True, slots=True)
class Found:
    """The tokens of one expression, and some that follow (``rest``). ``tense()``: which way the governing verb
    points; ``before``: the kind of the token before it; ``rate``: a noun or an amount stands right before it."""

    tokens: tuple[Token, ...]
    rest: tuple[Token, ...]
    reading: Reading
    tense: Callable[[], Tense | None]
    before: str = ""
    rate: bool = False

    @property
    def after(self) -> str:
        """The kind of the token that follows."""
        return self.rest[0].kind if self.rest else ""

    @property
    def published(self) -> date | None:
        return self.reading.published

    @property
    def told(self) -> str | None:
        return self.reading.told

    def has(self, *kinds: str) -> bool:
        return any(t.kind in kinds for t in self.tokens)

    def first(self, *kinds: str) -> Token | None:
        return next((t for t in self.tokens if t.kind in kinds), None)

    def last(self, *kinds: str) -> Token | None:
        return next((t for t in reversed(self.tokens) if t.kind in kinds), None)

    def value(self, *kinds: str) -> str | None:
        token = self.first(*kinds)
        return token.value if token else None

    def anchor(self, unit: str = "D") -> date | None:
        """The first day of the time told before; None where that time is longer than the unit to count in."""
        if not self.told or _SIZES.get(unit, 0) < _SIZES[_size(self.told)]:
            return None
        return calendar.bounds(self.told)[0]


_SIZES = {"D": 0, "W": 1, "WE": 1, "FN": 1, "M": 2, "Q": 3, "Y": 4, "DE": 5, "CE": 6, "ML": 7}


def _size(value: str) -> str:
    if len(value) == 4:
        return "Y"
    return value[5] if value[5] in "WQ" else "M" if len(value) == 7 else "D"


_SPELLED = frozenset({"number", "tens", "scale"})
_NUMBERS = frozenset({"day", "year", "int", "float"}) | _SPELLED


def amount(found: Found) -> float | None:
    """How many: of the words before the unit. None for "several" and for no number at all."""
    vague = found.has("vague") and found.tokens[0].kind != "as"  # but "as many as ten"
    if vague or (found.has("some") and not found.has(*_NUMBERS)):
        return None
    half = _part(found)
    dozen = found.first("dozen")
    if dozen:
        return 12 * (_cardinal(found) or 1)
    if found.has("couple"):
        return 2 + half
    number = _cardinal(found)
    if number is not None:
        return number * int(found.value("magnitude") or 1) + half
    if half:
        one = found.first("a"), found.first("half")
        both = one[0] and one[1] and one[0].start < one[1].start and found.has("and")
        return 1.5 if both else 0.5
    return 1.0 if found.has("a") else None


def _part(found: Found) -> float:
    """The half of "two and a half", the 0.75 of "3/4"."""
    fraction = found.value("fraction")
    if fraction:
        over, under = (int(n) for n in fraction.split("/"))
        return over / under
    return 0.5 if found.has("half") else 0.0


def _cardinal(found: Found) -> float | None:
    numbers: list[Token] = []
    for token in found.tokens:
        if token.kind in _NUMBERS:
            numbers.append(token)
        elif numbers and token.kind != "dash":
            break
    if not numbers:
        return None
    if numbers[0].kind in _SPELLED:
        return float(spelled([int(t.value) for t in numbers if t.kind in _SPELLED]))
    return digits(numbers[0].value)


_FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75}


def digits(text: str) -> float:
    """The number that digits with commas, a point or a fraction sign write."""
    fraction = _FRACTIONS.get(text[-1], 0.0)
    return float((text[:-1] if fraction else text).replace(",", "") or 0) + fraction


def spelled_out(found: Found) -> int:
    """The number that the number words of an expression write."""
    return spelled([int(t.value) for t in found.tokens if t.kind in _SPELLED])


def spelled(values: list[int]) -> int:
    """The number of spelled parts: [2, 1000] is 2000, [20, 5] 25, [19, 90, 6] 1996."""
    if len(values) > 1 and 10 <= values[0] < 21 and 10 <= values[1] < 100:
        return values[0] * 100 + sum(values[1:])
    total = current = 0
    for value in values:
        if value >= 1000:
            total += (current or 1) * value
            current = 0
        elif value == 100:
            current = (current or 1) * 100
        else:
            current += value
    return total + current
