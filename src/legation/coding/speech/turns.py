"""The turns of a transcript: "THE PRESIDENT: …", "Q: …". Each is what one speaker says."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass

from legation.coding.draft import Draft
from legation.coding.speech.page import Page
from legation.coding.speech.words import listed, plain_text
from legation.nouns import Actor, Span, Statement

SURE = 0.9
FEWEST = 3  # turns that make a transcript; fewer are headings

_SHOUTED = r"[^\W\d_a-zà-ÿ][^\W\d_a-zà-ÿ.’'\-]"
_CAPITALS = rf"{_SHOUTED}+(?:,? (?:{_SHOUTED}*|of|von|van|der|de|al|el|bin)){{0,5}}"
_TITLED = r"[^\W\d_a-z][\w.’'\-]+(?: [^\W\d_a-z][\w.’'\-]*){0,3}"
_LABEL = re.compile(
    rf"(?m)^[^\S\n]*[*_>\[\\]{{0,4}}(?:(?P<open>Q)(?=[^\S\n]{{2,}})|(?P<label>{_CAPITALS}|{_TITLED}|Q|A)"
    r"(?: \([^)\n]{1,60}\))?[*_\]]{0,3}:)[*_]{0,3}(?=\s)"
)


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn: its label, and where its words start and end."""

    label: Span
    start: int
    end: int


def turns(page: Page) -> list[Statement]:
    """The turns of a report as direct statements; none where it is no transcript."""
    found = _transcript(page.draft, _turns(page.text))
    who: dict[str, str | None] = {}
    out = []
    for turn in found:
        key = turn.label.text
        if key not in who:
            who[key] = _speaker(page, turn)
        start, end = _trimmed(page.text, turn.start, turn.end)
        if plain_text(page.text[start:end]):
            content = (Span.of(page.text, start, end),)
            out.append(Statement("", "direct", who[key], turn.label, None, content, certainty=SURE))
    return out


def _turns(text: str) -> list[Turn]:
    labels = []
    for m in _LABEL.finditer(text):
        group = "open" if m["open"] else "label"
        labels.append((m.start(), Span(m.start(group), m.end(group), m[group]), m.end()))
    if not labels:
        return []
    ends = [at for at, _, _ in labels[1:]] + [len(text)]
    return [Turn(label, start, end) for (_, label, start), end in zip(labels, ends, strict=True)]


def _transcript(draft: Draft, found: list[Turn]) -> list[Turn]:
    """The turns, if they make a transcript: labels come again, and are no mere headings of a list."""
    count = Counter(t.label.text for t in found)
    again = {label for label, times in count.items() if times > 1}
    spoken = [t for t in found if t.label.text in again or t.label.text.isupper()]
    if len(spoken) >= FEWEST and again and len(again) * 2 >= len(count) - 2 and len(count) > 1:
        return spoken
    titled = [t for t in found if t.label.text.isupper() and _title(t.label.text)]
    return [t for t in spoken if t.label.text.isupper()] if titled else []


def _title(label: str) -> bool:
    """Whether a label starts with a title: "THE PRESIDENT", "MR. X"."""
    return label.lower().split()[0].strip(".") in listed("turn titles")


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


def _speaker(page: Page, turn: Turn) -> str | None:
    """Whose turn it is: whom the label's words mention, or else whose name or post it gives."""
    draft = page.draft
    for k in range(page.at(turn.label.start), page.at(turn.label.end)):
        mention = draft.mention_at(page.sentence(k), page.row[k][1])
        if mention is not None and draft.actor(mention.actor).kind == "person":
            return mention.actor
    words = _plain(turn.label.text).split()
    people = [a for a in draft.actors if a.kind == "person"]
    named = [a for a in people if _plain(a.name).split()[-1:] == words[-1:]]
    if len(named) == 1:
        return named[0].id
    post = " ".join(w for w in words if w != "the")
    holders = named or [a for a in people if a.role is not None and _plain(a.role) == post]
    by = draft.author
    if any(a.id == by for a in holders):
        return by
    return max(holders, key=_prominence).id if holders else None


def _prominence(actor: Actor) -> int:
    return len(actor.mentions)


def _plain(text: str) -> str:
    """Lower case without accents and full stops."""
    letters = unicodedata.normalize("NFKD", text)
    return "".join(c for c in letters if not unicodedata.combining(c) and c != ".").lower()
