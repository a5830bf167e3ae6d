"""Words of positions and acts made comparable across reports."""

import re
from collections import defaultdict
from functools import cache

from legation.coding.acts.words import classes
from legation.coding.rows import rows
from legation.knowledge import Knowledge

BROAD = 25
"""Classes of more nouns than this ("act": attack, visit, bill …) don't say that two texts speak of one thing."""
STEM = 5
"""Letters that forms of a word share once its ending is off: negotiate, negotiations."""
_ENDING = re.compile(r"(?<=\w{3})(?:ing|ed|es|s)$")
_WORD = re.compile(r"\w[\w-]*")


@cache
def listed(name: str) -> frozenset[str]:
    """A closed list of ``tables/words.tsv``. Raises KeyError for an unknown one."""
    lists = {row["list"]: row["words"] for row in rows("words", "legation.standing")}
    return frozenset(lists[name].split())


@cache
def turns() -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    """By type of act: the types that carry it out, and those that undo it or show that it isn't so."""
    return {
        row["type"]: (frozenset(row["done_by"].split()), frozenset(row["undone_by"].split()))
        for row in rows("turns", "legation.standing")
    }


@cache
def concepts(text: str) -> frozenset[str]:
    """What a text speaks of: stems of its words, and the classes of its nouns (an embargo is one of
    ``sanctions``); without names, and without verbs that go with any thing (lift, keep, end)."""
    out: set[str] = set()
    for match in _WORD.finditer(text):
        word = match.group()
        low = word.lower()
        name = word[0].isupper() and word[1:].islower() and match.start() > 0
        if low in listed("common") or name or Knowledge.load().country(word) is not None:
            continue
        if (stem := _stem(low)) not in _faint():
            out.add(stem)
            out.update(_classes().get(stem, ()))
    return frozenset(out)


def alike(one: str, other: str) -> bool:
    """Whether two texts speak of one thing."""
    return not concepts(one).isdisjoint(concepts(other))


@cache
def respectful(text: str) -> bool:
    """Whether a condition asks for a manner: dignity, mutual respect, good faith."""
    return any(match.group().lower() in listed("respect") for match in _WORD.finditer(text))


def _stem(word: str) -> str:
    return _ENDING.sub("", word)[:STEM]


@cache
def _faint() -> frozenset[str]:
    return frozenset(_stem(word) for word in listed("faint"))


@cache
def _classes() -> dict[str, frozenset[str]]:
    """The narrow classes of nouns by the stems of those that belong to them without another word."""
    out: dict[str, set[str]] = defaultdict(set)
    for name, heads in classes().items():
        if len(heads) <= BROAD:
            for head, modifiers in heads.items():
                if () in modifiers:
                    out[_stem(head)].add(f"class:{name}")
    return {stem: frozenset(names) for stem, names in out.items()}
