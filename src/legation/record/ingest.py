"""Documents into the record, each in one transaction of its own: what is killed leaves whole documents only."""

import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy.exc import DBAPIError

from legation import pool
from legation.exceptions import RecordError
from legation.nouns import Document, Record
from legation.record import keep
from legation.record.bulk import Copies
from legation.record.store import Store
from legation.sources import Rejected

PAUSES = (0.2, 1.0, 5.0)
"""Seconds before each new try where the database gave way: a restart of PostgreSQL takes a few."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Known:
    """A document whose text the record held before."""

    name: str


Fate = Record | Known | Rejected


def ingest(store: Store, found: Iterable[Document | Rejected], *, workers: int = 1) -> Generator[Fate]:
    """What became of each document given: one fate each, and by then it is kept.

    A text that is known isn't read again; where it was found is noted. Raises RecordError where the record
    can't be reached any more; a later run goes on where this one stopped.
    """
    known: deque[Known] = deque()
    outcomes = pool.records(_unknown(store, found, known), workers=workers)
    try:
        for outcome in outcomes:
            yield kept(store, outcome)
            while known:
                yield known.popleft()
        yield from known
    finally:
        outcomes.close()


def _unknown(
    store: Store, found: Iterable[Document | Rejected], known: deque[Known]
) -> Iterator[Document | Rejected]:
    """What has to be read; the others are added to ``known``."""
    for one in found:
        if isinstance(one, Rejected):
            yield one
        elif reason := unkeepable(one):
            yield Rejected(keep.legible(one.id) or "standard input", reason)
        elif _is_known(store, one):
            known.append(Known(one.id))
        else:
            yield one


def _is_known(store: Store, document: Document) -> bool:
    def look() -> tuple[int | None, bool]:
        with store.reading() as connection:
            number = keep.known(connection, document)
            return number, number is not None and keep.has_origin(connection, document)

    number, noted = persistently(look)
    if number is not None and not noted:
        persistently(lambda: _note_origin(store, document, number))
    return number is not None


def _note_origin(store: Store, document: Document, number: int) -> None:
    with store.writing() as connection:
        keep.add_origin(connection, document, number)


def kept(store: Store, outcome: Record | Rejected) -> Fate:
    """Keeps what was read, or notes that it couldn't be; what became of it. Raises RecordError as ``ingest``."""
    if isinstance(outcome, Rejected):
        persistently(lambda: _reject(store, outcome))
        return outcome
    try:
        return persistently(lambda: _keep(store, outcome))
    except DBAPIError as error:  # of this record alone: what a database can't hold
        name = outcome.document.id or outcome.document.sha256[:16]
        return kept(store, Rejected(name, f"can't be kept: {' '.join(str(error.orig).split())}"))


def _keep(store: Store, record: Record) -> Record | Known:
    with store.writing() as connection:
        copies = None if store.on_sqlite else Copies(connection)
        if keep.keep(connection, record, copies):
            if copies:
                copies.flush()
            return record
        number = keep.known(connection, record.document)
        if number is not None:
            keep.add_origin(connection, record.document, number)
        return Known(record.document.id)


def _reject(store: Store, rejected: Rejected) -> None:
    with store.writing() as connection:
        keep.add_reject(connection, rejected)


def persistently(job: Callable[[], T]) -> T:
    """Tries anew where a connection was lost. A job that had been done is found done: texts are known by hash."""
    for pause in PAUSES:
        try:
            return job()
        except RecordError as error:
            if not error.passing:
                raise
            time.sleep(pause)
    return job()


def unkeepable(document: Document) -> str | None:
    """Why no record can keep a document, where it can't."""
    for field in ("text", "id", "title", "source", "url", "language"):
        value = getattr(document, field) or ""
        if keep.legible(value) != value:
            return f"field {field!r} holds a NUL or half a character, which a record can't keep"
    return None
