"""PETRARCH's unit tests: who did what to whom in a world of invented countries that only its dictionaries know.

``python -m benchmarks.petrarch --data FOLDER`` with a folder that holds ``petrarch_unit_tests.jsonl``,
``petrarch_dictionaries/`` and ``CAMEO2PLOVER-2021.txt``. An event is each of its sources' codes with each of its
targets'; like PETRARCH's, one that lacks a side, or has one code on both, doesn't count. It is found where both
codes and the type are right.

The tests' events have codes of actions, and PLOVER has types. What counts as the same:

- A code's type is the one in ``CAMEO2PLOVER-2021.txt``. But the tests' verbs were written for KEDS, "hence most of
  the codes are WEIS, not CAMEO", as the head of their dictionary says, and a WEIS number reads as something else
  there: 122 is WEIS's "condemn" and CAMEO's "refuse aid". So the types of the WEIS group (``WEIS``) count too.
- The tests' codes know no tense. A future act of cooperation is AGREE by ``gold/GUIDE.md``: it counts as its type.
- An act that is told both ways (A visits B, B receives A) is one act, and counts once, told either way.
- WEIS has comments ("said", "expects"), which are no events in PLOVER; and some numbers of the tests are in
  neither scheme (345, 903). Neither is sought; what is found between the sides of the second is left out.
- Tests of what PETRARCH does with broken input and discarded stories are left out; and so are the three that have
  a sentence of an earlier test with other events, under settings or dictionaries that aren't in the data.

The last line counts by ``CAMEO2PLOVER-2021.txt`` alone.
"""

import argparse
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.score import Counts, show
from legation.nouns import Event, Record
from legation.reader import Reader

WEIS: Mapping[str, tuple[str, ...]] = {
    "01": ("CONCEDE", "RETREAT"),  # yield
    "02": (),  # comment
    "03": ("CONSULT",),
    "04": ("SUPPORT",),  # approve
    "05": ("AGREE",),  # promise
    "06": ("SUPPORT", "COOPERATE", "RETREAT"),  # grant: recognition, ties, release
    "07": ("AID",),  # reward
    "08": ("AGREE", "SUPPORT", "COOPERATE"),  # agree, sign
    "09": ("REQUEST",),
    "10": ("REQUEST",),  # propose, urge
    "11": ("REJECT",),
    "12": ("ACCUSE",),
    "13": ("ACCUSE", "PROTEST"),  # complain
    "14": ("REJECT",),  # deny
    "15": ("REQUEST",),  # demand
    "16": ("THREATEN",),  # warn
    "17": ("THREATEN",),
    "18": ("PROTEST", "MOBILIZE"),  # demonstrate
    "19": ("SANCTION", "REJECT"),  # reduce relations, cancel a meeting
    "20": ("SANCTION", "COERCE"),  # expel
    "21": ("COERCE",),  # seize
    "22": ("ASSAULT",),  # force
}
"""The groups of the World Event/Interaction Survey (McClelland 1976) as PLOVER's types, by ``gold/GUIDE.md``."""
COOPERATION = frozenset(("CONSULT", "SUPPORT", "COOPERATE", "AID"))
NOBODY = "---"
COUNTRY = 3  # letters

Pair = tuple[str, str]
Types = frozenset[str]


@dataclass(frozen=True, slots=True)
class Told:
    """An event of the tests or of a record: its two codes, both ways round where it is told so; and the types that
    it may be, none for one whose type can't be told."""

    pairs: frozenset[Pair]
    types: Types


def cameo(path: Path) -> dict[str, str]:
    """PLOVER's type of each CAMEO code."""
    return dict(re.findall(r"^(\d{3,4}): *(\w+)", path.read_text(encoding="utf-8"), flags=re.M))


def both_schemes(code: str, types: Mapping[str, str]) -> Types | None:
    """The types that a code of the tests may stand for; None for a comment."""
    weis = WEIS.get(code[:2]) if re.fullmatch(r"\d{3}", code) else None
    if weis == ():
        return None
    return frozenset((*(weis or ()), *filter(None, (types.get(code),))))


def one_scheme(code: str, types: Mapping[str, str]) -> Types | None:
    """The type that the file gives to a code; None where it has none."""
    return frozenset((types[code],)) if code in types else None


def gold(events: Iterable[Mapping[str, str]], types: Callable[[str], Types | None]) -> list[Told]:
    """The events of a test."""
    out = []
    for event in events:
        pair = event.get("sourcecode", NOBODY), event.get("targetcode", NOBODY)
        meant = types(event["eventcode"]) if "eventcode" in event else None
        if meant is not None and NOBODY not in pair:
            out.append(_told(_plain(pair[0]), _plain(pair[1]), meant))
    return out


