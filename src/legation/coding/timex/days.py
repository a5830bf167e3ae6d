"""Days, months and hours: from a found expression to its TIMEX3 value; None where the words are no time."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from legation.coding.timex import calendar
from legation.coding.timex.found import NOTHING, Found, Value
from legation.coding.timex.weekdays import nearest
from legation.coding.timex.years import month_year, year_of


def iso(found: Found) -> Value | None:
    """``2025-03-11``; ``3/11/2025`` as month, day, year, and as day, month, year where the first number can't be a
    month or the date would else lie ahead of the report."""
    text = "".join("-" if t.kind == "dash" else t.value for t in found.tokens).upper()
    if "-" in text:
        return dated(text)
    first, second, year = (int(p) for p in re.split(r"[/.]", text))
    if first > 1900:
        return dated(f"{first}-{second:02d}-{year:02d}")
    orders = [f"{_century(year):04d}-{m:02d}-{d:02d}" for m, d in ((first, second), (second, first))]
    known = [dated(value) for value in orders]
    day = found.published.isoformat() if found.published else "9999"
    return next((v for v in known if v and v.value <= day), known[0] or known[1])


def _century(year: int) -> int:
    return year if year > 99 else year + (1900 if year > 50 else 2000)


def dated(value: str) -> Value | None:
    """A DATE (TIME where it has a clock) if there is such a day."""
    known = calendar.bounds(value)
    if known[0] is None and "X" not in value:
        return None
    return Value("TIME" if "T" in value else "DATE", value)


def clock(found: Found) -> Value | None:
    hour = _clock(found)
    if hour is None:
        return None
    own = found.has("month", "month_short", "weekday", "deictic", "this")
    here = found.told is not None and found.reading.sentence == found.tokens[0].sentence
    dayless = not own and not here
    return Value("TIME", f"{_clock_day(found)}T{hour}", told=not dayless, dayless=dayless)


def _clock(found: Found) -> str | None:
    """``17:30`` of "5:30 p.m."."""
    noon = found.value("noon")
    if noon:
        return noon
    token = found.first("clock", "day", "float", "year", "int")
    if token is None:
        return None
    if token.kind in ("year", "int"):
        known = re.fullmatch(r"([01]\d|2[0-3])[0-5]\d", token.value)
        return f"{token.value[:2]}:{token.value[2:]}" if known else None
    hour, minute = ([int(p) for p in re.split(r"[:.]", token.value)[:2]] + [0])[:2]
    half = "pm" if found.has("pm", "pm_cut") or found.value("daypart", "night") in ("AF", "EV", "NI") else ""
    if half and hour < 12:
        hour += 12
    elif found.has("am", "am_cut") and hour == 12:
        hour = 0
    return f"{hour:02d}:{minute:02d}" if hour <= 24 and minute < 60 else None


def _clock_day(found: Found) -> str:
    if found.has("month", "month_short"):
        value = day(_without_clock(found))
        return value.value if value else calendar.UNKNOWN["D"]
    if found.has("weekday"):
        return nearest(found)
    shifted = found.value("deictic") or ("0" if found.has("this") else None)
    if shifted is not None:
        return _relative_day(found, int(shifted))
    return found.told if found.told and re.fullmatch(r"\d{4}-\d\d-\d\d", found.told) else _relative_day(found, 0)


def _without_clock(found: Found) -> Found:
    month = next(i for i, t in enumerate(found.tokens) if t.kind in ("month", "month_short"))
    clocked = found.has("am", "pm", "am_cut", "pm_cut", "clock", "noon")
    before = found.tokens[month - 1 : month] if month and not clocked else ()
    return replace(found, tokens=(*before, *found.tokens[month:]))


def _relative_day(found: Found, shift: int) -> str:
    return (found.published + timedelta(days=shift)).isoformat() if found.published else calendar.UNKNOWN["D"]


def day(found: Found) -> Value | None:
    """``March 5``, ``5 March 2021``, ``Jan. 15 of this year``."""
    month = found.first("month", "month_short")
    number = found.first("day", "ordinal")
    if month is None or number is None:
        return None
    nth = int(re.sub(r"\D", "", number.value))
    year = year_of(found)
    if year is None:
        year = month_year(found, int(month.value), nth)
    value = f"{year}-{int(month.value):02d}-{nth:02d}"
    if year == "XXXX" and nth > 31:
        return None
    return with_part(found, value)


def with_part(found: Found, value: str) -> Value | None:
    """A DATE, or the TIME of its morning, afternoon … where the words name one."""
    part = found.value("daypart", "night")
    return dated(f"{value}T{part}" if part else value)


def day_of_month(found: Found) -> Value | None:
    """The second day of ``March 5 and 6``, the first of ``5-6 March``."""
    if any(t.kind in ("month", "month_short") for t in found.rest[2:3]):
        return day(replace(found, tokens=found.tokens + found.rest[2:]))
    number = found.first("day", "ordinal")
    if number is None:
        return None
    nth = int(re.sub(r"\D", "", number.value))
    if found.tokens[0].kind == "the":
        return _of_this_month(found, nth) if number.value[0].isdecimal() else None
    if not found.told or len(found.told) != 10:
        return None
    return dated(f"{year_of(found) or found.told[:4]}{found.told[4:8]}{nth:02d}")


def _of_this_month(found: Found, nth: int) -> Value | None:
    """``the 15th`` where nothing follows: of the month told before, else of the report's or the one that the tense
    allows."""
    if found.told and len(found.told) in (7, 10) and found.told[5:7].isdecimal():
        return dated(f"{found.told[:7]}-{nth:02d}")
    base = found.published
    if base is None or not 0 < nth < 32:
        return None
    if nth < base.day and found.tense() == "future":
        base = calendar.shift(base, 1, "M") or base
    elif nth > base.day and found.tense() == "past":
        base = calendar.shift(base, -1, "M") or base
    return dated(f"{base.isoformat()[:7]}-{nth:02d}")


def month(found: Found) -> Value | None:
    """``March 2021``, ``last July``, ``early January``, ``in July``: the nearest that the tense allows."""
    token = found.first("month", "month_short")
    if token is None:
        return None
    number = int(token.value)
    if len(found.tokens) == 2 and found.tokens[0].kind == "the":
        return NOTHING  # "the March on the capital"
    if found.has("each"):
        return Value("SET", f"XXXX-{number:02d}")
    year = year_of(found) or month_year(found, number)
    return Value("DATE", f"{year}-{number:02d}")


def nth_weekday(found: Found) -> Value | None:
    """``the second Sunday of May``, ``the last Monday in October``."""
    value, number = month(found), found.value("weekday")
    first, last = value.ends if value else (None, None)
    if value is None or number is None or first is None or last is None:
        return value
    nth = found.first("ordinal")
    day = weekday_of(int(re.sub(r"\D", "", nth.value)) if nth else 0, int(number), first, last)
    return Value("DATE", day.isoformat()) if first <= day <= last else None


def weekday_of(count: int, weekday: int, first: date, last: date) -> date:
    """The weekday for the ``count``-th time from ``first`` on; the last one up to ``last`` where it is 0."""
    if not count:
        return last - timedelta(days=(last.isoweekday() - weekday) % 7)
    return first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (count - 1))


def deictic(found: Found) -> Value | None:
    """``yesterday``, ``tomorrow evening``."""
    shift = found.has("after") - found.has("before")  # "the day after tomorrow"
    if shift and found.value("unit") != "D":
        return None
    value = _relative_day(found, int(found.value("deictic") or 0) + shift)
    part = found.value("daypart", "night")
    return Value("TIME", f"{value}T{part}") if part else Value("DATE", value)


def deictic_night(found: Found) -> Value | None:
    return Value("TIME", _relative_day(found, 0) + "TNI")


def overnight(found: Found) -> Value | None:
    return Value("TIME", _relative_day(found, 0) + "TNI")


def daypart(found: Found) -> Value | None:
    """``this morning``, ``last night``, ``the next evening``."""
    part = found.last("daypart", "night")
    if part is None:
        return None
    alone = len(found.tokens) == 1
    if alone and part.kind == "daypart":  # "by morning", "at dawn on Monday"
        return Value("TIME", f"{_clock_day(found)}T{part.value}", told=False, dayless=True)
    if alone or found.value("number") == "1" or (found.tokens[0].kind == "the" and found.after == "of"):
        return Value("TIME", f"{calendar.UNKNOWN['D']}T{part.value}", told=False)
    if found.has("number"):
        return None
    if found.has("that", "same", "following", "previous", "next", "before", "after"):
        forth, back = found.has("following", "next", "after"), found.has("previous", "before")
        shift = forth - back
        base = found.anchor() or (found.published if back and not found.reading.is_history else None)
        value = (base + timedelta(days=shift)).isoformat() if base else calendar.UNKNOWN["D"]
    else:
        base = found.anchor() if found.tokens[0].kind == "the" else None
        value = base.isoformat() if base else _relative_day(found, -1 if found.has("last") else 0)
    return Value("TIME", f"{value}T{part.value}")
