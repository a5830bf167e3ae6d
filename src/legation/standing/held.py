"""What a kept record holds for the question where sides stand: positions as declared, and acts that happened."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, or_, select

from legation.record import schema
from legation.standing.standing import Happened, Source

CHUNK = 500
OFFICIAL = frozenset("GOV MIL LEG JUD COP SPY".split())
"""PLOVER's sectors whose people speak for their state."""


@dataclass(frozen=True, slots=True)
class Bound:
    """A condition as declared; ``sources`` and ``targets`` are the sides of the act that it is about."""

    kind: str
    words: str
    about: dict[str, Any] | None
    sources: frozenset[str] = frozenset()
    targets: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Held:
    """A position as declared. ``voice`` is who declared it for ``side``; ``day`` when, and ``told`` whether the
    report says so or it is the day of publication; ``due`` is the last day of the time told of the act."""

    id: int
    holder: str
    voice: str
    side: str
    toward: str | None
    stance: str
    act: str
    act_type: str | None
    conditions: tuple[Bound, ...]
    day: date | None
    told: bool
    due: date | None
    source: Source


def held(connection: Connection, of: ColumnElement[bool] | None, as_of: date | None) -> list[Held]:
    """The positions of reports that were out on ``as_of``, by day; near copies of a report are left out.

    ``of`` narrows them by the table's columns.
    """
    table, documents, told = schema.positions, schema.documents.c, schema.statements
    speaker, holder = schema.actors.alias("speaker"), schema.actors.alias("holder")
    columns = (
        documents.name.label("report"),
        documents.title,
        documents.source,
        documents.url,
        documents.published,
        told.c.day.label("said"),
        told.c.when_value.label("said_when"),
        speaker.c.id.label("speaker"),
        speaker.c.country.label("speaker_country"),
        speaker.c.kind.label("speaker_kind"),
        holder.c.kind.label("holder_kind"),
        holder.c.code.label("holder_code"),
    )
    joined = (
        table.join(schema.documents, documents.id == table.c.document_id)
        .join(holder, holder.c.id == table.c.holder)
        .join(told, told.c.id == table.c.statement_id, isouter=True)
        .join(speaker, speaker.c.id == told.c.speaker, isouter=True)
    )
    wanted: list[ColumnElement[bool]] = [~table.c.rejected, documents.copy_of.is_(None)]
    if of is not None:
        wanted.append(of)
    if as_of is not None:
        wanted.append(documents.published <= as_of)
    found = connection.execute(select(table, *columns).select_from(joined).where(*wanted)).all()
    bound = _bound(connection, [row.id for row in found])
    positions = [_held(row, bound[row.id]) for row in found]
    if as_of is not None:
        positions = [p for p in positions if p.day is not None and p.day <= as_of]
    return sorted(positions, key=lambda p: (p.day or date.min, p.source.published or date.min, p.id))


def _held(row: Row[Any], conditions: tuple[Bound, ...]) -> Held:
    official = row.holder_kind == "country" or not OFFICIAL.isdisjoint(_sectors(row.holder_code))
    side = row.holder_side if official else row.holder
    of_side = row.speaker_kind != "country" and row.speaker_country == side
    of_side = of_side or (row.speaker_kind == "person" and row.speaker_country is None)
    said, told, due = row.said or row.published, row.said_when is not None, row.when_end
    if row.statement_id is None and due and row.published and due <= row.published:
        said, told = row.when_start or due, True  # the report tells of a stance that was taken then
    return Held(
        id=row.id,
        holder=row.holder,
        voice=row.speaker if official and of_side else row.holder,
        side=side,
        toward=None if row.toward_side == side else row.toward_side,
        stance=row.stance,
        act=row.act,
        act_type=row.act_type,
        conditions=conditions,
        day=said or row.day,
        told=told,
        due=due if not told or row.statement_id is not None else None,
        source=_source(row),
    )