def _told(source: str, target: str, types: Types) -> Told:
    return Told(frozenset(((source, target),)), types)


def _plain(code: str) -> str:
    """PETRARCH writes an agent of no country with dashes before it."""
    return code.removeprefix(NOBODY)


def coded(record: Record) -> list[Told]:
    """The events of a record that have a code on both sides."""
    codes = {a.id: (a.code or "").split("/") for a in record.actors}
    return [told for event in record.events for told in _coded(event, codes)]


def _coded(event: Event, codes: Mapping[str, list[str]]) -> Iterator[Told]:
    future = event.type == "AGREE" and event.status == "future"
    types = frozenset((event.type, *(COOPERATION if future else ())))
    for source in (c for i in event.sources for c in codes[i]):
        for target in (c for i in event.targets for c in codes[i]):
            if source and target and source != target:
                yield _told(source, target, types)


def countries(events: Iterable[Told]) -> list[Told]:
    """The events with their codes' first part alone."""
    return [Told(frozenset((s[:COUNTRY], t[:COUNTRY]) for s, t in e.pairs), e.types) for e in events]


def once(events: Iterable[Told]) -> list[Told]:
    """Each event once, and one that is told both ways as one."""
    out: list[Told] = []
    for event in events:
        turned = {(t, s) for s, t in event.pairs}
        twin = next((o for o in out if _alike(o, event) and o.pairs & (event.pairs | turned)), None)
        if twin is None:
            out.append(event)
        else:
            out[out.index(twin)] = Told(twin.pairs | event.pairs, twin.types | event.types)
    return out


def _alike(a: Told, b: Told) -> bool:
    return bool(a.types & b.types) or a.types == b.types


def compare(ours: Iterable[Told], theirs: Iterable[Told], *, typed: bool = True) -> Counts:
    """Counts for one sentence. ``typed``: whether the type counts too."""
    if not typed:
        ours, theirs = ([Told(e.pairs, frozenset()) for e in events] for events in (ours, theirs))
    sought = once(theirs)
    unknown = {pair for e in sought if typed and not e.types for pair in e.pairs}
    sought = [e for e in sought if e.types or not typed]
    left, hits, found = list(sought), 0, 0
    for event in once(ours):
        match = next((g for g in left if g.pairs & event.pairs and _alike(g, event)), None)
        if match is not None:
            left.remove(match)
            hits += 1
        found += match is not None or not event.pairs & unknown
    return Counts(hits, found, len(sought))


def score(folder: Path) -> dict[str, Counts]:
    """Counts by what has to be right."""
    dictionaries = folder / "petrarch_dictionaries"
    reader = Reader(
        actors=[dictionaries / "PETR.Validate.actors.txt"], agents=[dictionaries / "PETR.Validate.agents.txt"]
    )
    types = cameo(folder / "CAMEO2PLOVER-2021.txt")
    total: dict[str, Counts] = {}
    for test in tests(folder / "petrarch_unit_tests.jsonl"):
        ours = coded(reader.read(test["text"], published=_day(test["date"])))
        theirs = gold(test["events"], lambda code: both_schemes(code, types))
        strict = gold(test["events"], lambda code: one_scheme(code, types))
        for name, counts in {
            "codes and type": compare(ours, theirs),
            "countries and type": compare(countries(ours), countries(theirs)),
            "codes alone": compare(ours, theirs, typed=False),
            "countries alone": compare(countries(ours), countries(theirs), typed=False),
            "codes and type, by CAMEO2PLOVER alone": compare(ours, strict),
        }.items():
            total[name] = total.get(name, Counts()) + counts
    return total


def tests(path: Path) -> Iterator[dict[str, Any]]:
    """The tests of coding: not those of what the program does with an error or a discarded story, nor those of a
    sentence that stood before with other events."""
    seen: dict[tuple[str, str], list[Told]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        test = json.loads(line)
        if any("error" in event for event in test["events"]):
            continue
        told = gold(test["events"], lambda code: None if WEIS.get(code[:2]) == () else frozenset((code,)))
        if seen.setdefault((test["date"], test["text"]), told) == told:
            yield test


def _day(digits: str) -> date:
    return date.fromisoformat(digits)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data/events"))
    show(score(parser.parse_args().data))


if __name__ == "__main__":
    main()
