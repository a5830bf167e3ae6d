"""Holidays: from a found expression to its TIMEX3 value; None where the words are none."""

from __future__ import annotations

import re
from datetime import MAXYEAR, date, timedelta

from legation.coding.timex import calendar
from legation.coding.timex.days import dated, weekday_of, with_part
from legation.coding.timex.found import Found, Value
from legation.coding.timex.years import month_year, nearest_year, year_of


def holiday(found: Found) -> Value | None:
    if found.has("feast"):
        return _feast(found)
    if found.has("weekday"):
        return _feast_weekday(found)
    token = found.first("holiday")
    if token is None:
        name, month = ("thanksgiving", 11) if found.has("thanksgiving") else ("easter", 4)
        year = year_of(found) or month_year(found, month)
        known = year.isdecimal() and 0 < int(year) <= MAXYEAR
        return with_part(found, movable(name, int(year)).isoformat()) if known else Value("DATE", year)
    month_nth, nth = (int(p) for p in token.value.split("-"))
    year = year_of(found) or month_year(found, month_nth, nth)
    return with_part(found, f"{year}-{month_nth:02d}-{nth - found.has('eve'):02d}")


def _feast(found: Found) -> Value | None:
    """``Labor Day``: a day of each year, written ``03-17``, or a weekday of a month: ``09/1/1`` is the first
    Monday of September, ``05/0/1`` the last one of May."""
    told = found.value("feast") or ""
    if found.value("unit") != "D":
        return None
    if "-" in told:
        month_nth, nth = (int(p) for p in told.split("-"))
        return dated(f"{year_of(found) or month_year(found, month_nth, nth)}-{told}")
    month_nth, count, weekday = (int(p) for p in told.split("/"))
    year = year_of(found) or month_year(found, month_nth)
    first, last = calendar.bounds(f"{year}-{month_nth:02d}")
    day = weekday_of(count, weekday, first, last) if first and last else None
    return Value("DATE", day.isoformat() if day else f"{year}-{month_nth:02d}")


def _feast_weekday(found: Found) -> Value | None:
    """``Good Friday``, ``Easter Monday``: so many days from a movable holiday, where that is such a weekday."""
    name, sign, days = re.split(r"([+-])", found.value("feast_day") or "easter+0")
    year = year_of(found) or month_year(found, 11 if name == "thanksgiving" else 4)
    if not (year.isdecimal() and 0 < int(year) <= MAXYEAR):
        return Value("DATE", year)
    day = movable(name, int(year)) + timedelta(days=int(sign + days))
    weekday = int(found.value("weekday") or 1)
    if not found.has("feast_day"):
        day += timedelta(days=1 if weekday == 1 else 0 if weekday == 7 else weekday - 7)
    return Value("DATE", day.isoformat()) if day.isoweekday() == weekday else None


def movable(holiday: str, year: int) -> date:
    """The United States' Thanksgiving, the fourth Thursday of November; Easter Sunday (Gregorian, by Butcher's
    algorithm, as in Meeus, "Astronomical Algorithms", 1991)."""
    if holiday == "thanksgiving":
        return date(year, 11, 28 - (date(year, 11, 28).isoweekday() - 4) % 7)
    golden, century, rest = year % 19, year // 100, year % 100
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    days = epact + weekday - 7 * late + 114
    return date(year, days // 31, days % 31 + 1)


def new_year(found: Found) -> Value | None:
    unit = found.first("unit")
    if unit is None or unit.value != "Y" or not found.has("poss"):
        return None
    month_nth, nth = (12, 31) if found.has("eve") else (1, 1)
    year = found.value("year") or nearest_year(found, month_nth, nth)
    return dated(f"{year}-{month_nth:02d}-{nth:02d}")
