"""The condition clauses of a sentence: connective, kind, and the clause without its connective.

The connectives are in ``tables/connectives.tsv``. A clause is found from its words and its tree together: the
connective by its words, its extent by the subtree of the word it marks, cut where a quotation closes or the next
connective begins.
"""

from typing import cast

from legation.coding.stance.connectives import Clause, Connective, matches
from legation.coding.stance.extents import EDGE, end_of, fronted_end, gerund, governor_of
from legation.coding.stance.implied import bargain, inversion, otherwise, precondition, required, tied
from legation.coding.stance.words import listed
from legation.language.sentence import Sentence, Word
from legation.nouns import ConditionKind

PHRASES = {"obl", "nmod", "obj", "nsubj"}
FINITE = {"advcl", "acl", "conj", "parataxis"}


def conditions(sentence: Sentence) -> tuple[Clause, ...]:
    """The clauses that may be conditions of an act, in order. Whether they are one depends on the act."""
    found = list(matches(sentence.words))
    starts = [a for a, _, _ in found]
    marked = [_clause(sentence, a, b, entry, starts) for a, b, entry in found if entry.kind != "none"]
    hints = listed("implied") | listed("tying")
    implied = [
        _implied(sentence, i) for i, w in enumerate(sentence.words) if {w.text.lower(), w.lemma.lower()} & hints
    ]
    clauses = [c for c in (*marked, *implied) if c is not None]
    inner = [c for c in clauses if any(d is not c and d.holds(c.connective[0]) for d in clauses)]
    return tuple(sorted((c for c in clauses if c not in inner), key=lambda c: c.connective))


def _implied(sentence: Sentence, i: int) -> Clause | None:
    found = inversion(sentence, i) or otherwise(sentence, i) or precondition(sentence, i)
    return found or required(sentence, i) or bargain(sentence, i) or tied(sentence, i)


def _clause(sentence: Sentence, start: int, end: int, entry: Connective, starts: list[int]) -> Clause | None:
    """The condition that the connective at words ``[start, end)`` introduces, or None where it introduces none."""
    begin = _first_word(sentence, end)
    if begin is None:
        return None
    head = _head(sentence, start, end, begin, nearest=entry.takes == "noun")
    if head is None or not _fits(sentence, start, head, entry):
        return None
    later = [s for s in starts if s >= begin]
    stop = end_of(sentence, begin, head, later)
    if entry.takes == "noun" and (verb := gerund(sentence, stop)) is not None:
        stop = end_of(sentence, begin, verb, later)
    if stop <= begin:
        return None
    governor = governor_of(sentence, start, stop, head)
    if entry.takes != "noun":
        stop = fronted_end(sentence, stop, governor)
    if entry.words == ("if",) and start and sentence.words[start - 1].lemma.lower() in listed("asking"):
        return None  # "asked if …" is a question
    kind, start = _only(sentence, start, entry, governor)
    return Clause(kind, entry.guard, (start, end), (begin, stop), head, governor)


def _first_word(sentence: Sentence, i: int) -> int | None:
    while i < len(sentence.words) and sentence.words[i].text in EDGE:
        i += 1
    return i if i < len(sentence.words) else None


def _head(sentence: Sentence, start: int, end: int, begin: int, *, nearest: bool) -> int | None:
    """The word that the connective marks: the head of its last word, or what depends on it, to its right.

    ``nearest``: of the heads of its words the first, as of "in case of an attack", whose "of" may hang on a verb.
    """
    words = sentence.words
    noun = next((i for i in range(start, end) if words[i].text.lower() in listed("moments")), None)
    if noun is not None:  # "the moment they leave"
        below = [c for c in sentence.children(noun, "acl", "ccomp") if c >= begin]
        return below[0] if below else _first_clause(sentence, begin)
    heads = [words[i].head for i in range(end - 1, start - 1, -1) if words[i].head >= begin]
    if heads:
        head = min(heads) if nearest else heads[0]
        copula = words[head].relation in ("cop", "aux") and words[head].head > head
        return words[head].head if copula else head  # what is marked is the clause, not its copula
    for i in range(end - 1, start - 1, -1):
        below = [c for c in sentence.children(i) if c >= begin and words[c].upos != "PUNCT"]
        if below:
            return below[0]
    return next((i for i in range(begin, len(words)) if words[i].upos in ("VERB", "AUX")), None)


def _first_clause(sentence: Sentence, begin: int) -> int | None:
    """The verb whose subject opens at ``begin``, wherever the parser hung it."""
    for i in range(begin, len(sentence.words)):
        word = sentence.words[i]
        if word.upos in ("VERB", "AUX", "PUNCT"):
            return None
        if word.relation == "nsubj" and word.head > i:
            return word.head
    return None


def _fits(sentence: Sentence, start: int, head: int, entry: Connective) -> bool:
    """Whether clause and connective suit each other: "once said" is no condition, "once he said so" may be."""
    word = sentence.words[head]
    first = sentence.words[start]
    if entry.takes == "noun" or entry.words == ("without",):
        return True
    if not listed("moments").isdisjoint(entry.words):
        return _present(sentence, head) and not any(w.lemma == "have" for w in _auxiliaries(sentence, head))
    if word.relation in PHRASES:
        return entry.takes == "either" and not _calendar(sentence, head)
    if len(entry.words) == 1 and first.deprel == "advmod" and word.relation not in FINITE:
        return False
    if entry.guard == "future" and entry.words[-1] in listed("timers"):
        return _present(sentence, head) and bool(sentence.children(head, "nsubj"))
    return True


def _calendar(sentence: Sentence, head: int) -> bool:
    """Whether a phrase is a date: a deadline is no condition."""
    phrase = sentence.subtree(head)
    return any(sentence.words[i].lemma.lower() in listed("calendar") for i in phrase) or all(
        sentence.words[i].upos in ("NUM", "ADP", "PUNCT", "DET", "ADV", "ADJ") for i in phrase
    )


def _auxiliaries(sentence: Sentence, head: int) -> list[Word]:
    return [] if head < 0 else [sentence.words[a] for a in sentence.children(head, "aux")]


def _present(sentence: Sentence, head: int) -> bool:
    """Whether a clause is in the present (or bare): what is still to come after "when" and "once"."""
    verbs = [head, *sentence.children(head, "aux", "cop")]
    if any(w.lemma == "would" for w in _auxiliaries(sentence, sentence.words[head].head)):
        return True  # reported speech shifts it back: "said it would sign when they paid"
    return not any(sentence.words[i].has("Tense=Past") and sentence.words[i].has("VerbForm=Fin") for i in verbs)


def _only(sentence: Sentence, start: int, entry: Connective, governor: int) -> tuple[ConditionKind, int]:
    """The kind; "will return only … if" is only-if although the words stand apart."""
    kind = cast(ConditionKind, entry.kind)
    if kind not in ("if", "once"):
        return kind, start
    before = sentence.words[start - 1].text.lower() if start else ""
    if before == "only":
        return "only-if", start - 1
    if governor >= 0 and any(sentence.words[c].lemma == "only" for c in sentence.children(governor, "advmod")):
        return "only-if", start
    return kind, start
