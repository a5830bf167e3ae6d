"""``legation watch``: feeds by URL, their new reports read as they come."""

import time
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Annotated

import typer

from legation.commands.terminal import say, tidy
from legation.nouns import Document
from legation.sources import Rejected


def watch(
    feeds: Annotated[list[str], typer.Argument(metavar="FEED", help="Addresses of RSS or Atom feeds.")],
    out: Annotated[
        Path, typer.Option("--out", "-o", metavar="FILE", help="Append the records here, as JSON lines.")
    ] = Path("watched.jsonl"),
    seen: Annotated[
        Path, typer.Option(metavar="FILE", help="Remember here what was read, so that it isn't read again.")
    ] = Path("watched.sqlite"),
    every: Annotated[float, typer.Option(metavar="SECONDS", min=1, help="Ask again after so many seconds.")] = 900,
    once: Annotated[bool, typer.Option("--once", help="Ask each feed once and end.")] = False,
    allow: Annotated[
        list[str] | None,
        typer.Option(metavar="HOST", help="Fetch from this host though its address is private (localhost:8000)."),
    ] = None,
) -> None:
    """Read the new reports of feeds as they come.

    Each item's page is fetched and its article read; where it can't be had, the item's own text is. Sites are
    asked seldom, only for what changed, and as their robots.txt allows; what fails is tried again later. Private
    and loopback addresses are refused unless --allow names them.

    \b
    Example:
      legation watch https://news.un.org/feed/subscribe/en/news/all/rss.xml --once --out un.jsonl
    """
    from legation import output, pool
    from legation.sources.apart import Apart
    from legation.sources.watch import Seen, Watch
    from legation.sources.web import Web

    rejected = read = 0
    with tidy(), ExitStack() as files:
        write = output.json_lines(files.enter_context(out.open("ab")))

        def take(found: Document | Rejected) -> None:
            nonlocal read, rejected
            (outcome,) = pool.records([found])
            if isinstance(outcome, Rejected):
                rejected += 1
                say(f"{outcome.name}: {outcome.reason}")
            else:
                read += 1
                write(outcome)

        watched = Watch(
            Web(frozenset(allow or ())), files.enter_context(Apart()), files.enter_context(closing(Seen(seen)))
        )
        while True:
            watched.round(feeds, take)
            if once:
                break
            time.sleep(every)
    typer.echo(f"read {read}, rejected {rejected}", err=True)
    raise typer.Exit(1 if rejected else 0)
