"""What people change: accepted, edited or rejected with who, when and why; the machine's own value stays.

The tables hold what is valid now, ``codings.record`` what the machine read, and each correction both values.
"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, select, update

from legation.exceptions import InputError
from legation.record import keep, schema
from legation.record.changes import Change
from legation.record.fields import FIELDS, TABLES, Correction, Verdict, checked, is_import, machine
from legation.record.store import Store

__all__ = ["COLUMNS", "FIELDS", "Correction", "again", "correct", "corrections", "held", "undo"]


def correct(store: Store, correction: Correction) -> int:
    """Keeps a correction and makes it valid; its number.

    Raises InputError for an item, a field or a value that there isn't.
    """
    with store.writing() as connection:
        table = TABLES[correction.kind]
        row = connection.execute(select(table).where(table.c.id == correction.item)).first()
        if row is None:
            raise InputError(f"{correction.kind} {correction.item}", "is not in this record")
        value = checked(connection, correction, row)
        if correction.field is None or correction.verdict != "accept":
            Change(connection, correction.kind, row).apply(correction, value)
        told = {
            "document_id": row.document_id,
            "kind": correction.kind,
            "item_id": correction.item,
            "item": row.name,
            "field": correction.field,
            "verdict": correction.verdict,
            "machine": machine(connection, correction.kind, correction.field, row),
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
            Change(connection, one.kind, rows[one.id]).apply(told, one.value)


def undo(store: Store, number: int, who: str, why: str | None = None) -> int:
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
        change = Change(connection, row.kind, item)
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
                whole = machine(connection, row.kind, None, item)
                change.weigh(whole["score"])  # it may be that of the mode, or another than the type's own
        told = {c: getattr(row, c) for c in ("document_id", "kind", "item_id", "item", "field", "machine")}
        told |= {"verdict": "undo", "value": value, "who": who, "why": why, "made": keep.now()}
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
    if is_import(connection, item):
        raise InputError(f"correction {row.id}", "can't be undone: an import keeps no value of its own; edit it")
    return machine(connection, row.kind, name, item)


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
