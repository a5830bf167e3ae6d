"""A report as the search for statements sees it: words in one row, quotations, cues."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property

from legation.coding.draft import Draft
from legation.coding.speech.cues import Cue, cues
from legation.coding.speech.words import listed
from legation.language.quotations import Quote, quotes
from legation.language.sentence import Sentence, Word
from legation.nouns import Span


@dataclass(frozen=True)
class Page:
    """A draft with what is looked up often. ``row`` lists all words by sentence and place in it."""

    draft: Draft

    @cached_property
    def parts(self) -> dict[tuple[int, int | None], list[int]]:
        """Where the parts of a sentence begin, by sentence and quotation; filled as they are asked for."""
        return {}

    @cached_property
    def occasions(self) -> dict[int, tuple[int, ...]]:
        """The words for occasions and channels in each sentence that has any."""
        known = listed("occasions") | listed("channels")
        found: dict[int, list[int]] = {}
        for sentence in self.draft.sentences:
            for i, word in enumerate(sentence.words):
                if word.lemma.lower() in known or word.text.lower() in known:
                    found.setdefault(sentence.index, []).append(i)
        return {index: tuple(places) for index, places in found.items()}

    @cached_property
    def text(self) -> str:
        return self.draft.document.text

    @cached_property
    def row(self) -> list[tuple[int, int]]:
        return [(s.index, i) for s in self.draft.sentences for i in range(len(s.words))]

    @cached_property
    def starts(self) -> list[int]:
        """Where each word of the row starts in the text."""
        return [w.start for s in self.draft.sentences for w in s.words]

    @cached_property
    def quotes(self) -> tuple[Quote, ...]:
        return quotes(self.text)

    @cached_property
    def cues(self) -> list[tuple[Cue, ...]]:
        """The cues of each sentence."""
        return [cues(s) for s in self.draft.sentences]

    @cached_property
    def _opened(self) -> list[int]:
        return [q.start for q in self.quotes]

    def at(self, offset: int) -> int:
        """Place in the row of the first word at or after an offset."""
        return bisect_left(self.starts, offset)

    def sentence(self, place: int) -> Sentence:
        return self.draft.sentences[self.row[place][0]]

    def word(self, place: int) -> Word:
        sentence, i = self.row[place]
        return self.draft.sentences[sentence].words[i]

    def quote_at(self, offset: int) -> int | None:
        """The innermost quotation that holds an offset between its marks."""
        last = bisect_right(self._opened, offset) - 1
        k: int | None = last if last >= 0 else None
        while k is not None and not self.quotes[k].start < offset < self.quotes[k].end:
            k = self.quotes[k].parent  # what opened last may be over; what is around it not
        return k

    @cached_property
    def _closing(self) -> dict[int, int]:
        return {q.end: k for k, q in enumerate(self.quotes) if q.closed}

    def quote_closing(self, end: int) -> int | None:
        """The quotation whose closing mark ends at an offset."""
        return self._closing.get(end)

    @cached_property
    def _times(self) -> list[int]:
        return [t.span.start for t in self.draft.times]

    def time_at(self, offset: int) -> Span | None:
        """The date or time of day told by the words around an offset."""
        k = bisect_right(self._times, offset) - 1
        time = self.draft.times[k] if k >= 0 else None
        if time is None or time.type not in ("DATE", "TIME") or time.span.end <= offset:
            return None
        return time.span

    def opened_in(self, start: int, end: int) -> range:
        """The quotations that open within a stretch of text."""
        return range(bisect_left(self._opened, start), bisect_left(self._opened, end))

    def cue_offset(self, cue: Cue) -> int:
        return self.draft.sentences[cue.sentence].words[cue.head].start

    def place_of(self, cue: Cue) -> int:
        """Place in the row of a cue's head."""
        return self.at(self.cue_offset(cue))
