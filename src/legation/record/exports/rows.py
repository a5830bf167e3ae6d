"""Rows of events, statements, positions or actors: CSV and Parquet."""

import csv
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from legation.record import questions
from legation.record.exports.citation import citation
from legation.record.filters import Filters
from legation.record.libraries import needed
from legation.record.questions import Row
from legation.record.store import Store

ASKED: dict[str, tuple[Sequence[str], Callable[[Store, Filters], list[Row]]]] = {
    "events": (questions.EVENTS, questions.events),
    "statements": (questions.STATEMENTS, questions.statements),
    "positions": (questions.POSITIONS, questions.positions),
    "actors": (questions.ACTORS, questions.actors),
}
NUMBERS = {"score", "latitude", "longitude", "confidence", "certainty"}
COUNTS = {"reports", "mentions", "documents"}
LISTS = {"contexts", "sources", "targets", "via", "addressees"}


def write_csv(store: Store, filters: Filters, subject: str, out: Path) -> None:
    """UTF-8 with a row of column names; lists have semicolons between, what has parts is JSON."""
    columns, ask = ASKED[subject]
    with out.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([cell(row[c]) for c in columns] for row in ask(store, filters))


def write_parquet(store: Store, filters: Filters, subject: str, out: Path) -> None:
    """Lists are lists of strings, days are dates, what has parts is JSON; the citation stands in the metadata."""
    pa = needed("pyarrow")
    parquet = needed("pyarrow.parquet")
    columns, ask = ASKED[subject]
    rows = ask(store, filters)
    kinds = {
        **dict.fromkeys(NUMBERS, pa.float64()),
        **dict.fromkeys(COUNTS, pa.int64()),
        **dict.fromkeys(LISTS, pa.list_(pa.string())),
    }
    if subject != "actors":
        kinds["id"] = pa.int64()
    arrays = [pa.array([_plain(row[c]) for row in rows], kinds.get(c, pa.string())) for c in columns]
    for n, column in enumerate(columns):
        if column in ("day", "published"):
            arrays[n] = arrays[n].cast(pa.date32())
    whole = pa.table(dict(zip(columns, arrays, strict=True)))
    parquet.write_table(whole.replace_schema_metadata({"citation": citation(store)}), out)


def cell(value: Any) -> Any:
    """A list of names with semicolons between; what has parts of its own as JSON; nothing for what isn't known."""
    if isinstance(value, list) and all(isinstance(v, str) for v in value):
        return ";".join(value)
    value = _plain(value)
    return "" if value is None else value


def _plain(value: Any) -> Any:
    if isinstance(value, dict) or (isinstance(value, list) and not all(isinstance(v, str) for v in value)):
        return json.dumps(value, ensure_ascii=False)
    return value
