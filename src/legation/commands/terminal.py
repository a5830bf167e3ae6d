"""What commands share: files that options name, progress, and a tidy end."""

import os
import sys
import time
from collections.abc import Generator, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from typing import IO, TypeVar

import typer

from legation.exceptions import LegationError
from legation.sources import FIELDS, STDIN

INTERRUPTED = 130
PIPE_CLOSED = 141
"""Exit statuses of a process that SIGINT or SIGPIPE ends, as shells count them."""
FEW = 3
"""Up to this many reports are read without a progress bar."""

T = TypeVar("T")


def day(value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise typer.BadParameter(f"{value!r} is no ISO date such as 2025-03-13") from None


def mapping(columns: list[str] | None) -> dict[str, str]:
    pairs = dict(c.partition("=")[::2] for c in columns or [])
    for field, column in pairs.items():
        if field not in FIELDS or not column:
            known = ", ".join(FIELDS)
            raise typer.BadParameter(
                f"{field!r} names no field: write FIELD=COLUMN, with a field of {known}", param_hint="--map"
            )
    return pairs


def opened(
    files: ExitStack, path: Path | None, option: str, inputs: list[str], *, parquet: bool = False
) -> IO[bytes] | None:
    """The file that an option names, opened to be written; refused where it is one of the inputs."""
    if path is None:
        return None
    if any(one != STDIN and Path(one).is_file() and path.exists() and path.samefile(one) for one in inputs):
        raise typer.BadParameter(f"{path} is an input and would be overwritten", param_hint=option)
    if path.suffix in (".csv", ".tsv") or (path.suffix == ".parquet" and not parquet):
        kinds = "JSON lines (.jsonl) and Parquet" if parquet else "JSON lines (.jsonl)"
        raise typer.BadParameter(f"{path}: this version writes {kinds}", param_hint=option)
    try:
        return files.enter_context(path.open("wb"))
    except OSError as error:
        raise typer.BadParameter(f"{path}: {error.strerror}", param_hint=option) from None


def with_bar(outcomes: Iterator[T], total: int | None) -> Generator[T]:
    """Passes outcomes on and shows on standard error how many and how fast, once there are more than a few."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    if total is not None and total <= FEW:
        yield from outcomes
        return
    rate = TextColumn("{task.fields[rate]}")
    columns = (TextColumn("reading"), BarColumn(), MofNCompleteColumn(), rate, TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=total, rate="")
        began = time.monotonic()
        for count, outcome in enumerate(outcomes, start=1):
            yield outcome
            bar.update(task, completed=count, rate=f"{count / (time.monotonic() - began):.1f}/s")


@contextmanager
def tidy() -> Iterator[None]:
    """Ends on Ctrl-C and on a closed pipe without a word, and on Legation's own errors with one line."""
    try:
        yield
    except KeyboardInterrupt:
        raise typer.Exit(INTERRUPTED) from None
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # for what is left to flush
        raise typer.Exit(PIPE_CLOSED) from None
    except OSError as error:  # of an output: those of inputs are told as rejected
        say(f"can't go on: {error.strerror or error}")
        raise typer.Exit(1) from None
    except LegationError as error:
        say(str(error))
        raise typer.Exit(1) from None


def say(message: str) -> None:
    typer.echo(f"legation: {message}", err=True)
