"""What is told like an assault and is none: games, in which one country beats another, and nature's blows."""

from __future__ import annotations

import re

from legation.coding.acts.found import Found
from legation.coding.acts.grammar import core, doer, lemma
from legation.coding.acts.words import listed

_SCORE = re.compile(r"\b\d{1,3} ?[-–] ?\d{1,3}(?=$| ?[^\w\s]| (?:after|and|at|in|on|to)\b)")


def natural(act: Found) -> bool:
    """Whether nobody acts but nature: "a hurricane hit Peru"."""
    if act.type != "ASSAULT" or act.trigger.row.pos != "V":
        return False
    subject = doer(act.sentence, act.trigger.head)
    return subject is not None and lemma(act.sentence, core(act.sentence, subject)) in listed("nature")


def won(act: Found) -> bool:
    """Whether an act is a game or a vote won: "beat Thailand 2-1", "crushed Malta in a World Cup qualifier"."""
    words = act.sentence.words
    if lemma(act.sentence, act.trigger.head) not in listed("winning"):
        return False
    played = any(w.upos in ("NOUN", "PROPN") and w.lemma.lower() in listed("games") for w in words)
    return played or bool(_SCORE.search(" ".join(w.text for w in words)))
