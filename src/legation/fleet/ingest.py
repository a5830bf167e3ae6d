"""What ``fleet read`` wrote, into a kept record: in batches by COPY into PostgreSQL, one by one into SQLite."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field

from sqlalchemy.exc import DBAPIError

from legation.exceptions import FleetError
from legation.fleet.locations import Location
from legation.fleet.manifest import REJECTS, outputs
from legation.nouns import Record
from legation.nouns.from_json import record_from_json
from legation.record import Store, bulk
from legation.record.ingest import kept, persistently, unkeepable
from legation.sources import Rejected

BATCH = 200
"""Reports in a transaction: 3 MB of rows."""


@dataclass(slots=True)
class Ingested:
    """How many reports were kept, how many were known by their text, and what couldn't be read or kept."""

    read: int = 0
    known: int = 0
    rejected: list[Rejected] = field(default_factory=list)


def ingest(source: Location, store: Store) -> Ingested:
    """Keeps every report of a folder of output, and notes its rejects.

    Raises FleetError where the folder isn't one or holds no texts, RecordError where the record can't be reached
    any more; a later run goes on where this one stopped.
    """
    found = Ingested()
    for rejected in _rejects(source):
        found.rejected.append(rejected)
        kept(store, rejected)
    for path in outputs(source):
        for batch in _batches(source.below(path)):
            for fate in _fates(store, batch):
                if isinstance(fate, Rejected):
                    found.rejected.append(fate)
                elif isinstance(fate, Record):
                    found.read += 1
                else:
                    found.known += 1
    return found


def _fates(store: Store, batch: list[Record | Rejected]) -> Iterator[object]:
    records = [one for one in batch if isinstance(one, Record)]
    if store.on_sqlite:
        yield from (kept(store, record) for record in records)
    else:
        try:
            new = persistently(lambda: bulk.copy(store, records)) if records else []
            yield from (record if fresh else None for record, fresh in zip(records, new, strict=True))
        except DBAPIError:  # of one of them, which a table can't hold
            yield from (kept(store, record) for record in records)
    yield from (kept(store, one) for one in batch if isinstance(one, Rejected))


def _batches(file: Location) -> Iterator[list[Record | Rejected]]:
    from pyarrow.parquet import ParquetFile

    with file.opened() as stream, ParquetFile(stream) as table:
        if "text" not in table.schema_arrow.field("document").type.names:
            raise FleetError(file.shown, "holds no texts, which a record needs: it was written with --no-text")
        number = 0
        for rows in table.iter_batches(BATCH, use_threads=False):
            batch: list[Record | Rejected] = []
            for row in rows.to_pylist():
                number += 1
                record = record_from_json(row)
                reason = unkeepable(record.document)
                batch.append(Rejected(file.shown, reason, number) if reason else record)
            yield batch


def _rejects(source: Location) -> Iterator[Rejected]:
    folder = source.below(REJECTS)
    if folder.exists():
        for name, _ in folder.files():
            for line in folder.below(name).read().splitlines():
                yield Rejected(**json.loads(line))
