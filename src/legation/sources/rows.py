"""One report's fields, from whichever reader, to a document: checked in one place."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from legation.nouns import Document
from legation.sources import language, limits
from legation.sources.rejected import Rejected
from legation.sources.unreadable import UnreadableError

FIELDS = ("text", "id", "title", "published", "url", "source", "language")
"""What a row may tell of a report; only ``text`` is needed."""

Row = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Rows:
    """How the reports of one input become documents.

    ``id`` begins the ids of reports that have none. ``columns`` says which column holds a field where that isn't
    the field's own name; ``published`` holds for reports that give no date.
    """

    name: str
    id: str
    columns: Mapping[str, str] = field(default_factory=dict)
    published: date | None = None

    def document(self, row: Row, number: int | None = None) -> Document | Rejected:
        """The document of one row; Rejected with the reason where it gives none.

        ``number`` counts the reports of the input from 1, or is their line; None where it is one report.
        """
        try:
            return self._document(row, number)
        except ValueError as error:
            return self.rejected(str(error), number)

    def rejected(self, reason: str, number: int | None = None) -> Rejected:
        return Rejected(self.name, reason, number)

    def _document(self, row: Row, number: int | None) -> Document:
        values = {field: row.get(self.columns.get(field, field)) for field in FIELDS}
        column = self.columns.get("text", "text")
        text = values["text"]
        if text is None:
            raise UnreadableError(f"has no field {column!r}")
        if not isinstance(text, str):
            raise UnreadableError(f"field {column!r} is no text")
        if not text.strip():
            raise UnreadableError(f"field {column!r} holds no text")
        document = Document(
            text,
            id=_string(values["id"]) or (f"{self.id}:{number}" if self.id and number else self.id),
            title=_string(values["title"]),
            published=_published(values["published"]) or self.published,
            source=_string(values["source"]),
            url=_string(values["url"]),
            language=_english(values["language"]),
        )
        check(document)
        return document


def check(document: Document) -> None:
    """Raises UnreadableError for a document that can't be read: half a character, a book, another language."""
    _check_characters(document)
    if len(document.text) > limits.TEXT:
        raise UnreadableError(
            f"holds more than {limits.TEXT // limits.MIB} million characters: no report does; split it"
        )
    if told := language.foreign(document.text):
        raise UnreadableError(f"is written in {told!r}; this version reads English")


def json_row(line: str) -> Row:
    """The object that a line of JSON holds. Raises ValueError with the reason where it holds none."""
    try:
        row = json.loads(line.strip())
    except RecursionError:
        raise UnreadableError("is no JSON that can be read: nested too deeply") from None
    except json.JSONDecodeError as error:
        raise UnreadableError(f"is no JSON: {error.msg} at character {error.pos}") from None
    except ValueError as error:  # a number of thousands of digits
        raise UnreadableError(f"is no JSON that can be read: {error}") from None
    if not isinstance(row, dict):
        raise UnreadableError("is no JSON object")
    return row


def _string(value: object) -> str | None:
    if value is None or value == "":
        return None
    if isinstance(value, str | int | float):
        return str(value)
    raise UnreadableError(
        f"holds {type(value).__name__} {json.dumps(value, default=str)[:40]} where a string belongs"
    )


def _published(value: object) -> date | None:
    """The day of an ISO date or date and time."""
    if value is None or value == "":
        return None
    if isinstance(value, str):
        try:
            return datetime.fromisoformat(value.strip()).date()
        except ValueError:
            pass
    raise UnreadableError(f"published {value!r} is no ISO date such as 2025-03-13")


def _english(value: object) -> str:
    """``en`` for every way to write English. Raises UnreadableError for another language."""
    told = (_string(value) or "en").strip().lower().replace("_", "-")
    if told.partition("-")[0] in ("en", "eng", "english"):
        return "en"
    raise UnreadableError(f"is written in {told!r}; this version reads English")


def _check_characters(document: Document) -> None:
    """Raises UnreadableError where a field holds a lone surrogate: an undecoded byte or half a character."""
    for name in FIELDS:
        value = getattr(document, name)
        if not isinstance(value, str) or value.isascii():
            continue
        try:
            value.encode()
        except UnicodeEncodeError as error:
            code = ord(value[error.start])
            if 0xDC80 <= code <= 0xDCFF:
                reason = f"is not UTF-8 text: byte 0x{code - 0xDC00:02x} in field {name!r}; save it as UTF-8"
            else:
                reason = f"field {name!r} holds half a character (\\u{code:04x}) at {error.start}"
            raise UnreadableError(reason) from None
