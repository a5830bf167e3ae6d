"""Bodies by the last noun of their name: "the agency" for the International Atomic Energy Agency."""

from __future__ import annotations

from legation.coding.cast.scene import Scene
from legation.language.sentence import Sentence

_TELLING = ("amod", "compound", "nmod", "nmod:poss", "acl", "acl:relcl", "nummod", "conj", "appos", "flat")


def shortened(scene: Scene, sentence: Sentence, i: int) -> str | None:
    """The body told of last whose name has word ``i``, alone behind "the", as its noun; None for no body."""
    word = sentence.words[i]
    if word.upos != "NOUN" or word.has("Number=Plur") or word.relation == "compound":
        return None
    if not i or sentence.words[i - 1].text.lower() != "the" or any(sentence.children(i, *_TELLING)):
        return None
    said = word.text.lower()
    written = {m.actor for m in scene.mentions if m.form == "name" and _called(m.span.text, said)}
    for seen in scene.back():
        actor = scene.entry(seen.actor).actor
        if actor.kind in ("organisation", "group") and (seen.actor in written or _called(actor.name, said)):
            return seen.actor
    return None


def _called(name: str, said: str) -> bool:
    return said in name.lower() and len(name.split()) > 1 and _noun(name) == said


def _noun(name: str) -> str:
    """The noun of a body's name: the last word, or the last before "of", "for", "on"."""
    words = name.lower().split()
    end = next((k for k, word in enumerate(words) if k and word in ("of", "for", "on")), len(words))
    return words[end - 1]
