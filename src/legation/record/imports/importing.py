"""One file of events into the record, whole or not at all; the file is known by its content's hash."""

import csv
import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from legation.exceptions import InputError
from legation.record import keep, schema
from legation.record.exports.gdelt import COLUMNS
from legation.record.imports.rows import Cells, Coded, Party, gdelt, icews, polecat
from legation.record.store import Store
from legation.sources import Rejected, packing

BATCH = 2000
"""Events written at once."""


@dataclass(frozen=True, slots=True)
class Form:
    """How a data set's file is read. ``columns`` of a file without a row of names."""

    read: Callable[[Cells], Coded]
    model: str
    codebook: str
    columns: tuple[str, ...] = ()


FORMS = {
    "gdelt": Form(gdelt, "GDELT 2.0", "CAMEO, as PLOVER-2", COLUMNS),
    "icews": Form(icews, "ICEWS", "CAMEO, as PLOVER-2"),
    "polecat": Form(polecat, "POLECAT", "PLOVER"),
}


@dataclass(frozen=True, slots=True)
class Imported:
    """How many rows were read and rejected; ``known``: the record held the file already, and nothing was done."""

    read: int
    rejected: tuple[Rejected, ...]
    known: bool = False


def import_file(store: Store, form: str, path: Path) -> Imported:
    """Raises InputError where the file can't be read as one of this form."""
    try:
        digest = _digest(path)
        with store.writing() as connection:
            number = _add_document(connection, form, path, digest)
            if number is None:
                return Imported(0, (), known=True)
            with path.open("rb") as raw, packing.unpacked(raw, str(path)) as stream:
                lines = (line.decode("utf-8", "replace") for line in stream)
                return _Import(connection, FORMS[form], path, number).all(lines)
    except OSError as error:
        raise InputError(str(path), f"can't be read: {error.strerror or error}") from None
    except packing.DAMAGE as error:
        raise InputError(str(path), f"is a damaged gzip file: {error}") from None


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _add_document(connection: Connection, form: str, path: Path, digest: str) -> int | None:
    row: dict[str, Any] = {
        "sha256": digest,
        "kind": form,
        "name": path.name,
        "source": FORMS[form].model,
        "language": "zxx",
    }
    row |= {"text": "", "added": keep.now(), "grouped": True}
    added = keep.insert(connection, schema.documents).values(row).on_conflict_do_nothing()
    number: int | None = connection.execute(added.returning(schema.documents.c.id)).scalar()
    return number


class _Import:
    """The rows of one file on their way into the tables."""

    def __init__(self, connection: Connection, form: Form, path: Path, document: int) -> None:
        self.connection = connection
        self.form = form
        self.path = path
        coding = {"document_id": document, "version": "", "model": form.model, "codebook": form.codebook}
        added = schema.codings.insert().values({**coding, "coded": keep.now()}).returning(schema.codings.c.id)
        self.coded = {"document_id": document, "coding_id": connection.execute(added).scalar_one()}
        self.actors: set[str] = set()

    def all(self, lines: Iterable[str]) -> Imported:
        read = 0
        rejected: list[Rejected] = []
        batch: list[Coded] = []
        for one in self._rows(lines):
            if isinstance(one, Rejected):
                rejected.append(one)
                continue
            batch.append(one)
            read += 1
            if len(batch) == BATCH:
                self._write(batch)
                batch = []
        self._write(batch)
        for one in rejected:
            keep.add_reject(self.connection, one)
        return Imported(read, tuple(rejected))

    def _rows(self, lines: Iterable[str]) -> Iterator[Coded | Rejected]:
        table = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        names = list(self.form.columns) or next(table, [])
        for cells in table:
            if not cells:
                continue
            try:
                if len(cells) != len(names):
                    raise ValueError(f"has {len(cells)} cells where the form has {len(names)} columns")
                yield self.form.read(dict(zip(names, cells, strict=True)))
            except KeyError as error:
                raise InputError(str(self.path), f"has no column {error}: is it {self.form.model}?") from None
            except ValueError as error:
                yield Rejected(str(self.path), str(error), table.line_num)

    def _write(self, batch: list[Coded]) -> None:
        if not batch:
            return
        self._add_actors(p for one in batch for p in (one.source, one.target) if p)
        added = schema.events.insert().returning(schema.events.c.id, sort_by_parameter_order=True)
        numbers = list(self.connection.execute(added, [self._event(one) for one in batch]).scalars())
        sides: list[dict[str, Any]] = []
        pairs: list[dict[str, Any]] = []
        for number, one in zip(numbers, batch, strict=True):
            parties = {"source": one.source, "target": one.target}
            sides += (
                {"event_id": number, "role": role, "ordinal": 0, "actor_id": p.id}
                for role, p in parties.items()
                if p
            )
            of = {p.id: p.side for p in parties.values() if p}
            shared = {"day": one.day, "type": one.type, "quad": one.quad, "score": one.score, "counted": True}
            source, target = ([p.id] if p else [] for p in parties.values())
            pairs += keep.pairs(number, source, target, of, shared)
        for table, rows in ((schema.sides, sides), (schema.pairs, pairs)):
            if rows:
                self.connection.execute(table.insert(), rows)

    def _add_actors(self, parties: Iterable[Party]) -> None:
        new = {p.id: p for p in parties if p.id not in self.actors}
        self.actors |= new.keys()
        fields = ("id", "name", "kind", "country", "code")
        rows = [{f: getattr(new[id], f) for f in fields} for id in sorted(new)]
        if rows:
            self.connection.execute(keep.insert(self.connection, schema.actors).on_conflict_do_nothing(), rows)

    def _event(self, one: Coded) -> dict[str, Any]:
        return {
            **self.coded,
            "name": one.name,
            "type": one.type,
            "mode": one.mode,
            "contexts": list(one.contexts),
            "quad": one.quad,
            "score": one.score,
            "day": one.day,
            "when_value": one.day.isoformat(),
            "when_start": one.day,
            "when_end": one.day,
            "place": one.place,
            "place_country": one.country,
            "latitude": one.latitude,
            "longitude": one.longitude,
            "status": "actual",
            "confidence": 1.0,
            "words": "",
        }
