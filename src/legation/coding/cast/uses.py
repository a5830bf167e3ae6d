"""How a name is used: as a doer, as a mere modifier, or as a mere place."""

from __future__ import annotations

from typing import Literal

from legation.coding.cast.words import listed
from legation.knowledge import Knowledge
from legation.language.sentence import Sentence

Use = Literal["actor", "modifier", "place"]


def country_use(sentence: Sentence, start: int, end: int, head: int, text: str) -> Use:
    """Whether a country's name is its government, a modifier or a place.

    A capital is a government as a subject, an object, a possessor or one side ("between Tehran and Riyadh"); after
    a preposition of place, and before a noun, it is a city.
    """
    found = Knowledge.load().country(text)
    form = found.form if found else "name"
    if _dateline(sentence, end):
        return "place"
    if form == "adjective":
        return _adjective_use(sentence, head)
    if form == "demonym" and sentence.children(head, "nummod"):
        return "modifier"  # "seven million Venezuelans" are no state
    relation, case = governed(sentence, head)
    if relation == "appos" and governed(sentence, sentence.words[head].head)[1] in listed("places"):
        return "place"  # "off Callao, Peru"
    if relation in ("obl", "nmod", "root", "dep", "advmod") and case in listed("places"):
        return "place"
    if relation in ("obl", "nmod", "appos", "dep") and _listed_after(sentence, head, start) in listed("listing"):
        return "place"
    if relation in ("obl", "nmod") and case in ("to", "from") and _moves(sentence, head):
        return "place"
    if relation in ("compound", "amod", "nmod:desc"):
        return "modifier" if form != "capital" or _paired(sentence, start, end) else "place"
    if relation == "list" or (relation in ("appos", "flat", "nmod:unmarked") and form == "capital"):
        return "place"
    return "actor"


def body_use(sentence: Sentence, start: int, end: int, head: int) -> Use:
    relation, case = governed(sentence, head)
    if sentence.words[end - 1].text.lower() in listed("bodies"):
        return "actor"
    if relation in ("compound", "amod", "nmod:desc", "flat", "root", "list", "dep") or case in listed("places"):
        return "modifier"
    return "actor"


def governed(sentence: Sentence, head: int) -> tuple[str, str]:
    """Relation and preposition of a word; those of the first conjunct for a later one."""
    node = head
    cases = sentence.children(node, "case")
    while sentence.words[node].relation in ("conj", "flat") and sentence.words[node].head >= 0:
        node = sentence.words[node].head
        cases = cases or sentence.children(node, "case")
    if node != head and sentence.words[node].relation == "compound" and sentence.words[node].head < head:
        node = sentence.words[node].head  # a list hung on the first word of a name: "Deutsche Bahn, Daimler"
        cases = cases or sentence.children(node, "case")
    word = sentence.words[node]
    case = next((sentence.words[c].text.lower() for c in cases if sentence.words[c].upos != "PART"), "")
    return word.deprel if word.deprel in ("nmod:poss", "nmod:desc", "nmod:unmarked") else word.relation, case


def _adjective_use(sentence: Sentence, head: int) -> Use:
    """An adjective by itself, as a subject or an object ("the Chinese"), is the state or its people."""
    relation, _ = governed(sentence, head)
    return "actor" if relation in ("nsubj", "obj", "obl", "nmod", "iobj") else "modifier"


def _listed_after(sentence: Sentence, head: int, start: int) -> str:
    """The word before a list of names: "nations including Denmark, France"."""
    node = head
    while sentence.words[node].relation in ("conj", "flat") and sentence.words[node].head >= 0:
        node = sentence.words[node].head
    first = start if node == head else node
    return sentence.words[first - 1].text.lower() if first else ""


def _moves(sentence: Sentence, head: int) -> bool:
    """Where to, not to whom: "flies weapons to Syria"."""
    for node in sentence.ancestors(head):
        if sentence.words[node].upos == "VERB":
            return sentence.words[node].lemma.lower() in listed("moving")
    return False


def _paired(sentence: Sentence, start: int, end: int) -> bool:
    """One side of a hyphenated pair of capitalised names: "Tehran-Riyadh talks"."""
    w = sentence.words
    after = end + 1 < len(w) and w[end].text in "-–/" and w[end + 1].text[0].isupper()
    before = start > 1 and w[start - 1].text in "-–/" and w[start - 2].text[0].isupper()
    return after or before


def _dateline(sentence: Sentence, end: int) -> bool:
    """The place at the head of a report: "TEHRAN – The president …", "WASHINGTON, March 3 (Agency) — …"."""
    w = sentence.words
    if end > 6 or not w[0].text[:1].isupper():
        return False
    if end == 1 and w[0].text[-1] in "–—-":
        return w[0].text.isupper()
    shouted = all(x.text.isupper() for x in w[:end] if x.text.isalpha())
    for i in range(end, min(end + 9, len(w))):
        if w[i].text in ("–", "—", "--", "-") and (shouted or w[i].start > w[i - 1].end):
            return shouted or i == end
        if not shouted or w[i].upos in ("VERB", "AUX"):
            return False
    return False
