"""One event over many reports: B-cubed over reports written for the purpose, and near copies among them.

``python -m benchmarks.grouping``. Three sets, each of events told by two to six reports in different words, with
near misses: the same sides and deed on another day, the same day and deed of other sides, another deed of the
same sides on the same day. No set shares a deed or a wording with another (``benchmarks.deeds`` tells what each
was for). ``all`` reports go the whole way, text to record to groups; one in which the reader found no event is
alone. ``found`` leaves those out. ``given`` are the tellings with type, sides and day as they were written, so
that grouping stands alone.
"""

import argparse
import random
import tempfile
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import func, select

from benchmarks.deeds import DEVELOPMENT, TEST, UNSEEN, Wordings
from benchmarks.score import Counts
from legation.coding import plover
from legation.nouns import Document
from legation.reader import Reader
from legation.record import Store, keep, open_record, schema
from legation.record.grouping import group
from legation.record.grouping.alike import Telling
from legation.record.grouping.copies import Text, copies
from legation.record.grouping.group import merged

STATES = (
    ("Peru", "Peruvian", "PER"),
    ("Chile", "Chilean", "CHL"),
    ("Kenya", "Kenyan", "KEN"),
    ("Ghana", "Ghanaian", "GHA"),
    ("Norway", "Norwegian", "NOR"),
    ("Sweden", "Swedish", "SWE"),
    ("Japan", "Japanese", "JPN"),
    ("Mongolia", "Mongolian", "MNG"),
    ("Jordan", "Jordanian", "JOR"),
    ("Egypt", "Egyptian", "EGY"),
    ("Brazil", "Brazilian", "BRA"),
    ("Canada", "Canadian", "CAN"),
)
REST = (
    "Markets were calm. The rainy season has begun in much of the region.",
    "The two countries share a long history. Trains between their capitals run twice a week.",
    "Observers noted the careful language. The weekend is a public holiday.",
    "Newspapers carried the item on their front pages. Harvests were good this year.",
    "The currency was little changed. Schools open again next month.",
    "The matter has filled columns for weeks. A heavy fog lay over the harbour.",
)
START = date(2026, 3, 2)


@dataclass(frozen=True, slots=True)
class Report:
    """One telling as it was written. ``event`` is what it tells."""

    event: int
    text: str
    published: date
    type: str
    sides: tuple[str, str]
    day: date
    dated: bool


def reports(deeds: Mapping[str, tuple[str, Wordings]], events: int, seed: int) -> list[Report]:
    """Reports of so many events, near misses among them, in the order of their publication."""
    choose = random.Random(seed)
    told: list[Report] = []
    seen: set[tuple[str, str, str, date]] = set()
    number = 0
    last: tuple[str, tuple[int, int], date] | None = None
    while number < events:
        deed, sides, day = _next(choose, list(deeds), last)
        key = (deed, STATES[sides[0]][0], STATES[sides[1]][0], day)
        mirrored = (deed, key[2], key[1], day)
        if key in seen or mirrored in seen:
            last = None
            continue
        seen |= {key, mirrored}
        type, wordings = deeds[deed]
        for wording in choose.sample(wordings, choose.randint(2, min(6, len(wordings)))):
            told.append(_report(choose, number, wording, type, sides, day))
        last = (deed, sides, day)
        number += 1
    return sorted(told, key=lambda r: (r.published, r.text))


def _next(
    choose: random.Random, deeds: list[str], last: tuple[str, tuple[int, int], date] | None
) -> tuple[str, tuple[int, int], date]:
    """An event of its own, or a near miss of the last."""
    kind = choose.choice(("new", "day", "sides", "deed")) if last else "new"
    if last is None or kind == "new":
        a, b = choose.sample(range(len(STATES)), 2)
        return choose.choice(deeds), (a, b), START + timedelta(choose.randrange(90))
    deed, (a, b), day = last
    if kind == "day":
        return deed, (a, b), day + timedelta(choose.randint(3, 14))
    if kind == "deed":
        return choose.choice([d for d in deeds if d != deed]), (a, b), day
    return deed, (a, choose.choice([n for n in range(len(STATES)) if n not in (a, b)])), day


def _report(
    choose: random.Random, event: int, wording: str, type: str, sides: tuple[int, int], day: date
) -> Report:
    a, b = STATES[sides[0]], STATES[sides[1]]
    published = day + timedelta(choose.choice((0, 0, 1)))
    dated = choose.random() < 0.75
    when = choose.choice((f"on {day:%A}", f"on {day:%B} {day.day}")) if dated else "this week"
    sentence = wording.format(a=a[0], b=b[0], aa=a[1], bb=b[1], when=when)
    sentence = sentence[0].upper() + sentence[1:]
    shown = day if dated else published
    return Report(event, f"{sentence} {choose.choice(REST)}", published, type, (a[2], b[2]), shown, dated)


