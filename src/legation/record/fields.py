"""What can be corrected: each kind's fields, the values that they take, and what the machine read in them."""

import json
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, get_args

from sqlalchemy import Connection, Table, func, select

from legation.coding import plover
from legation.coding.acts import contexts
from legation.exceptions import InputError
from legation.nouns.event import Status
from legation.nouns.position import ConditionKind, Stance
from legation.nouns.statement import StatementKind
from legation.record import schema

Kind = Literal["event", "statement", "position"]
Verdict = Literal["accept", "edit", "reject"]
TABLES: dict[str, Table] = {
    "event": schema.events,
    "statement": schema.statements,
    "position": schema.positions,
}
OPEN: Mapping[str, frozenset[str]] = {
    "event": frozenset({"mode", "contexts", "when", "sources", "targets", "via", "place", "agreement"}),
    "statement": frozenset({"speaker", "cue", "addressees", "when", "occasion"}),
    "position": frozenset({"toward", "act_type", "conditions", "when"}),
}
"""Fields that may be left open, and so be rejected by themselves."""
FIELDS: Mapping[str, frozenset[str]] = {
    "event": OPEN["event"] | {"type", "status"},
    "statement": OPEN["statement"] | {"kind", "content"},
    "position": OPEN["position"] | {"holder", "stance"},
}
CHOICES: Mapping[tuple[str, str], Callable[[], frozenset[str]]] = {
    ("event", "type"): plover.types,
    ("event", "status"): lambda: frozenset(get_args(Status)),
    ("event", "contexts"): contexts.names,
    ("statement", "kind"): lambda: frozenset(get_args(StatementKind)),
    ("position", "stance"): lambda: frozenset(get_args(Stance)),
    ("position", "act_type"): plover.types,
}
ACTORS = frozenset({"speaker", "holder", "toward"})
PARTIES = frozenset({"sources", "targets", "via", "addressees"})
SPANS = frozenset({"cue", "content", "occasion"})
LISTS = PARTIES | {"contexts", "content", "conditions"}


@dataclass(frozen=True, slots=True)
class Correction:
    """One verdict of a person on an item (``field`` is None) or on one field of it.

    ``value``: actors by id; ``when`` an ISO date; a place by its name in the report; ``cue``, ``content`` and
    ``occasion`` by their words in the report or as spans; ``conditions`` as in the report's record, or its JSON.
    """

    kind: Kind
    item: int
    verdict: Verdict
    who: str
    field: str | None = None
    value: Any = None
    why: str | None = None


def checked(connection: Connection, correction: Correction, row: Any) -> Any:
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
        return [] if name in LISTS else None
    if correction.verdict != "edit":
        return None
    assert name is not None
    if name == "conditions":
        return _conditions(connection, value, text_of(connection, row))
    if name in LISTS:
        values = [value] if isinstance(value, str) else value
        return [_one(connection, correction, name, one, row) for one in values]
    return _one(connection, correction, name, value, row)


def _one(connection: Connection, correction: Correction, name: str, value: Any, row: Any) -> Any:
    if name in ACTORS | PARTIES:
        return _actor(connection, value)
    if name in SPANS:
        return _span(name, value, text_of(connection, row))
    if name == "when":
        return _when(value)
    if name == "place":
        return _place(connection, value, row)
    if name == "agreement" and not str(value).startswith("agreement:"):
        raise InputError(f"agreement {value!r}", "is no id of an agreement, such as agreement:jcpoa")
    choices = CHOICES.get((correction.kind, name))
    if name == "mode":
        return _among(name, value, plover.modes(row.type))
    return _among(name, value, choices()) if choices else value


def _among(name: str, value: Any, allowed: frozenset[str]) -> Any:
    if value not in allowed:
        raise InputError(f"{name} {value!r}", f"is none of {', '.join(sorted(allowed)) or 'none'}")
    return value


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


def _place(connection: Connection, value: Any, row: Any) -> dict[str, Any]:
    packed = _packed(connection, row)
    places: list[dict[str, Any]] = json.loads(zlib.decompress(packed))["places"] if packed else []
    for place in places:
        if value == place or str(value).casefold() == place["name"].casefold():
            return place
    names = ", ".join(dict.fromkeys(p["name"] for p in places)) or "none"
    raise InputError(f"place {value!r}", f"is no place that was read in this report: {names}")


def _span(name: str, value: Any, text: str) -> list[int]:
    """Words of the report, or a span of them."""
    if isinstance(value, str):
        start = text.find(value) if value else -1
        if start < 0:
            raise InputError(f"{name} {value!r}", "are no words of this report")
        if text.find(value, start + 1) >= 0:
            raise InputError(f"{name} {value!r}", "stand in this report more than once: name more of them")
        return [start, start + len(value)]
    if not _is_span(value, text):
        raise InputError(f"{name} {value!r}", f"is no span [start, end) of the report's {len(text)} characters")
    return list(value)


def _is_span(value: Any, text: str) -> bool:
    if not isinstance(value, list | tuple) or len(value) != 2 or not all(type(n) is int for n in value):
        return False
    start, end = value
    return bool(0 <= start < end <= len(text))


def _conditions(connection: Connection, value: Any, text: str) -> list[dict[str, Any]]:
    try:
        given = json.loads(value) if isinstance(value, str) else value
        return [_condition(connection, one, text) for one in given]
    except (ValueError, TypeError, KeyError):
        raise InputError(
            "conditions", 'are a list of {"kind", "connective", "content", "about"} as docs/record.md has them'
        ) from None


def _condition(connection: Connection, value: Any, text: str) -> dict[str, Any]:
    about = value.get("about")
    if about is not None:
        about = {
            "type": _among("about", about["type"], plover.types()),
            "sources": [_actor(connection, a) for a in about["sources"]],
            "targets": [_actor(connection, a) for a in about["targets"]],
        }
    return {
        "kind": _among("condition", value["kind"], frozenset(get_args(ConditionKind))),
        "connective": _span("connective", value["connective"], text),
        "content": _span("content", value["content"], text),
        "about": about,
    }


def text_of(connection: Connection, row: Any) -> str:
    """The text of an item's report."""
    documents = schema.documents.c
    return str(connection.execute(select(documents.text).where(documents.id == row.document_id)).scalar_one())


def machine(connection: Connection, kind: str, field: str | None, row: Any) -> Any:
    """What the machine read in the field; of a whole item, all that it read; None for an import."""
    packed = _packed(connection, row)
    if packed is None:  # an import's event: no record of a report
        return None
    record = json.loads(zlib.decompress(packed))
    item = next(one for one in record[f"{kind}s"] if one["id"] == row.name)
    if field is None:
        return item
    if field == "place":
        return None if item["place"] is None else record["places"][item["place"]]
    return item["act"]["type"] if field == "act_type" else item[field]


def is_import(connection: Connection, row: Any) -> bool:
    return _packed(connection, row) is None


def _packed(connection: Connection, row: Any) -> bytes | None:
    """What was read of the item's report; None for an import."""
    codings = schema.codings.c
    packed: bytes | None = connection.execute(select(codings.record).where(codings.id == row.coding_id)).scalar()
    return packed
