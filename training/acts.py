"""Sentences with labelled events (``training/sentences/events``; its README says how they are written).

``python -m training.acts FILE…`` checks files and prints what they hold.
"""

import hashlib
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from legation.coding import plover

FOLDER = Path(__file__).parent / "sentences" / "events"
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
    """A sentence and its events."""

    text: str
    acts: tuple[Act, ...]


def read(path: Path) -> list[Told]:
    """The sentences of a file. Raises ValueError, naming file, line and fault, where a line is not understood."""
    told: list[Told] = []
    for start, block in blocks(path.read_text(encoding="utf-8").splitlines()):
        text, acts = block[0], []
        for number, line in enumerate(block[1:], start + 1):
            try:
                acts.append(_act(text, line))
            except ValueError as fault:
                raise ValueError(f"{path}:{number}: {fault}: {line}") from None
        if not acts:
            raise ValueError(f"{path}:{start}: no event and no NONE below: {text}")
        told.append(Told(text, tuple(acts)))
    return told


def kept_aside(told: Told) -> bool:
    """Whether a sentence is for trying out alone: one in ten."""
    return int(hashlib.sha256(told.text.encode()).hexdigest(), 16) % 10 == 0


def blocks(lines: list[str]) -> Iterator[tuple[int, list[str]]]:
    """Lines between blank ones, each with the number of its first; lines that begin with # are left out."""
    block: list[str] = []
    for number, line in enumerate([*lines, ""], 1):
        if line.startswith("#"):
            continue
        if line.strip():
            block.append(line.strip())
        elif block:
            yield number - len(block), block
            block = []


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


def main(paths: list[str]) -> int:
    """Prints the faults of the files, or what they hold."""
    count: Counter[str] = Counter()
    seen: set[str] = set()
    for path in paths:
        try:
            told = read(Path(path))
        except ValueError as fault:
            print(fault)
            return 1
        for sentence in told:
            if sentence.text in seen:
                print(f"{path}: twice: {sentence.text}")
                return 1
            seen.add(sentence.text)
            count.update(a.type or "NONE" for a in sentence.acts)
            count.update(a.status for a in sentence.acts if a.type)
    print(len(seen), "sentences;", ", ".join(f"{k} {n}" for k, n in count.most_common()))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
