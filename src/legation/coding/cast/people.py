"""Persons of a report: one each, whatever the spelling, with the post and the state that the text gives them."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from rapidfuzz import fuzz

from legation.coding.cast.gender import clash, given_gender, style_before, styled
from legation.coding.cast.named import Named
from legation.coding.cast.nominals import Nominal
from legation.coding.cast.uses import governed
from legation.coding.cast.words import genders, honorifics, listed
from legation.knowledge import Candidate, Entity, Knowledge, Role, slug
from legation.knowledge.spelling import fold, words
from legation.language.sentence import Sentence, Word
from legation.nouns.actor import Match

_SURNAME_ALIKE = 84.0  # RapidFuzz ratio: "pezeschkian" and "pezeshkian" 95; "rahimi" and "karimi" 83
_NAMESAKE_ALIKE = 75.0  # behind the same given names: "bin Omran" and "bin Omrin" 80
_GIVEN_ALIKE = 66.0
_GARBLED = 55.0  # a garbled surname: "shafei" and "ejei" 40
_SURE = 0.6  # a full name with a garbled spelling; 0.4 for a surname whose state the report speaks of
_FIRM = 0.75  # the same where the text gives no post and no state
_LIKELY = 0.4
_BESIDE = 1  # sentences back that a full name settles a lone surname in; else the first of that surname is meant
_CLOSING = frozenset(("PUNCT", "VERB", "AUX", "ADV", "SCONJ", "PRON", "PART", "ADP", "DET", "CCONJ"))


@dataclass(slots=True, eq=False)
class Person:
    """One person while the report is read."""

    names: list[Named]
    told: tuple[str, ...]
    entity: Entity | None = None
    match: Match = "new"
    confidence: float = 0.7
    country: str | None = None
    body: str | None = None
    role: Role | None = None
    titles: list[Nominal] = field(default_factory=list)
    gender: str | None = None
    style: str | None = None

    @property
    def id(self) -> str:
        return self.entity.id if self.entity else f"person:{slug(self.name)}"

    @property
    def name(self) -> str:
        if self.entity:
            return self.entity.name
        best = max(self.names, key=lambda n: (len(words(n.text)), -n.sentence))
        text = best.text.title() if best.text.isupper() and len(best.text) > 3 else best.text
        other = self.style is not None and clash(styled(self.style), given_gender(text))
        return f"{self.style} {text}" if other else text  # "Mrs. Amir Karimi" is not Amir Karimi


def joined(sentence: Sentence, nominal: Nominal, names: Iterable[Named]) -> Named | None:
    """The person's name that a role noun introduces or explains: "President X", "X, the president", "X is …"."""
    if nominal.plural:
        return None
    people = [n for n in names if n.kind == "person"]
    word = sentence.words[nominal.head]
    for name in people:
        if nominal.end <= name.start and _introduces(sentence, nominal, name):
            return name
    for name in people:
        if name.end <= nominal.start and _explains(sentence, nominal, name):
            return name
        if word.head == name.head and word.deprel in ("appos", "nmod:desc"):
            return name
    return None


def _introduces(sentence: Sentence, nominal: Nominal, name: Named) -> bool:
    """Right before the name, with at most honorifics or one comma between."""
    w = sentence.words
    if _possessive(sentence, nominal.end) or not nominal.end <= name.start <= nominal.end + 10:
        return False
    between = [w[i] for i in range(_behind_letters(sentence, nominal.end), name.start)]
    if len(between) > 2 and _side_by_side(between):
        return True
    if between and between[0].text == "and" and w[nominal.start].upos != "DET":  # "party leader and Mayor X"
        return all(x.upos in ("PROPN", "NOUN", "ADJ") and x.text[0].isupper() for x in between[1:])
    if len(between) > 6:
        return False
    if not between or all(x.upos in ("PROPN", "NOUN") and x.text[0].isupper() for x in between):
        return True
    if between[0].text != "," or any(not _titling(x) for x in between[1:]):
        return False
    return _closed(sentence, name.end) and not _new_subject(sentence, nominal.head, name.head, name.end)


def _behind_letters(sentence: Sentence, i: int) -> int:
    """Where a text goes on behind the initials of a body in brackets: "governor of the Bank of Ghana (BoG) X"."""
    told = [w.text for w in sentence.words[i : i + 3]]
    return i + 3 if len(told) == 3 and told[0] == "(" and told[2] == ")" and told[1][-1].isupper() else i


