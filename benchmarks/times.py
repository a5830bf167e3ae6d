"""Times against hand-made TIMEX3 annotation: spans and values.

    python -m benchmarks.times --data FOLDER

Scores as TempEval-3 gives them (UzZaman et al. 2013): strict and relaxed F1 of spans; value: F1 of the spans found
(at least one character in common) with the gold value too; type and value of the found: share of these spans whose
type or value equals the gold one. Three files of ten, by a hash of their names, are kept aside from training
(``--part test``).
"""

from __future__ import annotations

import argparse
import html
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from benchmarks.score import Counts, bucket, show
from legation.coding import times
from legation.coding.draft import Draft
from legation.language import Language
from legation.nouns import Document, Time

DATA = Path("../shared/data/timeml/TBAQ-cleaned/TimeBank")
_TAG = re.compile(r"<(/?)(\w+)([^>]*)>")
_ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Gold:
    """One annotated time."""

    start: int
    end: int
    type: str
    value: str


@dataclass(frozen=True, slots=True)
class Annotated:
    """One text with its times."""

    name: str
    text: str
    published: date | None
    times: tuple[Gold, ...]


def read(path: Path) -> Annotated:
    """A TimeML file: the text without tags, the day of creation, the times of the text."""
    source = path.read_text(encoding="utf-8")
    created = re.search(r"<TIMEX3[^>]*CREATION_TIME[^>]*>", source)
    body = source[source.index("<TEXT>") + 6 : source.index("</TEXT>")]
    text, found = "", []
    open_: list[tuple[int, dict[str, str]]] = []
    at = 0
    for tag in _TAG.finditer(body):
        text += html.unescape(body[at : tag.start()])
        at = tag.end()
        if tag[2] != "TIMEX3":
            continue
        if not tag[1]:
            open_.append((len(text), dict(_ATTRIBUTE.findall(tag[3]))))
        else:
            start, given = open_.pop()
            found.append(Gold(start, len(text), given["type"], given.get("value", "")))
    text += html.unescape(body[at:])
    day = re.search(r'value="(\d{4}-\d\d-\d\d)', created[0]) if created else None
    return Annotated(path.name, text, date.fromisoformat(day[1]) if day else None, tuple(found))


def part(name: str) -> str:
    """``test`` for three names of ten."""
    return "test" if bucket(name, 10) < 3 else "dev"


def compare(gold: Sequence[Gold], found: Sequence[Time]) -> dict[str, Counts]:
    """Counts for one text."""
    spans = {(t.span.start, t.span.end) for t in found}
    pairs = [(g, match) for g in gold if (match := best(g, found))]
    valued = sum(g.value == t.value for g, t in pairs)
    return {
        "strict": Counts(sum((g.start, g.end) in spans for g in gold), len(found), len(gold)),
        "relaxed": Counts(len(pairs), len(found), len(gold)),
        "value": Counts(valued, len(found), len(gold)),
        "type, of the found": Counts(sum(g.type == t.type for g, t in pairs), len(pairs), len(pairs)),
        "value, of the found": Counts(valued, len(pairs), len(pairs)),
    }


def score(items: Iterable[Annotated], language: Language) -> dict[str, Counts]:
    """Counts over texts."""
    total: dict[str, Counts] = {}
    for item in items:
        for name, counts in compare(item.times, code(item, language)).items():
            total[name] = total.get(name, Counts()) + counts
    return total


def code(item: Annotated, language: Language) -> tuple[Time, ...]:
    """The times that Legation finds in a text."""
    return times.find(Draft(Document(item.text, published=item.published), language.read(item.text))).times


def best(gold: Gold, found: Sequence[Time]) -> Time | None:
    """The time that shares most with a gold one."""
    shared = [(min(gold.end, t.span.end) - max(gold.start, t.span.start), t) for t in found]
    most = max(shared, key=lambda pair: pair[0], default=(0, None))
    return most[1] if most[0] > 0 else None


def texts(data: Path, which: str = "all", limit: int | None = None) -> Iterator[Annotated]:
    chosen = [p for p in sorted(data.rglob("*.tml")) if which in ("all", part(p.name))]
    for path in chosen[:limit]:
        yield read(path)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA, help="folder of .tml files")
    parser.add_argument("--limit", type=int, help="read so many texts")
    parser.add_argument("--part", choices=("dev", "test", "all"), default="all")
    parser.add_argument("--errors", action="store_true", help="print what was missed, added or valued otherwise")
    args = parser.parse_args()
    language = Language.load()
    items = list(texts(args.data, args.part, args.limit))
    if args.errors:
        errors = Counter(line for item in items for line in differences(item, code(item, language)))
        for error, count in sorted(errors.items(), key=lambda pair: (pair[0].split()[0], -pair[1])):
            print(count, error, sep="\t")
    show(score(items, language))


def differences(item: Annotated, found: Sequence[Time]) -> Iterator[str]:
    """One line for each time that is not as the gold has it."""
    for gold in item.times:
        match, words = best(gold, found), item.text[gold.start : gold.end]
        around = item.text[max(0, gold.start - 25) : gold.end + 25].replace("\n", " ")
        if match is None:
            yield f"MISSED\t{words}\t{gold.type} {gold.value}\t…{around}…"
        elif (match.span.start, match.span.end) != (gold.start, gold.end):
            yield f"SPAN\t{words}\t{match.span.text}\t{gold.value} {match.value}\t…{around}…"
        elif match.value != gold.value:
            yield f"VALUE\t{words}\t{gold.value}\t{match.value}\t{item.published}\t…{around}…"
        elif match.type != gold.type:
            yield f"TYPE\t{words}\t{gold.type}\t{match.type}"
    for time in found:
        if not any(g.start < time.span.end and time.span.start < g.end for g in item.times):
            around = item.text[max(0, time.span.start - 25) : time.span.end + 25].replace("\n", " ")
            yield f"ADDED\t{time.span.text}\t{time.value}\t…{around}…"


if __name__ == "__main__":
    main()
