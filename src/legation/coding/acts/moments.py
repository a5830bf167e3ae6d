"""When and where an act happened, as far as its sentence says."""

from __future__ import annotations

from collections.abc import Iterator

from legation.coding.acts.grammar import cases, lemma, outer
from legation.coding.acts.parties import Parties
from legation.coding.acts.words import listed
from legation.language.sentence import Sentence
from legation.nouns import Time, When

CLAUSES = ("VERB", "AUX", "ADJ")
NOMINAL = ("nmod", "obl", "amod", "nummod", "compound", "flat", "appos", "advmod")
SPAN = 4  # clauses above a trigger whose time may be the act's


def when(who: Parties, i: int) -> When | None:
    """The date of the act whose trigger is word ``i``: the nearest told in its phrase, its clause or above."""
    times = _times(who)
    if not times:
        return None
    for node in _levels(who.sentence, i):
        found = [(at, t) for at, t in times if _hangs(who.sentence, at, node) and _free(who.sentence, at, node)]
        if found:  # its own before that of a noun in its phrase: "after the visit on Monday, X met Y today"
            return min(found, key=lambda one: who.sentence.words[one[0]].head != node)[1].when()
    after = [t for at, t in times if _following(who.sentence, at, i)]
    return after[0].when() if after else None


def _times(who: Parties) -> list[tuple[int, Time]]:
    """Dates of the sentence by the word they stand at: the topmost of theirs."""
    sentence = who.sentence
    out = []
    for time in who.draft.times_in(sentence):
        if time.type not in ("DATE", "TIME") or time.start is None:
            continue
        inside = who.draft.words(sentence, time.span)
        top = next((n for n in inside if sentence.words[n].head not in inside), None)
        if top is not None and not all(n in who.deals for n in inside):  # "the 2015 nuclear deal" is a name
            out.append((top, time))
    return out


def _levels(sentence: Sentence, i: int) -> Iterator[int]:
    """The trigger, then the words above it that share its time."""
    yield i
    node = i
    for _ in range(SPAN):
        head = sentence.words[node].head
        if head < 0 or not _shares(sentence, node, head):
            return
        yield head
        if sentence.words[node].relation in ("ccomp", "parataxis"):
            return
        node = head


def _shares(sentence: Sentence, node: int, head: int) -> bool:
    """Whether the time of the word above may be that of the word below it."""
    word = sentence.words[node]
    marks = set(cases(sentence, node))
    if word.deprel == "acl:relcl":
        return False
    if word.relation in ("ccomp", "parataxis"):
        return lemma(sentence, head) in listed("naming")
    if word.relation == "advcl":
        if sentence.children(node, "nsubj"):
            return bool(marks & {"as", "while", "when"})
        return not (word.has("Tense=Past") and not sentence.children(node, "mark"))
    below_noun = sentence.words[head].upos in ("NOUN", "PROPN") and word.relation == "nmod"
    return not below_noun or outer(sentence, node) != node or bool(marks & {"of", "for", "in", "with", "between"})


def _hangs(sentence: Sentence, at: int, node: int) -> bool:
    """Whether a time hangs on a word, itself or on a noun of its phrase ("at a rally on Monday")."""
    clause = sentence.words[node].upos in CLAUSES
    for _ in range(3):
        if at == node:
            return True
        word = sentence.words[at]
        if word.head == node:
            return True
        if word.head < 0 or word.relation not in NOMINAL or sentence.words[word.head].upos in ("VERB", "AUX"):
            return False
        if clause and not cases(sentence, at):  # "the 2015 deal" dates the deal
            return False
        at = word.head
    return False


def _free(sentence: Sentence, at: int, node: int) -> bool:
    """Whether a time may be an act's: not a deadline, and not the date that a perfect tense can't go with."""
    if set(cases(sentence, at)) & {"until", "by", "till"}:
        return False
    return not _misplaced(sentence, at, node)


def _misplaced(sentence: Sentence, at: int, node: int) -> bool:
    """Whether a date stands before a clause in the present perfect, which takes none but "since …".

    In "since X left, in 2018, he has been asking" the year is that of the clause before.
    """
    perfect = any(
        lemma(sentence, c) == "have" and sentence.words[c].has("Tense=Pres")
        for c in sentence.children(node, "aux")
    )
    return perfect and at < node and "in" in cases(sentence, at) and at > 1


def _following(sentence: Sentence, at: int, i: int) -> bool:
    """Whether a date follows the clause of word ``i`` at once and can't be that of the clause it was hung on."""
    head = sentence.words[at].head
    if head < 0 or not _misplaced(sentence, at, head):
        return False
    node = i
    while sentence.words[node].head >= 0 and sentence.words[node].head != head:
        node = sentence.words[node].head
    return sentence.words[node].relation == "advcl" and node < at


def place(who: Parties, i: int) -> int | None:
    """Index of the place where an act happened: one attached to it or its clause by "in", "at", "to"."""
    sentence = who.sentence
    places = [(at, n) for n, at in who.places.items()]
    for node in (i, *_clause(sentence, i)):
        for at, n in places:
            marks = set(cases(sentence, n))
            if sentence.words[n].head == node and marks & {"in", "at", "to", "near", "outside", "into", "across"}:
                return at
            if sentence.words[n].head == node and sentence.words[n].relation == "obj":
                return at
    return None


def _clause(sentence: Sentence, i: int) -> list[int]:
    if sentence.words[i].upos in ("VERB", "AUX"):
        return []
    head = sentence.words[outer(sentence, i)].head
    return [head] if head >= 0 and sentence.words[head].upos == "VERB" else []
