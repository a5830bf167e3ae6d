"""The rules of ``tables/times_patterns.tsv`` by their names there.

Each takes what was found and gives its TIMEX3 value. Relative expressions count from the day of publication;
without one they keep a value with unknown parts (``XXXX-WXX-2``) and no bounds. A rule gives None where the words
are no time after all.
"""

from collections.abc import Callable

from legation.coding.timex import days, holidays, lengths, periods, quarters, weekdays
from legation.coding.timex.found import Found, Value

Rule = Callable[[Found], Value | None]

RULES: dict[str, Rule] = {
    rule.__name__: rule
    for rule in (
        days.iso, days.clock, days.day, days.day_of_month, days.month, days.nth_weekday, weekdays.weekday,
        days.deictic, days.deictic_night, days.overnight, days.daypart, holidays.holiday, holidays.new_year,
        quarters.quarter, quarters.half, quarters.ended, quarters.month_unit,
        periods.relative, periods.same, periods.ago, periods.offset, periods.fiscal, periods.same_period,
        periods.year_named, periods.week_of, periods.season, periods.decade, periods.before_christ,
        periods.century, periods.year, periods.shifted_edge,
        lengths.day_count, lengths.window, lengths.duration, lengths.range, lengths.set, lengths.now,
        lengths.ref, lengths.soon, lengths.past, lengths.future,
    )
}  # fmt: skip
"""Rule by its name in the grammar."""
