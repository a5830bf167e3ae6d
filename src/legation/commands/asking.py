"""Asking a record: each question a command, its answer a table for people, JSON or CSV."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from legation.commands import answers
from legation.commands.options import (
    DEFAULT,
    ActorOption,
    CsvOption,
    JsonOption,
    LimitOption,
    OutOption,
    RecordOption,
    SearchOption,
    SinceOption,
    SourceOption,
    TargetOption,
    TypeOption,
    UntilOption,
)
from legation.commands.standing import standing
from legation.commands.terminal import day, tidy

if TYPE_CHECKING:
    from legation.record.filters import Filters
    from legation.record.store import Store


def events(
    source: SourceOption = None,
    target: TargetOption = None,
    actor: ActorOption = None,
    type: TypeOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    search: SearchOption = None,
    limit: LimitOption = None,
    tellings: Annotated[
        bool, typer.Option("--tellings", help="Every report's telling, and not each event once.")
    ] = False,
    record: RecordOption = DEFAULT,
    json: JsonOption = False,
    csv: CsvOption = False,
    out: OutOption = None,
) -> None:
    """Who did what to whom: each event once, however many reports tell it, newest first.

    \b
    Example:
      echo "Iran rejected the offer on Tuesday." | legation ingest - && legation events --source IRN --json
    """
    given = locals()

    def ask(store: "Store", filters: "Filters") -> answers.Answer:
        from legation.record import questions

        return answers.Answer(
            questions.EVENTS, questions.events(store, filters), "day type sources targets words".split()
        )

    _answer(ask, given)


def statements(
    source: SourceOption = None,
    target: TargetOption = None,
    actor: ActorOption = None,
    type: TypeOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    search: SearchOption = None,
    limit: LimitOption = None,
    record: RecordOption = DEFAULT,
    json: JsonOption = False,
    csv: CsvOption = False,
    out: OutOption = None,
) -> None:
    """Who said what: the source is the speaker, the target an addressee; newest first.

    \b
    Example:
      echo "Iran said on Tuesday that it would talk." | legation ingest - && legation statements --search talk
    """
    given = locals()

    def ask(store: "Store", filters: "Filters") -> answers.Answer:
        from legation.record import questions

        return answers.Answer(
            questions.STATEMENTS, questions.statements(store, filters), "day kind speaker words".split()
        )

    _answer(ask, given)


def positions(
    holder: Annotated[
        str | None, typer.Argument(metavar="HOLDER", help="What stands: the positions that this side holds.")
    ] = None,
    toward: Annotated[str | None, typer.Option(metavar="ACTOR", help="What stands toward this side.")] = None,
    as_of: Annotated[date | None, typer.Option(metavar="DATE", parser=day, help="What stood on this day.")] = None,
    source: SourceOption = None,
    target: TargetOption = None,
    actor: ActorOption = None,
    type: TypeOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    search: SearchOption = None,
    limit: LimitOption = None,
    record: RecordOption = DEFAULT,
    json: JsonOption = False,
    csv: CsvOption = False,
    out: OutOption = None,
) -> None:
    """Who will, must or wants what, and on which conditions: the source is the holder; newest first.

    With HOLDER, --toward or --as-of a briefing on what stands: each side's latest position on each matter, its
    conditions held against the events of the record, what it was before, who of the side says otherwise, and
    what became of promises. Else every position that reports tell, as a table.

    \b
    Example:
      echo "Iran will not talk unless sanctions end." | legation ingest - && legation positions Iran
    """
    given = locals()

    def ask(store: "Store", filters: "Filters") -> answers.Answer:
        from legation.record import questions

        if (holder, toward, as_of) != (None, None, None):
            asked = replace(filters, source=holder or filters.source, target=toward or filters.target)
            return standing(store, asked, as_of)
        shown = "day holder toward stance act words".split()
        return answers.Answer(questions.POSITIONS, questions.positions(store, filters), shown)

    _answer(ask, given)


def actors(
    source: SourceOption = None,
    target: TargetOption = None,
    actor: ActorOption = None,
    type: TypeOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    search: SearchOption = None,
    limit: LimitOption = None,
    record: RecordOption = DEFAULT,
    json: JsonOption = False,
    csv: CsvOption = False,
    out: OutOption = None,
) -> None:
    """Who acts in the record, those named most first. --source A: whom A acts on; --target A: who acts on A.

    \b
    Example:
      echo "Iran rejected the offer of Oman." | legation ingest - && legation actors --target OMN
    """
    given = locals()

    def ask(store: "Store", filters: "Filters") -> answers.Answer:
        from legation.record import questions

        shown = "id name kind country role mentions documents".split()
        return answers.Answer(questions.ACTORS, questions.actors(store, filters), shown)

    _answer(ask, given)


def timeline(
    source: SourceOption = None,
    target: TargetOption = None,
    actor: ActorOption = None,
    type: TypeOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    search: SearchOption = None,
    limit: LimitOption = None,
    record: RecordOption = DEFAULT,
    json: JsonOption = False,
    csv: CsvOption = False,
    out: OutOption = None,
) -> None:
    """Events, statements and positions in the order of time.

    \b
    Example:
      echo "Iran rejected the offer on Tuesday." | legation ingest - && legation timeline --actor IRN
    """
    given = locals()

    def ask(store: "Store", filters: "Filters") -> answers.Answer:
        from legation.record import questions

        shown = "day what type who whom words".split()
        return answers.Answer(questions.TIMELINE, questions.timeline(store, filters), shown)

    _answer(ask, given)


def series(
    source: SourceOption = None,
    target: TargetOption = None,
    actor: ActorOption = None,
    type: TypeOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    search: SearchOption = None,
    limit: LimitOption = None,
    by: Annotated[
        Literal["day", "week", "month", "year"], typer.Option(help="The period, named by its first day.")
    ] = "month",
    record: RecordOption = DEFAULT,
    json: JsonOption = False,
    csv: CsvOption = False,
    out: OutOption = None,
) -> None:
    """Events of each two sides over time: their number, share of all in the period, and mean score.

    \b
    Example:
      echo "Iran rejected Oman's offer." | legation ingest - --published 2026-03-12 && legation series --by week
    """
    given = locals()

    def ask(store: "Store", filters: "Filters") -> answers.Answer:
        from legation.record import series

        shown = "period source target events share mean_score".split()
        return answers.Answer(series.SERIES, series.series(store, filters, by), shown)

    _answer(ask, given)


def network(
    source: SourceOption = None,
    target: TargetOption = None,
    actor: ActorOption = None,
    type: TypeOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    search: SearchOption = None,
    limit: LimitOption = None,
    least: Annotated[int, typer.Option(metavar="N", min=1, help="Leave out edges of fewer events.")] = 1,
    nodes: Annotated[
        bool, typer.Option("--nodes", help="The table of who with centralities, and not of edges.")
    ] = False,
    record: RecordOption = DEFAULT,
    json: JsonOption = False,
    csv: CsvOption = False,
    out: OutOption = None,
) -> None:
    """Who acts on whom, with centralities. As JSON: {"nodes": […], "edges": […]}.

    \b
    Example:
      echo "Iran rejected the offer of Oman." | legation ingest - && legation network --nodes
    """
    given = locals()

    def ask(store: "Store", filters: "Filters") -> answers.Answer:
        from legation.record import series

        found = series.network(store, filters, least)
        columns = series.NODES if nodes else series.EDGES
        return answers.Answer(columns, found["nodes" if nodes else "edges"], columns[:6], found)

    _answer(ask, given)


def _answer(ask: Callable[["Store", "Filters"], answers.Answer], given: dict[str, Any]) -> None:
    """Opens the record, asks, and prints or writes as the options say."""
    form = answers.form(given["json"], given["csv"], given["out"])
    with tidy():
        from legation.record import open_record
        from legation.record.filters import Filters

        names = ("source", "target", "actor", "type", "since", "until", "search", "limit")
        filters = Filters(**{n: given[n] for n in names}, tellings=given.get("tellings", False))
        with closing(open_record(given["record"])) as store:
            answers.show(ask(store, filters), form, given["out"])
