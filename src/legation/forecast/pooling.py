"""The compiled parts of the embedding: attentive sums over chains of facts, states of entities, their gradients,
and Adam.

Numba infers the types. ``key``, ``day``, ``relation`` and ``other`` have the shape (facts,); what ends in a
dimension is an array of embeddings.
"""

import numba
import numpy as np

AGES = 12
"""Buckets of age: 1, 2, 3–4, 5–8 … days."""


@numba.njit(cache=True)
def age(days):
    bucket = 0
    while days > 1 and bucket < AGES - 1:
        days = (days + 1) // 2
        bucket += 1
    return bucket


@numba.njit(cache=True)
def chain(key, day, size):
    """For each fact the last one of an earlier day with its key, and the one before it with that key; -1: none."""
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


@numba.njit(cache=True)
def last_before(on, order, first, day):
    """Each entity's last fact before the day ``on``, -1: none. Facts are in ``order`` of entity and time, those of
    entity e from first[e] to first[e + 1]."""
    last = np.full(len(first) - 1, -1, np.int32)
    for e in range(len(last)):
        low, high = first[e], first[e + 1]
        while low < high:
            middle = (low + high) // 2
            if day[order[middle]] < on:
                low = middle + 1
            else:
                high = middle
        if low > first[e]:
            last[e] = order[low - 1]
    return last


@numba.njit(cache=True, fastmath=True)
def _add(pooled, read, weights, relation, other, e, p):
    """Adds E[o'] + P[r'] of the facts read, each with its weight."""
    for i, f in enumerate(read):
        for k in range(len(pooled)):
            pooled[k] += weights[i] * (e[other[f], k] + p[relation[f], k])


@numba.njit(cache=True, fastmath=True)
def _add_back(d, read, weights, relation, other, e, p, de, dp, slope):
    """Adds to the gradients of E and P, given that of a sum, and leaves those of the weights' logarithms before
    they were normalised in ``slope``. How many facts were read."""
    mean = 0.0
    n = 0
    while n < len(read) and read[n] >= 0:
        f, w = read[n], weights[n]
        slope[n] = 0
        for k in range(len(d)):
            slope[n] += d[k] * (e[other[f], k] + p[relation[f], k])
            de[other[f], k] += w * d[k]
            dp[relation[f], k] += w * d[k]
        mean += w * slope[n]
        n += 1
    for i in range(n):
        slope[i] = weights[i] * (slope[i] - mean)
    return n


@numba.njit(cache=True)
def _latest(start, before, latest):
    """The facts of each chain from its newest on, at most ``latest``; -1 behind the last."""
    read = np.full((len(start), latest), -1, np.int32)
    for q in range(len(start)):
        f, n = start[q], 0
        while f >= 0 and n < latest:
            read[q, n] = f
            f = before[f]
            n += 1
    return read


@numba.njit(cache=True, fastmath=True)
def attend(start, before, relation, other, day, asked, on, latest, e, p, a, b, c):
    """The attentive sums, and for the gradient which facts were read with which weights."""
    rows, width, keys = len(start), e.shape[1], a.shape[1]
    pooled = np.zeros((rows, width), np.float32)
    read = _latest(start, before, latest)
    weights = np.zeros((rows, latest), np.float32)
    for q in range(rows):
        n = 0
        top = -1e30
        while n < latest and read[q, n] >= 0:
            f = read[q, n]
            logit = c[age(on - day[f])]
            for k in range(keys):
                logit += a[asked[q], k] * b[relation[f], k]
            weights[q, n] = logit
            top = max(top, logit)
            n += 1
        total = 0.0
        for i in range(n):
            weights[q, i] = np.exp(weights[q, i] - top)
            total += weights[q, i]
        weights[q, :n] /= total
        _add(pooled[q], read[q, :n], weights[q], relation, other, e, p)
    return pooled, read, weights


@numba.njit(cache=True, fastmath=True)
def attend_back(d, read, weights, relation, other, day, asked, on, e, p, a, b, c, de, dp, da, db, dc):
    """Adds to the gradients of all that ``attend`` read, given that of its sums."""
    keys = a.shape[1]
    slope = np.zeros(read.shape[1], np.float32)
    for q in range(len(d)):
        for i in range(_add_back(d[q], read[q], weights[q], relation, other, e, p, de, dp, slope)):
            f, dl = read[q, i], slope[i]
            dc[age(on - day[f])] += dl
            for k in range(keys):
                da[asked[q], k] += dl * b[relation[f], k]
                db[relation[f], k] += dl * a[asked[q], k]


@numba.njit(cache=True, fastmath=True)
def state(start, before, relation, other, day, on, latest, e, p, b, c):
    """What entities lately did: sums of E[o'] + P[r'] over the latest facts of each, weighed by
    exp(B[r'] + C[age]) over 1 and the sum of these, so that little or old news counts little. With them which
    facts were read with which weights."""
    rows, width = len(start), e.shape[1]
    pooled = np.zeros((rows, width), np.float32)
    read = _latest(start, before, latest)
    weights = np.zeros((rows, latest), np.float32)
    for q in range(rows):
        n = 0
        total = 1.0
        while n < latest and read[q, n] >= 0:
            f = read[q, n]
            weights[q, n] = np.exp(b[relation[f]] + c[age(on - day[f])])
            total += weights[q, n]
            n += 1
        weights[q, :n] /= total
        _add(pooled[q], read[q, :n], weights[q], relation, other, e, p)
    return pooled, read, weights


@numba.njit(cache=True, fastmath=True)
def state_back(d, read, weights, relation, other, day, on, e, p, b, c, de, dp, db, dc):
    """Adds to the gradients of all that ``state`` read, given that of its sums."""
    slope = np.zeros(read.shape[1], np.float32)
    for q in range(len(d)):
        for i in range(_add_back(d[q], read[q], weights[q], relation, other, e, p, de, dp, slope)):
            f, dl = read[q, i], slope[i]
            dc[age(on - day[f])] += dl
            db[relation[f]] += dl


@numba.njit(cache=True, fastmath=True)
def adam(value, slope, first, second, rate, step):
    """One step of Adam (Kingma and Ba, 2015), with the bias of its start corrected."""
    one, two = 0.9, 0.98
    size = rate * np.sqrt(1 - two**step) / (1 - one**step)
    for i in range(value.size):
        g = slope[i]
        first[i] = one * first[i] + (1 - one) * g
        second[i] = two * second[i] + (1 - two) * g * g
        value[i] -= size * first[i] / (np.sqrt(second[i]) + 1e-8)
