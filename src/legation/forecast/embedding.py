"""A score for every entity, from embeddings of who acted with whom lately.

The query (s, r, ?) of a day is the concatenation of an embedding of s, one of r, and two attentive sums: over
the latest facts of s, and over the latest facts of s with r. A fact (r', o', age) is told by E[o'] + P[r'], and
weighs by softmax(A[r]·B[r'] + C[age]). A layer of rectified units turns it to the query's vector.

An entity's score is the product of that with the entity's state, and log(1 + mass). The state is E[o] and a
turned sum of what o itself lately did, as in RE-GCN (Li et al., 2021) but without recurrence, so that cost grows
with the number of facts alone. The mass is copied from the latest facts of s with o, as in CyGNet (Zhu et al.,
2021) but with weights learned for each pair of types and each age. Gradients are written out; the optimiser is
Adam.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from legation.forecast.copying import copied, copied_back
from legation.forecast.facts import Facts, Ints
from legation.forecast.pooling import AGES, adam, attend, attend_back, chain, last_before, state, state_back

Floats = NDArray[np.float32]


POOLS = ("of the subject", "of both")
"""Whose latest facts are read: all of the subject's, and those of its that have the query's type."""
COPIED = {POOLS[0]: np.float32(-0.5), POOLS[1]: np.float32(1)}
"""Logarithms of what is copied from a fact of the day before, to begin with."""


@dataclass(frozen=True, slots=True)
class Settings:
    """``latest``: the facts that each sum of a query reads, ``own``: that of an entity's state, and ``copied``:
    from which mass is copied; ``batch``: the most facts of a step; ``negatives``: the entities that it tells the
    objects from."""

    dimension: int = 64
    hidden: int = 256
    keys: int = 16
    latest: int = 32
    own: int = 8
    copied: int = 128
    batch: int = 1024
    rate: float = 0.003
    dropout: float = 0.5
    own_dropout: float = 0.3
    negatives: int = 2048


@dataclass(frozen=True, slots=True)
class _Pass:
    """One way through for some queries: what was read of each, and what the gradient needs."""

    rows: NDArray[np.int64]
    on: int
    asked: Ints
    subject: Ints
    pools: tuple[Any, Any]
    x: Floats
    kept_x: Floats
    h: Floats
    kept_h: Floats
    gate: Floats
    query: Floats


@dataclass(frozen=True, slots=True)
class _Scored:
    """The entities that a pass's queries are scored against: ``column`` tells each entity's place among them, -1
    of those left out; ``read`` and ``weights`` are of the sums of what they did."""

    columns: NDArray[np.int64]
    column: Ints
    sums: Floats
    kept: Floats
    read: Ints
    weights: Floats
    states: Floats
    mass: Floats
    logits: Floats


class Embedding:
    """``entities`` and ``relations`` (inverses counted) that facts both ways have. Follows ``facts``, in order of
    time, which calls name by their rows: of a row's own and later days it sees nothing but what is asked."""

    def __init__(self, facts: Facts, entities: int, relations: int, settings: Settings, seed: int) -> None:
        self.facts, self.settings = facts, settings
        self.rng = np.random.default_rng(seed)
        self.values = self._values(entities, relations)
        self.slopes = {n: np.zeros_like(v) for n, v in self.values.items()}
        self.moments = {n: (np.zeros_like(v), np.zeros_like(v)) for n, v in self.values.items()}
        self.steps = 0
        self.seen = np.zeros(entities, np.int64)
        subject = facts.subject.astype(np.int64)
        self.order = np.argsort(subject, kind="stable").astype(np.int32)
        self.first = np.searchsorted(subject[self.order], np.arange(entities + 1))
        self.chains = (
            chain(subject, facts.day, entities),
            chain(subject * relations + facts.relation, facts.day, entities * relations),
        )

    def _values(self, entities: int, relations: int) -> dict[str, Floats]:
        d, k, h = self.settings.dimension, self.settings.keys, self.settings.hidden

        ages = np.arange(AGES, dtype=np.float32)

        def drawn(rows: int, columns: int, scale: float) -> Floats:
            return (self.rng.standard_normal((rows, columns)) * scale).astype(np.float32)

        values = {
            "e": drawn(entities, d, 0.1),
            "s": drawn(entities, d, 0.1),
            "r": drawn(relations, d, 0.1),
            "p": drawn(relations, d, 0.1),
            "w1": drawn(4 * d, h, (4 * d) ** -0.5),
            "b1": np.zeros(h, np.float32),
            "w2": drawn(h, d, h**-0.5),
            "gate": drawn(relations, 2 * d, 0.1) + np.float32(0.5),
            "bias": np.zeros(entities, np.float32),
            "turn": drawn(d, d, 0.3 * d**-0.5),
            "own type": drawn(relations, d, 0.1),
            "own weight": np.zeros(relations, np.float32),
            "own age": -0.5 * ages,
        }
        for pool in POOLS:
            values["ask" + pool] = drawn(relations, k, 0.3)
            values["key" + pool] = drawn(relations, k, 0.3)
            values["age" + pool] = -0.3 * ages
            values["copy ask" + pool] = drawn(relations, k, 0.3)
            values["copy key" + pool] = drawn(relations, k, 0.3)
            values["copy age" + pool] = np.tile(COPIED[pool] - 0.4 * ages, (relations, 1))
        return values

    def _read(self, pool: str, of: dict[str, Floats]) -> tuple[Floats, ...]:
        """What the attentive sum of a pool is made from."""
        return of["e"], of["p"], of["ask" + pool], of["key" + pool], of["age" + pool]

    def _own(self, of: dict[str, Floats]) -> tuple[Floats, ...]:
        """What the sum in a state is made from."""
        return of["e"], of["own type"], of["own weight"], of["own age"]

    def _copied(self, pool: str, of: dict[str, Floats]) -> tuple[Floats, ...]:
        return of["copy ask" + pool], of["copy key" + pool], of["copy age" + pool]

    def _told(self) -> tuple[Ints, Ints, Ints]:
        return self.facts.relation, self.facts.object, self.facts.day

    def _forward(self, rows: NDArray[np.int64], dropout: float) -> _Pass:
        v, facts, d = self.values, self.facts, self.settings.dimension
        asked, on, subject = facts.relation[rows], int(facts.day[rows[0]]), facts.subject[rows]
        pools = tuple(
            attend(start[rows], before, *self._told(), asked, on, self.settings.latest, *self._read(pool, v))
            for pool, (start, before) in zip(POOLS, self.chains, strict=True)
        )
        x = np.concatenate([v["s"][subject], v["r"][asked], pools[0][0], pools[1][0]], axis=1)
        kept_x = self._kept(x.shape, dropout)
        x *= kept_x
        h = np.maximum(x @ v["w1"] + v["b1"], 0)
        kept_h = self._kept(h.shape, dropout)
        h *= kept_h
        gate = v["gate"][asked]
        gated = gate * x[:, 2 * d :]
        query = h @ v["w2"] + gated[:, :d] + gated[:, d:]
        return _Pass(rows, on, asked, subject, (pools[0], pools[1]), x, kept_x, h, kept_h, gate, query)

    def _kept(self, shape: tuple[int, ...], dropout: float) -> Floats:
        """Dropout (Srivastava et al., 2014): 0 for a share, and for the others what makes up for them."""
        if not dropout:
            return np.ones((1, 1), np.float32)
        return (self.rng.random(shape, np.float32) >= dropout).astype(np.float32) / np.float32(1 - dropout)

    def _scored(self, one: _Pass, columns: NDArray[np.int64], dropout: float) -> _Scored:
        v, settings = self.values, self.settings
        last = last_before(one.on, self.order, self.first, self.facts.day)[columns]
        sums, read, weights = state(last, self.chains[0][1], *self._told(), one.on, settings.own, *self._own(v))
        kept = self._kept(sums.shape, dropout)
        sums *= kept
        states = v["e"][columns] + sums @ v["turn"]
        column = np.full(len(v["e"]), -1, np.int32)
        column[columns] = np.arange(len(columns))
        logits = one.query @ states.T + v["bias"][columns]
        mass = np.zeros_like(logits)
        for pool, (start, before) in zip(POOLS, self.chains, strict=True):
            read_of = start[one.rows], before, *self._told(), one.asked, one.on, settings.copied, column
            copied(logits, mass, *read_of, *self._copied(pool, v))
        return _Scored(columns, column, sums, kept, read, weights, states, mass, logits)

    def scores(self, rows: NDArray[np.int64]) -> Floats:
        """Log-probabilities of all entities for the facts at ``rows``, of one day, of which the objects aren't
        looked at: shape (rows, entities)."""
        logits = self._scored(self._forward(rows, 0.0), np.arange(len(self.seen)), 0.0).logits
        logits -= logits.max(axis=1, keepdims=True)
        logits -= np.log(np.exp(logits).sum(axis=1, keepdims=True))
        return logits

    def _drawn(self, target: Ints) -> tuple[NDArray[np.int64], Floats]:
        """The entities that a step scores, in order: the batch's objects and some drawn evenly. With each the
        logarithm of 1 / its chance to be among them, which makes the sum over them stand for all (Bengio and
        Senécal, 2008)."""
        entities = len(self.seen)
        if entities <= self.settings.negatives:
            return np.arange(entities), np.zeros(entities, np.float32)
        drawn = self.rng.choice(entities, self.settings.negatives, replace=False)
        columns = np.union1d(drawn, target)
        evenly = self.settings.negatives / entities
        share = self.seen[columns] / self.seen.sum()
        return columns, -np.log(1 - (1 - evenly) * (1 - share) ** len(target)).astype(np.float32)

    def learn(self, rows: NDArray[np.int64], rate: float) -> float:
        """One step on the facts at ``rows``, all of one day; the mean negative log-likelihood of their objects
        among those drawn."""
        for slope in self.slopes.values():
            slope.fill(0)
        loss = self._descend(rows)
        self.steps += 1
        for name, value in self.values.items():
            first, second = self.moments[name]
            adam(value.ravel(), self.slopes[name].ravel(), first.ravel(), second.ravel(), rate, self.steps)
        return loss

    def _descend(self, rows: NDArray[np.int64]) -> float:
        """Adds to the gradients."""
        n, target = len(rows), self.facts.object[rows]
        np.add.at(self.seen, target, 1)
        one = self._forward(rows, self.settings.dropout)
        columns, correction = self._drawn(target)
        scored = self._scored(one, columns, self.settings.own_dropout)
        at, own = np.arange(n), np.searchsorted(columns, target)
        share = scored.logits + correction
        share[at, own] -= correction[own]
        share -= share.max(axis=1, keepdims=True)
        np.exp(share, out=share)
        share /= share.sum(axis=1, keepdims=True)
        loss = -float(np.log(share[at, own] + 1e-12).mean())
        share[at, own] -= 1
        share /= n
        self._back_to_entities(one, scored, share)
        self._back_to_queries(one, np.asarray(share @ scored.states, np.float32))
        return loss

    def _back_to_entities(self, one: _Pass, scored: _Scored, d: Floats) -> None:
        """Adds to the gradients of states and of what was copied, given those of the logits."""
        v, g = self.values, self.slopes
        g["bias"][scored.columns] += d.sum(axis=0)
        states = d.T @ one.query
        g["e"][scored.columns] += states
        g["turn"] += scored.sums.T @ states
        sums = np.ascontiguousarray((states @ v["turn"].T) * scored.kept)
        state_back(sums, scored.read, scored.weights, *self._told(), one.on, *self._own(v), *self._own(g))
        for pool, (start, before) in zip(POOLS, self.chains, strict=True):
            read_of = (
                start[one.rows],
                before,
                *self._told(),
                one.asked,
                one.on,
                self.settings.copied,
                scored.column,
            )
            copied_back(d, scored.mass, *read_of, *self._copied(pool, v), *self._copied(pool, g))

    def _back_to_queries(self, one: _Pass, dq: Floats) -> None:
        """Adds to the gradients of all that made the queries, given that of the queries."""
        v, g, d = self.values, self.slopes, self.settings.dimension
        g["w2"] += one.h.T @ dq
        dh = (dq @ v["w2"].T) * (one.h > 0) * one.kept_h
        g["w1"] += one.x.T @ dh
        g["b1"] += dh.sum(axis=0)
        dx = dh @ v["w1"].T
        twice = np.concatenate([dq, dq], axis=1)
        np.add.at(g["gate"], one.asked, twice * one.x[:, 2 * d :])
        dx[:, 2 * d :] += twice * one.gate
        dx *= one.kept_x
        np.add.at(g["s"], one.subject, dx[:, :d])
        np.add.at(g["r"], one.asked, dx[:, d : 2 * d])
        for n, (pool, (_, read, weights)) in enumerate(zip(POOLS, one.pools, strict=True), start=2):
            part = np.ascontiguousarray(dx[:, n * d : (n + 1) * d])
            made = *self._read(pool, v), *self._read(pool, g)
            attend_back(part, read, weights, *self._told(), one.asked, one.on, *made)
