"""How sure it is that an act is told as it was found: what speaks for it and against it, weighed.

The weights are those of a logistic regression, learned by ``training.belief`` from labelled sentences of news that
the language model's marks were not learned from.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from math import exp, log

from legation.coding.acts.found import Found
from legation.coding.acts.parties import Sides
from legation.coding.acts.row import OWN_VERB
from legation.coding.rows import rows
from legation.language.sentence import Act, Sentence

LEAST = 0.15
"""The belief from which an act is kept: under half of the F1 reached, where one more costs as much as it adds."""
_EVEN = 0.01  # probabilities nearer to 0 or 1 than this are no surer


def believed(found: Sequence[Found]) -> list[Found]:
    """The acts of a sentence that are likely enough, or told by a user's own verbs, or as what must be."""
    told = [replace(act, confidence=belief(act, found)) for act in found]
    return [act for act in told if act.confidence >= LEAST or act.trigger.row.flags & {OWN_VERB, "must"}]


def belief(act: Found, beside: Sequence[Found]) -> float:
    """The probability that the act is told, with these sides; ``beside`` are all acts of its sentence."""
    weights = _weights()
    odds = sum(weights.get(name, 0.0) * value for name, value in features(act, beside).items())
    return 1 / (1 + exp(-odds))


@cache
def _weights() -> dict[str, float]:
    return {row["feature"]: float(row["weight"]) for row in rows("act_belief")}


def features(act: Found, beside: Sequence[Found]) -> dict[str, float]:
    """What an act's belief is weighed from, by name; what isn't there is 0."""
    marks = _marks(act)
    same = [m for m in marks if m.trigger.kind == act.type]
    others = [_acting(other) for other in beside if other is not act]
    upos = act.sentence.words[act.trigger.head].upos
    found = {
        "always": 1.0,
        "marked": _odds(max(m.probability for m in same)) if same else 0.0,
        "not marked": float(not same),
        "marked as another": float(bool(marks) and not same),
        "tells an act": _odds(_acting(act)),
        "surest beside": max(others, default=0.0),
        "others beside": log(1 + len(others)),
        f"type {act.type}": 1.0,
        f"status {act.status}": 1.0,
        f"word {upos}": 1.0,
        f"word {upos}, not marked": float(not same),
        "referring back": float(act.back),
        "both told before": float(bool(act.both)),
        "quoted": float(act.who.voice(act.trigger.head).statement is not None),
    }
    for name, sides, without in (("source", act.sources, act.others[0]), ("target", act.targets, act.others[1])):
        here = tuple(s for s in sides if _stands(act.sentence, s.span.start))
        found[f"no {name}"] = float(not sides and not without)
        found[f"unknown {name}"] = float(not sides and bool(without))
        found[f"{name} elsewhere"] = float(bool(sides) and not here)
        found[f"{name} as marked"] = float(_as_marked(act.sentence, here, same, name))
        found[f"{name} otherwise marked"] = float(bool(here) and bool(same) and not found[f"{name} as marked"])
        for actor_kind in {act.who.draft.actor(s.actor).kind for s in sides}:
            found[f"{name} {actor_kind}"] = 1.0
    return found


def _marks(act: Found) -> list[Act]:
    """What the language model marks on the act's words."""
    words = {act.trigger.head, *act.trigger.words}
    return [m for m in act.sentence.acts if not words.isdisjoint(range(m.trigger.start, m.trigger.end))]


def _acting(act: Found) -> float:
    """How probable the likeliest of an act's words is to tell one."""
    return max(act.sentence.acting[i] for i in (act.trigger.head, *act.trigger.words))


def _odds(probability: float) -> float:
    p = min(max(probability, _EVEN), 1 - _EVEN)
    return log(p / (1 - p))


def _stands(sentence: Sentence, at: int) -> bool:
    return sentence.start <= at < sentence.end


def _as_marked(sentence: Sentence, sides: Sides, marks: Sequence[Act], kind: str) -> bool:
    words = sentence.words
    told = [m for act in marks for m in act.arguments if m.kind == kind]
    return any(
        s.span.start < words[m.end - 1].end and words[m.start].start < s.span.end for s in sides for m in told
    )
