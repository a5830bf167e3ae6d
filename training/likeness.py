"""Weighs what two names have in common: ``python -m training.likeness --data ../shared/data``.

Which known person a name means, with "none" as one more choice, is fitted to the development part of the benchmark
of ``who`` (its test part is never seen). In every second question a state is told. Writes
``knowledge/tables/likeness.tsv``, and before it ``name_words.tsv``: words that are names, by which another
person's name is told from a garbled one.
"""

import argparse
from collections import Counter
from pathlib import Path
from random import Random

import numpy as np
from numpy.typing import NDArray

from benchmarks.garbling import Spellings
from benchmarks.who import SOURCES, Case, asked, persons, same, strangers, with_persons
from legation.knowledge import Entity
from legation.knowledge.matching import TRAITS, People, bent
from legation.knowledge.spelling import fold

Array = NDArray[np.floating]
TABLES = Path(__file__).parents[1] / "src/legation/knowledge/tables"
BY_HAND = {"post agrees": 1.0, "of note": 0.4, "own": 0.3, "in office": 0.6, "out of office": -0.6}
"""What the data doesn't teach: its persons have no posts. Set by the garbled names and strangers of the tests; in
office by the Wikinews reports of the data: 66% of those named were on that day, 36% of the table's persons."""
CASES = 6000
COMMON = 5
ASIDE = 15  # of so many questions one tells the state of another person: texts speak of several
RIDGE = 1e-5


def write_name_words(folder: Path) -> None:
    """The words of persons' names in Wikidata, with how many times each was seen."""
    seen: Counter[str] = Counter()
    for file in sorted(folder.glob("wd_*_[126]*")):
        for line in file.read_text(encoding="utf-8").splitlines():
            latin, _, times = line.split("\t")
            seen[fold(latin)] += int(times)
    common = {w: n for w, n in seen.items() if n >= COMMON and len(w) > 1 and w.isalpha()}
    lines = [f"{word}\t{times}\twikidata" for word, times in sorted(common.items())]
    (TABLES / "name_words.tsv").write_text("\n".join(("word\tpersons\tsource", *lines, "")), encoding="utf-8")


def pairs(people: People, cases: list[Case]) -> tuple[Array, Array, Array]:
    """Rows of traits, whether the state agrees and whether it differs; for each, whether it is the person; and
    where the rows of each case begin."""
    rows: list[tuple[float, ...]] = []
    hits: list[bool] = []
    starts: list[int] = []
    for number, case in enumerate(cases):
        told = case if number % ASIDE else cases[number - 1]
        country = told.country if number % 2 else None
        compared = [like for like in people.alike(case.name) if like.traits]
        starts += [len(rows)] if compared else []
        for like in compared:
            agrees = _agrees(like.entity, country)
            rows.append((*like.traits, float(agrees is True), float(agrees is False)))
            hits.append(bool(case.person and same(like.entity.id, like.entity.name, case.person)))
    table = np.array(rows)
    traits = np.hstack([bent(table[:, :-2]), table[:, -2:]])
    return traits, np.array(hits, dtype=np.float64), np.array(starts)


def _agrees(entity: Entity, country: str | None) -> bool | None:
    states = {s for s in (entity.country, *(o.country for o in entity.offices)) if s}
    return country in states if country and states else None


def fitted(rows: Array, hits: Array, starts: Array) -> Array:
    """Weights by Newton's method, of the conditional logit (McFadden 1974)."""
    weights = np.zeros(rows.shape[1])
    case = np.repeat(np.arange(len(starts)), np.diff(starts, append=len(rows)))
    penalty = RIDGE * len(rows)
    for _ in range(200):
        odds = np.exp(np.minimum(rows @ weights, 30.0))
        right = np.add.reduceat(odds * hits, starts)[case]
        chance = odds / (1 + np.add.reduceat(odds, starts)[case])
        target = np.divide(odds * hits, right, out=np.zeros_like(odds), where=right > 0)
        expected = np.add.reduceat(rows * chance[:, None], starts)
        slope = rows.T @ (chance - target) + penalty * weights
        curve = (rows * chance[:, None]).T @ rows - expected.T @ expected + penalty * np.eye(len(weights))
        step = np.linalg.solve(curve, slope)
        weights -= step
        if np.abs(step).max() < 1e-4:
            return weights
    raise RuntimeError("the weights don't settle")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    args = parser.parse_args()
    write_name_words(args.data / SOURCES[-1])
    everyone = persons(args.data)
    known = [e for e in with_persons(everyone).entities if e.kind == "person"]
    right = list(asked(everyone, Spellings(args.data / SOURCES[-1]), "dev"))
    wrong = list(strangers(everyone, known, "dev"))
    for cases in (right, wrong):
        Random(1).shuffle(cases)
    cases = right[:CASES] + wrong[: CASES // 2]
    Random(2).shuffle(cases)
    weights = fitted(*pairs(People(known), cases))
    learnt = dict(zip((*TRAITS, "state agrees", "state differs"), weights, strict=True))
    lines = [f"{trait}\t{weight:.3f}\tbenchmarks.who, part dev" for trait, weight in learnt.items()]
    lines += [f"{trait}\t{weight}\tset by hand" for trait, weight in BY_HAND.items()]
    (TABLES / "likeness.tsv").write_text("\n".join(("trait\tweight\tsource", *lines, "")), encoding="utf-8")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
