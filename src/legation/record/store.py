"""One kept record: its connection, its schema brought up to date, and transactions."""

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, DBAPIError, NoSuchModuleError, OperationalError

from legation.exceptions import RecordError

DEFAULT = "sqlite:///legation.db"
HEAD = "0004"
"""The newest revision in ``migrations/versions``; a test compares."""
PATIENCE = 120
"""Seconds that a writer waits for the others: a transaction is one document's, a few milliseconds."""
LOCK = 0x1E6A7104
"""The advisory lock of PostgreSQL that one process holds while it makes or migrates the tables."""


PASSING = (None, "40001", "40P01", "57P01", "57P02", "57P03")
"""PostgreSQL's codes for what may work in a moment: no connection, a transaction that gave way to another, a
server that stops or starts."""


class Store:
    """A record that is open. ``url`` names it without its password."""

    def __init__(self, engine: Engine, url: str) -> None:
        self.engine = engine
        self.url = url
        self._lock = threading.Lock()
        self._watch: Connection | None = None

    @property
    def on_sqlite(self) -> bool:
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the record."""
        with _told(self.url), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction: all of it is kept, or nothing. Writers to SQLite wait for each other at its start."""
        with _told(self.url), self.engine.connect() as connection:
            connection = connection.execution_options(writes=True)
            with connection.begin():
                yield connection

    def state(self) -> str:
        """What is the same only while the record is: each commit of whatever process gives another value.

        SQLite counts the commits of others than the connection that asks, which is one that never writes;
        PostgreSQL tells which transactions a reader sees (of the whole server: it may change for nothing).
        """
        with _told(self.url):
            if not self.on_sqlite:
                with self.engine.connect() as connection:
                    return str(connection.execute(text("SELECT CAST(pg_current_snapshot() AS text)")).scalar_one())
            with self._lock:
                self._watch = self._watch or self.engine.connect()
                with self._watch.begin():
                    return str(self._watch.exec_driver_sql("PRAGMA data_version").scalar_one())

    def close(self) -> None:
        if self._watch:
            self._watch.close()
        self.engine.dispose()


def open_record(url: str = DEFAULT, *, create: bool = False) -> Store:
    """The record at a SQLAlchemy URL, its tables brought up to date.

    Raises RecordError where there is none, unless ``create``, and where it can't be reached or is newer than
    this program.
    """
    parsed = _parsed(url)
    shown = parsed.render_as_string(hide_password=True)
    if parsed.get_backend_name() == "sqlite" and not create and not Path(parsed.database or "").is_file():
        raise RecordError(shown, "there is no record: legation ingest makes one")
    store = Store(_engine(parsed), shown)
    try:
        with _told(shown):
            found = _revision(store.engine)
            if found is None and not create:
                raise RecordError(shown, "holds no record: legation ingest makes one")
            if found != HEAD:
                _migrate(store.engine, shown)
    except BaseException:
        store.close()
        raise
    return store


def _parsed(url: str) -> URL:
    try:
        parsed = make_url(url)
        backend = parsed.get_backend_name()
    except ArgumentError:
        backend = ""
    if backend == "sqlite" and parsed.database:
        return parsed
    if backend == "postgresql":
        return parsed.set(drivername="postgresql+psycopg")
    raise RecordError(
        url, "is no record's URL: write sqlite:///FILE or postgresql+psycopg://USER:PASSWORD@HOST/DATABASE"
    )


def _engine(url: URL) -> Engine:
    if url.get_backend_name() == "sqlite":
        engine = create_engine(url, connect_args={"timeout": PATIENCE}, pool_use_lifo=True)
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    try:
        return create_engine(url, pool_pre_ping=True, pool_use_lifo=True)
    except (ModuleNotFoundError, NoSuchModuleError):
        raise RecordError(url.render_as_string(), "needs psycopg: pip install 'legation[postgres]'") from None


def _prepare_sqlite(connection: sqlite3.Connection, _: Any) -> None:
    """SQLAlchemy's advice: the driver begins no transactions of its own."""
    connection.isolation_level = None
    for pragma in ("foreign_keys=ON", "synchronous=NORMAL", "cache_size=-65536"):
        connection.execute(f"PRAGMA {pragma}")
    until = time.monotonic() + PATIENCE
    while connection.execute("PRAGMA journal_mode").fetchone() != ("wal",):
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError:  # another process opens it too; SQLite doesn't wait here by itself
            if time.monotonic() > until:
                raise
            time.sleep(0.02)


def _begin_sqlite(connection: Connection) -> None:
    """Who will write says so at once: a reader that turns writer could not wait its turn."""
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _revision(engine: Engine) -> str | None:
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _migrate(engine: Engine, shown: str) -> None:
    """Makes or changes the tables in one transaction, one process at a time."""
    from alembic import command
    from alembic.config import Config
    from alembic.util.exc import CommandError

    config = Config()
    config.set_main_option("script_location", "legation.record:migrations")
    with engine.connect() as connection:
        connection = connection.execution_options(writes=True)
        with connection.begin():
            if engine.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
            config.attributes["connection"] = connection
            try:
                command.upgrade(config, "head")
            except CommandError:
                raise RecordError(
                    shown, "was made by a newer version of Legation: upgrade with pip install -U legation"
                ) from None


@contextmanager
def _told(url: str) -> Iterator[None]:
    """What a database itself fails of, in one line that names the record; a fault of one row passes as it is."""
    try:
        yield
    except DBAPIError as error:
        if isinstance(error, OperationalError) or type(error) is DatabaseError or error.connection_invalidated:
            state = getattr(error.orig, "sqlstate", "of SQLite")
            passing = error.connection_invalidated or state in PASSING
            raise RecordError(url, " ".join(str(error.orig).split()), passing=passing) from error
        raise
