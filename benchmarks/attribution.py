"""Who said what, against PolNeAR (Newell et al. 2018): sources, cues and contents in political news.

    python -m benchmarks.attribution --data FOLDER [--statements]

What the encoder marks; with ``--statements`` the record's statements. PolNeAR annotates thoughts, wishes, deeds
too ("mocked", "wants"), the record speech alone, so its recall is low by design. Both sides lose quotation
marks, a leading "that" and punctuation at the edges before they are compared. ``exact``: the same characters;
``half``: the shared ones are at least half of the longer. Where several people annotated a text, the first by
name counts.
"""

from __future__ import annotations

import argparse
import csv
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.score import Counts, show
from legation.language import Language
from legation.language.attribution import Attribution, Stretch, attributions
from legation.nouns import Span, Statement
from legation.reader import Reader

DATA = Path("../shared/data/polnear/dev")
PARTS = ("source", "cue", "content")
_EDGE = re.compile(r"^(?:[\s\W]+|that\b)+|[\s\W]+$", re.IGNORECASE)

Stretches = tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Annotated:
    """One text with its attributions."""

    name: str
    text: str
    published: str | None
    title: str | None
    attributions: tuple[Attribution, ...]


def texts(folder: Path, limit: int | None = None) -> Iterator[Annotated]:
    """The texts of a folder of PolNeAR (``text``, ``attributions``; ``metadata.tsv`` beside it)."""
    with (folder.parent / "metadata.tsv").open(encoding="utf-8", newline="") as file:
        told = {row["filename"]: row for row in csv.DictReader(file, delimiter="\t")}
    annotations: dict[str, Path] = {}
    for path in sorted((folder / "attributions").glob("*.ann")):
        annotations.setdefault(path.stem.rpartition("_")[0], path)
    for path in sorted((folder / "text").glob("*.txt"))[:limit]:
        if path.stem in annotations:
            text, row = path.read_text(encoding="utf-8"), told.get(path.stem, {})
            found = tuple(brat(text, annotations[path.stem].read_text(encoding="utf-8")))
            yield Annotated(path.stem, text, row.get("publication_date"), row.get("title"), found)


def brat(text: str, annotation: str) -> Iterator[Attribution]:
    """The attributions of a brat file."""
    spans: dict[str, Stretches] = {}
    lines = [line.split("\t") for line in annotation.split("\n") if "\t" in line]
    for id, rest, *_ in lines:
        if id.startswith("T"):
            offsets = rest.partition(" ")[2]
            spans[id] = tuple((int(a), int(b)) for a, b in (o.split() for o in offsets.split(";")))
    for id, rest, *_ in lines:
        if not id.startswith("E"):
            continue
        found: dict[str, Stretches] = dict.fromkeys(PARTS, ())
        for part, _, at in (a.partition(":") for a in rest.split()):
            name = part.rstrip("0123456789").lower()
            if name in found:
                found[name] += spans[at]
        yield Attribution(*(clean(text, found[p]) for p in PARTS))


def of(text: str, statements: Sequence[Statement]) -> list[Attribution]:
    """Statements in the form of the annotation: a quotation that goes on under the same cue is one attribution."""

    def stretches(spans: Iterable[Span | None]) -> Stretches:
        return clean(text, tuple((s.start, s.end) for s in spans if s is not None))

    together: dict[object, list[Statement]] = {}
    for statement in statements:
        key = statement.cue if statement.cue is not None and statement.kind == "direct" else statement.id
        together.setdefault(key, []).append(statement)
    return [
        Attribution(
            stretches([group[0].speaker_span]),
            stretches([group[0].cue]),
            stretches(c for s in group for c in s.content),
        )
        for group in together.values()
    ]


def clean(text: str, stretches: Stretches) -> Stretches:
    """Stretches without marks at their edges, in order; those that touch are one."""
    out: list[tuple[int, int]] = []
    for start, end in sorted(stretches):
        if out and not re.search(r"\w", text[out[-1][1] : start]):
            start = out.pop()[0]
        words = _EDGE.sub(lambda m: "\0" * len(m[0]), text[start:end])
        low, high = len(words) - len(words.lstrip("\0")), len(words.rstrip("\0"))
        if low < high:
            out.append((start + low, start + high))
    return tuple(out)


def shared(a: Stretches, b: Stretches) -> int:
    """Characters in common."""
    return sum(max(0, min(x[1], y[1]) - max(x[0], y[0])) for x in a for y in b)


def half(a: Stretches, b: Stretches) -> bool:
    """Whether two have at least half of the longer in common; what is missing on both sides agrees."""
    longer = max(sum(y - x for x, y in a), sum(y - x for x, y in b))
    return 2 * shared(a, b) >= longer


def compare(gold: Sequence[Attribution], found: Sequence[Attribution]) -> dict[str, Counts]:
    """Counts for one text: of each part by itself, and of attributions that agree in all three by half."""
    out = {}
    for part in PARTS:
        ours = [s for a in found if (s := getattr(a, part))]
        theirs = [s for a in gold if (s := getattr(a, part))]
        out[f"{part}, exact"] = _counts(ours, theirs, lambda a, b: a == b)
        out[f"{part}, half"] = _counts(ours, theirs, half)
    out["attribution, half"] = _counts(
        found, gold, lambda a, b: all(half(getattr(a, p), getattr(b, p)) for p in PARTS)
    )
    return out


def _counts(found, gold, same) -> Counts:  # type: ignore[no-untyped-def]
    left, hits = list(gold), 0
    for one in found:
        match = next((g for g in left if same(one, g)), None)
        if match is not None:
            left.remove(match)
            hits += 1
    return Counts(hits, len(found), len(gold))


Finder = Callable[[Annotated], list[Attribution]]


def marked(language: Language) -> Finder:
    """The attributions that the encoder marks."""

    def find(item: Annotated) -> list[Attribution]:
        found = attributions(item.text, language.read(item.text))
        return [Attribution(*(clean(item.text, getattr(a, p)) for p in PARTS)) for a in found]

    return find


def stated(reader: Reader) -> Finder:
    """The record's statements."""

    def find(item: Annotated) -> list[Attribution]:
        record = reader.read(item.text, published=item.published, title=item.title)
        return of(item.text, record.statements)

    return find


def counts(folder: Path, find: Finder, limit: int | None = None) -> dict[str, Counts]:
    """Counts over the texts of a folder."""
    total: dict[str, Counts] = {}
    for item in texts(folder, limit):
        for name, value in compare(item.attributions, find(item)).items():
            total[name] = total.get(name, Counts()) + value
    return total


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA, help="folder with text and attributions")
    parser.add_argument("--limit", type=int, help="read so many texts")
    parser.add_argument("--statements", action="store_true", help="score the record's statements")
    args = parser.parse_args()
    find = stated(Reader()) if args.statements else marked(Language.load())
    show(counts(args.data, find, args.limit))


if __name__ == "__main__":
    main()
