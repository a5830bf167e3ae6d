"""Precision, recall and F1, and how a benchmark prints them."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Counts:
    """How many were found, how many there are, and how many of the found are right."""

    hits: int = 0
    found: int = 0
    gold: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(self.hits + other.hits, self.found + other.found, self.gold + other.gold)

    @property
    def precision(self) -> float:
        return 100 * self.hits / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return 100 * self.hits / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        return 200 * self.hits / (self.found + self.gold) if self.found + self.gold else 0.0

    def __str__(self) -> str:
        return (
            f"P {self.precision:5.1f}  R {self.recall:5.1f}  F1 {self.f1:5.1f}"
            f"   ({self.hits} of {self.found} found, {self.gold} gold)"
        )


def show(counts: Mapping[str, Counts]) -> None:
    width = max(map(len, counts))
    for name, value in counts.items():
        print(f"{name:{width}}  {value}")


def bucket(text: str, of: int) -> int:
    """A number from 0 to ``of`` - 1 by a hash of the text: which part it is kept for."""
    return int(hashlib.sha256(text.encode()).hexdigest(), 16) % of
