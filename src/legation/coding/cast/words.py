"""Word lists of the actors stage, read from its tables."""

from __future__ import annotations

from functools import cache

from legation.coding.rows import rows
from legation.knowledge import Knowledge, by_knowledge
from legation.knowledge.codes import added
from legation.knowledge.tables import rows as knowledge_rows


@cache
def listed(name: str) -> frozenset[str]:
    """A list of ``tables/actors_words.tsv``. Raises KeyError for an unknown one."""
    return _lists()[name]


@cache
def _lists() -> dict[str, frozenset[str]]:
    return {row["list"]: frozenset(row["words"].split()) for row in rows("actors_words")}


@by_knowledge
def nouns() -> dict[str, dict[str, str]]:
    """Nouns that stand for actors, with their sort and sector: the table's, and agents of a user's own.

    An agent that the table has too keeps its sort; only a government, which is its state where nothing else is
    said, is a part of it where the user's own code says so. Posts are in the knowledge tables with their sector.
    """
    table = {row["noun"]: row for row in rows("actors_nouns")}
    knowledge = Knowledge.load()
    posts = knowledge.roles.phrases()
    for noun, row in table.items():
        if (sector := added(noun, knowledge.agents)) is not None:
            table[noun] = {**row, "sector": sector, "sort": "body" if row["sort"] == "state" else row["sort"]}
    for noun, sector in knowledge.agents.items():
        if noun not in table and noun not in posts:
            table[noun] = {"noun": noun, "sort": "group", "sector": sector, "loose": "0", "as": "-"}
    return table


@cache
def genders() -> dict[str, str]:
    """Titles and given names that tell "f" or "m"."""
    return {word: row["gender"] for row in rows("actors_gender") for word in row["words"].split()}


@cache
def honorifics() -> frozenset[str]:
    """Titles that go before a person's name."""
    return frozenset(r["word"] for r in knowledge_rows("titles") if r["kind"] in ("honorific", "given"))


def honorific(text: str) -> bool:
    """Whether a word is such a title, with its full stop or without."""
    return text.lower().rstrip(".") in honorifics()


def outlet(text: str) -> bool:
    """Whether a name is a news outlet's."""
    folded = text.lower().removeprefix("the ")
    known = {folded, folded.removesuffix(" agency")} & _outlets()  # "the Interfax agency"
    return bool(known) or any(w in listed("outlets") for w in folded.split())


@cache
def _outlets() -> frozenset[str]:
    return frozenset(row["name"].lower().removeprefix("the ") for row in rows("actors_outlets"))
