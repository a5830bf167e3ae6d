"""A score for every entity, from embeddings of who acted with whom lately.

The query (s, r, ?) of a day is the concatenation of an embedding of s, one of r, and two attentive sums: over the
latest facts of s, and over the latest facts of s with r. A fact (r', o', age) is told by E[o'] + P[r'], and weighs
by softmax(A[r]·B[r'] + C[age]). A layer of rectified units turns it to the query's vector, and an entity's score is
its product with E[o], as in RE-GCN (Li et al., 2021) and xERTE (Han et al., 2021) but without recurrence, so that
cost grows with the number of facts alone. Gradients are written out; the optimiser is Adam.
"""

from dataclasses import dataclass

import numba
import numpy as np
from numpy.typing import NDArray

from legation.forecast.facts import Facts, Ints

Floats = NDArray[np.float32]
AGES = 12
"""Buckets of age: 1, 2, 3–4, 5–8 … days."""


@dataclass(frozen=True, slots=True)
class Settings:
    dimension: int = 64
    hidden: int = 256
    keys: int = 16
    latest: int = 32
    batch: int = 1024
    rate: float = 0.003
    dropout: float = 0.3
    negatives: int = 2048


def chain(key: NDArray[np.int64], day: Ints, size: int) -> tuple[Ints, Ints]:
    """For each fact the last one of an earlier day with its key, and the one before it with that key; -1: none."""
    return _chain(key, day, size)


@numba.njit(cache=True)
def _chain(key, day, size):
    head = np.full(size, -1, np.int32)
    start = np.full(len(key), -1, np.int32)
    before = np.full(len(key), -1, np.int32)
    first = 0
    for f in range(len(key)):
        if f == len(key) - 1 or day[f + 1] != day[f]:
            for g in range(first, f + 1):
                start[g] = head[key[g]]
            for g in range(first, f + 1):
                before[g] = head[key[g]]
                head[key[g]] = g
            first = f + 1
    return start, before


@numba.njit(cache=True, fastmath=True)
def _pool(start, before, relation, other, day, asked, on, latest, e, p, a, b, c):
    """The attentive sums, and for the gradient which facts were read with which weights."""
    rows, width, keys = len(start), e.shape[1], a.shape[1]
    pooled = np.zeros((rows, width), np.float32)
    read = np.full((rows, latest), -1, np.int32)
    weights = np.zeros((rows, latest), np.float32)
    for q in range(rows):
        f = start[q]
        n = 0
        top = -1e30
        while f >= 0 and n < latest:
            read[q, n] = f
            logit = c[_age(on[q] - day[f])]
            for k in range(keys):
                logit += a[asked[q], k] * b[relation[f], k]
            weights[q, n] = logit
            top = max(top, logit)
            n += 1
            f = before[f]
        total = 0.0
        for i in range(n):
            weights[q, i] = np.exp(weights[q, i] - top)
            total += weights[q, i]
        for i in range(n):
            weights[q, i] /= total
            f = read[q, i]
            for k in range(width):
                pooled[q, k] += weights[q, i] * (e[other[f], k] + p[relation[f], k])
    return pooled, read, weights


@numba.njit(cache=True)
def _age(days):
    bucket = 0
    while days > 1 and bucket < AGES - 1:
        days = (days + 1) // 2
        bucket += 1
    return bucket


@numba.njit(cache=True, fastmath=True)
def _unpool(d, read, weights, relation, other, day, asked, on, e, p, a, b, c, de, dp, da, db, dc):
    rows, width, keys = len(d), e.shape[1], a.shape[1]
    dw = np.zeros(read.shape[1], np.float32)
    for q in range(rows):
        mean = 0.0
        for i in range(read.shape[1]):
            f = read[q, i]
            if f < 0:
                break
            dw[i] = 0
            w = weights[q, i]
            for k in range(width):
                dw[i] += d[q, k] * (e[other[f], k] + p[relation[f], k])
                de[other[f], k] += w * d[q, k]
                dp[relation[f], k] += w * d[q, k]
            mean += w * dw[i]
        for i in range(read.shape[1]):
            f = read[q, i]
            if f < 0:
                break
            dl = weights[q, i] * (dw[i] - mean)
            dc[_age(on[q] - day[f])] += dl
            for k in range(keys):
                da[asked[q], k] += dl * b[relation[f], k]
                db[relation[f], k] += dl * a[asked[q], k]


