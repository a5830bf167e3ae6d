"""People and bodies without a name who take part in an act: "two reporters", "a court in Lima"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from legation.coding.acts.grammar import core, lemma
from legation.coding.acts.parties import Parties
from legation.coding.acts.words import listed
from legation.coding.cast.words import listed as told
from legation.coding.draft import Draft, Mention
from legation.knowledge import slug
from legation.language.sentence import Act, Mark, Sentence
from legation.language.spans import topmost
from legation.nouns import Actor, ActorKind

LONGEST = 12  # words of a phrase that is still a name for somebody
CONFIDENCE = 0.5
LEADING = ("DET", "NUM", "PUNCT", "ADP", "CCONJ", "PRON")


def entered(draft: Draft, sides: Iterable[Parties]) -> Draft:
    """The draft with an actor for each unnamed side that no known actor stands for."""
    actors: dict[str, Actor] = {}
    mentions: list[Mention] = []
    for who in sides:
        for head, mark in _strangers(who):
            actor = _actor(who, head, mark)
            if actor is not None:
                start = mark.start
                while start < head and who.sentence.words[start].text.lower() in told("degrees"):
                    start += 1
                span = draft.span(who.sentence, start, mark.end)
                known = actors.get(actor.id, actor)
                actors[actor.id] = replace(known, mentions=tuple(sorted({*known.mentions, span})))
                mention = Mention(span, who.sentence.index, start, mark.end, head, actor.id, "nominal")
                mentions.append(mention)
    if not mentions:
        return draft
    new = tuple(a for a in actors.values() if not draft.knows(a.id))
    together = sorted((*draft.mentions, *mentions), key=lambda m: (m.span.start, m.span.end))
    return replace(draft, actors=(*draft.actors, *new), mentions=tuple(together))


def _strangers(who: Parties) -> Iterator[tuple[int, Mark]]:
    """Heads of sides for which the report has no actor, each with the words of its phrase."""
    for act in who.sentence.acts:
        for mark in act.arguments:
            head = core(who.sentence, top(who.sentence, mark))
            if listed("pairs") & {w.text.lower() for w in who.sentence.words[mark.start : mark.end]}:
                continue  # "both leaders" were told of before
            beside = (head, *who.sentence.children(head, "appos", "flat"))  # "the airline Condor"
            named = any(map(who.direct, beside)) or who.nation(head)
            if who.sentence.words[head].upos == "NOUN" and not named:
                yield head, mark


def top(sentence: Sentence, mark: Mark) -> int:
    """The word of a mark on which its others hang."""
    return topmost(mark.start, mark.end, lambda i: sentence.words[i].head)


def _actor(who: Parties, head: int, mark: Mark) -> Actor | None:
    kind = _kind(who.sentence, head)
    first = mark.start
    while first < head and who.sentence.words[first].upos in LEADING:
        first += 1
    if kind is None or mark.end - first > LONGEST:
        return None
    first = _behind_number(who.sentence, first, head)
    words = who.draft.span(who.sentence, first, max(mark.end, head + 1)).text
    name = " ".join(words.split())
    owner = next((who.draft.actor(s.actor) for s in who.owners(head)), None)
    country = owner.country if owner is not None else None
    said = lemma(who.sentence, head)
    office = said if kind == "person" and said in listed("officials") else None
    return Actor(f"{kind}:{slug(name)}", name, kind, country, country, office, None, "new", CONFIDENCE, ())


def _behind_number(sentence: Sentence, first: int, head: int) -> int:
    """The first word that tells who they are: "miners" of "a number of miners", "at least 25 miners"."""
    for i in range(first, head):
        text = sentence.words[i].text.lower()
        count = text[0].isdigit() or text in told("untelling") or text in told("degrees")
        kind = text == "of" and lemma(sentence, i - 1) in listed("partitives")
        if kind or (i == first and (count or sentence.words[i].upos in LEADING)):
            first = i + 1
    return first


def _kind(sentence: Sentence, head: int) -> ActorKind | None:
    said = lemma(sentence, head)
    if said in listed("organised"):
        return "organisation"
    if said in listed("people"):
        several = said in listed("collective") or sentence.words[head].has("Number=Plur")
        return "group" if several else "person"
    return None


def sides(act: Act, kind: str) -> tuple[Mark, ...]:
    return tuple(m for m in act.arguments if m.kind == kind)
