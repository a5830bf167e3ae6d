"""Years, quarters, seasons and what counts from another time: from a found expression to its TIMEX3 value."""

from __future__ import annotations

import re
from datetime import date, timedelta

from legation.coding.timex import calendar
from legation.coding.timex.days import day, month
from legation.coding.timex.found import NOTHING, Found, Value, amount, spelled_out
from legation.coding.timex.lengths import is_quarter_century, window
from legation.coding.timex.weekdays import weekday, weekday_ago
from legation.coding.timex.years import counted, month_year, ordinal, year_of


def relative(found: Found) -> Value | None:
    """``last year``, ``earlier this month``, ``the end of the year``.

    "Earlier" ends with publication and "later" starts there.
    """
    unit = found.last("unit", "month", "units", "season_word")
    if unit is None:
        value = _latest(found, "Q") if found.has("period") else year_of(found)
        return Value("DATE", value) if value else None
    if unit.kind == "month":
        return month(found)
    if unit.value in ("TH", "TM", "TS"):
        return None
    value = _latest(found, unit.value) or counted(found, unit.value)
    return Value("DATE", value, _cut(found, value))


def _latest(found: Found, unit: str) -> str | None:
    """The last quarter that is over for "the (latest) quarter", the last weekend for "the weekend"."""
    base, kinds = found.published, {t.kind for t in found.tokens}
    if base is None or kinds - {"the", "unit", "latest", "period"}:
        return None
    if unit == "Q":
        over = calendar.at(calendar.shift(base, -1, "Q") or base, "Q")
        told = found.reading.quarter or over
        return min(told, over) if "latest" in kinds else told
    if unit == "WE" and base.isoweekday() < 5 and found.tense() in (None, "past"):
        return calendar.at(base - timedelta(days=7), "WE")
    return None


def _cut(found: Found, value: str) -> calendar.Bounds | None:
    start, end = calendar.bounds(value)
    if start is None or end is None or found.published is None or not start <= found.published <= end:
        return None
    if found.has("earlier"):
        return start, found.published
    if found.has("later"):
        return found.published, end
    return None


def same(found: Found) -> Value | None:
    """``that year``, ``the same day``: the time told before, at the unit's size."""
    token = found.last("unit", "weekday", "month")
    if token is None or token.kind != "unit":
        return weekday(found) if token and token.kind == "weekday" else month(found)
    if token.value.startswith("T"):
        return None
    base = found.anchor(token.value)
    value = calendar.at(base, token.value) if base else calendar.UNKNOWN.get(token.value)
    return Value("DATE", value) if value else None


def ago(found: Found) -> Value | None:
    """``two days ago``: the day; with weeks the week, with months the month, with years the year."""
    unit = found.first("unit", "units", "weekday", "weekdays")
    count = amount(found)
    if is_quarter_century(found):
        return _moved(found.published, -25, "Y")
    if unit is None:
        return Value("DATE", "PAST_REF")
    if count is None:
        return Value("DATE", "PAST_REF")
    if unit.kind.startswith("weekday"):
        return weekday_ago(found, int(unit.value), int(count))
    if unit.value == "Y" and count == 1.0 and found.reading.quarter:
        return same_period(found)
    return _moved(found.published, -count, unit.value)


def _moved(base: date | None, count: float, unit: str) -> Value:
    size = {"DE": "Y", "CE": "Y", "ML": "Y", "TH": "D", "TM": "D", "TS": "D"}.get(unit, unit)
    moved = calendar.shift(base, count, unit) if base else None
    if unit == "Y" and count % 1:
        moved, size = (calendar.shift(base, count * 12, "M") if base else None), "M"
    return Value("DATE", calendar.at(moved, size) if moved else calendar.UNKNOWN[size])


_SPANNING = frozenset({"over", "in", "for", "within", "during"})  # "over the next decade"


def offset(found: Found) -> Value | None:
    """``two days later``, ``a year earlier``, ``the next day``: from the time told before."""
    unit = found.first("unit", "units")
    if unit is None:
        return weekday(found)
    if unit.value in ("DE", "CE") and found.has("next") and found.before in _SPANNING:
        return window(found)
    count = amount(found) if not found.has("next", "following", "previous", "same", "that") else 1.0
    if found.has("hence", "from"):
        return _moved(found.published, count or 1.0, unit.value)
    if unit.value.startswith("T"):  # "an hour later" is of the same day, or of none known
        return Value("DURATION", calendar.duration(count, unit.value), (None, None), told=False, cut=1)
    if count is None and (found.has("vague", "some") or found.tokens[0].kind == "units"):
        return Value("DATE", "PAST_REF") if found.has("earlier", "before") else Value("DATE", "FUTURE_REF")
    if unit.value == "Y" and count == 1.0 and found.has("earlier") and found.reading.quarter:
        return same_period(found)
    back = found.has("earlier", "before", "previous", "previously", "ago")
    way = -1 if back else 0 if found.has("same", "that") else 1
    ahead = found.has("next") and found.tense() == "future"
    base = found.anchor(unit.value) or (
        found.published if (way < 0 and not found.reading.is_history) or ahead else None
    )
    return _moved(base, way * (count or 1.0), unit.value)


