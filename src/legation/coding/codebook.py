"""A user's own types of acts, learned from examples, for those who ask other questions than PLOVER.

The packaged encoder reads the marked sentences, and a softmax regression over what it says of source, target and
sentence learns the types: seconds for thousands of examples, on one core, without torch.
"""

from __future__ import annotations

import zipfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from legation.exceptions import InputError
from legation.nouns import Relation

ASIDE = 10  # one example in so many is kept aside to tell how well the types are told apart
STEPS, RATE, MOMENTUM, DECAY = 300, 1.0, 0.9, 1e-4
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Codebook:
    """``types`` are the columns of ``weights`` (features, types) and of ``bias``; features are scaled by ``mean``
    and ``spread`` first."""

    types: tuple[str, ...]
    weights: Floats
    bias: Floats
    mean: Floats
    spread: Floats

    def scores(self, features: Floats) -> Floats:
        """Probabilities (n, types) for features (n, width)."""
        scaled: Floats = ((features - self.mean) / self.spread).astype(np.float32)
        return _softmax(scaled @ self.weights + self.bias)

    def relation(self, row: Floats) -> Relation:
        """The relation that one row of scores tells; a codebook's types have no quad, and no act is a type of its
        own where the examples have one."""
        scores = dict(zip(self.types, row.tolist(), strict=True))
        return Relation(max(scores, key=scores.__getitem__), None, scores, None)

    def save(self, path: Path) -> None:
        with path.open("wb") as file:
            np.savez_compressed(
                file,
                types=np.array(self.types),
                weights=self.weights,
                bias=self.bias,
                mean=self.mean,
                spread=self.spread,
            )

    @classmethod
    def load(cls, path: Path) -> Codebook:
        """The codebook in a file. Raises InputError where there is none."""
        try:
            with np.load(path, allow_pickle=False) as held:
                arrays = [held[k] for k in ("weights", "bias", "mean", "spread")]
                return cls(tuple(held["types"].tolist()), *arrays)
        except FileNotFoundError:
            raise InputError(str(path), "does not exist") from None
        except (OSError, ValueError, KeyError, zipfile.BadZipFile):
            raise InputError(str(path), "is no codebook: legation codebook train makes one") from None


@dataclass(frozen=True, slots=True)
class Trained:
    """A codebook, and of the examples kept aside how many there were and how many it answered rightly."""

    codebook: Codebook
    examples: int
    aside: int
    right: int


def train(features: Floats, types: Sequence[str], seed: int = 1) -> Trained:
    """A codebook from the features (n, width) of examples and their types.

    What is kept aside tells how good it is; the codebook that is returned has learned from it too. Raises
    ValueError where there are fewer than two types, or a type has fewer than two examples.
    """
    count = Counter(types)
    if len(count) < 2:
        raise ValueError("tells fewer than two types apart")
    if rare := [t for t, n in count.items() if n < 2]:
        raise ValueError(f"has one example alone of {', '.join(sorted(rare))}")
    order = np.random.default_rng(seed).permutation(len(types))
    aside = order[: len(types) // ASIDE]
    told = np.array(types)
    tried = _fit(np.delete(features, aside, 0), np.delete(told, aside))
    found = np.array(tried.types)[tried.scores(features[aside]).argmax(1)] if len(aside) else told[aside]
    return Trained(_fit(features, told), len(types), len(aside), int((found == told[aside]).sum()))


def _fit(features: Floats, told: NDArray[np.str_]) -> Codebook:
    """Softmax regression by gradient descent with momentum (Nesterov 1983) and weight decay."""
    types, gold = np.unique(told, return_inverse=True)
    mean, spread = features.mean(0), features.std(0) + 1e-3
    scaled = (features - mean) / spread / np.sqrt(features.shape[1])
    x = np.concatenate([scaled, np.ones_like(scaled[:, :1])], 1)
    wanted = np.eye(len(types), dtype=np.float32)[gold]
    weights = np.zeros((x.shape[1], len(types)), dtype=np.float32)
    speed = np.zeros_like(weights)
    for _ in range(STEPS):
        ahead = weights + MOMENTUM * speed
        slope = x.T @ (_softmax(x @ ahead) - wanted) / len(x) + DECAY * ahead
        speed = MOMENTUM * speed - RATE * slope
        weights = weights + speed
    factors = (weights[:-1] / np.sqrt(features.shape[1])).astype(np.float32)
    return Codebook(tuple(types.tolist()), factors, weights[-1].astype(np.float32), mean, spread)


def _softmax(scores: Floats) -> Floats:
    raised: Floats = np.exp(scores - scores.max(1, keepdims=True))
    shares: Floats = raised / raised.sum(1, keepdims=True)
    return shares
