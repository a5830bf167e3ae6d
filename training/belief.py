"""Learns how sure an act is from what speaks for it and against it (``legation.coding.acts.belief``): a logistic
regression on sentences of news that the marks were not learned from.

    python -m training.belief --data ../shared/data [--last N]
    python -m training.belief --data ../shared/data --try

Right is an act whose type the sentence tells and whose sides are in it as labelled; a side that the report told
before is not looked at, and an act without a side in the sentence is not asked about. The table goes into the
package.
"""

import argparse
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.relations import calibration_error
from legation.coding import STAGES, Draft
from legation.coding.acts.belief import belief, features
from legation.coding.acts.found import Found, span_of
from legation.coding.acts.states import prepared
from legation.coding.events import acts_of, find
from legation.language import Language
from legation.nouns import Document, Span
from training.acts import Act, Told, for_belief, kept_aside, read_news

TABLE = Path(__file__).parents[1] / "src/legation/coding/tables/act_belief.tsv"
BELIEF = "belief"  # what the packaged weights make of the features
RIDGE = 5.0  # how much weights are held small
STEPS = 30


def tried(sentences: Iterable[Told], language: Language) -> Iterator[tuple[dict[str, float], bool]]:
    """The features of each act found in the sentences, and whether it is right."""
    by_report = defaultdict[str, list[Told]](list)
    for told in sentences:
        by_report[told.report or told.text].append(told)
    for text, asked in by_report.items():
        draft = Draft(Document(text), language.read(text))
        for stage in STAGES[: STAGES.index(find)]:
            draft = stage(draft)
        draft, _, acts = acts_of(prepared(draft))
        for told in asked:
            yield from _judged(draft, told, acts)


def _judged(draft: Draft, told: Told, acts: list[list[Found]]) -> Iterator[tuple[dict[str, float], bool]]:
    """The acts of one sentence that name a side in it; the first of two in one labelled act is right."""
    end = told.at + len(told.text)
    left = [act for act in told.acts if act.type]
    inside = [(act, beside) for beside in acts for act in beside if told.at <= span_of(draft, act).start < end]
    for act, beside in inside:
        spans = [[s for s in side if told.at <= s.start < end] for side in _sides(act)]
        if any(spans):
            gold = next((g for g in left if _right(told, act, spans, g)), None)
            if gold is not None:
                left.remove(gold)
            yield features(act, beside) | {BELIEF: belief(act, beside)}, gold is not None


def _sides(act: Found) -> tuple[list[Span], list[Span]]:
    """The words of either side, also of those for whom no actor stands."""
    sources, targets = act.others
    return [*(s.span for s in act.sources), *sources], [*(s.span for s in act.targets), *targets]


def _right(told: Told, act: Found, spans: Sequence[Sequence[Span]], gold: Act) -> bool:
    """Whether the type is right, and each side that isn't taken from another sentence."""
    if act.type != gold.type:
        return False
    for ours, every, theirs in zip(spans, _sides(act), (gold.sources, gold.targets), strict=True):
        shared = any(s.start - told.at < b and a < s.end - told.at for s in ours for a, b in theirs)
        if not shared and (ours or (theirs and not every)):
            return False
    return True


def fitted(rows: NDArray[np.float64], right: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Weights by Newton's method, with a ridge."""
    weights = np.zeros(rows.shape[1])
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (right - p) - RIDGE * weights
        curve = (rows * (p * (1 - p))[:, None]).T @ rows + RIDGE * np.eye(len(weights))
        weights += np.linalg.solve(curve, slope)
    return weights


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--last", type=int, help="the sentences labelled last, where the marks don't know those")
    parser.add_argument("--try", dest="tried", action="store_true", help="print how true it is")
    args = parser.parse_args()
    every = list(read_news(args.data))
    if args.tried:
        sure = [(told[BELIEF], right) for told, right in tried(filter(kept_aside, every), Language.load())]
        print(f"{len(sure)} acts, calibration error {calibration_error(sure):.1f}%")
        return
    unseen = every[-args.last :] if args.last else [t for t in every if for_belief(t)]
    found = list(tried([t for t in unseen if not kept_aside(t)], Language.load()))
    names = sorted({name for told, _ in found for name, value in told.items() if value} - {BELIEF})
    rows = np.array([[told.get(name, 0.0) for name in names] for told, _ in found])
    right = np.array([right for _, right in found])
    weights = fitted(rows, right)
    sure = 1 / (1 + np.exp(-rows @ weights))
    fit = np.log(np.where(right, sure, 1 - sure)).mean()
    print(f"{len(found)} acts, {right.mean():.3f} of them right; mean log-likelihood {fit:.4f}")
    lines = ["# Weights of a logistic regression: training.belief.", "feature\tweight"]
    lines += [f"{name}\t{weight:.3f}" for name, weight in zip(names, weights, strict=True)]
    TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
