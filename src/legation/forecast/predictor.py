"""Who is on the other side: embeddings and history bring candidates, gradient-boosted trees rank them.

Nothing is ranked by what was learned from it. The embeddings learn from the days before a window; through the
window each day is first asked and then learned from; the trees learn from how the window was answered, and the
last days of it, which a first ranker didn't see, set the number of trees and the probabilities.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from legation.exceptions import ForecastError
from legation.forecast.calibration import Doubles, Isotonic
from legation.forecast.embedding import Embedding, Floats
from legation.forecast.embedding import Settings as EmbeddingSettings
from legation.forecast.facts import Facts, Ints
from legation.forecast.history import COLUMNS, History, best
from legation.forecast.libraries import needed

CHUNK = 512
"""Queries that are scored against all entities at once: 512 times 23,000 scores are 47 MB."""
LEAST = 8
"""Days to learn from: half of them for the embeddings, the rest for the trees."""
LEARNED = ("log-probability", "rank", "behind the best")


@dataclass(frozen=True, slots=True)
class Settings:
    window: int = 45
    """Days, the last before the forecast, whose questions the trees learn from."""
    queries: int = 25_000
    """The most questions of the window that the trees learn from, drawn evenly."""
    epochs: int = 5
    steps: int = 3_000
    """The most batches that an embedding learns from: large folders are gone over less often."""
    embeddings: int = 1
    """Embeddings with other seeds, whose log-probabilities are averaged: each takes as long as all the rest."""
    by_rules: int = 60
    by_embedding: int = 60
    by_paths: int = 30
    trees: int = 500
    rate: float = 0.08
    leaves: int = 31
    follow_rate: float = 0.001
    follow_steps: int = 4
    """Times that a day that has passed is learned from, every other time one of the ``follow_days`` before it
    instead."""
    follow_days: int = 60
    left_out: tuple[str, ...] = ()
    """Families of features that are left out, for ablation."""
    embedding: EmbeddingSettings = field(default_factory=EmbeddingSettings)


@dataclass(frozen=True, slots=True)
class Answer:
    """To one query: candidates, best first, with scores and probabilities of being among the day's objects, and
    ``rest``, the log-probabilities by the embeddings alone of all entities, by which what is no candidate is
    ranked."""

    candidates: Ints
    scores: Doubles
    probabilities: Doubles
    rest: Floats


@dataclass(frozen=True, slots=True)
class Asked:
    """Some of a day's ``queries``: rows of their candidates' features, and where each query's begin."""

    queries: NDArray[np.int64]
    candidates: Ints
    features: Floats
    begins: NDArray[np.int64]
    rest: Floats


