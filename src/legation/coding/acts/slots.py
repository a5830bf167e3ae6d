"""The words that stand in the slots of a trigger: its subject, its object, its prepositions."""

from __future__ import annotations

from collections.abc import Iterator

from legation.coding.acts.grammar import (
    Oblique,
    cases,
    complements,
    core,
    doer,
    lemma,
    objects,
    obliques,
    outer,
    passive,
    subject,
    undergoer,
)
from legation.coding.acts.parties import Parties
from legation.coding.acts.triggers import Trigger
from legation.coding.acts.words import listed
from legation.language.sentence import Sentence

FIXED = ("subj", "obj", "iobj", "comp", "what", "said", "poss", "mod", "main")


def slot_words(who: Parties, trigger: Trigger, slot: str) -> tuple[int, ...]:
    """The words in one slot of a trigger, looked up once: many rows of a word ask for the same slots."""
    key = (trigger.head, slot)
    if key not in who.slots:
        who.slots[key] = tuple(_words(who.sentence, trigger, slot))
    return who.slots[key]


def _words(sentence: Sentence, trigger: Trigger, slot: str) -> Iterator[int]:
    i = trigger.head
    if trigger.row.pos == "N":
        yield from _noun_words(sentence, i, slot)
    elif trigger.row.pos == "A":
        verb = sentence.words[i].head
        found = doer(sentence, verb) if verb >= 0 and slot == "subj" else None
        yield from () if found is None else (found,)
    else:
        yield from _verb_words(sentence, i, slot)


def _verb_words(sentence: Sentence, i: int, slot: str) -> Iterator[int]:
    if slot == "subj":
        found = doer(sentence, i)
        yield from () if found is None else (found,)
    elif slot == "obj":
        yield from undergoer(sentence, i) or sentence.children(i, "iobj")
    elif slot == "iobj":
        yield from sentence.children(i, "iobj")
    elif slot in ("comp", "what"):
        for c in complements(sentence, i):
            if slot == "what":
                yield from sentence.children(c, "obj")
                yield from (o for o, marks in obliques(sentence, c) if marks & listed("concerned"))
            elif (acts := doer(sentence, c) if not passive(sentence, c) else None) is not None:
                yield acts
            else:
                yield from undergoer(sentence, c)
    elif slot not in FIXED:
        yield from (c for c, marks in obliques(sentence, i) if slot in marks)
        if slot == "of":
            for o in undergoer(sentence, i):
                yield from (c for c in sentence.children(core(sentence, o), "nmod:poss", "amod", "compound"))


def _noun_words(sentence: Sentence, i: int, slot: str) -> Iterator[int]:
    if slot == "poss":
        yield from _below(sentence, i, "nmod:poss")
    elif slot == "mod":
        yield from _below(sentence, i, "amod", "compound", "nmod:desc", "nmod:unmarked")
    elif slot == "main":
        verb = sentence.words[i].head
        found = doer(sentence, verb) if sentence.words[i].relation == "obl" else None
        yield from () if found is None else (found,)
    elif slot == "subj":
        found = lender(sentence, i)
        yield from () if found is None else (found,)
    elif slot == "obj":
        yield from ()
    elif slot not in FIXED:
        yield from (c for c, marks in noun_obliques(sentence, i) if slot in marks)


def _below(sentence: Sentence, i: int, *relations: str) -> tuple[int, ...]:
    """Words before a noun, or before the number or kind of it: "its policy of sanctions"."""
    own = sentence.children(i, *relations)
    if own or sentence.words[i].relation != "nmod" or (top := outer(sentence, i)) == i:
        return own
    return sentence.children(top, *relations)


def noun_obliques(sentence: Sentence, i: int) -> Iterator[Oblique]:
    """Phrases with a preposition that belong to a noun: its own, its participle's, its light verb's other ones."""
    own = list(obliques(sentence, i))
    yield from own
    top = outer(sentence, i)
    if top != i:
        yield from (o for o in obliques(sentence, top) if o[0] != i)
    for c in sentence.children(top, "acl"):
        if lemma(sentence, c) not in listed("blaming"):
            yield from ((o, frozenset(cases(sentence, o))) for o in sentence.children(c, "obl"))
    verb = sentence.words[top].head
    if (
        verb >= 0
        and sentence.words[verb].upos == "VERB"
        and (lends(sentence, top, verb) or _undergone(sentence, top))
    ):
        told = {mark for _, marks in own for mark in marks}
        others = ((c, frozenset(cases(sentence, c))) for c in sentence.children(verb, "obl") if c != top)
        yield from ((c, marks) for c, marks in others if not marks & told)


def _undergone(sentence: Sentence, top: int) -> bool:
    """Whether a noun is what its verb's subject undergoes: "received support from X"."""
    word = sentence.words[top]
    return word.deprel == "obj" and lemma(sentence, word.head) in listed("inverse")


def lends(sentence: Sentence, top: int, verb: int) -> bool:
    """Whether a verb lends its sides to the act told by its object or subject."""
    relation = sentence.words[top].deprel
    if relation == "obj" or (relation.startswith("nsubj") and passive(sentence, verb)):
        return lemma(sentence, verb) in listed("light")
    if relation.startswith("nsubj"):
        return lemma(sentence, verb) in listed("occurrence")
    occasion = bool(set(cases(sentence, top)) & listed("occasional"))
    return relation.startswith("obl") and occasion and lemma(sentence, verb) in listed("occasions")


def lender(sentence: Sentence, i: int) -> int | None:
    """Who does the act that a noun tells, by the verb it goes with: "held talks", "is on a visit"."""
    top = outer(sentence, i)
    word = sentence.words[top]
    if sentence.children(top, "cop"):
        return subject(sentence, top) if cases(sentence, top) else None
    for c in sentence.children(top, "acl"):
        if lemma(sentence, c) in listed("ascribed") and passive(sentence, c):
            return next((o for o in sentence.children(c, "obl") if "to" in cases(sentence, o)), None)
        if lemma(sentence, c) in listed("light") and (passive(sentence, c) or top in objects(sentence, c)):
            return doer(sentence, c)
    if word.relation in ("nmod", "obl") and (found := _answerable(sentence, top)) is not None:
        return found
    if word.head < 0 or sentence.words[word.head].upos != "VERB" or not lends(sentence, top, word.head):
        return None
    if lemma(sentence, word.head) in listed("occurrence") and word.deprel == "nsubj":
        return None
    return doer(sentence, word.head)


def _answerable(sentence: Sentence, top: int) -> int | None:
    """Who is named for an act by what he claims or is: "claimed responsibility for it", "is the donor of it"."""
    node, marks = sentence.words[top].head, cases(sentence, top)
    said = lemma(sentence, node)
    if "for" in marks and lemma(sentence, top) not in listed("claimed"):
        claimed = node if said in listed("claimed") else None
        if claimed is None and sentence.words[node].upos == "VERB":
            claimed = next((o for o in objects(sentence, node) if lemma(sentence, o) in listed("claimed")), None)
        verb = -1 if claimed is None else sentence.words[claimed].head
        return doer(sentence, verb) if verb >= 0 and lemma(sentence, verb) in listed("claims") else None
    if "of" not in marks or said not in listed("givers"):
        return None
    if sentence.children(node, "cop"):
        return subject(sentence, node)
    above = sentence.words[node].head
    if sentence.words[node].relation == "xcomp":
        return subject(sentence, above)
    return above if sentence.words[node].relation == "appos" else None
