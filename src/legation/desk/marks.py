"""A report's text cut where marks begin and end, so that marks may lie over each other."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

LAYERS = ("event", "statement", "position", "actor", "time", "place")


@dataclass(frozen=True, slots=True)
class Mark:
    """Words of a layer, and the row they belong to: ``key`` is its id on the page. ``leads`` is where the words
    lead to, ``look`` the class of their look."""

    start: int
    end: int
    layer: str
    look: str
    key: str | None = None
    leads: str | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """Words under the same marks."""

    text: str
    look: str
    keys: str
    leads: str | None


def paragraphs(text: str, marks: Iterable[Mark]) -> list[list[Passage]]:
    """The text's lines that aren't empty, each as its passages."""
    held = sorted((m for m in marks if m.start < m.end), key=lambda m: (m.start, -m.end))
    found: list[list[Passage]] = []
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        if line.strip():
            here = [m for m in held if m.start < end and m.end > start]
            found.append(list(_passages(text, start, end, here)))
        start = end + 1
    return found


def _passages(text: str, start: int, end: int, marks: list[Mark]) -> Iterator[Passage]:
    cuts = sorted({start, end, *(c for m in marks for c in (m.start, m.end) if start < c < end)})
    waiting = marks[::-1]
    over: list[Mark] = []
    for first, last in pairwise(cuts):
        while waiting and waiting[-1].start <= first:
            over.append(waiting.pop())
        over = [m for m in over if m.end > first]
        leads = [m.leads for m in sorted(over, key=lambda m: LAYERS.index(m.layer)) if m.leads]
        looks = dict.fromkeys(word for m in over for word in (f"m-{m.layer}", *m.look.split()))
        keys = dict.fromkeys(m.key for m in over if m.key)
        yield Passage(text[first:last], " ".join(looks), " ".join(keys), leads[0] if leads else None)
