"""What an act and a condition are about: PLOVER's type of their words, and the sides of a condition's."""

from collections.abc import Iterator
from functools import cache

from legation.coding.acts.grammar import subject
from legation.coding.acts.parties import Parties, Sides
from legation.coding.acts.rules import FRIENDLY
from legation.coding.acts.sides import roles
from legation.coding.acts.status import status
from legation.coding.acts.triggers import Trigger, candidates, matches
from legation.coding.plover import quad
from legation.coding.rows import rows
from legation.coding.stance.connectives import Clause
from legation.coding.stance.words import listed
from legation.knowledge.verbs import NONE
from legation.nouns import About, Event

REFUSED = frozenset((*FRIENDLY, "AGREE"))
"""Types whose denial is a refusal: what fulfils "if they don't sign"."""


def act_type(who: Parties, head: int) -> str | None:
    """The type of the act itself, which its refusal or promise is no part of: of "will not talk" CONSULT.

    By the lexicon's row for the act's verb or noun; else that of the event told there.
    """
    row = next((t.row.type for t in candidates(who, head)), NONE)
    if row != NONE:
        return row
    word = who.draft.span(who.sentence, head, head + 1)
    return next((e.type for e in who.draft.events_in(who.sentence) if e.evidence.trigger.overlaps(word)), None)


def about(who: Parties, clause: Clause) -> About | None:
    """The act that would fulfil a condition: the event told by the clause's head, else the first in its words.

    Where the events stage keeps none, for want of a side or of a fact, the words alone give type and sides. Of a
    denied act ("if they don't sign") its refusal; of denied conflict there is no type.
    """
    content = who.draft.span(who.sentence, *clause.content)
    head = who.draft.span(who.sentence, clause.head, clause.head + 1)
    inside = [e for e in who.draft.events_in(who.sentence) if content.contains(e.evidence.trigger)]
    inside.sort(key=lambda e: not e.evidence.trigger.overlaps(head))
    told = (_of_event(who, e, clause) for e in inside)
    read = (_of_words(who, t, clause) for t in _triggers(who, clause))
    named = (_of_noun(who, i, clause) for i in range(*clause.content))
    return next((a for found in (told, read, named) for a in found if a is not None), None)


def _of_event(who: Parties, event: Event, clause: Clause) -> About | None:
    denied = event.status == "negated" and clause.kind != "without"
    words = enumerate(who.sentence.words)
    head = next((i for i, w in words if w.end > event.evidence.trigger.start), clause.head)
    type = "RETREAT" if _ended(who, head, event.type, clause) else event.type
    content = who.draft.span(who.sentence, *clause.content)
    named = {m.actor for m in who.draft.mentions if content.contains(m.span)}
    inside = zip(event.targets, event.evidence.targets, strict=False)
    targets = tuple(id for id, span in inside if content.contains(span) or id in named)  # others aren't its own
    return _about(type, denied, event.sources, targets)


def _triggers(who: Parties, clause: Clause) -> Iterator[Trigger]:
    for i in sorted(range(*clause.content), key=lambda i: i != clause.head):
        yield from (t for t in candidates(who, i)[:1] if t.row.type != NONE)


def _of_words(who: Parties, trigger: Trigger, clause: Clause) -> About | None:
    found = roles(who, trigger)
    type = "RETREAT" if _ended(who, trigger.head, trigger.row.type, clause) else trigger.row.type
    return _about(type, _denied(who, trigger.head, clause), _ids(found.sources), _ids(found.targets))


def _of_noun(who: Parties, i: int, clause: Clause) -> About | None:
    """By a thing that the condition names; whoever does what the clause tells, or whose it is, is the source."""
    type = next((t for nouns, t in _nouns() if matches(who, i, nouns)), None)
    if type is None or who.sentence.words[i].upos not in ("NOUN", "PROPN"):
        return None
    if _ended(who, i, type, clause):
        type = "RETREAT"
    verbal = who.sentence.words[clause.head].upos in ("VERB", "AUX", "ADJ")
    doing = subject(who.sentence, clause.head) if verbal else None
    sources = who.owners(i) if doing is None or doing == i else who.of(doing)
    return _about(type, _denied(who, clause.head, clause), _ids(sources), ())


@cache
def _nouns() -> tuple[tuple[frozenset[str], str], ...]:
    return tuple((frozenset(row["nouns"].split("|")), row["type"]) for row in rows("condition_nouns"))


def _ended(who: Parties, i: int, type: str, clause: Clause) -> bool:
    """Whether it is the end of an act of conflict that a clause asks for: "an end to the blockade"."""
    above = [a for a in who.sentence.ancestors(i) if clause.content[0] <= a < clause.content[1]]
    ending = any(who.sentence.words[a].lemma.lower() in listed("endings") for a in above)
    return ending and quad(type).endswith("conflict")


def _denied(who: Parties, i: int, clause: Clause) -> bool:
    return clause.kind != "without" and status(who.sentence, i) == "negated"


def _ids(sides: Sides) -> tuple[str, ...]:
    return tuple(s.actor for s in sides)


def _about(type: str, denied: bool, sources: tuple[str, ...], targets: tuple[str, ...]) -> About | None:
    if not denied:
        return About(type, sources, targets)
    return About("REJECT", sources, targets) if type in REFUSED else None
