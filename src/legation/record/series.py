"""Counts over time, and who acts on whom: both count events, however many reports tell each."""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, Literal

from sqlalchemy import (
    ColumnElement,
    Connection,
    Date,
    Integer,
    case,
    cast,
    column,
    func,
    literal,
    select,
    type_coerce,
    values,
)

from legation.record import schema
from legation.record.filters import Filters, between, searched
from legation.record.libraries import needed
from legation.record.questions import CHUNK, Row, asked, dyad, events_asked, events_of
from legation.record.store import Store

Period = Literal["day", "week", "month", "year"]
QUADS = ("verbal-cooperation", "material-cooperation", "verbal-conflict", "material-conflict")
SERIES = "period source target events share mean_score".split() + [q.replace("-", "_") for q in QUADS]
BALANCE = ["period", "events"] + [q.replace("-", "_") for q in QUADS]
EDGES = "source target events share mean_score".split() + [q.replace("-", "_") for q in QUADS]
NODES = "id name acts receives betweenness pagerank".split()
SQLITE = {"day": (), "week": ("weekday 0", "-6 days"), "month": ("start of month",), "year": ("start of year",)}
EXACT = 300
"""Actors up to which betweenness is counted over all; over more, over every so many."""


def series(store: Store, filters: Filters, by: Period = "month") -> list[Row]:
    """Each dyad's events by period, which its first day names (a week's is Monday), oldest first.

    ``share`` is of all the record's events of the period, so that a record that grows doesn't look like a
    world that does. Events without a day, a source or a target are left out.
    """
    pairs = schema.pairs.c
    with store.reading() as connection:
        period = _period(connection, pairs.day, by).label("period")
        found = _counts(connection, filters, period).where(pairs.day.is_not(None)).group_by(period)
        found = found.order_by(period, pairs.source_side, pairs.target_side)
        rows = [dict(r._mapping) for r in connection.execute(found)]
        totals = _totals(connection, filters, sorted({row["period"] for row in rows}), by)
    rows = [_finished(row, totals[row["period"]], SERIES) for row in rows]
    for row in rows:
        row["period"] = row["period"].isoformat()
    return rows[-filters.limit :] if filters.limit else rows


def balance(store: Store, filters: Filters, by: Period = "week") -> list[Row]:
    """All the events that are asked for by period and quad, each once, whoever acts; oldest first."""
    with store.reading() as connection:
        ids = events_asked(connection, filters).within(filters, "quad").c
        days = select(ids.day, ids.quad, func.count().label("events")).group_by(ids.day, ids.quad).subquery().c
        period = _period(connection, days.day, by).label("period")  # of a day, not of each event
        found = select(period, days.quad, cast(func.sum(days.events), Integer))
        rows: dict[str, Row] = {}
        for first, name, count in connection.execute(found.group_by(period, days.quad).order_by(period)):
            empty: Row = {"period": first.isoformat(), "events": 0, **{q.replace("-", "_"): 0 for q in QUADS}}
            row = rows.setdefault(first.isoformat(), empty)
            row[name.replace("-", "_")] = count
            row["events"] += count
    return list(rows.values())


def first_day(store: Store, since: date, until: date) -> date | None:
    """The first day in this time that has a counted event."""
    events = schema.events.c
    within = select(func.min(events.day)).where(events.same_as.is_(None), ~events.rejected)
    with store.reading() as connection:
        found: date | None = connection.execute(within.where(events.day.between(since, until))).scalar()
    return found


def gravest(store: Store, filters: Filters) -> list[Row]:
    """The dated events that are asked for by intensity, the most intense first, of either sign."""
    with store.reading() as connection:
        ids = events_asked(connection, filters).within(filters, "score").c
        found = select(ids.id).order_by(func.abs(ids.score).desc(), ids.day.desc(), ids.id.desc())
        return events_of(connection, list(connection.execute(found.limit(filters.limit)).scalars()))


def network(store: Store, filters: Filters, least: int = 1) -> dict[str, list[Row]]:
    """``edges`` and, of those who stand in them, ``nodes`` with centralities.

    A node's ``acts`` and ``receives`` count the events of its edges; PageRank weighs edges by their events,
    betweenness takes them alike. Raises RecordError where networkx isn't installed.
    """
    found = edges(store, filters, least)
    named = names(store, {e[side] for e in found for side in ("source", "target")})
    return {"nodes": _nodes(found, named), "edges": found}


def edges(store: Store, filters: Filters, least: int = 1) -> list[Row]:
    """Who acts on whom, between sides that have ``least`` events or more, most first."""
    pairs = schema.pairs.c
    with store.reading() as connection:
        found = _counts(connection, filters)
        found = found.having(func.count() >= least)
        found = found.order_by(func.count().desc(), pairs.source_side, pairs.target_side)
        rows = [dict(r._mapping) for r in connection.execute(found.limit(filters.limit))]
    total = sum(e["events"] for e in rows)
    return [_finished(e, total, EDGES) for e in rows]


def names(store: Store, ids: Iterable[str]) -> dict[str, str]:
    """Names of actors by id; one that the record doesn't hold is missing."""
    actors = schema.actors.c
    wanted = sorted(set(ids))
    found: dict[str, str] = {}
    with store.reading() as connection:
        for start in range(0, len(wanted), CHUNK):
            part = select(actors.id, actors.name).where(actors.id.in_(wanted[start : start + CHUNK]))
            found.update({r[0]: r[1] for r in connection.execute(part)})
    return found


