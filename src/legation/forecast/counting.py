"""The compiled parts of the history: counting facts, learning rules, and the features of candidates.

Numba infers the types. ``of_…`` are counts, decayed counts and last days of things of a kind; ``pairs``,
``partner``, ``first`` and ``type`` lay out triples: those of pair p are first[p] to first[p + 1], and pairs of
subject s, with ``partner``, pairs[s] to pairs[s + 1].
"""

import numba
import numpy as np

HALF_LIVES = np.array([2.0, 10.0, 60.0])
"""Days after which an event counts half: the news of the week, a month's, a season's."""
LAGS = 9
"""Buckets of the days since a rule's body: 1, 2–3, 4–7 … 256 and more."""
NEVER = 999.0
"""Days since what hasn't been."""


@numba.njit(cache=True)
def _lag(days):
    bucket = 0
    while days > 1 and bucket < LAGS - 1:
        days //= 2
        bucket += 1
    return bucket


@numba.njit(cache=True)
def learn(subject, relation, triple, day, pairs, partner, first, type, count, decays, last, hits, tries):
    """For every fact of a day: which earlier facts of its subject stood with its object, and which with others."""
    for f in range(len(subject)):
        s, r = subject[f], relation[f]
        for pair in range(pairs[s], pairs[s + 1]):
            own = first[pair] <= triple[f] < first[pair + 1]
            for t in range(first[pair], first[pair + 1]):
                if count[t] > 0:
                    lag = _lag(day[f] - last[t])
                    tries[r, type[t], lag] += 1
                    if own:
                        hits[r, type[t], lag] += 1


@numba.njit(cache=True)
def _count(of, row, day):
    count, decays, last = of
    if last[row] >= 0:
        gap = day - last[row]
        if gap > 0:
            for h in range(decays.shape[1]):
                decays[row, h] *= 0.5 ** (gap / HALF_LIVES[h])
    for h in range(decays.shape[1]):
        decays[row, h] += 1
    count[row] += 1
    last[row] = day


@numba.njit(cache=True)
def add(
    subject, relation, object, day, triple, placed, relations, place, role, of_triple, of_typed, of_entity,
    of_places, of_placed, role_types, place_types, type_counts,
):  # fmt: skip
    places = place_types.shape[0]
    for f in range(len(subject)):
        s, r, o = subject[f], relation[f], object[f]
        _count(of_triple, triple[f], day[f])
        _count(of_typed, s * relations + r, day[f])
        _count(of_entity, s, day[f])
        _count(of_places, place[s] * places + place[o], day[f])
        _count(of_placed, placed[f], day[f])
        role_types[role[s], r] += 1
        place_types[place[s], r] += 1
        type_counts[r] += 1


@numba.njit(cache=True)
def _show(row, at, of, key, day, skip):
    """Count, decayed counts from the one at ``skip``, and age of one thing; where the next feature goes."""
    count, decays, last = of
    row[at] = count[key]
    at += 1
    for h in range(skip, decays.shape[1]):
        row[at] = decays[key, h] * 0.5 ** ((day - last[key]) / HALF_LIVES[h]) if last[key] >= 0 else 0.0
        at += 1
    row[at] = day - last[key] if last[key] >= 0 else NEVER
    return at + 1


