"""What each input is, and the documents in it."""

import io
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import IO, TypeVar

from legation.exceptions import InputError
from legation.nouns import Document, Pair
from legation.sources import archives, kinds, limits, packing, rows, tables
from legation.sources.apart import Apart
from legation.sources.decoding import decode
from legation.sources.pairs import pair_rows
from legation.sources.rejected import Rejected
from legation.sources.rows import Rows
from legation.sources.unreadable import UnreadableError

STDIN = "-"
STDIN_NAME = "standard input"
DELIMITERS = {"csv": ",", "tsv": "\t"}
MANY = frozenset({"parquet", "xml", "warc", "csv", "tsv"})
"""Kinds of file that hold many reports, of which only reading tells how many."""
EXPORTED = ("End of Document", "ProQuest document ID:")
"""What a plain text holds that is a database's export."""

Found = Iterator[Document | Rejected]
T = TypeVar("T")


def documents(
    inputs: Iterable[str | Path],
    *,
    published: date | None = None,
    columns: Mapping[str, str] | None = None,
    apart_from: Iterable[Path] = (),
    stdin: IO[bytes] | None = None,
) -> Found:
    """The documents of files, folders and standard input (``-``), in the order given; folders sorted by name.

    An input that can't be read gives a Rejected in its place, and the others follow. ``published`` holds for
    reports that give no date of their own; ``columns`` maps a field to the column that holds it;
    ``apart_from`` are files that a folder may hold and that are not read: the command's own output.
    """
    with Apart() as apart:
        inputs_ = Inputs(apart, published, columns or {}, frozenset(p.resolve() for p in apart_from), stdin)
        for one in inputs:
            yield from inputs_.documents(str(one))


def pairs(input: str) -> Iterator[Pair | Rejected]:
    """The pairs of a file of JSON lines, or of standard input (``-``)."""
    if input == STDIN:
        yield from _guarded(
            STDIN_NAME, lambda: pair_rows(packing.unpacked(sys.stdin.buffer, STDIN_NAME), STDIN_NAME)
        )
    else:
        yield from _guarded(input, lambda: _pairs(input))


def _pairs(name: str) -> Iterator[Pair | Rejected]:
    with open(name, "rb", buffering=0) as raw, closing(packing.unpacked(raw, name)) as stream:
        yield from pair_rows(stream, name)


def expected(inputs: Iterable[str | Path]) -> int | None:
    """About how many documents there will be, or None where only reading tells (a packed table, a feed, standard
    input); an export counts as one."""
    counts = [_count(Path(path)) for one in inputs for path in _below(str(one))]
    return None if any(c is None for c in counts) else sum(c for c in counts if c is not None)


