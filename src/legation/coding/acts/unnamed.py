"""People and bodies without a name who take part in an act: "two reporters", "a court in Lima"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from legation.coding.acts.grammar import core, lemma
from legation.coding.acts.parties import Parties
from legation.coding.acts.words import listed
from legation.coding.draft import Draft
from legation.coding.strangers import Stranger, Strangers, stranger
from legation.language.sentence import Act, Mark, Sentence
from legation.language.spans import top


def entered(draft: Draft, sides: Iterable[Parties]) -> Draft:
    """The draft with an actor for each unnamed side that no known actor stands for."""
    found: dict[tuple[int, int], Stranger] = {}
    for who in sides:
        for head, mark in _strangers(who):
            place = who.sentence.index, head
            if place in found and found[place].mention.end >= mark.end:
                continue  # told with fewer words by another act of the sentence
            owner = next((who.draft.actor(s.actor) for s in who.owners(head)), None)
            if (one := stranger(who.draft, who.sentence, mark.start, mark.end, head, owner)) is not None:
                found[place] = one
    strangers = Strangers(draft)
    for place in sorted(found):
        strangers.enter(found[place])
    return strangers.entered()


def _strangers(who: Parties) -> Iterator[tuple[int, Mark]]:
    """Heads of sides for which the report has no actor, each with the words of its phrase."""
    for act in who.sentence.acts:
        for mark in act.arguments:
            head = core(who.sentence, top(who.sentence, mark.start, mark.end))
            briefed = act.trigger.kind == "CONSULT" and lemma(who.sentence, head) in listed("press")
            if briefed or _told_before(who, mark):
                continue
            beside = (head, *who.sentence.children(head, "appos", "flat"))  # "the airline Condor"
            named = any(map(who.direct, beside)) or who.nation(head)
            if _shared(who, head):
                continue  # "the presidents of Peru and Chile": their states
            word = who.sentence.words[head]
            common = word.upos == "NOUN" or word.text.islower() or _titled(who.sentence, mark.start, head)
            if common and not named:
                yield head, mark


def _told_before(who: Parties, mark: Mark) -> bool:
    """Whether words such as "both leaders" stand for two or more whom the report has named."""
    words = who.sentence.words[mark.start : mark.end]
    if listed("pairs").isdisjoint(w.text.lower() for w in words):
        return False
    return len({m.actor for m in who.draft.mentions if m.span.start < words[0].start}) > 1


def _shared(who: Parties, head: int) -> bool:
    """Whether several hold a post, or are a body or people, each of another known state."""
    return who.sentence.words[head].has("Number=Plur") and len(who.owners(head)) > 1


def _titled(sentence: Sentence, start: int, head: int) -> bool:
    """Whether a post is written as a name: "the Vice President"."""
    post = sentence.words[head].upos == "PROPN" and lemma(sentence, head) in listed("officials")
    return post and sentence.words[start].text.lower() == "the" and head - start < 4


def sides(act: Act, kind: str) -> tuple[Mark, ...]:
    return tuple(m for m in act.arguments if m.kind == kind)
