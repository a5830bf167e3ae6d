"""The commands. What they do is done elsewhere; what takes long to import waits until it is needed."""

import os
import sys
from collections.abc import Generator, Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import date
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated

import typer

from legation.commands import knowledge, who
from legation.exceptions import InputError, LegationError
from legation.sources import FIELDS, STDIN, Rejected, documents, expected
from legation.version import __version__

if TYPE_CHECKING:
    from legation.pool import Outcome

INTERRUPTED = 130
PIPE_CLOSED = 141
"""Exit statuses of a process that SIGINT or SIGPIPE ends, as shells count them."""
FEW = 3
"""Up to this many reports are read without a progress bar."""

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def main() -> None:
    """The ``legation`` command."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a terminal that can't show a letter shows "?"
    try:
        app(prog_name="legation")
    except Exception as error:
        _say(f"stopped by an error of its own: {type(error).__name__}: {error}")
        sys.exit(1)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"legation {__version__}")
        raise typer.Exit


def _date(value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise typer.BadParameter(f"{value!r} is no ISO date such as 2025-03-13") from None


@app.callback()
def legation(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """Reads news reports and prints the diplomatic record: who said what, on which conditions, and who did
    what to whom.

    \b
    Example:
      echo "Iran rejected the offer on Tuesday." | legation read - --published 2026-03-12
    """


@app.command()
def read(
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUT",
            help="Files (.txt .md: one report; .jsonl .csv .tsv: one a row; each also .gz), folders, or - "
            "for standard input.",
        ),
    ],
    out: Annotated[
        Path | None, typer.Option("--out", "-o", metavar="FILE", help="Write the records here as JSON lines.")
    ] = None,
    published: Annotated[
        date | None,
        typer.Option(
            metavar="DATE",
            parser=_date,
            help="The day (2025-03-13) on which reports without a date of their own were published: 'on "
            "Tuesday' is resolved by it.",
        ),
    ] = None,
    no_text: Annotated[bool, typer.Option("--no-text", help="Leave the text out of the data.")] = False,
    workers: Annotated[
        int, typer.Option("--workers", "-w", metavar="N", min=1, help="Read in N processes side by side.")
    ] = 1,
    rejects: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write what can't be read here, as JSON lines with the reason."),
    ] = None,
    columns: Annotated[
        list[str] | None,
        typer.Option("--map", metavar="FIELD=COLUMN", help="Read a field from a column of another name."),
    ] = None,
    json: Annotated[
        bool, typer.Option("--json", help="Print data on a terminal too: one JSON object a line.")
    ] = False,
    view: Annotated[
        bool, typer.Option("--view", help="Print the view for people where the output is no terminal too.")
    ] = False,
) -> None:
    """Print the record of news reports.

    On a terminal it is laid out for people; in a file or a pipe it is data, one JSON object a line. Reports
    are texts, or rows with the columns text, and where present id, title, published, url, source and
    language. An input that can't be read is named with the reason, the others are read, and the exit status
    is 1.

    \b
    Example:
      echo "Iran rejected the offer on Tuesday." | legation read - --published 2026-03-12

    \b
    With reports of your own:
      legation read report.txt news/ --out records.jsonl --rejects rejects.jsonl
      legation read news.csv --map text=body --map published=date --workers 4 > records.jsonl
    """
    if view and (json or out):
        raise typer.BadParameter("goes with neither --json nor --out", param_hint="--view")
    on_terminal = out is None and sys.stdout.isatty()
    found = documents(
        inputs, published=published, columns=_mapping(columns), apart_from=[p for p in (out, rejects) if p]
    )
    with _tidy(), ExitStack() as files:
        from legation import output, pool

        stream = _opened(files, out, "--out", inputs) or sys.stdout.buffer
        for_people = view or (on_terminal and not json)
        show = output.people() if for_people else output.json_lines(stream, not no_text)
        refused = _opened(files, rejects, "--rejects", inputs)
        outcomes = files.enter_context(closing(pool.records(found, workers=workers)))
        if not on_terminal and sys.stderr.isatty():
            outcomes = files.enter_context(closing(_with_bar(outcomes, expected(inputs))))
        read = rejected = 0
        for outcome in outcomes:
            if isinstance(outcome, Rejected):
                rejected += 1
                _say(f"{outcome.name}: {outcome.reason}")
                if refused:
                    refused.write(output.json_line(outcome.to_json()))
            else:
                read += 1
                show(outcome)
    if read + rejected > 1 or not for_people:
        typer.echo(f"read {read}, rejected {rejected}", err=True)
    raise typer.Exit(1 if rejected else 0)


@app.command()
def parse(
    file: Annotated[
        str,
        typer.Argument(
            metavar="FILE", help="Sentences in CoNLL-U, their words given; also .gz; - for standard input."
        ),
    ],
    out: Annotated[
        Path | None, typer.Option("--out", "-o", metavar="FILE", help="Write the CoNLL-U here.")
    ] = None,
) -> None:
    """Tag and parse sentences whose words are given.

    The words of a CoNLL-U file get the model's UPOS, lemma, features, head and relation. Comments and the last
    column stay.

    \b
    Example:
      printf '1\\tPeru\\t_\\t_\\t_\\t_\\t_\\t_\\t_\\t_\\n' | legation parse -
    """
    with _tidy(), ExitStack() as files:
        lines = _only_text(file).split("\n")
        stream = _opened(files, out, "--out", [file]) or sys.stdout.buffer
        from legation.language import Language
        from legation.language.treebank import annotated

        try:
            for sentence in annotated(lines, Language.load().model):
                stream.write(sentence.encode())
        except ValueError as error:
            raise InputError(file, f"is no CoNLL-U: {error}") from None


app.command(name="who")(who.who)
app.add_typer(knowledge.app, name="knowledge")


def _only_text(file: str) -> str:
    """The text of one file. Raises InputError where it can't be read."""
    if Path(file).is_dir():
        raise InputError(file, "is a folder: name a file")
    found = next(documents([file]))
    if isinstance(found, Rejected):
        raise InputError(found.name, found.reason)
    return found.text


