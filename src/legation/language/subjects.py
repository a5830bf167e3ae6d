"""Mends of trees: one subject a verb, "not" as what denies, the infinitive that a verb asks for, a neighbour on
its border."""

from collections.abc import Sequence

from legation.language.clauses import above

SUBJECTS = ("nsubj", "nsubj:pass")
CLOSING = ('"', "”", "’’", "''")
BORDERS = frozenset(("border", "frontier", "boundary"))
ASKING = frozenset("threaten vow pledge refuse decline intend decide want attempt try".split())
"""Verbs that say nothing whole without an infinitive."""


def objects(heads: Sequence[int], relations: Sequence[str], upos: Sequence[str]) -> list[str]:
    """``relations`` in which the second subject of a verb, where it stands behind it, is its object."""
    out = list(relations)
    for i, (verb, relation) in enumerate(zip(heads, relations, strict=True)):
        if relation == "nsubj" and 0 <= verb < i and upos[verb] == "VERB":
            before = any(heads[k] == verb and relations[k] in SUBJECTS for k in range(verb))
            if before and not any(heads[k] == verb and out[k] == "obj" for k in range(len(out))):
                out[i] = "obj"
    return out


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


def tellers(words: Sequence[str], heads: Sequence[int], relations: Sequence[str]) -> tuple[list[int], list[str]]:
    """``heads`` and ``relations`` in which who stands between a quotation and its verb is that verb's subject:
    "“Talks failed,” Ana Ruiz was quoted as saying"."""
    new, told = list(heads), list(relations)
    led = {h for h, r in zip(heads, relations, strict=True) if r in SUBJECTS}
    for clause, (verb, relation) in enumerate(zip(heads, relations, strict=True)):
        if relation != "ccomp" or clause > verb or verb in led:
            continue
        closed = next((i for i in range(clause + 1, verb) if words[i] in CLOSING), verb)
        behind = [i for i in range(closed + 1, verb) if heads[i] == clause and relations[i] in ("obj", "obl")]
        if len(behind) == 1:
            new[behind[0]], told[behind[0]] = verb, "nsubj"
    return new, told


def infinitives(
    words: Sequence[str], lemmas: Sequence[str], heads: Sequence[int], relations: Sequence[str]
) -> list[str]:
    """``relations`` in which the infinitive that a verb asks for is its complement: "threatens to go"."""
    taken = {h for h, r in zip(heads, relations, strict=True) if r in ("xcomp", "ccomp")}
    marked = {h for w, h, r in zip(words, heads, relations, strict=True) if r == "mark" and w.lower() == "to"}
    return [
        "xcomp" if r == "advcl" and 0 <= h < i and lemmas[h] in ASKING and i in marked and h not in taken else r
        for i, (h, r) in enumerate(zip(heads, relations, strict=True))
    ]


def that_clauses(words: Sequence[str], heads: Sequence[int], relations: Sequence[str]) -> list[str]:
    """``relations`` in which a complement with "that" and a subject of its own is a clause: "ask that he go"."""
    marked = {h for w, h, r in zip(words, heads, relations, strict=True) if r == "mark" and w.lower() == "that"}
    own = {h for h, r in zip(heads, relations, strict=True) if r in SUBJECTS}
    return ["ccomp" if r == "xcomp" and i in marked & own else r for i, r in enumerate(relations)]


def bordering(
    words: Sequence[str], lemmas: Sequence[str], heads: Sequence[int], relations: Sequence[str]
) -> tuple[list[int], list[str]]:
    """``heads`` and ``relations`` in which a neighbour hangs on its border: "drilled on the border with Peru"."""
    new, told = list(heads), list(relations)
    for case, (i, relation) in enumerate(zip(heads, relations, strict=True)):
        border = case - 1
        if relation != "case" or words[case].lower() != "with" or border < 0 or lemmas[border] not in BORDERS:
            continue
        if case < i and 0 <= new[i] < border and i not in above(border, new):
            new[i], told[i] = border, "nmod"
    return new, told


def awaited(words: Sequence[str], heads: Sequence[int], relations: Sequence[str]) -> tuple[list[int], list[str]]:
    """``heads`` and ``relations`` in which who stands between the "for" and the "to" of an infinitive is its
    subject: "a call for Peru to leave"."""
    new, told = list(heads), list(relations)
    for opens, (verb, relation) in enumerate(zip(heads, relations, strict=True)):
        if relation != "mark" or words[opens].lower() != "for" or verb < opens:
            continue
        to = next((i for i in range(opens + 1, verb) if heads[i] == verb and words[i].lower() == "to"), opens)
        tops = [i for i in range(opens + 1, to) if not opens < heads[i] < to]
        if len(tops) == 1 and heads[tops[0]] != verb and tops[0] not in above(verb, new):
            new[tops[0]], told[tops[0]] = verb, "nsubj"
    return new, told


def prepositions(
    words: Sequence[str], heads: Sequence[int], relations: Sequence[str]
) -> tuple[list[int], list[str]]:
    """``heads`` and ``relations`` in which what the tree takes for a verb's particle, before a bare phrase of its,
    is that phrase's preposition: "called on Peru to return"."""
    new, told = list(heads), list(relations)
    led = {h for h, r in zip(heads, relations, strict=True) if r == "case"}
    for i, (verb, relation) in enumerate(zip(heads, relations, strict=True)):
        if relation != "compound:prt" or words[i].lower() not in ("on", "upon"):
            continue
        bare = [c for c in range(i + 1, len(heads)) if heads[c] == verb and relations[c] == "obl"]
        if bare and bare[0] not in led:
            new[i], told[i] = bare[0], "case"
    return new, told


def denials(words: Sequence[str], relations: Sequence[str]) -> list[str]:
    """``relations`` in which "not" is no mark of its infinitive: "urged Peru not to go"."""
    pairs = zip(words, relations, strict=True)
    return ["advmod" if r == "mark" and w.lower() == "not" else r for w, r in pairs]
