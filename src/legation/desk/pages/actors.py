"""An actor, and two of them side by side."""

from dataclasses import replace
from datetime import date
from typing import Any

from fastapi import APIRouter

from legation.desk import charts
from legation.desk.answers import Page, add
from legation.desk.asked import Day, Id, Period
from legation.desk.desk import Desk, DeskOf
from legation.desk.pages.tables import span
from legation.desk.standings import sides, standings
from legation.knowledge import Knowledge
from legation.record import questions, series
from legation.record.filters import Filters
from legation.record.portrait import portrait
from legation.record.questions import Row

router = APIRouter()
SAID, DONE, SIDES = 10, 10, 12


def actor(desk: DeskOf, id: Id, since: Day = None, until: Day = None, by: Period = None) -> Page:
    """An actor: offices, names, whom it acts on and how, what it said, what it holds."""
    found = portrait(desk.store, id)
    first, last = span(desk, Filters(since=since, until=until))
    within = Filters(since=first, until=last)
    by = by or charts.period_for(first, last)
    counts = series.balance(desk.store, replace(within, source=id), by)
    title = f"What {found['name']} did: cooperation and conflict by {by}"
    chart = charts.balance(counts, first, last, by, title, lambda a, b: desk.link(since=a, until=b, by=None))
    acts = series.edges(desk.store, replace(within, source=id, limit=SIDES))
    receives = series.edges(desk.store, replace(within, target=id, limit=SIDES))
    said = questions.statements(desk.store, Filters(source=id, limit=SAID))
    done = questions.events(desk.store, Filters(actor=id, limit=DONE))
    held = standings(desk.store, id)
    offices = _offices(id)
    context = {
        "found": found,
        "offices": offices,
        "chart": chart,
        "counts": counts,
        "by": by,
        "since": first,
        "until": last,
        "zoomed": bool(since or until),
        "acts": acts,
        "receives": receives,
        "said": said,
        "done": done,
        "held": held and held[:SAID],
        "names": desk.names(acts, receives, said, done, sides(held or ())),
        "said_reports": desk.reports("statements", said),
        "done_reports": desk.reports("events", done),
    }
    data = {
        "actor": found,
        "offices": offices,
        "series": counts,
        "acts": acts,
        "receives": receives,
        "statements": said,
        "events": done,
        "standing": [s.to_dict() for s in held or ()],
    }
    return Page("actor.html", context, data, (series.BALANCE, counts), chart)


def dyad(desk: DeskOf, a: Id, b: Id, since: Day = None, until: Day = None, by: Period = None) -> Page:
    """Two sides: what each did to the other over time, said, and holds toward it."""
    first, last = span(desk, Filters(since=since, until=until))
    by = by or charts.period_for(first, last)
    ways = [_way(desk, x, y, first, last, by) for x, y in ((a, b), (b, a))]
    top = max(charts.greatest(way["counts"]) for way in ways)
    names = desk.names(
        [{"source": a, "target": b}],
        *(w[k] for w in ways for k in ("events", "statements")),
        *(sides(w["held"] or ()) for w in ways),
    )
    for way in ways:
        title = f"{names[way['source']]} toward {names[way['target']]}, by {by}"
        link = lambda x, y: desk.link(since=x, until=y, by=None)  # noqa: E731
        way["chart"] = charts.balance(way["counts"], first, last, by, title, link, top)
    acts = sorted((r for w in ways for r in w["events"]), key=lambda r: (r["day"] or "", r["id"]))
    said = [r for w in ways for r in w["statements"]]
    context = {
        "a": a,
        "b": b,
        "ways": ways,
        "by": by,
        "since": first,
        "until": last,
        "zoomed": bool(since or until),
        "names": names,
        "acts": list({r["id"]: r for r in acts}.values()),
        "act_reports": desk.reports("events", acts),
        "said_reports": desk.reports("statements", said),
    }
    data = [{k: v for k, v in way.items() if k not in ("held", "chart")} for way in ways]
    for told, way in zip(data, ways, strict=True):
        told["standing"] = [s.to_dict() for s in way["held"] or ()]
    rows = [{"source": w["source"], "target": w["target"], **row} for w in ways for row in w["counts"]]
    return Page("dyad.html", context, data, (["source", "target", *series.BALANCE], rows), ways[0]["chart"])


def _way(desk: Desk, source: str, target: str, since: date, until: date, by: Any) -> dict[str, Any]:
    within = Filters(source=source, target=target, since=since, until=until)
    return {
        "source": source,
        "target": target,
        "counts": series.balance(desk.store, within, by),
        "events": questions.events(desk.store, replace(within, limit=4 * DONE)),
        "statements": questions.statements(desk.store, replace(within, target=None, search=None, limit=SAID)),
        "held": standings(desk.store, source, target),
    }


def _offices(id: str) -> list[Row]:
    """Posts that the tables know, the newest first."""
    entity = Knowledge.load().entity(id)
    offices = sorted(entity.offices if entity else (), key=lambda o: o.start or date.min, reverse=True)
    return [
        {
            "office": o.title,
            "of": o.organisation or o.country,
            "start": o.start and o.start.isoformat(),
            "end": o.end and o.end.isoformat(),
        }
        for o in offices
    ]


add(router, "/actors/{id}", actor, "csv", "svg")
add(router, "/dyads/{a}/{b}", dyad, "csv", "svg")