@dataclass(frozen=True, slots=True)
class Inputs:
    """How inputs are read; see ``documents``."""

    apart: Apart
    published: date | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    apart_from: frozenset[Path] = frozenset()
    stdin: IO[bytes] | None = None

    def documents(self, name: str) -> Found:
        if name == STDIN:
            yield from _guarded(STDIN_NAME, self._standard_input)
        elif os.path.isdir(name):
            yield from self._folder(name)
        else:
            yield from _guarded(name, lambda: self._file(name, Path(name).name))

    def _folder(self, name: str) -> Found:
        empty = True
        for path in _walk(name):
            if isinstance(path, Rejected):
                yield path
            elif kinds.by_name(path) and Path(path).resolve() not in self.apart_from:
                empty = False
                id = Path(path).relative_to(name).as_posix()
                yield from _guarded(path, lambda path=path, id=id: self._file(path, id))  # type: ignore[misc]
        if empty:
            yield Rejected(name, f"holds no reports: this version reads {' '.join(kinds.READ)}, plain or packed")

    def _file(self, name: str, id: str) -> Found:
        with open(name, "rb", buffering=0) as raw:
            yield from self._stream(raw, name, id)

    def stream(self, raw: IO[bytes], name: str, id: str) -> Found:
        """The documents of an open file, from wherever it comes: ``name`` names it, ``id`` begins their ids."""
        yield from _guarded(name, lambda: self._stream(raw, name, id))

    def lines(self, raw: IO[bytes], name: str, id: str, first: int) -> Found:
        """The documents of JSON lines that begin in the middle of a file, with its line ``first``."""
        table = Rows(name, id, self.columns, self.published)
        yield from _guarded(name, lambda: tables.json_lines(table, io.BufferedReader(packing.Counted(raw)), first))

    def _stream(self, raw: IO[bytes], name: str, id: str) -> Found:
        with closing(packing.unpacked(raw, name)) as stream:
            kind = kinds.told(name, stream.peek(kinds.HEAD)[: kinds.HEAD])
            yield from self._read(kind, name, id, stream)

    def _standard_input(self) -> Found:
        """What its first bytes tell; JSON lines where it begins as a JSON object, else the text of one report."""
        given = self.stdin or (sys.stdin.buffer if sys.stdin else None)
        if given is None or given.closed:
            raise InputError(STDIN_NAME, "is closed: it can be read once")
        stream = packing.unpacked(given, STDIN_NAME)
        head = stream.peek(kinds.HEAD)[: kinds.HEAD]
        kind = "jsonl" if re.match(rb'\s*\{\s*"', head) else kinds.told("", head)
        yield from self._read(kind, STDIN_NAME, "", stream)

    def _read(self, kind: str, name: str, id: str, stream: io.BufferedReader) -> Found:
        """The documents in the unpacked content of one file."""
        if kind in kinds.TABLES:
            yield from self._table(kind, Rows(name, id, self.columns, self.published), stream)
        elif kind == "warc":
            yield from self._archive(Rows(name, kinds.unpacked_name(id), published=self.published), stream)
        elif kind in ("text", "markdown"):
            yield from self._text(stream, name, kinds.unpacked_name(id), markdown=kind == "markdown")
        elif kind == "doc":
            raise InputError(name, "is a Word file of the old kind, or encrypted; save it as .docx")
        else:
            yield from self._foreign(kind, name, id, stream)

    def _table(self, kind: str, table: Rows, stream: io.BufferedReader) -> Found:
        empty = True
        delimiter = DELIMITERS.get(kind)
        for row in tables.separated(table, stream, delimiter) if delimiter else tables.json_lines(table, stream):
            empty = False
            yield row
        if empty:
            raise InputError(table.name, "holds no reports")

    def _foreign(self, kind: str, name: str, id: str, stream: io.BufferedReader) -> Found:
        """A file of a format that is read apart: one report under the file's name, or several, counted."""
        if kind in kinds.MUST and kinds.by_content(stream.peek(kinds.HEAD)[: kinds.HEAD]) != kind:
            reason = f"is no {kinds.MUST[kind]}, though its name says so" if stream.peek(1) else "holds no text"
            raise InputError(name, reason)
        table = kind == "parquet"
        columns = self.columns if table else {}
        rows_ = Rows(name, id if table else kinds.unpacked_name(id), columns, self.published)
        by_path = (
            table
            and os.path.isfile(name)
            and isinstance(stream.raw, packing.Counted)
            and not isinstance(stream.raw, packing.Unpacked)
        )
        content = name if by_path else limits.whole(stream, limits.FILE)
        yield from _numbered(rows_, self.apart.rows(kind, content, columns), table=kind in MANY)

    def _archive(self, archive: Rows, stream: io.BufferedReader) -> Found:
        """The pages of a WARC file, each by its number among them."""
        number = 0
        for number, page in enumerate(archives.pages(stream), start=1):
            try:
                yield from self._page(archive, page, number)
            except UnreadableError as error:
                yield archive.rejected(str(error), number)
        if not number:
            raise InputError(archive.name, "holds no pages")

    def _page(self, archive: Rows, page: archives.Page, number: int) -> Found:
        """The report on a page; of a database's export that was kept as one, each by its number on it."""
        if page.refused is not None:
            raise UnreadableError(page.refused)
        if page.kind == "text":
            text = page.content.decode("utf-8", "surrogateescape")
            yield archive.document({"text": text, "url": page.url}, number)
            return
        told = [{**row, "url": page.url or row["url"]} for row in self.apart.rows(page.kind, page.content)]
        if len(told) == 1:
            yield _row(archive, told[0], number)
        else:
            several = Rows(archive.name, f"{archive.id}:{number}", published=self.published)
            for place, row in enumerate(told, start=1):
                yield _row(several, row, place)

    def _text(self, stream: io.BufferedReader, name: str, id: str, *, markdown: bool) -> Found:
        """The report that a text is, unaltered; or those of a database's export."""
        text = decode(limits.whole(stream, limits.TEXT), name)
        if not text.strip():
            raise InputError(name, "holds no text")
        if any(mark in text for mark in EXPORTED):
            rows_ = Rows(name, id, published=self.published)
            found = list(_numbered(rows_, self.apart.rows("text", text.encode("utf-8", "replace"))))
            if found:
                yield from found
                return
        document = Document(text, id=id, title=_heading(text) if markdown else None, published=self.published)
        rows.check(document)
        yield document


