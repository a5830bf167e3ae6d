"""Claims that only their condition makes: what hinges on it, and a plain present that it limits."""

from collections.abc import Iterator

from legation.coding.stance.claim import Claim
from legation.coding.stance.clauses import cases, negated, subject
from legation.coding.stance.connectives import Clause
from legation.coding.stance.implied import conditional_act
from legation.coding.stance.words import listed, names_act
from legation.language.sentence import Sentence
from legation.nouns import Stance

HINGED = frozenset({"condition", "over"})


def hinges(sentence: Sentence, clauses: tuple[Clause, ...]) -> Iterator[Claim]:
    """ "A return hinges on …", "talks are conditional on …": the act is the subject."""
    for clause in clauses:
        if clause.guard == "hinge":
            cue = clause.connective[0]
            tied = _tied(sentence, clause)
            if tied is not None:
                yield Claim("will", "hinge", cue, tied, subject(sentence, clause.governor), None, HINGED)
                continue
            if sentence.words[clause.head].upos in ("PROPN", "PRON"):
                continue  # "it depends on Peru" names nothing that would come true
            clause_subject = next(iter(sentence.children(cue, "csubj")), None)
            act = clause_subject if clause_subject is not None else subject(sentence, cue)
            if act is None or clause.content[0] <= act < clause.content[1]:
                act = conditional_act(sentence, cue)
            if (
                act is not None and sentence.words[sentence.words[act].head].lemma == "make"
            ):  # "made it conditional on"
                yield Claim("will", "hinge", cue, act, subject(sentence, sentence.words[act].head), None, HINGED)
                continue
            if act is None or sentence.words[act].upos not in ("NOUN", "PROPN", "VERB"):
                continue
            holder = owner(sentence, act)
            if holder is not None or sentence.words[act].upos == "VERB" or names_act(sentence.words[act]):
                stance: Stance = "will-not" if negated(sentence, cue) else "will"
                yield Claim(stance, "hinge", cue, act, holder, None, HINGED)


def _tied(sentence: Sentence, clause: Clause) -> int | None:
    """What a verb makes dependent on the condition: "tied its vote to the return of the archives"."""
    verb = clause.governor
    if verb < 0 or sentence.words[verb].lemma.lower() not in listed("tying"):
        return None
    return next(iter(sentence.children(verb, "obj")), None)


def plain(sentence: Sentence, clauses: tuple[Clause, ...], known: set[int]) -> Iterator[Claim]:
    """ "Nothing is agreed until …": a plain present, negated or limited, that a condition makes a stance."""
    for clause in clauses:
        act = clause.governor
        if clause.guard == "hinge" or act < 0 or act in known or sentence.words[act].upos != "VERB":
            continue
        verbs = [sentence.words[v] for v in (act, *sentence.children(act, "aux"))]
        perfect = any(v.lemma == "have" for v in verbs[1:])
        if perfect or not any(v.has("Tense=Pres") and v.has("VerbForm=Fin") for v in verbs):
            continue
        negative = negated(sentence, act)
        if clause.kind == "only-if" or (negative and clause.kind in ("until", "unless")):
            doer = subject(sentence, act)
            stance: Stance = "will-not" if negative else "will"
            yield Claim(stance, "plain", act, act, doer, doer, frozenset({"condition"}))


def owner(sentence: Sentence, i: int) -> int | None:
    """Whose an act is: "Iran's return", "acceptance by Iran"."""
    by = [c for c in sentence.children(i, "nmod", "obl") if "by" in cases(sentence, c)]
    return next(iter((*sentence.children(i, "nmod:poss"), *by)), None)
