"""Statements: who said what, in which words.

Quotations come first (``speech.quoted``): what stands between marks is speech where a cue leads up to it or
follows it, or where it goes on from such a quotation. Then every other cue is asked what it reports in its own
sentence (``speech.contents``). Who says it is ``speech.speakers``' to tell, to whom, where and when
``speech.circumstances``'; transcripts have turns (``speech.turns``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from legation.coding.draft import Draft
from legation.coding.speech.first import first_persons
from legation.coding.speech.page import Page
from legation.coding.speech.reports import reports
from legation.nouns import Statement


def find(draft: Draft) -> Draft:
    """The draft with its statements in the order of the text, and the actors that "I" and "we" in them mean."""
    if not draft.sentences:
        return draft
    page = Page(draft)
    found, draft = reports(page)
    statements = _numbered(found)
    return replace(first_persons(page, draft, statements), statements=statements)


def _numbered(statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """Statements by where they start, the outer first, with ids, each within the smallest that holds it whole."""
    ordered = sorted(statements, key=lambda s: (s.content[0].start, -s.content[-1].end))
    out: list[Statement] = []
    open_: list[Statement] = []
    for n, statement in enumerate(ordered, 1):
        start, end = statement.content[0].start, statement.content[-1].end
        open_ = [s for s in open_ if s.content[-1].end > start]
        around = [s for s in open_ if _holds(s, statement, start, end)]
        within = min(around, key=lambda s: sum(map(len, s.content))).id if around else None
        one = replace(statement, id=f"s{n}", within=within)
        out.append(one)
        open_.append(one)
    return tuple(out)


def _holds(outer: Statement, inner: Statement, start: int, end: int) -> bool:
    """Whether one statement is told in the words of another: its cue (or speaker) and its content."""
    told = inner.cue or inner.speaker_span
    return any(
        c.start <= start and end <= c.end and (c.start, c.end) != (start, end)
        and (told is None or c.start <= told.start < c.end)
        for c in outer.content
    )  # fmt: skip
