"""The acts of one sentence: triggers, their sides and their status, under PLOVER's rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from legation.coding.acts.demands import fits
from legation.coding.acts.found import Found
from legation.coding.acts.grammar import complements, core, infinitive, inverted, lemma, outer, passive, undergoer
from legation.coding.acts.lexicon import anchors, own_verbs
from legation.coding.acts.moments import when
from legation.coding.acts.parties import Parties
from legation.coding.acts.rules import ruled
from legation.coding.acts.sides import RECIPROCAL, Roles, addressee, roles, speaker
from legation.coding.acts.slots import slot_words
from legation.coding.acts.status import status
from legation.coding.acts.triggers import Trigger, candidates
from legation.coding.acts.via import via
from legation.coding.acts.words import listed
from legation.coding.acts.written import LEADING, decides
from legation.knowledge.verbs import NONE
from legation.language.sentence import Sentence

SILENCES = ("AGREE", "REJECT", "THREATEN")  # what is promised, refused or threatened is no second act


def acts(who: Parties) -> list[Found]:
    """The acts that a sentence tells, verbs before the nouns they go with, a user's own verbs before all."""
    sentence = who.sentence
    spent: set[int] = set()
    found: list[Found] = []
    told, own = anchors(), own_verbs()
    known = [i for i, w in enumerate(sentence.words) if not told.isdisjoint((lemma(sentence, i), w.text.lower()))]
    ours = [i for i in known if not own.isdisjoint((lemma(sentence, i), sentence.words[i].text.lower()))]
    order = sorted(known, key=lambda i: (i not in ours, sentence.words[i].upos not in ("VERB", "ADJ"), i))
    for i in order:
        if (
            i in spent
            or sentence.words[i].relation in ("amod", "compound")
            or (sentence.words[i].upos == "AUX" and inverted(sentence, sentence.words[i].head))
            or _ability(sentence, i)
            or helping(sentence, i)
            or _alias(sentence, i)
        ):
            continue
        act = _at(who, i)
        if act is None:
            continue
        found.append(act)
        if act.complete or act.both:
            spent.update(_spent(who, act))
    return [f for f in found if f.trigger.head not in spent]


def _ability(sentence: Sentence, i: int) -> bool:
    """Whether an act is only one that somebody is able to do: "capable of building", "the right to defend"."""
    word = sentence.words[i]
    return (
        word.head >= 0
        and word.relation in ("acl", "xcomp", "advcl")
        and lemma(sentence, word.head) in listed("able")
    )


def helping(sentence: Sentence, i: int) -> bool:
    """Whether a participle only tells who carried or mediated what it is said of: "talks mediated by X"."""
    word = sentence.words[i]
    if word.deprel != "acl" or not passive(sentence, i):
        return False
    noun, said = lemma(sentence, word.head), lemma(sentence, i)
    return said in listed("brokers") or (said in listed("carried") and noun in listed("messages"))


def _alias(sentence: Sentence, i: int) -> bool:
    """Whether a verb only gives another name: "Daesh, also called ISIS"."""
    return lemma(sentence, i) in listed("calling") and any(
        lemma(sentence, c) in listed("aliases") for c in sentence.children(i, "advmod")
    )


def _at(who: Parties, i: int) -> Found | None:
    """The act of word ``i`` by the first row that fits; or one that lacks a side and may find it further up."""
    partial: Found | None = None
    for trigger in candidates(who, i):
        if trigger.row.type == NONE:
            return None
        if trigger.row.pos == "N" and trigger.row.type == "AGREE" and i in who.deals:
            continue  # a treaty's name
        found = roles(who, trigger)
        if (order := _ordered(who, trigger, found)) is not None:
            return order
        complete = fits(who, trigger, found)
        named_back = trigger.row.pos == "N" and _referring(trigger) and _back(who, i)
        told_before = named_back or "carry" in trigger.row.flags or _pairing(who, trigger, found)
        if complete or (partial is None and told_before):
            act = _found(who, trigger, found, complete)
            if act.complete:
                return act
            partial = act if told_before else partial
    return partial


def _ordered(who: Parties, trigger: Trigger, found: Roles) -> Found | None:
    """What an imperative in somebody's words asks for: "end the siege" is no end of it."""
    word = who.sentence.words[trigger.head]
    if trigger.row.pos != "V" or "said" in trigger.row.sources or not word.has("Mood=Imp"):
        return None
    sources = () if found.sources else speaker(who, trigger.head)
    if not sources:
        return None
    order = _found(who, trigger, Roles(sources, addressee(who, trigger.head)), True)
    return replace(order, type="REQUEST", mode=None, status="actual")


