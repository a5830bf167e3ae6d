"""What a given source does to a given target, on PLV (Hu et al. 2024): macro F1 by type, quad and two sides.

``python -m benchmarks.relations --data FILE.jsonl`` with ``marked`` sentences, source in <s>, target in <t>; a
fifth of them is kept aside from training and scored, with ``--part all`` each. CONCEDE and RETREAT are one type
there, YIELD.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from benchmarks.score import Counts, bucket
from legation import nouns
from legation.coding.plover import quad, types
from legation.coding.relate import relate
from legation.language import Language

DATA = Path("../shared/data/events/plv_train.jsonl")
QUADS = ("verbal-cooperation", "material-cooperation", "verbal-conflict", "material-conflict")
QUAD = {t: QUADS.index(quad(t)) + 1 for t in types()} | {"YIELD": 2}
_TAG = re.compile(r"</?([st])>")
Part = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence with two marked sides, as half-open offsets."""

    text: str
    source: tuple[Part, ...]
    target: tuple[Part, ...]
    type: str
    quad: str


def read(path: Path, part: Literal["train", "test", "all"] = "all") -> Iterator[Pair]:
    """The pairs of a file; a fifth of the sentences is kept aside from training as ``test``."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        pair = Pair(*unmarked(row["marked"]), row["type"], row["quad"])
        test = bucket(pair.text, 5) == 0
        if part == "all" or test == (part == "test"):
            yield pair


def unmarked(marked: str) -> tuple[str, tuple[Part, ...], tuple[Part, ...]]:
    """The sentence without tags, and where each side stands in it."""
    sides: dict[str, list[Part]] = {"s": [], "t": []}
    text, began, at = "", 0, 0
    for tag in _TAG.finditer(marked):
        text += marked[at : tag.start()]
        at = tag.end()
        if tag[0].startswith("</"):
            sides[tag[1]].append((began, len(text)))
        else:
            began = len(text)
    return text + marked[at:], tuple(sides["s"]), tuple(sides["t"])


def score(pairs: list[Pair], language: Language) -> dict[str, float]:
    """Macro F1 in percent over types, quads, and cooperation against conflict; and how far the probabilities are
    from the shares that come true (expected calibration error in ten bins; Guo et al. 2017), in percent."""
    scores = answers(pairs, language)
    best = [max(s, key=s.__getitem__) for s in scores]
    sure = [(s[b], b == p.type) for s, b, p in zip(scores, best, pairs, strict=True)]
    gold = [p.type for p in pairs]
    return {
        "type": macro_f1(gold, best),
        "quad": macro_f1([QUAD[t] for t in gold], [QUAD[t] for t in best]),
        "binary": macro_f1([QUAD[t] > 2 for t in gold], [QUAD[t] > 2 for t in best]),
        "calibration error": calibration_error(sure),
    }


def answers(pairs: Sequence[Pair], language: Language) -> list[dict[str, float]]:
    """The probability of each of the benchmark's types, for each pair."""
    given = [nouns.Pair(p.text, _span(p.text, p.source), _span(p.text, p.target)) for p in pairs]
    return [_merged(r.scores) for r in relate(given, language)]


def confusions(pairs: Sequence[Pair], language: Language) -> Iterator[str]:
    """The rows of a table: for each type of the gold how often which was answered, the most frequent first."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for pair, scores in zip(pairs, answers(pairs, language), strict=True):
        found[pair.type][max(scores, key=scores.__getitem__)] += 1
    yield "| gold | pairs | right | answered instead |\n|---|---|---|---|"
    for type, count in sorted(found.items()):
        wrong = ", ".join(f"{t} {n}" for t, n in count.most_common() if t != type)
        yield f"| {type} | {count.total()} | {count[type]} | {wrong or '–'} |"


def _span(text: str, parts: tuple[Part, ...]) -> nouns.Span | None:
    return nouns.Span.of(text, *parts[0]) if parts else None


def _merged(scores: dict[str, float]) -> dict[str, float]:
    out: dict[str, float] = defaultdict(float)
    for type, share in scores.items():
        out["YIELD" if type in ("CONCEDE", "RETREAT") else type] += share
    return out


def macro_f1(gold: Sequence[Hashable], found: Sequence[Hashable]) -> float:
    """The mean over the labels of the gold of each one's F1, in percent."""
    both = list(zip(gold, found, strict=True))
    each = [Counts(sum(g == f == c for g, f in both), found.count(c), gold.count(c)).f1 for c in set(gold)]
    return sum(each) / len(each)


def calibration_error(sure: Sequence[tuple[float, bool]], bins: int = 10) -> float:
    """By how much the probability of the answer differs from the share of right answers, in percent."""
    total = 0.0
    for k in range(bins):
        inside = [(p, right) for p, right in sure if min(int(p * bins), bins - 1) == k]
        total += abs(sum(p for p, _ in inside) - sum(right for _, right in inside))
    return 100 * total / len(sure)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--part", choices=("train", "test", "all"), default="test")
    parser.add_argument("--confusions", action="store_true", help="print which types are taken for which")
    args = parser.parse_args()
    pairs = list(read(args.data, args.part))
    if args.confusions:
        print(*confusions(pairs, Language.load()), sep="\n")
        return
    for name, value in score(pairs, Language.load()).items():
        print(f"{name:18} {value:6.2f}")


if __name__ == "__main__":
    main()
