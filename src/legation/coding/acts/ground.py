"""A report prepared for reading acts: which words of each sentence name a place or an agreement."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from legation.coding.acts.parties import Parties, Report, Side
from legation.coding.acts.words import classes, listed
from legation.coding.draft import Draft
from legation.knowledge import Knowledge, by_knowledge
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
            {**_called(draft, sentence), **{i: v for i, v in deals.words(sentence) if isinstance(v, str)}},
        )


def _called(draft: Draft, sentence: Sentence) -> dict[int, str]:
    """Agreements of the report by a part of their names: "the nuclear deal"."""
    found: dict[int, str] = {}
    for i, word in enumerate(sentence.words) if draft.agreements else ():
        if word.lemma.lower() in classes()["deal"] and word.upos == "NOUN":
            below = sentence.children(i, "amod", "compound")
            phrase = " ".join(sentence.words[c].text.lower() for c in (*below, i))
            named = [a.id for a in draft.agreements if below and phrase in _names(a.id)]
            if named:
                found[i] = named[-1]
    return found


@by_knowledge
def _names(agreement: str) -> str:
    """All names of a known agreement, in lower case."""
    known = next((a for a in Knowledge.load().agreements if a.id == agreement), None)
    return "" if known is None else " | ".join((known.name, *known.aliases)).lower()


def _report(draft: Draft) -> Report:
    protesters = (m for m in draft.mentions if m.span.text.lower().rpartition(" ")[2] in listed("protesters"))
    return Report(
        tuple(Side(m.actor, m.span) for m in islice(protesters, 1)),
        {(a.country, a.role): a.id for a in draft.actors if a.kind == "person" and a.role is not None},
    )
