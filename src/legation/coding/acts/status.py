"""Whether an act happened, will, may, would, or did not."""

from __future__ import annotations

from legation.coding.acts.grammar import cases, infinitive, inverted, lemma, outer
from legation.coding.acts.scope import NOUNS, above, predicate
from legation.coding.acts.words import listed
from legation.language.sentence import Sentence
from legation.nouns import Status

CLIMB = 6  # clauses above an act that may still say whether it happened


def status(sentence: Sentence, i: int) -> Status:
    """The status of the act whose trigger is word ``i``."""
    found: list[Status] = []
    node: int | None = i
    for _ in range(CLIMB):
        if node is None:
            break
        own = _own(sentence, node)
        higher, told = above(sentence, node)
        found.extend(s for s in (own, told) if s is not None)
        node = higher
    strong = next((s for s in found if s in ("negated", "hypothetical")), None)
    if found[:2] == ["future", "possible"]:  # "we hope that they will leave"
        return "possible"
    return strong or (found[0] if found else "actual")


def _own(sentence: Sentence, i: int) -> Status | None:
    if sentence.words[i].upos in NOUNS and not predicate(sentence, i):
        top = outer(sentence, i)
        if not predicate(sentence, top):
            return _noun(sentence, i) or _noun(sentence, top)
        i = top  # "is not part of a plan"
    return _clause(sentence, i) or _tense(sentence, i)


def _clause(sentence: Sentence, v: int) -> Status | None:
    """What a clause is by its negation and its conjunctions."""
    marks = set(cases(sentence, v))
    relation = sentence.words[v].relation
    if (_denied(sentence, v) and not _at_last(sentence, v)) or marks & listed("without"):
        return "negated"
    conditional = marks & listed("conditions") and relation not in ("ccomp", "xcomp")
    if conditional or inverted(sentence, v) or _as_long_as(sentence, v):
        return "hypothetical"
    if any(_condition(sentence, c) for c in sentence.children(v, "advcl", "advmod")):
        unreal = listed("future") | listed("would") | listed("possibly")
        if _helping(sentence, v) & unreal or infinitive(sentence, v):
            return "hypothetical"
    return None


def _tense(sentence: Sentence, v: int) -> Status | None:
    """What a clause is by its auxiliaries and adverbs."""
    helping = _helping(sentence, v)
    if helping & listed("possibly"):
        return "possible"
    if helping & listed("future") or (sentence.words[v].text.lower() == "going" and helping):
        return "future"
    if helping & listed("would"):
        return "future" if _reported(sentence, v) else "hypothetical"
    if any(lemma(sentence, c) in listed("guessed") for c in sentence.children(v, "advmod")):
        return "possible"
    pending = set(cases(sentence, v)) & listed("pending")
    return "possible" if pending and sentence.words[v].relation in ("advcl", "ccomp") else None


def _helping(sentence: Sentence, v: int) -> set[str]:
    return {sentence.words[c].text.lower() for c in _helpers(sentence, v)}


def _condition(sentence: Sentence, c: int) -> bool:
    """Whether a clause below another is its condition: after "if", after "as long as"."""
    if sentence.words[c].relation == "advmod":
        return any(_as_long_as(sentence, d) for d in sentence.children(c, "advcl"))
    marked = bool(set(cases(sentence, c)) & listed("conditions"))
    return marked or inverted(sentence, c) or _as_long_as(sentence, c)


def _as_long_as(sentence: Sentence, v: int) -> bool:
    """Whether a clause is what "as long as" or "as soon as" ties another to."""
    first = min((c for c in sentence.children(v, "mark", "advmod") if c < v), default=-1)
    words = sentence.words
    for at in (first, first - 1, first - 2):
        if 0 < at < len(words) - 1 and words[at].text.lower() in ("long", "soon"):
            return words[at - 1].text.lower() == words[at + 1].text.lower() == "as"
    return False


def _helpers(sentence: Sentence, v: int) -> list[int]:
    """Auxiliaries of a verb, and those it shares with the verb it is coordinated to."""
    own = list(sentence.children(v, "aux"))
    word = sentence.words[v]
    past = word.has("VerbForm=Fin") and word.has("Tense=Past")
    if not own and word.relation == "conj" and not past and not sentence.children(v, "nsubj"):
        return _helpers(sentence, word.head)
    return own


def _denied(sentence: Sentence, v: int) -> bool:
    if any(lemma(sentence, c) in listed("ranks") for c in sentence.children(v, "amod")):
        return False  # "this is not the first lawsuit"
    for c in sentence.children(v, "advmod", "det", "cc", "nsubj", "obj", "aux"):
        said = sentence.words[c].text.lower()
        if said in listed("nots") or lemma(sentence, c) in listed("nots"):
            after = sentence.words[c + 1].text.lower() if c + 1 < len(sentence.words) else ""
            if after not in listed("additives") or c > v:
                return True
        if sentence.words[c].relation in ("nsubj", "obj") and _none(sentence, c):
            return True
    return False


def _at_last(sentence: Sentence, v: int) -> bool:
    """Whether what is denied came about later: "did not sign until May"."""
    past = any(sentence.words[c].text.lower() == "did" for c in sentence.children(v, "aux"))
    return past and any("until" in cases(sentence, c) for c in sentence.children(v, "obl", "advcl"))


def _none(sentence: Sentence, n: int) -> bool:
    return any(lemma(sentence, d) in ("no", "neither") for d in sentence.children(n, "det"))


def _reported(sentence: Sentence, v: int) -> bool:
    """Whether "would" is the "will" of reported speech."""
    word = sentence.words[v]
    while word.relation == "conj" and word.head >= 0:
        word = sentence.words[word.head]
    return word.relation == "ccomp"


def _noun(sentence: Sentence, n: int) -> Status | None:
    """What a noun's own words say of it."""
    if _none(sentence, n) or set(cases(sentence, n)) & listed("without"):
        return "negated"
    for c in sentence.children(n, "amod", "compound", "advmod"):
        if lemma(sentence, c) in listed("coming") or sentence.words[c].text.lower() in listed("coming"):
            return "future"
        if lemma(sentence, c) in listed("guessed") or sentence.words[c].text.lower() in listed("guessed"):
            return "possible"
    for c in sentence.children(n, "acl"):
        if infinitive(sentence, c) and sentence.children(c, "aux:pass"):
            return "future"
    return None
