"""What the words above an act say of it: planned, asked for, denied."""

from __future__ import annotations

from legation.coding.acts.grammar import cases, gerund, infinitive, lemma, outer
from legation.coding.acts.words import listed
from legation.language.sentence import Sentence
from legation.nouns import Status

NOUNS = ("NOUN", "PROPN")
CLAUSES = ("xcomp", "acl", "ccomp", "obl", "nmod", "csubj")

Said = tuple[int | None, Status | None]
NOTHING: Said = (None, None)


def predicate(sentence: Sentence, i: int) -> bool:
    """Whether a noun is a clause of its own: "it is a threat"."""
    return bool(sentence.children(i, "cop", "nsubj"))


def above(sentence: Sentence, i: int) -> Said:
    """The word above whose status an act shares, None where it shares none, and what that word says of the act."""
    if sentence.words[i].upos in NOUNS and not predicate(sentence, i):
        return _noun(sentence, outer(sentence, i))
    word = sentence.words[i]
    if word.head < 0:
        return None, "future" if infinitive(sentence, i) and sentence.children(i, "nsubj") else None
    if word.relation == "conj":
        told = word.has("VerbForm=Fin") and word.has("Tense=Past") and bool(sentence.children(word.head, "aux"))
        return (None if told or sentence.children(i, "nsubj", "aux") else word.head), None
    if word.deprel == "acl:relcl":
        return NOTHING
    return _clause(sentence, i)


def _clause(sentence: Sentence, i: int) -> Said:
    word = sentence.words[i]
    head, said = word.head, lemma(sentence, word.head)
    if word.relation == "acl" and _lacking(sentence, head):
        return None, "negated"
    marked, doing = infinitive(sentence, i), gerund(sentence, i)
    led = marked or (doing and bool(cases(sentence, i)))  # "succeeds in leaving", "by leaving"
    if word.relation not in CLAUSES and not (word.relation == "advcl" and led):
        return NOTHING
    finite = word.relation == "ccomp" and not marked and not _subjunctive(sentence, i)
    if said in listed("denying") and (not finite or said in listed("disputing")):
        return None, "negated"
    if (marked or doing) and said in listed("intending"):
        return head, "future"
    if marked and said in listed("guessed"):
        return head, "possible"
    asked = marked or doing or (word.relation == "ccomp" and (not finite or said in listed("wishing")))
    if (asked and said in listed("asking")) or (word.relation == "ccomp" and said in listed("hoping")):
        return head, "possible"
    if word.relation == "xcomp" or (doing and not _others(sentence, i)):
        return head, None
    return None, "possible" if word.relation in ("advcl", "acl") and marked else None


def _lacking(sentence: Sentence, n: int) -> bool:
    """Whether there is none of what would show an act: "no evidence that", "no sign of"."""
    which = {lemma(sentence, d) for d in sentence.children(n, "det", "amod")}
    return lemma(sentence, n) in listed("proofs") and bool(which & {"no", "little"})


def _others(sentence: Sentence, v: int) -> bool:
    """Whether a gerund tells who else does it: "indifferent to the closing of its ports by X"."""
    named = (c for c in sentence.children(v, "obl") if sentence.words[c].upos == "PROPN")
    return any("by" in cases(sentence, c) for c in named)


def _subjunctive(sentence: Sentence, v: int) -> bool:
    """Whether a clause is asked for and not told: "that it close …"."""
    return not any(sentence.words[c].has("VerbForm=Fin") for c in (v, *sentence.children(v, "aux", "cop")))


def _noun(sentence: Sentence, top: int) -> Said:
    """What the word above a noun says of its act."""
    word = sentence.words[top]
    if word.head < 0:
        return NOTHING
    marks = set(cases(sentence, top))
    if sentence.words[word.head].upos == "VERB":
        return _below_verb(sentence, top, marks)
    said = lemma(sentence, word.head)
    if word.relation == "nsubj" and sentence.words[word.head].upos == "ADJ":
        return word.head, "possible" if said in listed("guessed") else None
    if word.relation != "nmod" or sentence.words[word.head].upos not in NOUNS:
        return NOTHING
    if said in listed("opposing"):
        return NOTHING  # what is opposed may well be there: "opposition to sanctions"
    if (said in listed("denying") or _lacking(sentence, word.head)) and marks & {"of", "to"}:
        return None, "negated"
    if said in listed("intending") and marks & {"for", "of"}:
        return word.head, "future"
    if said in listed("asking") | listed("wishing") and marks & {"for", "of", "to"}:
        return word.head, "possible"
    return NOTHING


def _below_verb(sentence: Sentence, top: int, marks: set[str]) -> Said:
    word = sentence.words[top]
    said = lemma(sentence, word.head)
    if word.relation in ("obj", "nsubj"):
        if said in listed("opposing"):
            return NOTHING
        if said in listed("denying") and word.deprel != "nsubj":  # what fails was there
            return None, "negated"
        if said in listed("furthering"):
            return word.head, None
        if said in listed("wishing"):
            return word.head, "possible"
        if said in listed("planning"):
            return word.head, "future"
        return (word.head if said in listed("light") | listed("occurrence") else None), None
    if word.relation != "obl":
        return NOTHING
    if marks & listed("without"):
        return None, "negated"
    aims = {"for"} if said in listed("appealing") else {"for", "to", "on", "in"}
    if said in listed("asking") and marks & aims and top > word.head:  # not "in a call, X told Y"
        return word.head, "possible"
    return (word.head if said in listed("joining") else None), None
