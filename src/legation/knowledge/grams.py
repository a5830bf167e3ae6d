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
_CLOSE = 0.6  # of the best name's share of letter pairs: as near as a name must come
_RAREST = 20  # of a name's pairs are counted, the rarest: the others tell little and take as long
_HEAVIEST = 10


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
        rarest_first = sorted(holders, key=lambda g: -rarity[g])
        self._row = {gram: number for number, gram in enumerate(rarest_first)}
        self._table: NDArray[np.uint8] = np.zeros((len(holders), len(names)), dtype=np.uint8)
        for gram, held in holders.items():
            self._table[self._row[gram], held] = self._weights[gram]
        whole = self._table.sum(axis=0, dtype=np.uint32)
        self._known_share: NDArray[np.float32] = (whole * (1 - _QUERY_SHARE)).astype(np.float32)
        self._least_share = self._known_share.min() if len(names) else np.float32(0)

    def near(self, names: Iterable[tuple[str, ...]], limit: int) -> list[int]:
        """Numbers of the names that are likest to any of these, in no order."""
        found: set[int] = set()
        for name in names:
            found.update(self._near(name, limit))
        return list(found)

    def _near(self, name: tuple[str, ...], limit: int) -> list[int]:
        grams = _grams(name)
        known = self._row.keys() & grams
        rows = sorted(map(self._row.__getitem__, known))[:_RAREST]
        if not rows:
            return []
        weight = sum(map(self._weights.__getitem__, known)) + _HEAVIEST * (len(grams) - len(known))
        asked = np.float32(_QUERY_SHARE * weight)
        total = self._added(rows)
        most = int(total.argmax())
        floor = _CLOSE * total[most] / (self._known_share[most] + asked)  # no higher than of the best
        held = (total > np.uint8(floor * (self._least_share + asked))).nonzero()[0]  # no other can be close
        shared = total[held] / (self._known_share[held] + asked)
        close = shared > _CLOSE * shared.max()
        held, shared = held[close], shared[close]
        if len(held) > limit:
            held = held[np.argpartition(shared, -limit)[-limit:]]
        found: list[int] = held.tolist()
        return found

    def _added(self, rows: Sequence[int]) -> NDArray[np.uint8]:
        """The weights of these pairs in each name, added up: ``_RAREST * _HEAVIEST`` fits in a byte."""
        total: NDArray[np.uint8] = self._table[rows[0]].copy()
        for row in rows[1:]:
            np.add(total, self._table[row], out=total)
        return total


def _grams(name: tuple[str, ...]) -> set[str]:
    """``("ptn",)`` as ``^p pt tn n$``."""
    return {w[i : i + 2] for word in name for w in (f"^{word}$",) for i in range(len(w) - 1)}
