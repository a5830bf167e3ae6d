"""Grouping what is new in a record: copies among reports, then one event of its tellings."""

import json
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, or_, select, text, update

from legation.exceptions import RecordError
from legation.record import keep, schema
from legation.record.grouping.alike import SPAN, THRESHOLD, WINDOW, Telling, alike, rarity
from legation.record.grouping.copies import Text, copies
from legation.record.store import Store

WEEK = timedelta(days=7)
"""Copies come within a week of the first."""
LOCK = 0x1E6A7105
CHUNK = 500
"""Days that one query asks for."""
COMPARED = 8
"""Members of a group that a new telling is compared with at most."""


@dataclass(frozen=True, slots=True)
class Grouped:
    """How many reports were looked at, how many of them are copies, and how many tellings were merged."""

    reports: int
    copies: int
    merged: int


@dataclass(frozen=True, slots=True)
class Merge:
    event: int
    same_as: int
    score: float
    reasons: dict[str, Any]


def group(store: Store) -> Grouped:
    """Compares the events of reports that are new with all near them in time; a second run changes nothing.

    One process groups at a time. Merges that a person has undone stay undone.
    """
    documents = schema.documents.c
    with store.writing() as connection:
        if not store.on_sqlite:
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        new = list(
            connection.execute(
                select(documents.id).where(~documents.grouped, documents.kind == "report")
            ).scalars()
        )
        if not new:
            return Grouped(0, 0, 0)
        copied = _mark_copies(connection)
        tellings, groups = _tellings(connection)
        merges = list(merged(tellings, groups, _undone(connection)))
        _write(connection, merges)
        connection.execute(update(schema.documents).where(~documents.grouped).values(grouped=True))
    return Grouped(len(new), copied, len(merges))


def merged(
    tellings: Iterable[Telling], groups: Mapping[int, int], undone: frozenset[tuple[int, int]]
) -> Iterator[Merge]:
    """Which telling is of which event: each joins the group that it is most alike, or begins one.

    ``groups`` tells the event that a telling is counted as already. Tellings go by their number, so that an
    event keeps the number under which it was first told.
    """
    ordered = sorted(tellings, key=lambda t: t.id)
    weights = rarity(ordered)
    near: dict[tuple[str, date], list[Telling]] = defaultdict(list)
    members: dict[int, list[Telling]] = defaultdict(list)
    lead = dict(groups)
    for telling in ordered:
        if telling.id not in groups:
            best = _best(telling, near, members, lead, weights, undone)
            if best:
                lead[telling.id] = best.same_as
                yield best
        of = lead.setdefault(telling.id, telling.id)
        members[of].append(telling)
        for day in _days(telling):
            for side in telling.sides:
                near[side, day].append(telling)


def _best(
    telling: Telling,
    near: Mapping[tuple[str, date], list[Telling]],
    members: Mapping[int, list[Telling]],
    lead: Mapping[int, int],
    weights: Mapping[str, float],
    undone: frozenset[tuple[int, int]],
) -> Merge | None:
    """The group that is most alike: by the mean over its members, so that no chain of likenesses drags events
    together."""
    days = _days(telling, WINDOW)
    candidates = {lead[t.id] for side in telling.sides for day in days for t in near.get((side, day), ())}
    found: list[Merge] = []
    for candidate in sorted(candidates):
        if (telling.id, candidate) in undone:
            continue
        compared = [alike(telling, member, weights) for member in members[candidate][:COMPARED]]
        mean = sum(score for score, _ in compared) / len(compared)
        if mean >= THRESHOLD:
            found.append(Merge(telling.id, candidate, round(mean, 3), max(compared, key=lambda c: c[0])[1]))
    return max(found, key=lambda m: (m.score, -m.same_as), default=None)


def _days(telling: Telling, more: int = 0) -> list[date]:
    """The days on which it may have been, and so many before and after them."""
    if telling.first is None or telling.last is None:
        return []
    return [
        telling.first + timedelta(days=n) for n in range(-more, (telling.last - telling.first).days + more + 1)
    ]


def _mark_copies(connection: Connection) -> int:
    """Marks the new reports that are copies; the number of them. Without datasketch nothing is marked."""
    documents = schema.documents.c
    new = select(documents.published).where(~documents.grouped, documents.kind == "report").distinct()
    days = list(connection.execute(new).scalars())
    found = select(documents.id, documents.text, documents.grouped).where(documents.kind == "report")
    rows = [
        row
        for part in _around(days, WEEK)
        for row in connection.execute(found.where(documents.published.in_(part)))
    ]
    if None in days:
        rows += connection.execute(found.where(documents.published.is_(None)))
    rows.sort(key=lambda row: row.id)
    grouped = {row.id for row in rows if row.grouped}
    count = 0
    try:
        for copy, of, _ in copies(Text.of(row.id, row.text) for row in rows):
            if copy not in grouped:
                connection.execute(update(schema.documents).where(documents.id == copy).values(copy_of=of))
                count += 1
    except RecordError:  # a library that isn't needed to count events
        return 0
    return count


