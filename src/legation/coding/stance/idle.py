"""Words of stance that declare none: habits, guesses, questions, what was, what is given up."""

from legation.coding.stance.clauses import cases, infinitive, negated, nominal, passive
from legation.coding.stance.entries import Entry, entries, modals
from legation.coding.stance.words import listed
from legation.language.sentence import Sentence


def idle(sentence: Sentence, i: int, entry: Entry) -> bool:
    """Whether a word declares nothing, whatever it takes."""
    word = sentence.words[i]
    if "would" in entry.needs and not any(sentence.words[c].lemma == "would" for c in sentence.children(i, "aux")):
        return True
    if "now" in entry.needs and "np" in entry.takes and entry.stance == "opposes" and _bare(sentence, i):
        return True  # "rally the world to oppose it" is another's act
    if "said" in entry.needs and not predicate(sentence, i):
        return True
    if "being" in entry.needs and not sentence.children(i, "cop"):
        return True
    if "kept" in entry.needs and sentence.words[word.head].lemma.lower() not in listed("keepers"):
        return True
    promised = entry.stance == "will" and word.upos == "VERB" and passive(sentence, i)
    if promised and (word.lemma, "ADJ") not in entries():
        return True  # "they were promised houses": by another
    if word.lemma == "need" and word.relation == "acl" and word.text.lower() == "needed":
        return True  # "the reforms needed to join"
    if word.lemma == "have" and word.text.lower() == "having":
        return True  # "avoid having to go"
    having = [sentence.words[c] for c in sentence.children(i, "aux") if sentence.words[c].lemma == "have"]
    if "perfect" in entry.needs and not having:
        return True  # "decided to leave" tells what was
    if having and (negated(sentence, i) or (having[0].has("Tense=Past") and word.relation != "ccomp")):
        return True  # "has never sought", "had promised"
    if nominal(sentence, i) and word.relation == "obj" and sentence.words[word.head].lemma in listed("dropping"):
        return True  # "withdrew its demand"
    if "mind" in entry.needs and word.relation == "advcl" and infinitive(sentence, i):
        return True  # "flew home to seek new orders"
    return _habitual(sentence, i) or _shares_modal(sentence, i) or _unreal(sentence, i) or _guessed(sentence, i)


def predicate(sentence: Sentence, i: int) -> bool:
    """Whether something is said to be so: "it is time to", "it remains vital to", "there is no question of"."""
    word = sentence.words[i]
    if any(sentence.words[s].lemma.lower() in listed("askers") for s in sentence.children(i, "nsubj")):
        return False  # "do what is necessary to"
    if being := sentence.children(i, "cop"):
        return not sentence.words[being[0]].has("Tense=Past") or word.relation == "ccomp"
    if word.head >= 0 and sentence.children(word.head, "expl"):
        return True
    return word.relation in ("xcomp", "obj") and sentence.words[word.head].lemma in ("remain", "become")


def _guessed(sentence: Sentence, i: int) -> bool:
    """ "Seems willing", "may want", "the impression that they intend", "in the hope of"."""
    word = sentence.words[i]
    if word.relation in ("ccomp", "acl", "csubj") and cases(sentence, i) & listed("askers"):
        return True
    above = sentence.words[word.head].lemma.lower() if word.head >= 0 else ""
    if word.relation == "xcomp" and above in listed("seeming"):
        return True
    if word.relation == "acl" and above in listed("guesses"):
        return True
    if any(sentence.words[c].lemma in ("may", "might") for c in sentence.children(i, "aux")):
        return True
    if any(sentence.words[c].lemma.lower() in listed("perhaps") for c in sentence.children(i, "advmod")):
        return True
    return word.upos == "NOUN" and word.relation in ("obl", "nmod") and bool({"in", "with"} & cases(sentence, i))


def _bare(sentence: Sentence, i: int) -> bool:
    """Whether a verb is an infinitive, with "to" or sharing one: "to band together and oppose"."""
    return infinitive(sentence, i) or (sentence.words[i].has("VerbForm=Inf") and not sentence.children(i, "aux"))


def _habitual(sentence: Sentence, i: int) -> bool:
    """ "They often demand …" tells of a habit; "used to", "went on to", "stopped asking" of no stance."""
    word = sentence.words[i]
    if word.relation == "xcomp" and sentence.words[word.head].lemma.lower() in listed("quitters"):
        return True
    if word.lemma == "go" and not (word.text.lower() in ("going", "gon") and sentence.children(i, "aux")):
        return True
    usual = any(sentence.words[c].lemma.lower() in listed("habits") for c in sentence.children(i, "advmod"))
    return usual and word.upos == "VERB"  # who is always ready is ready


def _unreal(sentence: Sentence, i: int) -> bool:
    """ "Would have asked"."""
    return modals(sentence, i) and any(sentence.words[c].lemma == "have" for c in sentence.children(i, "aux"))


def _shares_modal(sentence: Sentence, i: int) -> bool:
    """Whether a verb stands under a modal of the verb it is coordinated with: "will call and ask"."""
    word = sentence.words[i]
    return (
        word.relation == "conj"
        and not sentence.children(i, "nsubj")
        and word.has("VerbForm=Inf")
        and modals(sentence, word.head)
    )
