"""The commands of the kept record."""

import typer

from legation.commands import keeping


def register(app: typer.Typer) -> None:
    """Adds them to the command line."""
    app.command()(keeping.ingest)
    app.command()(keeping.status)