class Predictor:
    """Answers (s, r, ?) over facts both ways; looks at no fact of the day asked or of later ones.

    ``relations`` counts inverses too. Raises ForecastError where a library of the extra isn't installed.
    """

    def __init__(
        self,
        facts: Facts,
        entities: int,
        relations: int,
        kinds: tuple[Ints, Ints],
        settings: Settings,
        seed: int = 0,
    ) -> None:
        self.facts, self.settings, self.seed = facts, settings, seed
        self.lightgbm = needed("lightgbm")
        self.rng = np.random.default_rng(seed)
        self.history = History(facts, entities, relations, kinds)
        self.embeddings = [
            Embedding(facts, entities, relations, settings.embedding, seed + n) for n in range(settings.embeddings)
        ]
        self.days = np.searchsorted(facts.day, np.arange(int(facts.day[-1]) + 2))
        names = [*COLUMNS, *(f"embedding: {name}" for name in LEARNED)]
        self.columns = [n for n, name in enumerate(names) if name.partition(":")[0] not in settings.left_out]
        self.names = [names[n].replace(":", "") for n in self.columns]

    def rows(self, day: int) -> NDArray[np.int64]:
        """The facts of a day."""
        return np.arange(self.days[day], self.days[day + 1])

    def queries(self, day: int) -> NDArray[np.int64]:
        """One fact for each subject and type of the day: what is asked is the same for all their objects."""
        rows = self.rows(day)
        key = self.facts.subject[rows].astype(np.int64) * (1 << 32) + self.facts.relation[rows]
        return rows[np.unique(key, return_index=True)[1]]

    def fit(self, before: int) -> None:
        """Learns from all days before ``before``, which then is the first that can be asked. Raises ForecastError
        where those are too few to learn from some and be tested on others."""
        if before < LEAST:
            raise ForecastError(f"{before} days before the first one asked: at least {LEAST} are needed")
        window = min(self.settings.window, before // 2)
        start = before - window
        self._learn_embeddings(start)
        for day in range(start):
            self.history.add(self.rows(day))
        share = self.settings.queries / max(1, sum(len(self.queries(d)) for d in range(start, before)))
        asked, hits, days = [], [], []
        for day in range(start, before):
            queries = self.queries(day)
            if share < 1:
                queries = np.sort(self.rng.choice(queries, max(1, round(share * len(queries))), replace=False))
            for part in self._asked(queries):
                asked.append(replace(part, rest=part.rest[:0]))
                hits.append(self._hits(part))
                days.append(np.full(len(part.begins) - 1, day))
            self.follow(day)
        self._fit_ranker(asked, hits, np.concatenate(days))

    def _batches(self, day: int) -> list[NDArray[np.int64]]:
        """The facts of a day, in as few parts as an embedding's steps may have."""
        rows = self.rows(day)
        return np.array_split(rows, -(-len(rows) // self.settings.embedding.batch)) if len(rows) else []

    def _learn_embeddings(self, before: int) -> None:
        settings = self.settings
        batches = [batch for day in range(before) for batch in self._batches(day)]
        steps = min(settings.steps, settings.epochs * len(batches))
        for embedding in self.embeddings:
            order = np.concatenate([self.rng.permutation(len(batches)) for _ in range(settings.epochs)])[:steps]
            for step, n in enumerate(order):
                warm, cool = min(1.0, (step + 1) / 100), max(0.02, 1 - step / steps)
                embedding.learn(batches[n], settings.embedding.rate * warm * cool)

    def follow(self, day: int) -> None:
        """Takes in a day that has passed: counts grow, rules and embeddings learn from it."""
        rows = self.rows(day)
        if not len(rows):
            return
        self.history.add(rows)
        for embedding in self.embeddings:
            for step in range(self.settings.follow_steps if day else 0):
                past = int(self.rng.integers(max(0, day - self.settings.follow_days), day))
                for batch in self._batches(past if step % 2 else day):
                    embedding.learn(batch, self.settings.follow_rate)

    def _asked(self, queries: NDArray[np.int64]) -> Iterator[Asked]:
        f, settings = self.facts, self.settings
        for part in np.array_split(queries, max(1, -(-len(queries) // CHUNK))):
            if not len(part):
                continue
            rest = np.asarray(np.mean([e.scores(part) for e in self.embeddings], axis=0), np.float32)
            likely, values = best(rest, settings.by_embedding)
            wanted = likely[:, :1] if "embedding" in settings.left_out else likely  # one, so that none has none
            reach = 0 if "paths" in settings.left_out else settings.by_paths
            day = int(f.day[part[0]])
            candidates, table, begins = self.history.features(
                f.subject[part], f.relation[part], day, wanted, settings.by_rules, reach
            )
            query = np.repeat(np.arange(len(part)), np.diff(begins))
            own = rest[query, candidates]
            rank = (values[query] > own[:, None]).sum(axis=1).astype(np.float32)
            learned = np.stack([own, rank, own - values[query, 0]], axis=1)
            features = np.concatenate([table, learned], axis=1)[:, self.columns]
            yield Asked(part, candidates, features, begins, rest)

    def _hits(self, asked: Asked) -> NDArray[np.int8]:
        """Which candidates are among the objects of their query's day."""
        f = self.facts
        rows = self.rows(int(f.day[asked.queries[0]]))
        true = set(zip(f.subject[rows].tolist(), f.relation[rows].tolist(), f.object[rows].tolist(), strict=True))
        query = np.repeat(asked.queries, np.diff(asked.begins))
        told = zip(f.subject[query].tolist(), f.relation[query].tolist(), asked.candidates.tolist(), strict=True)
        return np.fromiter((t in true for t in told), np.int8, len(query))

    def _fit_ranker(self, asked: list[Asked], hits: list[NDArray[np.int8]], days: NDArray[np.int64]) -> None:
        features = np.concatenate([a.features for a in asked])
        labels = np.concatenate(hits)
        sizes = np.concatenate([np.diff(a.begins) for a in asked])
        last = days > np.quantile(days, 0.75)
        if last.all() or not last.any():
            last = np.arange(len(days)) >= len(days) * 3 // 4
        aside = np.repeat(last, sizes)
        trial = self._trees(
            features[~aside], labels[~aside], sizes[~last], (features[aside], labels[aside], sizes[last])
        )
        scores, hit = np.asarray(trial.predict(features[aside])), labels[aside]
        ends = np.cumsum(sizes[last])
        shares, right = [], []
        for begin, end in zip(ends - sizes[last], ends, strict=True):
            share = softmax(scores[begin:end])
            shares.append(share.max())
            right.append(hit[begin:end][share.argmax()])
        self.calibration = Isotonic.fit(shares, right)
        self.ranker = self._trees(features, labels, sizes, None, trial.best_iteration or self.settings.trees)

    def _trees(
        self, features: Floats, labels: NDArray[np.int8], sizes: NDArray[np.int64], aside: Any, trees: int = 0
    ) -> Any:
        lightgbm, settings = self.lightgbm, self.settings
        begins = np.append(0, np.cumsum(sizes)[:-1])
        kept = np.add.reduceat(labels, begins) > 0  # a query without its answer ranks nothing
        told = np.repeat(kept, sizes)
        data = lightgbm.Dataset(features[told], labels[told], group=sizes[kept], feature_name=self.names)
        parameters = {
            "objective": "lambdarank",
            "lambdarank_truncation_level": 20,
            "learning_rate": settings.rate,
            "num_leaves": settings.leaves,
            "min_data_in_leaf": 100,
            "feature_fraction": 0.5,
            "lambda_l2": 1.0,
            "metric": "ndcg",
            "eval_at": [3],
            "seed": self.seed,
            "deterministic": True,
            "force_row_wise": True,
            "verbosity": -1,
        }
        if aside is None:
            return lightgbm.train(parameters, data, trees)
        held = lightgbm.Dataset(aside[0], aside[1], group=aside[2], reference=data)
        stop = lightgbm.early_stopping(40, verbose=False)
        return lightgbm.train(parameters, data, settings.trees, valid_sets=[held], callbacks=[stop])

    def answers(self, queries: NDArray[np.int64]) -> Iterator[Answer]:
        """To each of ``queries``, rows of facts of one day; their objects aren't looked at."""
        for asked in self._asked(queries):
            scores = np.asarray(self.ranker.predict(asked.features))
            for n in range(len(asked.begins) - 1):
                of = slice(asked.begins[n], asked.begins[n + 1])
                order = np.argsort(-scores[of], kind="stable")
                shares = softmax(scores[of][order])
                best = float(self.calibration(shares[0]))
                others = shares[1:] * (min(1.0, (1 - best) / max(1e-9, 1 - shares[0])))
                probabilities = np.minimum(np.append(best, others), best)
                yield Answer(asked.candidates[of][order], scores[of][order], probabilities, asked.rest[n])


def softmax(scores: NDArray[np.float64]) -> Doubles:
    grown = np.exp(scores - scores.max())
    return np.asarray(grown / grown.sum())
