"""Whether an act happened, will, may, would, or did not."""

from __future__ import annotations

from legation.coding.acts.grammar import cases, infinitive, lemma, outer
from legation.coding.acts.words import listed
from legation.language.sentence import Sentence
from legation.nouns import Status

CLIMB = 6  # clauses above an act that may still say whether it happened
NOUNS = ("NOUN", "PROPN")


def status(sentence: Sentence, i: int) -> Status:
    """The status of the act whose trigger is word ``i``."""
    found: list[Status] = []
    node: int | None = i
    for _ in range(CLIMB):
        if node is None:
            break
        own = _own(sentence, node)
        above, told = _above(sentence, node)
        found.extend(s for s in (own, told) if s is not None)
        node = above
    strong = next((s for s in found if s in ("negated", "hypothetical")), None)
    if found[:2] == ["future", "possible"]:  # "we hope that they will leave"
        return "possible"
    return strong or (found[0] if found else "actual")


def _own(sentence: Sentence, i: int) -> Status | None:
    return (
        _noun(sentence, i)
        if sentence.words[i].upos in NOUNS and not _predicate(sentence, i)
        else _verb(sentence, i)
    )


def _predicate(sentence: Sentence, i: int) -> bool:
    return bool(sentence.children(i, "cop", "nsubj"))


def _verb(sentence: Sentence, v: int) -> Status | None:
    """What a clause's own words say of it."""
    if _denied(sentence, v) or set(cases(sentence, v)) & listed("without"):
        return "negated"
    if _as_long_as(sentence, v):
        return "hypothetical"
    if set(cases(sentence, v)) & listed("conditions") and sentence.words[v].relation in (
        "advcl",
        "acl",
        "root",
        "parataxis",
    ):
        return "hypothetical"
    conditional = any(_condition(sentence, c) for c in sentence.children(v, "advcl", "advmod"))
    helping = {sentence.words[c].text.lower() for c in _helpers(sentence, v)}
    if conditional and (
        helping & (listed("future") | listed("would") | listed("possibly")) or infinitive(sentence, v)
    ):
        return "hypothetical"
    if helping & listed("possibly"):
        return "possible"
    if helping & listed("future"):
        return "future"
    if helping & listed("would"):
        return "future" if _reported(sentence, v) else "hypothetical"
    if any(lemma(sentence, c) in listed("guessed") for c in sentence.children(v, "advmod")):
        return "possible"
    if set(cases(sentence, v)) & listed("pending") and sentence.words[v].relation in ("advcl", "ccomp"):
        return "possible"
    if lemma(sentence, v) == "go" and sentence.words[v].text.lower() == "going" and sentence.children(v, "aux"):
        return "future"
    return None


def _condition(sentence: Sentence, c: int) -> bool:
    """Whether a clause below another is its condition: after "if", after "as long as"."""
    if sentence.words[c].relation == "advmod":
        return any(_as_long_as(sentence, d) for d in sentence.children(c, "advcl"))
    return bool(set(cases(sentence, c)) & listed("conditions")) or _as_long_as(sentence, c)


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
    for c in sentence.children(v, "advmod", "det", "cc", "nsubj", "obj", "aux"):
        said = sentence.words[c].text.lower()
        if said in listed("nots") or lemma(sentence, c) in listed("nots"):
            after = sentence.words[c + 1].text.lower() if c + 1 < len(sentence.words) else ""
            if after not in ("only", "just", "merely", "least", "to") or c > v:
                return True
        if sentence.words[c].relation in ("nsubj", "obj") and _none(sentence, c):
            return True
    return False


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


def _above(sentence: Sentence, i: int) -> tuple[int | None, Status | None]:
    """The word above whose status an act shares, and what that word says of the act."""
    if sentence.words[i].upos in NOUNS and not _predicate(sentence, i):
        return _above_noun(sentence, i)
    word = sentence.words[i]
    head = word.head
    if head < 0:
        return None, _headline(sentence, i)
    if word.relation == "conj":
        told = word.has("VerbForm=Fin") and word.has("Tense=Past") and bool(sentence.children(head, "aux"))
        return (None if told or sentence.children(i, "nsubj") else head), None
    if word.relation == "acl" and word.deprel == "acl:relcl":
        return None, None
    said = lemma(sentence, head)
    marked = infinitive(sentence, i)
    gerund = sentence.words[i].text.lower().endswith("ing") and sentence.words[i].upos == "VERB"
    led = gerund and bool(cases(sentence, i))  # "succeeds in leaving", "by leaving"
    if word.relation in ("xcomp", "acl", "ccomp", "obl", "nmod", "csubj") or (
        word.relation == "advcl" and (marked or led)
    ):
        gerund = sentence.words[i].has("VerbForm=Ger") or sentence.words[i].text.lower().endswith("ing")
        loose = word.relation == "ccomp" and not marked and not _subjunctive(sentence, i)
        if said in listed("denying") and not (loose and said not in ("deny",)):
            return None, "negated"
        if (marked or gerund) and said in listed("intending"):
            return head, "future"
        if (
            marked or gerund or (word.relation == "ccomp" and (not loose or said in listed("wishing")))
        ) and said in listed("asking"):
            return head, "possible"
        if word.relation == "ccomp" and said in listed("hoping"):
            return head, "possible"
        if word.relation == "xcomp" or gerund:
            return head, None
        if word.relation == "advcl" and marked:
            return None, "possible" if sentence.words[head].upos != "VERB" else _purpose(sentence, head)
    return None, None


def _purpose(sentence: Sentence, head: int) -> Status | None:
    return "possible"


def _subjunctive(sentence: Sentence, v: int) -> bool:
    """Whether "that X close …" is asked for and not told."""
    words = sentence.words
    finite = any(words[c].has("VerbForm=Fin") for c in (v, *sentence.children(v, "aux", "cop")))
    return not finite


def _headline(sentence: Sentence, v: int) -> Status | None:
    """ "Minister to visit Peru"."""
    return "future" if infinitive(sentence, v) and sentence.children(v, "nsubj") else None


def _above_noun(sentence: Sentence, n: int) -> tuple[int | None, Status | None]:
    top = outer(sentence, n)
    word = sentence.words[top]
    if top != n and (own := _noun(sentence, top)) is not None:
        return None, own
    head = word.head
    if head < 0:
        return None, None
    said = lemma(sentence, head)
    if sentence.words[head].upos == "VERB":
        if word.relation in ("obj", "nsubj"):
            if said in listed("denying"):
                return None, "negated"
            if said in listed("wishing"):
                return head, "possible"
            if said in listed("light") or said in listed("occurrence") or said in ("plan", "schedule", "expect"):
                return head, "future" if said in ("plan", "schedule", "expect") else None
            return None, None
        if word.relation == "obl":
            marks = set(cases(sentence, top))
            if said in listed("asking") and marks & {"for", "to", "on", "in"} - (
                {"on", "to", "in"} if said in ("call",) else set()
            ):
                return head, "possible"
            if marks & listed("without"):
                return None, "negated"
            if said in ("engage", "participate", "enter"):
                return head, None
        return None, None
    if word.relation == "nsubj" and sentence.words[head].upos == "ADJ":
        return head, "possible" if said in listed("guessed") else None
    if word.relation == "nmod" and sentence.words[head].upos in NOUNS:
        marks = set(cases(sentence, top))
        if said in listed("denying") and marks & {"of", "to"}:
            return None, "negated"
        if said in listed("intending") and marks & {"for", "of"}:
            return head, "future"
        if (said in listed("asking") or said in listed("wishing")) and marks & {"for", "of", "to"}:
            return head, "possible"
    return None, None