def same_period(found: Found) -> Value | None:
    """``the same period last year``, ``the year-ago quarter``: a year before the quarter told last."""
    units = {t.value for t in found.tokens if t.kind == "unit"} | ({"Q"} if found.has("period") else set())
    year = year_of(found)
    if found.has("ago", "earlier"):
        if not {"Y"} <= units <= {"Y", "Q"}:
            return None
        told = found.reading.quarter or found.told or calendar.UNKNOWN["Y"]
        if found.published and (told == "XXXX" or (found.has("ago") and not found.reading.quarter)):
            told = found.published.isoformat()
        year = str(int(told[:4]) - 1) if told[:4].isdecimal() else calendar.UNKNOWN["Y"]
    elif "Q" not in units:
        return None
    if found.has("ordinal"):
        return Value("DATE", f"{year}-Q{ordinal(found)}", told=False)
    return same_quarter(found, year)


def same_quarter(found: Found, year: str | None) -> Value | None:
    """The quarter told last, in another year; the year alone where none was told."""
    quarter = found.reading.quarter
    return Value("DATE", f"{year}{quarter[4:] if quarter else ''}", told=False) if year else None


def fiscal(found: Found) -> Value | None:
    year = year_of(found)
    return Value("DATE", year) if year else None


def year_named(found: Found) -> Value | None:
    unit, year = found.first("unit"), found.first("year")
    if unit is None or unit.value != "Y":
        return None
    number = int(year.value) if year else spelled_out(found)
    return Value("DATE", f"{number:04d}") if 1000 <= number <= 2100 else None


def week_of(found: Found) -> Value | None:
    """``the week of March 3``, ``the third week of March``: that of its days 15 to 21, by their middle."""
    unit = found.value("unit")
    if unit != "W":
        return None
    if found.tokens[1].kind in ("ordinal", "last"):
        value, nth = month(found), ordinal(found)
        first, last = value.ends if value else (None, None)
        start = first + timedelta(days=7 * nth - 4) if nth and first else last and last - timedelta(days=3)
    else:
        value = day(found)
        start = calendar.bounds(value.value)[0] if value else None
    return Value("DATE", calendar.at(start, "W") if start else calendar.UNKNOWN["W"])


def season(found: Found) -> Value | None:
    """Seasons carry no bounds without a hemisphere; the meteorological ones of the north are given."""
    token = found.first("season", "fall")
    if token is None:
        return None
    if token.kind == "fall" and found.after == "of":
        return None
    year = year_of(found)
    if found.has("that", "same"):
        told = found.anchor("Y")
        year = f"{told.year:04d}" if told else calendar.UNKNOWN["Y"]
    if year is None:
        start = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[token.value]
        year = month_year(found, start)
    return Value("DATE", f"{year}-{token.value}")


def decade(found: Found) -> Value | None:
    token = found.first("decade", "decade_word")
    if token is None:
        return None
    number = int(re.sub(r"\D", "", token.value))
    if number < 100 and found.before == "owner":
        return NOTHING  # "in his thirties"
    if number < 100:
        number += 1900
    return Value("DATE", f"{number // 10}", told=False)


def before_christ(found: Found) -> Value | None:
    """``490 BC``: a value without bounds, for the calendar here begins with the year 1."""
    number = found.first("day", "int", "year")
    return Value("DATE", f"BC{int(number.value):04d}", (None, None), told=False) if number else None


def century(found: Found) -> Value | None:
    unit, nth = found.last("unit"), ordinal(found)
    if unit is None or unit.value not in ("CE", "ML") or nth is None:
        return None
    if found.has("era_before"):
        return Value("DATE", f"BC{nth - 1:02d}", (None, None), told=False) if unit.value == "CE" else None
    return Value("DATE", f"{nth - 1:02d}" if unit.value == "CE" else f"{nth - 1}", told=False)


def year(found: Found) -> Value | None:
    token = found.first("year")
    number = int(token.value) if token else spelled_out(found)
    return Value("DATE", f"{number:04d}")


def shifted_edge(found: Found) -> Value | None:
    """``year-end``, ``the week's end``."""
    unit = found.first("unit")
    if unit is None or unit.value not in ("Y", "M", "W") or (unit.value != "Y" and not found.has("poss")):
        return None
    value = calendar.at(found.published, unit.value) if found.published else calendar.UNKNOWN[unit.value]
    return Value("DATE", value)
