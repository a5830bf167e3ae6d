"""The stretches of a report that say something, in order, each with its statements, events and positions."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from legation.nouns import Event, Position, Record, Span, Statement

Item = Statement | Event | Position

LONGEST = 900
"""A statement longer than this many characters, such as a turn of a transcript, is shown by its first
sentence, so that the events in it stay by their own."""
ENDING = re.compile(r"[.!?…][”’\"')\]]*\s+(?=[“‘\"'(\[]?[A-Z0-9])|\s*\n\s*")
"""Where a sentence ends, for statements alone: events and positions know their sentence."""
SHORT = re.compile(r"(?:\b[A-Z]|\b[A-Z][a-z]{1,3}|\.[A-Za-z])\.\s+$")
"""What looks like the end of a sentence and is a title or initials (Gen., U.S.)."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Characters ``[start, end)`` of the text, and what they say in the order of the text."""

    start: int
    end: int
    items: tuple[Item, ...]


def passages(record: Record) -> list[Passage]:
    """One passage a sentence, or more sentences together where a statement runs over them."""
    text = record.document.text
    items: list[Item] = [*record.statements, *record.events, *record.positions]
    stretches = sorted((*_stretch(text, item), _beginning(item), item.id, item) for item in items)
    out: list[Passage] = []
    for start, end, _, _, item in stretches:
        if out and start < out[-1].end:
            last = out.pop()
            out.append(Passage(last.start, max(last.end, end), (*last.items, item)))
        else:
            out.append(Passage(start, end, (item,)))
    return [Passage(p.start, p.end, tuple(sorted(p.items, key=_beginning))) for p in out]


def spans(item: Item) -> Iterator[Span]:
    """All words that a statement, an event or a position stands on."""
    match item:
        case Statement():
            yield from (s for s in (item.speaker_span, item.cue, *item.content) if s)
        case Event():
            yield from (item.evidence.trigger, *item.evidence.sources, *item.evidence.targets)
        case Position():
            yield item.act.span
            for condition in item.conditions:
                yield from (condition.connective, condition.content)


def _beginning(item: Item) -> int:
    match item:
        case Statement():
            return min(s.start for s in item.content)
        case Event():
            return item.evidence.trigger.start
        case Position():
            return item.act.span.start


def _stretch(text: str, item: Item) -> tuple[int, int]:
    match item:
        case Event():
            return item.evidence.sentence.start, item.evidence.sentence.end
        case Position():
            return item.sentence.start, item.sentence.end
        case Statement():
            return _around(text, item)


def _around(text: str, statement: Statement) -> tuple[int, int]:
    """The sentences that a statement's words are in."""
    start = min(s.start for s in spans(statement))
    end = max(s.end for s in spans(statement))
    if end - start > LONGEST:
        start = _beginning(statement)
        end = start + 1
    near = ENDING.finditer(text, max(0, start - LONGEST), start + 2)  # what follows an ending is looked at too
    before = [m.end() for m in near if m.end() <= start and not _is_short(text, m)]
    after = next((m for m in ENDING.finditer(text, end - 1, end + LONGEST) if not _is_short(text, m)), None)
    first = before[-1] if before else max(0, start - LONGEST)
    last = _without_space(text, after.end()) if after else min(len(text), end + LONGEST)
    return first, max(end, last)


def _is_short(text: str, ending: re.Match[str]) -> bool:
    return "\n" not in ending[0] and bool(SHORT.search(text, max(0, ending.start() - 6), ending.end()))


def _without_space(text: str, end: int) -> int:
    while text[end - 1].isspace():
        end -= 1
    return end
