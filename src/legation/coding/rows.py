"""The coding stages' tables: tab-separated, comment lines first, then a header."""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files


def rows(table: str, package: str = "legation.coding") -> Iterator[dict[str, str]]:
    """Rows of ``tables/<table>.tsv`` as column name to cell. Raises FileNotFoundError for an unknown table."""
    text = files(package).joinpath("tables", f"{table}.tsv").read_text(encoding="utf-8")
    lines = [line for line in text.split("\n") if line and not line.startswith("#")]
    header = lines[0].split("\t")
    for line in lines[1:]:
        yield dict(zip(header, line.split("\t"), strict=True))


@cache
def words(table: str) -> frozenset[str]:
    """The first column of a table."""
    return frozenset(next(iter(row.values())) for row in rows(table))
