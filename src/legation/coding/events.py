"""Events: who did what to whom, when, and whether it came about.

The words are in ``tables/triggers.tsv``; a row says which type of PLOVER 2 a verb or noun tells and in which slots
of the tree its sides stand. Here each word of a sentence is tried as a trigger, what the language model marks as
an act is joined to it, the sides of an act that is only referred back to ("the visit") are taken from where it was
told, and each act is kept once a sentence, if it is likely enough.
"""

from __future__ import annotations

from legation.coding.acts.belief import believed
from legation.coding.acts.found import Found, events, once
from legation.coding.acts.ground import parties
from legation.coding.acts.learned import joined, learned
from legation.coding.acts.memory import Memory
from legation.coding.acts.phrases import phrased
from legation.coding.acts.reading import acts
from legation.coding.acts.states import prepared, settled
from legation.coding.acts.threats import threatened
from legation.coding.acts.unnamed import entered
from legation.coding.draft import Draft


def find(draft: Draft) -> Draft:
    """The draft with its events, in the order of the text."""
    known = prepared(draft)
    draft, memory, told = acts_of(known)
    kept = [act for found in told for act in believed(found)]
    return phrased(settled(draft, events(draft, memory.told(kept)), known))


def acts_of(known: Draft) -> tuple[Draft, Memory, list[list[Found]]]:
    """The acts of each sentence, however sure they are, with the draft in which those without a name are entered
    and what was remembered of the acts."""
    everyone = list(parties(known))
    draft = entered(known, everyone)
    if draft is not known:  # somebody without a name was entered
        everyone = list(parties(draft))
    memory = Memory()
    told = [once(_kept(memory, act) for act in threatened(joined(acts(who), learned(who)))) for who in everyone]
    return draft, memory, told


def _kept(memory: Memory, act: Found) -> Found:
    """The act, completed from those before, or else as the language model has it."""
    kept = memory.kept(act)
    return kept if kept.complete or act.spare is None else memory.kept(act.spare)
