"""States that a report names only as places or by their adjective, and that take part in an act nevertheless."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from legation.coding.acts.pairs import DASH
from legation.coding.draft import Draft
from legation.knowledge import Entity, Knowledge
from legation.nouns import Actor, Event, Span

CONFIDENCE = 0.9  # a state's name in plain sight, whose part in the act is read from the tree


def prepared(draft: Draft) -> Draft:
    """The draft with every state it names anywhere as an actor, those that were none without mentions."""
    here = {a.id for a in draft.actors}
    named = {p.country for p in draft.places if p.country is not None}
    find = Knowledge.load().country
    for sentence in draft.sentences:
        for word in sentence.words:
            if word.upos in ("ADJ", "PROPN", "NOUN") and word.text[0].isupper():
                named.update(n.iso3 for part in DASH.split(word.text) if (n := find(part)) is not None)
    entities = (Knowledge.load().entity(code) for code in sorted(named - here))
    on = draft.document.published
    return replace(draft, actors=(*draft.actors, *(_actor(e, on) for e in entities if e is not None)))


def settled(draft: Draft, events: Iterable[Event], before: Draft) -> Draft:
    """The draft with its events, and of the actors that ``before`` lacks, or has no words of, only those that take
    part in one."""
    told = tuple(events)
    spans: dict[str, set[Span]] = {}
    used: set[str] = set()
    for event in told:
        used.update((*event.sources, *event.targets, *event.via))
        for ids, named in ((event.sources, event.evidence.sources), (event.targets, event.evidence.targets)):
            for id, span in zip(ids, named, strict=False):  # words that no actor stands for come last
                spans.setdefault(id, set()).add(span)
    actors = []
    for actor in draft.actors:
        if before.knows(actor.id) and (actor.mentions or actor.kind != "country"):
            actors.append(actor)
        elif actor.id in used:
            words = actor.mentions or tuple(sorted(spans.get(actor.id, ())))
            actors.append(replace(actor, name=_name(actor, words), mentions=words))
    kept = {a.id for a in actors}
    mentions = tuple(m for m in draft.mentions if m.actor in kept)
    return replace(draft, actors=tuple(actors), mentions=mentions, events=told)


def _name(actor: Actor, words: Iterable[Span]) -> str:
    if actor.kind != "country":
        return actor.name
    return Knowledge.load().countries.called(actor.id, (w.text for w in words))


def _actor(entity: Entity, on: date | None) -> Actor:
    return Actor(
        id=entity.id,
        name=entity.name,
        kind="country",
        country=entity.country,
        code=Knowledge.load().code(entity, on),
        role=None,
        wikidata=entity.wikidata,
        match="exact",
        confidence=CONFIDENCE,
        mentions=(),
    )
