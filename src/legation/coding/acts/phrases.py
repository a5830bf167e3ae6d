"""The whole phrases of an act's sides, as its evidence: not the name alone but "the head of the health agency"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from legation.coding.acts.grammar import cases
from legation.coding.draft import Draft
from legation.language.sentence import Sentence
from legation.language.spans import top
from legation.nouns import Event, Span

BEFORE = ("amod", "compound", "nmod:poss", "nmod:desc", "nmod:unmarked", "flat")
"""How a name stands to the noun whose phrase it opens: "Peru" of "Peru's offer", "a Peruvian ship"."""
WITHIN = ("det", "nummod", "appos", *BEFORE)
JOINED = frozenset(("of", "in"))  # what stands so behind a noun tells which one it is
NOUNS = ("NOUN", "PROPN")


def phrased(draft: Draft) -> Draft:
    """The draft with the phrases of its events' sides, as far as none holds the trigger or another side.

    A target's phrase is that of what the act hits: "Peru's offer" was rejected."""
    sentences = {(s.start, s.end): s for s in draft.sentences}
    return replace(draft, events=tuple(_event(draft, sentences, e) for e in draft.events))


def _event(draft: Draft, sentences: dict[tuple[int, int], Sentence], event: Event) -> Event:
    told = event.evidence
    sentence = sentences.get((told.sentence.start, told.sentence.end))
    if sentence is None:
        return event

    def whole(spans: tuple[Span, ...], hit: bool) -> tuple[Span, ...]:
        every = (told.trigger, *told.sources, *told.targets)
        return tuple(_whole(draft, sentence, s, [o for o in every if not o.overlaps(s)], hit) for s in spans)

    sources, targets = whole(told.sources, False), whole(told.targets, True)
    return replace(event, evidence=replace(told, sources=sources, targets=targets))


def _whole(draft: Draft, sentence: Sentence, span: Span, others: Iterable[Span], hit: bool) -> Span:
    inside = draft.words(sentence, span)
    if not inside:  # told elsewhere
        return span
    taken = {i for o in others for i in draft.words(sentence, o)}
    name = top(sentence, inside[0], inside[-1] + 1)
    for noun in _nouns(sentence, name) if hit else (name,):
        if taken.isdisjoint(words := set(_phrase(sentence, noun))):
            first, last = _run(sentence, noun, words | set(inside))
            return draft.span(sentence, min(first, inside[0]), max(last, inside[-1]) + 1)
    return span


def _nouns(sentence: Sentence, name: int) -> Iterator[int]:
    """The nouns whose phrase a name may open, the outermost first, and at last itself."""
    word = sentence.words[name]
    if word.deprel in BEFORE and sentence.words[word.head].upos in NOUNS:
        yield from _nouns(sentence, word.head)
    yield name


def _phrase(sentence: Sentence, noun: int) -> Iterator[int]:
    """A noun and the words that tell which it is, without clauses, and without others named beside it."""
    yield noun
    for c in sentence.children(noun):
        word = sentence.words[c]
        if word.deprel in WITHIN or word.relation in ("det", "flat"):
            yield from sentence.subtree(c) if c < noun else _phrase(sentence, c)
        elif word.relation == "nmod" and JOINED & set(cases(sentence, c)):
            yield from sentence.children(c, "case")
            yield from _phrase(sentence, c)


def _run(sentence: Sentence, noun: int, words: set[int]) -> tuple[int, int]:
    """The first and the last word of an unbroken stretch of a phrase, commas and brackets in it left in."""
    first = last = noun
    for step in (-1, 1):
        i = noun
        while 0 <= i < len(sentence.words) and (i in words or sentence.words[i].upos in ("PUNCT", "PART")):
            if i in words:
                first, last = min(first, i), max(last, i)
            i += step
    return first, last
