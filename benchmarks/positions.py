"""Sentences of diplomatic news against hand labels: positions, conditions and their kinds.

``python -m benchmarks.positions --data FILE`` with sentences in the form of ``positions_dev.json``; each is
read alone. A position is found where the stance agrees (calls and wishes count as one), the words of the act
overlap, and the holder is the one that is labelled: its mention overlaps the labelled words, or its country is
the labelled country. What several hold together ("A and B said they will …") is one position, as it is in the
labels. Where the label names a holder that the sentence doesn't (a pronoun, or nobody), any holder will do. A
condition is found where its kind is right and the content overlaps by half or more; ``conditions, any kind`` asks
for the content alone, ``kinds`` for the kind of those.
"""

import argparse
import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.records import match
from benchmarks.score import Counts, show
from legation.nouns import Condition, Position, Record
from legation.reader import Reader

Gold = dict[str, Any]
CALLS = {"must": "wants", "must-not": "opposes"}
PRONOUNS = {"he", "she", "it", "they", "we", "i"}


def score(sentences: Sequence[Gold], reader: Reader) -> dict[str, Counts]:
    """Counts by kind over ``sentences``."""
    total: dict[str, Counts] = {}
    for gold in sentences:
        record = reader.read(gold["sentence"], published=gold["published"])
        for name, counts in compare(gold, record).items():
            total[name] = total.get(name, Counts()) + counts
    return total


def compare(gold: Gold, record: Record) -> dict[str, Counts]:
    """Counts for one sentence."""
    text = record.document.text

    def stated(p: Position, g: Gold) -> bool:
        return CALLS.get(p.stance, p.stance) == CALLS.get(g["stance"], g["stance"]) and acts(p, g)

    def acts(p: Position, g: Gold) -> bool:
        return any(
            p.act.span.start < m.end() and m.start() < p.act.span.end
            for m in re.finditer(re.escape(g["act_text"]), text)
        )

    def held(p: Position, g: Gold) -> bool:
        return stated(p, g) and _holds(record, p, g)

    def covers(c: Condition, g: Gold) -> bool:
        return any(
            2 * (min(c.content.end, m.end()) - max(c.content.start, m.start()))
            >= max(len(c.content), m.end() - m.start())
            for m in re.finditer(re.escape(g["content"]), text)
        )

    held_once = list({(p.stance, p.act.span): p for p in reversed(record.positions)}.values())
    found = [c for p in held_once for c in p.conditions]
    labelled = [c for p in gold["positions"] for c in p["conditions"]]
    pairs = match(found, labelled, covers)
    right = match(found, labelled, lambda c, g: c.kind == g["kind"] and covers(c, g))
    exact = match(found, labelled, lambda c, g: c.content.text == g["content"])
    whole = match(held_once, gold["positions"], lambda p, g: held(p, g) and _toward(record, p, g))
    sizes = len(held_once), len(gold["positions"])
    return {
        "positions": Counts(len(match(held_once, gold["positions"], held)), *sizes),
        "positions, whoever holds": Counts(len(match(held_once, gold["positions"], stated)), *sizes),
        "positions and toward": Counts(len(whole), *sizes),
        "conditions": Counts(len(right), len(found), len(labelled)),
        "conditions, any kind": Counts(len(pairs), len(found), len(labelled)),
        "conditions, exact words": Counts(len(exact), len(found), len(labelled)),
        "kinds": Counts(sum(c.kind == g["kind"] for c, g in pairs), len(pairs), len(pairs)),
    }


def _holds(record: Record, position: Position, gold: Gold) -> bool:
    """Whether the holder is the labelled one, as far as the sentence alone can say."""
    name = gold["holder"]
    if name is None or name.lower() in PRONOUNS:
        return True
    return _is(record, position.holder, name, gold["holder_country"])


def _toward(record: Record, position: Position, gold: Gold) -> bool:
    if gold["toward"] is None or position.toward is None:
        return gold["toward"] is None and position.toward is None
    return _is(record, position.toward, gold["toward"], None)


def _is(record: Record, id: str, name: str, country: str | None) -> bool:
    actor = record.actor(id)
    if country is not None and actor.country == country:
        return True
    text = record.document.text
    return any(
        span.start < m.end() and m.start() < span.end
        for span in actor.mentions
        for m in re.finditer(re.escape(name), text, re.IGNORECASE)
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data/gold/positions_dev.json"))
    show(score(json.loads(parser.parse_args().data.read_text(encoding="utf-8")), Reader()))


if __name__ == "__main__":
    main()
