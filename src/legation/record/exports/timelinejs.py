"""Events as a TimelineJS 3 timeline (timeline.knightlab.com/docs/json-format.html)."""

import json
from collections.abc import Iterable
from datetime import date
from html import escape
from pathlib import Path
from typing import Any

from sqlalchemy import select

from legation.record import schema
from legation.record.exports.citation import citation
from legation.record.filters import Filters
from legation.record.questions import Row, events
from legation.record.store import Store

DICTIONARY = (
    ("title", "the slide that opens the timeline: the citation"),
    ("events", "one slide an event"),
    ("start_date, end_date", "first and last day of the time told, else the day of publication"),
    ("headline", "who acts, PLOVER type, who is acted on"),
    ("text", "the sentence, and the report that it stands in"),
    ("group", "cooperation or conflict"),
    ("unique_id", "number of the event in the record"),
)


def write(store: Store, filters: Filters, _: str, out: Path) -> None:
    """Events without a day can't stand on a timeline and are left out."""
    names = names_of(store)
    rows = [row for row in events(store, filters) if row["day"]]
    title = {"text": {"headline": "Events", "text": escape(citation(store))}}
    timeline = {"title": title, "events": [_slide(row, names) for row in reversed(rows)]}
    out.write_text(json.dumps(timeline, ensure_ascii=False, indent=1), encoding="utf-8")


def names_of(store: Store) -> dict[str, str]:
    """Names of the record's actors by id."""
    with store.reading() as connection:
        found = connection.execute(select(schema.actors.c.id, schema.actors.c.name))
        return {row[0]: row[1] for row in found}


def headline(row: Row, names: dict[str, str]) -> str:
    """Who, PLOVER type, whom."""

    def told(ids: Iterable[str]) -> str:
        return ", ".join(names.get(id, id) for id in ids)

    return " – ".join(part for part in (told(row["sources"]), row["type"].lower(), told(row["targets"])) if part)


def _slide(row: Row, names: dict[str, str]) -> dict[str, Any]:
    report = escape(row["source"] or row["document"])
    if row["url"] and row["url"].startswith(("http://", "https://")):
        report = f'<a href="{escape(row["url"])}">{report}</a>'
    slide = {
        "unique_id": str(row["id"]),
        "start_date": _date(row["day"]),
        "text": {
            "headline": escape(headline(row, names)),
            "text": f"<p>{escape(row['words'])}</p><p>{report}</p>",
        },
        "group": row["quad"].partition("-")[2],
    }
    last = row["when"] and row["when"]["end"]
    if last and last > row["day"]:
        slide["end_date"] = _date(last)
    return slide


def _date(day: str) -> dict[str, int]:
    one = date.fromisoformat(day)
    return {"year": one.year, "month": one.month, "day": one.day}
