"""Days as exports and feeds write them."""

import re
from datetime import date, datetime
from email.utils import parsedate_to_datetime

MONTHS = {
    name: month
    for month, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day)"
MONTH = "(" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\.?"
TIME = r"(?:,?\s+\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s*[ap]\.?m\.?)?(?:\s+[A-Z][A-Z ]{1,30})?)?"
MONTH_FIRST = re.compile(rf"(?:{WEEKDAY},?\s+)?{MONTH}\s+(\d{{1,2}}),?\s+(\d{{4}})(?:,?\s+{WEEKDAY})?{TIME}", re.I)
DAY_FIRST = re.compile(rf"(?:{WEEKDAY},?\s+)?(\d{{1,2}})\s+{MONTH},?\s+(\d{{4}})(?:,?\s+{WEEKDAY})?{TIME}", re.I)
DIGITS = re.compile(r"(\d{4})(\d{2})(\d{2})")
LONGEST = 80


def day(text: str) -> str | None:
    """The ISO date of a text that is a date and nothing else: "March 13, 2025 Thursday", "13 March 2025",
    "2025-03-13T10:00Z", "20250313", "Thu, 13 Mar 2025 10:00:00 GMT". None for anything else."""
    text = " ".join(text[: LONGEST + 1].split())
    if not text or len(text) > LONGEST:
        return None
    if match := MONTH_FIRST.fullmatch(text):
        return _iso(match[3], MONTHS[match[1].lower()], match[2])
    if match := DAY_FIRST.fullmatch(text):
        return _iso(match[3], MONTHS[match[2].lower()], match[1])
    if match := DIGITS.fullmatch(text):
        return _iso(match[1], match[2], match[3])
    try:
        return datetime.fromisoformat(text).date().isoformat()
    except ValueError:
        pass
    try:
        return parsedate_to_datetime(text).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _iso(year: str, month: str | int, day: str) -> str | None:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None
