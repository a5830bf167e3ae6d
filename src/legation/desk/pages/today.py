"""The first page: what is new, what changed, what weighs most; or what was searched for."""

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from fastapi import APIRouter

from legation.desk import charts
from legation.desk.answers import Page, add
from legation.desk.asked import Words
from legation.desk.desk import Desk, DeskOf
from legation.desk.standings import sides, standings
from legation.record import questions
from legation.record.filters import Filters
from legation.record.reports import REPORTS, reports
from legation.record.series import balance, gravest
from legation.record.status import status
from legation.standing import Standing

router = APIRouter()
NEW, GRAVE, CHANGED, FOUND = 14, 8, 8, 12
"""Rows of each list."""
FORTNIGHT, WEEKS = timedelta(14), timedelta(7 * 10)
MONTHS = {f"{date(2000, n, 1):%B}".lower(): n for n in range(1, 13)}
SPOKEN = re.compile(rf"(?:(\d{{1,2}}) )?({'|'.join(MONTHS)})(?: (\d{{1,2}}),?)? (\d{{4}})", re.IGNORECASE)
ISO = re.compile(r"(?<!\d)(\d{4})-(\d{2})(?:-(\d{2}))?(?!\d)")


def today(desk: DeskOf, q: Words = None) -> Page:
    """Newest reports, what changed in standing positions, the gravest events; with ``q`` what it finds."""
    held = desk.remembered("status", status)
    if q:
        return _found(desk, q, held)
    newest = reports(desk.store, Filters(limit=NEW))
    last = date.fromisoformat(held["last"]) if held["last"] else None
    grave: list[questions.Row] = []
    chart = None
    changed: list[Standing] | None = []
    if last:
        grave = gravest(desk.store, Filters(since=last - FORTNIGHT, until=last, limit=GRAVE))
        since = last - WEEKS
        rows = balance(desk.store, Filters(since=since, until=last), "week")
        title = "Cooperation and conflict by week"
        chart = charts.balance(rows, since, last, "week", title, lambda a, b: f"/timeline?since={a}&until={b}")
        held_now = desk.remembered("standing", standings)
        changed = None if held_now is None else held_now[:CHANGED]
    context = {
        "held": held,
        "newest": newest,
        "grave": grave,
        "grave_reports": desk.reports("events", grave),
        "names": desk.names(grave, sides(changed or ())),
        "chart": chart,
        "changed": changed,
        "q": "",
    }
    data = {"status": held, "reports": newest, "events": grave, "standing": [s.to_dict() for s in changed or ()]}
    return Page("today.html", context, data, (REPORTS, newest))


def _found(desk: Desk, q: str, held: dict[str, Any]) -> Page:
    words, since, until = dated(q)
    search = Filters(search=words or None, since=since, until=until, limit=FOUND)
    actors = questions.actors(desk.store, replace(search, since=None, until=None)) if words else []
    found = {
        "events": questions.events(desk.store, search),
        "statements": questions.statements(desk.store, search),
        "positions": questions.positions(desk.store, search),
    }
    listed = reports(desk.store, search)
    context = {
        "held": held,
        "q": q,
        "words": words,
        "since": since,
        "until": until,
        "actors": actors,
        "newest": listed,
        "found": found,
        "names": desk.names(*found.values()),
        "reports": {kind: desk.reports(kind, rows) for kind, rows in found.items()},
    }
    data = {"actors": actors, "reports": listed, **found}
    return Page("found.html", context, data, (REPORTS, listed))


def dated(q: str) -> tuple[str, date | None, date | None]:
    """A question's words without the day or month that it names, and that time's first and last day.

    >>> dated("mackerel March 2026")
    ('mackerel', datetime.date(2026, 3, 1), datetime.date(2026, 3, 31))
    """
    if iso := ISO.search(q):
        year, month, day = iso.groups()
        return _within(q, iso, int(year), int(month), int(day) if day else None)
    if spoken := SPOKEN.search(q):
        before, name, after, year = spoken.groups()
        day = before or after
        return _within(q, spoken, int(year), MONTHS[name.lower()], int(day) if day else None)
    return q, None, None


def _within(
    q: str, told: re.Match[str], year: int, month: int, day: int | None
) -> tuple[str, date | None, date | None]:
    words = " ".join((q[: told.start()] + " " + q[told.end() :]).split())
    try:
        first = date(year, month, day or 1)
    except ValueError:  # no such day: then they are words
        return q, None, None
    if day:
        return words, first, first
    following = first + timedelta(32) if first < date(9999, 12, 1) else date.max
    return words, first, following.replace(day=1) - timedelta(1) if following < date.max else following


add(router, "/", today, "csv")