def _titling(word: Word) -> bool:
    """Whether a word may be of a post written before a name: "National Security Advisor"."""
    return word.upos in ("PROPN", "NOUN") or (word.upos == "ADJ" and word.text[0].isupper())


def _side_by_side(between: Sequence[Word]) -> bool:
    """A name right after another, with no verb or mark since the post: "Ambassador to the agencies in Rome X"."""
    if any(x.upos in ("VERB", "AUX", "PUNCT", "PRON", "SCONJ") for x in between):
        return False
    title = between[-1].text.lower() in honorifics() or between[-2].text.lower() == "to"
    return between[-1].upos == "PROPN" and not title


def _explains(sentence: Sentence, nominal: Nominal, name: Named) -> bool:
    """After the name and a comma; or as the predicate of the name."""
    w = sentence.words
    if (
        nominal.start == name.end + 1
        and not _possessive(sentence, nominal.end)
        and w[name.end].text in (",", "(", "–", "—")
    ):
        return _closed(sentence, nominal.end) and not _new_subject(sentence, name.head, nominal.head, nominal.end)
    return name.head in sentence.children(nominal.head, "nsubj") and bool(sentence.children(nominal.head, "cop"))


def _possessive(sentence: Sentence, i: int) -> bool:
    return i < len(sentence.words) and sentence.words[i].upos == "PART" and sentence.words[i].text != "not"


def _closed(sentence: Sentence, end: int) -> bool:
    """Whether an apposition may end here: at a mark, a verb, a clause or the sentence's end."""
    w = sentence.words
    return end >= len(w) or w[end].upos in _CLOSING


def _new_subject(sentence: Sentence, first: int, second: int, end: int) -> bool:
    """What follows the comma is the subject of its own verb: "After meeting X, the president said"."""
    w = sentence.words
    if end < len(w) and w[end].text in (",", ")", "–", "—"):
        return False
    return w[second].relation == "nsubj" and w[second].head != first and w[first].relation != "nsubj"


def gather(names: Sequence[Named], sentences: Sequence[Sentence]) -> list[Person]:
    """Names of persons grouped by the person they can be: full names first, then what is part of them."""
    people: list[Person] = []
    alike: dict[str, dict[int, None]] = defaultdict(dict)  # numbers of the persons whose names share a key
    styles = {_position(n): style_before(sentences[n.sentence], n.start) for n in names}
    told = [(_own(n, styles[_position(n)]), _told(n.text)) for n in names]
    for n, w in sorted(told, key=lambda pair: -min(len(pair[1]), 2)):
        style = styles[_position(n)]
        near = sorted({i for key in _keys(n, w) for i in alike[key]})
        if len(w) == 1 and _another(n, w[0], [people[i] for i in near]):
            n = replace(n, id=None)
        same = [i for i in near if _same(people[i], n, w) and not _apart(people[i], n, style)]
        number = min(same, key=lambda i: _order(people[i], n)) if same else len(people)
        if not same:
            people.append(Person([], ()))
        person = people[number]
        insort(person.names, n, key=_position)
        person.style = person.style or style
        person.told = max(person.told, w, key=len)
        for key in _keys(n, w):
            alike[key][number] = None
    return people


def _another(name: Named, word: str, near: Sequence[Person]) -> bool:
    """Whether a known bearer of a name of one word gives way to one whom the report names in full: "King X" after
    "X II of Jordan"."""
    if name.id is None or any(name.id == n.id for person in near for n in person.names):
        return False
    return any(word == person.told[0] and len(person.told) > 1 for person in near)


def _own(name: Named, style: str | None) -> Named:
    """A name without the known person that its title speaks against: "Ms. Putin" is not the president."""
    entity = Knowledge.load().entity(name.id) if name.id else None
    return replace(name, id=None) if entity and clash(styled(style), given_gender(entity.name)) else name


