"""Days of the week: from a found expression to its TIMEX3 value."""

from __future__ import annotations

from datetime import date, timedelta

from legation.coding.timex.found import Found, Value


def weekday(found: Found) -> Value | None:
    part = found.value("daypart", "night")
    value = nearest(found)
    return Value("TIME" if part else "DATE", f"{value}T{part}" if part else value)


def nearest(found: Found) -> str:
    """The day: the last such one up to publication after a past verb, the next one where the verb points ahead."""
    nth = int(found.value("weekday", "weekday_short") or 1)
    if found.has("following", "previous") and (told := found.anchor()):
        way = 1 if found.has("following") else -1
        return _step(told, nth, way).isoformat()
    base = found.published
    if base is None:
        return f"XXXX-WXX-{nth}"
    if found.has("last", "past", "previous"):
        return _step(base, nth, -1).isoformat()
    if found.has("next", "coming", "following"):
        return _step(base, nth, 1).isoformat()
    if base.isoweekday() == nth:
        return base.isoformat()
    points = found.tense()
    owned = found.after == "poss"  # "Thursday's price", whatever the verb
    if found.before == "until" or (found.before == "for" and points == "past" and not owned):
        return _step(base, nth, 1).isoformat()  # "called a strike for Monday"
    ahead = points == "future" or (points == "present" and not owned) or (points is None and found.has("this"))
    return _step(base, nth, 1 if ahead else -1).isoformat()


def weekday_ago(found: Found, nth: int, weeks: int) -> Value:
    """``two Sundays ago``."""
    base = found.published
    day = _step(base, nth, -1) - timedelta(days=7 * (weeks - 1)) if base else None
    return Value("DATE", day.isoformat() if day else f"XXXX-WXX-{nth}")


def _step(base: date, nth: int, way: int) -> date:
    """The next weekday ``nth`` strictly after ``base`` (before it where ``way`` is -1)."""
    gap = (nth - base.isoweekday()) % 7 or 7
    return base + timedelta(days=gap if way > 0 else gap - 7 if gap != 7 else -7)
