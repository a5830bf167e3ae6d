"""Persons called again by the bare title that went before their name: "the Secretary", after "Secretary X"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from legation.coding.cast.people import Person
from legation.coding.cast.scene import Scene
from legation.coding.cast.words import genders, honorifics, listed
from legation.knowledge import Knowledge, by_knowledge
from legation.language.sentence import Sentence


def styles(sentences: Sequence[Sentence], people: Iterable[Person]) -> dict[str, frozenset[str]]:
    """The persons before whose names each title stands."""
    found: dict[str, set[str]] = defaultdict(set)
    for person in people:
        for name in person.names:
            before = sentences[name.sentence].words[name.start - 1] if name.start else None
            if before is None or not before.text[0].isupper() or before.upos not in ("NOUN", "PROPN"):
                continue
            if (title := before.text.lower()) in _titles():
                found[title].add(person.id)
    return {title: frozenset(ids) for title, ids in found.items()}


def restyled(scene: Scene, sentence: Sentence, i: int, called: Mapping[str, frozenset[str]]) -> str | None:
    """Whoever of those with a title was told of last, for the title alone behind "the"."""
    w = sentence.words
    holders = called.get(w[i].text.lower())
    if holders is None or not i or w[i - 1].text.lower() != "the" or w[i].has("Number=Plur"):
        return None
    if w[i].relation in ("compound", "amod", "flat", "vocative") or sentence.children(i, "nmod", "flat", "appos"):
        return None
    return next((seen.actor for seen in scene.back() if seen.actor in holders), None)


@by_knowledge
def _titles() -> frozenset[str]:
    """Words of posts, and titles before names."""
    posts = (word for phrase in Knowledge.load().roles.phrases() for word in phrase.split() if len(word) > 3)
    return frozenset((*posts, *honorifics(), *genders())) | listed("styles")
