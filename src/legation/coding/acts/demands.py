"""Which sides a row's flags ask for."""

from __future__ import annotations

from legation.coding.acts.grammar import core, lemma, passive
from legation.coding.acts.parties import Parties, Sides
from legation.coding.acts.sides import RECIPROCAL, Roles, slot_sides
from legation.coding.acts.slots import slot_words
from legation.coding.acts.triggers import Trigger, matches
from legation.coding.acts.words import listed
from legation.language.sentence import Sentence

STATE = ("GOV", "MIL", "LEG", "JUD")  # sectors of a state's bodies
VERBAL = ("ACCUSE", "AGREE", "CONCEDE", "CONSULT", "COOPERATE", "REJECT", "REQUEST", "SUPPORT")


def fits(who: Parties, trigger: Trigger, found: Roles) -> bool:
    """Whether an act has the sides that its row's flags ask for, and a political actor among them."""
    if not any(political(who, s.actor) for s in (*found.sources, *found.targets)):
        return False
    return _complete(who.sentence, trigger, found) and _apart(who, trigger, found) and _armed(who, trigger, found)


def _complete(sentence: Sentence, trigger: Trigger, found: Roles) -> bool:
    """Whether the sides are there that must be: both of talks, of a deal, and of a charge in someone's words."""
    row = trigger.row
    if row.pos == "V" and row.type in VERBAL and not (found.sources or passive(sentence, trigger.head)):
        return False  # "evidence to support": nobody does
    both = row.flags & {"sided", "said", "must"} or (row.pos == "N" and row.type in RECIPROCAL)
    if both and not (found.sources and found.targets):
        return False
    return bool(found.targets or "both" not in row.flags) and bool(found.sources or "actor" not in row.flags)


def _apart(who: Parties, trigger: Trigger, found: Roles) -> bool:
    """Whether the sides are as strange to each other, or as little a state, as the flags say."""
    flags = trigger.row.flags
    if "foreign" in flags and any(who.together(s.actor, t.actor) for s in found.sources for t in found.targets):
        return False
    if "must" in flags and not _other(who, found.sources[0].actor, found.targets):
        return False
    if flags & {"protest", "people"} and any(_official(who, s.actor) for s in found.sources):
        return False
    if "bare" in flags and any(
        who.sentence.words[c].upos != "VERB" for c in who.sentence.children(trigger.head, "xcomp", "ccomp")
    ):
        return False
    objects = "protest" in flags and not trigger.row.needs and who.sentence.children(trigger.head, "obj", "ccomp")
    return not objects


def _armed(who: Parties, trigger: Trigger, found: Roles) -> bool:
    """Whether armed forces do it, or are made to, where a row asks for them."""
    flags = trigger.row.flags
    if "armament" in flags and not any(_arms(who.sentence, f) for f in trigger.fillers):
        return False
    if "forced" in flags and not any(_force(who, t.actor) for t in slot_sides(who, trigger, "obj")):
        return False
    return "forces" not in flags or _army(who, trigger) or any(_force(who, s.actor) for s in found.sources)


def political(who: Parties, id: str) -> bool:
    """Whether an actor is more than a stranger of whom the report tells no office."""
    actor = who.draft.actor(id)
    return actor.kind != "person" or actor.match != "new" or actor.role is not None or actor.code is not None


def _official(who: Parties, id: str) -> bool:
    """Whether an actor is a state, a ministry or officials, who protest in words."""
    actor = who.draft.actor(id)
    return actor.kind == "country" or (actor.kind != "person" and (actor.code or "").endswith(STATE))


def _other(who: Parties, speaker: str, targets: Sides) -> bool:
    """Whether what must be done is another's to do: neither the speaker's nor its country's."""
    own = {speaker, who.draft.actor(speaker).country}
    return not any(t.actor in own for t in targets)


def _arms(sentence: Sentence, i: int) -> bool:
    """Whether a programme or its like is one of arms."""
    return any(
        lemma(sentence, c) in listed("armament") for c in (i, *sentence.children(i, "amod", "compound", "nmod"))
    )


def _force(who: Parties, actor: str) -> bool:
    code = who.draft.actor(actor).code or ""
    return "MIL" in code or "REB" in code or "UAF" in code


def _army(who: Parties, trigger: Trigger) -> bool:
    """Whether forces stand in the subject, or below the noun."""
    sentence = who.sentence
    pool = list(slot_words(who, trigger, "subj")) + list(slot_words(who, trigger, "mod"))
    pool += list(slot_words(who, trigger, "of"))
    return any(matches(who, core(sentence, c), frozenset({"forces"})) for c in pool)
