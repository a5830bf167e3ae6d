"""Options that the record's commands share."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from legation.commands.terminal import day

DEFAULT = "sqlite:///legation.db"

RecordOption = Annotated[
    str,
    typer.Option(
        "--record",
        metavar="URL",
        envvar="LEGATION_RECORD",
        help="The kept record: sqlite:///FILE or postgresql+psycopg://USER:PASSWORD@HOST/DATABASE.",
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON value.")]
CsvOption = Annotated[bool, typer.Option("--csv", help="Print CSV.")]
OutOption = Annotated[
    Path | None, typer.Option("--out", "-o", metavar="FILE", help="Write a .csv, .json or .jsonl file.")
]
SourceOption = Annotated[
    str | None,
    typer.Option(
        metavar="ACTOR",
        help="Who acts, speaks or holds: an id, a name, or a state's letters for all who act for it.",
    ),
]
TargetOption = Annotated[str | None, typer.Option(metavar="ACTOR", help="Who is acted on, addressed or meant.")]
ActorOption = Annotated[str | None, typer.Option(metavar="ACTOR", help="Who is on either side.")]
TypeOption = Annotated[
    str | None,
    typer.Option(metavar="TYPE", help="Of events PLOVER's type; of statements, positions and actors their kind."),
]
SinceOption = Annotated[date | None, typer.Option(metavar="DATE", parser=day, help="From this day on.")]
UntilOption = Annotated[date | None, typer.Option(metavar="DATE", parser=day, help="Up to this day.")]
SearchOption = Annotated[
    str | None, typer.Option(metavar="WORDS", help='Only where these words stand; "in quotes" together.')
]
LimitOption = Annotated[int | None, typer.Option(metavar="N", min=1, help="The first N rows.")]
