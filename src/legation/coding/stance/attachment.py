"""Which condition clause belongs to which claim."""

from dataclasses import dataclass

from legation.coding.stance.claim import Claim
from legation.coding.stance.connectives import Clause
from legation.coding.stance.words import listed
from legation.language.sentence import Sentence

BREAKS = {";", ".", "!", "?"}
ADRIFT = 20  # farther than any clause that the tree ties to an act
REFUSALS = ("will-not", "must-not", "opposes")


@dataclass(frozen=True, slots=True)
class Held:
    """A claim with its conditions, before anyone holds it."""

    claim: Claim
    clauses: tuple[Clause, ...]


def attached(sentence: Sentence, declared: tuple[Claim, ...], clauses: tuple[Clause, ...]) -> list[Held]:
    """Each claim with the clauses that hang on it; a clause goes to one claim, the nearest in the tree."""
    taken: dict[Claim, list[Clause]] = {c: [] for c in declared}
    for clause in clauses:
        near = [(d, c) for c in declared if (d := _distance(sentence, clause, c)) is not None]
        if near:
            best = min(near, key=lambda pair: pair[0])[1]
            taken[best].append(clause)
    return [Held(c, tuple(taken[c])) for c in declared]


def _distance(sentence: Sentence, clause: Clause, claim: Claim) -> int | None:
    """How far a clause hangs from a claim, None where it can't be its condition."""
    if clause.guard == "contrary" and claim.act < clause.connective[0]:
        return None
    if clause.guard == "hinge":
        return 0 if clause.connective[0] <= claim.cue < clause.connective[1] else None
    if claim.frame == "hinge" or clause.holds(claim.act) or not _guarded(sentence, clause, claim):
        return None
    if clause.governor in (claim.act, claim.cue):
        return 0
    chain = [claim.act, *sentence.ancestors(claim.act)]
    if clause.head in chain:
        return 1
    between = sentence.words[min(claim.act, clause.connective[0]) : max(claim.act, clause.connective[0])]
    if any(w.text in BREAKS for w in between):
        return None
    up = [clause.governor, *sentence.ancestors(clause.governor)] if clause.governor >= 0 else []
    meeting = next((n for n in up if n in chain), None)
    return ADRIFT if meeting is None else 1 + 2 * up.index(meeting) + 3 * chain.index(meeting)


def _guarded(sentence: Sentence, clause: Clause, claim: Claim) -> bool:
    """Whether the act is of the kind that the connective asks for."""
    if clause.guard == "negated":  # in front, "while" concedes and "before" tells a time
        close = clause.connective[0] > claim.act and sentence.words[clause.connective[0] - 1].upos != "PUNCT"
        lasting = clause.connective[0] < claim.act and sentence.words[clause.head].lemma in listed("lasting")
        return (close or (lasting and clause.kind == "as-long-as")) and claim.stance in REFUSALS
    if clause.guard == "limited":
        able = any(sentence.words[c].lemma in listed("abilities") for c in sentence.children(claim.act, "aux"))
        return claim.stance in REFUSALS or able
    return clause.guard != "future" or claim.stance != "opposes"
