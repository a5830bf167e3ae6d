"""One subject a verb: a mend of trees in which a clause before "she said" lost its own."""

from collections.abc import Sequence

SUBJECTS = ("nsubj", "nsubj:pass")


def mended(heads: Sequence[int], relations: Sequence[str]) -> list[int]:
    """``heads`` (-1 for the root) in which, of two subjects of one verb, the first goes to the clause behind it.

    "Peru will sign if Chile does, Ana Ruiz said": a clause that is said, stands before its verb and has no subject
    takes the first of the verb's two, where that stands before the clause's own verb.
    """
    out = list(heads)
    for clause, (verb, relation) in enumerate(zip(heads, relations, strict=True)):
        if relation != "ccomp" or clause > verb:
            continue
        below = [i for i, r in enumerate(relations) if r in SUBJECTS and out[i] in (verb, clause)]
        if any(out[i] == clause for i in below) or len(below) < 2:
            continue
        if below[0] < clause < below[-1]:
            out[below[0]] = clause
    return out
