"""Which year, month or week an expression without one means: from the report's day or the time told before."""

from __future__ import annotations

import re
from datetime import MAXYEAR, date

from legation.coding.timex import calendar
from legation.coding.timex.found import Found, spelled_out

_BACK = {"last": -1, "previous": -1, "past": -1, "next": 1, "coming": 1, "following": 1}
_FROM_TOLD = frozenset({"previous", "following", "that", "same"})
_PAIRS = frozenset({"and", "to", "until", "or", "dash"})
_SPOKEN = 1000  # a spelled number from which on is a year
_SOON = 60  # days: no report tells a day so near ahead, or a next month, without its year of the year before


def year_of(found: Found) -> str | None:
    """The year that the words give: "2021", "nineteen ninety-six", "last year"; for the "March" of "March to May
    2021" the year told there."""
    year = found.last("year")
    if year:
        return f"{int(year.value):04d}"
    if found.has("month", "month_short", "season", "fall") and (spoken := spelled_out(found)) >= _SPOKEN:
        return str(spoken)
    if found.has("month", "month_short") and (shared := _shared_year(found)):
        return shared
    yearly = any(t.kind in ("unit", "season_word") and t.value == "Y" for t in found.tokens)
    return counted(found, "Y") if yearly else None


def _shared_year(found: Found) -> str | None:
    """The year told after the second month of a pair, "3 May and 5 June 2021"; a later first month is of the year
    before ("December to March 2021")."""
    month = None
    if not found.rest or found.rest[0].kind not in _PAIRS:
        return None
    for token in found.rest[1:]:
        if token.kind in ("month", "month_short"):
            month = int(token.value)
        elif token.kind == "year" and month:
            first = int(found.value("month", "month_short") or month)
            return f"{int(token.value) - (first > month):04d}"
        elif token.kind not in ("day", "ordinal", "dot", "comma", "of"):
            return None
    return None


def nearest_year(found: Found, month: int, nth: int) -> str:
    """The year of a month and day without one: that of the date told before where it is a past one of the same
    story, else the nearest to the report that the verb's tense allows."""
    carried = _carried(found, month)
    if carried is not None:
        return f"{carried:04d}"
    base = found.published
    if base is None:
        return "XXXX"
    this = date(base.year, month, min(nth, 28))
    tense = found.tense()
    ahead = (this - base).days
    dated = found.has("day", "ordinal", "holiday")
    soon = 0 < ahead <= _SOON if dated else (month - base.month) % 12 == 1
    if tense == "past" and not soon:
        return str(base.year - (ahead > 0 and month != base.month))
    if tense == "future" or (tense == "present" and dated and ahead > 0):
        return str(base.year + (ahead < -_SOON and month != base.month))
    near = (y for y in (base.year, base.year - 1, base.year + 1) if 1 <= y <= MAXYEAR)
    return str(min(near, key=lambda y: abs((date(y, month, min(nth, 28)) - base).days)))


def _carried(found: Found, month: int) -> int | None:
    """The year that the time told before lends: in a history, or where the same sentence tells an earlier month
    of a year that is over. In a history, a month over half a year before the one told is of the next year."""
    told, reading = found.told, found.reading
    if not told or not re.match(r"\d{4}", told):
        return None
    year = int(told[:4])
    before = int(told[5:7]) if told[5:7].isdecimal() else 0
    forth = 0 < before <= month or before - month > 6
    near = reading.old > 1 and forth and reading.near(found.tokens[0].sentence)
    if reading.is_history or (near and found.tense() == "past"):
        return year + (before - month > 6)
    over = found.published is None or year < found.published.year
    return year if over and 0 < before <= month and reading.sentence == found.tokens[0].sentence else None


def month_year(found: Found, month: int, nth: int | None = None) -> str:
    """The year of a month, or of a day of it, in an expression that names none: "last July", "May 3"."""
    base = found.published
    if base is not None:
        over = month < base.month or (month == base.month and nth is not None and nth < base.day)
        if found.has("last", "past", "previous"):
            return str(base.year - (not over))
        if found.has("next", "coming"):
            return str(base.year + (over or (month == base.month and nth is None)))
        if found.has("this"):
            return str(base.year)
    if nth is None:
        nth = 15 if base is None or month != base.month else base.day
    return nearest_year(found, month, nth)


def counted(found: Found, unit: str) -> str:
    """The value of the unit that lies so many from the base: the report's day, or the time told before."""
    kinds = [t.kind for t in found.tokens if t.kind in _BACK or t.kind in ("this", "current", "that", "same")]
    kind = kinds[-1] if kinds else "this"
    base = found.published
    if kind in _FROM_TOLD or (kind == "next" and found.tokens[0].kind == "the" and unit != "Y"):
        base = found.anchor(unit) or (None if kind in ("that", "same") else base)
    elif not kinds and found.reading.is_history:
        base = found.anchor(unit) or base
    moved = calendar.shift(base, _BACK.get(kind, 0), unit) if base else None
    return calendar.at(moved, unit) if moved else calendar.UNKNOWN.get(unit, "XXXX")


def ordinal(found: Found) -> int | None:
    """``third`` as 3; the last of four quarters as 4."""
    token = found.first("ordinal", "quarter_code", "first")
    return int(re.sub(r"\D", "", token.value)) if token else None
