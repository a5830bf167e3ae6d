"""Who acts on whom."""

from dataclasses import replace
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query

from legation.desk.answers import Page, add
from legation.desk.asked import Asked
from legation.desk.desk import DeskOf
from legation.desk.network_chart import NODES, network_chart
from legation.desk.pages.tables import span
from legation.record import series

router = APIRouter()
EDGES = 300
"""Edges that are asked for, the most events first: a few hundred are what a page can show."""
DAYS = 90
Least = Annotated[int, Query(ge=1, le=1_000_000, description="Leave out edges of fewer events.")]


def network(desk: DeskOf, asked: Asked, least: Least = 1) -> Page:
    """The network of who acts on whom: the last 90 days of the record, or the time that is asked for."""
    since, until = span(desk, asked, DAYS)
    found = series.network(desk.store, replace(asked, since=since, until=until, limit=EDGES, offset=0), least)
    nodes, edges = found["nodes"], found["edges"]
    title = f"Who acts on whom, {_day(since)} to {_day(until)}"
    chart = network_chart(nodes, edges, title)
    context = {
        "asked": asked,
        "least": least,
        "since": since,
        "until": until,
        "nodes": nodes,
        "edges": edges,
        "names": {**{n["id"]: n["name"] for n in nodes}, **desk.names(edges)},
        "chart": chart,
        "title": title,
        "drawn": NODES,
        "most": EDGES,
    }
    return Page("network.html", context, found, (series.EDGES, edges), chart)


def _day(day: date) -> str:
    return f"{day.day} {day:%b} {day.year}"


add(router, "/network", network, "csv", "svg")
