"""Threats: what somebody warns, or says under a condition, that the own side will do to another.

The threat is the act, toward whom it would hit; the blow that it announces is no second one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from legation.coding.acts.found import Found
from legation.coding.acts.grammar import cases, doer, infinitive, lemma, subject
from legation.coding.acts.parties import Parties, Sides
from legation.coding.acts.sides import speaker
from legation.coding.acts.words import listed
from legation.coding.plover import quad

HOSTILE = "material-conflict"
TO_COME = ("future", "hypothetical", "possible")


def threatened(found: list[Found]) -> list[Found]:
    """The acts of a sentence, with each blow that its own doer's side announces told as a threat, once."""
    blows = [(act, cue) for act in found if (cue := _announced(act)) is not None]
    own = [(act, cue) for act, cue in blows if _threat(act, cue)]
    spent = [act for act, _ in own]
    kept = [act for act in found if not any(act is s for s in spent)]
    for act, cue in own:
        told = next((k for k in kept if k.type == "THREATEN" and cue in k.trigger.words), None)
        if told is None:
            kept.append(_told(act, cue))
        else:
            kept[kept.index(told)] = _aimed(told, act)
    feared = {cue for act, cue in blows if not _threat(act, cue)}
    return [k for k in kept if not _feared(k, feared)]


def _announced(act: Found) -> int | None:
    """The verb that announces a blow, None where it struck already or nobody says that it will."""
    sentence, head = act.sentence, act.trigger.head
    if quad(act.type) != HOSTILE or sentence.words[head].upos not in ("VERB", "AUX"):
        return None
    node = head
    while sentence.words[node].relation == "conj" and sentence.words[sentence.words[node].head].upos == "VERB":
        node = sentence.words[node].head
    cue = sentence.words[node].head
    if sentence.words[node].relation not in ("ccomp", "xcomp") or cue < 0:
        return None
    meant = act.status in TO_COME or (infinitive(sentence, node) and lemma(sentence, cue) in listed("warning"))
    return cue if meant else None


def _threat(act: Found, cue: int) -> bool:
    """Whether an announced blow is the announcer's own: "X warned that X would …", "said it would … unless …"."""
    sentence, who = act.sentence, act.who
    warned = lemma(sentence, cue) in listed("warning")
    if not warned and not (act.status == "hypothetical" and list(_terms(act))):
        return False
    speakers = _speakers(who, act, cue)
    agent = doer(sentence, act.trigger.head)
    doers = act.sources if agent is None else (*act.sources, *who.owners(agent))
    own = {any(who.together(d.actor, s.actor) for s in speakers) for d in doers}
    return bool(speakers) and (True in own or not own)


def _speakers(who: Parties, act: Found, cue: int) -> Sides:
    said = subject(who.sentence, cue)
    return (who.of(said) if said is not None else ()) or speaker(who, act.trigger.head)


def _terms(act: Found) -> Iterator[int]:
    """The clauses that an act is said to hang on: "unless …", "if …"."""
    for c in act.sentence.children(act.trigger.head, "advcl"):
        if not listed("conditions").isdisjoint(cases(act.sentence, c)):
            yield c


def _told(act: Found, cue: int) -> Found:
    """A blow as the threat that it is; who would avert it is threatened where nobody else is named."""
    who, sentence = act.who, act.sentence
    sources = _speakers(who, act, cue)
    averting = (s for c in _terms(act) if (said := subject(sentence, c)) is not None for s in who.of(said))
    others = _others(who, sources, act.targets) or _others(who, sources, tuple(averting))
    return replace(act, type="THREATEN", mode=None, status="actual", sources=sources, targets=others)


def _aimed(threat: Found, act: Found) -> Found:
    """A threat with whom the blow would hit as its targets, where it named none of another side."""
    targets = _others(threat.who, threat.sources, threat.targets)
    return replace(threat, targets=targets or _others(threat.who, threat.sources, act.targets))


def _others(who: Parties, own: Sides, sides: Sides) -> Sides:
    return tuple(s for s in sides if not any(who.together(s.actor, o.actor) for o in own))


def _feared(act: Found, cues: set[int]) -> bool:
    """Whether a warning only foretells what another will do to a third, and speaks to nobody."""
    cue = next((c for c in cues if c in act.trigger.words), None)
    return act.type == "THREATEN" and cue is not None and not act.sentence.children(cue, "obj", "iobj")
