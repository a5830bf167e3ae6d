"""Marked spans from the scores of begin, inside and outside labels."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from legation.language.sentence import Mark

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

    def breaks(self, before: Numbers, after: Numbers) -> Flags:
        """Whether a label can't follow another: inside comes only after its own kind."""
        wrong: Flags = self.inside[after] & (self.opens[before] != self.opens[after])
        return wrong


def marks(
    scores: Scores, lengths: Sequence[int], tags: Tags, continuing: Sequence[bool] | None = None
) -> list[tuple[Mark, ...]]:
    """The best well-formed labelling of each of R sentences, as spans (Viterbi 1967).

    ``scores``: (R, n, labels) log probabilities, of which the first ``lengths`` of each row count. ``continuing``:
    whether a span may go on from the sentence before, so that the first label may be inside.
    """
    rows, n, _ = scores.shape
    free = np.zeros(rows, dtype=np.bool_) if continuing is None else np.array(continuing)
    beyond = np.arange(n) >= np.array(lengths)[:, None]
    path = scores.argmax(2)
    path[beyond] = 0
    wrong = tags.breaks(path[:, :-1], path[:, 1:]).any(1) | (tags.inside[path[:, 0]] & ~free)
    if wrong.any():  # elsewhere the best of each word is the best of all
        ended = np.where(np.arange(scores.shape[2]) == 0, np.float32(0), np.float32(-np.inf))
        path[wrong] = _viterbi(np.where(beyond[wrong, :, None], ended, scores[wrong]), free[wrong], tags)
    return _spans(path, tags)


def _viterbi(scores: Scores, free: Flags, tags: Tags) -> Numbers:
    """The best path of each row of (R, n, labels): ``free`` rows may begin inside."""
    rows, n, width = scores.shape
    (inside,) = np.nonzero(tags.inside)
    opens, row = tags.opens[inside], np.arange(rows)
    best = scores[:, 0].copy()
    best[np.ix_(~free, inside)] = -np.inf
    back = np.empty((n, rows, width), dtype=np.int64)
    for i in range(1, n):
        back[i] = best.argmax(1)[:, None]
        back[i][:, inside] = np.where(best[:, inside] > best[:, opens], inside, opens)
        best = np.take_along_axis(best, back[i], 1) + scores[:, i]
    path = np.empty((rows, n), dtype=np.int64)
    path[:, -1] = best.argmax(1)
    for i in range(n - 1, 0, -1):
        path[:, i - 1] = back[i, row, path[:, i]]
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
