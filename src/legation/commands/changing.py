"""Changing a record: grouping, corrections, agreement of coders, imports."""

import json as json_
from contextlib import closing
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from legation.commands import answers
from legation.commands.options import DEFAULT, CsvOption, JsonOption, OutOption, RecordOption
from legation.commands.terminal import say, tidy

WhoOption = Annotated[str, typer.Option("--who", metavar="NAME", help="Who decides this.")]
UndoneByOption = Annotated[str, typer.Option("--who", metavar="NAME", help="With --undo: who decides this.")]
WhyOption = Annotated[str | None, typer.Option("--why", metavar="TEXT", help="Why.")]


def group(record: RecordOption = DEFAULT, json: JsonOption = False) -> None:
    """Count each event once: compare what is new with all near it in time. A second run changes nothing.

    \b
    Example:
      echo "Peru accused Chile on Monday." | legation ingest - --no-group && legation group
    """
    with tidy():
        from legation.record import open_record
        from legation.record.grouping import group as grouped

        with closing(open_record(record)) as store:
            found = grouped(store)
    told = {"reports": found.reports, "copies": found.copies, "merged": found.merged}
    if json:
        typer.echo(json_.dumps(told))
    else:
        typer.echo(f"reports {found.reports}, copies {found.copies}, tellings merged {found.merged}")


def same(
    event: Annotated[int, typer.Argument(metavar="EVENT", help="The number of an event or of a telling.")],
    undo: Annotated[bool, typer.Option("--undo", help="Count this telling as an event of its own.")] = False,
    who: UndoneByOption = "",
    why: WhyOption = None,
    record: RecordOption = DEFAULT,
    json: JsonOption = False,
    csv: CsvOption = False,
    out: OutOption = None,
) -> None:
    """Which tellings are counted as one event, and why; or take one out.

    \b
    Example:
      echo "Peru accused Chile on Monday." | legation ingest - && legation same 1
    """
    if undo and not who:
        raise typer.BadParameter("is needed with --undo", param_hint="--who")
    form = answers.form(json, csv, out)
    with tidy():
        from legation.record import grouping, open_record

        with closing(open_record(record)) as store:
            if undo:
                grouping.undo(store, event, who=who, why=why)
            rows = grouping.explain(store, event)
        columns = "id counted_as day type document source words score reasons".split()
        answers.show(answers.Answer(columns, rows, "id day document words score reasons".split()), form, out)


def correct(
    kind: Annotated[Literal["event", "statement", "position"], typer.Argument(metavar="KIND")],
    item: Annotated[int, typer.Argument(metavar="NUMBER", help="Its number, as the questions print it.")],
    verdict: Annotated[
        Literal["accept", "edit", "reject"], typer.Argument(metavar="VERDICT", help="accept, edit or reject.")
    ],
    who: WhoOption,
    field: Annotated[str | None, typer.Option(metavar="FIELD", help="One field; without it, the whole.")] = None,
    value: Annotated[
        list[str] | None,
        typer.Option(
            metavar="VALUE",
            help="The right value: an id, a day, a type, words of the report; again for each further one.",
        ),
    ] = None,
    why: WhyOption = None,
    record: RecordOption = DEFAULT,
) -> None:
    """Accept, edit or reject an event, a statement or a position, or one field of it.

    The machine's own value stays: legation corrections prints both, and takes corrections back with --undo.

    \b
    Example:
      echo "Peru accused Chile." | legation ingest - && legation correct event 1 accept --who "A. Reader"
    """
    if (verdict == "edit") != (value is not None):
        raise typer.BadParameter("goes with edit, and edit with it", param_hint="--value")
    with tidy():
        from legation.record import corrections, fields, open_record

        whole: Any = value
        if value is not None and field not in fields.LISTS - {"conditions"}:
            if len(value) > 1:
                raise typer.BadParameter(f"{field} has one value", param_hint="--value")
            whole = value[0]
        one = fields.Correction(kind, item, verdict, who, field, whole, why)
        with closing(open_record(record)) as store:
            number = corrections.correct(store, one)
    typer.echo(f"correction {number}", err=True)


def corrections(
    undo: Annotated[
        int | None,
        typer.Option("--undo", metavar="NUMBER", help="Take this correction back: what was before holds."),
    ] = None,
    who: UndoneByOption = "",
    why: WhyOption = None,
    record: RecordOption = DEFAULT,
    json: JsonOption = False,
    csv: CsvOption = False,
    out: OutOption = None,
) -> None:
    """What people changed, with the machine's value and the words: to be looked at, or to train on.

    \b
    Example:
      echo "Peru accused Chile." | legation ingest - && legation corrections --json

    \b
    Of what was changed in one field, the newest is taken back first:
      legation corrections --undo 12 --who "A. Reader" --why "the city after all"
    """
    if undo is not None and not who:
        raise typer.BadParameter("is needed with --undo", param_hint="--who")
    form = answers.form(json, csv, out)
    with tidy():
        from legation.record import corrections as kept
        from legation.record import open_record

        with closing(open_record(record)) as store:
            if undo is not None:
                typer.echo(f"correction {kept.undo(store, undo, who, why)}", err=True)
                return
            rows = kept.corrections(store)
        shown = "id kind item_id field verdict machine value who why".split()
        answers.show(answers.Answer(kept.COLUMNS, rows, shown), form, out)


def agreement(
    record: RecordOption = DEFAULT, json: JsonOption = False, csv: CsvOption = False, out: OutOption = None
) -> None:
    """How far coders agree with each other and with the machine: Krippendorff's alpha, field by field.

    \b
    Example:
      echo "Peru accused Chile." | legation ingest - && legation agreement --json
    """
    form = answers.form(json, csv, out)
    with tidy():
        from legation.record import agreement as measured
        from legation.record import open_record

        with closing(open_record(record)) as store:
            rows = measured.agreement(store)
        answers.show(answers.Answer(measured.COLUMNS, rows, measured.COLUMNS), form, out)


def import_(
    format: Annotated[Literal["gdelt", "icews", "polecat"], typer.Argument(metavar="FORMAT")],
    files: Annotated[list[Path], typer.Argument(metavar="FILE", help="Tab-separated; also .gz.")],
    record: RecordOption = DEFAULT,
) -> None:
    """Take in events that others coded: GDELT 2.0 event files, ICEWS or POLECAT. They have no text.

    Each file is taken whole or not at all, and is known by its content.

    \b
    Example:
      legation export gdelt --out mine.tsv && legation import gdelt mine.tsv --record sqlite:///others.db
    """
    with tidy():
        from legation.exceptions import InputError
        from legation.record import open_record
        from legation.record.imports import Imported, import_file

        read = known = rejected = failed = 0
        with closing(open_record(record, create=True)) as store:
            for path in files:
                try:
                    done: Imported = import_file(store, format, path)
                except InputError as error:
                    say(str(error))
                    failed += 1
                    continue
                for one in done.rejected:
                    say(f"{one.name}: {one.reason}")
                read, known, rejected = read + done.read, known + done.known, rejected + len(done.rejected)
    typer.echo(f"events read {read}, rejected {rejected}; files known {known}, failed {failed}", err=True)
    raise typer.Exit(1 if rejected or failed else 0)
