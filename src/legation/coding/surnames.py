"""Lone surnames that the name model takes for places or bodies, where the report has told of their bearers."""

from dataclasses import replace

from legation.coding.draft import Draft
from legation.coding.gazetteer.table import candidates
from legation.knowledge import Knowledge
from legation.language.sentence import Name, Sentence

ACTING = ("nsubj", "nmod:poss", "nsubj:pass")
FAMOUS = 2  # ranks of places up to here are known the world over: "Washington" stays one


def find(draft: Draft) -> Draft:
    """The draft in which such a name is a person's: "Ana Salto met him. Salto said"."""
    borne: set[str] = set()
    sentences = []
    for sentence in draft.sentences:
        names = tuple(_named(sentence, name, borne) for name in sentence.names)
        sentences.append(sentence if names == sentence.names else replace(sentence, names=names))
        full = (n for n in names if n.kind == "person" and n.end - n.start > 1)
        borne.update(sentence.words[n.end - 1].text for n in full)
    return draft if tuple(sentences) == draft.sentences else replace(draft, sentences=tuple(sentences))


def _named(sentence: Sentence, name: Name, borne: set[str]) -> Name:
    word = sentence.words[name.start]
    lone = name.end - name.start == 1 and name.kind in ("place", "organisation") and word.text in borne
    if not lone or word.deprel not in ACTING or Knowledge.load().country(word.text) is not None:
        return name
    famous = any(known.rank <= FAMOUS for known in candidates(word.text))
    return name if famous else Name(name.start, name.end, "person")
