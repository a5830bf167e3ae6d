"""The record while it is made: what is known so far, passed from stage to stage."""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from legation.language.sentence import Sentence
from legation.nouns import Actor, Agreement, Document, Event, Place, Position, Span, Statement, Time

Form = Literal["name", "nominal", "pronoun"]


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that stand for an actor: ``words`` is a half-open range in sentence ``sentence``, ``head`` one of
    them. ``actor`` is the actor's id."""

    span: Span
    sentence: int
    start: int
    end: int
    head: int
    actor: str
    form: Form


@dataclass(frozen=True)
class Draft:
    """All that the stages know of one document. A stage takes a draft and returns the next."""

    document: Document
    sentences: tuple[Sentence, ...]
    times: tuple[Time, ...] = ()
    places: tuple[Place, ...] = ()
    actors: tuple[Actor, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    mentions: tuple[Mention, ...] = ()
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()
    positions: tuple[Position, ...] = ()

    def span(self, sentence: Sentence, start: int, end: int) -> Span:
        """The text span of words ``[start, end)`` of a sentence."""
        return Span.of(self.document.text, sentence.words[start].start, sentence.words[end - 1].end)

    def sentence_span(self, sentence: Sentence) -> Span:
        return self.span(sentence, 0, len(sentence.words))

    @cached_property
    def _by_word(self) -> dict[tuple[int, int], Mention]:
        found: dict[tuple[int, int], Mention] = {}
        for mention in sorted(self.mentions, key=lambda m: m.start - m.end):  # inner mentions win
            for i in range(mention.start, mention.end):
                found[mention.sentence, i] = mention
        return found

    @cached_property
    def _by_head(self) -> dict[tuple[int, int], Mention]:
        return {(m.sentence, m.head): m for m in self.mentions}

    def mention_at(self, sentence: Sentence, word: int) -> Mention | None:
        """The mention headed by this word, or else the smallest that covers it."""
        key = (sentence.index, word)
        return self._by_head.get(key) or self._by_word.get(key)

    def actor(self, id: str) -> Actor:
        """The actor with this id. Raises KeyError where there is none."""
        return self._by_id[id]

    @cached_property
    def _by_id(self) -> dict[str, Actor]:
        return {a.id: a for a in self.actors}
