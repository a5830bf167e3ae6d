"""Writing a record for other tools."""

from contextlib import closing
from pathlib import Path
from typing import Annotated, Literal

import typer

from legation.commands.options import (
    DEFAULT,
    ActorOption,
    LimitOption,
    RecordOption,
    SearchOption,
    SinceOption,
    SourceOption,
    TargetOption,
    TypeOption,
    UntilOption,
)
from legation.commands.terminal import tidy

Format = Literal["csv", "parquet", "jsonl", "gdelt", "graphml", "timelinejs", "stix", "markdown"]


def export(
    format: Annotated[
        Format, typer.Argument(metavar="FORMAT", help="csv parquet jsonl gdelt graphml timelinejs stix markdown")
    ],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="FILE", help="Write here.")],
    record: RecordOption = DEFAULT,
    table: Annotated[
        Literal["events", "statements", "positions", "actors"],
        typer.Option(help="Which rows csv and parquet hold."),
    ] = "events",
    source: SourceOption = None,
    target: TargetOption = None,
    actor: ActorOption = None,
    type: TypeOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    search: SearchOption = None,
    limit: LimitOption = None,
) -> None:
    """Write the record for other tools.

    Beside FILE stands FILE.about.md, which says how to cite it and what each column means.

    jsonl writes whole reports: there, --since and --until go by publication, and only --search and --limit
    narrow further.

    \b
    Example:
      echo "Iran rejected the offer on Tuesday." | legation ingest - && legation export csv --out events.csv
    """
    with tidy():
        from legation.record import open_record
        from legation.record.exports import export as write
        from legation.record.filters import Filters

        filters = Filters(source, target, actor, type, since, until, search, limit)
        if format == "jsonl" and (source or target or actor or type):
            raise typer.BadParameter(
                "doesn't narrow jsonl, which writes whole reports", param_hint="--source … --type"
            )
        with closing(open_record(record)) as store:
            about = write(store, format, filters, out, table)
    typer.echo(f"wrote {out} and {about}", err=True)
