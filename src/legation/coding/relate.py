"""What a given source does to a given target: the type of PLOVER, read from the words that stand for the two."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import islice
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from legation.coding import plover
from legation.coding.codebook import Codebook, Trained, train
from legation.language import Language
from legation.language.boundaries import Offsets
from legation.language.model import SOURCE, TARGET
from legation.language.pieces import LONGEST
from legation.nouns import Pair, Relation, Span

T = TypeVar("T")
NOTHING = "-"
BENCHMARK = "plv:"
YIELD = "YIELD"
WITHIN = ("CONCEDE", "RETREAT")  # what the benchmark counts as YIELD
TEMPERATURE, OF_NONE = 1.8, 1.3
"""By what scores are divided, so that probabilities are the shares that come true (Guo et al. 2017), of the types
and of none: the best for the sentences written for the purpose that were kept aside."""
TRUST = 0.5
"""What the benchmark's outputs count for beside those learned from the sentences written for the purpose."""


def relate(pairs: Sequence[Pair], language: Language, codebook: Codebook | None = None) -> list[Relation]:
    """What each source does to its target, by PLOVER or by a user's own codebook; order is kept.

    Read are the sentences in which the two stand.
    """
    given = _given(pairs, language)
    if codebook is not None:
        return [codebook.relation(row) for row in codebook.scores(language.model.features(*given))]
    return [_relation(row, language.model.relations) for row in language.model.relate(*given)]


def relate_many(
    pairs: Iterable[Pair | T], language: Language, codebook: Codebook | None = None, *, batch_size: int = 256
) -> Iterator[tuple[Pair, Relation] | T]:
    """Pairs with their relations in the order given, ``batch_size`` at a time. What is no pair is passed on."""
    waiting = iter(pairs)
    while batch := list(islice(waiting, batch_size)):
        asked = [p for p in batch if isinstance(p, Pair)]
        found = iter(relate(asked, language, codebook) if asked else ())
        for one in batch:
            yield (one, next(found)) if isinstance(one, Pair) else one


def learn(examples: Sequence[Pair], language: Language) -> Trained:
    """A codebook from examples with their types. Raises ValueError where they can't tell types apart."""
    if untold := [e for e in examples if e.type is None]:
        raise ValueError(f"has no type in {len(untold)} of {len(examples)} examples")
    features = language.model.features(*_given(examples, language))
    return train(features, [e.type for e in examples if e.type is not None])


def _given(pairs: Sequence[Pair], language: Language) -> tuple[list[list[str]], list[list[int]]]:
    """The words of each pair's sentences, and their marks."""
    marked = [_marked(pair, language) for pair in pairs]
    return [words for words, _ in marked], [marks for _, marks in marked]


def _marked(pair: Pair, language: Language) -> tuple[list[str], list[int]]:
    """The words of the sentences that the two stand in, and which of the two each word is of."""
    sides = {k: span for k, span in ((SOURCE, pair.source), (TARGET, pair.target)) if span is not None}
    sentences = language.boundaries.split(pair.text)
    words = [w for s in sentences if any(_touches(s, span) for span in sides.values()) for w in s]
    marks = [next((k for k, span in sides.items() if _inside(w, span)), 0) for w in words]
    while language.model.pieces.count([pair.text[a:b] for a, b in words]) > LONGEST:  # far ends say least
        words, marks = _shorter(words, marks)
    return [pair.text[a:b] for a, b in words], marks


def _touches(sentence: Offsets, span: Span) -> bool:
    return sentence[0][0] < span.end and span.start < sentence[-1][1]


def _inside(word: tuple[int, int], span: Span) -> bool:
    return word[0] < span.end and span.start < word[1]


def _shorter(words: Offsets, marks: list[int]) -> tuple[Offsets, list[int]]:
    """Without the tenth of the words that is farthest from the marked ones, at the longer end."""
    marked = [i for i, mark in enumerate(marks) if mark] or [0]
    cut = len(words) // 10 + 1
    after = len(words) - marked[-1]
    return (words[cut:], marks[cut:]) if marked[0] > after else (words[:-cut], marks[:-cut])


def _relation(row: NDArray[np.float32], labels: Sequence[str]) -> Relation:
    types, own, other = _columns(tuple(labels))
    raised = np.exp(row / TEMPERATURE)
    mine = raised[own] / raised[own].sum()
    benchmark = raised[other] / raised[sorted(set(other))].sum()
    inside = [t in WITHIN for t in types]
    benchmark[inside] *= mine[inside] / mine[inside].sum()
    mixed = TRUST * benchmark + (1 - TRUST) * mine
    scores = dict(zip(types, (mixed / mixed.sum()).tolist(), strict=True))
    best = max(scores, key=scores.__getitem__)
    none = np.exp(row / OF_NONE)
    nothing = none[labels.index(NOTHING)]
    return Relation(best, plover.quad(best), scores, float(nothing / (nothing + none[own].sum())))


@cache
def _columns(labels: tuple[str, ...]) -> tuple[list[str], list[int], list[int]]:
    """The types, and for each its output and the benchmark's."""
    types = sorted(plover.types())
    other = [labels.index(BENCHMARK + (YIELD if t in WITHIN else t)) for t in types]
    return types, [labels.index(t) for t in types], other
