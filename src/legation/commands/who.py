"""``legation who``: whose name this is."""

import json as codec
import sys
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from legation.exceptions import LegationError

if TYPE_CHECKING:
    from legation.knowledge.asking import Answer


def _date(value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise typer.BadParameter(f"{value!r} is no ISO date such as 2025-03-13") from None


def who(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[NAME]...", help="Names, each one argument.")
    ] = None,
    on: Annotated[
        date | None, typer.Option(metavar="DATE", parser=_date, help="The day that is spoken of (2025-03-13).")
    ] = None,
    country: Annotated[
        str | None, typer.Option(metavar="CODE", help="The state that is spoken of: IRN, IR or Iran.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON list.")] = False,
    source: Annotated[
        Path | None,
        typer.Option(
            "--from",
            metavar="FILE.jsonl",
            help="Ask for each line: an object with id, name and, where known, country, on and context.",
        ),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", metavar="FILE", help="Write the answers to --from here.")
    ] = None,
) -> None:
    """Whose name this is.

    Candidates come best first with the chance that each is meant; a stranger has none. Names may be misspelt,
    misheard or respelt from another script.

    \b
    Example:
      legation who "Vladimer Pootin" "Masudo Pezeshkian" --on 2025-03-13

    \b
    With a file of names:
      legation who --from names.jsonl --out candidates.jsonl
    """
    if bool(names) == bool(source):
        raise typer.BadParameter("name somebody, or a file of names with --from", param_hint="NAME")
    if source and (on or country or json):
        raise typer.BadParameter(
            "goes with names; lines have fields of their own", param_hint="--on/--country/--json"
        )
    if names and out:
        raise typer.BadParameter("goes with --from", param_hint="--out")
    try:
        if source:
            raise typer.Exit(_from_file(source, out))
        _from_names(names or [], on, country, json)
    except LegationError as error:
        typer.echo(f"legation: {error}", err=True)
        raise typer.Exit(1) from None


def _from_names(names: list[str], on: date | None, country: str | None, json: bool) -> None:
    from legation.knowledge import Knowledge
    from legation.knowledge.asking import Question, answer, state_code

    knowledge = Knowledge.load()
    state = state_code(knowledge, country) if country else None
    if country and not state:
        raise typer.BadParameter(f"{country!r} names no state", param_hint="--country")
    answers = [answer(knowledge, Question(name, name, state, on)) for name in names]
    if json:
        typer.echo(codec.dumps([a.to_json() for a in answers], ensure_ascii=False))
        return
    for one in answers:
        _show(one)


def _show(answer: "Answer") -> None:
    typer.echo(answer.id)
    for candidate in answer.candidates:
        about = ", ".join(filter(None, (candidate.role, candidate.country)))
        named = f"{candidate.name} ({about})" if about else candidate.name
        typer.echo(f"  {candidate.confidence:4.2f}  {candidate.match:5}  {named}  {candidate.id}")
    if not answer.candidates:
        typer.echo("  not known")


def _from_file(source: Path, out: Path | None) -> int:
    """Answers each line; a line that can't be read is named and doesn't stop the rest. The exit status."""
    from legation.exceptions import InputError
    from legation.knowledge import Knowledge
    from legation.knowledge.asking import answer, question
    from legation.output import json_line

    knowledge = Knowledge.load()
    rejected = 0
    try:
        lines = source.read_bytes().split(b"\n")
    except OSError as error:
        raise InputError(str(source), error.strerror or "can't be read") from None
    if out and out.exists() and out.samefile(source):
        raise typer.BadParameter(f"{out} is the input and would be overwritten", param_hint="--out")
    with ExitStack() as files:
        try:
            stream = files.enter_context(out.open("wb")) if out else sys.stdout.buffer
        except OSError as error:
            raise typer.BadParameter(f"{out}: {error.strerror}", param_hint="--out") from None
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                asked = question(knowledge, line)
            except ValueError as error:
                rejected += 1
                typer.echo(f"legation: {source}, line {number}: {error}", err=True)
                continue
            stream.write(json_line(answer(knowledge, asked).to_json()))
    return 1 if rejected else 0
