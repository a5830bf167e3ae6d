"""Many documents to their records: in this process or in several, in the order given, each failing alone."""

import multiprocessing
import os
import signal
import threading
import warnings
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing, contextmanager
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from legation.exceptions import DictionaryWarning
from legation.nouns import Document, Record
from legation.sources import Rejected

if TYPE_CHECKING:
    from legation.reader import Reader


class Own(NamedTuple):
    """The files of a user's own dictionaries."""

    actors: tuple[Path, ...] = ()
    agents: tuple[Path, ...] = ()
    verbs: tuple[Path, ...] = ()


NONE = Own()
Outcome = Record | Rejected
Batch = list[Document | Rejected]

DOCUMENTS = 16
CHARACTERS = 60_000
"""Most documents and about most characters that a worker is handed at once; a batch that starts with a very long
text is that text alone."""


def records(
    found: Iterable[Document | Rejected],
    *,
    workers: "int | Workers" = 1,
    actors: Iterable[Path] = (),
    agents: Iterable[Path] = (),
    verbs: Iterable[Path] = (),
) -> Generator[Outcome]:
    """The record of each document in order; what can't be read is Rejected with the reason.

    With more than one worker, each is a process of one thread with weights of its own. ``actors``, ``agents``
    and ``verbs`` are a user's own dictionaries, as for ``Reader``. Raises ModelError where the packaged weights
    can't be loaded, and TableError where a dictionary can't be read.
    """
    batches, own = _batches(found), Own(tuple(actors), tuple(agents), tuple(verbs))
    if isinstance(workers, Workers):
        read: Iterator[list[Outcome]] = workers.read(batches)
    elif workers == 1:
        read = (_read(batch, own) for batch in batches)
    else:
        read = _read_side_by_side(batches, workers, own)
    for outcomes in read:
        yield from outcomes


def _batches(found: Iterable[Document | Rejected]) -> Iterator[Batch]:
    batch: Batch = []
    characters = 0
    for one in found:
        size = len(one.text) if isinstance(one, Document) else 0
        if batch and (len(batch) == DOCUMENTS or characters + size > CHARACTERS):
            yield batch
            batch, characters = [], 0
        batch.append(one)
        characters += size
    if batch:
        yield batch


@cache
def _reader(own: Own) -> "Reader":
    """This process's reader, imported when the first document is there: the runtime takes long to import."""
    from legation.reader import Reader

    return Reader(actors=own.actors, agents=own.agents, verbs=own.verbs)


def _read(batch: Batch, own: Own) -> list[Outcome]:
    documents = [d for d in batch if isinstance(d, Document)]
    if not documents:
        return [r for r in batch if isinstance(r, Rejected)]
    reader = _reader(own)
    try:
        read: list[Outcome] = list(reader.read_many(documents, batch_size=len(documents)))
    except Exception:  # whichever it is of these: each is read again alone
        read = [_read_alone(reader, d) for d in documents]
    waiting = iter(read)
    return [next(waiting) if isinstance(one, Document) else one for one in batch]


def _read_alone(reader: "Reader", document: Document) -> Outcome:
    try:
        return next(iter(reader.read_many([document])))
    except Exception as error:
        return _failed(document, f"could not be read: {type(error).__name__}: {error}")


def _failed(document: Document, reason: str) -> Rejected:
    return Rejected(document.id or "standard input", " ".join(reason.split()))


def _read_side_by_side(batches: Iterator[Batch], workers: int, own: Own) -> Iterator[list[Outcome]]:
    if any(own):  # what is wrong with them is told once, here
        from legation.knowledge import dictionary

        dictionary.knowledge(*own)
    with closing(Workers(workers, own)) as side_by_side:
        yield from side_by_side.read(batches)


class Workers:
    """Processes that read, kept from one ``records`` to the next. Close them.

    What was being read when one of them died is read again one by one; a report that one dies of then is rejected.
    """

    def __init__(self, count: int, own: Own = NONE) -> None:
        self._count = count
        self._own = own
        self._pool = _pool(count)

    def close(self) -> None:
        self._pool.shutdown(cancel_futures=True)

    def read(self, batches: Iterator[Batch]) -> Iterator[list[Outcome]]:
        """Each batch's outcomes in order."""
        waiting: deque[tuple[Batch, Future[list[Outcome]]]] = deque()
        while True:
            for batch in islice(batches, 2 * self._count - len(waiting)):
                waiting.append((batch, _submitted(self._pool, batch, self._own)))
            if not waiting:
                return
            try:
                yield waiting[0][1].result()
                waiting.popleft()
            except BrokenProcessPool:
                lost = [batch for batch, _ in waiting]
                waiting.clear()
                yield from _read_one_by_one(lost, self._own)
                self._pool = _pool(self._count)


def _read_one_by_one(batches: list[Batch], own: Own) -> Iterator[list[Outcome]]:
    """Batches that may hold the report that a worker died of: that one alone is rejected."""
    pool = _pool(1)
    try:
        for batch in batches:
            outcomes: list[Outcome] = []
            for one in batch:
                try:
                    outcomes += _submitted(pool, [one], own).result()
                except BrokenProcessPool:
                    pool = _pool(1)
                    outcomes.append(_died_of(one))
            yield outcomes
    finally:
        pool.shutdown(cancel_futures=True)


def _died_of(one: Document | Rejected) -> Rejected:
    reason = "could not be read: the process that read it ended, perhaps for lack of memory"
    return _failed(one, reason) if isinstance(one, Document) else one


def _submitted(pool: ProcessPoolExecutor, batch: Batch, own: Own) -> Future[list[Outcome]]:
    try:
        with _interrupts_wait():
            return pool.submit(_read, batch, own)
    except BrokenProcessPool as error:  # a worker died while none of its outcomes was awaited
        failed: Future[list[Outcome]] = Future()
        failed.set_exception(error)
        return failed


def _pool(workers: int) -> ProcessPoolExecutor:
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_start_worker)


@contextmanager
def _interrupts_wait() -> Iterator[None]:
    """Ctrl-C waits while a worker is started, and the worker is started so: else it would print where it was."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _start_worker() -> None:
    """Ctrl-C ends a worker at once and silently: the command itself says what is to be said."""
    warnings.simplefilter("ignore", DictionaryWarning)  # told by the command already
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A worker whose parent was killed would wait for work for ever."""
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        os._exit(1)
