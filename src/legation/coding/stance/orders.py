"""Orders: the imperatives of a quotation, unless a promise or a threat makes them its condition; and bans."""

from collections.abc import Iterator

from legation.coding.stance.claim import Claim
from legation.coding.stance.clauses import infinitive, negated, passive, subject
from legation.coding.stance.connectives import Clause
from legation.coding.stance.words import listed
from legation.language.sentence import Sentence


def orders(sentence: Sentence, clauses: tuple[Clause, ...]) -> Iterator[Claim]:
    """ "Release the boats", "do not test us": a demand of whoever says so."""
    for i, word in enumerate(sentence.words):
        if not imperative(sentence, i) or any(c.holds(i) or c.head == i for c in clauses):
            continue
        if word.lemma.lower() not in listed("remarks") | listed("invitations"):
            yield Claim("must-not" if negated(sentence, i) else "must", "order", i, i, None, None)


def bans(sentence: Sentence) -> Iterator[Claim]:
    """ "The line is not to be crossed"."""
    for i in range(len(sentence.words)):
        if passive(sentence, i) and infinitive(sentence, i) and negated(sentence, i):
            finite = (c for c in sentence.children(i, "cop", "aux") if sentence.words[c].has("Tense=Pres"))
            being = next((c for c in finite if sentence.words[c].lemma == "be"), None)
            if being is not None:
                yield Claim("must-not", "modal", being, i, None, subject(sentence, i))


def imperative(sentence: Sentence, i: int) -> bool:
    """Whether a verb commands: a bare verb that opens its clause and has no subject."""
    word = sentence.words[i]
    bare = word.upos == "VERB" and word.text.lower() == word.lemma.lower() and not _led(sentence, i)
    if not bare and not (word.upos == "ADJ" and sentence.children(i, "obj")):  # "free the crew"
        return False
    if word.relation not in ("root", "ccomp", "parataxis") or sentence.children(i, "nsubj", "mark"):
        return False
    before = [w for w in sentence.words[:i] if w.upos not in ("PUNCT", "ADV", "PART", "INTJ", "CCONJ")]
    return not before or all(w.lemma in ("do", "please") for w in before)


def _led(sentence: Sentence, i: int) -> bool:
    """Whether an auxiliary other than "do" leads a verb."""
    return any(sentence.words[a].lemma != "do" for a in sentence.children(i, "aux"))
