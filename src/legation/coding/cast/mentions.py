"""Names in a report that may stand for actors: from the name model and from the knowledge tables together."""

from __future__ import annotations

from collections.abc import Iterable

from legation.coding.cast.lexicon import known
from legation.coding.cast.modelled import modelled
from legation.coding.cast.named import Named
from legation.coding.cast.tabled import tabled
from legation.coding.cast.wholes import whole
from legation.language.sentence import Sentence


def given_names(sentences: Iterable[Sentence]) -> frozenset[str]:
    """The first words of the persons' full names in a report."""
    full = ((s, n) for s in sentences for n in s.names if n.kind == "person" and n.end - n.start > 1)
    return frozenset(s.words[n.start].text for s, n in full)


def named(sentence: Sentence, borne: frozenset[str] = frozenset()) -> list[Named]:
    """Every name of a sentence that may be an actor's, in text order, without overlap.

    ``borne`` are given names of the report, none of which is a capital when it stands alone.
    """
    names = whole(sentence)
    hits = known().find(sentence)
    out = tabled(sentence, hits, names, borne)
    taken = {i for n in out for i in range(n.start, n.end)}
    taken |= {i for h in hits if h.kind == "agreement" for i in range(h.start, h.end)}
    for name in names:
        if taken.isdisjoint(range(name.start, name.end)) and (found := modelled(sentence, name)) is not None:
            out.append(found)
    return sorted(out, key=lambda n: n.start)