def _tellings(connection: Connection) -> tuple[list[Telling], dict[int, int]]:
    """The new reports' events and all that are near them in time; what those of earlier reports are counted as."""
    events, documents = schema.events.c, schema.documents.c
    joined = schema.events.join(schema.documents, documents.id == events.document_id)
    kept = (documents.kind == "report", ~events.rejected)
    days = (
        select(events.day).select_from(joined).where(~documents.grouped, events.day.is_not(None), *kept).distinct()
    )
    found = select(schema.events, documents.grouped, documents.published).select_from(joined).where(*kept)
    tellings: list[Telling] = []
    groups: dict[int, int] = {}
    leads = _leads(connection)
    for part in _around(connection.execute(days).scalars(), timedelta(days=WINDOW + SPAN)):
        sides, named = _sides(connection, part), _named(connection, part)
        for row in connection.execute(found.where(events.day.in_(part))):
            tellings.append(_telling(row, sides, named))
            if row.grouped or row.same_as is not None or row.id in leads:
                groups[row.id] = row.same_as or row.id
    return tellings, groups


def _leads(connection: Connection) -> frozenset[int]:
    """The events of new reports that others are counted as already: of such as were read anew."""
    events, documents = schema.events.c, schema.documents.c
    new = select(events.id).join(schema.documents, documents.id == events.document_id).where(~documents.grouped)
    return frozenset(
        connection.execute(select(events.same_as).where(events.same_as.in_(new)).distinct()).scalars()
    )


def _telling(row: Any, sides: Mapping[tuple[int, str], set[str]], named: Mapping[int, set[str]]) -> Telling:
    first, last = row.when_start or row.day, row.when_end or row.day
    if row.published == first < last:
        first -= timedelta(days=WINDOW)  # on a Monday "this week" has hardly begun
    if row.published and first <= row.published < last and row.status == "actual":
        last = row.published  # what has happened "this week" has happened by now
    open_too_long = (last - first).days >= SPAN
    return Telling(
        id=row.id,
        document=row.document_id,
        type=row.type,
        quad=row.quad,
        status=row.status,
        sources=frozenset(sides.get((row.id, "source"), ())),
        targets=frozenset(sides.get((row.id, "target"), ())),
        first=None if open_too_long else first,
        last=None if open_too_long else last,
        told=row.when_start is not None,
        country=row.place_country,
        words=row.words,
        named=frozenset(named.get(row.id, ())),
    )


def _sides(connection: Connection, days: list[date]) -> dict[tuple[int, str], set[str]]:
    found: dict[tuple[int, str], set[str]] = defaultdict(set)
    pairs = schema.pairs.c
    rows = select(pairs.event_id, pairs.source_side, pairs.target_side).where(pairs.day.in_(days))
    for number, source, target in connection.execute(rows):
        if source:
            found[number, "source"].add(source)
        if target:
            found[number, "target"].add(target)
    return found


def _named(connection: Connection, days: list[date]) -> dict[int, set[str]]:
    """Of events with a side that isn't told: whom, and places of whom, their sentences name."""
    events, pairs, codings = schema.events.c, schema.pairs.c, schema.codings.c
    half_open = or_(pairs.source.is_(None), pairs.target.is_(None))
    which = select(pairs.event_id).where(pairs.day.in_(days), half_open)
    rows = select(events.coding_id, events.id, events.name).where(events.id.in_(which))
    by_coding: dict[int, dict[str, int]] = defaultdict(dict)
    for coding, number, name in connection.execute(rows):
        by_coding[coding][name] = number
    found: dict[int, set[str]] = {}
    wanted = sorted(by_coding)
    for start in range(0, len(wanted), CHUNK):
        part = codings.id.in_(wanted[start : start + CHUNK])
        for coding, packed in connection.execute(select(codings.id, codings.record).where(part)):
            if packed:  # an import's event has no sentence
                record = json.loads(zlib.decompress(packed))
                told = {e["id"]: e["evidence"]["sentence"] for e in record["events"]}
                found.update((number, _within(record, told[name])) for name, number in by_coding[coding].items())
    return found


def _within(record: dict[str, Any], sentence: list[int]) -> set[str]:
    """The sides that are named in a span of a report."""

    def inside(span: list[int]) -> bool:
        return sentence[0] <= span[0] and span[1] <= sentence[1]

    named = {
        a["id"] if a["kind"] == "country" else a["country"] or a["id"]
        for a in record["actors"]
        if any(map(inside, a["mentions"]))
    }
    return named | {p["country"] for p in record["places"] if p["country"] and inside(p["span"])}


def _around(days: Iterable[date | None], window: timedelta) -> Iterator[list[date]]:
    """These days and those near them, each once, in parts that one query takes."""
    near = {day + timedelta(n) for day in days if day for n in range(-window.days, window.days + 1)}
    ordered = sorted(near)
    yield from (ordered[i : i + CHUNK] for i in range(0, len(ordered), CHUNK))


def _undone(connection: Connection) -> frozenset[tuple[int, int]]:
    table = schema.merges.c
    rows = connection.execute(select(table.event_id, table.same_as).where(table.undone.is_not(None)))
    return frozenset((row[0], row[1]) for row in rows)


def _write(connection: Connection, merges: list[Merge]) -> None:
    now = keep.now()
    for merge in merges:
        event = schema.events.c.id == merge.event
        connection.execute(update(schema.events).where(event).values(same_as=merge.same_as))
        pairs = update(schema.pairs).where(schema.pairs.c.event_id == merge.event)
        connection.execute(pairs.values(counted=False))
    rows = [
        {"event_id": m.event, "same_as": m.same_as, "score": m.score, "reasons": m.reasons, "merged": now}
        for m in merges
    ]
    if rows:
        connection.execute(schema.merges.insert(), rows)
