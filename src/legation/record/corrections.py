"""What people change: accepted, edited or rejected with who, when and why; the machine's own value stays.

The tables hold what is valid now, ``codings.record`` what the machine read, and each correction both values.
"""

import json
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal, get_args

from sqlalchemy import Connection, Table, func, select, update

from legation.coding import plover
from legation.exceptions import InputError
from legation.nouns.event import Status
from legation.nouns.position import Stance
from legation.nouns.statement import StatementKind
from legation.record import keep, schema
from legation.record.grouping.merges import lead_again
from legation.record.store import Store

Kind = Literal["event", "statement", "position"]
Verdict = Literal["accept", "edit", "reject"]
TABLES: dict[str, Table] = {
    "event": schema.events,
    "statement": schema.statements,
    "position": schema.positions,
}
OPEN: Mapping[str, frozenset[str]] = {
    "event": frozenset({"mode", "when", "sources", "targets", "via", "agreement"}),
    "statement": frozenset({"speaker", "addressees", "when"}),
    "position": frozenset({"toward", "act_type", "when"}),
}
"""Fields that may be left open, and so be rejected by themselves."""
FIELDS: Mapping[str, frozenset[str]] = {
    "event": OPEN["event"] | {"type", "status"},
    "statement": OPEN["statement"] | {"kind"},
    "position": OPEN["position"] | {"holder", "stance"},
}
CHOICES: Mapping[tuple[str, str], Callable[[], frozenset[str]]] = {
    ("event", "type"): plover.types,
    ("event", "status"): lambda: frozenset(get_args(Status)),
    ("statement", "kind"): lambda: frozenset(get_args(StatementKind)),
    ("position", "stance"): lambda: frozenset(get_args(Stance)),
    ("position", "act_type"): plover.types,
}
ACTORS = frozenset({"speaker", "holder", "toward"})
PARTIES = frozenset({"sources", "targets", "via", "addressees"})


@dataclass(frozen=True, slots=True)
class Correction:
    """One verdict of a person on an item (``field`` is None) or on one field of it."""

    kind: Kind
    item: int
    verdict: Verdict
    who: str
    field: str | None = None
    value: Any = None
    why: str | None = None


def correct(store: Store, correction: Correction) -> int:
    """Keeps a correction and makes it valid; its number.

    Raises InputError for an item, a field or a value that there isn't.
    """
    with store.writing() as connection:
        table = TABLES[correction.kind]
        row = connection.execute(select(table).where(table.c.id == correction.item)).first()
        if row is None:
            raise InputError(f"{correction.kind} {correction.item}", "is not in this record")
        value = _checked(connection, correction)
        machine = _machine(connection, correction, row)
        if correction.field is None or correction.verdict != "accept":
            _Change(connection, correction.kind, row).apply(correction, value)
        told = {
            "document_id": row.document_id,
            "kind": correction.kind,
            "item_id": correction.item,
            "item": row.name,
            "field": correction.field,
            "verdict": correction.verdict,
            "machine": machine,
            "value": value,
            "who": correction.who,
            "why": correction.why,
            "made": keep.now(),
        }
        added = schema.corrections.insert().values(told).returning(schema.corrections.c.id)
        return int(connection.execute(added).scalar_one())


def again(connection: Connection, document: int) -> None:
    """Makes a document's corrections valid once more, in their order, over rows that were written anew."""
    table = schema.corrections
    of_document = select(table).where(table.c.document_id == document).order_by(table.c.id)
    made = connection.execute(of_document).all()
    rows = {}
    for one in made:
        items = TABLES[one.kind]
        rows[one.id] = row = connection.execute(select(items).where(items.c.id == one.item_id)).one()
        connection.execute(update(table).where(table.c.id == one.id).values(item=row.name))
    for one in held(made):
        if one.field is None or one.verdict != "accept":
            told = Correction(one.kind, one.item_id, one.verdict, one.who, one.field, one.value, one.why)
            _Change(connection, one.kind, rows[one.id]).apply(told, one.value)


