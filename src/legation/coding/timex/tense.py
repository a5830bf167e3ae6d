"""Which way a time lies from the report: by the tense of the verb that governs it."""

from __future__ import annotations

from functools import cache
from typing import Literal

from legation.coding.timex.lexicon import rows
from legation.language.sentence import Sentence, Word

Tense = Literal["past", "present", "future"]
_LIMIT = 12  # heads climbed before the search ends
_MODIFIERS = frozenset({"nmod:poss", "compound", "nmod:unmarked", "amod", "nmod:desc"})


@cache
def _lemmas(role: str) -> frozenset[str]:
    return frozenset(lemma for lemma, its in rows("times_tense") if its == role)


def tense(sentence: Sentence, word: int) -> Tense | None:
    """How the nearest verb above a word that shows it points: ``past``, ``future`` or a finite ``present``.

    A modal or an infinitive under a word such as "plan" points ahead. A time that only modifies a noun ("ways
    around Friday's ruling") is not ahead for an infinitive's sake. None where no verb shows it.
    """
    node = word
    modifier = sentence.words[word].deprel in _MODIFIERS and not _verbal(sentence, sentence.words[word].head)
    for _ in range(_LIMIT):
        if node < 0:
            return None
        found = _own(sentence, node, modifier)
        if found:
            return found
        if modifier and _to(sentence, node):
            return None
        node = _above(sentence, node)
    return None


def _verbal(sentence: Sentence, i: int) -> bool:
    return i >= 0 and sentence.words[i].upos in ("VERB", "AUX")


def _above(sentence: Sentence, node: int) -> int:
    """The head of a word, or the verb between the two that the head itself hangs on: such an arc crosses it, and
    is mostly a parser's slip over a quotation ("'We will talk,' he said on Tuesday")."""
    head = sentence.words[node].head
    if abs(head - node) < 2 or head < 0:
        return head
    low, high = sorted((node, head))
    for above in sentence.ancestors(head):
        if low < above < high:
            return above
    return head


def _own(sentence: Sentence, i: int, modifier: bool) -> Tense | None:
    """What one word shows by itself and its auxiliaries."""
    word = sentence.words[i]
    helpers = [sentence.words[c] for c in sentence.children(i, "aux", "cop")]
    if word.upos not in ("VERB", "AUX") and not helpers and not word.has("VerbForm=Fin"):
        return _noun(sentence, i)
    perfect = any(h.lemma == "have" for h in helpers) or _contracted_had(word, helpers)
    if any(h.text.lower() == "could" for h in helpers) and _denied(sentence, i):
        return "past"  # "could not be reached on Monday"
    if any(h.lemma.lower() in _lemmas("modal") or h.text.lower() in _lemmas("modal") for h in helpers):
        return "past" if perfect else "future"
    if word.has("VerbForm=Part") and word.lemma.lower() in _lemmas("planned") and not modifier:
        return "future"
    if perfect:
        return "past"
    if _to(sentence, i):
        if any(h.lemma == "be" and h.relation == "aux" for h in helpers):
            return "future"  # "was to leave on Monday"
        return None if modifier else _infinitive(sentence, word)
    shown = _finite([word, *helpers])
    return "past" if shown == "present" and word.lemma.lower() in _lemmas("report") else shown


def _contracted_had(word: Word, helpers: list[Word]) -> bool:
    """Whether the helper of "they'd won" is "had" and no "would"."""
    return len(helpers) == 1 and helpers[0].text.lower()[1:] == "d" and word.has("VerbForm=Part")


def _to(sentence: Sentence, i: int) -> bool:
    """Whether a word is an infinitive with "to"."""
    return any(sentence.words[c].lemma == "to" for c in sentence.children(i, "mark"))


def _denied(sentence: Sentence, i: int) -> bool:
    """Whether a verb is denied by "not", or by "neither" and "no" in its subject."""
    near = (i, *sentence.children(i, "nsubj"))
    return any(_has(sentence, k, "denial") for k in near)


def _has(sentence: Sentence, i: int, role: str) -> bool:
    """Whether a word or one that depends on it has a role."""
    return any(sentence.words[k].lemma.lower() in _lemmas(role) for k in (i, *sentence.children(i)))


def _noun(sentence: Sentence, i: int) -> Tense | None:
    if sentence.words[i].lemma.lower() in _lemmas("planned"):
        return "future"
    cases = [sentence.words[c].lemma.lower() for c in sentence.children(i, "case")]
    if any(c in _lemmas("planned") for c in cases):
        return "future"  # "ahead of Sunday's vote"
    return "past" if any(c in _lemmas("report") for c in cases) else None


def _infinitive(sentence: Sentence, word: Word) -> Tense | None:
    if word.relation == "acl":
        return None if _has(sentence, word.head, "rank") else "future"  # "the first to leave on Monday"
    head = word.head
    return "future" if head >= 0 and sentence.words[head].lemma.lower() in _lemmas("prospective") else None


def _finite(shown: list[Word]) -> Tense | None:
    """The tense of the finite word ("is" of "is heard"); else of a bare participle."""
    shown = [w for w in shown if w.has("VerbForm=Fin")] or shown
    if any(w.has("Mood=Imp") for w in shown):
        return "future"  # "come on Monday"
    if any(w.has("Tense=Past") for w in shown):
        return "past"
    if any(w.has("Tense=Pres") and w.has("VerbForm=Fin") for w in shown):
        return "present"
    return None
