"""What is told twice: by an outlet that passes on another's words, or by a cue outside a quotation's own."""

from __future__ import annotations

from bisect import bisect_right

from legation.coding.cast.words import outlet
from legation.coding.speech.found import Found
from legation.coding.speech.page import Page
from legation.coding.speech.quoted import Told
from legation.nouns import Statement


def once(page: Page, made: list[tuple[Found, Statement]], quotations: list[Told]) -> list[Statement]:
    """Statements without those of outlets that only pass another's on, and without what is told twice."""
    quoted = sorted((page.quotes[k].start, page.quotes[k].end, k) for t in quotations for k in t.quotes)
    starts = [q[0] for q in quoted]
    by_sentence: dict[int, list[Statement]] = {}
    for one, statement in made:
        if one.cue is not None:
            by_sentence.setdefault(one.cue.sentence, []).append(statement)
    out = []
    for one, statement in made:
        if one.cue is not None and _relays(statement, by_sentence[one.cue.sentence]):
            continue
        if one.told is None and _told_twice(page, one, statement, quoted, starts):
            continue
        out.append(statement)
    return out


def _relays(statement: Statement, others: list[Statement]) -> bool:
    """Whether an outlet passes on what somebody else says: that one's cue and most of the words are in it."""
    if statement.speaker is not None or statement.speaker_span is None or not outlet(statement.speaker_span.text):
        return False
    inside = [
        sum(map(len, o.content))
        for o in others
        if o is not statement and any(o.cue is not None and c.contains(o.cue) for c in statement.content)
    ]
    return 5 * sum(inside) > 2 * sum(map(len, statement.content))


def _told_twice(
    page: Page, one: Found, statement: Statement, quoted: list[tuple[int, int, int]], starts: list[int]
) -> bool:
    """Whether a cue's content is mostly a quotation that is a statement by itself, told from outside it."""
    size = sum(map(len, statement.content))
    covered = 0
    for span in statement.content:
        for start, end, k in quoted[bisect_right(starts, span.start - 2) : bisect_right(starts, span.end)]:
            if page.quotes[k].parent == page.quote_at(one.at):
                covered += max(0, min(end, span.end) - max(start, span.start))
    return 10 * covered > 6 * size
