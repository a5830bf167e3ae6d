"""How well a folder's test part is foretold: single-step, day after day, in both directions.

Each day is asked with all earlier days known, those of the test part too, and then taken in. A fact's rank is
that of its object (or subject) among all entities, less the other true ones of the same day (the time-aware
filter); entities with the same score share the mean of their ranks.
"""

import time
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from legation.forecast.calibration import Bin, expected_error, reliability
from legation.forecast.facts import Folder
from legation.forecast.history import kinds
from legation.forecast.predictor import Answer, Predictor, Settings

KINDS = ("pair seen with this type", "pair seen with another type", "pair never seen")
BELOW = 1e6
"""What is no candidate is ranked below all that are."""


@dataclass(frozen=True, slots=True)
class Backtest:
    """``facts`` are rows of facts both ways; ``rank`` and ``kind``, an index of KINDS, stand for each. ``said``
    and ``came`` are the probability of each query's best answer, and whether it was among the day's."""

    folder: Folder
    facts: NDArray[np.int64]
    rank: NDArray[np.float64]
    kind: NDArray[np.int8]
    said: NDArray[np.float64]
    came: NDArray[np.bool_]
    fit: float
    predict: float

    @property
    def bins(self) -> list[Bin]:
        return reliability(self.said, self.came)

    def to_json(self) -> dict[str, Any]:
        bins = self.bins
        by_kind = {name: scores(self.rank[self.kind == n]) for n, name in enumerate(KINDS)}
        return {
            **scores(self.rank),
            "seconds": {"fit": round(self.fit, 1), "predict": round(self.predict, 1)},
            "filter": "time-aware",
            "setting": "single-step: each day is asked with all earlier days known, those of the asked part too",
            "ties": "mean rank",
            "kinds": by_kind,
            "calibration": {
                "expected_error": round(expected_error(bins), 5),
                "bins": [{"cases": b.cases, "said": round(b.said, 5), "came": round(b.came, 5)} for b in bins],
            },
        }

    def ranks(self) -> str:
        """Lines of ``subject relation object time direction rank``."""
        f = self.folder.facts
        lines = []
        for row, rank in zip(self.facts.tolist(), self.rank.tolist(), strict=True):
            n, direction = row // 2, "subject" if row % 2 else "object"
            time = self.folder.origin + int(f.day[n]) * self.folder.step
            lines.append(f"{f.subject[n]} {f.relation[n]} {f.object[n]} {time} {direction} {rank:g}\n")
        return "".join(lines)


def scores(rank: NDArray[np.float64]) -> dict[str, Any]:
    """Mean reciprocal rank and shares within the first, as fractions of 1; nothing of no queries."""
    if not len(rank):
        return {"mrr": None, "hits1": None, "hits3": None, "hits10": None, "queries": 0}
    hits = {f"hits{n}": round(float((rank <= n).mean()), 5) for n in (1, 3, 10)}
    return {"mrr": round(float((1 / rank).mean()), 5), **hits, "queries": len(rank)}


def backtest(folder: Folder, seed: int = 0, settings: Settings | None = None, part: str = "test") -> Backtest:
    """Trains on all days before ``part`` ("test", or "valid" to choose by) and asks its days one by one."""
    begin, end = (folder.test, None) if part == "test" else (folder.valid, folder.test)
    facts = folder.facts.both_ways(len(folder.relations))
    predictor = Predictor(
        facts,
        len(folder.entities),
        2 * len(folder.relations),
        kinds(folder.entities),
        settings or Settings(),
        seed,
    )
    began = time.perf_counter()
    predictor.fit(begin)
    fitted = time.perf_counter()
    rows: list[NDArray[np.int64]] = []
    rank: list[float] = []
    kind: list[int] = []
    said: list[float] = []
    came: list[bool] = []
    for day in range(begin, end or int(facts.day[-1]) + 1):
        queries = predictor.queries(day)
        objects = defaultdict(list)
        for row in predictor.rows(day).tolist():
            objects[int(facts.subject[row]), int(facts.relation[row])].append(row)
        for query, answer in zip(queries.tolist(), predictor.answers(queries), strict=True):
            told = np.array(objects[int(facts.subject[query]), int(facts.relation[query])])
            true = np.unique(facts.object[told])
            rows.append(told)
            rank.extend(_ranks(answer, facts.object[told], true))
            kind.extend(_kind(predictor, int(row)) for row in told)
            said.append(float(answer.probabilities[0]))
            came.append(bool(np.isin(answer.candidates[0], true)))
        predictor.follow(day)
    return Backtest(
        folder, np.concatenate(rows), np.array(rank), np.array(kind, np.int8), np.array(said), np.array(came),
        fitted - began, time.perf_counter() - fitted,
    )  # fmt: skip


def _ranks(answer: Answer, objects: NDArray[np.int32], true: NDArray[np.int32]) -> list[float]:
    scores = answer.rest.astype(np.float64) - BELOW
    scores[answer.candidates] = answer.scores
    found = []
    for o in objects:
        above = int((scores > scores[o]).sum() - (scores[true] > scores[o]).sum())
        level = int((scores == scores[o]).sum() - (scores[true] == scores[o]).sum())
        found.append(1 + above + level / 2)
    return found


def _kind(predictor: Predictor, row: int) -> int:
    history = predictor.history
    triple = history.triple[row]
    if history.of_triple[0][triple] > 0:
        return 0
    pair = np.searchsorted(history.first, triple, side="right") - 1
    known = history.of_triple[0][history.first[pair] : history.first[pair + 1]].sum() > 0
    return 1 if known else 2
