"""What report it is, and who is in it."""

from collections.abc import Iterator
from itertools import islice

from rapidfuzz.fuzz import ratio
from rich.table import Table
from rich.text import Text

from legation.nouns import Actor, Document, Record
from legation.view.words import clipped, day, plain

FORMS = 4
"""Spellings shown of an actor."""
LIKE = 60
"""Likeness of words, in percent: Ghagash and Gargash have 86, president and Pezeshkian 53."""


def title(document: Document) -> str:
    return plain(document.title or document.id or "report")


def facts(record: Record) -> Text:
    """Where the report is from, its day and length, and what was found."""
    document = record.document
    parts = [
        document.id if document.title else "",
        document.source or "",
        day(document.published) if document.published else "no publication date",
        _count(len(document.text.split()), "word"),
        _count(len(record.statements), "statement"),
        _count(len(record.events), "event"),
        _count(len(record.positions), "position"),
    ]
    return Text(" · ".join(plain(p) for p in parts if p), "dim")


def who(actors: tuple[Actor, ...]) -> Table:
    """One row an actor, in the order of the text."""
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim", pad_edge=False)
    table.add_column("name", style="bold", overflow="fold", ratio=None, max_width=34)
    table.add_column("role", max_width=26)
    table.add_column("code", no_wrap=True)
    table.add_column("named", justify="right", no_wrap=True)
    table.add_column("written", style="dim")
    for actor in actors:
        forms = ", ".join(islice(_forms(actor), FORMS))
        likeness = " (by likeness)" if actor.match == "fuzzy" and forms else ""
        table.add_row(
            Text(plain(actor.name)),
            Text(plain(actor.role or ("state" if actor.kind == "country" else actor.kind))),
            Text(plain(actor.code or actor.country or "–")),
            f"{len(actor.mentions)}×",
            Text(forms + likeness, "yellow" if likeness else ""),
        )
    return table


def agreements(record: Record) -> Text:
    names = ", ".join(clipped(a.name, 70) for a in record.agreements)
    return Text.assemble(("agreements  ", "dim"), names)


def _forms(actor: Actor) -> Iterator[str]:
    """Names that the report writes and that the actor's own name doesn't tell: other spellings, capitals."""
    seen = {actor.name.casefold()}
    for mention in actor.mentions:
        form = " ".join(plain(mention.text).split())
        if form.casefold() not in seen and _is_telling(form.split(), actor):
            seen.add(form.casefold())
            yield form


def _is_telling(form: list[str], actor: Actor) -> bool:
    """No part of the name, no more than it, and no role noun: "Iranian President" doesn't end in a word like one
    of the name's."""
    own = actor.name.casefold().split()
    last = form[-1]
    if not (form[0][:1].isupper() and last[:1].isupper()) or form[0].casefold() == "the":
        return False
    if actor.kind == "person" and max(ratio(last.casefold(), word) for word in own) < LIKE:
        return False
    words = {word.casefold() for word in form}
    return not (words <= set(own) or set(own) <= words)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
