"""Whole reports against hand labels: actors, statements, events, positions and conditions.

``python -m benchmarks.records --data FILE`` with a file in the form of the annotation guide. A gold actor is
found by an actor of the record that shares a written form with it, or its country code; each only once.
A statement is found where the content overlaps by half or more and the speaker is right; an event where the
type is right in the sentence and both sides agree (share an actor, or are both empty); a position where holder
and stance agree in its sentence (calls and wishes count as one); a condition where the kind is right and the
content overlaps by half or more.
"""

import argparse
import json
import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, TypeVar

from benchmarks.score import Counts, show
from legation.nouns import Event, Position, Record, Span, Statement
from legation.reader import Reader

Gold = dict[str, Any]
F = TypeVar("F")
G = TypeVar("G")
_STANCES = {"must": "wants", "must-not": "opposes"}


def score(reports: Sequence[Gold], reader: Reader) -> dict[str, Counts]:
    """Counts by kind over ``reports``."""
    total: dict[str, Counts] = {}
    for gold in reports:
        record = reader.read(gold["text"], published=gold["published"], title=gold["title"])
        for name, counts in compare(gold, record).items():
            total[name] = total.get(name, Counts()) + counts
    return total


def compare(gold: Gold, record: Record) -> dict[str, Counts]:
    """Counts by kind for one report."""
    who = align(gold, record)

    def same(ids: Iterable[str], gold_ids: Iterable[str]) -> bool:
        ours, theirs = {who.get(i) for i in ids}, set(gold_ids)
        return bool(ours & theirs) or not (ours or theirs)

    def said(s: Statement, g: Gold) -> bool:
        return _overlaps(s.content, _find(gold, g["content"], g.get("nth", 0)))

    def speaks(s: Statement, g: Gold) -> bool:
        return said(s, g) and (who.get(s.speaker) if s.speaker else None) == g["speaker"]

    def typed(e: Event, g: Gold) -> bool:
        sentence = _find(gold, g["sentence"], g.get("sentence_nth", 0))
        return e.type == g["type"] and sentence is not None and _within(e.evidence.trigger, sentence)

    def sided(e: Event, g: Gold) -> bool:
        return typed(e, g) and same(e.sources, g["sources"]) and same(e.targets, g["targets"])

    def held(p: Position, g: Gold) -> bool:
        sentence = _find(gold, g["sentence"], g.get("nth", 0))
        stance = _STANCES.get(p.stance, p.stance) == _STANCES.get(g["stance"], g["stance"])
        return (
            stance and sentence is not None and _within(p.act.span, sentence) and who.get(p.holder) == g["holder"]
        )

    conditions = [c for p in record.positions for c in p.conditions]
    gold_conditions = [c for p in gold["positions"] for c in p["conditions"]]
    pairs = match(record.events, gold["events"], sided)
    return {
        "actors": Counts(len(who), len(record.actors), len(gold["actors"])),
        "statements": _count(record.statements, gold["statements"], speaks),
        "statements, content alone": _count(record.statements, gold["statements"], said),
        "events": _count(record.events, gold["events"], sided),
        "events, type alone": _count(record.events, gold["events"], typed),
        "status of the events in common": Counts(
            sum(e.status == g["status"] for e, g in pairs), len(pairs), len(pairs)
        ),
        "positions": _count(record.positions, gold["positions"], held),
        "conditions": _count(
            conditions,
            gold_conditions,
            lambda c, g: (
                c.kind == g["kind"] and _overlaps([c.content], _find(gold, g["content"], g.get("nth", 0)))
            ),
        ),
    }


def align(gold: Gold, record: Record) -> dict[str | None, str]:
    """Which gold actor each actor of the record is, by the written forms they share."""
    scores = []
    for actor in record.actors:
        forms = {_plain(t) for t in (actor.name, *(m.text for m in actor.mentions))}
        for g in gold["actors"]:
            written = {_plain(m) for m in [*g["mentions"], g["name"]]}
            shared = sum(f in written for f in forms)
            if actor.kind == g["kind"] == "country" and actor.country == g["country"]:
                shared += 1000
            if shared:
                scores.append((shared, actor.id, g["id"]))
    who: dict[str | None, str] = {}
    for _, ours, theirs in sorted(scores, reverse=True):
        if ours not in who and theirs not in who.values():
            who[ours] = theirs
    return who


def match(found: Sequence[F], gold: Sequence[G], right: Callable[[F, G], bool]) -> list[tuple[F, G]]:
    """Pairs of found and gold, each used once, in the order of the found."""
    left, pairs = list(gold), []
    for f in found:
        for g in left:
            if right(f, g):
                pairs.append((f, g))
                left.remove(g)
                break
    return pairs


def _count(found: Sequence[F], gold: Sequence[G], right: Callable[[F, G], bool]) -> Counts:
    return Counts(len(match(found, gold, right)), len(found), len(gold))


def _plain(text: str) -> str:
    return re.sub(r"^(the|a|an) |['’]s$|\W+$", "", " ".join(text.split()).lower())


def _find(gold: Gold, text: str, nth: int) -> tuple[int, int] | None:
    """Where the ``nth`` occurrence of ``text`` stands in the report."""
    at = -1
    for _ in range(nth + 1):
        at = gold["text"].find(text, at + 1)
        if at < 0:
            return None
    return at, at + len(text)


def _within(span: Span, stretch: tuple[int, int]) -> bool:
    return span.start < stretch[1] and stretch[0] < span.end


def _overlaps(spans: Iterable[Span], stretch: tuple[int, int] | None) -> bool:
    """Whether the spans and the stretch share at least half of the longer of the two."""
    if stretch is None:
        return False
    spans = list(spans)
    shared = sum(max(0, min(s.end, stretch[1]) - max(s.start, stretch[0])) for s in spans)
    return 2 * shared >= max(sum(map(len, spans)), stretch[1] - stretch[0])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data/gold/records_dev.json"))
    show(score(json.loads(parser.parse_args().data.read_text(encoding="utf-8")), Reader()))


if __name__ == "__main__":
    main()
