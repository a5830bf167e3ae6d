"""Who acts on whom, word by word, in sentences marked for one event (the spans of ConfliBERT's CAMEO set).

``python -m benchmarks.sides --data FILE.jsonl``. A word counts as source where it stands in the evidence of some
event's sources, as target likewise. A fifth of the sentences is kept aside from training and scored.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from benchmarks.score import Counts, bucket, show
from legation.nouns import Span
from legation.reader import Reader

DATA = Path("../shared/data/events/cameo_spans_train.jsonl")
SIDES = {"source": "SR", "target": "TR"}
"""The tags of words that count as each side; R is both."""


@dataclass(frozen=True, slots=True)
class Tagged:
    """Words, and of each whether it is of the source (S), the target (T), both (R) or neither (O)."""

    words: tuple[str, ...]
    tags: str


def read(path: Path, part: Literal["train", "test", "all"] = "all") -> Iterator[Tagged]:
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        item = Tagged(tuple(row["tokens"]), "".join(t[-1] for t in row["tags"]))
        test = bucket(" ".join(item.words), 5) == 0
        if part == "all" or test == (part == "test"):
            yield item


def score(sentences: Iterable[Tagged], reader: Reader) -> dict[str, Counts]:
    total = dict.fromkeys(SIDES, Counts())
    for item in sentences:
        events = reader.read(" ".join(item.words)).events
        for side, tags in SIDES.items():
            spans = [s for e in events for s in getattr(e.evidence, f"{side}s")]
            found = set(_words(item.words, spans))
            gold = {i for i, tag in enumerate(item.tags) if tag in tags}
            total[side] += Counts(len(found & gold), len(found), len(gold))
    return total


def _words(words: Iterable[str], spans: list[Span]) -> Iterator[int]:
    """The words that a span covers, of words that stand with one blank between them."""
    start = 0
    for i, word in enumerate(words):
        end = start + len(word)
        if any(s.start < end and start < s.end for s in spans):
            yield i
        start = end + 1


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--part", choices=("train", "test", "all"), default="test")
    args = parser.parse_args()
    show(score(read(args.data, args.part), Reader()))


if __name__ == "__main__":
    main()
