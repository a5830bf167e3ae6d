"""Finding persons by names as they come: respelt, misheard, shortened, in either order.

A name is compared in two parts, surname and given names, because news drops, respells and mishears given names
more often. Words are compared by sound and by consonant skeleton (see ``spelling``). Candidates come from one
RapidFuzz pass over the skeletons of all known names; a few dozen are then scored part by part.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Indel, Levenshtein

from legation.knowledge.entity import Entity
from legation.knowledge.spelling import as_heard, fold, skeleton, sound, words

SURNAME_WEIGHT = 0.62  # swept 0.50-0.75: all the same on the 73 garbled names and 48 strangers of the tests
SURNAME_FLOOR = 0.70  # swept 0.60-0.75: 0.65 takes in two strangers, 0.75 loses a garbled name
GIVEN_FLOOR = 0.56  # the same for a given name
ALONE_FLOOR = 0.80  # a surname by itself has nothing to lean on
TURNED_FLOOR = 0.90  # both parts, where they come in the order that is not the person's own ("Abe Shinzo")
INITIAL = 0.72  # "V." for Vladimir: says little, and contradicts nothing
_RETRIEVED = 48
_RETRIEVAL_FLOOR = 58.0
_SHORT = 4  # letters; a word this short must be spelt alike: there is too little of it to garble


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike a name and a known person's name are, 0 to 1, and whether only a surname was there to compare."""

    entity: Entity
    score: float
    alone: bool


@dataclass(frozen=True, slots=True)
class _Known:
    entity: Entity
    given: tuple[str, ...]
    surname: str
    surname_first: bool = False


class People:
    """Persons indexed by what their names sound like."""

    def __init__(self, people: Iterable[Entity]) -> None:
        self._known: list[_Known] = []
        self._by_surname: dict[str, list[_Known]] = defaultdict(list)
        for entity in people:
            for known in dict.fromkeys(_known(entity)):
                self._known.append(known)
                self._by_surname[sound(known.surname)].append(known)
        self._skeletons = [_joined_skeleton((*k.given, k.surname)) for k in self._known]
        self._surnames = [s for s in self._by_surname if len(s) > 2]

    def alike(self, name: str) -> list[Likeness]:
        """Persons whose names are like this one, the most alike first."""
        told = words(name)
        initials = tuple(w for w in fold(name).split() if len(w) == 1)
        if not told or len(told) > 7:
            return []
        found = self._by_surname_alone(told) if not (len(told) == 1 and initials) else []
        if len(told) > 1 or initials:
            found += self._by_full_name(told, initials)
        best: dict[str, Likeness] = {}
        for like in found:
            if like.entity.id not in best or like.score > best[like.entity.id].score:
                best[like.entity.id] = like
        return sorted(best.values(), key=lambda k: -k.score)

    def _by_full_name(self, told: tuple[str, ...], initials: tuple[str, ...]) -> list[Likeness]:
        near: set[int] = set()
        for query in {told, (told[0], told[-1]), (*told[1:], told[0]), (told[-1],)}:
            near.update(self._retrieve(_joined_skeleton(query)))
        if len(told) == 1:
            near.update(i for i, k in enumerate(self._known) if sound(k.surname) == sound(told[0]))
        scored = ((self._known[i], _full_score(told, initials, self._known[i])) for i in near)
        return [Likeness(k.entity, s, False) for k, s in scored if s > 0]

    def _retrieve(self, bones: str) -> list[int]:
        if len(bones) < 2:
            return []
        near = process.extract(
            bones, self._skeletons, scorer=fuzz.ratio, limit=_RETRIEVED, score_cutoff=_RETRIEVAL_FLOOR
        )
        return [index for _, _, index in near]

    def _by_surname_alone(self, told: tuple[str, ...]) -> list[Likeness]:
        """One word, or one surname that was heard as several words ("Pezesh Kian")."""
        word = "".join(told)
        if len(told) > 3 or (len(told) > 1 and len(word) < 7):
            return []
        floor = ALONE_FLOOR if len(told) == 1 else 0.88
        heard = [
            s
            for s, _, _ in process.extract(
                sound(word), self._surnames, scorer=fuzz.ratio, limit=12, score_cutoff=72
            )
        ]
        return [
            Likeness(known.entity, score, True)
            for surname in heard
            for known in self._by_surname[surname]
            if (score := alike(word, known.surname)) >= floor
        ]


