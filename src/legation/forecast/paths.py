"""Who is reached over others: compiled walks of two steps over the latest facts.

Numba infers the types.
"""

import numba
import numpy as np

from legation.forecast.counting import HALF_LIVES

FIRST, SECOND = 512, 128
"""The latest facts of the subject, and of each of their objects, that are walked along: what bounds the cost."""


@numba.njit(cache=True, fastmath=True)
def reached(subject, on, last, before, object, day, activity):
    """How far each of ``subject``, shape (subjects,), reaches all entities by the facts before the day ``on``:
    shape (subjects, entities, 2). A walk over z counts by the decay of both facts, over 1 and the decayed
    ``activity`` of z, shape (entities, 2), by which those that everyone meets say little.

    ``last`` is each entity's last fact and ``before`` each fact's last before it, -1: none. The second array, of
    the shape (subjects, entities), tells whom a subject never met.
    """
    entities = len(last)
    decay = np.empty((on + 1, 2), np.float32)
    for age in range(on + 1):
        for h in range(2):
            decay[age, h] = 0.5 ** (age / HALF_LIVES[h + 1])
    score = np.zeros((len(subject), entities, 2), np.float32)
    strange = np.ones((len(subject), entities), np.bool_)
    for q in range(len(subject)):
        f = last[subject[q]]
        strange[q, subject[q]] = False
        n = 0
        while f >= 0:
            z = object[f]
            strange[q, z] = False
            g = last[z] if n < FIRST and z != subject[q] else -1
            near = decay[on - day[f], 0] / (1 + activity[z, 0])
            far = decay[on - day[f], 1] / (1 + activity[z, 1])
            for _ in range(SECOND):
                if g < 0:
                    break
                score[q, object[g], 0] += near * decay[on - day[g], 0]
                score[q, object[g], 1] += far * decay[on - day[g], 1]
                g = before[g]
            n += 1
            f = before[f]
    return score, strange
