"""``legation knowledge``: what a user adds to the shipped tables."""

from pathlib import Path
from typing import Annotated

import typer

from legation.exceptions import TableError

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)


@app.callback()
def knowledge() -> None:
    """Keep actors of your own, known beside the shipped ones.

    \b
    Example:
      echo '{"id": "person:lucia-ferrer", "name": "Lucía Ferrer", "kind": "person"}' > actors.jsonl
      legation knowledge add actors.jsonl
    """


@app.command()
def add(
    file: Annotated[Path, typer.Argument(metavar="FILE.jsonl", help="Actors, one JSON object a line.")],
) -> None:
    """Add actors of your own.

    Every later `read` and `who` knows them. Each line is an object with id, name, kind (country, person,
    organisation or group) and, where known, country (ISO 3166-1 alpha-3), aliases, offices (office, country,
    start, end), sectors (CAMEO codes) and wikidata. An actor kept earlier under the same id is replaced. A line
    that can't be used is named, and then nothing of the file is kept. They lie in the folder that LEGATION_HOME
    names, or in your folder for application data.

    \b
    Example:
      echo '{"id": "person:lucia-ferrer", "name": "Lucía Ferrer", "kind": "person"}' > actors.jsonl
      legation knowledge add actors.jsonl
    """
    from legation.knowledge import own

    try:
        count = own.add(file)
    except TableError as error:
        typer.echo(f"legation: {error}", err=True)
        raise typer.Exit(1) from None
    typer.echo(f"kept {count} actor{'' if count == 1 else 's'} in {own.kept()}", err=True)