def _apart(person: Person, name: Named, style: str | None) -> bool:
    """Whether a title tells a name from a person of that name: "Mrs. X" beside "John X"."""
    told = styled(style)
    if told is None and person.style is None:
        return False
    known = Knowledge.load().entity(name.id) if name.id else None
    mine = told or given_gender(known.name if known else name.text)
    if person.style is not None:
        return clash(mine, styled(person.style))
    entities = (Knowledge.load().entity(n.id) for n in person.names if n.id)
    theirs = [e.name for e in entities if e is not None] + [n.text for n in person.names]
    return any(clash(mine, given_gender(text)) for text in theirs)


def _keys(name: Named, told: tuple[str, ...]) -> Iterator[str]:
    """What two names of one person share, one of these at least: it keeps a long report's names apart quickly."""
    yield from told
    yield f"{told[-1][0]}*"
    if name.id:
        yield name.id


def _position(name: Named) -> tuple[int, int]:
    return name.sentence, name.start


def _distance(person: Person, name: Named) -> tuple[bool, int]:
    """Sentences from the last name before; where there is none, to the first one after, which is farther."""
    at = bisect_right(person.names, _position(name), key=_position)
    nearest = person.names[max(0, at - 1)]
    return at == 0, abs(name.sentence - nearest.sentence)


def _order(person: Person, name: Named) -> tuple[bool, int]:
    """Whom of one surname a name means: the one told of just before, else the one told of first in the report."""
    after, gap = _distance(person, name)
    return (False, gap) if not after and gap <= _BESIDE else (True, person.names[0].sentence)


def _told(name: str) -> tuple[str, ...]:
    """The words of a name that tell; of one in another script, whose letters folding drops, all as they stand."""
    return words(name) or tuple(name.casefold().split())


def _same(person: Person, name: Named, told: tuple[str, ...]) -> bool:
    known = {n.id for n in person.names if n.id}
    if name.id and known:
        return name.id in known
    if name.id and (entity := Knowledge.load().entity(name.id)) is not None:
        told = max(told, words(entity.name), key=len)  # "President X" is no other X of the report
    a, b = sorted((told, person.told), key=len)
    if set(a) <= set(b):
        return len(a) > 1 or a[0] == b[-1] or len(b) > 1
    if len(a) == 1:
        return len(a[0]) > 4 and _alike(a[0], b[-1], _SURNAME_ALIKE)
    if not _alike(a[-1], b[-1], _NAMESAKE_ALIKE if a[:-1] == b[:-1] else _SURNAME_ALIKE):
        return False
    return a[0][0] == b[0][0] and (min(len(a[0]), len(b[0])) == 1 or _alike(a[0], b[0], _GIVEN_ALIKE))


def _alike(a: str, b: str, floor: float) -> bool:
    return a == b or (a[0] == b[0] and fuzz.ratio(a, b, score_cutoff=floor) > 0)


def credible(person: Person, sentences: Sequence[Sentence]) -> bool:
    """Whether a stranger is a person: told by more than one word, by a title, or as one who does something."""
    if person.entity is not None or person.titles:
        return True
    if all(governed(sentences[n.sentence], n.head)[1] in listed("places") for n in person.names):
        return False
    if len(person.told) > 1:
        return True
    for name in person.names:
        sentence = sentences[name.sentence]
        before = sentence.words[name.start - 1] if name.start else None
        titles = (name.text.split()[0], before.text if before is not None else "")
        if any(t.lower().rstrip(".") in honorifics() for t in titles):
            return True
        determined = before is not None and before.upos == "DET"
        if sentence.words[name.head].relation == "nsubj" and not determined:
            return True
    return False


def told_gender(person: Person, sentences: Sequence[Sentence]) -> str | None:
    """The letter f or m, where a word beside the name tells: "Ms. X", "his father, X", "X, the queen"."""
    for name in person.names:
        sentence = sentences[name.sentence]
        w = sentence.words
        beside = [name.start - 1] if name.start else []
        beside += sentence.children(name.head, "appos", "nmod:desc")
        if w[name.head].relation in ("appos", "flat"):
            beside.append(w[name.head].head)
        for k in beside:
            if (
                not name.start <= k < name.end
                and w[k].upos in ("NOUN", "PROPN")
                and (told := genders().get(w[k].text.lower().rstrip(".")))
            ):
                return told
    return None


