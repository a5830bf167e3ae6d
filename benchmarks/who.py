"""Garbled names; ``python -m benchmarks.who`` tells them by sort and prints wrong answers.

Over ten thousand persons are known: those of the EU's listings, the CIA's list of 2019, Archigos and PETRARCH's
dictionaries join the shipped table as a user's own actors, each by one spelling and its state. Asked for are their
other spellings in the listings and dictionaries, respellings by way of Russian and Arabic, and garbled spellings
(``benchmarks/garbling.py``). Strangers are persons of the same sources who were left out of what is known, and
names made of one person's given names and another's surname. Half of the persons, by a hash of their ids, are the
part ``test``, which nothing is tuned to.
"""

import argparse
import csv
import json
import re
import zipfile
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from time import process_time
from urllib.parse import unquote

from rapidfuzz import fuzz, process

from benchmarks.garbling import GARBLERS, Spellings
from benchmarks.score import bucket
from legation.knowledge import Entity, Knowledge, slug
from legation.knowledge.asking import Question, answer
from legation.knowledge.countries import Countries
from legation.knowledge.entity import OWN
from legation.knowledge.spelling import fold, skeleton, sound, words

SOURCES = (
    "treaties_sanctions/EU_32014R0269.csv",
    "treaties_sanctions/EU_32006R0765.csv",
    "entities/leaders/cia-world-leaders-2019.json.zip",
    "entities/leaders/archigos_4.1_spells.tsv",
    "events/petrarch_dictionaries/Phoenix.Countries.actors.txt",
    "names/netransliteration/data",
)
_LATIN = re.compile(r"[A-Za-zÀ-ɏ'’ʼ.\- ]+")
_RANKS = re.compile(r"\b(?:Gen|Dr|Lt|Col|Brig|Maj|Adm|Sir|Dame|Capt|Mr|Ms|Hon|Fr|Rev)\.? ")
_CODE = re.compile(r"\[([A-Z]{3})(?:GOV|ELI|OPP|MIL|LEG|JUD)")
ONE_PERSON = 90
"""Likeness (RapidFuzz's ``ratio``) from which on two sources' names of one state are one person's spellings."""
NEAR_KNOWN = 84
"""The same from which on a name is not asked for as a stranger's: nobody could tell it from a known one. Nor is
one whose words have the consonants of a known name's in one state: a list's other spelling of that person."""
SAME_WORDS = 92
"""The same of names one of which leaves out words of the other (RapidFuzz's ``token_set_ratio``)."""
_STRANGERS = 5  # one person of so many is left out of what is known


@dataclass
class Person:
    """A person of the sources: one name that is known, and the spellings that are asked for."""

    name: str
    country: str | None
    others: list[str] = field(default_factory=list)

    @property
    def id(self) -> str:
        return f"person:{slug(self.name)}-{(self.country or '').lower()}"

    @property
    def key(self) -> frozenset[str]:
        return heard(self.name)


@dataclass(frozen=True)
class Case:
    """A name asked for, how it was made, and whom it means; a stranger's ``person`` is None."""

    sort: str
    name: str
    person: Person | None
    country: str | None = None


def heard(name: str) -> frozenset[str]:
    return frozenset(map(sound, words(name)))


def bare(name: str) -> frozenset[str]:
    """The consonants of each word."""
    return frozenset(map(skeleton, words(name)))


def eu(path: Path, country: str) -> Iterator[Person]:
    """Persons of a listing by their first Latin spelling, with the others."""
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if row["schema"] == "Person":
                told = f"{row['name']};{row['alias']}".replace("/", ";").replace(" a.k.a. ", ";")
                parts = re.split(r"[;,()]", told)
                names = [cased(p) for p in parts if _LATIN.fullmatch(p) and len(p.split()) > 1]
                if names and len(names[0].split()) < 5:
                    others = [n for n in dict.fromkeys(names) if fold(n) != fold(names[0]) and len(n.split()) < 5]
                    yield Person(names[0], country, others)


def cased(name: str) -> str:
    return " ".join(w.capitalize() if w.isupper() and len(w) > 1 else w for w in name.split())


