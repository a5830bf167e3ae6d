"""Sentences with labelled positions (``training/sentences/positions``; its README says how they are written).

``python -m training.positions FILE…`` checks files and prints what they hold. ``sentences/positions_news.tsv``
labels sentences of news reports, by where they stand in these.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

from benchmarks.score import bucket
from legation.nouns.position import ConditionKind, Stance
from training import labelled
from training.acts import offsets, sentences_of_news

FOLDER = Path(__file__).parent / "sentences" / "positions"
NEWS = FOLDER.parent / "positions_news.tsv"
Gold = dict[str, Any]
"""A sentence with its positions, in the form that ``benchmarks.positions`` scores."""


def read(path: Path) -> list[Gold]:
    """The sentences of a file. Raises ValueError, naming file, line and fault, where a line is not understood."""
    return [
        {"sentence": text, "published": None, "positions": positions}
        for _, text, positions in labelled.blocks(path, _position)
    ]


def sentences(folder: Path, part: str) -> list[Gold]:
    """The part, ``test`` or ``train``, of all files of a folder."""
    every = [gold for path in sorted(folder.glob("*.txt")) for gold in read(path)]
    return [gold for gold in every if kept_aside(gold) == (part == "test")]


def read_news(data: Path, part: str) -> Iterator[Gold]:
    """The part, ``test`` or ``train``, of the labelled sentences of the reports in ``data/news``."""
    for text, (published, which, *positions), _, _ in sentences_of_news(data, NEWS):
        if which == part:
            told = [_of_news(text, field) for field in positions]
            yield {"sentence": text, "published": published or None, "positions": told}


def _of_news(text: str, field: str) -> Gold:
    stance, holder, country, toward, act, conditions = field.split("|")

    def words(where: str) -> str | None:
        return text[slice(*offsets(where)[0])] if where else None

    parted = (c.split(":") for c in conditions.split())
    return {
        "stance": stance,
        "holder": words(holder),
        "holder_country": country or None,
        "toward": words(toward),
        "act_text": words(act),
        "conditions": [{"kind": kind, "content": words(where)} for kind, where in parted],
    }


def kept_aside(gold: Gold) -> bool:
    """Whether a sentence is for trying out alone: every second, by its words."""
    return bucket(gold["sentence"], 2) == 0


def _position(text: str, line: str) -> Gold:
    fields = [f.strip() for f in line.split("|")]
    if len(fields) < 4:
        raise ValueError("stance, holder, toward and act are needed")
    stance, holder, toward, act, *conditions = fields
    if stance not in get_args(Stance):
        raise ValueError(f"no stance: {stance}")
    for words in (holder, toward, act):
        if words != "-" and words.lower() not in text.lower():
            raise ValueError(f"not in the sentence: {words!r}")
    if act == "-" or act not in text:
        raise ValueError(f"not in the sentence: {act!r}")
    return {
        "stance": stance,
        "holder": None if holder == "-" else holder,
        "holder_country": None,
        "toward": None if toward == "-" else toward,
        "act_text": act,
        "conditions": [_condition(text, c) for c in conditions],
    }


def _condition(text: str, field: str) -> Gold:
    kind, _, content = (part.strip() for part in field.partition(":"))
    if kind not in get_args(ConditionKind):
        raise ValueError(f"no kind of condition: {kind}")
    if not content or content not in text:
        raise ValueError(f"not in the sentence: {content!r}")
    return {"kind": kind, "content": content}


def _held(gold: Gold) -> Iterator[str]:
    for position in gold["positions"]:
        yield position["stance"]
        yield from (c["kind"] for c in position["conditions"])
    if not gold["positions"]:
        yield "no position"


def main(paths: list[str]) -> int:
    """Prints the first fault of the files, or what they hold."""
    return labelled.check(paths, read, lambda gold: gold["sentence"], _held)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
