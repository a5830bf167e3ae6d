"""Finding persons by names as they come: respelt, misheard, shortened, run together, in either order.

Names are compared by sound and by consonant skeleton (see ``spelling``), as whole strings without spaces, so that
it doesn't matter where words were heard to begin. Each known name stands in the index in the forms in which news
writes it: as it is, surname first, and without middle names. A sieve over letter pairs (``grams``) leaves a few
dozen forms; the likest of them are then compared part by part, given names and surname, because strangers share
given names with the known. What the comparison says is a set of ``TRAITS``, weighed in ``ranking``.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain
from math import log1p

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA, Indel, Levenshtein

from legation.knowledge.entity import Entity
from legation.knowledge.grams import Grams
from legation.knowledge.scripts import latin
from legation.knowledge.spelling import as_heard, bones, fold, skeleton, sound, standard, words
from legation.knowledge.tables import rows

_MEASURED = (
    "bias", "whole", "letters", "weaker", "surname", "given", "product", "more", "turned", "turned, unlike",
    "turned, brief", "left out", "added", "length", "errors", "slips", "consonants", "missed consonants",
    "rare surname", "rare given", "borne", "borne, not alike", "borne, unlike",
)  # fmt: skip
_KNEES = {
    "whole": (0.65, 0.8, 0.92), "letters": (0.65, 0.8, 0.92), "surname": (0.65, 0.8, 0.92),
    "given": (0.65, 0.8, 0.92), "weaker": (0.65, 0.8),
}  # fmt: skip
_BENT = [_MEASURED.index(trait) for trait, knees in _KNEES.items() for _ in knees]
_HEIGHTS = np.array([knee for knees in _KNEES.values() for knee in knees])
TRAITS = (*_MEASURED, *(f"{_MEASURED[at]} below {knee}" for at, knee in zip(_BENT, _HEIGHTS, strict=True)))
"""What is known of a pair of names, in the order of ``Likeness.traits``: how alike they are and how far that falls
short of some heights, for from .95 to .85 is another step than from .65 to .55; how many of the words aren't the
person's but others'."""

_LONG = 16  # sounds; a shorter name in the order that isn't the person's own is likelier another's
_COMMON = 0.003  # of all names have a given name that says little
_SHARED = 0.0002  # of all names have a surname that says little beside such a given name alone
COMMON_FLOOR = 0.76  # so the surname must be much alike: "Mohammad Tehrani" is nobody called Al Thani
TURNED_FLOOR = 0.85  # "Ahmed Khalil" is no Khalid bin Ahmed
ALONE_FLOOR = 0.80  # a surname by itself has nothing to lean on
INITIAL = 0.72  # "V." for Vladimir: says little, and contradicts nothing
_RETRIEVED = 22  # names that pass the sieve: 32 hold 98.7-100% of each sort of garbled name, 16 98.1-100%
_COMPARED = 6  # entities compared part by part
_BEHIND = 0.2  # a form whose score is so far behind the best's is not compared: no such name came first
_SHORT = 4  # letters; a word this short must be spelt alike: there is too little of it to garble


def bent(measured: NDArray[np.floating]) -> NDArray[np.floating]:
    """Rows of what was measured of pairs of names, with how far that falls short: all ``TRAITS``."""
    return np.concatenate((measured, np.maximum(0.0, _HEIGHTS - measured[:, _BENT])), axis=1)


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike a name and a known person's name are, 0 to 1, and whether only a surname was there to compare."""

    entity: Entity
    score: float
    alone: bool
    traits: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class _Known:
    entity: Entity
    given: tuple[str, ...]
    surname: str
    surname_first: bool = False


@dataclass(frozen=True, slots=True)
class _Form:
    """A way to write a known name: two parts by sound and by letters, joined; where the second begins by sound; of
    how many words, and how many are left out."""

    known: int
    heard: str
    skeleton: str
    letters: str
    cut: int
    words: int
    surname_first: bool
    turned: bool
    left_out: int
    penalty: float


@dataclass(frozen=True, slots=True)
class _Asked:
    """The name asked for, by sound and by letters; how many of its words are left out."""

    heard: str
    letters: str
    words: tuple[str, ...]
    added: int


class Forms:
    """All forms of all names, each name's made when it is first asked for."""

    def __init__(self, known: Sequence[_Known]) -> None:
        self._known = known
        self._made: dict[int, tuple[_Form, ...]] = {}

    def of(self, known: Iterable[int]) -> list[_Form]:
        """The forms of the names of these numbers."""
        return [form for number in known for form in self._made.get(number) or self._make(number)]

    def _make(self, number: int) -> tuple[_Form, ...]:
        made = self._made[number] = tuple(_forms(number, self._known[number]))
        return made


