"""What a stance word takes: the act it is about, and who would do it."""

from collections.abc import Iterator
from typing import Literal

from legation.coding.stance.clauses import asked, cases, infinitive, nominal, passive, subject
from legation.coding.stance.entries import Entry, modals
from legation.coding.stance.words import listed, names_act
from legation.language.sentence import Sentence

COMPLEMENTS = ("xcomp", "ccomp", "advcl", "acl", "csubj")
FRAMES = {"own", "other", "that", "np"}

Taken = tuple[int, int | None, Literal["own", "other"]]


def taken(sentence: Sentence, i: int, entry: Entry) -> Taken | None:
    """The act a word is about, who would do it (None: the holder), and whose act it is; None if nothing fits."""
    below = [c for c in sentence.children(i, *COMPLEMENTS) if c > i]
    return (
        _infinitive(sentence, i, entry.takes, below)
        or _participle(sentence, entry.takes, below)
        or _that(sentence, entry, below)
        or _object(sentence, i, entry.takes, below)
        or _prepositional(sentence, i, entry)
        or _subject(sentence, i, entry)
    )


def _subject(sentence: Sentence, i: int, entry: Entry) -> Taken | None:
    """ "The removal of the mines is essential"."""
    if "said" in entry.needs and "that" in entry.takes and sentence.words[i].upos == "ADJ":
        for c in sentence.children(i, "nsubj", "csubj"):
            if c < i and (sentence.words[c].upos == "VERB" or names_act(sentence.words[c])):
                return c, None, "own"
    return None


def _infinitive(sentence: Sentence, i: int, takes: frozenset[str], below: list[int]) -> Taken | None:
    """ "Plans to leave", "urges them to leave", "was urged to leave"."""
    patients = list(_patients(sentence, i))
    patient = patients[0] if patients else None
    for c in below:
        if not infinitive(sentence, c):
            continue
        patient = next((p for p in patients if p < c), None)
        raised = next((s for s in sentence.children(c, "nsubj", "obj", "iobj") if i < s < c), None)
        if "for" in takes and raised is None and patient is not None and names_act(sentence.words[patient]):
            continue  # "called for talks to end the war"
        doer = raised if raised is not None else patient
        if "other" in takes and doer is not None and doer < c:
            return c, doer, "other"
        if "other" in takes and passive(sentence, i):
            return c, next(iter(sentence.children(i, "nsubj")), None), "other"
        purpose = patient is not None and sentence.words[c].relation != "xcomp"  # "offered money to help"
        if "own" in takes and raised is None and not purpose:
            return c, None, "own"
    if "own" in takes and nominal(sentence, i) and (behind := _next_infinitive(sentence, i)) is not None:
        return behind, None, "own"
    if "own" in takes and (behind := _infinitive_at(sentence, i + 1)) is not None:
        return behind, None, "own"  # "plans to take", wherever it hangs
    if patient is None or "other" not in takes or ("for" in takes and names_act(sentence.words[patient])):
        return None  # "the need for action to feed them"
    behind = _next_infinitive(sentence, patient)
    return None if behind is None else (behind, patient, "other")


def _participle(sentence: Sentence, takes: frozenset[str], below: list[int]) -> Taken | None:
    """ "Wants the base closed"."""
    if {"np", "other"} <= takes:
        for c in below:
            if sentence.words[c].relation in ("xcomp", "ccomp") and sentence.words[c].has("Voice=Pass"):
                return c, None, "own"
    return None


def _that(sentence: Sentence, entry: Entry, below: list[int]) -> Taken | None:
    """ "Demands that they leave", "hopes they will leave"."""
    if "that" in entry.takes:
        for c in below:
            word = sentence.words[c]
            told = word.deprel != "acl:relcl" and (word.relation != "advcl" or "that" in cases(sentence, c))
            if told and sentence.words[c].relation != "xcomp" and _finite(sentence, c, entry):
                return c, subject(sentence, c), "other"
    return None