def _sectors(code: str | None) -> Iterator[str]:
    """The three-letter parts of an actor code behind its state."""
    return (code[i : i + 3] for i in range(3, len(code), 3)) if code else iter(())


def _source(row: Row[Any]) -> Source:
    return Source(row.document_id, row.report, row.title, row.source, row.url, row.published, row.words)


def _bound(connection: Connection, positions: list[int]) -> dict[int, tuple[Bound, ...]]:
    table = schema.conditions.c
    rows: list[Any] = []
    for part in _parts(positions):
        found = select(table.position_id, table.kind, table.words, table.about)
        rows += connection.execute(found.where(table.position_id.in_(part)).order_by(table.id)).all()
    abouts = [row.about for row in rows if row.about]
    sides = _sides(connection, {id for about in abouts for id in (*about["sources"], *about["targets"])})
    out: dict[int, tuple[Bound, ...]] = defaultdict(tuple)
    for row in rows:
        parties = (frozenset(sides[id] for id in row.about[part]) for part in ("sources", "targets"))
        out[row.position_id] += (Bound(row.kind, row.words, row.about, *(parties if row.about else ())),)
    return out


def _sides(connection: Connection, ids: set[str]) -> dict[str, str]:
    """What actors count for between states, by their ids."""
    actors = schema.actors.c
    found: dict[str, str] = {id: id for id in ids}
    for part in _parts(sorted(ids)):
        rows = select(actors.id, actors.kind, actors.country).where(actors.id.in_(part))
        found.update({row.id: _side(row) for row in connection.execute(rows)})
    return found


def _side(actor: Any) -> str:
    side: str = actor.id if actor.kind == "country" else actor.country or actor.id
    return side


def happened(connection: Connection, sides: Iterable[str], as_of: date | None) -> list[Happened]:
    """The acts by any of these sides that came about up to ``as_of``, each once, by day."""
    table, pairs, documents = schema.events, schema.pairs.c, schema.documents.c
    numbers: set[int] = set()
    for part in _parts(sorted(sides)):
        by = select(pairs.event_id).where(pairs.source_side.in_(part), pairs.counted)
        numbers.update(connection.execute(by.distinct()).scalars())
    parties: dict[tuple[int, str], list[tuple[str, str]]] = defaultdict(list)
    found: list[Any] = []
    columns = (documents.name.label("report"), documents.title, documents.source, documents.url)
    joined = table.join(schema.documents, documents.id == table.c.document_id)
    actors, acting = schema.actors.c, schema.sides.c
    for part in _parts(sorted(numbers)):
        wanted = [table.c.id.in_(part), table.c.status == "actual", table.c.day.is_not(None)]
        if as_of is not None:
            out = or_(documents.published.is_(None), documents.published <= as_of)
            wanted += [table.c.day <= as_of, out]
        rows = select(table, *columns, documents.published).select_from(joined).where(*wanted)
        found += connection.execute(rows).all()
        sided = select(acting.event_id, acting.role, actors.id, actors.kind, actors.country)
        sided = sided.join(schema.actors, actors.id == acting.actor_id).where(acting.event_id.in_(part))
        for row in connection.execute(sided.order_by(acting.ordinal)):
            parties[row.event_id, row.role].append((row.id, _side(row)))
    events = [_happened(row, parties[row.id, "source"], parties[row.id, "target"]) for row in found]
    return sorted(events, key=lambda e: (e.day, e.id))


def _happened(row: Row[Any], sources: list[tuple[str, str]], targets: list[tuple[str, str]]) -> Happened:
    return Happened(
        id=row.id,
        type=row.type,
        mode=row.mode,
        day=row.day,
        dated=row.when_value is not None,
        sources=tuple(id for id, _ in sources),
        targets=tuple(id for id, _ in targets),
        source_sides=frozenset(side for _, side in sources),
        target_sides=frozenset(side for _, side in targets),
        evidence=_source(row),
    )


def _parts(items: list[Any]) -> Iterable[list[Any]]:
    return (items[i : i + CHUNK] for i in range(0, len(items), CHUNK))
