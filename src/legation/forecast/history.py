"""What history says of a candidate: counts with decay of the triple, the pair, the type and the actors, and
temporal rules of length one learned with their confidences, as in TLogic (Liu et al., 2022).

Facts are given both ways, so that every question is "(s, r, ?)" and what o did to s stands with s under an inverse
type. Triples are laid out by subject and object once; one that hasn't happened yet has count 0 and is never looked
at, so nothing of later days is known.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from legation.forecast import counting, paths
from legation.forecast.counting import HALF_LIVES, LAGS
from legation.forecast.facts import Facts, Ints
from legation.forecast.pooling import chain

Floats = NDArray[np.float32]
FAMILIES = {
    "triple": "count decay-2 decay-10 decay-60 age share".split(),
    "pair": (
        "acts acts-2 acts-10 acts-60 acts-age returns returns-2 returns-10 returns-60 returns-age types share"
    ).split(),
    "rules": "either strongest share place".split(),
    "type and object": "count decay-2 decay-10 decay-60 age".split(),
    "object": "count decay-2 decay-10 decay-60 age".split(),
    "query": "with-type with-type-10 with-type-60 with-type-age acts acts-10 type inverted partners".split(),
    "kind": (
        "same-place places-10 places-60 role-type role-share place-type placed placed-10 placed-60 placed-age"
    ).split(),
    "paths": "decay-10 decay-60".split(),
}
COLUMNS = [f"{family}: {name}" for family, names in FAMILIES.items() for name in names]


def _decayed(rows: int) -> tuple[Floats, Floats, Ints]:
    """Count, decayed counts and the last day of each of ``rows`` things."""
    return np.zeros(rows, np.float32), np.zeros((rows, len(HALF_LIVES)), np.float32), np.full(rows, -1, np.int32)


class History:
    """Follows facts day by day. ``kinds`` gives each entity's place and role as numbers, 0 where unknown."""

    def __init__(self, facts: Facts, entities: int, relations: int, kinds: tuple[Ints, Ints]) -> None:
        self.facts, self.entities, self.relations = facts, entities, relations
        self.place, self.role = kinds
        key = (facts.subject.astype(np.int64) * entities + facts.object) * relations + facts.relation
        triples, self.triple = np.unique(key, return_inverse=True)
        self.triple = self.triple.astype(np.int32)
        self.type = (triples % relations).astype(np.int32)
        pairs, first = np.unique(triples // relations, return_index=True)
        self.first = np.append(first, len(triples)).astype(np.int32)
        self.partner = (pairs % entities).astype(np.int32)
        self.pairs = np.searchsorted(pairs // entities, np.arange(entities + 1)).astype(np.int32)
        key = (self.place[facts.subject].astype(np.int64) * relations + facts.relation) * entities + facts.object
        self.places_triples, self.placed = np.unique(key, return_inverse=True)
        self.before = chain(facts.subject, facts.day, entities)[1]
        self.last = np.full(entities, -1, np.int32)
        places, roles = int(self.place.max()) + 1, int(self.role.max()) + 1
        self.of_triple = _decayed(len(triples))
        self.of_typed = _decayed(entities * relations)
        self.of_entity = _decayed(entities)
        self.of_places = _decayed(places * places)
        self.of_placed = _decayed(len(self.places_triples))
        self.role_types = np.zeros((roles, relations), np.float32)
        self.place_types = np.zeros((places, relations), np.float32)
        self.type_counts = np.zeros(relations, np.float32)
        self.hits = np.zeros((relations, relations, LAGS), np.float32)
        self.tries = np.zeros((relations, relations, LAGS), np.float32)

    def _layout(self) -> tuple[Any, ...]:
        return self.pairs, self.partner, self.first, self.type, *self.of_triple

    def add(self, rows: NDArray[np.int64], learn: bool = True) -> None:
        """Takes in the facts at ``rows``, all of one day, once it has passed; ``learn``: rules learn from it
        too."""
        f = self.facts
        if learn:
            counting.learn(
                f.subject[rows],
                f.relation[rows],
                self.triple[rows],
                f.day[rows],
                *self._layout(),
                self.hits,
                self.tries,
            )
        counting.add(
            f.subject[rows], f.relation[rows], f.object[rows], f.day[rows], self.triple[rows], self.placed[rows],
            self.relations, self.place, self.role, self.of_triple, self.of_typed, self.of_entity, self.of_places,
            self.of_placed, self.role_types, self.place_types, self.type_counts,
        )  # fmt: skip
        self.last[f.subject[rows]] = rows

    def features(
        self, subject: Ints, relation: Ints, day: int, likely: Ints, most: int, reach: int
    ) -> tuple[Ints, Floats, NDArray[np.int64]]:
        """Candidates of each query (subject, relation, ?) on ``day``, their features, and where each query's
        begin.

        Candidates are the ``most`` partners that the rules rank highest, those of ``likely``, shape (queries,
        any), and the ``reach`` whom the subject never met that the paths rank highest. Returns arrays of shape
        (candidates,), (candidates, len(COLUMNS)) and (queries + 1,).
        """
        subjects, of = np.unique(subject, return_inverse=True)
        reached, strange = paths.reached(
            subjects, day, self.last, self.before, self.facts.object, self.facts.day, self._activity(day)
        )
        strangers, values = best(reached[:, :, 1] * strange, reach)
        likely = np.concatenate([likely, np.where(values > 0, strangers, -1)[of]], axis=1)
        candidates, table, begins = counting.features(
            subject, relation, day, likely, most, self.relations, self.place, self.role, *self._layout(),
            self.of_typed, self.of_entity, self.of_places, self.places_triples, self.of_placed, self.role_types,
            self.place_types, self.type_counts, self.hits, self.tries, len(COLUMNS),
        )  # fmt: skip
        table[:, -2:] = reached[np.repeat(of, np.diff(begins)), candidates]
        return candidates, table, begins

    def _activity(self, day: int) -> Floats:
        """The counts of what entities did, by the two longer half-lives: shape (entities, 2)."""
        _, decays, last = self.of_entity
        return np.asarray(decays[:, 1:] * 0.5 ** ((day - last[:, None]) / HALF_LIVES[1:]), np.float32)


def best(scores: Floats, most: int) -> tuple[Ints, Floats]:
    """The columns of the ``most`` highest scores of each row and these scores, highest first."""
    most = min(most, scores.shape[1])
    columns = np.argpartition(-scores, most - 1, axis=1)[:, :most]
    values = np.take_along_axis(scores, columns, axis=1)
    order = np.argsort(-values, axis=1)
    columns = np.take_along_axis(columns, order, axis=1).astype(np.int32)
    return np.ascontiguousarray(columns), np.take_along_axis(values, order, axis=1)


def kinds(names: tuple[str, ...]) -> tuple[Ints, Ints]:
    """Each entity's place and role by its name, "Police_(Kenya)": numbers from 1, 0 where the name tells none.
    A name that others have as their place is that place itself."""
    split = [name[:-1].partition("_(")[::2] if name.endswith(")") else (name, "") for name in names]
    places = {place: n for n, place in enumerate(sorted({p for _, p in split if p}), start=1)}
    roles = {role: n for n, role in enumerate(sorted({r for r, p in split if p}), start=1)}
    place = [places.get(p or r, 0) for r, p in split]
    role = [roles[r] if p else 0 for r, p in split]
    return np.array(place, np.int32), np.array(role, np.int32)
