"""People and bodies that a report tells of without a name: "two reporters", "a court in Lima", "the strikers"."""

from __future__ import annotations

from dataclasses import dataclass, replace

from legation.coding.acts.grammar import lemma
from legation.coding.acts.words import listed
from legation.coding.cast.words import listed as told
from legation.coding.draft import Draft, Mention
from legation.knowledge import slug
from legation.language.sentence import Sentence
from legation.nouns import Actor, ActorKind

LONGEST = 12  # words of a phrase that is still a name for somebody
CONFIDENCE = 0.5
LEADING = ("DET", "NUM", "PUNCT", "ADP", "CCONJ", "PRON")


@dataclass(frozen=True, slots=True)
class Stranger:
    """Somebody without a name, and the words that tell of them; ``again`` where these are but "the" and a noun,
    and so may stand for whom the noun told of before."""

    actor: Actor
    mention: Mention
    noun: str
    again: bool


def stranger(
    draft: Draft, sentence: Sentence, start: int, end: int, head: int, owner: Actor | None
) -> Stranger | None:
    """Whom the words ``[start, end)`` around a head noun stand for; None where they tell of no people.

    ``owner`` is the known actor whose people they are.
    """
    kind = _kind(sentence, head)
    first = start
    while first < head and sentence.words[first].upos in LEADING:
        first += 1
    while end > head + 1 and sentence.words[end - 1].upos in LEADING:
        end -= 1  # "a crowd of"
    if kind is None or end - first > LONGEST:
        return None
    again = sentence.words[start].text.lower() == "the" and start + 1 == first == head == end - 1
    first = _behind_number(sentence, first, head)
    if kind == "person" and head + 1 < end and all(w.upos == "PROPN" for w in sentence.words[head + 1 : end]):
        first = head + 1  # "State University scientist Ma Linh"
    name = " ".join(draft.span(sentence, first, max(end, head + 1)).text.split())
    country = owner.country if owner is not None else None
    said = lemma(sentence, head)
    office = said if kind == "person" and said in listed("officials") else None
    while start < head and sentence.words[start].text.lower() in told("degrees"):
        start += 1
    span = draft.span(sentence, start, end)
    actor = Actor(f"{kind}:{slug(name)}", name, kind, country, country, office, None, "new", CONFIDENCE, (span,))
    mention = Mention(span, sentence.index, start, end, head, actor.id, "nominal")
    return Stranger(actor, mention, f"{kind} {sentence.words[head].text.lower()}", again)


class Strangers:
    """Those of a report, entered in the order of the text: "the court" is the last that was told of closely."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._found: dict[str, Actor] = {}
        self._mentions: list[Mention] = []
        self._last: dict[str, str] = {}

    def enter(self, one: Stranger) -> str:
        """The id of the actor that one is."""
        known = (self._last.get(one.noun) or self._told(one)) if one.again else None
        self._last[one.noun] = identity = known or one.actor.id
        actor = self._found.get(identity) or (
            replace(self._draft.actor(known), mentions=()) if known else one.actor
        )
        self._found[identity] = replace(actor, mentions=tuple(sorted({*actor.mentions, one.mention.span})))
        self._mentions.append(replace(one.mention, actor=identity))
        return identity

    def _told(self, one: Stranger) -> str | None:
        """Whom the actors stage knows by the same noun, told of before: "textile workers" for "the workers"."""
        for mention in reversed(self._draft.mentions):
            if mention.form != "nominal" or mention.span.start >= one.mention.span.start:
                continue
            kind = self._draft.actor(mention.actor).kind
            if f"{kind} {self._draft.sentences[mention.sentence].words[mention.head].text.lower()}" == one.noun:
                return mention.actor
        return None

    def entered(self) -> Draft:
        """The draft with them."""
        draft = self._draft
        if not self._mentions:
            return draft
        actors = {a.id: a for a in draft.actors}
        for identity, one in self._found.items():
            known = actors.get(identity, one)
            actors[identity] = replace(known, mentions=tuple(sorted({*known.mentions, *one.mentions})))
        together = sorted((*draft.mentions, *self._mentions), key=lambda m: (m.span.start, m.span.end))
        return replace(draft, actors=tuple(actors.values()), mentions=tuple(together))


def _behind_number(sentence: Sentence, first: int, head: int) -> int:
    """The first word that tells who they are: "miners" of "a number of miners", "at least 25 miners", "40-year-old
    miners"."""
    for i in range(first, head):
        text = sentence.words[i].text.lower()
        count = text[0].isdigit() or text in told("untelling") or text in told("degrees")
        kind = text == "of" and lemma(sentence, i - 1) in listed("partitives")
        aged = text in ("year", "old") and i > 0 and sentence.words[i - 1].text == "-"
        if kind or (i == first and (count or aged or sentence.words[i].upos in LEADING)):
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
