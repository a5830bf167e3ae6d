"""A record from its JSON: what ``Record.to_dict`` wrote is read back as the same record."""

from collections.abc import Mapping
from dataclasses import is_dataclass
from datetime import date
from functools import cache
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from legation.nouns.actor import Actor
from legation.nouns.agreement import Agreement
from legation.nouns.document import Document
from legation.nouns.event import Event
from legation.nouns.place import Place
from legation.nouns.position import Position
from legation.nouns.record import Record
from legation.nouns.span import Span
from legation.nouns.statement import Statement
from legation.nouns.time import Time

PARTS: Mapping[str, type] = {
    "actors": Actor,
    "times": Time,
    "places": Place,
    "statements": Statement,
    "agreements": Agreement,
    "events": Event,
    "positions": Position,
}


def record_from_json(told: Mapping[str, Any]) -> Record:
    """The record of a JSON object in the contract's form.

    Raises ValueError, KeyError or TypeError for one that isn't, or that lacks the report's text.
    """
    document = _made(Document, told["document"], "")
    parts: dict[str, Any] = {
        name: tuple(_made(kind, one, document.text) for one in told[name]) for name, kind in PARTS.items()
    }
    return Record(told["legation"]["version"], told["legation"]["model"], document, **parts)


def _made(kind: Any, value: Any, text: str) -> Any:
    """A value of an annotated kind: the keys of a JSON object are the names of a dataclass's fields."""
    if value is None:
        return None
    if kind is Span:
        return Span.of(text, *value)
    if kind is date:
        return date.fromisoformat(value)
    if is_dataclass(kind):
        fields = _fields(kind)  # type: ignore[arg-type]
        return kind(**{name: _made(inner, value[name], text) for name, inner in fields.items()})  # type: ignore[operator]
    if get_origin(kind) is tuple:
        inner = get_args(kind)[0]
        return tuple(_made(inner, one, text) for one in value)
    if get_origin(kind) is UnionType:
        return _made(get_args(kind)[0], value, text)
    return value


@cache
def _fields(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)
