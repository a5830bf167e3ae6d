"""Attributions beside what they report: "…, X said", "according to X, …", "as X put it"."""

from __future__ import annotations

from dataclasses import dataclass

from legation.coding.speech.cues import Cue
from legation.coding.speech.extents import segment
from legation.coding.speech.page import Page
from legation.coding.speech.words import listed, marks
from legation.coding.stance.clauses import subject
from legation.language.sentence import Sentence

DASHES = (",", "–", "—", "-")
_BESIDE = ("appos", "acl:relcl", "acl", "conj", "cc", "nmod", "advcl", "obl", "flat", "amod", "det", "compound")


def begin(sentence: Sentence, cue: Cue) -> int:
    """The first word of an attribution: of its subject, where that goes before."""
    if cue.pos == "P":
        return cue.words[0]
    subjects = [s for s in sentence.children(cue.head, "nsubj") if s < cue.head]
    if not subjects:
        before = [a for a in sentence.children(cue.head, "aux", "mark", "cc") if a < cue.head]
        return min([cue.words[0], *before])
    start = subjects[-1]
    inside = set(sentence.subtree(start))
    while start - 1 in inside:
        start -= 1
    above = [a for a in sentence.children(cue.head, "mark") if a == start - 1]
    return above[0] if above else start


def end(sentence: Sentence, cue: Cue, start: int, high: int) -> int:
    """One past an attribution: up to the comma behind which what is reported goes on; ``high`` where none does."""
    head = sentence.words[cue.head].head if cue.pos == "P" else cue.head
    inside = set(sentence.subtree(head)) if head >= 0 else set()
    for i in range(max(cue.end, start), high):
        if sentence.words[i].text in ",–—;" and not (i + 1 < high and _aside(sentence, i + 1, inside)):
            return i
    return high


def _aside(sentence: Sentence, i: int, inside: set[int]) -> bool:
    """Whether what follows a comma explains the speaker: an apposition, a relative clause, an adjunct."""
    if i not in inside:
        return False
    node = i
    while sentence.words[node].head > i and sentence.words[node].head in inside:
        node = sentence.words[node].head
    return sentence.words[node].deprel in _BESIDE


def parenthesis(sentence: Sentence, cue: Cue, start: int, stop: int, high: int) -> bool:
    """Whether an attribution hangs beside what it reports, with somebody who says it."""
    word = sentence.words[cue.head]
    subjects = sentence.children(cue.head, "nsubj")
    if not subjects or cue.flagged("ask") or sentence.children(cue.head, "nsubj:pass"):
        return False
    if sentence.words[subjects[-1]].text.lower() in listed("relative") or word.deprel == "acl:relcl":
        return False
    if marks(sentence, cue.head) - {"as"} or sentence.words[start - 1].text not in DASHES:
        return False
    if word.relation in ("advcl", "conj") and (
        stop < high - 1 or (start > 1 and sentence.words[start].upos == "CCONJ")
    ):
        return False
    if word.has("VerbForm=Part") and not sentence.children(cue.head, "aux") and word.has("Tense=Pres"):
        return False
    objects = [o for o in sentence.children(cue.head, "obj", "xcomp") if o > cue.head]
    return not objects or cue.flagged("told")


def active(sentence: Sentence, cue: Cue) -> bool:
    """Whether somebody does the saying: "as X said", and not "as it was written"."""
    return bool(sentence.children(cue.head, "nsubj")) and not sentence.children(cue.head, "nsubj:pass", "aux:pass")


def goes_on(page: Page, sentence: Sentence, cue: Cue) -> bool:
    """Whether a participle tells what the speaker of the main clause goes on to say: "X said …, adding that".

    Of "saying" and others that is so where nobody in its own clause can have said it.
    """
    head = sentence.words[cue.head]
    if (
        sentence.children(cue.head, "nsubj", "aux")
        or not head.text.lower().endswith("ing")
        or head.relation == "acl"
    ):
        return False
    if cue.flagged("on"):
        return True
    nearest = subject(sentence, cue.head)
    if nearest is None:
        return False
    return page.draft.mention_at(sentence, nearest) is None or _behind_report(page, sentence, cue)


def _behind_report(page: Page, sentence: Sentence, cue: Cue) -> bool:
    """Whether a participle stands behind a comma and a reported clause: "X says Y left, saying that"."""
    if sentence.words[cue.head].relation != "advcl" or sentence.words[cue.words[0] - 1].text != ",":
        return False
    clause = sentence.words[cue.head].head
    above = sentence.words[clause].head if sentence.words[clause].relation == "ccomp" else -1
    return any(c.head == above and c.takes("that") for c in page.cues[sentence.index])


@dataclass(frozen=True, slots=True)
class Break:
    """An attribution that ends what is reported in front of it: its first word, and the quotation it is in."""

    first: int
    quote: int | None


def cutting(page: Page, sentence: Sentence, cue: Cue, reports: bool) -> Break | None:
    """The break that a cue makes behind a comma; ``reports``: whether it reports something to its right."""
    if cue.pos == "N":
        return None
    first = begin(sentence, cue)
    if first < 2 or sentence.words[first - 1].text != ",":
        return None
    quote = page.quote_at(page.cue_offset(cue))
    if reports:
        return Break(first, quote) if goes_on(page, sentence, cue) else None
    if not cue.takes("after"):
        return None
    high = segment(page, sentence, cue)[1]
    if cue.pos == "P" or parenthesis(sentence, cue, first, end(sentence, cue, first, high), high):
        return Break(first, quote)
    return None
