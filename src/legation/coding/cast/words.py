"""Word lists of the actors stage, read from its tables."""

from __future__ import annotations

from functools import cache

from legation.coding.rows import rows
from legation.knowledge.tables import rows as knowledge_rows


@cache
def listed(name: str) -> frozenset[str]:
    """A list of ``tables/actors_words.tsv``. Raises KeyError for an unknown one."""
    return _lists()[name]


@cache
def _lists() -> dict[str, frozenset[str]]:
    return {row["list"]: frozenset(row["words"].split()) for row in rows("actors_words")}


@cache
def nouns() -> dict[str, dict[str, str]]:
    """Nouns that stand for actors, with their sort and sector."""
    return {row["noun"]: row for row in rows("actors_nouns")}


@cache
def genders() -> dict[str, str]:
    """Titles and given names that tell "f" or "m"."""
    return {word: row["gender"] for row in rows("actors_gender") for word in row["words"].split()}


@cache
def honorifics() -> frozenset[str]:
    """Titles that go before a person's name."""
    return frozenset(r["word"] for r in knowledge_rows("titles") if r["kind"] == "honorific")


def outlet(text: str) -> bool:
    """Whether a name is a news outlet's."""
    folded = text.lower()
    return folded in _outlets() or any(w in listed("outlets") for w in folded.split())


@cache
def _outlets() -> frozenset[str]:
    return frozenset(row["name"].lower() for row in rows("actors_outlets"))
