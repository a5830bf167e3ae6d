"""Questions to the record: events, statements, positions, actors, and all of them in order of time.

Each answers rows that are plain values, newest first (a timeline: oldest first), those without a day last.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Select, Table, exists, func, or_, select, union

from legation.record import schema
from legation.record.filters import Filters, Party, between, party, searched
from legation.record.store import Store

Row = dict[str, Any]

CHUNK = 500
"""Ids that one look-up of what belongs to a page's rows is given: SQLite takes 32,766 parameters."""
FIRST, WIDER = 5000, 20
"""Among how many rows words are looked for at first, or among how many for each that is asked for; then over as
many times their days. Fewer cost as much: the index of words is read for all of the record."""
ORIGIN = ("document", "source", "url", "published", "model", "codebook")
EVENTS = (
    "id day when type mode contexts quad score sources targets via place place_country latitude longitude "
    "agreement status confidence reports words evidence"
).split() + list(ORIGIN)
STATEMENTS = "id day when kind speaker addressees within certainty words evidence".split() + list(ORIGIN)
POSITIONS = "id day when holder toward stance act act_type conditions confidence words evidence".split() + list(
    ORIGIN
)
ACTORS = "id name kind country code role wikidata mentions documents".split()
TIMELINE = "day what id type who whom words document source url".split()


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question asks for: the numbers and days of its rows, and the table that they are rows of.

    ``parts`` together have all rows, some more than once: who is on either side is looked for on one and then on
    the other, each by its index in the order of time (for both at once a database sorts all that there is).
    """

    table: Table
    parts: tuple[Select[Any], ...]
    day: Column[Any]
    id: Column[Any]

    def within(self, filters: Filters, *more: str) -> Any:
        """Numbers and days of the rows that have a day in the time that is asked for, each once, with more columns
        of the table that has their days."""
        parts = [p.where(*(between(self.day, filters) or [self.day.is_not(None)])) for p in self.parts]
        parts = [p.add_columns(*(self.day.table.c[name] for name in more)) for p in parts]
        return (union(*parts) if len(parts) > 1 else parts[0]).subquery()


def events(store: Store, filters: Filters) -> list[Row]:
    """Each event once, whoever tells it, unless ``filters.tellings``; ``reports`` says how many tell it."""
    with store.reading() as connection:
        return events_of(connection, newest(connection, events_asked(connection, filters), filters))


def events_asked(connection: Connection, filters: Filters) -> Asked:
    table = schema.events
    if filters.source or filters.target or filters.actor:
        return _of_sides(connection, filters)
    wanted = _events_wanted(connection, filters)
    return Asked(table, (select(table.c.id, table.c.day).where(*wanted),), table.c.day, table.c.id)


def _events_wanted(connection: Connection, filters: Filters) -> list[ColumnElement[bool]]:
    """What an event must be, whoever acts."""
    table = schema.events.c
    wanted = [~table.rejected]
    if not filters.tellings:
        wanted.append(table.same_as.is_(None))
    if filters.type:
        wanted.append(table.type == filters.type.upper())
    if filters.quad:
        wanted.append(table.quad == filters.quad)
    if filters.search:
        wanted.append(searched(connection, schema.events, filters.search))
    return wanted


def _of_sides(connection: Connection, filters: Filters) -> Asked:
    """Events that are asked for by their sides. Their pairs hold all but words and tellings that aren't counted"""
    pairs = schema.pairs.c
    wanted = dyad(connection, replace(filters, actor=None))
    asked_of: Any = schema.pairs
    if filters.search or filters.tellings:
        asked_of = schema.pairs.join(schema.events, pairs.event_id == schema.events.c.id)
        wanted += _events_wanted(connection, filters)
    if not filters.tellings:
        wanted.append(pairs.counted)
    if filters.type:
        wanted.append(pairs.type == filters.type.upper())
    if filters.quad:
        wanted.append(pairs.quad == filters.quad)
    ids = select(pairs.event_id.label("id"), pairs.day).distinct().select_from(asked_of).where(*wanted)
    parts = [
        ids.where(p.among(id, side))
        for p in _parties(connection, filters.actor)
        for id, side in ((pairs.source, pairs.source_side), (pairs.target, pairs.target_side))
    ]
    return Asked(schema.events, tuple(parts) or (ids,), pairs.day, pairs.event_id)


def numbered(store: Store, numbers: list[int]) -> list[Row]:
    """The events with these numbers, as ``events`` tells them, in this order."""
    with store.reading() as connection:
        return events_of(connection, numbers)


def statements(store: Store, filters: Filters) -> list[Row]:
    """``source`` and ``actor`` are speakers, ``target`` an addressee; ``type`` is direct, indirect or mixed."""
    with store.reading() as connection:
        return statements_of(connection, newest(connection, statements_asked(connection, filters), filters))