def cia(path: Path) -> Iterator[Person]:
    countries = Countries()
    with zipfile.ZipFile(path) as archive:
        offices = json.loads(archive.read("dist/json/government-offices.json"))
        persons = json.loads(archive.read("dist/json/persons.json"))
    for office in offices.values():
        links = {k: link for p in office["objectProperties"] for k, link in p.items()}
        label = "http://www.w3.org/2000/01/rdf-schema#label"
        state = next((x[label] for x in links.values() if x["@type"].endswith("#Country")), "")
        official = next((v["@id"] for k, v in links.items() if k.endswith("hasGovernmentOfficial")), "")
        if official in persons:
            told = {k.rsplit("/", 1)[-1]: v for k, v in persons[official]["datatypeProperties"].items()}["name"]
            name = cased(re.sub(r"\(.*?\)|,.*|\bVacant\b", "", _RANKS.sub("", told)))
            known = countries.find(" ".join(reversed(state.split(", "))))
            if len(name.split()) > 1 and _LATIN.fullmatch(name):
                yield Person(name, known.iso3 if known else None)


def archigos(path: Path) -> Iterator[Person]:
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            page = unquote(row["dbpedia"].rpartition("/")[2])
            name = re.sub(r"\(.*?\)|,.*", "", page.replace("_", " ")).strip()
            if len(name.split()) > 1 and " of " not in name:
                yield Person(name, row["iso3c_cow"] if len(row["iso3c_cow"]) == 3 else None)


def petrarch(path: Path) -> Iterator[Person]:
    """Persons of the dictionary with posts; spellings with a title before the name are left out."""
    block: list[str] = []
    for line in [*path.read_text(encoding="utf-8").splitlines(), "END"]:
        if line[:1] not in "+\t" or not line:
            code = next((m for b in block if (m := _CODE.search(b))), None)
            names = [cased(b.partition("#")[0].partition("[")[0].strip(" +").replace("_", " ")) for b in block]
            names = [n for n in names if n and len(n.split()) > 1 and _LATIN.fullmatch(n)]
            if code and names and "CountryInfo" in block[0] and len(names[0].split()) < 4:
                own = words(names[0])
                others = [n for n in names[1:] if 1 < len(words(n)) <= len(own) and words(n)[0][:1] == own[0][:1]]
                yield Person(names[0], code[1], [n for n in others if fold(n) != fold(names[0])])
            block = []
        block.append(line)


def persons(data: Path) -> list[Person]:
    """Everyone once: names that sound the same, or are much alike in one state, are one person's."""
    found: dict[frozenset[str], Person] = {}
    of_state: dict[str | None, dict[str, Person]] = defaultdict(dict)
    russia, belarus, cabinets, heads, dictionary, _ = (data / source for source in SOURCES)
    sources = (*eu(russia, "RUS"), *eu(belarus, "BLR"), *cia(cabinets), *archigos(heads), *petrarch(dictionary))
    for person in sources:
        if len(person.key) > 1:
            state = of_state[person.country]
            near = alike_in(person.name, state, ONE_PERSON)
            first = found.setdefault(person.key, state[near] if near else person)
            state[plain(person.name)] = first
            first.others += [n for n in (person.name, *person.others) if n not in (first.name, *first.others)]
    return list({p.id: p for p in found.values()}.values())


def plain(name: str) -> str:
    return " ".join(sorted(words(name)))


def alike_in(name: str, names: Collection[str], floor: int) -> str | None:
    """The one of some plain names that is much like this name, or the same with words left out."""
    told, names = plain(name), list(names)
    near = process.extractOne(told, names, scorer=fuzz.ratio, score_cutoff=floor)
    near = near or process.extractOne(told, names, scorer=fuzz.token_set_ratio, score_cutoff=SAME_WORDS)
    return near[0] if near else None


def is_stranger(person: Person) -> bool:
    return bucket("stranger " + person.id, _STRANGERS) == 0


def part(person: Person) -> str:
    return "dev" if bucket("part " + person.id, 2) else "test"


def asked(everyone: list[Person], spellings: Spellings, which: str) -> Iterator[Case]:
    """The cases of a part. A spelling that sounds like another person's name is asked of nobody."""
    names = {p.key: p for p in everyone}
    for person in everyone:
        if part(person) != which or is_stranger(person):
            continue
        by = Random(person.id)
        first, *_, last = person.name.split()
        short = f"{first} {last}"
        made = [("listed spelling", n) for n in person.others[:2]]
        respelt = spellings.respell(person.name, by)
        made += [("other alphabet", respelt)] if respelt else []
        sort = by.choice(list(GARBLERS))
        made.append((sort, GARBLERS[sort](short, by)))
        for sort, name in made:
            if names.get(heard(name), person) is person and fold(name) != fold(person.name):
                yield Case(sort, name, person, person.country)


