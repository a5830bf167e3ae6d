"""Names in a report that may stand for actors: from the name model and from the knowledge tables together."""

from __future__ import annotations

from legation.coding.cast.lexicon import known
from legation.coding.cast.modelled import modelled
from legation.coding.cast.named import Named
from legation.coding.cast.tabled import tabled
from legation.coding.cast.wholes import whole
from legation.language.sentence import Sentence


def named(sentence: Sentence) -> list[Named]:
    """Every name of a sentence that may be an actor's, in text order, without overlap."""
    names = whole(sentence)
    hits = known().find(sentence)
    out = tabled(sentence, hits, names)
    taken = {i for n in out for i in range(n.start, n.end)}
    taken |= {i for h in hits if h.kind == "agreement" for i in range(h.start, h.end)}
    for name in names:
        if taken.isdisjoint(range(name.start, name.end)) and (found := modelled(sentence, name)) is not None:
            out.append(found)
    return sorted(out, key=lambda n: n.start)
