"""Who carried a message or mediated an act between others."""

from __future__ import annotations

from collections.abc import Iterator

from legation.coding.acts.grammar import cases, complements, core, doer, lemma, obliques, outer, passive, undergoer
from legation.coding.acts.parties import Parties, Sides
from legation.coding.acts.sides import Roles
from legation.coding.acts.triggers import Trigger
from legation.coding.acts.words import listed


def via(who: Parties, trigger: Trigger, found: Roles) -> Sides:
    """The go-betweens of an act, none of whom is one of its sides."""
    taken = {s.actor for s in (*found.sources, *found.targets)}
    named = [*found.via]
    for i in _words(who, trigger):
        named.extend(s for s in who.of(i) or who.nation(i, cities=True) if s.actor not in taken)
    return tuple({s.actor: s for s in named}.values())


def _words(who: Parties, trigger: Trigger) -> Iterator[int]:
    sentence = who.sentence
    i = trigger.head
    yield from _through(who, i)
    for noun in _nouns(who, trigger):
        message = lemma(sentence, noun) in listed("messages")
        of = sentence.children(noun, "nmod") if message else ()  # "a letter from X delivered by Y": not X
        for c in (*sentence.children(noun, "acl"), *(d for n in of for d in sentence.children(n, "acl"))):
            verb = lemma(sentence, c)
            carried = verb in listed("carried") and message
            if (carried or verb in listed("brokers")) and passive(sentence, c):
                agent = doer(sentence, c)
                yield from () if agent is None else (agent,)
            elif carried and sentence.words[c].deprel == "acl:relcl":
                agent = doer(sentence, c)
                yield from () if agent is None or agent == noun else (agent,)


def _through(who: Parties, i: int) -> Iterator[int]:
    """ "Through Iraq", "via Oman's mediation", on the act or the verb that it goes with."""
    sentence = who.sentence
    top = outer(sentence, i)
    verb = sentence.words[top].head
    pool = obliques(sentence, i) + (obliques(sentence, top) if top != i else [])
    if sentence.words[i].upos != "VERB" and verb >= 0 and sentence.words[verb].upos == "VERB":
        pool += [(c, frozenset(cases(sentence, c))) for c in sentence.children(verb, "obl") if c != top]
    for c, marks in pool:
        if marks & listed("through") or ("by" in marks and lemma(sentence, c) in listed("brokers")):
            yield c
        if lemma(sentence, c) in listed("patronage") and marks & {"with", "under"}:
            yield c


def _nouns(who: Parties, trigger: Trigger) -> Iterator[int]:
    """The nouns of an act that something may be said of: the trigger, its object, its complement's object."""
    sentence = who.sentence
    i = trigger.head
    if sentence.words[i].upos != "VERB":
        yield i
        return
    for o in undergoer(sentence, i):
        yield core(sentence, o)
    for c in complements(sentence, i):
        yield from (core(sentence, o) for o in sentence.children(c, "obj"))