def strangers(everyone: list[Person], known: list[Entity], which: str) -> Iterator[Case]:
    mine = [p for p in everyone if part(p) == which]
    keys = {heard(e.name) for e in known}
    of_state: dict[str | None, list[str]] = defaultdict(list)
    consonants: dict[str | None, list[frozenset[str]]] = defaultdict(list)
    for entity in known:
        of_state[entity.country] += [plain(n) for n in (entity.name, *entity.aliases)]
        consonants[entity.country] += [bare(n) for n in (entity.name, *entity.aliases)]
    for person in (p for p in mine if is_stranger(p) and p.key not in keys):
        told = bare(person.name)
        one = any(min(len(told), len(b)) > 1 and (told <= b or b <= told) for b in consonants[person.country])
        if not one and not alike_in(person.name, of_state[person.country], NEAR_KNOWN):
            yield Case("person left out", person.name, None, person.country)
    of_word: dict[str, set[frozenset[str]]] = defaultdict(set)
    for key in keys:
        for word in key:
            of_word[word].add(key)
    by = Random(which)
    for _ in range(1500):
        given, family = by.choice(mine), by.choice(mine)
        name = f"{given.name.split()[0]} {family.name.split()[-1]}"
        namesakes = set.intersection(*(of_word[w] for w in heard(name)))
        if not namesakes and (given.country == family.country or by.random() < 0.5):
            yield Case("made up", name, None, given.country)


def with_persons(everyone: list[Person]) -> Knowledge:
    """The shipped tables, less the strangers, and the known persons."""
    own = [
        Entity(p.id, p.name, "person", p.country, p.country, None, (), (), OWN)
        for p in everyone
        if not is_stranger(p)
    ]
    return Knowledge(own)


@dataclass
class Answers:
    """How many names of each sort were answered rightly, what was wrong, and the processor's seconds for all."""

    right: dict[str, list[bool]] = field(default_factory=lambda: defaultdict(list))
    wrong: list[str] = field(default_factory=list)
    seconds: float = 0.0

    def share(self, sort: str) -> float:
        return 100 * sum(self.right[sort]) / len(self.right[sort])


def answered(knowledge: Knowledge, cases: list[Case], *, country: bool) -> Answers:
    """Asks for every case, with its state or without."""
    out = Answers()
    asked = [Question("", case.name, case.country if country else None) for case in cases]
    started = process_time()  # once: reading the clock takes as long as a look-up
    answers = [answer(knowledge, question).candidates for question in asked]
    out.seconds = process_time() - started
    for case, found in zip(cases, answers, strict=True):
        best = found[0] if found else None
        good = best is None if case.person is None else bool(best and same(best.id, best.name, case.person))
        out.right["strangers" if case.person is None else "known"].append(good)
        out.right[case.sort].append(good)
        if not good:
            told = f"{best.name} {best.confidence}" if best else "nobody"
            out.wrong.append(f"{case.sort:16} {case.name:32} {case.person.name if case.person else '-':32} {told}")
    return out


def same(identity: str, name: str, person: Person) -> bool:
    """Whether a candidate is the person: by id, or the row of another source with words more or less."""
    told = heard(name)
    subset = told <= person.key or told >= person.key
    return identity == person.id or (min(len(told), len(person.key)) > 1 and subset)


def questions(data: Path, which: str) -> tuple[Knowledge, list[Case]]:
    """All who are known, and the shuffled cases of a part."""
    everyone = persons(data)
    knowledge = with_persons(everyone)
    knowledge.find("Warm Up Person")
    known = [e for e in knowledge.entities if e.kind == "person"]
    cases = [*asked(everyone, Spellings(data / SOURCES[-1]), which), *strangers(everyone, known, which)]
    Random(0).shuffle(cases)
    return knowledge, cases


def score(data: Path, which: str = "test") -> dict[str, float]:
    """Percent of garbled names whose person comes first, of strangers that stay so, and look-ups a second."""
    knowledge, cases = questions(data, which)
    alone, told = (answered(knowledge, cases, country=country) for country in (False, True))
    return {
        "found first": alone.share("known"),
        "strangers unknown": alone.share("strangers"),
        "found first, state told": told.share("known"),
        "strangers unknown, state told": told.share("strangers"),
        "look-ups a second": len(cases) / alone.seconds,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--part", choices=("dev", "test"), default="dev")
    parser.add_argument("--show", type=int, default=0, help="print so many wrong answers")
    args = parser.parse_args()
    knowledge, cases = questions(args.data, args.part)
    for country in (False, True):
        print("with the state told" if country else "by the name alone")
        answers = answered(knowledge, cases, country=country)
        for sort in sorted(answers.right, key=lambda s: s not in ("known", "strangers")):
            print(f"  {sort:16} {answers.share(sort):5.1f} of {len(answers.right[sort])}")
        print(f"  {len(cases) / answers.seconds:,.0f} look-ups a second")
        print("\n".join(answers.wrong[: args.show]))


if __name__ == "__main__":
    main()
