"""Quarters and halves, and terms that end on a day: from a found expression to its TIMEX3 value."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

from legation.coding.timex import calendar
from legation.coding.timex.days import day, month
from legation.coding.timex.found import Found, Value
from legation.coding.timex.lengths import day_count
from legation.coding.timex.periods import century, relative, same_quarter
from legation.coding.timex.years import ordinal, year_of

_HALF_QUARTER = 45  # days


def quarter(found: Found) -> Value | None:
    """``the third quarter of 1989``; without a year the nearest that is over, or ahead after a future verb."""
    last = any(a.kind == "last" and b.value == "Q" for a, b in pairwise(found.tokens))
    nth = 4 if last else ordinal(found)
    units = {t.value for t in found.tokens if t.kind == "unit"}
    if "Q" not in units and not found.has("period", "quarter_code"):
        return century(found) or day_count(found)
    if nth is None:
        return same_quarter(found, year_of(found))
    if nth > 4:
        return None
    year = year_of(found)
    if year:
        return Value("DATE", f"{year}-Q{nth}")
    base = found.published
    if base is None:
        return Value("DATE", f"XXXX-Q{nth}")
    now = (base.month + 2) // 3
    ahead = found.tense() == "future"
    shift = -1 if nth > now and not ahead else 1 if nth < now - 1 and ahead else 0
    return Value("DATE", f"{base.year + shift}-Q{nth}")


def ended(found: Found) -> Value | None:
    """``the year ended March 31``: a year long; ``the week ended March 3``; ``the quarter ended Sept. 30``: that
    told last, else the one whose end is the nearest."""
    unit = found.value("unit")
    if unit == "Y":
        return Value("DURATION", "P1Y", told=False)
    end = day(replace(found, tokens=found.rest[1:], rest=()))
    last = end.ends[1] if end else None
    if last is None or unit not in ("Q", "W") or (unit == "Q" and found.reading.quarter):
        return relative(found)
    return Value("DATE", calendar.at(last - timedelta(days=_HALF_QUARTER if unit == "Q" else 0), unit))


def month_unit(found: Found) -> Value | None:
    """``May Day``; ``the December quarter``, the one that December is in."""
    value, unit = month(found), found.value("unit")
    first = value.ends[0] if value else None
    if unit == "D" and found.value("month") == "5":
        return Value("DATE", f"{value.value}-01") if value else None
    return Value("DATE", calendar.at(first, "Q")) if unit == "Q" and first else value


def half(found: Found) -> Value | None:
    nth = 2 if found.has("last", "latter") and not found.has("ordinal") else ordinal(found)
    year = year_of(found) or (calendar.at(found.published, "Y") if found.published else "XXXX")
    return Value("DATE", f"{year}-H{nth}") if nth in (1, 2) else None
