"""Sentences with labelled events (``training/sentences/events``; its README says how they are written).

``python -m training.acts FILE…`` checks files and prints what they hold. ``sentences/events_news.tsv`` labels
sentences of news reports, by where they stand in these.
"""

import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.score import bucket
from legation.coding import plover
from training import labelled

FOLDER = Path(__file__).parent / "sentences" / "events"
NEWS = FOLDER.parent / "events_news.tsv"
STATUSES = ("actual", "future", "hypothetical", "negated", "possible")
Part = tuple[int, int]


@dataclass(frozen=True)
class Act:
    """One event of a sentence; spans are half-open offsets in it. ``type`` None: no act between the sides."""

    type: str | None
    mode: str | None
    status: str
    sources: tuple[Part, ...]
    trigger: Part | None
    targets: tuple[Part, ...]


@dataclass(frozen=True)
class Told:
    """A sentence and its events; of one from a report, the report's text and the offset in it."""

    text: str
    acts: tuple[Act, ...]
    report: str | None = None
    at: int = 0


def read(path: Path) -> list[Told]:
    """The sentences of a file. Raises ValueError, naming file, line and fault, where a line is not understood."""
    told: list[Told] = []
    for start, text, acts in labelled.blocks(path, _act):
        if not acts:
            raise ValueError(f"{path}:{start}: no event and no NONE below: {text}")
        told.append(Told(text, tuple(acts)))
    return told


def read_news(data: Path, path: Path = NEWS) -> Iterator[Told]:
    """The labelled sentences of the reports in ``data/news``, with plain blanks for all white space."""
    for text, found, report, at in sentences_of_news(data, path):
        acts = []
        for act in found:
            kind, status, sources, trigger, targets = act.split("|")
            type, _, mode = kind.partition(":")
            acts.append(Act(type, mode or None, status, offsets(sources), offsets(trigger)[0], offsets(targets)))
        yield Told(text, tuple(acts), report, at)


def sentences_of_news(data: Path, path: Path) -> Iterator[tuple[str, list[str], str, int]]:
    """Each sentence that a line of ``path`` names by its report's source, its document and where it stands there,
    with plain blanks for all white space; the other fields of the line; the report's text and the offset in it."""
    texts = {}
    for reports in sorted((data / "news").glob("*.jsonl")):
        for report in map(json.loads, reports.read_text(encoding="utf-8").splitlines()):
            texts[reports.stem, report["id"]] = report["text"]
    for line in path.read_text(encoding="utf-8").splitlines()[1:]:
        source, document, where, *fields = line.split("\t")
        start, end = offsets(where)[0]
        report = texts[source, document]
        yield re.sub(r"\s", " ", report[start:end]), fields, report, start


def offsets(field: str) -> tuple[Part, ...]:
    """Spans such as ``3-7 12-15``."""
    return tuple((int(a), int(b)) for a, b in (part.split("-") for part in field.split()))


def kept_aside(told: Told) -> bool:
    """Whether a sentence is for trying out alone: one in ten."""
    return bucket(told.text, 10) == 0


def for_belief(told: Told) -> bool:
    """Whether a sentence is for learning how sure acts are: one in ten, which no marks are learned from."""
    return bucket(told.text, 10) == 1


def _act(text: str, line: str) -> Act:
    fields = [f.strip() for f in line.split("|")]
    if fields[0] == "NONE":
        if len(fields) != 3:
            raise ValueError("NONE takes two names")
        return Act(None, None, "actual", _parts(text, fields[1]), None, _parts(text, fields[2]))
    if len(fields) != 5:
        raise ValueError("five fields are needed")
    kind, _, mode = fields[0].partition(":")
    if kind not in plover.types():
        raise ValueError(f"no type of PLOVER: {kind}")
    if mode and mode not in plover.modes(kind):
        raise ValueError(f"no mode of {kind}: {mode}")
    if fields[1] not in STATUSES:
        raise ValueError(f"no status: {fields[1]}")
    sources, targets = _parts(text, fields[2]), _parts(text, fields[4])
    if not sources and not targets:
        raise ValueError("an event needs a side")
    return Act(kind, mode or None, fields[1], sources, _part(text, fields[3]), targets)


def _parts(text: str, field: str) -> tuple[Part, ...]:
    return () if field == "-" else tuple(_part(text, p.strip()) for p in field.split(";"))


def _part(text: str, written: str) -> Part:
    words, _, nth = written.partition("#")
    at = -1
    for _ in range(int(nth) if nth else 1):
        at = text.find(words, at + 1)
        if at < 0 or not words:
            raise ValueError(f"not in the sentence: {written!r}")
    return at, at + len(words)


def _held(told: Told) -> Iterator[str]:
    yield from (a.type or "NONE" for a in told.acts)
    yield from (a.status for a in told.acts if a.type)


def main(paths: list[str]) -> int:
    """Prints the first fault of the files, or what they hold."""
    return labelled.check(paths, read, lambda told: told.text, _held)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
