"""Many reports in one file: JSON lines, CSV, TSV. A bad row is rejected by its line, the others are read."""

import csv
import io
import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from legation.exceptions import InputError
from legation.nouns import Document
from legation.sources import decoding
from legation.sources.rejected import Rejected

FIELDS = ("text", "id", "title", "published", "url", "source", "language")
"""What a row may tell of a report; only ``text`` is needed."""

csv.field_size_limit(min(sys.maxsize, 2**31 - 1))  # the standard limit of 128 kB is less than a long report

Row = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Table:
    """How the rows of one file are read.

    ``id`` begins the ids of rows that have none. ``columns`` says which column holds a field where that isn't
    the field's own name; ``published`` holds for rows that give no date.
    """

    name: str
    id: str
    columns: Mapping[str, str]
    published: date | None = None

    def json_lines(self, stream: io.BufferedReader) -> Iterator[Document | Rejected]:
        """One document a line; blank lines are passed over."""
        with self._text(stream, newline="\n") as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    yield self._document_or_rejected(number, line)

    def separated(self, stream: io.BufferedReader, delimiter: str) -> Iterator[Document | Rejected]:
        """One document a row under a row of column names; a semicolon parts them where the names use it."""
        with self._text(stream, newline="") as lines:
            head = lines.readline()
            if not head.strip():
                raise InputError(self.name, "holds no text")
            if delimiter == "," and head.count(";") > head.count(","):
                delimiter = ";"
            names = next(csv.reader([head], delimiter=delimiter))
            self._check_columns(names)
            rows = csv.reader(lines, delimiter=delimiter)
            while True:
                line = rows.line_num + 2  # the row's first line; the names are line 1
                try:
                    cells = next(rows)
                except StopIteration:
                    return
                except csv.Error as error:
                    yield Rejected(self.name, f"is no row of a table: {error}", line)
                    continue
                if cells:
                    yield self._document_or_rejected(line, cells, names)

    def _text(self, stream: io.BufferedReader, newline: str) -> io.TextIOWrapper:
        """Lines of text; a byte that can't be decoded becomes a lone surrogate, so its row fails alone."""
        codec = decoding.encoding(stream.peek(decoding.PEEK)[: decoding.PEEK], self.name)
        return io.TextIOWrapper(stream, codec, errors="surrogateescape", newline=newline)

    def _check_columns(self, names: list[str]) -> None:
        column = self.columns.get("text", "text")
        if column not in names:
            found = ", ".join(names[:8])
            advice = "name the one that holds the reports with --map text=COLUMN"
            raise InputError(self.name, f"has no column {column!r}; its columns are {found}: {advice}")

    def _document_or_rejected(
        self, line: int, content: str | list[str], names: list[str] | None = None
    ) -> Document | Rejected:
        try:
            row = json_row(content) if isinstance(content, str) else _cells(content, names or [])
            return self._document(line, row)
        except ValueError as error:
            return Rejected(self.name, str(error), line)

    def _document(self, line: int, row: Row) -> Document:
        """The document of one row. Raises ValueError with the reason where it gives none."""
        values = {field: row.get(self.columns.get(field, field)) for field in FIELDS}
        column = self.columns.get("text", "text")
        text = values["text"]
        if text is None:
            raise ValueError(f"has no field {column!r}")
        if not isinstance(text, str):
            raise ValueError(f"field {column!r} is no text")
        if not text.strip():
            raise ValueError(f"field {column!r} holds no text")
        document = Document(
            text,
            id=_string(values["id"]) or (self.id and f"{self.id}:{line}"),
            title=_string(values["title"]),
            published=_published(values["published"]) or self.published,
            source=_string(values["source"]),
            url=_string(values["url"]),
            language=_english(values["language"]),
        )
        _check_characters(document)
        return document


def json_row(line: str) -> Row:
    """The object that a line of JSON holds. Raises ValueError with the reason where it holds none."""
    try:
        row = json.loads(line.strip())
    except RecursionError:
        raise ValueError("is no JSON that can be read: nested too deeply") from None
    except json.JSONDecodeError as error:
        raise ValueError(f"is no JSON: {error.msg} at character {error.pos}") from None
    except ValueError as error:  # a number of thousands of digits
        raise ValueError(f"is no JSON that can be read: {error}") from None
    if not isinstance(row, dict):
        raise ValueError("is no JSON object")
    return row


def _cells(cells: list[str], names: list[str]) -> Row:
    if len(cells) > len(names):
        raise ValueError(f"has {len(cells)} cells where the table has {len(names)} columns")
    return {name: cell for name, cell in zip(names, cells, strict=False) if cell}


def _string(value: object) -> str | None:
    if value is None or value == "":
        return None
    if isinstance(value, str | int | float):
        return str(value)
    raise ValueError(f"holds {type(value).__name__} {json.dumps(value)[:40]} where a string belongs")


def _published(value: object) -> date | None:
    """The day of an ISO date or date and time."""
    if value is None or value == "":
        return None
    if isinstance(value, str):
        try:
            return datetime.fromisoformat(value.strip()).date()
        except ValueError:
            pass
    raise ValueError(f"published {value!r} is no ISO date such as 2025-03-13")


def _english(value: object) -> str:
    """``en`` for every way to write English. Raises ValueError for another language."""
    language = (_string(value) or "en").strip().lower().replace("_", "-")
    if language.partition("-")[0] in ("en", "eng", "english"):
        return "en"
    raise ValueError(f"is written in {language!r}; this version reads English")


def _check_characters(document: Document) -> None:
    """Raises ValueError where a field holds a lone surrogate: an undecoded byte or half a character."""
    for field in FIELDS:
        value = getattr(document, field)
        if not isinstance(value, str) or value.isascii():
            continue
        try:
            value.encode()
        except UnicodeEncodeError as error:
            code = ord(value[error.start])
            if 0xDC80 <= code <= 0xDCFF:
                reason = f"is not UTF-8 text: byte 0x{code - 0xDC00:02x} in field {field!r}; save it as UTF-8"
            else:
                reason = f"field {field!r} holds half a character (\\u{code:04x}) at {error.start}"
            raise ValueError(reason) from None
