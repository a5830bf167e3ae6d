"""TIMEX3 values and their ISO bounds.

Values: ``2025``, ``2025-03``, ``2025-03-11``, ``2025-W11``, ``2025-W11-WE``, ``2025-Q3``, ``2025-H1``,
``2025-SU``, ``199`` (decade), ``19`` (century), any with ``T10:30`` or ``TMO``. An unknown part is written ``X``.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

Bounds = tuple[date | None, date | None]
UNKNOWN = {
    "D": "XXXX-XX-XX", "W": "XXXX-WXX", "WE": "XXXX-WXX-WE", "M": "XXXX-XX", "Q": "XXXX-QX", "Y": "XXXX",
    "DE": "XXX", "CE": "XX", "FN": "XXXX-WXX", "ML": "X",
}  # fmt: skip
_MONTHS_IN = {"M": 1, "Q": 3, "Y": 12, "DE": 120, "CE": 1200, "ML": 12000}
_DAYS_IN = {"D": 1, "W": 7, "WE": 7, "FN": 14}
_SEASON_START = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}  # meteorological seasons of the northern hemisphere
_NONE: Bounds = (None, None)


def at(day: date, unit: str) -> str:
    """The value of the unit (``Y``, ``M``, ``W`` …) that holds a day."""
    year, week, _ = day.isocalendar()
    match unit:
        case "W" | "FN":
            return f"{year:04d}-W{week:02d}"
        case "WE":
            return f"{year:04d}-W{week:02d}-WE"
        case "M":
            return f"{day.year:04d}-{day.month:02d}"
        case "Q":
            return f"{day.year:04d}-Q{(day.month + 2) // 3}"
        case "Y":
            return f"{day.year:04d}"
        case "DE":
            return f"{day.year // 10:03d}"
        case "CE":
            return f"{day.year // 100:02d}"
        case "ML":
            return f"{day.year // 1000}"
    return day.isoformat()


def shift(day: date, count: float, unit: str) -> date | None:
    """The day so many units later (earlier where negative); the month's last day where it has no such day."""
    try:
        if unit in _DAYS_IN:
            return day + timedelta(days=round(count * _DAYS_IN[unit]))
        if unit in ("TH", "TM", "TS"):
            return day + timedelta(seconds=count * {"TH": 3600, "TM": 60, "TS": 1}[unit])
        months = day.year * 12 + day.month - 1 + round(count * _MONTHS_IN[unit])
        year, month = divmod(months, 12)
        return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
    except (ValueError, OverflowError):
        return None


def bounds(value: str) -> Bounds:
    """First and last day of a value; two ``None`` where it is not a known stretch of the calendar.

    >>> bounds("2024-Q1")
    (datetime.date(2024, 1, 1), datetime.date(2024, 3, 31))
    """
    value = value.partition("T")[0]
    try:
        return _bounds(value)
    except ValueError:
        return _NONE


def _bounds(value: str) -> Bounds:
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        day = date.fromisoformat(value)
        return day, day
    if found := re.fullmatch(r"(\d{4})-W(\d{2})(-WE)?", value):
        monday = date.fromisocalendar(int(found[1]), int(found[2]), 1)
        return monday + timedelta(days=5 if found[3] else 0), monday + timedelta(days=6)
    if found := re.fullmatch(r"(\d{4})-(\d{2})", value):
        return _months(int(found[1]), int(found[2]), 1)
    if found := re.fullmatch(r"(\d{4})-([QH])([1-4])", value):
        size = 3 if found[2] == "Q" else 6
        return _months(int(found[1]), (int(found[3]) - 1) * size + 1, size)
    if found := re.fullmatch(r"(\d{4})-(SP|SU|FA|WI)", value):
        return _months(int(found[1]), _SEASON_START[found[2]], 3)
    if re.fullmatch(r"\d{1,4}", value):
        size = 10 ** (4 - len(value))
        first = int(value) * size
        return date(max(first, 1), 1, 1), date(first + size - 1, 12, 31)
    return _NONE


def _months(year: int, month: int, count: int) -> Bounds:
    first = date(year, month, 1)
    after = shift(first, count, "M")
    return first, after - timedelta(days=1) if after else None


def duration(count: float | None, unit: str) -> str:
    """``P3D``, ``PT16H``, ``P20Y`` for two decades, ``PXM`` for some months; halves in the next smaller unit."""
    size = {"DE": 10, "CE": 100, "ML": 1000}.get(unit)
    if size:
        return f"P{'X' if count is None else _plain(count * size)}Y"
    letter = {"FN": "W", "WE": "D", "NI": "D", "Q": "M"}.get(unit, unit)
    if count is not None:
        count *= {"FN": 2, "WE": 2, "Q": 3}.get(unit, 1)
    prefix = "P"
    if letter.startswith("T") and len(letter) == 2:
        prefix, letter = "PT", letter[1]
    if count is None:
        return f"{prefix}X{letter}"
    smaller = {("P", "Y"): ("M", 12), ("PT", "H"): ("M", 60), ("PT", "M"): ("S", 60)}.get((prefix, letter))
    if count % 1 and smaller:
        whole, rest = int(count), round(count % 1 * smaller[1])
        return f"{prefix}{f'{whole}{letter}' if whole else ''}{rest}{smaller[0]}"
    return f"{prefix}{_plain(count)}{letter}"


def _plain(count: float) -> str:
    return str(int(count)) if count % 1 == 0 else f"{count:g}"
