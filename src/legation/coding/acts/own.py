"""Verbs of a user's own dictionaries as rows of the lexicon."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from legation.coding.acts.row import OWN_VERB, Pos, Row
from legation.knowledge.verbs import Act, Verb

SOURCES = ("subj",)
TARGETS = ("obj", "iobj", "with", "against", "to", "on", "upon", "at", "from", "for", "over", "of")
"""Where the sides stand of which a dictionary says nothing: whoever is named behind the verb is its target."""


def rows(verbs: Iterable[Verb]) -> dict[tuple[str, Pos], tuple[Row, ...]]:
    """Rows by verb, those of its irregular forms too, in the dictionaries' order."""
    found: dict[tuple[str, Pos], list[Row]] = {}
    for verb in verbs:
        own = list(_rows(verb))
        for form in dict.fromkeys((verb.verb, *verb.forms)):
            found.setdefault((form, "V"), []).extend(own)
    return {key: tuple(own) for key, own in found.items()}


def _rows(verb: Verb) -> Iterator[Row]:
    before = tuple(("leading", frozenset((word,))) for word in verb.before)
    for act in verb.acts:
        yield Row(
            (verb.verb, *verb.behind),
            verb.verb,
            verb.behind,
            "V",
            (*before, *act.around.needs),
            act.type,
            act.mode,
            act.around.sources or SOURCES,
            act.around.targets or TARGETS,
            _flags(act),
        )


def _flags(act: Act) -> frozenset[str]:
    return frozenset((OWN_VERB, "mutual")) if act.both else frozenset((OWN_VERB,))
