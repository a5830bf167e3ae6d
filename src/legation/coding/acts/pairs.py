"""The two or more sides that a phrase names together: "talks between A and B", "Lima-Quito talks"."""

from __future__ import annotations

import re

from legation.coding.acts.grammar import obliques, outer
from legation.coding.acts.parties import Parties, Side, Sides, unique
from legation.coding.acts.slots import noun_obliques
from legation.coding.acts.triggers import Trigger
from legation.knowledge import Knowledge

DASH = re.compile("[-–—]")
NEAR = 3  # words before a noun among which its joined sides may stand


def between(who: Parties, trigger: Trigger) -> Sides:
    """Both sides of "talks between A and B" and "Tehran-Riyadh talks"."""
    sentence = who.sentence
    pool = list(
        noun_obliques(sentence, trigger.head) if trigger.row.pos == "N" else obliques(sentence, trigger.head)
    )
    for c, marks in pool:
        if (
            marks & {"between", "among"}
            and (trigger.row.pos == "N" or _own(who, trigger, c))
            and (found := pair(who, c))
        ):
            return found
    if trigger.row.pos == "N":
        for c, marks in pool:
            own = sentence.words[c].head in (trigger.head, outer(sentence, trigger.head))
            if "of" in marks and own and len(found := pair(who, c)) > 1:
                return found
    for noun in (trigger.head,) if trigger.row.pos == "N" else trigger.fillers:
        modifiers = sentence.children(noun, "compound", "amod", "nmod:poss")
        found = hyphenated(who, noun) or unique(s for c in modifiers for s in pair(who, c))
        if trigger.row.pos == "N" or len(found) > 1:
            return found
    return ()


def _own(who: Parties, trigger: Trigger, c: int) -> bool:
    """Whether a phrase belongs to a verb or what it needs: not "discussed the trade between X and Y"."""
    head = who.sentence.words[c].head
    return head == trigger.head or head in trigger.fillers


def hyphenated(who: Parties, i: int) -> Sides:
    """The states that a dash joins before a noun, however they were split or hung: "Lima-Quito trade talks"."""
    words = who.sentence.words
    for last in range(i - 1, max(i - 1 - NEAR, -1), -1):
        first = last
        while first and words[first - 1].end == words[first].start:
            first -= 1
        span = who.draft.span(who.sentence, first, last + 1)
        codes = (joined(part) for part in DASH.split(span.text)) if DASH.search(span.text) else ()
        found = unique(Side(c, span) for c in codes if c is not None and who.known(c))
        if len(found) > 1:
            return found
    return ()


def joined(text: str) -> str | None:
    """The state that a part of "Lima-Quito" stands for."""
    state = Knowledge.load().country(text) if text[:1].isupper() else None
    return None if state is None else state.iso3


def pair(who: Parties, i: int) -> Sides:
    """The parties of a phrase, also of "the Saudi and Iranian ministers"."""
    sentence = who.sentence
    found = who.of(i) or who.nation(i)
    modifiers = sentence.children(i, "amod", "compound", "nmod:poss")
    if len(found) < 2 and any(sentence.children(c, "cc") for c in (i, *modifiers, *_conjuncts(who, modifiers))):
        named = (*modifiers, *_conjuncts(who, modifiers))
        nations = unique(s for c in named for s in (who.of(c, derived=False) or who.nation(c)))
        found = who.holders(i, nations) if len(nations) > 1 else found
    return found


def _conjuncts(who: Parties, words: tuple[int, ...]) -> list[int]:
    return [d for c in words for d in who.sentence.children(c, "conj")]