def _object(sentence: Sentence, i: int, takes: frozenset[str], below: list[int]) -> Taken | None:
    """ "Rejects the deal", "ruled out talks", which parsers take for no object of "ruled".

    Who rejects something as false denies it, and what is offered may be no more than words.
    """
    words = sentence.words
    empty = listed("calendar")
    if words[i].lemma == "reject":
        empty |= listed("fictions")
        if any("as" in cases(sentence, c) for c in sentence.children(i, "obl", "advcl", "xcomp")):
            return None
    elif words[i].lemma == "offer":
        empty |= listed("gestures")
    if "np" not in takes or nominal(sentence, i) or any(_verbal(sentence, c) for c in below):
        return None
    bare = [c for c in sentence.children(i, "obl") if c > i and not cases(sentence, c)]
    nouns = (c for c in (*sentence.children(i, "obj"), *bare[:1]) if words[c].upos in ("NOUN", "PROPN"))
    return next(((c, None, "own") for c in nouns if words[c].lemma.lower() not in empty), None)


def _verbal(sentence: Sentence, c: int) -> bool:
    """Whether a clause completes a verb: one that tells when or on which condition leaves the object its own."""
    word = sentence.words[c]
    return infinitive(sentence, c) or (word.upos in ("VERB", "AUX") and word.relation in ("xcomp", "ccomp"))


def _next_infinitive(sentence: Sentence, patient: int) -> int | None:
    """The infinitive right behind a phrase, wherever the parser hung it."""
    words = sentence.words
    at = max(i for i in sentence.subtree(patient) if words[i].upos != "PUNCT") + 1
    found = (_infinitive_at(sentence, i) for i in (at, patient + 1))
    return next((i for i in found if i is not None), None)


def _infinitive_at(sentence: Sentence, i: int) -> int | None:
    """The verb of the infinitive that opens at a word."""
    words = sentence.words
    if i + 1 < len(words) and words[i].upos == "PART" and words[i].lemma == "to" and words[i].head > i:
        return words[i].head
    return None


def _patients(sentence: Sentence, i: int) -> Iterator[int]:
    """Whom a demand is made of: the object, or the party after "on", "to", "from"."""
    yield from sentence.children(i, "obj", "iobj")
    for c in sentence.children(i, "obl", "nmod"):
        if cases(sentence, c) & {"on", "upon", "to", "from", "of", "for", "with"}:
            yield c


def _finite(sentence: Sentence, c: int, entry: Entry) -> bool:
    """Whether a finite complement is what is wanted and not what is the case."""
    words = sentence.words
    if not sentence.children(c, "nsubj", "expl", "csubj") or asked(sentence, c):
        return False
    if "said" in entry.needs:
        return not modals(sentence, c) and not any(words[a].lemma == "have" for a in sentence.children(c, "aux"))
    if modals(sentence, c):
        return entry.stance in ("wants", "opposes")  # "insists that it will leave" is what the modal says
    bare = not any(
        words[v].has("VerbForm=Fin") and not words[v].has("Mood=Sub") and words[v].text.lower() != "be"
        for v in (c, *sentence.children(c, "aux", "cop"))
    )
    said = subject(sentence, c)
    if said is not None and words[said].has("Number=Sing") and words[said].upos in ("NOUN", "PROPN"):
        bare = bare or words[c].text == words[c].lemma  # "that the president resign"
    plural = words[c].has("Tense=Pres") and words[c].has("Number=Plur") and words[c].lemma not in ("be", "have")
    if plural and entry.stance == "must" and "on" not in entry.takes:
        return True  # "demands that they leave", which is no different from what is the case
    return bare or ("for" in entry.takes and entry.stance == "wants" and words[c].has("Tense=Pres"))


def _prepositional(sentence: Sentence, i: int, entry: Entry) -> Taken | None:
    """ "Calls for talks", "committed to leaving", "the importance of peace"."""
    fitting = ("VERB",) if "gerund" in entry.needs else ("NOUN", "PROPN", "VERB")
    below = sentence.children(i, "obl", "nmod", "advcl", "acl", "ccomp", "xcomp")
    for c in (*below, *(d for first in below for d in sentence.children(first, "conj"))):
        if not (c > i and cases(sentence, c) & entry.takes - FRAMES and sentence.words[c].upos in fitting):
            continue
        if "act" in entry.needs and sentence.words[c].upos != "VERB" and not names_act(sentence.words[c]):
            continue
        asked = next(iter(sentence.children(i, "obj", "iobj")), None) if "against" in entry.takes else None
        return (c, None, "own") if asked is None else (c, asked, "other")
    return None