def _scores(asked: Sequence[_Asked], forms: Sequence[_Form]) -> NDArray[np.floating]:
    """How alike each way of asking sounds to each of these forms, as whole strings."""
    said = process.cdist([a.heard for a in asked], [f.heard for f in forms], scorer=OSA.normalized_similarity)
    scores: NDArray[np.floating] = said - np.array([2 * f.penalty for f in forms], dtype=np.float32)
    if len(asked) > 1:
        added = np.array([a.added for a in asked], dtype=np.float32)[:, None]
        left_out = np.array([f.left_out > 0 for f in forms], dtype=np.float32)
        scores -= 0.08 * added + 0.16 * ((added > 0) * left_out)
    return scores


class People:
    """Persons indexed by what their names sound like."""

    def __init__(self, people: Iterable[Entity]) -> None:
        self._known: list[_Known] = []
        self._by_surname: dict[str, list[_Known]] = defaultdict(list)
        for entity in people:
            spelt = [*_known(entity)]
            for known in dict.fromkeys((*spelt, *map(_standard, spelt))):
                self._known.append(known)
                self._by_surname[sound(known.surname)].append(known)
        self._noted: dict[str, list[_Known]] = defaultdict(list)
        for known in (k for k in self._known if k.entity.offices):
            self._noted[sound(known.surname)].append(known)
        self._surnames = [s for s in self._noted if len(s) > 2]
        self._forms = Forms(self._known)
        self._sieve = Grams([_spelt((*k.given, k.surname)) for k in self._known])
        self._surname_sieve = Grams([(s.upper(), bones(s)) for s in self._surnames])
        self._by_end: dict[tuple[str, int, int], list[str]] = defaultdict(list)
        for surname in self._surnames:
            for bare, side in _ends(surname):
                self._by_end[bare, side, len(surname)].append(surname)
        self._borne = Counter(w for k in self._known for w in {*k.given, k.surname}) + _name_words()
        bearers = {s: len({k.entity.id for k in held}) for s, held in self._by_surname.items()}
        namesakes = Counter(sound(k.given[0]) for k in self._known if k.given)
        self._common = {given for given, count in namesakes.items() if count > _COMMON * len(self._known)}
        self._shared = {family for family, count in bearers.items() if count > _SHARED * len(self._known)}
        self._rarity = [
            (_rare(bearers[sound(k.surname)]), _rare(namesakes[sound(k.given[0])]) if k.given else 0.0)
            for k in self._known
        ]

    def alike(self, name: str) -> list[Likeness]:
        """Persons whose names are like this one, the most alike first."""
        told = words(latin(name))
        initials = tuple(w for w in fold(name).split() if len(w) == 1)
        if not told or len(told) > 7:
            return []
        found = self._by_surname_alone(told) if not (len(told) == 1 and initials) else []
        if len(told) == 1 and initials:
            found += self._by_initial(told[0], initials)
        else:
            found += self._by_full_name(told, _shouted(name))
        best: dict[str, Likeness] = {}
        for like in found:
            if like.entity.id not in best or like.score > best[like.entity.id].score:
                best[like.entity.id] = like
        return sorted(best.values(), key=lambda k: -k.score)

    def _by_full_name(self, told: tuple[str, ...], shouted: bool) -> list[Likeness]:
        """``shouted``: the first word is in capitals, as lists write a surname, so that order is no surprise."""
        one = standard(told)
        ways = [one] if len(one) == len(told) else [told, one]
        forms = self._forms.of(self._sieve.near(map(_spelt, ways), _RETRIEVED))
        if not forms:
            return []
        asked = [each for way in ways for each in _asked(way)]
        scores = _scores(asked, forms)
        rows = scores.argmax(axis=0).tolist() if len(asked) > 1 else [0] * len(forms)
        best = scores.max(axis=0).tolist() if len(asked) > 1 else scores[0].tolist()
        order = sorted(range(len(forms)), key=best.__getitem__, reverse=True)
        least = best[order[0]] - _BEHIND
        found: list[Likeness] = []
        seen: set[str] = set()
        for column in order:
            form = forms[column]
            entity = self._known[form.known].entity.id
            if len(seen) == _COMPARED or best[column] <= least:
                break
            if entity not in seen:
                seen.add(entity)
                like = self._compared(asked[rows[column]], form, shouted)
                found += [like] if like else []
        return found

    def _compared(self, asked: _Asked, form: _Form, shouted: bool) -> Likeness | None:
        known = self._known[form.known]
        heard, letters, bare = asked.heard, asked.letters, bones(asked.heard)
        turned = float(form.turned and not (shouted and form.surname_first))
        errors, slips = OSA.distance(form.heard, heard), OSA.distance(form.letters, letters)
        said = 1 - errors / max(len(form.heard), len(heard))
        spelt = 1 - slips / max(len(form.letters), len(letters))
        consonants = Indel.normalized_similarity(form.skeleton, bare)
        whole = 0.45 * said + 0.3 * consonants + 0.25 * spelt
        family = given = whole
        if known.given:
            cut = _cut(form, heard)
            given = _part(form.heard[: form.cut], heard[:cut])
            family = _part(form.heard[form.cut :], heard[cut:])
            if form.surname_first:
                family, given = given, family
            if self._too_common(known, form, family, given, bool(turned) and len(heard) < _LONG):
                return None
        weaker, product = min(family, given), family * given
        traits = (
            1.0,
            whole,
            spelt,
            weaker,
            family,
            given,
            product,
            (form.words - 2) * product if form.words > 2 else 0.0,
            turned,
            turned * (1 - weaker),
            turned * max(0, _LONG - len(heard)) / 10,
            float(form.left_out),
            float(asked.added),
            min(len(heard), 24) / 10,
            errors / 4,
            slips / 4,
            consonants,
            OSA.distance(form.skeleton, bare) / 4,
            *self._rarity[form.known],
            *self._others(asked.words, known),
        )
        return Likeness(known.entity, whole, False, traits)

    def _too_common(self, known: _Known, form: _Form, family: float, given: float, turned: bool) -> bool:
        """Whether only a name that many bear speaks for this person."""
        first, last = sound(known.given[0]), sound(known.surname)
        if turned and min(family, given) < TURNED_FLOOR and not self._common.isdisjoint((first, last)):
            return True
        return first in self._common and (family < COMMON_FLOOR or (form.left_out > 0 and last in self._shared))

    def _others(self, told: Sequence[str], known: _Known) -> tuple[float, float, float]:
        """How many persons bear the told words that aren't in the known name: a garbled name is seldom another
        name. All of them; those that aren't much like a word of the known name; those that are like none."""
        own = (*known.given, known.surname)
        every = middling = unlike = 0.0
        for word in told:
            if word not in own and (bearers := self._borne.get(word, 0)):
                weight = log1p(bearers) / 5
                likest = max(Levenshtein.normalized_similarity(sound(word), sound(o)) for o in own)
                every += weight
                middling += weight if likest < 0.9 else 0.0
                unlike += weight if likest < 0.75 else 0.0
        return every, middling, unlike

    def _by_initial(self, surname: str, initials: tuple[str, ...]) -> list[Likeness]:
        """``V. Putin``: a surname as heard, and given names that begin so."""
        return [
            Likeness(known.entity, 0.62 + 0.38 * INITIAL, False)
            for known in self._by_surname.get(sound(surname), ())
            if any(g.startswith(i) for i in initials for g in known.given)
        ]

    def _by_surname_alone(self, told: tuple[str, ...]) -> list[Likeness]:
        """One word, or one surname that was heard as several words ("Pezesh Kian"): of those with a post, for
        nobody else is named so."""
        word = "".join(told)
        if len(told) > 3 or (len(told) > 1 and len(word) < 7):
            return []
        floor = ALONE_FLOOR if len(told) == 1 else 0.88
        heard = sound(word)
        if len(told) == 1:
            near = self._surname_sieve.near([(heard.upper(), bones(heard))], 12)
            surnames = {self._surnames[i] for i in near} | ({heard} & self._noted.keys())
        else:
            lengths = range(len(heard) - 2, len(heard) + 3)
            ends = (self._by_end.get((*end, length), ()) for end in _ends(heard) for length in lengths)
            surnames = set(chain.from_iterable(ends))
        return [
            Likeness(known.entity, score, True)
            for surname in surnames
            if fuzz.ratio(heard, surname, score_cutoff=72)
            for known in self._noted[surname]
            if (score := alike(word, known.surname)) >= floor
        ]