@numba.njit(cache=True)
def features(
    subject, relation, day, likely, most, relations, place, role, pairs, partner, first, type, count, decays, last,
    of_typed, of_entity, of_places, placed, of_placed, role_types, place_types, type_counts, hits, tries, width,
):  # fmt: skip
    half, places, entities = relations // 2, place_types.shape[0], len(place)
    room = len(subject) * (most + likely.shape[1])
    candidates = np.empty(room, np.int32)
    table = np.zeros((room, width), np.float32)
    begins = np.zeros(len(subject) + 1, np.int64)
    slot = np.full(entities, -1, np.int32)
    taken = np.full(entities, -1, np.int32)
    strength = np.zeros(entities, np.float64)
    strongest = np.zeros(entities, np.float64)
    n = 0
    all_facts = max(1.0, type_counts.sum())
    for q in range(len(subject)):
        s, r = subject[q], relation[q]
        inverse = r - half if r >= half else r + half
        known = np.empty(pairs[s + 1] - pairs[s], np.int32)
        ranked = np.empty(len(known), np.float64)
        partners = 0
        total = 0.0
        for pair in range(pairs[s], pairs[s + 1]):
            o = partner[pair]
            no, top, seen = 1.0, 0.0, False
            for t in range(first[pair], first[pair + 1]):
                if count[t] > 0:
                    seen = True
                    lag = _lag(day - last[t])
                    confidence = hits[r, type[t], lag] / (tries[r, type[t], lag] + 20.0)
                    no *= 1 - confidence
                    top = max(top, confidence)
            if seen:
                slot[o] = pair
                strength[o], strongest[o] = 1 - no, top
                total += 1 - no
                known[partners] = o
                ranked[partners] = -(1 - no)
                partners += 1
        order = np.argsort(ranked[:partners])
        start = n
        for i in range(min(most, partners)):
            o = known[order[i]]
            taken[o] = q
            candidates[n] = o
            n += 1
        for i in range(likely.shape[1]):
            o = likely[q, i]
            if o >= 0 and taken[o] != q:
                taken[o] = q
                candidates[n] = o
                n += 1
        typed = s * relations + r
        acts = of_entity[0][s]
        with_type = of_typed[1][typed, 2] * 0.5 ** ((day - of_typed[2][typed]) / HALF_LIVES[2])
        position = 0
        for i in range(start, n):
            o, row = candidates[i], table[i]
            pair = slot[o]
            own = -1
            acts_age, returns_age = NEVER, NEVER
            if pair >= 0:
                for t in range(first[pair], first[pair + 1]):
                    if count[t] == 0:
                        continue
                    if type[t] == r:
                        own = t
                    returns = (type[t] < half) != (r < half)
                    at = 11 if returns else 6
                    row[at] += count[t]
                    for h in range(3):
                        row[at + 1 + h] += decays[t, h] * 0.5 ** ((day - last[t]) / HALF_LIVES[h])
                    if returns:
                        returns_age = min(returns_age, day - last[t])
                    else:
                        acts_age = min(acts_age, day - last[t])
                    row[16] += 1
            if own >= 0:
                row[0] = count[own]
                for h in range(3):
                    row[1 + h] = decays[own, h] * 0.5 ** ((day - last[own]) / HALF_LIVES[h])
                row[4] = day - last[own]
                row[5] = row[3] / with_type if with_type > 0 else 0.0
            else:
                row[4] = NEVER
            row[10], row[15] = acts_age, returns_age
            row[17] = (row[6] + row[11]) / acts if acts > 0 else 0.0
            at = 18
            if pair >= 0:
                row[18], row[19], row[20] = strength[o], strongest[o], strength[o] / (total + 1e-9)
            row[21] = position
            position += 1
            at = _show(row, 22, of_typed, o * relations + inverse, day, 0)
            at = _show(row, at, of_entity, o, day, 0)
            at = _show(row, at, of_typed, typed, day, 1)
            row[at] = acts
            row[at + 1] = (
                of_entity[1][s, 1] * 0.5 ** ((day - of_entity[2][s]) / HALF_LIVES[1]) if acts > 0 else 0.0
            )
            row[at + 2] = type_counts[r] / all_facts
            row[at + 3] = 1.0 if r >= half else 0.0
            row[at + 4] = partners
            at += 5
            row[at] = -1.0 if place[s] == 0 or place[o] == 0 else (1.0 if place[s] == place[o] else 0.0)
            both = place[s] * places + place[o]
            for h in range(1, 3):
                row[at + h] = (
                    of_places[1][both, h] * 0.5 ** ((day - of_places[2][both]) / HALF_LIVES[h])
                    if place[s] > 0 and place[o] > 0 and of_places[2][both] >= 0
                    else -1.0
                )
            if role[o] > 0:
                row[at + 3] = role_types[role[o], inverse]
                row[at + 4] = role_types[role[o], inverse] / (role_types[role[o]].sum() + 10.0)
            else:
                row[at + 3] = row[at + 4] = -1.0
            row[at + 5] = place_types[place[o], inverse] if place[o] > 0 else -1.0
            key = (np.int64(place[s]) * relations + r) * entities + o
            found = np.searchsorted(placed, key)
            if place[s] > 0 and found < len(placed) and placed[found] == key:
                _show(row, at + 6, of_placed, found, day, 1)
            else:
                row[at + 9] = NEVER
        begins[q + 1] = n
        for i in range(partners):
            slot[known[i]] = -1
    return candidates[:n].copy(), table[:n].copy(), begins
