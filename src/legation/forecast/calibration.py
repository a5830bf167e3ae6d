"""From scores to probabilities that hold: isotonic regression and what measures it."""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

Doubles = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Isotonic:
    """A rising function through ``at`` and ``value``, straight between them."""

    at: Doubles
    value: Doubles

    @classmethod
    def fit(cls, scores: ArrayLike, hits: ArrayLike, least: int = 50) -> Self:
        """By pooling adjacent violators (Ayer et al., 1955) over ``least`` scores at a time or more, so that no
        step rests on a few cases. Scores and hits have the shape (cases,); hits are 0 or 1."""
        score, hit = np.asarray(scores, float), np.asarray(hits, float)
        order = np.argsort(score, kind="stable")
        pools: list[tuple[float, float, int]] = []
        for part in np.array_split(order, max(1, len(order) // least)):
            pools.append((float(score[part].sum()), float(hit[part].sum()), len(part)))
            while len(pools) > 1 and pools[-2][1] * pools[-1][2] >= pools[-1][1] * pools[-2][2]:
                last, before = pools.pop(), pools.pop()
                pools.append((last[0] + before[0], last[1] + before[1], last[2] + before[2]))
        at = np.array([s / n for s, _, n in pools])
        value = np.array([(h + 0.5) / (n + 1) for _, h, n in pools])
        return cls(at, np.maximum.accumulate(value))

    def __call__(self, scores: ArrayLike) -> Doubles:
        return np.interp(np.asarray(scores, float), self.at, self.value)


@dataclass(frozen=True, slots=True)
class Bin:
    """Cases whose probability lies near another: how many, the mean of what was said, and the share that came."""

    cases: int
    said: float
    came: float


def reliability(said: ArrayLike, came: ArrayLike, bins: int = 10) -> list[Bin]:
    """Bins of equal width between 0 and 1; those without cases are left out."""
    p, hit = np.asarray(said, float), np.asarray(came, float)
    index = np.minimum((p * bins).astype(int), bins - 1)
    found = []
    for b in np.unique(index):
        of = index == b
        found.append(Bin(int(of.sum()), float(p[of].mean()), float(hit[of].mean())))
    return found


def expected_error(bins: list[Bin]) -> float:
    """The expected calibration error (Naeini et al., 2015): mean distance of said and came, weighed by cases."""
    cases = sum(b.cases for b in bins)
    return sum(b.cases * abs(b.said - b.came) for b in bins) / cases if cases else 0.0


def brier(said: ArrayLike, came: ArrayLike) -> float:
    """Mean squared distance of probability and outcome (Brier, 1950)."""
    return float(np.mean((np.asarray(said, float) - np.asarray(came, float)) ** 2))


def log_score(said: ArrayLike, came: ArrayLike) -> float:
    """Mean negative log-likelihood in nats; a probability of 0 or 1 is taken as 1e-6 from it."""
    p = np.clip(np.asarray(said, float), 1e-6, 1 - 1e-6)
    return float(-np.mean(np.where(np.asarray(came, bool), np.log(p), np.log1p(-p))))
