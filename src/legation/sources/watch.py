"""Feeds that are asked again and again, and their new reports, each handed on once.

What was handed on is remembered (``Memory``: in a file by ``Seen``, or in the kept record), written behind each
report: after a crash the one report that was under way comes again, and none is lost. Whoever takes reports knows
a report by its id and text.
"""

import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from legation.nouns import Document
from legation.sources.apart import Apart
from legation.sources.rejected import Rejected
from legation.sources.rows import Rows
from legation.sources.unreadable import UnavailableError, UnreadableError
from legation.sources.web import Web

Take = Callable[[Document | Rejected], None]
"""What is done with each new report, or with what can't be read."""

SCHEMA = """
CREATE TABLE IF NOT EXISTS feeds (url TEXT PRIMARY KEY, etag TEXT, modified TEXT);
CREATE TABLE IF NOT EXISTS items (feed TEXT, item TEXT, digest TEXT, PRIMARY KEY (feed, item));
CREATE TABLE IF NOT EXISTS late (feed TEXT, item TEXT, rounds INTEGER, PRIMARY KEY (feed, item));
"""
ROUNDS = 3
"""Rounds in which an item's page is waited for, before the item's own text has to do."""
LONGEST_NAME = 500
"""Characters of an item's id that are remembered as they are: no index of PostgreSQL's holds 3 kB."""


class Memory(Protocol):
    """What was handed on already."""

    def marks(self, feed: str) -> tuple[str | None, str | None]:
        """The feed's ETag and Last-Modified when all of it had been handed on."""

    def mark(self, feed: str, etag: str | None, modified: str | None) -> None: ...

    def has(self, feed: str, item: str, digest: str) -> bool:
        """Whether this item was handed on as it is now."""

    def add(self, feed: str, item: str, digest: str) -> None: ...

    def waited(self, feed: str, item: str) -> int:
        """Counts one more round in which an item's page could not be had, and tells how many there were."""


class Seen:
    """A memory in a file of SQLite's. Close it."""

    def __init__(self, path: Path | str) -> None:
        self._file = sqlite3.connect(path, isolation_level=None)
        self._file.executescript(SCHEMA)

    def close(self) -> None:
        self._file.close()

    def marks(self, feed: str) -> tuple[str | None, str | None]:
        row = self._file.execute("SELECT etag, modified FROM feeds WHERE url = ?", (feed,)).fetchone()
        return (row[0], row[1]) if row else (None, None)

    def mark(self, feed: str, etag: str | None, modified: str | None) -> None:
        self._file.execute("INSERT OR REPLACE INTO feeds VALUES (?, ?, ?)", (feed, etag, modified))

    def has(self, feed: str, item: str, digest: str) -> bool:
        found = self._file.execute("SELECT digest FROM items WHERE feed = ? AND item = ?", (feed, item)).fetchone()
        return found is not None and found[0] == digest

    def add(self, feed: str, item: str, digest: str) -> None:
        self._file.execute("INSERT OR REPLACE INTO items VALUES (?, ?, ?)", (feed, item, digest))
        self._file.execute("DELETE FROM late WHERE feed = ? AND item = ?", (feed, item))

    def waited(self, feed: str, item: str) -> int:
        add = "INSERT INTO late VALUES (?, ?, 1) ON CONFLICT DO UPDATE SET rounds = rounds + 1"
        self._file.execute(add, (feed, item))
        found = self._file.execute("SELECT rounds FROM late WHERE feed = ? AND item = ?", (feed, item)).fetchone()
        return int(found[0])


@dataclass(frozen=True)
class Watch:
    """Asks feeds for what is new. ``web`` fetches, ``apart`` reads, ``seen`` remembers."""

    web: Web
    apart: Apart
    seen: Memory

    def round(self, feeds: Iterable[str], take: Take) -> int:
        """Asks each feed once; gives ``take`` each report that is new or changed, and what can't be read.

        Returns how many it gave. A feed that fails is asked again in the next round.
        """
        return sum(self._feed(feed, take) for feed in feeds)

    def _feed(self, feed: str, take: Take) -> int:
        given = 0
        try:
            etag, modified = self.seen.marks(feed)
            answer = self.web.fetch(feed, etag=etag, modified=modified)
            if answer.status == 304:
                return 0
            whole = True
            for number, row in enumerate(list(self.apart.rows("xml", answer.body)), start=1):
                item, digest = _name(row, number), _digest(row)
                if self.seen.has(feed, item, digest):
                    continue
                try:
                    report = self._report(feed, row, number)
                except UnavailableError:
                    if self.seen.waited(feed, item) < ROUNDS:
                        whole = False
                        continue
                    report = self._own(feed, row, number)
                take(report)
                self.seen.add(feed, item, digest)
                given += 1
            if whole:
                self.seen.mark(feed, answer.etag, answer.modified)
        except UnreadableError as error:
            take(Rejected(feed, str(error)))
            given += 1
        return given

    def _own(self, feed: str, row: Mapping[str, object], number: int) -> Document | Rejected:
        """What the feed itself tells of an item."""
        rows = Rows(feed, feed)
        return rows.rejected(str(row["refused"]), number) if "refused" in row else rows.document(row, number)

    def _report(self, feed: str, row: Mapping[str, object], number: int) -> Document | Rejected:
        """The article that an item links to; the item's own text where there is none or a shorter one.

        Raises UnavailableError where the page can't be had now.
        """
        own, url = self._own(feed, row, number), row.get("url")
        if not isinstance(url, str):
            return own
        try:
            page = self._page(url)
        except UnavailableError:
            raise
        except UnreadableError as error:
            return own if isinstance(own, Document) else Rejected(url, str(error))
        told = {key: value for key, value in row.items() if value and key not in ("text", "refused")}
        whole = Rows(url, url).document({**page, **told})
        if isinstance(own, Document) and (isinstance(whole, Rejected) or len(own.text) >= len(whole.text)):
            return own
        return whole

    def _page(self, url: str) -> dict[str, object]:
        answer = self.web.fetch(url)
        kind = "pdf" if answer.body.startswith(b"%PDF-") else "html"
        (row, *_) = list(self.apart.rows(kind, answer.body))
        if "refused" in row:
            raise UnreadableError(str(row["refused"]))
        return row


def _name(row: Mapping[str, object], number: int) -> str:
    """What an item is known by: its id, its link, its title; its place where it has none of them."""
    name = str(row.get("id") or row.get("url") or row.get("title") or number)
    return name if len(name) <= LONGEST_NAME else hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()


def _digest(row: Mapping[str, object]) -> str:
    told = "\x1f".join(str(row.get(key)) for key in ("title", "text", "refused", "published"))
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()