@numba.njit(cache=True, fastmath=True)
def _adam(value, slope, first, second, rate, step, decay):
    one, two = 0.9, 0.98
    size = rate * np.sqrt(1 - two**step) / (1 - one**step)
    for i in range(value.size):
        g = slope[i]
        first[i] = one * first[i] + (1 - one) * g
        second[i] = two * second[i] + (1 - two) * g * g
        value[i] -= size * first[i] / (np.sqrt(second[i]) + 1e-8) + rate * decay * value[i]


class Embedding:
    """``entities`` and ``relations`` (inverses counted) that facts both ways have."""

    def __init__(self, entities: int, relations: int, settings: Settings, seed: int) -> None:
        self.settings = settings
        self.rng = np.random.default_rng(seed)
        d, k, h = settings.dimension, settings.keys, settings.hidden

        def drawn(rows: int, columns: int, scale: float) -> Floats:
            return (self.rng.standard_normal((rows, columns)) * scale).astype(np.float32)

        self.values = {
            "e": drawn(entities, d, 0.1),
            "s": drawn(entities, d, 0.1),
            "r": drawn(relations, d, 0.1),
            "p": drawn(relations, d, 0.1),
            "w1": drawn(4 * d, h, (4 * d) ** -0.5),
            "b1": np.zeros(h, np.float32),
            "w2": drawn(h, d, h**-0.5),
            "gate": drawn(relations, 2 * d, 0.1) + np.float32(0.5),
            "bias": np.zeros(entities, np.float32),
            "scale": np.ones(relations, np.float32),
        }
        for pool in "xy":
            self.values |= {
                "a" + pool: drawn(relations, k, 0.3),
                "b" + pool: drawn(relations, k, 0.3),
                "c" + pool: -0.3 * np.arange(AGES, dtype=np.float32),
            }
        self.slopes = {n: np.zeros_like(v) for n, v in self.values.items()}
        self.moments = {n: (np.zeros_like(v), np.zeros_like(v)) for n, v in self.values.items()}
        self.steps = 0

    def follow(self, facts: Facts) -> None:
        """Takes the facts, both ways and in order of time, that later calls name by their rows."""
        self.facts = facts
        self.shares = np.bincount(facts.object, minlength=len(self.values["e"])) / len(facts)
        entities, relations = len(self.values["e"]), len(self.values["r"])
        by_subject = facts.subject.astype(np.int64)
        by_both = by_subject * relations + facts.relation
        self.chains = (
            chain(by_subject, facts.day, entities),
            chain(by_both, facts.day, entities * relations),
        )

    def _forward(self, rows: NDArray[np.int64], training: bool) -> tuple[Floats, list]:
        v, facts = self.values, self.facts
        asked, on, subject = facts.relation[rows], facts.day[rows], facts.subject[rows]
        pools = []
        for pool, (start, before) in zip("xy", self.chains, strict=True):
            pools.append(
                _pool(
                    start[rows], before, facts.relation, facts.object, facts.day, asked, on, self.settings.latest,
                    v["e"], v["p"], v["a" + pool], v["b" + pool], v["c" + pool],
                )
            )
        x = np.concatenate([v["s"][subject], v["r"][asked], pools[0][0], pools[1][0]], axis=1)
        drop_x = drop_h = None
        if training and self.settings.dropout:
            keep = 1 - self.settings.dropout
            drop_x = (self.rng.random(x.shape, np.float32) < keep).astype(np.float32) / np.float32(keep)
            x = x * drop_x
        h = np.maximum(x @ v["w1"] + v["b1"], 0)
        if drop_x is not None:
            drop_h = (self.rng.random(h.shape, np.float32) < keep).astype(np.float32) / np.float32(keep)
            h = h * drop_h
        d = self.settings.dimension
        gate = v["gate"][asked]
        skip = x[:, 2 * d :]
        q = h @ v["w2"] + gate[:, :d] * skip[:, :d] + gate[:, d:] * skip[:, d:]
        return q, [asked, on, subject, pools, x, drop_x, h, drop_h, gate]

    def scores(self, rows: NDArray[np.int64]) -> Floats:
        """Log-probabilities of all entities for the facts at ``rows``, of which the objects aren't looked at:
        shape (rows, entities)."""
        q, _ = self._forward(rows, training=False)
        logits = q @ self.values["e"].T + self.values["bias"]
        top = logits.max(axis=1, keepdims=True)
        return logits - (top + np.log(np.exp(logits - top).sum(axis=1, keepdims=True)))

    def _drawn(self, target: Ints) -> tuple[NDArray[np.int64], Floats]:
        """The entities that a step scores, in order: the batch's objects and some drawn evenly. With each the
        logarithm of 1 / its chance to be among them, which makes the sum over them stand for all."""
        entities = len(self.values["e"])
        if entities <= self.settings.negatives:
            return np.arange(entities), np.zeros(entities, np.float32)
        drawn = self.rng.choice(entities, self.settings.negatives, replace=False)
        columns = np.union1d(drawn, target)
        evenly = self.settings.negatives / entities
        chance = 1 - (1 - evenly) * (1 - self.shares[columns]) ** len(target)
        return columns, -np.log(chance).astype(np.float32)

    def learn(self, rows: NDArray[np.int64], rate: float) -> float:
        """One step on the facts at ``rows``; the mean negative log-likelihood."""
        v, g, d = self.values, self.slopes, self.settings.dimension
        q, (asked, on, subject, pools, x, drop_x, h, drop_h, gate) = self._forward(rows, training=True)
        target, n = self.facts.object[rows], len(rows)
        columns, correction = self._drawn(target)
        e = v["e"][columns]
        logits = q @ e.T
        at, own = np.arange(n), np.searchsorted(columns, target)
        logits += v["bias"][columns] + correction
        logits[at, own] -= correction[own]
        logits -= logits.max(axis=1, keepdims=True)
        np.exp(logits, out=logits)
        logits /= logits.sum(axis=1, keepdims=True)
        loss = -float(np.log(logits[at, own] + 1e-12).mean())
        logits[at, own] -= 1
        logits *= np.float32(1 / n)
        for slope in g.values():
            slope.fill(0)
        g["e"][columns] = logits.T @ q
        g["bias"][columns] = logits.sum(axis=0)
        dq = logits @ e
        g["w2"][:] = h.T @ dq
        dh = (dq @ v["w2"].T) * (h > 0)
        if drop_h is not None:
            dh *= drop_h
        g["w1"][:] = x.T @ dh
        g["b1"][:] = dh.sum(axis=0)
        dx = dh @ v["w1"].T
        skip = x[:, 2 * d :]
        np.add.at(g["gate"], asked, np.concatenate([dq * skip[:, :d], dq * skip[:, d:]], axis=1))
        dx[:, 2 * d : 3 * d] += dq * gate[:, :d]
        dx[:, 3 * d :] += dq * gate[:, d:]
        if drop_x is not None:
            dx *= drop_x
        np.add.at(g["s"], subject, dx[:, :d])
        np.add.at(g["r"], asked, dx[:, d : 2 * d])
        for n_pool, pool in enumerate("xy"):
            _, read, weights = pools[n_pool]
            part = np.ascontiguousarray(dx[:, (2 + n_pool) * d : (3 + n_pool) * d])
            _unpool(
                part, read, weights, self.facts.relation, self.facts.object, self.facts.day, asked, on,
                v["e"], v["p"], v["a" + pool], v["b" + pool], v["c" + pool],
                g["e"], g["p"], g["a" + pool], g["b" + pool], g["c" + pool],
            )
        self.steps += 1
        for name, value in v.items():
            first, second = self.moments[name]
            _adam(value.ravel(), g[name].ravel(), first.ravel(), second.ravel(), rate, self.steps, 0.0)
        return loss
