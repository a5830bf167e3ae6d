"""Events in single sentences, against those labelled for training and kept aside from it.

``python -m benchmarks.acts [--data FOLDER] [--part test|train]`` on written sentences; with ``--news DATA``, the
folder of all data, on sentences of news, each read in its report. ``type``: an event of that type whose trigger
overlaps. ``events``: whose sides agree too: on each side a span in common, or none in the sentence on both.
``status``: of those found. ``quiet``: the share of the sentences without event in which none is found.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from benchmarks.records import match
from benchmarks.score import Counts, show
from legation.nouns import Event, Span
from legation.reader import Reader
from training.acts import FOLDER, Act, Part, Told, kept_aside, read, read_news


def score(sentences: Sequence[Told], reader: Reader) -> dict[str, Counts]:
    total = dict.fromkeys(("events", "type", "status", "quiet"), Counts())
    by_text = defaultdict[str, list[Told]](list)
    for told in sentences:
        by_text[told.report or told.text].append(told)
    for text, asked in by_text.items():
        events = reader.read(text).events
        for told in asked:
            end = told.at + len(told.text)
            found = [e for e in events if told.at <= e.evidence.trigger.start < end]
            for name, counts in compare(told, found).items():
                total[name] += counts
    return total


def compare(told: Told, found: Sequence[Event]) -> dict[str, Counts]:
    """Counts for the events found in one sentence."""
    gold = [a for a in told.acts if a.type]

    def typed(event: Event, act: Act) -> bool:
        return (
            event.type == act.type and act.trigger is not None and share([event.evidence.trigger], [act.trigger])
        )

    def sided(event: Event, act: Act) -> bool:
        sides = ((event.evidence.sources, act.sources), (event.evidence.targets, act.targets))
        return typed(event, act) and all(
            share(ours, theirs) or not (here(ours) or theirs) for ours, theirs in sides
        )

    def share(ours: Iterable[Span], theirs: Sequence[Part]) -> bool:
        return any(s.start - told.at < b and a < s.end - told.at for s in ours for a, b in theirs)

    def here(spans: Sequence[Span]) -> bool:
        return any(told.at <= s.start < told.at + len(told.text) for s in spans)

    pairs = match(found, gold, sided)
    return {
        "events": Counts(len(pairs), len(found), len(gold)),
        "type": Counts(len(match(found, gold, typed)), len(found), len(gold)),
        "status": Counts(sum(e.status == a.status for e, a in pairs), len(pairs), len(pairs)),
        "quiet": Counts(0, 0, 0) if gold else Counts(not found, 1, 1),
    }


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