def undo(store: Store, number: int, who: str) -> int:
    """Takes back a correction: what held before it holds again. The number of the row that says so.

    Raises InputError for a number that there isn't, for one that is undone or isn't the newest on its field, and
    for an edit of an imported event, whose own value isn't kept.
    """
    table = schema.corrections.c
    with store.writing() as connection:
        row = connection.execute(select(schema.corrections).where(table.id == number)).first()
        if row is None:
            raise InputError(f"correction {number}", "is not in this record")
        same = select(schema.corrections).where(table.kind == row.kind, table.item_id == row.item_id)
        before = held(connection.execute(same.order_by(table.id)).all())
        on_field = [r for r in before if r.field == row.field]
        if not on_field or on_field[-1].id != number:
            raise InputError(f"correction {number}", "isn't the newest that holds there: undo that one first")
        if not who.strip():
            raise InputError("--who", "is empty: an undo names who makes it")
        items = TABLES[row.kind]
        item = connection.execute(select(items).where(items.c.id == row.item_id)).one()
        left = [r for r in before if r.id != number]
        change = _Change(connection, row.kind, item)
        value = None
        if row.field is None:
            verdicts = [r.verdict for r in left if r.field is None]
            value = verdicts[-1] if verdicts else None
            if row.verdict == "reject" or value == "reject":
                again: Verdict = "reject" if value == "reject" else "accept"
                change.apply(Correction(row.kind, row.item_id, again, who), None)
        elif row.verdict != "accept":
            for name in (row.field, "mode") if row.field == "type" else (row.field,):
                value = _before(connection, row, left, name)
                change.apply(Correction(row.kind, row.item_id, "edit", who, name), value)
            value = _before(connection, row, left, row.field)
            if row.field == "type" and not any(r.field == "type" for r in left):
                whole = _machine(connection, Correction(row.kind, row.item_id, "accept", who), item)
                change.weigh(whole["score"])  # it may be that of the mode, or another than the type's own
        told = {c: getattr(row, c) for c in ("document_id", "kind", "item_id", "item", "field", "machine")}
        told |= {"verdict": "undo", "value": value, "who": who, "why": None, "made": keep.now()}
        added = schema.corrections.insert().values(told).returning(schema.corrections.c.id)
        return int(connection.execute(added).scalar_one())


def held(rows: Iterable[Any]) -> list[Any]:
    """Of corrections in their order those that hold: an undo takes away the newest on its item and field."""
    left: list[Any] = []
    for row in rows:
        if row.verdict != "undo":
            left.append(row)
            continue
        place = (row.kind, row.item_id, row.field)
        left.remove(next(r for r in reversed(left) if (r.kind, r.item_id, r.field) == place))
    return left


def _before(connection: Connection, row: Any, left: list[Any], name: str) -> Any:
    """A field's value by the corrections that are left, else as the machine read it."""
    fields = {name, "type" if name == "mode" else name}
    told = [r for r in left if r.verdict in ("edit", "reject") and r.field in fields]
    if told:
        return told[-1].value if told[-1].field == name else None  # a new type has no mode
    items = TABLES[row.kind]
    item = connection.execute(select(items).where(items.c.id == row.item_id)).one()
    machine = _machine(connection, Correction(row.kind, row.item_id, "edit", "", name), item)
    if machine is None and _packed(connection, item) is None:
        raise InputError(f"correction {row.id}", "can't be undone: an import keeps no value of its own; edit it")
    return machine


def corrections(store: Store, document: int | None = None) -> list[dict[str, Any]]:
    """Corrections, of all reports or of one, in the order in which they were made, with the words that they are
    about: training data. Those undone are there too, and so is each undo; ``held`` tells which hold."""
    table = schema.corrections.c
    found: list[dict[str, Any]] = []
    with store.reading() as connection:
        for kind, items in TABLES.items():
            rows = select(schema.corrections, items.c.words, schema.documents.c.name.label("document"))
            joined = schema.corrections.join(items, (items.c.id == table.item_id) & (table.kind == kind))
            joined = joined.join(schema.documents, schema.documents.c.id == table.document_id)
            if document is not None:
                rows = rows.where(table.document_id == document)
            found += (dict(r._mapping) for r in connection.execute(rows.select_from(joined)))
    found.sort(key=lambda row: row["id"])
    return [{c: row[c] if c != "made" else row["made"].isoformat() for c in COLUMNS} for row in found]


COLUMNS = "id kind item_id item document field verdict machine value who why made words".split()


