"""Files of written sentences: blocks of a sentence and a line for each label, parted by blank lines."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")


def blocks(path: Path, parsed: Callable[[str, str], T]) -> Iterator[tuple[int, str, list[T]]]:
    """The number of each sentence's line, the sentence, and its labels, each ``parsed`` from sentence and line.

    Lines that begin with # are left out. Raises ValueError, naming file, line and fault, where ``parsed`` does.
    """
    for start, block in _blocks(path.read_text(encoding="utf-8").splitlines()):
        labels = []
        for at, line in enumerate(block[1:], start + 1):
            try:
                labels.append(parsed(block[0], line))
            except ValueError as fault:
                raise ValueError(f"{path}:{at}: {fault}: {line}") from None
        yield start, block[0], labels


def _blocks(lines: list[str]) -> Iterator[tuple[int, list[str]]]:
    """Lines between blank ones, each with the number of its first."""
    block: list[str] = []
    for at, line in enumerate([*lines, ""], 1):
        if line.startswith("#"):
            continue
        if line.strip():
            block.append(line.strip())
        elif block:
            yield at - len(block), block
            block = []


def check(
    paths: list[str], read: Callable[[Path], list[T]], text: Callable[[T], str], told: Callable[[T], Iterable[str]]
) -> int:
    """Prints the first fault of the files or a sentence that stands twice, and returns 1; else what they hold."""
    count: Counter[str] = Counter()
    seen: set[str] = set()
    for path in paths:
        try:
            sentences = read(Path(path))
        except ValueError as fault:
            print(fault)
            return 1
        for sentence in sentences:
            if text(sentence) in seen:
                print(f"{path}: twice: {text(sentence)}")
                return 1
            seen.add(text(sentence))
            count.update(told(sentence))
    print(len(seen), "sentences;", ", ".join(f"{k} {n}" for k, n in count.most_common()))
    return 0