def identify(person: Person, on: date | None, countries: frozenset[str], home: str | None) -> None:
    """Finds who a person is by name, post and state; leaves a stranger as one.

    ``countries`` are the report's; ``home`` is the state that most of it is about, whose a minister is where the
    report doesn't say.
    """
    for title in person.titles:
        person.country = person.country or title.country
        person.body = person.body or title.body
        own = {w.lower() for n in person.names for w in n.text.split()}
        if title.noun in listed("given titles") and title.noun in own:
            continue  # "Amir" of "Hossein Amir Rezai"
        if title.role and (person.role is None or (title.role.level < person.role.level and not title.former)):
            person.role = title.role
    person.country = person.country or next((n.seat for n in person.names if n.seat), None)
    if person.country is None and person.body and (seat := Knowledge.load().entity(person.body)):
        person.country = seat.country
    known = next((n.id for n in person.names if n.id), None)
    if known:
        person.entity = Knowledge.load().entity(known)
        exact = person.entity is not None and any(fold(n.text) == fold(person.entity.name) for n in person.names)
        person.match, person.confidence = ("exact", 0.99) if exact else ("alias", 0.97)
        return
    full = max((n.text for n in person.names), key=lambda t: len(words(t)))
    found = Knowledge.load().find(
        full, kind="person", country=person.country, role=person.role.title if person.role else None, on=on
    )
    found = tuple(
        c
        for c in found
        if not clash(person.gender, given_gender(c.entity.name))
        and not _too_early(person, c.entity, on)
        and (c.match != "fuzzy" or _surname_alike(full, c.entity.name))
    )
    if found and _accepted(found, person, countries, alone=len(words(full)) == 1):
        person.entity, person.match, person.confidence = found[0].entity, found[0].match, found[0].confidence
    elif person.country is None and person.body is None and person.role and person.role.level <= 3:
        person.country = home if not listed("home roles").isdisjoint(person.role.title.split()) else None


def _surname_alike(told: str, name: str) -> bool:
    """Whether the last word of a name is like one of a known person's, however garbled: given names aren't
    enough."""
    return any(fuzz.ratio(words(told)[-1], word) >= _GARBLED for word in words(name))


def _too_early(person: Person, entity: Entity, on: date | None) -> bool:
    """Whether a former holder of a post can't be somebody known, who comes to it only after the report."""
    former = {t.role.title for t in person.titles if t.former and t.role}
    held = [o.start for o in entity.offices if o.title in former]
    return on is not None and bool(held) and all(start is not None and start > on for start in held)


def inherit(people: Sequence[Person]) -> None:
    """Gives a counterpart the post of the person told of last before: "her Iraqi counterpart, X"."""
    posts = sorted(
        (n.sentence, n.start, p.role) for p in people for n in p.names if p.role is not None and p.role.single
    )
    for person in people:
        told = next((t for t in person.titles if t.sort == "counterpart"), None)
        if person.role is None and person.entity is None and told is not None:
            before = [role for sentence, start, role in posts if (sentence, start) < (told.sentence, told.start)]
            person.role = before[-1] if before else None


def _accepted(found: Sequence[Candidate], person: Person, countries: frozenset[str], *, alone: bool) -> bool:
    best = found[0]
    states = {best.entity.country, *(o.country for o in best.entity.offices)}
    here = bool(states & countries)
    if best.match == "fuzzy":
        told = person.country is not None and person.role is not None
        given = fuzz.ratio(person.told[0], words(best.entity.name)[0]) >= _GIVEN_ALIKE  # "Nettie" is no Natalie
        near = person.country in states if person.country else here or given
        return near and best.confidence >= (_SURE if told else _FIRM)
    if not alone:
        return True
    if person.role is None and _given(best.entity, person):
        return False  # "his children Elizabeth and Susan" bring in no queen
    if len(found) > 1 and found[1].confidence * 1.3 > best.confidence:
        return False
    if here or any(o.organisation for o in best.entity.offices):
        return best.confidence >= _LIKELY
    leads = any(r.level <= 2 for o in best.entity.offices if (r := Knowledge.load().role(o.title)))
    return leads and best.confidence >= _FIRM


def _given(entity: Entity, person: Person) -> bool:
    """Whether a lone name is somebody's given name: "Elizabeth" of "Elizabeth II"."""
    first, _, rest = fold(entity.name).partition(" ")
    return first == person.told[0] and first in genders() and bool(rest)
