"""Persons, organisations and armed groups, read from their tables."""

from __future__ import annotations

from functools import cache

from legation.knowledge.entity import Entity, Kind, Office
from legation.knowledge.tables import day, listed, rows


@cache
def persons() -> tuple[Entity, ...]:
    """Office holders and others of note, one entity a person."""
    return tuple(_person(row) for row in rows("people"))


@cache
def bodies() -> tuple[Entity, ...]:
    """Organisations and armed groups."""
    return tuple(_body(row) for row in rows("organisations"))


def _person(row: dict[str, str]) -> Entity:
    return Entity(
        id=row["id"],
        name=row["name"],
        kind="person",
        country=row["country"] or None,
        code=None,
        wikidata=row["wikidata"] or None,
        aliases=listed(row["aliases"]),
        offices=tuple(_office(cell) for cell in listed(row["offices"])),
        source=row["source"],
        surname=row["surname"] or None,
    )


def _body(row: dict[str, str]) -> Entity:
    kind: Kind = "group" if row["kind"] == "group" else "organisation"
    return Entity(
        id=row["id"],
        name=row["name"],
        kind=kind,
        country=row["country"] or None,
        code=row["code"] or None,
        wikidata=row["wikidata"] or None,
        aliases=listed(row["aliases"]),
        offices=(),
        source=row["source"],
    )


def _office(cell: str) -> Office:
    """``president,IRN,2013-08-03,2021-08-03``; an organisation's id stands where the state would."""
    title, seat, start, end = cell.split(",")
    return Office(
        title=title,
        country=None if ":" in seat else seat or None,
        start=day(start),
        end=day(end, last=True),
        organisation=seat if ":" in seat else None,
    )
