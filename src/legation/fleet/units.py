"""A source in units: each is some files, or some lines of one, that a worker reads before it tells.

What a worker that is lost had read of its unit is read again, so that a unit is minutes and not hours.
"""

import hashlib
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import IO, Any, cast

from legation.exceptions import FleetError
from legation.fleet.locations import Location
from legation.sources import kinds
from legation.sources.decoding import MARKS

MIB = 2**20
SMALLEST, LARGEST = 8 * 1024, 8 * MIB
"""Bytes in a unit: from two reports, below which handing on counts, to 2,000, seven minutes of one core."""
EACH = 8
"""Units for each worker, where they aren't smaller than ``SMALLEST``: so the last ones end together."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A file below the source, or the lines of one from the byte ``start`` to ``end``, the first with number
    ``line``."""

    name: str
    size: int
    start: int = 0
    end: int | None = None
    line: int = 1


@dataclass(frozen=True, slots=True)
class Unit:
    pieces: tuple[Piece, ...]

    @property
    def id(self) -> str:
        return hashlib.sha256(self.to_json().encode()).hexdigest()[:16]

    def to_json(self) -> str:
        return json.dumps([asdict(piece) for piece in self.pieces])

    @classmethod
    def from_json(cls, told: str) -> "Unit":
        return cls(tuple(Piece(**piece) for piece in json.loads(told)))


def units(source: Location, known: Mapping[str, list[Piece]], workers: int) -> Iterator[Unit]:
    """What of a source is still to be read; ``known`` are the pieces of each file that have been.

    Raises FleetError for a source without reports, and for a file that has changed since a part of it was read.
    """
    files = [(name, size) for name, size in source.files() if kinds.by_name(name or source.path)]
    if not files:
        raise FleetError(source.shown, f"holds no reports: Legation reads {' '.join(kinds.READ)}, plain or packed")
    largest = min(LARGEST, max(SMALLEST, sum(size for _, size in files) // (EACH * workers)))
    waiting: list[Piece] = []
    for name, size in files:
        for piece in _pieces(source.below(name), name, size, known.get(name, []), largest):
            if waiting and sum(map(_bytes, waiting)) + _bytes(piece) > largest:
                yield Unit(tuple(waiting))
                waiting = []
            waiting.append(piece)
    if waiting:
        yield Unit(tuple(waiting))


def _bytes(piece: Piece) -> int:
    return (piece.size if piece.end is None else piece.end) - piece.start


def _pieces(file: Location, name: str, size: int, known: Iterable[Piece], largest: int) -> Iterator[Piece]:
    """What of a file hasn't been read. Only plain JSON lines are parted: the others are read from their start."""
    known = list(known)
    if any(piece.size != size for piece in known):
        raise FleetError(file.shown, "has changed since it was read into this folder: name another with --out")
    if any(piece.end is None for piece in known):
        return
    if not known and (size <= largest or not file.path.lower().endswith((".jsonl", ".ndjson"))):
        yield Piece(name, size)
        return
    with file.opened() as stream:
        if stream.read(4).startswith(tuple(mark for mark, _ in MARKS if mark != b"\xef\xbb\xbf")):
            yield Piece(name, size)  # of UTF-16 and UTF-32 only the beginning tells
            return
        stream.seek(0)
        borders = {border for piece in known for border in (piece.start, piece.end or 0)}
        buffered = io.BufferedReader(cast(io.RawIOBase, stream), MIB)
        for start, end, line in _stretches(buffered, largest, borders):
            if not any(piece.start <= start < (piece.end or 0) for piece in known):
                yield Piece(name, size, start, end, line)


def _stretches(stream: IO[bytes], largest: int, borders: set[int]) -> Iterator[tuple[int, int, int]]:
    """Whole lines together, about ``largest`` bytes, none across a border: start, end, the first's number."""
    start = at = 0
    first = line = 1
    while piece := stream.readline(MIB):
        at += len(piece)
        if piece.endswith(b"\n"):
            line += 1
            if at - start >= largest or at in borders:
                yield start, at, first
                start, first = at, line
    if at > start:
        yield start, at, first


def known_pieces(told: Iterable[Mapping[str, Any]]) -> dict[str, list[Piece]]:
    """Pieces by the file that they are of."""
    found: dict[str, list[Piece]] = {}
    for one in told:
        found.setdefault(one["name"], []).append(Piece(**one))
    return found
