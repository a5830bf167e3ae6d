"""The shipped tables: tab-separated text with a header, built by ``training/knowledge.py``, one source a row."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import lru_cache
from importlib.resources import files

SEPARATOR = ";"


def rows(table: str) -> Iterator[dict[str, str]]:
    """Rows of ``tables/<table>.tsv`` as column name to cell; lines that begin with # say where they come from.

    Raises FileNotFoundError where there is no such table: run ``make knowledge``.
    """
    text = files("legation.knowledge").joinpath("tables", f"{table}.tsv").read_text(encoding="utf-8")
    lines = (line for line in text.split("\n") if line and not line.startswith("#"))
    header = next(lines).split("\t")
    for line in lines:
        yield dict(zip(header, line.split("\t"), strict=True))


@contextmanager
def loading() -> Iterator[None]:
    """Without Python's search for garbage, which goes over and over what was read so far and takes as long as
    reading it."""
    searched = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searched:
            gc.enable()


def listed(cell: str) -> tuple[str, ...]:
    """The values of a cell that holds several."""
    return tuple(cell.split(SEPARATOR)) if cell else ()


@lru_cache(maxsize=8192)
def day(cell: str, *, last: bool = False) -> date | None:
    """A date from ``2019``, ``2019-05`` or ``2019-05-06``: the first day it may be, or the last."""
    if not cell:
        return None
    year, month, number = ([int(p) for p in cell.split("-")] + [0, 0])[:3]
    if number:
        return date(year, month, number)
    if not last:
        return date(year, month or 1, 1)
    following = date(year + (month or 12) // 12, (month or 12) % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1)
