"""The record while it is made: what is known so far, passed from stage to stage."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, TypeVar

from legation.language.sentence import Sentence
from legation.nouns import Actor, Agreement, Document, Event, Place, Position, Span, Statement, Time

T = TypeVar("T")
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
    """All that the stages know of one document. A stage takes a draft and returns the next.

    ``author`` is the id of the actor whose own words the whole report is, such as a speech.
    """

    document: Document
    sentences: tuple[Sentence, ...]
    times: tuple[Time, ...] = ()
    places: tuple[Place, ...] = ()
    actors: tuple[Actor, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    mentions: tuple[Mention, ...] = ()
    author: str | None = None
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()
    positions: tuple[Position, ...] = ()

    def span(self, sentence: Sentence, start: int, end: int) -> Span:
        """The text span of words ``[start, end)`` of a sentence."""
        return Span.of(self.document.text, sentence.words[start].start, sentence.words[end - 1].end)

    def words(self, sentence: Sentence, span: Span) -> list[int]:
        """The words of a sentence that a span holds, whole or in part."""
        return [i for i, w in enumerate(sentence.words) if w.start < span.end and span.start < w.end]

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
    def _by_head(self) -> dict[tuple[int, int], list[Mention]]:
        found: dict[tuple[int, int], list[Mention]] = defaultdict(list)
        for mention in self.mentions:
            found[mention.sentence, mention.head].append(mention)
        return found

    def mention_at(self, sentence: Sentence, word: int) -> Mention | None:
        """The mention headed by this word, or else the smallest that covers it."""
        key = (sentence.index, word)
        headed = self._by_head.get(key)
        return headed[-1] if headed else self._by_word.get(key)

    def mentions_headed(self, sentence: Sentence, word: int) -> tuple[Mention, ...]:
        """The mentions headed by this word: several where a phrase stands for groups of several states."""
        return tuple(reversed(self._by_head.get((sentence.index, word), ())))

    def times_in(self, sentence: Sentence) -> tuple[Time, ...]:
        """The times told in a sentence."""
        return self._times_in.get(sentence.index, ())

    def statements_in(self, sentence: Sentence) -> tuple[Statement, ...]:
        """The statements with content in a sentence."""
        return self._statements_in.get(sentence.index, ())

    def events_in(self, sentence: Sentence) -> tuple[Event, ...]:
        """The events whose trigger is in a sentence."""
        return self._events_in.get(sentence.index, ())

    @cached_property
    def _times_in(self) -> dict[int, tuple[Time, ...]]:
        return self._by_sentence((t, (t.span,)) for t in self.times)

    @cached_property
    def _statements_in(self) -> dict[int, tuple[Statement, ...]]:
        return self._by_sentence((s, s.content) for s in self.statements)

    @cached_property
    def _events_in(self) -> dict[int, tuple[Event, ...]]:
        return self._by_sentence((e, (e.evidence.trigger,)) for e in self.events)

    def _by_sentence(self, items: Iterable[tuple[T, tuple[Span, ...]]]) -> dict[int, tuple[T, ...]]:
        """Items by the sentences that their spans touch, so that no stage searches a long report for them."""
        starts = [s.start for s in self.sentences]
        found: dict[int, dict[int, T]] = defaultdict(dict)
        for number, (item, spans) in enumerate(items):
            for span in spans:
                for at in range(max(0, bisect_right(starts, span.start) - 1), bisect_right(starts, span.end - 1)):
                    found[at][number] = item
        return {at: tuple(by.values()) for at, by in found.items()}

    def actor(self, id: str) -> Actor:
        """The actor with this id. Raises KeyError where there is none."""
        return self._by_id[id]

    def knows(self, id: str) -> bool:
        """Whether an actor has this id."""
        return id in self._by_id

    @cached_property
    def _by_id(self) -> dict[str, Actor]:
        return {a.id: a for a in self.actors}
