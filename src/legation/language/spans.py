"""Marked spans from the scores of begin, inside and outside labels."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from legation.language.sentence import Mark, Sentence

Scores = NDArray[np.float32]
Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Tags:
    """O, then B- and I- of each kind. ``opens``: of each the number of its kind's B-; ``inside``: which are I-."""

    kinds: tuple[str, ...]
    opens: Numbers
    inside: Flags

    @classmethod
    def of(cls, names: Sequence[str]) -> "Tags":
        opens = [names.index("B-" + name[2:]) if name != "O" else 0 for name in names]
        return cls(tuple(n[2:] for n in names), np.array(opens), np.array([n.startswith("I-") for n in names]))


def marks(
    scores: Scores, lengths: Sequence[int], tags: Tags, continuing: Sequence[bool] | None = None
) -> list[tuple[Mark, ...]]:
    """The best well-formed labelling of each of R sentences, as spans (Viterbi 1967).

    ``scores``: (R, n, labels) log probabilities, of which the first ``lengths`` of each row count. ``continuing``:
    whether a span may go on from the sentence before, so that the first label may be inside.
    """
    rows, n, _ = scores.shape
    free = np.zeros(rows, dtype=np.bool_) if continuing is None else np.array(continuing)
    path = scores.argmax(2)
    path[np.arange(n) >= np.array(lengths)[:, None]] = 0
    breaks = tags.inside[path]
    breaks[:, 1:] &= tags.opens[path[:, 1:]] != tags.opens[path[:, :-1]]
    breaks[:, 0] &= ~free
    for row in np.flatnonzero(breaks.any(1)).tolist():  # elsewhere the best of each word is the best of all
        told = scores[row, : lengths[row]]
        (broken,), outside = np.nonzero(breaks[row]), _outside(told, tags)
        start = int(outside[outside < broken[0]].max(initial=-1)) + 1
        end = int(outside[outside > broken[-1]].min(initial=len(told)))
        path[row, start:end] = _viterbi(told[start:end], bool(free[row]) and start == 0, tags)
    return _spans(path, tags)


def _outside(scores: Scores, tags: Tags) -> Numbers:
    """Words of (n, labels) that are O in the best labelling: by more than it costs to begin anew behind them."""
    gained = (scores[:, tags.inside] - scores[:, tags.opens[tags.inside]]).max(1)
    behind = np.append(gained[1:], np.float32(0)).clip(min=0)
    return np.flatnonzero(scores[:, 0] - scores[:, 1:].max(1) > behind)


def _viterbi(scores: Scores, free: bool, tags: Tags) -> Numbers:
    """The best path of (n, labels) scores; a ``free`` one may begin inside."""
    (inside,) = np.nonzero(tags.inside)
    opens = tags.opens[inside]
    best = scores[0].copy()
    if not free:
        best[inside] = -np.inf
    back = np.empty(scores.shape, dtype=np.int64)
    for i in range(1, len(scores)):
        back[i] = best.argmax()
        back[i, inside] = np.where(best[inside] > best[opens], inside, opens)
        best = best[back[i]] + scores[i]
    path = np.empty(len(scores), dtype=np.int64)
    path[-1] = best.argmax()
    for i in range(len(scores) - 1, 0, -1):
        path[i - 1] = back[i, path[i]]
    return path


def _spans(path: Numbers, tags: Tags) -> list[tuple[Mark, ...]]:
    inside = tags.inside[path]
    begins = (path > 0) & ~inside
    begins[:, 0] = path[:, 0] > 0
    found: list[list[Mark]] = [[] for _ in path]
    for row, start in np.argwhere(begins).tolist():
        within = inside[row, start + 1 :].tolist()
        end = start + 1 + (within.index(False) if False in within else len(within))
        kind = tags.kinds[path[row, start]]
        found[row].append(Mark(start, end, kind, continued=bool(inside[row, start])))
    return list(map(tuple, found))


def topmost(start: int, end: int, head: Callable[[int], int]) -> int:
    """The first of words ``[start, end)`` that hangs on a word outside them, else the first.

    ``head`` tells on which word one hangs; of the root it is a number that no word has.
    """
    return next((i for i in range(start, end) if not start <= head(i) < end), start)


def top(sentence: Sentence, start: int, end: int) -> int:
    """The topmost of a sentence's words ``[start, end)``."""
    return topmost(start, end, lambda i: sentence.words[i].head)