def statements_asked(connection: Connection, filters: Filters) -> Asked:
    table = schema.statements
    wanted = [~table.c.rejected]
    wanted += [p.among(table.c.speaker, table.c.speaker_side) for p in _parties(connection, filters.source)]
    wanted += [_addressed(p) for p in _parties(connection, filters.target)]
    if filters.type:
        wanted.append(table.c.kind == filters.type.lower())
    if filters.search:
        wanted.append(searched(connection, table, filters.search))
    ids = select(table.c.id, table.c.day).where(*wanted)
    parts = [
        part
        for p in _parties(connection, filters.actor)
        for part in (
            ids.where(p.among(table.c.speaker, table.c.speaker_side)),
            ids.where(_spoken_to(connection, p, filters)),
        )
    ]
    return Asked(table, tuple(parts) or (ids,), table.c.day, table.c.id)


def statements_of(connection: Connection, numbers: list[int]) -> list[Row]:
    """The statements of these numbers, in their order."""
    rows = _rows(connection, schema.statements, numbers)
    to = _grouped(connection, schema.addressees.c.statement_id, schema.addressees.c.actor_id, numbers)
    spans = _spans(connection, schema.evidence.c.statement_id, numbers)
    return [_told(STATEMENTS, r, addressees=to[r.id], evidence=spans[r.id]) for r in rows]


def positions(store: Store, filters: Filters) -> list[Row]:
    """``source`` is the holder, ``target`` whom it concerns; ``type`` is a stance or the type of the act."""
    with store.reading() as connection:
        return positions_of(connection, newest(connection, positions_asked(connection, filters), filters))


def positions_asked(connection: Connection, filters: Filters) -> Asked:
    table = schema.positions
    wanted = [~table.c.rejected]
    holder, toward = (table.c.holder, table.c.holder_side), (table.c.toward, table.c.toward_side)
    wanted += [p.among(*holder) for p in _parties(connection, filters.source)]
    wanted += [p.among(*toward) for p in _parties(connection, filters.target)]
    if filters.type:
        wanted.append(or_(table.c.stance == filters.type.lower(), table.c.act_type == filters.type.upper()))
    if filters.search:
        wanted.append(searched(connection, table, filters.search))
    ids = select(table.c.id, table.c.day).where(*wanted)
    parts = [ids.where(p.among(*side)) for p in _parties(connection, filters.actor) for side in (holder, toward)]
    return Asked(table, tuple(parts) or (ids,), table.c.day, table.c.id)


def positions_of(connection: Connection, numbers: list[int]) -> list[Row]:
    """The positions of these numbers, in their order."""
    conditions = schema.conditions.c
    tied = defaultdict(list)
    for part in parts(numbers):
        found = select(conditions.position_id, conditions.kind, conditions.words, conditions.about)
        found = found.where(conditions.position_id.in_(part)).order_by(conditions.id)
        for number, kind, words, about in connection.execute(found):
            tied[number].append({"kind": kind, "words": words, "about": about})
    spans = _spans(connection, schema.evidence.c.position_id, numbers)
    rows = _rows(connection, schema.positions, numbers)
    return [_told(POSITIONS, r, conditions=tied[r.id], evidence=spans[r.id]) for r in rows]


def actors(store: Store, filters: Filters) -> list[Row]:
    """Those named most first. ``source``: whom it acts on; ``target``: who acts on it; ``actor``: it and, of a
    state, all who act for it; ``type``: country, person, organisation or group; ``search``: part of a name."""
    table, mentions, pairs = schema.actors, schema.mentions, schema.pairs
    with store.reading() as connection:
        wanted: list[ColumnElement[bool]] = []
        for p in _parties(connection, filters.source):
            acted = select(pairs.c.target).where(p.among(pairs.c.source, pairs.c.source_side), pairs.c.counted)
            wanted.append(table.c.id.in_(acted))
        for p in _parties(connection, filters.target):
            acted = select(pairs.c.source).where(p.among(pairs.c.target, pairs.c.target_side), pairs.c.counted)
            wanted.append(table.c.id.in_(acted))
        for p in _parties(connection, filters.actor):
            wanted.append(p.among(table.c.id, table.c.country))
        if filters.type:
            wanted.append(table.c.kind == filters.type.lower())
        if filters.search:
            wanted.append(func.lower(table.c.name).contains(filters.search.lower(), autoescape=True))
        named = select(mentions.c.actor_id, func.count().label("mentions"))
        named = named.add_columns(func.count(mentions.c.document_id.distinct()).label("documents"))
        if days := between(schema.documents.c.published, filters):
            joined = mentions.join(schema.documents, schema.documents.c.id == mentions.c.document_id)
            named = named.select_from(joined).where(*days)
        if wanted:
            named = named.where(mentions.c.actor_id.in_(select(table.c.id).where(*wanted)))
        counted = named.group_by(mentions.c.actor_id).subquery()
        found = select(table, counted.c.mentions, counted.c.documents)
        found = found.join(counted, counted.c.actor_id == table.c.id, isouter=not days).where(*wanted)
        found = found.order_by(func.coalesce(counted.c.mentions, 0).desc(), table.c.id)
        found = found.limit(filters.limit).offset(filters.offset)
        rows = [dict(r._mapping) for r in connection.execute(found)]
    return [{**r, "mentions": r["mentions"] or 0, "documents": r["documents"] or 0} for r in rows]


