"""One unit of a source to Parquet by month of publication, its rejects, and its entry in the manifest."""

import json
import os
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from io import RawIOBase
from typing import IO, TYPE_CHECKING, Any

from legation import output, pool
from legation.fleet.locations import Location
from legation.fleet.manifest import ENTRIES, REJECTS
from legation.fleet.units import Piece, Unit
from legation.nouns import Document, Record
from legation.parquet import schema
from legation.sources import Rejected, kinds
from legation.sources.apart import Apart
from legation.sources.inputs import Inputs

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

WAITING = 512
"""Records of all months that are held until they are written: 20 MB."""
UNDATED = "undated"


@dataclass(frozen=True, slots=True)
class Task:
    """What is read into what, and how; ``coded`` goes into the manifest."""

    source: Location
    out: Location
    published: date | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    text: bool = True

    def read(self, unit: Unit, coded: Mapping[str, Any], worker: pool.Workers) -> dict[str, Any]:
        """Reads a unit and writes what it gives; its entry, which is written by then."""
        read, rejects = 0, []
        with Apart() as apart, Months(self.text) as months:
            inputs = Inputs(apart, self.published, self.columns)
            found = (one for piece in unit.pieces for one in self._documents(inputs, piece))
            for outcome in pool.records(found, workers=worker):
                if isinstance(outcome, Record):
                    read += 1
                    months.add(outcome)
                else:
                    rejects.append(outcome)
            outputs = months.write(self.out, unit.id)
        lines = b"".join(output.json_line(one.to_json()) for one in rejects)
        if lines:
            self.out.below(f"{REJECTS}/{unit.id}.jsonl").write(lines)
        entry = {
            "coded": dict(coded),
            "inputs": [asdict(piece) for piece in unit.pieces],
            "outputs": outputs,
            "given": read + len(rejects),
            "read": read,
            "rejected": len(rejects),
        }
        self.out.below(f"{ENTRIES}/{unit.id}.json").write(json.dumps(entry, ensure_ascii=False).encode())
        return entry

    def _documents(self, inputs: Inputs, piece: Piece) -> Iterator[Document | Rejected]:
        file = self.source.below(piece.name)
        id = piece.name or file.path.rpartition("/")[2]
        try:
            with file.opened() as stream:
                if piece.end is not None:
                    part = Stretch(stream, piece.start, piece.end)
                    yield from inputs.lines(part, file.shown, id, piece.line)  # type: ignore[arg-type]
                elif kinds.by_name(id) == "parquet" and not self.source.on_disk:
                    yield from self._fetched(inputs, stream, file, id)
                else:
                    yield from inputs.stream(stream, file.path if file.on_disk else file.shown, id)
        except FileNotFoundError:
            yield Rejected(file.shown, "does not exist")

    def _fetched(
        self, inputs: Inputs, stream: IO[bytes], file: Location, id: str
    ) -> Iterator[Document | Rejected]:
        """A Parquet file's reports: it is read here and there, so it is brought to the disk first."""
        with tempfile.NamedTemporaryFile(suffix=".parquet") as copy:
            shutil.copyfileobj(stream, copy)
            copy.flush()
            with open(copy.name, "rb", buffering=0) as local:
                for one in inputs.stream(local, copy.name, id):
                    yield replace(one, input=file.shown) if isinstance(one, Rejected) else one


class Stretch(RawIOBase):
    """The bytes of a file from ``start`` to ``end``."""

    def __init__(self, stream: IO[bytes], start: int, end: int) -> None:
        stream.seek(start)
        self._stream = stream
        self._left = end - start

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        view = memoryview(buffer).cast("B")
        read = self._stream.read(min(len(view), self._left))
        view[: len(read)] = read
        self._left -= len(read)
        return len(read)


class Months:
    """Records to one Parquet file for each month, written to the disk here until all are there."""

    def __init__(self, text: bool) -> None:
        self._text = text
        self._schema = schema(text)
        self._waiting: dict[str, list[dict[str, object]]] = defaultdict(list)
        self._rows: dict[str, int] = defaultdict(int)
        self._writers: dict[str, Any] = {}
        self._files = ExitStack()

    def __enter__(self) -> "Months":
        self._folder = self._files.enter_context(tempfile.TemporaryDirectory(prefix="legation-"))
        return self

    def __exit__(self, *_: object) -> None:
        self._files.close()

    def add(self, record: Record) -> None:
        published = record.document.published
        self._waiting[f"{published:%Y-%m}" if published else UNDATED].append(record.to_dict(text=self._text))
        if sum(map(len, self._waiting.values())) == WAITING:
            self._flush()

    def write(self, out: Location, name: str) -> list[dict[str, Any]]:
        """Each month's file to its folder below ``out``; their paths there and their rows."""
        self._flush()
        found = []
        for month, writer in sorted(self._writers.items()):
            writer.close()
            path = f"month={month}/{name}.parquet"
            with open(self._path(month), "rb") as file:
                out.below(path).write(file.read())
            found.append({"path": path, "rows": self._rows[month]})
        return found

    def _flush(self) -> None:
        import pyarrow as pa
        from pyarrow.parquet import ParquetWriter

        for month, rows in self._waiting.items():
            if month not in self._writers:
                writer = ParquetWriter(self._path(month), self._schema, compression="zstd")
                self._writers[month] = self._files.enter_context(writer)
            self._writers[month].write_table(pa.Table.from_pylist(rows, self._schema))
            self._rows[month] += len(rows)
        self._waiting.clear()

    def _path(self, month: str) -> str:
        return os.path.join(self._folder, f"{month}.parquet")
