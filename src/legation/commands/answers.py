"""An answer of the record as a table on a terminal, JSON, JSON lines or CSV."""

import csv
import io
import json
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import typer

Form = Literal["table", "json", "jsonl", "csv"]
SUFFIXES: dict[str, Form] = {".csv": "csv", ".json": "json", ".jsonl": "jsonl", ".ndjson": "jsonl"}
SHOWN = 50
"""Rows that a terminal shows; data are always whole."""


@dataclass(frozen=True, slots=True)
class Answer:
    """``columns`` of every row, those that people are ``shown``; ``whole`` is the JSON value, if not the rows, and
    ``people`` prints it on a terminal, if not as a table."""

    columns: Sequence[str]
    rows: list[dict[str, Any]]
    shown: Sequence[str]
    whole: Any = None
    people: Callable[[], None] | None = None


def form(as_json: bool, as_csv: bool, out: Path | None) -> Form:
    """Raises BadParameter where options say different things."""
    if as_json and as_csv:
        raise typer.BadParameter("goes without --csv", param_hint="--json")
    if out is None:
        if as_json or as_csv:
            return "json" if as_json else "csv"
        return "table" if sys.stdout.isatty() else "csv"
    if as_json or as_csv:
        return "json" if as_json else "csv"
    if out.suffix not in SUFFIXES:
        raise typer.BadParameter(f"{out}: writes {' '.join(SUFFIXES)}", param_hint="--out")
    return SUFFIXES[out.suffix]


def show(answer: Answer, form: Form, out: Path | None) -> None:
    if form == "table":
        (answer.people or (lambda: _print_table(answer)))()
        return
    if form == "csv":
        told = as_csv(answer.columns, answer.rows)
    elif form == "json":
        whole = answer.whole if answer.whole is not None else answer.rows
        told = json.dumps(whole, ensure_ascii=False) + "\n"
    else:
        lines = answer.whole if isinstance(answer.whole, list) else answer.rows
        told = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in lines)
    if out is None:
        sys.stdout.buffer.write(told.encode())
        sys.stdout.buffer.flush()
        return
    try:
        out.write_bytes(told.encode())
    except OSError as error:
        raise typer.BadParameter(f"{out}: {error.strerror}", param_hint="--out") from None


def as_csv(columns: Sequence[str], rows: Iterable[dict[str, Any]]) -> str:
    from legation.record.exports.rows import cell

    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([cell(row[c]) for c in columns] for row in rows)
    return stream.getvalue()


def _print_table(answer: Answer) -> None:
    from rich.console import Console
    from rich.table import Table

    from legation.record.exports.rows import cell

    console = Console(highlight=False)
    if not answer.rows:
        console.print("nothing")
        return
    table = Table(*answer.shown, box=None, pad_edge=False, header_style="bold")
    for row in answer.rows[:SHOWN]:
        table.add_row(*(str(cell(row[c])) for c in answer.shown))
    console.print(table)
    if len(answer.rows) > SHOWN:
        console.print(f"… and {len(answer.rows) - SHOWN} more: --csv, --json or --out tells all")
