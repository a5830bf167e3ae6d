"""Small questions about a clause in a tree: its subject, its voice, whether it is negated."""

from legation.coding.acts.words import listed as acts
from legation.coding.stance.words import listed
from legation.language.sentence import Sentence

DASHES = ("–", "—", "-", "--")  # what parts a dateline from the report
STEPS = 5  # clauses between a verb and the subject it shares; longer chains are parse errors more often than not


def subject(sentence: Sentence, i: int) -> int | None:
    """The word for who does or is ``i``: its own subject, or the one it shares with the clause above it."""
    node = i
    for _ in range(STEPS):
        found = sentence.children(node, "nsubj") or _of_auxiliary(sentence, node)
        if found:
            return antecedent(sentence, _chosen(sentence, found, node), node)
        word = sentence.words[node]
        if word.head < 0:
            return None
        if word.relation == "acl" and (above := _written_to(sentence, node)) is not None:
            node = above
            continue
        if word.relation == "acl" and sentence.words[word.head].upos in ("NOUN", "PROPN", "PRON"):
            return word.head
        if word.relation == "advcl" and "as" in cases(sentence, node) and word.text.lower().endswith("ing"):
            quoted = sentence.children(word.head, "obj")  # "quoted them as saying"
            if quoted:
                return quoted[0]
        above_said, marks = sentence.words[word.head].lemma.lower(), cases(sentence, node)
        judged = ("for" in marks and above_said in acts("judging")) or (
            "of" in marks and above_said in acts("charging")
        )
        if judged and word.text.lower().endswith("ing"):
            blamed = sentence.children(word.head, "obj")  # "fined the mayor for refusing"
            if blamed:
                return antecedent(sentence, blamed[0], word.head)
        if word.relation == "xcomp" and (patients := sentence.children(word.head, "obj", "iobj")):
            return patients[0]
        if word.relation not in ("conj", "xcomp", "advcl", "amod", "ccomp", "parataxis"):
            return None
        if word.relation in ("ccomp", "parataxis") and not infinitive(sentence, node):
            return None
        node = word.head
    return None


def charged(sentence: Sentence, i: int) -> bool:
    """Whether a deed is only what somebody is accused of: "accused X of favouring Y"."""
    word = sentence.words[i]
    over = [word.head, sentence.words[word.head].head] if word.head >= 0 else []
    accused = any(h >= 0 and sentence.words[h].lemma.lower() in acts("charging") for h in over)
    return accused and "of" in cases(sentence, i) and word.text.lower().endswith("ing")


def _written_to(sentence: Sentence, v: int) -> int | None:
    """The verb above "a letter to X urging …", where it is not X who urges."""
    noun = sentence.words[v].head
    word = sentence.words[noun]
    if word.relation not in ("obl", "nmod") or "to" not in cases(sentence, noun) or word.head < 0:
        return None
    if not sentence.words[v].text.lower().endswith("ing"):
        return None
    above = word.head if sentence.words[word.head].upos == "VERB" else sentence.words[word.head].head
    return above if above >= 0 and sentence.words[above].upos == "VERB" else None


def pronoun_before(sentence: Sentence, i: int) -> int | None:
    """The subject pronoun right before a verb or auxiliary, which is its subject whatever the tree says."""
    while i and sentence.words[i - 1].upos == "ADV":
        i -= 1
    if not i or sentence.words[i - 1].upos != "PRON":
        return None
    return i - 1 if sentence.words[i - 1].text.lower() in listed("subjects") else None


def _of_auxiliary(sentence: Sentence, i: int) -> tuple[int, ...]:
    """Subjects that hang on the auxiliary, as in "has not and will not leave"."""
    return tuple(s for a in sentence.children(i, "aux") for s in sentence.children(a, "nsubj"))


def _chosen(sentence: Sentence, found: tuple[int, ...], verb: int) -> int:
    """The subject among several: parsers add the next clause's, a list's last and the dateline's."""
    before = [c for c in found if c < verb] or [found[0]]
    listed_last = sentence.words[before[-1] - 1].upos == "CCONJ"
    return _after_dateline(sentence, before[0] if listed_last else before[-1])


