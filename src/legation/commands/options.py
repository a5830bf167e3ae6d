"""Options that the record's commands share."""

from typing import Annotated

import typer

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
