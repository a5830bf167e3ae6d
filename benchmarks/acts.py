"""Events in single sentences, against those labelled for training and kept aside from it.

``python -m benchmarks.acts [--data FOLDER] [--part test|train]`` on written sentences; with ``--news DATA``, the
folder of all data, on sentences of news. ``type``: an event of that type whose trigger
overlaps. ``events``: whose sides agree too: on each side a span in common, or none on both. ``status``: of those
found. ``quiet``: the share of the sentences without event in which none is found.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from pathlib import Path

from benchmarks.records import match
from benchmarks.score import Counts, show
from legation.nouns import Event, Span
from legation.reader import Reader
from training.acts import FOLDER, Act, Part, Told, kept_aside, read, read_news


def score(sentences: Sequence[Told], reader: Reader) -> dict[str, Counts]:
    total = dict.fromkeys(("events", "type", "status", "quiet"), Counts())
    for told in sentences:
        found = reader.read(told.text).events
        gold = [a for a in told.acts if a.type]
        if not gold:
            total["quiet"] += Counts(not found, 1, 1)
        pairs = match(found, gold, _sided)
        total["events"] += Counts(len(pairs), len(found), len(gold))
        total["type"] += Counts(len(match(found, gold, _typed)), len(found), len(gold))
        total["status"] += Counts(sum(e.status == a.status for e, a in pairs), len(pairs), len(pairs))
    return total


def _typed(event: Event, act: Act) -> bool:
    return event.type == act.type and act.trigger is not None and _share([event.evidence.trigger], [act.trigger])


def _sided(event: Event, act: Act) -> bool:
    sides = ((event.evidence.sources, act.sources), (event.evidence.targets, act.targets))
    return _typed(event, act) and all(_share(ours, theirs) or not (ours or theirs) for ours, theirs in sides)


def _share(ours: Iterable[Span], theirs: Sequence[Part]) -> bool:
    return any(s.start < b and a < s.end for s in ours for a, b in theirs)


def sentences(folder: Path, part: str = "test") -> list[Told]:
    return [t for path in sorted(folder.glob("*.txt")) for t in read(path) if kept_aside(t) == (part == "test")]


def sentences_of_news(data: Path, part: str = "test") -> list[Told]:
    return [t for t in read_news(data) if kept_aside(t) == (part == "test")]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=FOLDER)
    parser.add_argument("--news", type=Path, help="the folder of all data, for sentences of news")
    parser.add_argument("--part", choices=("test", "train"), default="test")
    args = parser.parse_args()
    told = sentences_of_news(args.news, args.part) if args.news else sentences(args.data, args.part)
    show(score(told, Reader()))


if __name__ == "__main__":
    main()