def _after_dateline(sentence: Sentence, i: int) -> int:
    """ "TEHRAN – The minister said": the subject is behind the dash."""
    if i or len(sentence.words) < 3 or sentence.words[1].upos != "PUNCT":
        return i
    behind = [c for c in sentence.children(0, "appos", "conj", "parataxis", "dep", "flat", "nmod") if c > 1]
    dashed = bool(behind) and any(w.text in DASHES for w in sentence.words[1 : behind[0]])
    return behind[0] if dashed else i


def antecedent(sentence: Sentence, i: int, clause: int) -> int:
    """What a relative pronoun stands for; any other word itself."""
    word = sentence.words[i]
    head = sentence.words[clause].head
    relative = word.has("PronType=Rel") or word.lemma.lower() in listed("relatives")
    if relative and head >= 0 and sentence.words[clause].relation == "acl":
        who = sentence.children(head, "nsubj") if sentence.children(head, "cop") else ()
        return next(iter(who), head)  # "Peru is a partner that will not leave"
    return i


def nominal(sentence: Sentence, i: int) -> bool:
    """Whether a word is a noun, also one with an article or an owner that the tagger takes for a verb."""
    if sentence.words[i].upos != "VERB":
        return sentence.words[i].upos == "NOUN"
    return bool(sentence.children(i, "det", "nmod:poss"))


def infinitive(sentence: Sentence, i: int) -> bool:
    """Whether a verb or a predicate is marked by "to"."""
    return any(
        sentence.words[c].upos == "PART" and sentence.words[c].lemma == "to" for c in sentence.children(i, "mark")
    )


def passive(sentence: Sentence, i: int) -> bool:
    """Whether a verb is passive, by its auxiliary: parsers call the subject of "have called" passive too."""
    return bool(sentence.children(i, "aux:pass"))


def negated(sentence: Sentence, i: int) -> bool:
    """Whether a clause is denied: "not", "never", "no nation", "under no circumstances", but not "not only"."""
    words = sentence.words
    denials = listed("negations")
    for c in sentence.children(i):
        word = words[c]
        if word.lemma.lower() in denials or word.text.lower() in denials:
            if word.relation in ("nsubj", "obj"):
                return True
            following = words[c + 1].lemma.lower() if c + 1 < len(words) else ""
            if word.relation in ("advmod", "det", "cc") and following not in listed("additives"):
                return True
        if word.relation in ("nsubj", "obl", "obj", "advmod") and _none(sentence, c):
            return True
    return (nominal(sentence, i) and i > 0 and words[i - 1].text.lower() == "no") or _not_until(sentence, i)


def _not_until(sentence: Sentence, i: int) -> bool:
    """Whether a clause is denied by its fronted condition: "not until they leave will we sign"."""
    clauses = (c for c in sentence.children(i, "advcl", "obl") if c < i)
    return any(
        sentence.words[d].text.lower() in listed("negations") and {"until", "till", "before"} & cases(sentence, c)
        for c in clauses
        for d in sentence.children(c, "advmod")
    )


def _none(sentence: Sentence, i: int) -> bool:
    """Whether a phrase says "no": "no nation", "under no circumstances", "no longer"."""
    return any(
        sentence.words[d].lemma.lower() in ("no", "neither") for d in sentence.children(i, "det", "advmod", "cc")
    )


def asked(sentence: Sentence, act: int) -> bool:
    """Whether a clause is an indirect question: "whether they will …", "what measures they will take"."""
    before = [c for c in sentence.children(act) if c < act]
    words = [*before, *(d for c in before for d in sentence.children(c, "det"))]
    fronted = any(sentence.words[i].text.lower() in listed("askers") for i in words)
    return bool(cases(sentence, act) & listed("askers")) or (fronted and sentence.words[act].relation == "ccomp")


def cases(sentence: Sentence, i: int) -> set[str]:
    """The prepositions and conjunctions that mark a word, in lower case."""
    return {sentence.words[c].text.lower() for c in sentence.children(i, "case", "mark")}
