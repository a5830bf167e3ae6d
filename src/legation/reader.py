"""The whole way from a report's text to its record."""

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from itertools import islice
from pathlib import Path

from legation.coding import STAGES, Draft, prepare
from legation.exceptions import InputError
from legation.knowledge import Knowledge, dictionary
from legation.language import Language
from legation.nouns import Document, Record
from legation.version import __version__


class Reader:
    """Reads reports. Loads the weights once; thread-safe.

    ``actors``, ``agents`` and ``verbs`` are files of a user's own in PETRARCH's format, which come before the
    shipped tables. Raises TableError where one can't be read.
    """

    def __init__(
        self,
        *,
        actors: Iterable[str | Path] = (),
        agents: Iterable[str | Path] = (),
        verbs: Iterable[str | Path] = (),
    ) -> None:
        own = [Path(p) for p in actors], [Path(p) for p in agents], [Path(p) for p in verbs]
        with ThreadPoolExecutor(1) as beside:  # weights and tables take as long, and not the same processor
            language = beside.submit(Language.load)
            self._knowledge = dictionary.knowledge(*own) if any(own) else Knowledge.load()
            with self._knowledge.current():
                prepare()
            self._language = language.result()

    def read(
        self, text: str, *, published: str | date | None = None, title: str | None = None, id: str = ""
    ) -> Record:
        """The record of one report. ``published`` is an ISO date; without it relative times stay open.

        Raises InputError where ``published`` is no date.
        """
        return self.record(self.draft(text, published=published, title=title, id=id))

    def read_many(self, documents: Iterable[Document], *, batch_size: int = 64) -> Iterator[Record]:
        """Records in the order of the documents, of which ``batch_size`` are taken at a time.

        Each is read by itself: its record is the same whatever is read beside it.
        """
        waiting = iter(documents)
        while batch := list(islice(waiting, batch_size)):
            for document in batch:
                yield self.record(self._code(Draft(document, self._language.read(document.text))))

    def draft(
        self, text: str, *, published: str | date | None = None, title: str | None = None, id: str = ""
    ) -> Draft:
        """What the record is made from: sentences and trees too."""
        document = Document(text, id=id, title=title, published=_date(published))
        return self._code(Draft(document, self._language.read(text)))

    def record(self, draft: Draft) -> Record:
        return Record(
            version=__version__,
            model=self._language.model.name,
            document=draft.document,
            actors=draft.actors,
            times=draft.times,
            places=draft.places,
            statements=draft.statements,
            agreements=draft.agreements,
            events=draft.events,
            positions=draft.positions,
        )

    def _code(self, draft: Draft) -> Draft:
        with self._knowledge.current():
            for stage in STAGES:
                draft = stage(draft)
        return draft


def _date(value: str | date | None) -> date | None:
    if value is None or isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise InputError(f"published={value!r}", "is no ISO date such as 2025-03-13") from None