def _counts(connection: Connection, filters: Filters, *period: ColumnElement[Any]) -> Any:
    """Events, sum of scores and quads for each two sides."""
    pairs = schema.pairs.c
    quads = [func.sum(case((pairs.quad == q, 1), else_=0)).label(q.replace("-", "_")) for q in QUADS]
    sides = (pairs.source_side.label("source"), pairs.target_side.label("target"))
    found = select(
        *period, *sides, func.count().label("events"), func.avg(pairs.score).label("mean_score"), *quads
    )
    found = found.where(pairs.counted, *dyad(connection, filters), *between(pairs.day, filters))
    if all(who.side for who in asked(connection, filters)):
        found = found.where(~pairs.repeats)  # else an actor's own pair may be one that repeats its state's
    found = found.where(pairs.source_side.is_not(None), pairs.target_side.is_not(None))
    if filters.type:
        found = found.where(pairs.type == filters.type.upper())
    if filters.search:
        found = found.join(schema.events, schema.events.c.id == pairs.event_id)
        found = found.where(searched(connection, schema.events, filters.search))
    return found.group_by(pairs.source_side, pairs.target_side)


def _totals(connection: Connection, filters: Filters, periods: list[date], by: Period) -> dict[date, int]:
    """All events of each of these periods, in the time that is asked for. An index counts one stretch of days
    after the other faster than it tells days apart."""
    events = schema.events.c
    totals: dict[date, int] = {}
    for start in range(0, len(periods), CHUNK):
        stretches = [_stretch(first, by, filters) for first in periods[start : start + CHUNK]]
        each = values(column("period", Date), column("first", Date), column("last", Date)).data(stretches).cte()
        counted = select(func.count()).where(events.same_as.is_(None), ~events.rejected)
        counted = counted.where(events.day.between(each.c.first, each.c.last))
        counts = connection.execute(select(each.c.period, counted.correlate(each).scalar_subquery()))
        totals.update({r[0]: r[1] for r in counts})
    return totals


def _period(connection: Connection, day: ColumnElement[Any], by: Period) -> ColumnElement[Any]:
    if connection.dialect.name == "sqlite":
        return type_coerce(func.date(day, *SQLITE[by]), Date)
    return cast(func.date_trunc(literal(by, literal_execute=True), day), Date)


def _stretch(first: date, by: Period, filters: Filters) -> tuple[date, date, date]:
    """A period, and its first and last day in the time that is asked for."""
    last = {
        "day": first,
        "week": first + timedelta(6),
        "month": first.replace(day=monthrange(first.year, first.month)[1]),
        "year": first.replace(month=12, day=31),
    }[by]
    return first, max(first, filters.since or first), min(last, filters.until or last)


def _finished(row: Row, total: int, columns: list[str]) -> Row:
    row["share"] = round(row["events"] / total, 6)
    row["mean_score"] = round(float(row["mean_score"]), 3)
    return {c: row[c] for c in columns}


def _nodes(edges: list[Row], names: dict[str, str]) -> list[Row]:
    networkx = needed("networkx")
    graph = networkx.DiGraph()
    graph.add_weighted_edges_from(
        (e["source"], e["target"], e["events"]) for e in edges if e["source"] != e["target"]
    )
    graph.add_nodes_from(e["source"] for e in edges)
    if not graph:
        return []
    place = {id: n for n, id in enumerate(graph)}
    ends = [place[a] for a, _ in graph.edges], [place[b] for _, b in graph.edges]
    links = needed("scipy.sparse").csr_array(([1.0] * len(graph.edges), ends), (len(graph), len(graph)))
    between_others = betweenness(links)
    rank = networkx.pagerank(graph, weight="weight")
    acts: dict[str, int] = dict.fromkeys(graph, 0)
    receives = dict(acts)
    for e in edges:
        acts[e["source"]] += e["events"]
        receives[e["target"]] += e["events"]
    nodes = [
        {
            "id": id,
            "name": names.get(id, id),
            "acts": acts[id],
            "receives": receives[id],
            "betweenness": round(between_others[n], 6),
            "pagerank": round(rank[id], 6),
        }
        for n, id in enumerate(graph)
    ]
    return sorted(nodes, key=lambda n: (-n["pagerank"], n["id"]))


def betweenness(links: Any) -> Any:
    """Each actor's share of the shortest ways between two others, of a square matrix of who acts on whom.

    Brandes (2001), one step of all ways at a time: as networkx counts it for a directed graph, normalised, in a
    tenth of the time. Over more than ``EXACT`` actors the ways from every so many of them are counted, and the sum
    is scaled.
    """
    import numpy as np

    size = links.shape[0]
    if size < 3:
        return np.zeros(size)
    begins = np.unique(np.linspace(0, size - 1, min(size, EXACT)).astype(int))
    steps = [np.zeros((len(begins), size))]
    steps[0][np.arange(len(begins)), begins] = 1
    ways = steps[0].copy()
    while steps[-1].any():
        reached = steps[-1] @ links
        reached[ways > 0] = 0
        ways += reached
        steps.append(reached)
    behind = np.zeros_like(ways)
    for nearer, farther in zip(steps[-2::-1], steps[:0:-1], strict=True):
        share = np.divide(1 + behind, farther, out=np.zeros_like(ways), where=farther > 0)
        behind += nearer * (share @ links.T)
    behind[np.arange(len(begins)), begins] = 0
    return behind.sum(axis=0) * size / len(begins) / ((size - 1) * (size - 2))