def timeline(store: Store, filters: Filters) -> list[Row]:
    """Events, statements and positions, oldest first; of more than ``filters.limit`` the newest."""
    passed, limit = filters.offset, filters.limit
    last = None if limit is None else passed + limit
    filters = replace(filters, limit=last, offset=0)
    rows = [_line("event", r, r["type"], r["sources"], r["targets"]) for r in events(store, filters)]
    by_kind = filters.type is None
    rows += [
        _line("statement", r, r["kind"], [r["speaker"]], r["addressees"])
        for r in (statements(store, filters) if by_kind else [])
    ]
    rows += [_line("position", r, r["stance"], [r["holder"]], [r["toward"]]) for r in positions(store, filters)]
    rows.sort(key=lambda r: (r["day"] is not None, r["day"] or "", r["id"]), reverse=True)
    return rows[passed:last][::-1]


def _line(what: str, row: Row, type: str, who: Sequence[str | None], whom: Sequence[str | None]) -> Row:
    told = {"day": row["day"], "what": what, "id": row["id"], "type": type}
    parties = {"who": [w for w in who if w], "whom": [w for w in whom if w]}
    return {**told, **parties, **{k: row[k] for k in ("words", "document", "source", "url")}}


def _parties(connection: Connection, name: str | None) -> list[Party]:
    return [party(connection, name)] if name else []


def asked(connection: Connection, filters: Filters) -> list[Party]:
    """Whom the question names."""
    names = (filters.source, filters.target, filters.actor)
    return [party(connection, name) for name in names if name]


def dyad(connection: Connection, filters: Filters) -> list[ColumnElement[bool]]:
    """What a pair of an event must be, where the question asks for sides."""
    pairs = schema.pairs.c
    source, target = (pairs.source, pairs.source_side), (pairs.target, pairs.target_side)
    found = [p.among(*source) for p in _parties(connection, filters.source)]
    found += [p.among(*target) for p in _parties(connection, filters.target)]
    return found + [or_(p.among(*source), p.among(*target)) for p in _parties(connection, filters.actor)]


def _addressed(who: Party) -> ColumnElement[bool]:
    to = schema.addressees.c
    return exists().where(to.statement_id == schema.statements.c.id, who.among(to.actor_id, to.side))


def _spoken_to(connection: Connection, who: Party, filters: Filters) -> ColumnElement[bool]:
    """Whether a statement is to a party. One who is often spoken to is looked for among the newest statements, and
    else the statements to it are listed (PostgreSQL is told so): whichever looks up fewer rows."""
    to, statements = schema.addressees.c, schema.statements.c
    every = select(to.statement_id).where(who.among(to.actor_id, to.side))
    found, last = select(func.count()).select_from(every.subquery()), select(func.max(statements.id))
    listed, of = connection.execute(select(found.scalar_subquery(), last.scalar_subquery())).one()
    if filters.limit is not None and (filters.offset + filters.limit) * (of or 0) < listed**2:
        return _addressed(who)
    return statements.id.in_(select(every.cte().prefix_with("MATERIALIZED", dialect="postgresql")))


def newest(connection: Connection, asked: Asked, filters: Filters) -> list[int]:
    """The rows' numbers, newest first, then those without a day.

    Two queries, for the two backends put rows without a day at different ends, and each has its indexes so.
    """
    day, id = asked.day, asked.id
    last = None if filters.limit is None else filters.offset + filters.limit
    found: set[tuple[date, int]] = set()
    for ids in asked.parts:
        dated = ids.where(*(between(day, filters) or [day.is_not(None)])).order_by(day.desc(), id.desc())
        found.update((told, number) for number, told in _dated(connection, asked, filters, dated, last))
    numbers = [number for _, number in sorted(found, reverse=True)][:last]
    left = None if last is None else last - len(numbers)
    if left != 0 and not (filters.since or filters.until):
        undated: set[int] = set()
        for ids in asked.parts:
            undated.update(connection.execute(ids.where(day.is_(None)).order_by(id.desc()).limit(left)).scalars())
        numbers += sorted(undated, reverse=True)[:left]
    return numbers[filters.offset :]


