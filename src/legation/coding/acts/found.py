"""Acts as they were found in a sentence, and the events made of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from legation.coding.acts.contexts import contexts
from legation.coding.acts.moments import place
from legation.coding.acts.parties import Parties, Sides
from legation.coding.acts.triggers import Trigger
from legation.coding.draft import Draft
from legation.coding.plover import quad, score
from legation.language.sentence import Sentence
from legation.nouns import Event, Evidence, Span, Status, When


@dataclass(frozen=True, slots=True)
class Found:
    """One act of a sentence, before it is an event.

    ``back``: its noun refers to an act told before. ``both``: the roles of the two told before ("they met").
    ``others``: the words of each side for which no actor stands. ``probability``: of the type, of one that the
    language model alone tells. ``marked``: the language model tells it from others. ``spare``: the act as the
    language model alone has it, for one whose sides nobody finds. ``confidence``: how sure it is to be told so.
    """

    who: Parties
    trigger: Trigger
    type: str
    mode: str | None
    status: Status
    sources: Sides
    targets: Sides
    via: Sides
    back: bool
    both: frozenset[str]
    complete: bool
    date: When | None
    others: tuple[tuple[Span, ...], tuple[Span, ...]] = ((), ())
    probability: float = 0.0
    marked: bool = False
    spare: Found | None = None
    confidence: float = 0.0

    @property
    def sentence(self) -> Sentence:
        return self.who.sentence

    @property
    def actors(self) -> tuple[frozenset[str], frozenset[str]]:
        return frozenset(s.actor for s in self.sources), frozenset(s.actor for s in self.targets)


def once(found: Iterable[Found]) -> list[Found]:
    """The complete acts of a sentence, each once: of two that say the same, the one with more of its sides."""
    kept: list[Found] = []
    for act in found:
        if not act.complete:
            continue
        twin = next((k for k in kept if _same(k, act)), None)
        if twin is None:
            kept.append(act)
        elif _told(act) > _told(twin):
            kept[kept.index(twin)] = act
    return [act for act in kept if not any(_agreed(act, other) for other in kept)]


def _agreed(act: Found, other: Found) -> bool:
    """Whether a demand is only what its sides agree upon, or is told twice: "agreed with Chile that it should open
    the port", "insisted that Chile must open it"."""
    both = act.type == "REQUEST" and other.type in ("AGREE", "REQUEST") and act.actors == other.actors
    return both and other.trigger.head in act.sentence.ancestors(act.trigger.head)


def _told(act: Found) -> int:
    return len(act.sources) + len(act.targets)


def _same(a: Found, b: Found) -> bool:
    """Whether two acts of a sentence are one: the same type and sides, or one tells no other than the other."""
    (s, t), (u, v) = a.actors, b.actors
    if a.marked and b.marked and a.trigger.row.anchor != b.trigger.row.anchor:
        return False  # "congratulated X and voiced support for it" are two
    if a.type != b.type or (a.mode != b.mode and a.trigger.row.pos == b.trigger.row.pos):
        return False
    if a.status != b.status:  # "met to discuss the treaty" is one meeting
        return b.status == "possible" and a.type == "CONSULT" and s | t == u | v
    alike = (s == u or not s or not u) and (t == v or not t or not v)
    return alike and bool(s & u or t & v)


def events(draft: Draft, found: Iterable[Found]) -> tuple[Event, ...]:
    """Events in the order of the text, with their ids."""
    told = (_apart(draft, f) for f in found if not (f.type == "CONSULT" and _says(draft, f)))
    ordered = sorted(told, key=lambda f: (f.sentence.index, f.trigger.words[0]))
    return tuple(_event(draft, act, f"e{n}") for n, act in enumerate(ordered, start=1))


def _apart(draft: Draft, act: Found) -> Found:
    """The act without a target that is its source: only several act upon each other."""
    doers, patients = act.actors
    alone = len(doers) == 1 and all(draft.actor(d).kind != "group" for d in doers)
    if not doers & patients or (doers == patients and not alone):
        return act
    return replace(act, targets=tuple(t for t in act.targets if t.actor not in doers))


def _says(draft: Draft, act: Found) -> bool:
    """Whether what may be a meeting or a call only says something: "called X “a great man”"."""
    trigger = span_of(draft, act)
    return any(s.cue == trigger for s in draft.statements_in(act.sentence))


def _event(draft: Draft, act: Found, id: str) -> Event:
    sentence = act.sentence
    head = act.trigger.head
    trigger = span_of(draft, act)
    return Event(
        id=id,
        type=act.type,
        mode=act.mode,
        contexts=contexts(sentence, head, act.type),
        quad=quad(act.type),
        score=score(act.type, act.mode),
        sources=tuple(s.actor for s in act.sources),
        targets=tuple(s.actor for s in act.targets),
        via=tuple(s.actor for s in act.via),
        when=act.date,
        place=place(act.who, head),
        agreement=_agreement(act),
        status=act.status,
        reported_in=_statement(draft, sentence, trigger),
        confidence=round(act.confidence, 3),
        evidence=Evidence(
            draft.sentence_span(sentence),
            trigger,
            (*(s.span for s in act.sources), *act.others[0]),
            (*(s.span for s in act.targets), *act.others[1]),
        ),
    )


def span_of(draft: Draft, act: Found) -> Span:
    """The trigger's words where they stand together, else the verb or noun alone."""
    words = act.trigger.words
    if words[-1] - words[0] == len(words) - 1:
        return draft.span(act.sentence, words[0], words[-1] + 1)
    return draft.span(act.sentence, act.trigger.head, act.trigger.head + 1)


def _agreement(act: Found) -> str | None:
    """The agreement that an act is about: among the words that its row asked for, or below them."""
    sentence = act.sentence
    for filler in (*act.trigger.fillers, act.trigger.head):
        for i in (filler, *sentence.children(filler)):
            if found := act.who.deals.get(i):
                return found
    return None


def _statement(draft: Draft, sentence: Sentence, trigger: Span) -> str | None:
    around = [(len(c), s.id) for s in draft.statements_in(sentence) for c in s.content if c.contains(trigger)]
    return min(around)[1] if around else None
