"""Two parties of a text a line: JSON lines with ``id``, ``text``, ``source`` and ``target`` as
[start, end), and ``type`` in examples."""

import io
from collections.abc import Iterator

from legation.exceptions import InputError
from legation.nouns import Pair, Span
from legation.sources import decoding
from legation.sources.rejected import Rejected
from legation.sources.rows import Row, json_row


def pair_rows(stream: io.BufferedReader, name: str) -> Iterator[Pair | Rejected]:
    """A pair a line, or the reason why the line gives none; blank lines are passed over."""
    codec = decoding.encoding(stream.peek(decoding.PEEK)[: decoding.PEEK], name)
    empty = True
    with io.TextIOWrapper(stream, codec, errors="surrogateescape", newline="\n") as lines:
        for number, line in enumerate(lines, start=1):
            if line.strip():
                empty = False
                try:
                    yield _pair(json_row(line))
                except ValueError as error:
                    yield Rejected(name, str(error), number)
    if empty:
        raise InputError(name, "holds no pairs")


def _pair(row: Row) -> Pair:
    text = row.get("text")
    if not isinstance(text, str):
        raise ValueError("has no field 'text' with a text")
    if not text.isascii() and text.encode("utf-8", "replace").decode() != text:
        raise ValueError("field 'text' is not UTF-8 text or holds half a character")
    type = row.get("type")
    if not (type is None or isinstance(type, str)):
        raise ValueError(f"field 'type' is no text: {type!r}")
    source, target = _span(row, "source", text), _span(row, "target", text)
    if source is None and target is None:
        raise ValueError("marks neither source nor target")
    return Pair(text, source, target, row.get("id"), type)


def _span(row: Row, field: str, text: str) -> Span | None:
    """The words of one party; None for null, where the text doesn't name it."""
    value = row.get(field, "")
    if value is None:
        return None
    if not (isinstance(value, list) and len(value) == 2 and all(type(v) is int for v in value)):
        raise ValueError(f"has no field {field!r} with [start, end), or null for who isn't named")
    span = Span.of(text, *value)
    if not any(c.isalnum() for c in span.text):
        raise ValueError(f"field {field!r} marks no word: {span.text!r}")
    return span
