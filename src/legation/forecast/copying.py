"""The compiled parts of copying: what was done lately may be done again, by a learned weight for each past fact.

Numba infers the types. Of each query's latest facts (r', o', age), o' gains exp(A[r]·B[r'] + C[r, age]), as far as
o' is scored: ``column`` tells where, -1: nowhere. An entity's ``mass`` is the sum of what it gains.
"""

import numba
import numpy as np

from legation.forecast.pooling import age

MOST = np.float32(8)
"""The highest logarithm of what one fact gives."""


@numba.njit(cache=True, fastmath=True)
def _weight(asked, bucket, relation, a, b, c):
    logit = c[asked, bucket]
    for k in range(a.shape[1]):
        logit += a[asked, k] * b[relation, k]
    return np.exp(min(logit, MOST))


@numba.njit(cache=True, fastmath=True)
def copied(logits, mass, start, before, relation, other, day, asked, on, latest, column, a, b, c):
    """Adds to ``mass`` and log(1 + mass) to ``logits``, both of the shape (queries, columns)."""
    for q in range(len(start)):
        f = start[q]
        n = 0
        while f >= 0 and n < latest:
            at = column[other[f]]
            if at >= 0:
                weight = _weight(asked[q], age(on - day[f]), relation[f], a, b, c)
                logits[q, at] += np.log1p(weight / (1 + mass[q, at]))
                mass[q, at] += weight
            n += 1
            f = before[f]


@numba.njit(cache=True, fastmath=True)
def copied_back(d, mass, start, before, relation, other, day, asked, on, latest, column, a, b, c, da, db, dc):
    """Adds to the gradients, given those of log(1 + mass)."""
    for q in range(len(start)):
        r = asked[q]
        f = start[q]
        n = 0
        while f >= 0 and n < latest:
            at = column[other[f]]
            if at >= 0:
                bucket = age(on - day[f])
                dl = _weight(r, bucket, relation[f], a, b, c) * d[q, at] / (1 + mass[q, at])
                dc[r, bucket] += dl
                for k in range(a.shape[1]):
                    da[r, k] += dl * b[relation[f], k]
                    db[relation[f], k] += dl * a[r, k]
            n += 1
            f = before[f]
