"""The commands. What they do is done elsewhere; what takes long to import waits until it is needed."""

import sys
import warnings
from contextlib import ExitStack, closing
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from legation.commands import desk, forecast, knowledge, record, watch, who
from legation.commands.fleet import fleet
from legation.commands.terminal import day as _date
from legation.commands.terminal import mapping as _mapping
from legation.commands.terminal import opened as _opened
from legation.commands.terminal import say as _say
from legation.commands.terminal import tidy as _tidy
from legation.commands.terminal import with_bar as _with_bar
from legation.exceptions import InputError
from legation.sources import Rejected, documents, expected
from legation.version import __version__

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


codebooks = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Your own types of acts.")
app.add_typer(codebooks, name="codebook")


def main() -> None:
    """The ``legation`` command."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a terminal that can't show a letter shows "?"
    warnings.showwarning = lambda message, *_: _say(str(message))
    try:
        app(prog_name="legation")
    except Exception as error:
        _say(f"stopped by an error of its own: {type(error).__name__}: {error}")
        sys.exit(1)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"legation {__version__}")
        raise typer.Exit


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


def _dictionary(words: str) -> Any:
    """The option for a user's own dictionaries of such words."""
    told = f"{words} of your own, in PETRARCH's format; repeatable."
    return typer.Option(metavar="FILE", exists=True, dir_okay=False, help=told)


@app.command()
def read(
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUT",
            help="Files (texts, pages, PDF, DOCX, RTF; tables, feeds, WARC; exports of LexisNexis, Factiva, "
            "ProQuest; each also gzip- or zstd-compressed), folders, or - for standard input.",
        ),
    ],
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            "-o",
            metavar="FILE",
            help="Write the records here: as Parquet where it ends so, else as JSON lines.",
        ),
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
    actors: Annotated[list[Path] | None, _dictionary("Actors")] = None,
    agents: Annotated[list[Path] | None, _dictionary("Agents")] = None,
    verbs: Annotated[list[Path] | None, _dictionary("Verbs")] = None,
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
      legation read news/ --actors my.actors.txt --agents my.agents.txt > records.jsonl
      legation read news/ --verbs my.verbs.txt > records.jsonl
    """
    if view and (json or out):
        raise typer.BadParameter("goes with neither --json nor --out", param_hint="--view")
    on_terminal = out is None and sys.stdout.isatty()
    found = documents(
        inputs, published=published, columns=_mapping(columns), apart_from=[p for p in (out, rejects) if p]
    )
    with _tidy(), ExitStack() as files:
        from legation import output, pool
        from legation.parquet import parquet

        stream = _opened(files, out, "--out", inputs, parquet=True) or sys.stdout.buffer
        for_people = view or (on_terminal and not json)
        if out and out.suffix == ".parquet":
            show = files.enter_context(parquet(stream, not no_text))
        else:
            show = output.people() if for_people else output.json_lines(stream, not no_text)
        refused = _opened(files, rejects, "--rejects", inputs)
        outcomes = files.enter_context(
            closing(
                pool.records(found, workers=workers, actors=actors or (), agents=agents or (), verbs=verbs or ())
            )
        )
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
def relate(
    pairs: Annotated[
        str, typer.Argument(metavar="PAIRS", help="JSON lines, plain or gzip-compressed; - for standard input.")
    ],
    out: Annotated[
        Path | None, typer.Option("--out", "-o", metavar="FILE", help="Write the answers here as JSON lines.")
    ] = None,
    codebook: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Answer with your own types, which 'legation codebook train' learned."),
    ] = None,
    rejects: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write what can't be read here, as JSON lines with the reason."),
    ] = None,
) -> None:
    """Tell what a given source does to a given target.

    Each line has a text, and where in it the words stand that name the two, in characters from its start, or null
    for one that it doesn't name. The answer has PLOVER's type and quad, how probable each type is if the source
    acts on the target at all, and in "none" how probable it is that it doesn't.

    \b
    Example:
      echo '{"id": 1, "text": "Peru expelled two envoys of Chile.", "source": [0, 4], "target": [28, 33]}' \\
        | legation relate -
    """
    with _tidy(), ExitStack() as files:
        from legation import output, sources
        from legation.coding.codebook import Codebook
        from legation.coding.relate import relate_many
        from legation.language import Language

        stream = _opened(files, out, "--out", [pairs]) or sys.stdout.buffer
        refused = _opened(files, rejects, "--rejects", [pairs])
        rejected = 0
        own = Codebook.load(codebook) if codebook else None
        for answer in relate_many(sources.pairs(pairs), Language.load(), own):
            if isinstance(answer, Rejected):
                rejected += 1
                _say(f"{answer.name}: {answer.reason}")
                if refused:
                    refused.write(output.json_line(answer.to_json()))
            else:
                pair, relation = answer
                stream.write(output.json_line({"id": pair.id, **relation.to_json()}))
    raise typer.Exit(1 if rejected else 0)


@codebooks.command("train")
def train_codebook(
    examples: Annotated[
        str, typer.Argument(metavar="EXAMPLES", help="JSON lines, plain or gzip-compressed; - for standard input.")
    ],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="FILE", help="Write the codebook here.")],
) -> None:
    """Learn your own types of acts from examples.

    An example is a line as 'legation relate' takes it, with the "type" that you give it: any word, such as
    "mediates" or "none". Some dozens of each type do; one in ten is kept aside to tell how well they are told
    apart. Nothing is learned from a file with a bad line.

    \b
    Example:
      legation codebook train docs/codebook.jsonl --out my.codebook
      legation relate docs/codebook.jsonl --codebook my.codebook
    """
    with _tidy():
        from legation import sources
        from legation.coding.relate import learn
        from legation.language import Language

        given = list(sources.pairs(examples))
        if bad := [e for e in given if isinstance(e, Rejected)]:
            raise InputError(bad[0].name, bad[0].reason)
        try:
            trained = learn([e for e in given if not isinstance(e, Rejected)], Language.load())
        except ValueError as error:
            raise InputError(examples, str(error)) from None
        trained.codebook.save(out)
    told = f"; {trained.right} of {trained.aside} kept aside were told rightly" if trained.aside else ""
    typer.echo(f"learned {len(trained.codebook.types)} types from {trained.examples} examples{told}", err=True)


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


app.command()(watch.watch)
app.command(name="who")(who.who)
app.add_typer(knowledge.app, name="knowledge")
app.add_typer(fleet, name="fleet")


def _only_text(file: str) -> str:
    """The text of one file. Raises InputError where it can't be read."""
    if Path(file).is_dir():
        raise InputError(file, "is a folder: name a file")
    found = next(documents([file]))
    if isinstance(found, Rejected):
        raise InputError(found.name, found.reason)
    return found.text


record.register(app)
forecast.register(app)
app.command()(desk.desk)
