"""The contexts that PLOVER puts beside an act's type (``tables/act_contexts.tsv``)."""

from functools import cache
from itertools import pairwise

from legation.coding.acts.grammar import lemma
from legation.coding.rows import rows
from legation.language.sentence import Sentence


def contexts(sentence: Sentence, i: int, type: str) -> tuple[str, ...]:
    """The contexts of an act by its type and the words of its clause, in the ontology's order."""
    words = _clause(sentence, i)
    found = {c for w in words for c in _by_word().get(w, ())} | set(_by_type().get(type, ()))
    return tuple(c for c in _order() if c in found)


def _clause(sentence: Sentence, i: int) -> list[str]:
    """Lemmas of the words of a trigger's clause, and of pairs of neighbours, joined."""
    node = i
    while sentence.words[node].upos not in ("VERB", "AUX") and sentence.words[node].head >= 0:
        node = sentence.words[node].head
    below = sentence.subtree(node)
    singles = [lemma(sentence, j) for j in below]
    return singles + [f"{a}_{b}" for a, b in pairwise(singles)]


def names() -> frozenset[str]:
    """PLOVER's contexts."""
    return frozenset(_order())


@cache
def _order() -> tuple[str, ...]:
    return tuple(r["context"] for r in rows("act_contexts"))


@cache
def _by_word() -> dict[str, tuple[str, ...]]:
    out: dict[str, tuple[str, ...]] = {}
    for row in rows("act_contexts"):
        for word in row["words"].split():
            out[word] = (*out.get(word, ()), row["context"])
    return out


@cache
def _by_type() -> dict[str, tuple[str, ...]]:
    out: dict[str, tuple[str, ...]] = {}
    for row in rows("act_contexts"):
        for type in row["types"].split(","):
            out[type] = (*out.get(type, ()), row["context"])
    return out