def _known(entity: Entity) -> Iterator[_Known]:
    for written in (entity.name, *entity.aliases):
        yield from _parted(entity, words(written), words(entity.surname or ""))
        if not written.isascii():
            yield from _parted(entity, words(as_heard(written)), words(as_heard(entity.surname or "")))


def _parted(entity: Entity, every: tuple[str, ...], surname: tuple[str, ...]) -> Iterator[_Known]:
    """A name as given names and surname: the surname known for the person, or else the last word."""
    width = len(surname)
    if len(every) > width > 0 and every[:width] == surname and every[-width:] != surname:
        yield _Known(entity, every[width:], "".join(surname), surname_first=True)
    elif every:
        width = width if len(every) > width > 0 and every[-width:] == surname else 1
        yield _Known(entity, every[:-width], "".join(every[-width:]))


def _joined_skeleton(every: Sequence[str]) -> str:
    return "".join(skeleton(w) for w in every)


@lru_cache(maxsize=131072)
def alike(one: str, other: str) -> float:
    """How alike two folded words are, 0 to 1: the mean of their sounds' and their skeletons' likeness."""
    if one == other:
        return 1.0
    first, second = sound(one), sound(other)
    if first == second:
        return 0.97
    heard = Levenshtein.normalized_similarity(first, second)
    bones = Indel.normalized_similarity(skeleton(one), skeleton(other))
    score = 0.70 * heard + 0.27 * bones
    return score * 0.8 if min(len(one), len(other)) <= _SHORT and bones < 1 else score


def _full_score(told: tuple[str, ...], initials: tuple[str, ...], known: _Known) -> float:
    if not known.given:
        return _mononym_score(told, known)
    best = 0.0
    for given, surname, turned in _splits(told, known.surname_first):
        family = alike("".join(surname), known.surname)
        first = _given_likeness(given, initials, known.given) if family >= SURNAME_FLOOR else 0.0
        if first >= GIVEN_FLOOR and (not turned or min(family, first) >= TURNED_FLOOR):
            best = max(best, SURNAME_WEIGHT * family + (1 - SURNAME_WEIGHT) * first)
    return best


def _mononym_score(told: tuple[str, ...], known: _Known) -> float:
    """One known word ("Lula") against several told ones counts only if it is all that was said."""
    return alike("".join(told), known.surname) if len(told) == 1 else 0.0


def _splits(told: tuple[str, ...], surname_first: bool) -> Iterator[tuple[tuple[str, ...], tuple[str, ...], bool]]:
    """Given names, surname (up to three words), and whether that order is not the person's own."""
    if len(told) == 1:
        yield (), told, False
    for width in range(1, min(4, len(told))):
        yield told[:-width], told[-width:], surname_first
        yield told[width:], told[:width], not surname_first
    if len(told) > 2:  # a mother's surname after the father's, as in Spanish
        yield told[:-2], told[-2:-1], True


def _given_likeness(given: tuple[str, ...], initials: tuple[str, ...], known: tuple[str, ...]) -> float:
    if not given:
        return INITIAL if any(k.startswith(i) for i in initials for k in known) else 0.0
    whole = alike("".join(given), "".join(known))
    paired = max((alike(g, k) for g in given for k in known if min(len(g), len(k)) > _SHORT - 1), default=0.0)
    shortened = INITIAL if given[0] != known[0] and known[0].startswith(given[0]) else 0.0
    # a middle name that agrees while the first names differ is a weaker sign
    firsts = max(alike(given[0], known[0]), alike("".join(given[:2]), known[0]))
    return max(whole, firsts, paired - 0.12, shortened)