def _rare(persons: int) -> float:
    return log1p(1000 / persons) / 5


def _ends(heard: str) -> tuple[tuple[str, int], tuple[str, int]]:
    """The first and the last consonants of a sound spelling: names that are much alike share one end at least."""
    bare = bones(heard)
    return (bare[:3], 0), (bare[-3:], 1)


@cache
def _name_words() -> Counter[str]:
    """How many persons bear a word as a part of their name."""
    return Counter({r["word"]: int(r["persons"]) for r in rows("name_words")})


def _known(entity: Entity) -> Iterator[_Known]:
    for written in (entity.name, *entity.aliases):
        read = latin(written)
        yield from _parted(entity, words(read), words(entity.surname or ""))
        if not read.isascii():
            yield from _parted(entity, words(as_heard(read)), words(as_heard(entity.surname or "")))


def _standard(known: _Known) -> _Known:
    (surname,) = standard((known.surname,))
    return _Known(known.entity, standard(known.given), surname, known.surname_first)


def _parted(entity: Entity, every: tuple[str, ...], surname: tuple[str, ...]) -> Iterator[_Known]:
    """A name as given names and surname: the surname known for the person, or else the last word."""
    width = len(surname)
    if len(every) > width > 0 and every[:width] == surname and every[-width:] != surname:
        yield _Known(entity, every[width:], "".join(surname), surname_first=True)
    elif every:
        width = width if len(every) > width > 0 and every[-width:] == surname else 1
        yield _Known(entity, every[:-width], "".join(every[-width:]))


