"""Parquet to the rows of a table, a few at a time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

from legation.sources import tables
from legation.sources.rows import FIELDS
from legation.sources.unreadable import UnreadableError

ROWS = 64
"""Rows that are held at once."""


@dataclass(frozen=True, slots=True)
class Cells:
    """One row under the names of its columns."""

    cells: dict[str, Any]

    def to_json(self) -> dict[str, object]:
        return {k: v.isoformat() if isinstance(v, date) else v for k, v in self.cells.items()}


def read(content: bytes | str, columns: dict[str, str]) -> Iterator[Cells]:
    """The rows of a Parquet file, given as its bytes or its path, with the columns that are fields of a report.

    Raises UnreadableError where no column holds the text.
    """
    from pyarrow.parquet import ParquetFile

    with ParquetFile(BytesIO(content) if isinstance(content, bytes) else content) as file:
        names = file.schema_arrow.names
        wanted = [name for field in FIELDS if (name := columns.get(field, field)) in names]
        text = columns.get("text", "text")
        if text not in wanted:
            raise UnreadableError(tables.no_column(text, names))
        for batch in file.iter_batches(batch_size=ROWS, columns=wanted, use_threads=False):
            yield from map(Cells, batch.to_pylist())
