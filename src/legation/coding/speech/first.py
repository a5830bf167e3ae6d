"""Whom "I", "we", "my" and "our" stand for inside a quotation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from legation.coding.draft import Draft, Mention
from legation.coding.speech.page import Page
from legation.coding.speech.words import listed
from legation.nouns import Span, Statement


def first_persons(page: Page, draft: Draft, statements: Sequence[Statement]) -> Draft:
    """The draft with a mention for each first-person pronoun in a direct statement, or in a quoted fragment."""
    taken = {(m.sentence, m.head) for m in draft.mentions}
    speakers: dict[tuple[int, int], str] = {}
    for statement in sorted(statements, key=lambda s: -sum(map(len, s.content))):  # inner ones win
        if statement.kind == "indirect":
            continue
        for span in _quoted(page, statement):
            for k in range(page.at(span[0]), page.at(span[1])):
                if statement.speaker is not None:
                    speakers[page.row[k]] = statement.speaker
                else:
                    speakers.pop(page.row[k], None)
    here = {a.id for a in draft.actors}
    added = []
    for (s, i), speaker in speakers.items():
        word = draft.sentences[s].words[i]
        lower = word.text.lower()
        if (s, i) in taken or word.upos not in ("PRON", "DET"):
            continue
        if lower in listed("first"):
            actor = speaker
        elif lower in listed("first plural"):
            actor = _side(draft, speaker, here)
        else:
            continue
        added.append(Mention(Span(word.start, word.end, word.text), s, i, i + 1, i, actor, "pronoun"))
    mentions = sorted((*draft.mentions, *added), key=lambda m: (m.span.start, m.span.end))
    return replace(draft, mentions=tuple(mentions))


def _quoted(page: Page, statement: Statement) -> list[tuple[int, int]]:
    """The stretches that are the speaker's own words."""
    if statement.kind == "direct":
        return [(c.start, c.end) for c in statement.content]
    return [
        page.quotes[k].inner
        for c in statement.content
        for k in page.opened_in(c.start, c.end)
        if page.quotes[k].end <= c.end + 1
    ]


def _side(draft: Draft, speaker: str, here: set[str]) -> str:
    """Whom a speaker's "we" means: the state of its leaders and officials, or else the speaker."""
    actor = draft.actor(speaker)
    return actor.country if actor.role is not None and actor.country in here and actor.country else speaker
