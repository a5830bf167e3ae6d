"""``legation watch``: feeds by URL, their new reports read as they come."""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from legation.commands.terminal import say, tidy
from legation.exceptions import RecordError
from legation.nouns import Document, Record
from legation.sources import Rejected

if TYPE_CHECKING:
    from legation.sources.watch import Memory

OUT, SEEN = Path("watched.jsonl"), Path("watched.sqlite")


def watch(
    feeds: Annotated[list[str], typer.Argument(metavar="FEED", help="Addresses of RSS or Atom feeds.")],
    record: Annotated[
        str | None,
        typer.Option(metavar="URL", help="Keep what comes in this record; it remembers what was read."),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", "-o", metavar="FILE", help=f"Append the records here, as JSON lines; {OUT} without --record."
        ),
    ] = None,
    seen: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help=f"With --out: remember here what was read; {SEEN} by default."),
    ] = None,
    every: Annotated[float, typer.Option(metavar="SECONDS", min=1, help="Ask again after so many seconds.")] = 900,
    once: Annotated[bool, typer.Option("--once", help="Ask each feed once and end.")] = False,
    allow: Annotated[
        list[str] | None,
        typer.Option(metavar="HOST", help="Fetch from this host though its address is private (localhost:8000)."),
    ] = None,
) -> None:
    """Read the new reports of feeds as they come, into a file or into a kept record.

    Each item's page is fetched and its article read; where it can't be had, the item's own text is. Sites are
    asked seldom, only for what changed, and as their robots.txt allows; what fails is tried again later. Private
    and loopback addresses are refused unless --allow names them.

    \b
    Example:
      legation watch https://news.un.org/feed/subscribe/en/news/all/rss.xml --once --record sqlite:///un.db
    """
    if record and (out or seen):
        raise typer.BadParameter("goes with neither --out nor --seen", param_hint="--record")
    from legation.sources.apart import Apart
    from legation.sources.watch import Watch
    from legation.sources.web import Web

    counts = {Record: 0, Rejected: 0}

    with tidy(), ExitStack() as files:
        kept = _kept(record) if record else _written(out or OUT, seen or SEEN)
        memory, fate, end_round = files.enter_context(kept)

        def take(found: Document | Rejected) -> None:
            outcome = fate(found)
            if isinstance(outcome, Rejected):
                say(f"{outcome.name}: {outcome.reason}")
            if type(outcome) in counts:
                counts[type(outcome)] += 1

        watched = Watch(Web(frozenset(allow or ())), files.enter_context(Apart()), memory)
        while True:
            try:
                if watched.round(feeds, take):
                    end_round()
            except RecordError as error:  # the server is down: the next round brings what this one would have
                if once or not error.passing:
                    raise
                say(f"{error}; asking again in {every:g} s")
            if once:
                break
            time.sleep(every)
    typer.echo(f"read {counts[Record]}, rejected {counts[Rejected]}", err=True)
    raise typer.Exit(1 if counts[Rejected] else 0)


Fate = Callable[[Document | Rejected], object]
Keeping = tuple["Memory", Fate, Callable[[], object]]
"""What was read before; what becomes of a report, by then kept; what ends a round that brought any."""


@contextmanager
def _written(out: Path, seen: Path) -> Iterator[Keeping]:
    from legation import output, pool
    from legation.sources.watch import Seen

    with out.open("ab") as stream, closing(Seen(seen)) as memory:
        write = output.json_lines(stream)

        def fate(found: Document | Rejected) -> object:
            (outcome,) = pool.records([found])
            if isinstance(outcome, Record):
                write(outcome)
            return outcome

        yield memory, fate, lambda: None


@contextmanager
def _kept(record: str) -> Iterator[Keeping]:
    from legation.record import open_record
    from legation.record.grouping import group
    from legation.record.ingest import ingest
    from legation.record.watched import Watched

    with closing(open_record(record, create=True)) as store:
        yield Watched(store), lambda found: next(ingest(store, [found])), lambda: group(store)