def _mapping(columns: list[str] | None) -> dict[str, str]:
    pairs = dict(c.partition("=")[::2] for c in columns or [])
    for field, column in pairs.items():
        if field not in FIELDS or not column:
            known = ", ".join(FIELDS)
            raise typer.BadParameter(
                f"{field!r} names no field: write FIELD=COLUMN, with a field of {known}", param_hint="--map"
            )
    return pairs


def _opened(files: ExitStack, path: Path | None, option: str, inputs: list[str]) -> IO[bytes] | None:
    """The file that an option names, opened to be written; refused where it is one of the inputs."""
    if path is None:
        return None
    if any(one != STDIN and Path(one).is_file() and path.exists() and path.samefile(one) for one in inputs):
        raise typer.BadParameter(f"{path} is an input and would be overwritten", param_hint=option)
    if path.suffix in (".parquet", ".csv", ".tsv"):
        raise typer.BadParameter(f"{path}: this version writes JSON lines (.jsonl)", param_hint=option)
    try:
        return files.enter_context(path.open("wb"))
    except OSError as error:
        raise typer.BadParameter(f"{path}: {error.strerror}", param_hint=option) from None


def _with_bar(outcomes: Iterator["Outcome"], total: int | None) -> Generator["Outcome"]:
    """Passes outcomes on and shows on standard error how many there were, once there are more than a few."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    if total is not None and total <= FEW:
        yield from outcomes
        return
    columns = (TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=total)
        for outcome in outcomes:
            yield outcome
            bar.advance(task)


@contextmanager
def _tidy() -> Iterator[None]:
    """Ends on Ctrl-C and on a closed pipe without a word, and on Legation's own errors with one line."""
    try:
        yield
    except KeyboardInterrupt:
        raise typer.Exit(INTERRUPTED) from None
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # for what is left to flush
        raise typer.Exit(PIPE_CLOSED) from None
    except OSError as error:  # of an output: those of inputs are told as rejected
        _say(f"can't go on: {error.strerror or error}")
        raise typer.Exit(1) from None
    except LegationError as error:
        _say(str(error))
        raise typer.Exit(1) from None


def _say(message: str) -> None:
    typer.echo(f"legation: {message}", err=True)
