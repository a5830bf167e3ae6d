"""What feeds brought into a record, remembered in the record itself: see ``legation.sources.watch.Memory``."""

from sqlalchemy import select

from legation.record import schema
from legation.record.keep import insert
from legation.record.store import Store


class Watched:
    """A memory that is lost with the record alone. Several processes may share it."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def marks(self, feed: str) -> tuple[str | None, str | None]:
        feeds = schema.feeds.c
        with self._store.reading() as connection:
            row = connection.execute(select(feeds.etag, feeds.modified).where(feeds.url == feed)).first()
        return (row.etag, row.modified) if row else (None, None)

    def mark(self, feed: str, etag: str | None, modified: str | None) -> None:
        told = {"etag": etag, "modified": modified}
        with self._store.writing() as connection:
            added = insert(connection, schema.feeds).values(url=feed, **told)
            connection.execute(added.on_conflict_do_update(index_elements=["url"], set_=told))

    def has(self, feed: str, item: str, digest: str) -> bool:
        items = schema.feed_items.c
        found = select(items.item).where(items.feed == feed, items.item == item, items.digest == digest)
        with self._store.reading() as connection:
            return connection.execute(found).first() is not None

    def add(self, feed: str, item: str, digest: str) -> None:
        self._note({"feed": feed, "item": item, "digest": digest, "rounds": 0}, {"digest": digest, "rounds": 0})

    def waited(self, feed: str, item: str) -> int:
        return self._note({"feed": feed, "item": item, "rounds": 1}, {"rounds": schema.feed_items.c.rounds + 1})

    def _note(self, new: dict[str, object], known: dict[str, object]) -> int:
        """Adds an item, or changes the one that is known; its rounds."""
        with self._store.writing() as connection:
            added = insert(connection, schema.feed_items).values(new)
            changed = added.on_conflict_do_update(index_elements=["feed", "item"], set_=known)
            rounds: int = connection.execute(changed.returning(schema.feed_items.c.rounds)).scalar_one()
        return rounds
