"""A report prepared for reading acts: which words of each sentence name a place or an agreement."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from legation.coding.acts.parties import Parties, Report, Side
from legation.coding.acts.words import listed
from legation.coding.draft import Draft
from legation.language.sentence import Sentence


@dataclass(frozen=True, slots=True)
class Marked:
    """Spans in the order of the text, with what each stands for."""

    spans: tuple[tuple[int, int, int | str], ...]
    starts: tuple[int, ...]

    def words(self, sentence: Sentence) -> Iterator[tuple[int, int | str]]:
        """Words of a sentence that a span covers, with what it stands for."""
        first = bisect_left(self.starts, sentence.start)
        for start, end, value in self.spans[first : bisect_left(self.starts, sentence.end)]:
            for i, word in enumerate(sentence.words):
                if start <= word.start < end:
                    yield i, value


def marked(spans: Sequence[tuple[int, int, int | str]]) -> Marked:
    ordered = tuple(sorted(spans, key=lambda s: s[:2]))
    return Marked(ordered, tuple(s[0] for s in ordered))


def parties(draft: Draft) -> Iterator[Parties]:
    """What finds the actors of each sentence, in order."""
    report = _report(draft)
    places = marked([(p.span.start, p.span.end, n) for n, p in enumerate(draft.places)])
    deals = marked([(m.start, m.end, a.id) for a in draft.agreements for m in a.mentions])
    for sentence in draft.sentences:
        yield Parties(
            draft,
            sentence,
            report,
            {i: v for i, v in places.words(sentence) if isinstance(v, int)},
            {i: v for i, v in deals.words(sentence) if isinstance(v, str)},
        )


def _report(draft: Draft) -> Report:
    protesters = (m for m in draft.mentions if m.span.text.split()[-1].lower() in listed("protesters"))
    return Report(
        draft.author,
        tuple(Side(m.actor, m.span) for m in islice(protesters, 1)),
        {(a.country, a.role): a.id for a in draft.actors if a.kind == "person" and a.role is not None},
    )
