"""The commands of the kept record."""

from collections.abc import Callable

import typer

from legation.commands import asking, changing, exporting, keeping

COMMANDS: dict[str, Callable[..., None]] = {
    "ingest": keeping.ingest,
    "recode": keeping.recode,
    "status": keeping.status,
    "events": asking.events,
    "statements": asking.statements,
    "positions": asking.positions,
    "actors": asking.actors,
    "timeline": asking.timeline,
    "series": asking.series,
    "network": asking.network,
    "export": exporting.export,
    "import": changing.import_,
    "group": changing.group,
    "same": changing.same,
    "correct": changing.correct,
    "corrections": changing.corrections,
    "agreement": changing.agreement,
}


def register(app: typer.Typer) -> None:
    """Adds them to the command line."""
    for name, command in COMMANDS.items():
        app.command(name)(command)