def _dated(
    connection: Connection, asked: Asked, filters: Filters, dated: Select[Any], last: int | None
) -> Sequence[Any]:
    """The first ``last`` of these rows. PostgreSQL looks for words among the newest rows first, then among ever
    more: by the indexes of days and of words together, where it would else split thousands of rows into words."""
    if filters.search and last and connection.dialect.name == "postgresql":
        table = asked.table.c
        day = table.published if asked.table is schema.documents else table.day
        among = between(day, filters) or [day.is_not(None)]
        if asked.table is schema.events:  # as its index has it
            among += [table.same_as.is_(None), ~table.rejected]
        passed = max(FIRST, WIDER * last)
        since = connection.execute(select(day).where(*among).order_by(day.desc()).offset(passed).limit(1)).scalar()
        first, final = connection.execute(select(func.min(day), func.max(day)).where(*among)).one()
        while since is not None and since > first:
            rows = connection.execute(dated.where(day >= since).limit(last)).all()
            if len(rows) == last:
                return rows
            since = final - min(WIDER * max(final - since, timedelta(1)), final - first)
    return connection.execute(dated.limit(last)).all()


def events_of(connection: Connection, numbers: list[int]) -> list[Row]:
    """The events of these numbers, in their order."""
    sides = schema.sides.c
    parties: dict[tuple[int, str], list[str]] = defaultdict(list)
    told: dict[int, int] = defaultdict(lambda: 1)
    table = schema.events.c
    for part in parts(numbers):
        found = select(sides.event_id, sides.role, sides.actor_id).where(sides.event_id.in_(part))
        for number, role, actor in connection.execute(found.order_by(sides.event_id, sides.role, sides.ordinal)):
            parties[number, role].append(actor)
        others = select(table.same_as, func.count()).where(table.same_as.in_(part), ~table.rejected)
        others = others.group_by(table.same_as)
        told.update({r[0]: 1 + r[1] for r in connection.execute(others)})
    spans = _spans(connection, schema.evidence.c.event_id, numbers)
    return [
        _told(
            EVENTS,
            r,
            sources=parties[r.id, "source"],
            targets=parties[r.id, "target"],
            via=parties[r.id, "via"],
            reports=told[r.id],
            evidence=spans[r.id] if r.form == "report" else {"imported": r.form},
        )
        for r in _rows(connection, schema.events, numbers)
    ]


def _rows(connection: Connection, table: Table, numbers: list[int]) -> list[Any]:
    """The rows of these numbers in their order, each with where it comes from."""
    documents, codings = schema.documents.c, schema.codings.c
    found: dict[int, Any] = {}
    columns = (
        documents.name.label("document"),
        documents.kind.label("form"),
        documents.source,
        documents.url,
        documents.published,
        codings.model,
        codings.codebook,
    )
    joined = table.join(schema.documents, documents.id == table.c.document_id)
    joined = joined.join(schema.codings, codings.id == table.c.coding_id)
    for part in parts(numbers):
        rows = select(table, *columns).select_from(joined).where(table.c.id.in_(part))
        found.update({r.id: r for r in connection.execute(rows)})
    return [found[n] for n in numbers]


def _told(columns: Sequence[str], row: Any, **more: Any) -> Row:
    """The columns of a row in their order; days as ISO dates, ``when`` as the report gives it."""
    more["when"] = row.when_value and {
        "value": row.when_value,
        "start": _iso(row.when_start),
        "end": _iso(row.when_end),
    }
    more["day"], more["published"] = _iso(row.day), _iso(row.published)
    return {c: more[c] if c in more else getattr(row, c) for c in columns}


def _iso(day: Any) -> str | None:
    return day.isoformat() if day else None


def _spans(connection: Connection, owner: ColumnElement[Any], numbers: list[int]) -> dict[int, Row]:
    """Each row's spans by part, in the order of the text."""
    table = schema.evidence.c
    found: dict[int, Row] = defaultdict(dict)
    for part in parts(numbers):
        spans = select(owner, table.part, table.start, table.end).where(owner.in_(part))
        for number, name, start, end in connection.execute(spans.order_by(table.id)):
            found[number].setdefault(name, []).append([start, end])
    return found


def _grouped(
    connection: Connection, key: ColumnElement[Any], value: ColumnElement[Any], numbers: list[int]
) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for part in parts(numbers):
        for number, one in connection.execute(select(key, value).where(key.in_(part)).order_by(key, value)):
            found[number].append(one)
    return found


def parts(numbers: list[int]) -> Iterable[list[int]]:
    return (numbers[i : i + CHUNK] for i in range(0, len(numbers), CHUNK))
