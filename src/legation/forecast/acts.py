"""Who acted on whom on which day, as a kept record holds it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib.resources import files
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, func, or_, select

from legation.coding import plover
from legation.knowledge import Knowledge
from legation.record import schema
from legation.record.filters import Party
from legation.record.store import Store

Numbers = NDArray[np.int64]
TYPES = tuple(sorted(plover.types()))
NOBODY = -1


@dataclass(frozen=True, slots=True)
class Acts:
    """Rows in order of days (ordinals of the calendar), each of the shape (acts,): the event's number in the
    record, its day, the two ``parties`` by their place there (NOBODY: no target told) and the type by its place
    in TYPES.

    ``since`` is the first day that the record covers, and ``regions`` names each party's, "" of no state.
    """

    event: Numbers
    day: Numbers
    source: Numbers
    target: Numbers
    type: Numbers
    parties: tuple[str, ...]
    regions: tuple[str, ...]
    since: int

    def __len__(self) -> int:
        return len(self.event)

    def before(self, day: int) -> "Acts":
        return self._of(self.day < day)

    def without(self, event: int) -> "Acts":
        return self._of(self.event != event)

    def _of(self, kept: NDArray[np.bool_]) -> "Acts":
        columns = {c: getattr(self, c)[kept] for c in ("event", "day", "source", "target", "type")}
        return replace(self, **columns)


def acts(
    rows: Sequence[tuple[int, date, str, str | None, str]],
    since: date,
    also: Mapping[str, str] = MappingProxyType({}),
) -> Acts:
    """Of rows of event, day, source, target and type. ``also`` are parties, whether they acted or not, and the
    states whose region is theirs."""
    rows = sorted(rows, key=lambda r: (r[1], r[0]))
    parties = tuple(sorted({p for r in rows for p in (r[2], r[3]) if p is not None} | also.keys()))
    place = {p: n for n, p in enumerate(parties)}
    types = {t: n for n, t in enumerate(TYPES)}
    told = [
        (e, d.toordinal(), place[s], NOBODY if t is None else place[t], types[kind]) for e, d, s, t, kind in rows
    ]
    columns = np.array(told, dtype=np.int64).reshape(-1, 5)
    found = regions()
    event, day, source, target, type = columns.T
    return Acts(
        event,
        day,
        source,
        target,
        type,
        parties,
        tuple(found.get(also.get(p, p), "") for p in parties),
        since.toordinal(),
    )


def read(store: Store, asked: Sequence[Party] = (), until: date | None = None) -> Acts:
    """The record's acts that are counted and did happen, before ``until``. Actors count for their states, as in
    the record's network; single actors that are ``asked`` for stand for themselves, under their first id."""
    pairs, events = schema.pairs.c, schema.events.c
    own = {id: party.ids[0] for party in asked if party.side is None for id in party.ids}
    told = select(pairs.event_id, pairs.day, pairs.source_side, pairs.target_side, pairs.type)
    told = told.add_columns(pairs.source, pairs.target, pairs.repeats).join(
        schema.events, events.id == pairs.event_id
    )
    told = told.where(pairs.counted, events.status == "actual", pairs.source_side.is_not(None))
    told = told.where(pairs.day.is_not(None))
    if own:
        single = or_(pairs.source.in_(own), pairs.target.in_(own))
        told = told.where(or_(~pairs.repeats, single))
    else:
        told = told.where(~pairs.repeats)
    if until:
        told = told.where(pairs.day < until)
    actors = schema.actors.c
    with store.reading() as connection:
        states = select(actors.id, actors.country).where(actors.id.in_(own.values()))
        also = {p.side: p.side for p in asked if p.side} | {i: c or i for i, c in connection.execute(states)}
        since = _since(connection)
        rows = {
            (r.event_id, r.day, own.get(r.source, r.source_side), own.get(r.target, r.target_side), r.type): None
            for r in connection.execute(told)
        }
    return acts(list(rows), since, also)


def _since(connection: Connection) -> date:
    """The first day that the record covers: on which a report was published, or an imported event took place.
    Reports tell of earlier days too, but not all that was done on them."""
    documents = schema.documents.c
    reports = select(func.min(documents.published)).where(documents.kind == "report")
    imported = select(func.min(schema.events.c.day)).join(
        schema.documents, documents.id == schema.events.c.document_id
    )
    imported = imported.where(documents.kind != "report")
    told = select(func.min(schema.events.c.day))
    first = [connection.execute(found).scalar() for found in (reports, imported)]
    return min(filter(None, first), default=connection.execute(told).scalar() or date.min)


def names(store: Store, parties: Sequence[str]) -> dict[str, str]:
    """What parties are called, states of which the record has no name too."""
    wanted, actors = set(parties), schema.actors.c
    with store.reading() as connection:
        named = {id: name for id, name in connection.execute(select(actors.id, actors.name)) if id in wanted}
    countries = Knowledge.load().countries.entities
    return {p: countries[p].name for p in wanted if p in countries} | named


@cache
def regions() -> dict[str, str]:
    """Each state's region, by its letters."""
    return {state: row[0] for row in table("regions") for state in row[1].split()}


def table(name: str) -> list[list[str]]:
    """The rows of ``tables/<name>.tsv`` below its header."""
    text = files("legation.forecast").joinpath("tables", f"{name}.tsv").read_text(encoding="utf-8")
    lines = [line.split("\t") for line in text.split("\n") if line and not line.startswith("#")]
    return lines[1:]
