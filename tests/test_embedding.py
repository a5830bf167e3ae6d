"""Embeddings of actors: gradients that are written out, and what a day may see."""

import numpy as np
import pytest

from legation.forecast.embedding import Embedding, Settings
from legation.forecast.facts import Facts
from legation.forecast.pooling import chain, last_before

ENTITIES, RELATIONS, DAYS = 12, 4, 20
STILL = Settings(dimension=8, hidden=16, keys=4, latest=4, own=3, copied=6, dropout=0.0, own_dropout=0.0)


@pytest.fixture(scope="module")
def facts():
    """Six facts a day, both ways."""
    choose = np.random.default_rng(5)
    n = 6 * DAYS
    subject, object = choose.integers(0, ENTITIES, (2, n)).astype(np.int32)
    relation = choose.integers(0, RELATIONS // 2, n).astype(np.int32)
    day = np.repeat(np.arange(DAYS, dtype=np.int32), 6)
    return Facts(subject, relation, object, day).both_ways(RELATIONS // 2)


def test_gradients_are_those_of_the_loss(facts):
    """Against differences of the loss along the gradient of each array of values."""
    embedding = Embedding(facts, ENTITIES, RELATIONS, STILL, seed=1)
    rows = np.flatnonzero(facts.day == DAYS - 1)

    def loss():
        for slope in embedding.slopes.values():
            slope.fill(0)
        return embedding._descend(rows)

    loss()
    for name, slope in {n: s.copy() for n, s in embedding.slopes.items()}.items():
        steep = float(np.linalg.norm(slope))
        if steep < 1e-4:
            continue
        value, way = embedding.values[name], slope / steep
        start = value.copy()
        value += np.float32(0.01) * way
        above = loss()
        value[...] = start - np.float32(0.01) * way
        below = loss()
        value[...] = start
        assert (above - below) / 0.02 == pytest.approx(steep, rel=0.05, abs=2e-4), name


def test_a_day_sees_earlier_days_alone(facts):
    day = DAYS // 2
    rows = np.flatnonzero(facts.day == day)
    other = facts.object.copy()
    other[facts.day >= day] = 0
    changed = Facts(facts.subject, facts.relation, other, facts.day)
    first, second = (Embedding(f, ENTITIES, RELATIONS, STILL, seed=1).scores(rows) for f in (facts, changed))
    assert np.array_equal(first, second)
    assert np.exp(first).sum(axis=1) == pytest.approx(1, abs=1e-4)


def test_what_was_done_lately_is_copied(facts):
    """Without what it copies, an embedding that has learned nothing gives a past object less."""
    embedding = Embedding(facts, ENTITIES, RELATIONS, STILL, seed=1)
    row = int(np.flatnonzero(facts.day == DAYS - 1)[0])
    done = facts.object[(facts.subject == facts.subject[row]) & (facts.day < DAYS - 1)][-1]
    copying = embedding.scores(np.array([row]))[0, done]
    for name in embedding.values:
        if name.startswith("copy age"):
            embedding.values[name] -= 20
    assert copying > embedding.scores(np.array([row]))[0, done]


def test_each_fact_knows_the_last_before_its_day():
    key, day = np.array([0, 1, 0, 0, 1]), np.array([0, 0, 1, 1, 2], np.int32)
    start, before = chain(key, day, 2)
    assert start.tolist() == [-1, -1, 0, 0, 1]
    assert before.tolist() == [-1, -1, 0, 2, 1]
    order = np.argsort(key, kind="stable")
    first = np.searchsorted(key[order], np.arange(3))
    assert [last_before(d, order, first, day).tolist() for d in (0, 1, 2)] == [[-1, -1], [0, 1], [3, 1]]
