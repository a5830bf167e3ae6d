"""To whom, where and when something is said, and how sure it is that it was said."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterator
from dataclasses import dataclass

from legation.coding.speech.cues import Cue
from legation.coding.speech.page import Page
from legation.coding.speech.words import doubts, listed, marks
from legation.language.sentence import Sentence
from legation.nouns import Span, When

_TOLD = ("obj", "iobj")


@dataclass(frozen=True, slots=True)
class Outside:
    """The words of a sentence that are no part of what is said, in the same quotation as the cue."""

    page: Page
    cue: Cue
    content: tuple[Span, ...]

    def __contains__(self, i: object) -> bool:
        word = self.page.draft.sentences[self.cue.sentence].words[i] if isinstance(i, int) else None
        if word is None or any(c.start <= word.start < c.end for c in self.content):
            return False
        return self.page.quote_at(word.start) == self.page.quote_at(self.page.cue_offset(self.cue))


def addressees(page: Page, cue: Cue, speaker: str | None, outside: Container[int]) -> tuple[str, ...]:
    """The actors spoken to; ``outside`` are the words of the sentence that aren't what is said."""
    sentence = page.draft.sentences[cue.sentence]
    if cue.pos != "V":
        return ()
    found: list[str] = []
    for child in _dependents(sentence, cue, outside):
        for i in (child, *sentence.children(child, "conj")):
            mention = page.draft.mention_at(sentence, i)
            if mention is not None and mention.actor != speaker and mention.actor not in found:
                found.append(mention.actor)
    return tuple(found)


def _dependents(sentence: Sentence, cue: Cue, outside: Container[int]) -> Iterator[int]:
    """Words for who is spoken to."""
    for child in sentence.children(cue.head, *_TOLD, "obl", "nsubj:pass"):
        word, cases = sentence.words[child], marks(sentence, child)
        if child not in outside:
            continue
        if (
            (word.relation in _TOLD and cue.takes("that") and child > cue.head and not cases)
            or word.deprel == "nsubj:pass"
            or (cases & listed("addressees") and word.relation == "obl")
        ):
            yield child
        elif word.relation == "obl" and word.lemma.lower() in listed("talks"):
            for inner in sentence.children(child, "nmod"):
                if marks(sentence, inner) & listed("addressees"):
                    yield inner


def occasion(page: Page, cue: Cue, outside: Container[int]) -> Span | None:
    """The words for where and how it is said: "at a meeting of the board", "on Twitter"."""
    sentence = page.draft.sentences[cue.sentence]
    for i in page.occasions.get(cue.sentence, ()):
        word = sentence.words[i]
        forms = {word.lemma.lower(), word.text.lower()}
        if i not in outside:
            continue
        cases = marks(sentence, i)
        fits = (cases & listed("places") and forms & listed("occasions")) or (
            cases & listed("media places") and forms & listed("channels")
        )
        if fits and _of(sentence, i, cue, outside):
            found = _phrase(page, sentence, i, outside)
            if found is not None:
                return found
    return None


def _phrase(page: Page, sentence: Sentence, i: int, outside: Container[int]) -> Span | None:
    """The phrase of an occasion, without a time at its end."""
    inside = [k for k in _without_clauses(sentence, i) if k in outside]
    times = _times(page, sentence)
    while inside and any(t.start <= sentence.words[inside[-1]].start < t.end for t in times):
        inside.pop()
        while inside and sentence.words[inside[-1]].upos in ("ADP", "PUNCT"):
            inside.pop()
    while inside and sentence.words[inside[-1]].upos == "PUNCT":
        inside.pop()
    while inside and sentence.words[inside[0]].upos == "PUNCT":
        inside.pop(0)
    return page.draft.span(sentence, inside[0], inside[-1] + 1) if i in inside else None


def _without_clauses(sentence: Sentence, i: int) -> list[int]:
    """A phrase up to the first clause or gap in it."""
    inside = set(sentence.subtree(i))
    for child in sentence.children(i, "acl", "advcl", "appos", "parataxis", "ccomp"):
        inside.difference_update(sentence.subtree(child))
    low = high = i
    while low - 1 in inside:
        low -= 1
    while high + 1 in inside:
        high += 1
    return list(range(low, high + 1))


def _times(page: Page, sentence: Sentence) -> list[Span]:
    spans = [t.span for t in page.draft.times]
    low = bisect_left(spans, sentence.start, key=lambda s: s.start)
    high = bisect_right(spans, sentence.end, key=lambda s: s.start)
    return spans[low:high]


def when(page: Page, cue: Cue, outside: Container[int]) -> When | None:
    """The time that the cue's own clause tells."""
    sentence = page.draft.sentences[cue.sentence]
    times = page.draft.times
    low = bisect_left(times, sentence.start, key=lambda t: t.span.start)
    for k in range(low, len(times)):
        time = times[k]
        if time.span.start >= sentence.end:
            return None
        if time.type not in ("DATE", "TIME") or time.start is None:
            continue
        place = bisect_right(sentence.words, time.span.start, key=lambda w: w.end)
        if place < len(sentence.words) and place in outside and _of(sentence, place, cue, outside):
            return time.when()
    return None


def _of(sentence: Sentence, i: int, cue: Cue, outside: Container[int]) -> bool:
    """Whether a word goes with a cue: the nearest clause above it is the cue's, or that of what is said.

    Trees hang "said at a meeting" on the quotation's verb as often as on the cue.
    """
    node = i
    for above in sentence.ancestors(i):
        word = sentence.words[above]
        if above == cue.head or above not in outside:
            return True
        if sentence.words[node].deprel in ("acl:relcl", "acl"):
            return False
        if word.upos in ("VERB", "AUX") and word.relation not in ("xcomp", "cop", "aux"):
            speaking = word.relation == "advcl" and word.text.lower().endswith(
                "ing"
            )  # "speaking at a forum, X said"
            return (speaking and word.head == cue.head) or sentence.words[cue.head].head == above
        node = above
    return False


def certainty(page: Page, cue: Cue) -> float:
    """How sure it is that something was said: less if reported, denied, asked for or only possible."""
    sentence = page.draft.sentences[cue.sentence]
    factor = 1.0
    on, over = doubts("on"), doubts("over")
    for child in sentence.children(cue.head, "advmod", "aux"):
        factor *= on.get(sentence.words[child].text.lower(), on.get(sentence.words[child].lemma.lower(), 1.0))
    word = sentence.words[cue.head]
    if word.relation == "xcomp" and word.head >= 0:
        factor *= over.get(sentence.words[word.head].lemma.lower(), 1.0)
        for child in sentence.children(word.head, "advmod", "aux"):
            factor *= on.get(sentence.words[child].text.lower(), 1.0)
    if word.relation == "advcl" and marks(sentence, cue.head) & {"if", "unless"}:
        factor *= 0.4
    return factor


def negated(sentence: Sentence, cue: Cue) -> bool:
    return any(
        sentence.words[c].lemma.lower() in ("not", "never", "n't") for c in sentence.children(cue.head, "advmod")
    )
