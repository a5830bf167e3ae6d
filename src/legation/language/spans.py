"""Named spans from the scores of begin/inside/outside labels."""

from collections.abc import Sequence
from functools import cache
from typing import cast

import numpy as np
from numpy.typing import NDArray

from legation.language.sentence import Name, NameKind


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


def names(scores: NDArray[np.float32], labels: Sequence[str]) -> tuple[Name, ...]:
    """The best well-formed labelling of (n, labels) log probabilities, as spans (Viterbi 1967)."""
    if not scores.argmax(1).any():
        return ()
    allowed = _allowed(tuple(labels))
    best = scores[0] + allowed[0]
    back = np.zeros(scores.shape, dtype=np.int64)
    for i in range(1, len(scores)):
        paths = best[:, None] + allowed
        back[i] = paths.argmax(0)
        best = paths.max(0) + scores[i]
    path = [int(best.argmax())]
    for i in range(len(scores) - 1, 0, -1):
        path.append(int(back[i, path[-1]]))
    return _spans([labels[k] for k in reversed(path)])


def _spans(tags: Sequence[str]) -> tuple[Name, ...]:
    found: list[Name] = []
    start = -1
    for i, tag in enumerate([*tags, "O"]):
        if start >= 0 and not tag.startswith("I-"):
            found.append(Name(start, i, cast(NameKind, tags[start][2:])))
            start = -1
        if tag.startswith("B-"):
            start = i
    return tuple(found)
