"""Filling a record and seeing what it holds."""

import json as json_
import sys
from contextlib import ExitStack, closing
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from legation.commands.options import DEFAULT, JsonOption, RecordOption
from legation.commands.terminal import day, mapping, opened, say, tidy, with_bar
from legation.sources import Rejected, documents, expected


def ingest(
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUT",
            help="Files (.txt .md: one report; .jsonl .csv .tsv: one a row; each also .gz), folders, or - "
            "for standard input.",
        ),
    ],
    record: RecordOption = DEFAULT,
    published: Annotated[
        date | None,
        typer.Option(
            metavar="DATE", parser=day, help="The day on which reports without a date of their own were published."
        ),
    ] = None,
    workers: Annotated[
        int, typer.Option("--workers", "-w", metavar="N", min=1, help="Read in N processes side by side.")
    ] = 1,
    rejects: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write what can't be read here too, as JSON lines with the reason."),
    ] = None,
    columns: Annotated[
        list[str] | None,
        typer.Option("--map", metavar="FIELD=COLUMN", help="Read a field from a column of another name."),
    ] = None,
    no_group: Annotated[
        bool, typer.Option("--no-group", help="Leave grouping the tellings of one event to legation group.")
    ] = False,
) -> None:
    """Read news reports into a kept record.

    A report is known by its text: given again it is not read again. Each is kept whole or not at all, so a run
    that was stopped, however it was, goes on where it stopped when it is started again. What can't be read is
    noted in the record with the reason, and the exit status is 1. Several may fill one record at once.

    \b
    Example:
      echo "Iran rejected the offer on Tuesday." | legation ingest - --published 2026-03-12

    \b
    With reports of your own:
      legation ingest news/ --workers 4 --rejects rejects.jsonl
      legation ingest news.csv --map text=body --record postgresql+psycopg://desk@localhost/legation
    """
    found = documents(
        inputs, published=published, columns=mapping(columns), apart_from=[rejects] if rejects else []
    )
    with tidy(), ExitStack() as files:
        from legation import output
        from legation.nouns import Record
        from legation.record import open_record
        from legation.record.grouping import group
        from legation.record.ingest import ingest as fates_of

        refused = opened(files, rejects, "--rejects", inputs)
        store = files.enter_context(closing(open_record(record, create=True)))
        fates = files.enter_context(closing(fates_of(store, found, workers=workers)))
        if sys.stderr.isatty():
            fates = files.enter_context(closing(with_bar(fates, expected(inputs))))
        read = known = rejected = 0
        for fate in fates:
            if isinstance(fate, Rejected):
                rejected += 1
                say(f"{fate.name}: {fate.reason}")
                if refused:
                    refused.write(output.json_line(fate.to_json()))
            elif isinstance(fate, Record):
                read += 1
            else:
                known += 1
        if read and not no_group:
            group(store)
    given = read + known + rejected
    typer.echo(f"given {given}: read {read}, known {known}, rejected {rejected}", err=True)
    raise typer.Exit(1 if rejected else 0)


def recode(
    record: RecordOption = DEFAULT,
    workers: Annotated[
        int, typer.Option("--workers", "-w", metavar="N", min=1, help="Read in N processes side by side.")
    ] = 1,
) -> None:
    """Read the reports of a record anew, where an earlier version or other weights read them.

    What people corrected stays as they decided, and events keep their numbers where the same words tell them. A
    run that was stopped goes on where it stopped.

    \b
    Example:
      echo "Peru accused Chile." | legation ingest - && legation recode
    """
    with tidy(), ExitStack() as files:
        from legation.record import open_record
        from legation.record.grouping import group
        from legation.record.recode import recode as read_anew

        store = files.enter_context(closing(open_record(record)))
        outcomes = files.enter_context(closing(read_anew(store, workers=workers)))
        if sys.stderr.isatty():
            outcomes = files.enter_context(closing(with_bar(outcomes, None)))
        read = rejected = 0
        for outcome in outcomes:
            if isinstance(outcome, Rejected):
                rejected += 1
                say(f"{outcome.name}: {outcome.reason}")
            else:
                read += 1
        if read:
            group(store)
    typer.echo(f"read anew {read}, left as they were {rejected}", err=True)
    raise typer.Exit(1 if rejected else 0)


def status(
    record: RecordOption = DEFAULT,
    json: JsonOption = False,
    check: Annotated[
        bool, typer.Option("--check", help="Compare each report's rows with what was read; exit 1 on a fault.")
    ] = False,
) -> None:
    """Print what a record holds.

    \b
    Example:
      echo "Iran rejected the offer on Tuesday." | legation ingest - && legation status --json
    """
    with tidy():
        from legation.record import open_record
        from legation.record.health import faults
        from legation.record.status import status as status_of

        with closing(open_record(record)) as store:
            found = status_of(store)
            if check:
                found["faults"] = list(faults(store))
        if json:
            typer.echo(json_.dumps(found, ensure_ascii=False))
        else:
            width = max(map(len, found))
            for name, value in found.items():
                told = ", ".join(map(str, value)) or "none" if isinstance(value, list) else value
                typer.echo(f"{name:{width}}  {told:,}" if isinstance(told, int) else f"{name:{width}}  {told}")
        raise typer.Exit(1 if found.get("faults") else 0)
