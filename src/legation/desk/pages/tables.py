"""Events, statements, positions and the timeline: tables that are narrowed by their addresses."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Annotated, Literal

from fastapi import APIRouter, Query

from legation.desk import charts
from legation.desk.answers import Page, add
from legation.desk.asked import FARTHEST, Asked, Period, Told
from legation.desk.desk import Desk, DeskOf
from legation.desk.standings import sides, standings
from legation.record import questions
from legation.record.facets import Subject, page
from legation.record.filters import Filters
from legation.record.series import balance, first_day
from legation.record.status import status

router = APIRouter()
LONGEST = 200
"""Rows that a page shows; its data have as many as are asked for."""
View = Annotated[Literal["standing"] | None, Told, Query(description="Only what stands, and how.")]


def events(desk: DeskOf, asked: Asked) -> Page:
    """Events: who did what to whom, each once however many reports tell it."""
    return _table(desk, "events", asked, questions.EVENTS)


def statements(desk: DeskOf, asked: Asked) -> Page:
    """Statements: who said what."""
    return _table(desk, "statements", asked, questions.STATEMENTS)


def positions(desk: DeskOf, asked: Asked, view: View = None) -> Page:
    """Positions: what was willed, refused or demanded, on which conditions; with ``view=standing`` what stands."""
    if view is None:
        return _table(desk, "positions", asked, questions.POSITIONS)
    weighed = standings(desk.store, asked.source, asked.target, asked.until)
    held = [s for s in weighed or () if asked.since is None or (s.day and s.day >= asked.since)]
    shown = held[asked.offset : asked.offset + (asked.limit or 0)]
    rows = [
        {
            "day": s.day and s.day.isoformat(),
            "holder": s.holder,
            "toward": s.toward,
            "stance": s.stance,
            "act": s.act,
            "conditions": [{"kind": c.kind, "words": c.words, "state": c.state} for c in s.conditions],
            "words": s.stated[0].source.words,
            "document": s.stated[0].source.name,
        }
        for s in shown
    ]
    names = desk.names(rows, sides(shown))
    more = len(held) > asked.offset + len(shown)
    context = {"standings": shown, "asked": asked, "names": names, "more": more, "weighed": weighed is not None}
    columns = list(rows[0]) if rows else ["day"]
    return Page("standing.html", context, [s.to_dict() for s in shown], (columns, rows))


def timeline(desk: DeskOf, asked: Asked, by: Period = None) -> Page:
    """Events, statements and positions in the order of time, over a chart of cooperation and conflict."""
    since, until = span(desk, asked)
    drawn = replace(asked, since=since, until=until, limit=None, offset=0)
    by = by or charts.period_for(since, until)
    counts = balance(desk.store, drawn, by)
    chart = charts.balance(
        counts,
        since,
        until,
        by,
        f"Cooperation and conflict by {by}",
        lambda a, b: desk.link(since=a, until=b, by=None),
    )
    rows = questions.timeline(desk.store, replace(asked, offset=min(asked.offset, 1000)))
    kinds = {"event": "events", "statement": "statements", "position": "positions"}
    context = {
        "asked": asked,
        "rows": rows[-LONGEST:],
        "names": desk.names(rows),
        "reports": {k: desk.reports(many, [r for r in rows if r["what"] == k]) for k, many in kinds.items()},
        "chart": chart,
        "counts": counts,
        "by": by,
        "more": len(rows) == asked.limit and asked.offset < 1000,
    }
    return Page("timeline.html", context, rows, (questions.TIMELINE, rows), chart)


def span(desk: Desk, asked: Filters, days: int = 365) -> tuple[date, date]:
    """The time a chart shows: as asked, else the ``days`` before the newest report, from their first event on."""
    last = desk.remembered("status", status)["last"]
    newest = date.fromisoformat(last) if last else date.today()
    until = asked.until or max(newest, asked.since or newest)
    since = asked.since
    if since is None:
        since = date.fromordinal(max(until.toordinal() - days, 1))
        since = first_day(desk.store, since, until) or since
    return (since, until) if since <= until else (until, until)


def _table(desk: Desk, subject: Subject, asked: Filters, columns: Sequence[str]) -> Page:
    rows, counted = page(desk.store, subject, asked)
    shown = rows[:LONGEST]
    sides = [{"source": v} for name in ("source", "target") for v, _ in counted.counts.get(name, ())]
    context = {
        "asked": asked,
        "subject": subject,
        "rows": shown,
        "facets": counted,
        "names": desk.names(shown, sides),
        "reports": desk.reports(subject, shown),
        "more": len(rows) == asked.limit and asked.offset + len(rows) < FARTHEST,
    }
    return Page(f"{subject}.html", context, rows, (columns, rows))


add(router, "/events", events, "csv")
add(router, "/statements", statements, "csv")
add(router, "/positions", positions, "csv")
add(router, "/timeline", timeline, "csv", "svg")
