"""Durations, sets and vague references: from a found expression to its TIMEX3 value."""

from __future__ import annotations

from dataclasses import replace

from legation.coding.timex import calendar
from legation.coding.timex.found import NOTHING, Found, Value, amount
from legation.coding.timex.tokens import Token

_COUNTS = ("number", "tens", "scale", "day", "int")
_MEASURING = frozenset({"in", "for", "within", "after", "before", "during", "least", "than", "a"})


def day_count(found: Found) -> Value | None:
    """``the third day``, ``the day`` of "the day before the vote": the day told right before ("on 5 May, the third
    day of …"), the report's own in "it is the third day", else one that is not known."""
    unit = found.last("unit")
    if unit is None or unit.value != "D":
        return None
    if found.before in ("comma", "dash") and found.reading.sentence == found.tokens[0].sentence:
        day = found.anchor()
    else:
        day = found.published if found.has("ordinal") and found.tense() == "present" else None
    return Value("DATE", day.isoformat() if day else calendar.UNKNOWN["D"], told=False)


def window(found: Found) -> Value | None:
    """``the past decade``, ``the next two weeks``: a duration that ends or starts with publication."""
    unit = found.last("unit", "units")
    if unit is None:
        return None
    if found.has("recent", "current") and not found.has(*_COUNTS, "vague", "couple"):
        return Value("DATE", "PAST_REF" if found.has("recent") else "PRESENT_REF")
    count = amount(found) if found.has(*_COUNTS, "vague", "couple", "dozen", "half", "a") else None
    if count is None and found.tokens[0].kind == "past" and len(found.tokens) == 2 and unit.kind == "units":
        return Value("DATE", "PAST_REF", told=False)  # "in past years"
    if unit.kind == "unit":
        count = amount(found) or 1.0
    ends = None
    base = found.published
    if base is not None and count is not None and not found.has("previous", "following"):
        moved = calendar.shift(base, (1 if found.has("next", "coming") else -1) * count, unit.value)
        ends = ((base, moved) if moved and moved > base else (moved, base)) if moved else None
    return Value("DURATION", calendar.duration(count, unit.value), ends or (None, None), told=False)


def duration(found: Found) -> Value | None:
    """``for six months``, ``three-year``, ``decades-long``, ``two and a half years``."""
    if lasting := found.value("lasting"):
        return Value("DURATION", lasting, (None, None), told=False)
    if found.has("while", "time", "period"):
        return Value("DURATION", "PXX", (None, None), told=False)
    unit = found.first("unit", "units", "night", "nights")
    if unit is None:
        return None
    if is_quarter_century(found):
        return Value("DURATION", "P25Y", (None, None), told=False)
    if [t.kind for t in found.tokens[-2:]] == ["unit", "unit"]:
        return None
    if found.has("old") and found.tokens[0].kind not in ("unit", "units"):
        return NOTHING
    if [t.kind for t in found.rest[:2]] == ["dash", "to"]:
        return NOTHING  # "a day-to-day struggle"
    if unit.value == "Q" and (found.has("a", "some", "dash") or (found.after == "of" and not found.has("vague"))):
        return NOTHING  # a fraction, or "in some quarters"
    if found.rate and len(found.tokens) == 2 and found.tokens[0].kind == "a":
        speed = unit.value.startswith("T")  # "60 miles an hour"
        return NOTHING if speed else Value("SET", calendar.duration(1.0, unit.value), told=False)
    if [t.kind for t in found.tokens] == ["some", "unit"] and unit.value == "D":
        return Value("DATE", "FUTURE_REF", told=False)
    one_day = [t.value for t in found.tokens] == ["1", "D"] and found.before not in _MEASURING
    if one_day and found.tense() == "future":
        return Value("DATE", "FUTURE_REF", told=False)  # "peace will one day come"
    count = amount(found)
    if count is None and unit.kind == "unit":
        if not found.has("long", "old", "whole", "vague", "some"):
            return None
        count = None if found.has("vague", "some") else 1.0
    value = calendar.duration(count, unit.value) + _rest(found, unit)
    return Value("DURATION", value, (None, None), told=False)


def is_quarter_century(found: Found) -> bool:
    return [t.value for t in found.tokens if t.kind == "unit"] == ["Q", "CE"]


def _rest(found: Found, unit: Token) -> str:
    """``20M`` of "two hours and 20 minutes": the smaller part in a duration of two."""
    last = found.last("unit", "units")
    if last is None or last is unit:
        return ""
    count = amount(replace(found, tokens=tuple(t for t in found.tokens if t.start > unit.start)))
    if count is None:
        return ""
    small, large = calendar.duration(count, last.value)[1:], calendar.duration(1, unit.value)
    return small.removeprefix("T") if "T" in large else small


def range(found: Found) -> Value | None:
    """The second year of ``2015-16`` or ``2015-2018``."""
    first, second = found.told or "", found.tokens[0].value
    year = first[:2] + second if len(second) == 2 else second
    if len(first) != 4 or len(year) != 4 or not 0 < int(year) - int(first) < 200:
        return None
    return Value("DATE", year)


def set(found: Found) -> Value | None:
    """``every week``, ``daily``, ``each July``, ``Mondays``."""
    word = found.value("set")
    if word:
        return Value("SET", word, told=False)
    part = found.value("daypart", "night", "dayparts", "nights")
    if nth := found.value("weekday", "weekdays"):
        return Value("SET", f"XXXX-WXX-{nth}" + (f"T{part}" if part else ""), told=False)
    if nth := found.value("month"):
        return Value("SET", f"XXXX-{int(nth):02d}", told=False)
    if name := found.value("season"):
        return Value("SET", f"XXXX-{name}", told=False)
    unit = found.last("unit", "units")
    if unit is not None and unit is found.tokens[0]:
        return Value("SET", calendar.UNKNOWN["WE"], told=False) if unit.value == "WE" else None
    if unit is not None and found.tokens[0].kind == "per" and unit.value.startswith("T"):
        return None
    if unit is not None:
        counted = found.has(*_COUNTS, "vague") and not found.has("time")
        count = 2.0 if found.has("other") else amount(found) if counted else 1.0
        return Value("SET", calendar.duration(count, unit.value), told=False)
    return Value("SET", f"XXXX-XX-XXT{part}", told=False) if part else None


def now(found: Found) -> Value | None:
    unit = found.first("units", "current")
    if unit is not None and unit.value not in ("D", "PRESENT_REF"):
        return None
    return Value("DATE", "PRESENT_REF", told=False)


def ref(found: Found) -> Value | None:
    return Value("DATE", found.tokens[-1].value, told=False)


def soon(found: Found) -> Value | None:
    """``will soon meet``: not "was soon over" or "soon after"."""
    return Value("DATE", "FUTURE_REF", told=False) if found.tense() == "future" else None


def past(found: Found) -> Value | None:
    if found.has("unit") and found.value("unit") != "D":
        return None  # "the other day" alone
    return Value("DATE", "PAST_REF", told=False)


def future(found: Found) -> Value | None:
    return Value("DATE", "FUTURE_REF", told=False)