def _spelt(every: Sequence[str]) -> tuple[str, ...]:
    """Skeletons and sounds of words, for the sieve; capitals keep the two apart."""
    return (*map(skeleton, every), *(sound(w).upper() for w in every))


def _forms(number: int, known: _Known) -> Iterator[_Form]:
    """The ways to write a name: with all given names, with the first, with a later one that is known by itself."""
    given, family = known.given, known.surname
    if not given:
        heard = sound(family)
        yield _Form(number, heard, bones(heard), family, 0, 1, True, False, 0, 0.0)
        return
    calls = dict.fromkeys(("".join(given), given[0], given[-1]))
    for called in calls:
        left = 0 if called == "".join(given) else len(given) - 1
        later = left > 0 and called != given[0]
        for first in (True, False):
            turned = first != known.surname_first
            if later and turned:
                continue  # a middle name after the surname is no way to write a name
            yield _form(number, family, called, first, turned, left, 2 if left else len(given) + 1)
    if len(given) > 1 and not known.surname_first:  # one word is the surname, perhaps the first
        yield _form(number, given[0], "".join((*given[1:], family)), False, True, 0, len(given) + 1)
    if len(given) > 1 and not known.surname_first:  # of a father's and a mother's surname news has the first
        yield _form(number, given[-1], given[0], False, False, len(given) - 1, 2)


def _form(
    number: int, family: str, called: str, surname_first: bool, turned: bool, left_out: int, count: int
) -> _Form:
    one, two = (family, called) if surname_first else (called, family)
    heard = sound(one), sound(two)
    joined = "".join(heard)
    penalty = 0.02 * left_out + 0.02 * turned
    return _Form(
        number, joined, bones(joined), one + two, len(heard[0]), count, surname_first, turned, left_out, penalty
    )


def _asked(told: tuple[str, ...]) -> Iterator[_Asked]:
    """The name asked for, and the same with words left out that the known name may lack."""
    for kept, added in _kept(told):
        yield _Asked("".join(map(sound, kept)), "".join(kept), kept, added)


def _kept(told: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], int]]:
    yield told, 0
    if len(told) > 2:
        yield (told[0], told[-1]), len(told) - 2
        yield told[:2], len(told) - 2
        yield told[1:], 1
    if len(told) > 3:
        yield told[:-1], 1
        yield (told[0], *told[2:]), 1


def _shouted(name: str) -> bool:
    """Whether a name begins with a word in capitals and doesn't end with one: ``ABE Shinzo``."""
    every = name.split()
    return len(every) > 1 and len(every[0]) > 1 and every[0].isupper() and not every[-1].isupper()


def _cut(form: _Form, heard: str) -> int:
    """Where the second part of a form begins in what was heard, by the alignment of the two."""
    if heard.startswith(form.heard[: form.cut]):
        return form.cut
    for op in Levenshtein.opcodes(form.heard, heard):
        if op.src_end > form.cut or (op.src_end == form.cut and op.tag != "insert"):
            return min(op.dest_end, op.dest_start + max(0, form.cut - op.src_start))
    return len(heard)


def _part(one: str, other: str) -> float:
    """How alike two parts of names are by sound and skeleton, 0 to 1."""
    if one == other:
        return 1.0
    said = OSA.normalized_similarity(one, other)
    return 0.65 * said + 0.35 * Indel.normalized_similarity(bones(one), bones(other))


@lru_cache(maxsize=131072)
def alike(one: str, other: str) -> float:
    """How alike two folded words are, 0 to 1: the mean of their sounds' and their skeletons' likeness."""
    if one == other:
        return 1.0
    first, second = sound(one), sound(other)
    if first == second:
        return 0.97
    heard = Levenshtein.normalized_similarity(first, second)
    bare = Indel.normalized_similarity(skeleton(one), skeleton(other))
    score = 0.70 * heard + 0.27 * bare
    return score * 0.8 if min(len(one), len(other)) <= _SHORT and bare < 1 else score
