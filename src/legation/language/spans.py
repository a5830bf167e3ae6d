"""Marked spans from the scores of begin, inside and outside labels."""

from collections.abc import Callable, Iterator, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from legation.language.sentence import Mark

Scores = NDArray[np.float32]


@cache
def _allowed(labels: tuple[str, ...]) -> NDArray[np.float32]:
    """0 where the second label may follow the first, -inf where not: inside only after its own kind."""
    table = np.zeros((len(labels), len(labels)), dtype=np.float32)
    for j, label in enumerate(labels):
        if label.startswith("I-"):
            for i, before in enumerate(labels):
                if before[2:] != label[2:]:
                    table[i, j] = -np.inf
    return table


def marks(scores: Scores, labels: Sequence[str], *, continuing: bool = False) -> tuple[Mark, ...]:
    """The best well-formed labelling of (n, labels) log probabilities, as spans (Viterbi 1967).

    ``labels``: O, then B- and I- of each kind. ``continuing``: a span may go on from the sentence before, so the
    first label may be inside.
    """
    path = scores.argmax(1)
    if not path.any():
        return ()
    allowed = _allowed(tuple(labels))
    first = np.zeros_like(allowed[0]) if continuing else allowed[0]
    if first[path[0]] < 0 or allowed[path[:-1], path[1:]].any():  # else the best of each word is the best of all
        path = _viterbi(scores, first, allowed)
    return tuple(_spans([labels[k] for k in path.tolist()]))


def _viterbi(scores: Scores, first: Scores, allowed: Scores) -> NDArray[np.int64]:
    best = scores[0] + first
    back = np.zeros(scores.shape, dtype=np.int64)
    for i in range(1, len(scores)):
        paths = best[:, None] + allowed
        back[i] = paths.argmax(0)
        best = paths.max(0) + scores[i]
    path = np.empty(len(scores), dtype=np.int64)
    path[-1] = best.argmax()
    for i in range(len(scores) - 1, 0, -1):
        path[i - 1] = back[i, path[i]]
    return path


def _spans(tags: Sequence[str]) -> Iterator[Mark]:
    start = 0 if tags[0].startswith("I-") else -1
    for i, tag in enumerate([*tags, "O"]):
        if start >= 0 and not tag.startswith("I-"):
            yield Mark(start, i, tags[start][2:], continued=tags[start].startswith("I-"))
            start = -1
        if tag.startswith("B-"):
            start = i


def topmost(start: int, end: int, head: Callable[[int], int]) -> int:
    """The first of words ``[start, end)`` that hangs on a word outside them, else the first.

    ``head`` tells on which word one hangs; of the root it is a number that no word has.
    """
    return next((i for i in range(start, end) if not start <= head(i) < end), start)