@dataclass(slots=True)
class _Change:
    """How one item's rows are changed."""

    connection: Connection
    kind: str
    row: Any
    sides: dict[str, str] = field(default_factory=dict)

    def apply(self, correction: Correction, value: Any) -> None:
        name = correction.field
        if name is None:
            self._set(rejected=correction.verdict == "reject")
            if self.kind == "event":
                lead_again(self.connection, self.row.id)
        elif name == "when":
            self._set_when(value)
        elif name in PARTIES:
            self._set_parties(name, value)
        elif name in ACTORS:
            self._set(**{name: value, f"{name}_side": value and self._side(value)})
        elif name == "type":
            self._set(type=value, quad=plover.quad(value), score=plover.score(value), mode=None)
            self._pair()
        else:
            self._set(**{name: value})

    def weigh(self, score: float) -> None:
        self._set(score=score)
        self._pair()

    def _set(self, **values: Any) -> None:
        table = TABLES[self.kind]
        self.connection.execute(update(table).where(table.c.id == self.row.id).values(values))

    def _set_when(self, value: Any) -> None:
        day, last = (value and value[bound] and date.fromisoformat(value[bound]) for bound in ("start", "end"))
        published = select(schema.documents.c.published).where(schema.documents.c.id == self.row.document_id)
        own = day or self.connection.execute(published).scalar()
        self._set(day=own, when_value=value and value["value"], when_start=day, when_end=last)
        if self.kind == "event":
            self._pair()

    def _set_parties(self, name: str, actors: list[str]) -> None:
        number = self.row.id
        if name == "addressees":
            to = schema.addressees
            self.connection.execute(to.delete().where(to.c.statement_id == number))
            rows = [{"statement_id": number, "actor_id": a, "side": self._side(a)} for a in actors]
            table: Table = to
        else:
            table = schema.sides
            role = name.removesuffix("s")
            self.connection.execute(table.delete().where(table.c.event_id == number, table.c.role == role))
            rows = [{"event_id": number, "role": role, "ordinal": n, "actor_id": a} for n, a in enumerate(actors)]
        if rows:
            self.connection.execute(table.insert(), rows)
        if self.kind == "event":
            self._pair()

    def _pair(self) -> None:
        """Makes the event's pairs anew from its sides, day and type."""
        number, sides = self.row.id, schema.sides.c
        row = self.connection.execute(select(schema.events).where(schema.events.c.id == number)).one()
        told = select(sides.role, sides.actor_id).where(sides.event_id == number).order_by(sides.ordinal)
        parties: dict[str, list[str]] = {"source": [], "target": [], "via": []}
        for role, actor in self.connection.execute(told):
            parties[role].append(actor)
        of = {a: self._side(a) for a in (*parties["source"], *parties["target"])}
        counted = row.same_as is None and not row.rejected
        shared = {"day": row.day, "type": row.type, "quad": row.quad, "score": row.score, "counted": counted}
        self.connection.execute(schema.pairs.delete().where(schema.pairs.c.event_id == number))
        pairs = keep.pairs(number, parties["source"], parties["target"], of, shared)
        if pairs:
            self.connection.execute(schema.pairs.insert(), pairs)

    def _side(self, actor: str) -> str:
        actors = schema.actors.c
        kind, country = self.connection.execute(
            select(actors.kind, actors.country).where(actors.id == actor)
        ).one()
        return actor if kind == "country" else country or actor


def _checked(connection: Connection, correction: Correction) -> Any:
    """The value in the record's form. Raises InputError where it can't be one."""
    kind, name, value = correction.kind, correction.field, correction.value
    if not correction.who.strip():
        raise InputError("--who", "is empty: a correction names who makes it")
    if name is not None and name not in FIELDS[kind]:
        raise InputError(name, f"is no field of a {kind} that can be corrected: {', '.join(sorted(FIELDS[kind]))}")
    if correction.verdict == "edit" and name is None:
        raise InputError(f"{kind} {correction.item}", "can't be edited without a field: name one with --field")
    if correction.verdict == "reject" and name is not None:
        if name not in OPEN[kind]:
            raise InputError(name, "can't be left open: edit it, or reject the whole")
        return [] if name in PARTIES else None
    if correction.verdict != "edit":
        return None
    assert name is not None
    if name in PARTIES:
        return [_actor(connection, a) for a in ([value] if isinstance(value, str) else value)]
    if name in ACTORS:
        return _actor(connection, value)
    if name == "when":
        return _when(value)
    if name == "agreement" and not str(value).startswith("agreement:"):
        raise InputError(f"agreement {value!r}", "is no id of an agreement, such as agreement:jcpoa")
    choices = plover.modes(_type(connection, correction)) if name == "mode" else CHOICES.get((kind, name))
    allowed = choices() if callable(choices) else choices
    if allowed is not None and value not in allowed:
        raise InputError(f"{name} {value!r}", f"is none of {', '.join(sorted(allowed)) or 'none'}")
    return value


def _type(connection: Connection, correction: Correction) -> str:
    events = schema.events.c
    return str(connection.execute(select(events.type).where(events.id == correction.item)).scalar_one())


def _actor(connection: Connection, id: Any) -> str:
    if connection.execute(select(func.count()).where(schema.actors.c.id == id)).scalar():
        return str(id)
    raise InputError(str(id), "is no actor of this record: legation actors --search finds ids")


def _when(value: Any) -> dict[str, Any]:
    try:
        day = date.fromisoformat(value).isoformat()
    except (TypeError, ValueError):
        raise InputError(f"when {value!r}", "is no ISO date such as 2025-03-13") from None
    return {"value": day, "start": day, "end": day, "span": None}


def _machine(connection: Connection, correction: Correction, row: Any) -> Any:
    """What the machine read in the field; of a whole item, all that it read."""
    packed = _packed(connection, row)
    if packed is None:  # an import's event: no record of a report
        return None
    items = json.loads(zlib.decompress(packed))[f"{correction.kind}s"]
    item = next(one for one in items if one["id"] == row.name)
    if correction.field is None:
        return item
    return item["act"]["type"] if correction.field == "act_type" else item[correction.field]


def _packed(connection: Connection, row: Any) -> bytes | None:
    """What was read of the item's report; None for an import."""
    codings = schema.codings.c
    packed: bytes | None = connection.execute(select(codings.record).where(codings.id == row.coding_id)).scalar()
    return packed
