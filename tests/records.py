"""Records that tests open: one on each backend, empty, and gone afterwards."""

import os
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError

from legation.record import Store
from legation.record.schema import metadata

SERVER = os.environ.get("LEGATION_POSTGRES")
NO_SERVER = "no PostgreSQL: LEGATION_POSTGRES names a server, as postgresql+psycopg://user:password@host/database"
BACKENDS = ("sqlite", "postgresql")


@contextmanager
def empty_record(backend: str, folder: Path) -> Iterator[str]:
    """The URL of a record that doesn't exist yet (SQLite), or holds nothing (a schema of its own)."""
    if backend == "sqlite":
        yield f"sqlite:///{folder / f'{uuid.uuid4().hex}.db'}"
        return
    if SERVER is None:
        pytest.skip(NO_SERVER)
    name = f"legation_{uuid.uuid4().hex[:12]}"
    with closing(_Server(SERVER)) as server:
        server.run(f"CREATE SCHEMA {name}")
        try:
            url = make_url(SERVER).update_query_dict({"options": f"-csearch_path={name}"})
            yield url.render_as_string(hide_password=False)
        finally:
            server.run(f"DROP SCHEMA {name} CASCADE")


def emptied(store: Store) -> None:
    """Takes all rows out, and numbers begin at 1 again."""
    with store.writing() as connection:
        if store.on_sqlite:
            connection.execute(text("PRAGMA defer_foreign_keys = ON"))
            for table in metadata.sorted_tables:
                connection.execute(table.delete())
        else:
            names = ", ".join(table.name for table in metadata.sorted_tables)
            connection.execute(text(f"TRUNCATE {names} RESTART IDENTITY"))


class _Server:
    def __init__(self, url: str) -> None:
        self.engine = create_engine(url, isolation_level="AUTOCOMMIT")

    def run(self, statement: str) -> None:
        try:
            with self.engine.connect() as connection:
                connection.execute(text(statement))
        except OperationalError as error:
            pytest.fail(f"LEGATION_POSTGRES names a server that can't be used: {error.orig}")

    def close(self) -> None:
        self.engine.dispose()