def b_cubed(found: Mapping[int, Hashable], gold: Mapping[int, Hashable]) -> tuple[float, float, float]:
    """Precision, recall and F1 in percent (Bagga and Baldwin, 1998): over items, not over clusters."""

    def mean(one: Mapping[int, Hashable], other: Mapping[int, Hashable]) -> float:
        members: dict[Hashable, list[int]] = defaultdict(list)
        for item, cluster in one.items():
            members[cluster].append(item)
        shares = (
            sum(other[m] == other[item] for m in members[cluster]) / len(members[cluster])
            for item, cluster in one.items()
        )
        return 100 * sum(shares) / len(one)

    precision, recall = mean(found, gold), mean(gold, found)
    return precision, recall, 2 * precision * recall / (precision + recall)


def read(told: list[Report], reader: Reader, store: Store) -> dict[int, Hashable]:
    """Which event the record counts each report's first telling as; nothing for one in which none was found."""
    documents = [Document(r.text, id=str(n), published=r.published) for n, r in enumerate(told)]
    for record in reader.read_many(documents):
        with store.writing() as connection:
            keep.keep(connection, record)
    group(store)
    events, names = schema.events.c, schema.documents.c
    first = select(func.min(events.id)).where(events.status != "hypothetical").group_by(events.document_id)
    found = select(names.name, func.coalesce(events.same_as, events.id))
    found = found.join(schema.documents, names.id == events.document_id).where(events.id.in_(first))
    with store.reading() as connection:
        return {int(row[0]): row[1] for row in connection.execute(found)}


def given(told: list[Report]) -> dict[int, Hashable]:
    """The groups where type, sides and day are as they were written."""
    tellings = [
        Telling(
            n,
            n,
            r.type,
            plover.quad(r.type),
            "actual",
            frozenset({r.sides[0]}),
            frozenset({r.sides[1]}),
            r.day,
            r.day,
            r.dated,
            None,
            r.text.partition(". ")[0],
        )
        for n, r in enumerate(told)
    ]
    groups: dict[int, Hashable] = {n: n for n in range(len(told))}
    groups.update({m.event: m.same_as for m in merged(tellings, {}, frozenset())})
    return groups


def copied(told: Iterable[Report], seed: int) -> Counts:
    """Near copies among reports of the same events: cut, with another head, or with one word in twenty changed."""
    choose = random.Random(seed)
    texts: list[str] = []
    origin: dict[int, int] = {}
    sources = list(told)
    for n in range(0, len(sources) - 4, 4):
        body = " ".join(r.text for r in sources[n : n + 4])  # a report of about a hundred words
        texts.append(body)
        original = len(texts) - 1
        for change in choose.sample((_cut, _headed, _reworded), choose.randint(0, 2)):
            texts.append(change(choose, body))
            origin[len(texts) - 1] = original
    found = {copy: of for copy, of, _ in copies(Text.of(n, t) for n, t in enumerate(texts))}
    hits = sum(origin.get(copy) == of for copy, of in found.items())
    return Counts(hits, len(found), len(origin))


def _cut(choose: random.Random, text: str) -> str:
    words = text.split()
    return " ".join(words[: round(len(words) * choose.uniform(0.6, 0.9))])


def _headed(choose: random.Random, text: str) -> str:
    agency = choose.choice(("Northern Wire", "The Harbour Post", "State Radio"))
    return f"({agency}) – Updated. {text} All rights reserved."


def _reworded(choose: random.Random, text: str) -> str:
    return " ".join("instead" if choose.random() < 0.05 else word for word in text.split())


def score(
    deeds: Mapping[str, tuple[str, Wordings]], events: int, seed: int, reader: Reader | None
) -> dict[str, float]:
    told = reports(deeds, events, seed)
    gold: dict[int, Hashable] = {n: r.event for n, r in enumerate(told)}
    names = ("precision", "recall", "F1")
    scores: dict[str, float] = {"reports": len(told)}
    scores.update(zip((f"given, {n}" for n in names), b_cubed(given(told), gold), strict=True))
    if reader:
        with (
            tempfile.TemporaryDirectory() as folder,
            closing(open_record(f"sqlite:///{Path(folder)}/g.db", create=True)) as store,
        ):
            found = read(told, reader, store)
        scores["of which an event was found"] = len(found)
        scores.update(
            zip((f"found, {n}" for n in names), b_cubed(found, {n: gold[n] for n in found}), strict=True)
        )
        alone: dict[int, Hashable] = {n: found.get(n, f"none in {n}") for n in gold}
        scores.update(zip((f"all, {n}" for n in names), b_cubed(alone, gold), strict=True))
    near = copied(told, seed)
    return scores | {"copies, precision": near.precision, "copies, recall": near.recall, "copies": near.gold}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=160)
    parser.add_argument("--given", action="store_true", help="leave out reading, which takes a minute or two")
    args = parser.parse_args()
    reader = None if args.given else Reader()
    for name, deeds, seed in (("development", DEVELOPMENT, 1), ("test", TEST, 2), ("unseen", UNSEEN, 3)):
        for key, value in score(deeds, args.events, seed, reader).items():
            print(f"{name:12} {key:28} {value:8.2f}", flush=True)


if __name__ == "__main__":
    main()
