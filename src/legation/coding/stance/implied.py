"""Conditions that no conjunction opens: inversions, "otherwise", and what is called a precondition."""

from legation.coding.stance.connectives import Clause
from legation.coding.stance.entries import modals
from legation.coding.stance.extents import end_of, governor_of
from legation.coding.stance.orders import imperative
from legation.coding.stance.words import listed
from legation.language.sentence import Sentence

DEPENDENT = ("advcl", "ccomp", "xcomp", "conj", "parataxis")


def inversion(sentence: Sentence, i: int) -> Clause | None:
    """ "Should they attack, …", "were they to attack, …": an auxiliary before its subject opens a condition."""
    words = sentence.words
    if (
        words[i].text.lower() not in listed("inverted")
        or words[i].upos != "AUX"
        or i + 2 >= len(words)
        or words[-1].text == "?"
    ):
        return None
    head = words[i].head if words[i].text.lower() == "should" else _infinitive_after(sentence, i)
    if head is None or not any(words[c].relation == "nsubj" for c in range(i + 1, head)):
        return None
    if not i or words[i - 1].upos in ("PUNCT", "SCONJ", "CCONJ"):
        stop = next((j for j in range(head, len(words)) if words[j].text == ","), len(words))
        main = next((j for j in range(stop, len(words)) if words[j].relation == "aux"), None)
        if main is not None:
            return Clause("if", "any", (i, i + 1), (i + 1, stop), head, words[main].head)
    led = any(c != i for c in sentence.children(head, "mark"))
    if not i or led or words[head].relation not in DEPENDENT:
        return None
    stop = end_of(sentence, i + 1, head, [])
    return Clause("if", "any", (i, i + 1), (i + 1, stop), head, governor_of(sentence, i, stop, head))


def _infinitive_after(sentence: Sentence, i: int) -> int | None:
    """The verb of "were they to attack"."""
    for j in range(i + 2, min(i + 12, len(sentence.words) - 1)):
        if sentence.words[j].upos == "PART" and sentence.words[j].lemma == "to":
            return sentence.words[j].head
    return None


def otherwise(sentence: Sentence, i: int) -> Clause | None:
    """ "They must leave, otherwise we will …": the clause before is what has to come true."""
    words = sentence.words
    if words[i].text.lower() not in listed("contraries"):
        return None
    if i + 1 >= len(words) or not i or (words[i + 1].has("VerbForm=Part") and words[i - 1].upos != "PUNCT"):
        return None
    stop = i
    while stop and (words[stop - 1].upos in ("PUNCT", "CCONJ", "SCONJ")):
        stop -= 1
    if not stop or stop == i:
        return None
    governor = words[i].head
    clause = next(
        (a for a in (stop - 1, *sentence.ancestors(stop - 1)) if sentence.children(a, "nsubj", "expl")), None
    )
    if clause is None or clause >= i:
        return None
    inside = [w for w in sentence.subtree(clause) if w < stop and words[w].relation not in ("mark", "cc", "punct")]
    begin = next((w for w in range(inside[0], stop) if words[w].upos not in ("PUNCT", "SCONJ", "CCONJ")), stop)
    return Clause("unless", "contrary", (i, i + 1), (begin, stop), clause, governor) if begin < stop else None


def bargain(sentence: Sentence, i: int) -> Clause | None:
    """ "Free the crew and we will pay", "stop or we will shoot": an order that a promise or a threat goes with."""
    words = sentence.words
    if words[i].text.lower() not in ("and", "or") or words[i].head <= i:
        return None
    promise = words[i].head
    order = words[promise].head
    if not 0 <= order < i or not (imperative(sentence, order) and modals(sentence, promise)):
        return None
    if not sentence.children(promise, "nsubj"):
        return None
    stop = i - 1 if words[i - 1].upos == "PUNCT" else i
    begin = next(w for w in range(order + 1) if words[w].upos != "PUNCT")
    return Clause(
        "if" if words[i].text.lower() == "and" else "unless", "any", (i, i + 1), (begin, stop), order, promise
    )


def tied(sentence: Sentence, i: int) -> Clause | None:
    """ "Tied its vote to the return of the archives": what follows the preposition has to come true."""
    words = sentence.words
    thing = next(iter(sentence.children(i, "obj")), None)
    if words[i].upos != "VERB" or thing is None or not sentence.children(thing, "nmod:poss"):
        return None
    for c in (*sentence.children(i, "obl"), *sentence.children(thing, "nmod")):
        marks = [m for m in sentence.children(c, "case") if words[m].text.lower() in ("to", "on", "upon")]
        if c > thing and marks:
            begin = marks[-1] + 1
            return Clause("only-if", "hinge", (marks[0], begin), (begin, end_of(sentence, begin, c, [])), c, i)
    return None


def precondition(sentence: Sentence, i: int) -> Clause | None:
    """ "An apology is a precondition for talks": the subject has to come true, the act follows "for"."""
    word = sentence.words[i]
    if word.lemma.lower() not in listed("preconditions") or not sentence.children(i, "cop"):
        return None
    subject = next(iter(sentence.children(i, "csubj", "nsubj")), None)
    if subject is None or subject > i or conditional_act(sentence, i) is None:
        return None
    inside = [w for w in sentence.subtree(subject) if w < i and sentence.words[w].upos != "PUNCT"]
    return Clause("only-if", "hinge", (i, i + 1), (inside[0], inside[-1] + 1), subject, -1)


def required(sentence: Sentence, i: int) -> Clause | None:
    """ "A precondition for talks is an apology": the predicate has to come true."""
    word = sentence.words[i]
    if word.lemma.lower() not in listed("preconditions") or word.relation != "nsubj" or word.head < i:
        return None
    being = next((c for c in sentence.children(word.head, "cop") if c > i), None)
    if being is None or conditional_act(sentence, i) is None:
        return None
    inside = [w for w in sentence.subtree(word.head) if w > being and sentence.words[w].upos != "PUNCT"]
    stop = end_of(sentence, inside[0], word.head, [])
    return Clause("only-if", "hinge", (i, i + 1), (inside[0], stop), word.head, -1)


def conditional_act(sentence: Sentence, i: int) -> int | None:
    """The act that a precondition is one for."""
    for c in sentence.children(i, "nmod", "obl", "acl", "advcl"):
        if c > i and any(
            sentence.words[m].lemma in ("for", "of", "to") for m in sentence.children(c, "case", "mark")
        ):
            return c
    return None