def _numbered(rows_: Rows, told: Iterator[dict[str, object]], *, table: bool = False) -> Found:
    """The documents of a file's rows, counted from 1; one that is alone goes by the file's name, but in a table.

    Raises UnreadableError, behind what was read, where the rest can't be.
    """
    waiting: dict[str, object] | None = None
    number = 0
    failed: UnreadableError | None = None
    try:
        for row in told:
            if waiting is not None:
                yield _row(rows_, waiting, number)
            waiting = row
            number += 1
    except UnreadableError as error:
        failed = error
    if waiting is not None:
        yield _row(rows_, waiting, number if table or number > 1 else None)
    if failed:
        raise failed


def _row(rows_: Rows, row: dict[str, object], number: int | None) -> Document | Rejected:
    return rows_.rejected(str(row["refused"]), number) if "refused" in row else rows_.document(row, number)


def _guarded(name: str, found: Callable[[], Iterator[T | Rejected]]) -> Iterator[T | Rejected]:
    """What one input holds; a failure half-way becomes a Rejected after those that were read."""
    try:
        yield from found()
    except InputError as error:
        yield Rejected(error.source, error.reason)
    except UnreadableError as error:
        yield Rejected(name, str(error))
    except FileNotFoundError:
        yield Rejected(name, "does not exist")
    except OSError as error:
        yield Rejected(name, f"can't be read: {error.strerror or error}")


def _walk(folder: str) -> Iterator[str | Rejected]:
    """The files below a folder, sorted, hidden ones left out; a folder that can't be opened is rejected."""
    failed: list[OSError] = []
    for here, folders, files in os.walk(folder, onerror=failed.append):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        for file in sorted(files):
            path = os.path.join(here, file)
            if not file.startswith(".") and os.path.isfile(path):
                yield path
    for error in failed:
        yield Rejected(str(error.filename), f"can't be read: {error.strerror}")


def _below(name: str) -> Iterator[str]:
    if name == STDIN or not os.path.isdir(name):
        yield name
    else:
        yield from (p for p in _walk(name) if isinstance(p, str) and kinds.by_name(p))


def _count(path: Path) -> int | None:
    """The documents of one file, counted without reading them: a line of JSON is one."""
    kind = kinds.by_name(path.name)
    if str(path) == STDIN or kind in MANY or (kind == "jsonl" and path.suffix in kinds.PACKED):
        return None
    if kind != "jsonl" or not path.is_file():
        return 1
    try:
        with path.open("rb") as stream:
            return sum(1 for line in stream if not line.isspace())
    except OSError:
        return 1


def _heading(text: str) -> str | None:
    """The first heading of a Markdown text, outside code."""
    fenced = False
    for line in text.splitlines():
        if line.lstrip().startswith(("```", "~~~")):
            fenced = not fenced
        elif not fenced and (match := re.match(r" {0,3}#{1,6}\s+(.*?)\s*#*\s*$", line)) and match[1]:
            return match[1]
    return None
