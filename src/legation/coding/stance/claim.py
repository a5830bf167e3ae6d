"""A stance in words of one sentence, before anyone is known to hold it."""

from dataclasses import dataclass
from typing import Literal

from legation.nouns import Stance

Frame = Literal["modal", "own", "other", "noun", "verdict", "hinge", "plain", "exist", "order"]

OPPOSITE: dict[Stance, Stance] = {
    "will": "will-not",
    "will-not": "will",
    "must": "must-not",
    "must-not": "must",
    "wants": "opposes",
    "opposes": "wants",
}


DEMANDS = frozenset[Stance](("must", "must-not", "wants", "opposes"))


@dataclass(frozen=True, slots=True)
class Claim:
    """A stance in words of one sentence. ``cue`` is the word that declares it, ``act`` the head of the act.

    ``holder`` is the word for the holder, None where it is whoever speaks; ``doer`` the word for who would act.
    """

    stance: Stance
    frame: Frame
    cue: int
    act: int
    holder: int | None
    doer: int | None
    needs: frozenset[str] = frozenset()
