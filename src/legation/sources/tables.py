"""Many reports in one file: JSON lines, CSV, TSV. A bad row is rejected by its line, the others are read."""

import csv
import io
from collections.abc import Iterator

from legation.exceptions import InputError
from legation.nouns import Document
from legation.sources import decoding, limits
from legation.sources.rejected import Rejected
from legation.sources.rows import Row, Rows, json_row
from legation.sources.unreadable import UnreadableError

csv.field_size_limit(limits.TEXT)  # the standard limit of 128 kB is less than a long report

TOO_LONG = f"is longer than {limits.TEXT // limits.MIB} million characters: no report is"


def json_lines(rows: Rows, stream: io.BufferedReader, first: int = 1) -> Iterator[Document | Rejected]:
    """One document a line; blank lines are passed over. ``first`` is the number of the stream's first line."""
    with _text(rows.name, stream, newline="\n") as text:
        lines = Lines(text, first)
        while True:
            try:
                line = next(lines)
                if line.strip():
                    yield rows.document(json_row(line), lines.number)
            except StopIteration:
                return
            except UnreadableError as error:
                if lines.damaged:
                    raise
                yield rows.rejected(str(error), lines.number)


def separated(rows: Rows, stream: io.BufferedReader, delimiter: str) -> Iterator[Document | Rejected]:
    """One document a row under a row of column names; a semicolon parts them where the names use it."""
    with _text(rows.name, stream, newline="") as text:
        lines = Lines(text)
        head = next(lines, "")
        if not head.strip():
            raise InputError(rows.name, "holds no text")
        if delimiter == "," and head.count(";") > head.count(","):
            delimiter = ";"
        names = next(csv.reader([head], delimiter=delimiter))
        _check_columns(rows, names)
        reader = csv.reader(lines, delimiter=delimiter)
        while True:
            line = lines.number + 1  # the row's first
            try:
                cells = next(reader)
                if cells:
                    yield rows.document(_cells(cells, names), line)
            except StopIteration:
                return
            except csv.Error as error:
                yield rows.rejected(f"is no row of a table: {error}", line)
            except UnreadableError as error:
                if lines.damaged:
                    raise
                yield rows.rejected(str(error), line)


class Lines:
    """The lines of a text, none longer than a report may be: that raises UnreadableError, and the next can be had.

    ``number`` is that of the last line, from 1; ``damaged`` whether there is nothing to be had after an error.
    """

    def __init__(self, stream: io.TextIOBase, first: int = 1) -> None:
        self._stream = stream
        self.number = first - 1
        self.damaged = False

    def __iter__(self) -> "Lines":
        return self

    def __next__(self) -> str:
        line = self._piece()
        if not line:
            raise StopIteration
        self.number += 1
        if len(line) <= limits.TEXT:
            return line
        while line and not line.endswith(("\n", "\r")):
            line = self._piece()
        raise UnreadableError(TOO_LONG)

    def _piece(self) -> str:
        try:
            return self._stream.readline(limits.TEXT + 1)
        except UnreadableError:
            self.damaged = True
            raise
        except UnicodeDecodeError as error:  # of UTF-16 and UTF-32, whose bytes no surrogate stands for
            self.damaged = True
            codec = error.encoding.upper()
            raise UnreadableError(f"is not {codec} text: {error.reason}; save it as UTF-8") from None


def _text(name: str, stream: io.BufferedReader, newline: str) -> io.TextIOWrapper:
    """Lines of text; a byte that can't be decoded becomes a lone surrogate, so its row fails alone."""
    codec = decoding.encoding(stream.peek(decoding.PEEK)[: decoding.PEEK], name)
    return io.TextIOWrapper(stream, codec, errors="surrogateescape", newline=newline)


def _check_columns(rows: Rows, names: list[str]) -> None:
    column = rows.columns.get("text", "text")
    if column not in names:
        raise InputError(rows.name, no_column(column, names))


def no_column(column: str, names: list[str]) -> str:
    found = ", ".join(names[:8])
    advice = "name the one that holds the reports with --map text=COLUMN"
    return f"has no column {column!r}; its columns are {found}: {advice}"


def _cells(cells: list[str], names: list[str]) -> Row:
    if len(cells) > len(names):
        raise UnreadableError(f"has {len(cells)} cells where the table has {len(names)} columns")
    return {name: cell for name, cell in zip(names, cells, strict=False) if cell}
