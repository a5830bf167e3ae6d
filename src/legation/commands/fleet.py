"""``legation fleet``: many reports on many machines."""

import sys
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from legation.commands.options import DEFAULT
from legation.commands.terminal import day, mapping, say, tidy

if TYPE_CHECKING:
    from legation.fleet.manifest import Manifest

fleet = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Many reports on many machines, with Ray.")


@fleet.command()
def read(
    source: Annotated[
        str,
        typer.Argument(metavar="SOURCE", help="A folder or a file: a path, or a URI such as s3://bucket/news."),
    ],
    out: Annotated[str, typer.Option("--out", "-o", metavar="URI", help="A folder of its own: a path or a URI.")],
    published: Annotated[
        date | None,
        typer.Option(
            metavar="DATE", parser=day, help="The day on which reports without a date of their own were published."
        ),
    ] = None,
    no_text: Annotated[bool, typer.Option("--no-text", help="Leave the text out of the data.")] = False,
    workers: Annotated[
        int | None,
        typer.Option("--workers", "-w", metavar="N", min=1, help="Read in N processes; as many as processors."),
    ] = None,
    address: Annotated[
        str | None,
        typer.Option(metavar="ADDRESS", help="A Ray cluster, as ray start prints it; without one, this machine."),
    ] = None,
    columns: Annotated[
        list[str] | None,
        typer.Option("--map", metavar="FIELD=COLUMN", help="Read a field from a column of another name."),
    ] = None,
) -> None:
    """Read reports into Parquet, one row a report, in folders by month of publication.

    Reads what legation read does, from Parquet, JSON lines, WARC and the rest, file by file, and JSON lines in
    parts. A run that was stopped, however it was, goes on where it stopped when it is started again, and
    nothing is there twice; a worker that is lost costs nothing but time. _manifest.json says which inputs came
    to which outputs, _rejects/ what could not be read and why.

    \b
    Example:
      mkdir news && echo '{"text": "Peru accused Chile."}' > news/a.jsonl && legation fleet read news --out records
    """
    with tidy():
        from legation.fleet.locations import location
        from legation.fleet.read import read as driven
        from legation.fleet.reading import Task

        task = Task(location(source), location(out), published, mapping(columns), not no_text)
        whole = _told(driven(task, workers=workers, address=address))
    given, done, rejected = (whole.count(key) for key in ("given", "read", "rejected"))
    typer.echo(f"given {given}: read {done}, rejected {rejected}", err=True)
    raise typer.Exit(1 if rejected else 0)


def _told(manifests: "Iterator[Manifest]") -> "Manifest":
    """The last; on a terminal each is told."""
    began, before = time.monotonic(), None
    for manifest in manifests:
        before = manifest.count("given") if before is None else before
        if sys.stderr.isatty():
            rate = (manifest.count("given") - before) / (time.monotonic() - began)
            told = f"units {len(manifest.entries)}, reports {manifest.count('given')}, {rate:.1f}/s"
            sys.stderr.write(f"\r\x1b[K{told}")
    if sys.stderr.isatty():
        sys.stderr.write("\r\x1b[K")
    return manifest


@fleet.command()
def ingest(
    source: Annotated[
        str, typer.Argument(metavar="SOURCE", help="What legation fleet read wrote: a path or a URI.")
    ],
    record: Annotated[
        str,
        typer.Option(
            "--record",
            "--out",
            metavar="URL",
            envvar="LEGATION_RECORD",
            help="The kept record: sqlite:///FILE or postgresql+psycopg://USER:PASSWORD@HOST/DATABASE.",
        ),
    ] = DEFAULT,
    no_group: Annotated[
        bool, typer.Option("--no-group", help="Leave grouping the tellings of one event to legation group.")
    ] = False,
) -> None:
    """Put what fleet read wrote into a kept record: in bulk (COPY) into PostgreSQL, one by one into SQLite.

    A report is known by its text, so that a run that was stopped is started again.

    \b
    Example:
      legation fleet ingest records --record postgresql+psycopg://desk@localhost/legation
    """
    with tidy():
        from legation.fleet.ingest import ingest as kept
        from legation.fleet.locations import location
        from legation.record import open_record
        from legation.record.grouping import group

        with closing(open_record(record, create=True)) as store:
            found = kept(location(source), store)
            for one in found.rejected:
                say(f"{one.name}: {one.reason}")
            if found.read and not no_group:
                group(store)
    given = found.read + found.known + len(found.rejected)
    typer.echo(f"given {given}: read {found.read}, known {found.known}, rejected {len(found.rejected)}", err=True)
    raise typer.Exit(1 if found.rejected else 0)