def _found(who: Parties, trigger: Trigger, found: Roles, complete: bool) -> Found:
    row = trigger.row
    told = "actual" if row.pos == "A" or _decided(who.sentence, trigger) else status(who.sentence, trigger.head)
    type, mode, told = ruled(who.sentence, trigger, told)
    complete = complete and (type == row.type or type != "AGREE" or bool(found.sources))
    return Found(
        who,
        trigger,
        type,
        mode,
        told,
        found.sources,
        found.targets,
        via(who, trigger, found),
        row.pos == "N" and _back(who, trigger.head),
        _pairing(who, trigger, found),
        complete,
        when(who, trigger.head),
    )


def _decided(sentence: Sentence, trigger: Trigger) -> bool:
    """Whether the words that a row asks for tell already that the act won't be, or will: "not", "refused to"."""
    asked = zip(trigger.row.needs, trigger.fillers, strict=True)
    return any(slot == LEADING and decides(sentence, filler, trigger.head) for (slot, _), filler in asked)


def _pairing(who: Parties, trigger: Trigger, found: Roles) -> frozenset[str]:
    """The roles that two who were told before stand in: "they met", "both leaders", "urged the two sides"."""
    out: set[str] = set()
    if "must" in trigger.row.flags:  # "we have to": the speaker's own duty
        return frozenset()
    alike = len(found.sources) == 1 and found.sources == found.targets  # "the two officials met"
    if trigger.row.type in RECIPROCAL and (alike or not found.targets) and _two(who, trigger, "subj", group=alike):
        out.add("sources")
    elif trigger.row.pos == "V" and not found.sources and _two(who, trigger, "subj"):
        out.add("doers")
    if trigger.row.pos == "V" and not found.targets and any(_two(who, trigger, s) for s in trigger.row.targets):
        out.add("targets")
    return frozenset(out)


def _two(who: Parties, trigger: Trigger, slot: str, *, group: bool = False) -> bool:
    """Whether a slot holds "they" or "the two …" of whom, unless ``group``, the actors stage knows none."""
    sentence = who.sentence
    for i in slot_words(who, trigger, slot):
        below = sentence.children(i, "det", "nummod", "amod")
        ours = sentence.words[i].text.lower() == "we" and who.voice(i).statement is None  # the writer's
        own = () if group or ours else (i,)
        told = {sentence.words[c].text.lower() for c in (*own, *below)} & listed("pairs")
        if told and _people(sentence, i):  # not "struck by two missiles"
            return group or not any(who.draft.actor(s.actor).kind == "group" for s in who.direct(i))
    return False


def _people(sentence: Sentence, i: int) -> bool:
    """Whether a word may stand for parties to an act."""
    nouns = ("people", "officials", "organised", "states", "parties")
    return sentence.words[i].upos not in ("NOUN", "PROPN") or any(lemma(sentence, i) in listed(n) for n in nouns)


def _referring(trigger: Trigger) -> bool:
    """Whether the noun tells an act whenever it is named: not "the letter", nor "the deal", which are things."""
    return "sided" not in trigger.row.flags and trigger.row.anchor not in listed("messages")


def _back(who: Parties, i: int) -> bool:
    """Whether a noun refers to what was told: "the visit", "their talks", "a similar rejection"."""
    sentence = who.sentence
    if sentence.words[i].upos == "PROPN" or any(
        sentence.words[c].upos == "PROPN" and not who.direct(c) for c in sentence.children(i, "compound", "amod")
    ):
        return False
    if lemma(sentence, i) in listed("lasting"):  # goes on for days
        return True
    for c in sentence.children(i, "det", "nmod:poss", "amod"):
        said = sentence.words[c].text.lower()
        if said in listed("back") or said in listed("again"):
            return True
    return False


def _spent(who: Parties, act: Found) -> Iterator[int]:
    """Words that are part of the act and tell none of their own."""
    sentence = who.sentence
    yield from (w for w in act.trigger.words if w != act.trigger.head)
    if act.trigger.row.pos == "A":  # "must not send": what must be done is no second act
        yield sentence.words[act.trigger.head].head
    if act.trigger.row.type != "REQUEST":
        for (_, what), filler in zip(act.trigger.row.needs, act.trigger.fillers, strict=True):
            presupposed = act.type == "RETREAT" and act.status != "actual"  # what is to be ended goes on
            if not presupposed and (not what & {"ACTOR", "ANY"} or not who.direct(filler)):
                yield filler
                yield from sentence.children(filler, "conj")
                yield from (c for c in sentence.children(filler, "nmod") if outer(sentence, c) == filler)
    if act.type == "REJECT" and act.trigger.row.pos == "V":  # what is rejected, offered by another
        yield from (core(sentence, o) for o in undergoer(sentence, act.trigger.head))
    if act.type in SILENCES or "what" in act.trigger.row.targets:
        for c in complements(sentence, act.trigger.head):
            if infinitive(sentence, c) or sentence.words[c].relation == "xcomp":
                yield c
                yield from sentence.children(c, "conj")
                yield from (o for o in sentence.children(c, "obj") if lemma(sentence, c) in listed("light"))
