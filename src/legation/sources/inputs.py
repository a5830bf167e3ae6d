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
from legation.sources import packing
from legation.sources.decoding import decode
from legation.sources.pairs import pair_rows
from legation.sources.rejected import Rejected
from legation.sources.tables import Table

STDIN = "-"
STDIN_NAME = "standard input"
TABLES = {".jsonl": None, ".ndjson": None, ".csv": ",", ".tsv": "\t"}
"""Files of many reports, and what stands between their columns."""
TEXTS = frozenset({".txt", ".md"})
NOT_YET = frozenset(
    {".parquet", ".html", ".htm", ".xml", ".rss", ".atom", ".warc", ".pdf", ".docx", ".rtf", ".doc"}
)
"""Kinds of file that may well hold reports and that this version doesn't read."""
PACKED = (".gz", ".zst")
READS = "this version reads .txt .md .jsonl .csv .tsv, plain or gzip-compressed"

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
    inputs_ = Inputs(published, columns or {}, frozenset(p.resolve() for p in apart_from), stdin)
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
    """How many documents there will be, or None where only reading tells (a packed table, standard input)."""
    counts = [_count(Path(path)) for one in inputs for path in _below(str(one))]
    return None if any(c is None for c in counts) else sum(c for c in counts if c is not None)


@dataclass(frozen=True, slots=True)
class Inputs:
    """How inputs are read; see ``documents``."""

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
            elif _kind(path) in NOT_YET or self._is_read(path):
                empty = False
                id = Path(path).relative_to(name).as_posix()
                yield from _guarded(path, lambda path=path, id=id: self._file(path, id))  # type: ignore[misc]
        if empty:
            yield Rejected(name, f"holds no reports: {READS}")

    def _is_read(self, path: str) -> bool:
        kind = _kind(path)
        return (kind in TEXTS or kind in TABLES) and Path(path).resolve() not in self.apart_from

    def _file(self, name: str, id: str) -> Found:
        kind = _kind(name)
        if kind in NOT_YET:
            raise InputError(name, f"is a {kind} file; {READS}")
        with open(name, "rb", buffering=0) as raw, closing(packing.unpacked(raw, name)) as stream:
            if kind in TABLES:
                yield from self._table(name, id, stream, TABLES[kind])
            else:
                yield self._report(stream.read(), name, _unpacked_name(id), markdown=kind == ".md")

    def _standard_input(self) -> Found:
        """JSON lines where it begins as a JSON object, else the text of one report."""
        given = self.stdin or (sys.stdin.buffer if sys.stdin else None)
        if given is None or given.closed:
            raise InputError(STDIN_NAME, "is closed: it can be read once")
        stream = packing.unpacked(given, STDIN_NAME)
        if re.match(rb'\s*\{\s*"', stream.peek(64)):
            yield from self._table(STDIN_NAME, "", stream, None)
        else:
            yield self._report(stream.read(), STDIN_NAME, "", markdown=False)

    def _table(self, name: str, id: str, stream: io.BufferedReader, delimiter: str | None) -> Found:
        table = Table(name, id, self.columns, self.published)
        rows = table.separated(stream, delimiter) if delimiter else table.json_lines(stream)
        empty = True
        for row in rows:
            empty = False
            yield row
        if empty:
            raise InputError(name, "holds no reports")

    def _report(self, content: bytes, name: str, id: str, *, markdown: bool) -> Document:
        text = decode(content, name)
        if not text.strip():
            raise InputError(name, "holds no text")
        return Document(text, id=id, title=_heading(text) if markdown else None, published=self.published)


def _guarded(name: str, found: Callable[[], Iterator[T | Rejected]]) -> Iterator[T | Rejected]:
    """What one input holds; a failure half-way becomes a Rejected after those that were read."""
    try:
        yield from found()
    except InputError as error:
        yield Rejected(error.source, error.reason)
    except packing.DAMAGE as error:
        yield Rejected(name, f"is a damaged gzip file: {error}")
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
        kinds = TEXTS | NOT_YET | TABLES.keys()
        yield from (p for p in _walk(name) if isinstance(p, str) and _kind(p) in kinds)


def _unpacked_name(name: str) -> str:
    for suffix in PACKED:
        name = name.removesuffix(suffix)
    return name


def _kind(name: str) -> str:
    return Path(_unpacked_name(name.lower())).suffix


def _count(path: Path) -> int | None:
    """The documents of one file, counted without reading them: a line of JSON is one."""
    kind = _kind(path.name)
    if str(path) == STDIN or (kind in TABLES and (path.suffix in PACKED or TABLES[kind])):
        return None
    if kind not in TABLES or not path.is_file():
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
