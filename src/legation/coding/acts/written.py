"""Words that stand near another, whatever they are to it, and how they are written."""

from __future__ import annotations

from collections.abc import Iterator

from legation.coding.acts.grammar import complements, doer, lemma, obliques, undergoer
from legation.coding.acts.words import listed
from legation.language.sentence import Sentence

LEADING, TRAILING = "leading", "trailing"
AROUND = (LEADING, TRAILING)
"""Slots of words before and behind a verb: those that dictionaries ask for which know no trees."""

APART = ("conj", "parataxis", "advcl")  # what tells of something else
GOVERNED = ("xcomp", "ccomp", "acl", "advcl")  # what a verb hangs by on a word that governs it: "refused to sign"


def near(sentence: Sentence, i: int) -> Iterator[int]:
    """Children of a word, and theirs."""
    for c in sentence.children(i):
        yield c
        yield from sentence.children(c)


def is_word(sentence: Sentence, c: int, wanted: str) -> bool:
    return lemma(sentence, c) == wanted or sentence.words[c].text.lower() == wanted


def around(sentence: Sentence, v: int, slot: str) -> Iterator[int]:
    """The words before or behind a verb that go with it: before it its subject's too and the word that governs it,
    behind it those of its objects, phrases and complements; of a passive each is where the active has it."""
    if slot == LEADING:
        found = doer(sentence, v)
        yield from () if found is None else (found, *sentence.children(found))
        patients = set(undergoer(sentence, v))
        yield from (c for c in near(sentence, v) if c < v and patients.isdisjoint((c, sentence.words[c].head)))
        if governs(sentence, sentence.words[v].head, v):
            yield sentence.words[v].head
        return
    below = (c for c in sentence.children(v) if c > v and sentence.words[c].relation not in APART)
    phrases = (c for c, _ in obliques(sentence, v) if c > v)
    for top in dict.fromkeys((*below, *undergoer(sentence, v), *phrases, *complements(sentence, v))):
        yield top
        yield from sentence.children(top)


def governs(sentence: Sentence, i: int, v: int) -> bool:
    """Whether a word before a verb is the one that it is said of: "said it would sign", "a refusal to sign"."""
    word = sentence.words[v]
    return 0 <= i < v and word.head == i and word.relation in GOVERNED and word.deprel != "acl:relcl"


def decides(sentence: Sentence, i: int, v: int) -> bool:
    """Whether a word before a verb tells whether its act comes about: "not", "will", what governs it."""
    helps = sentence.words[i].head == v and sentence.words[i].relation == "aux"
    return helps or lemma(sentence, i) in listed("nots") or governs(sentence, i, v)


def spelled(sentence: Sentence, i: int, what: frozenset[str]) -> int:
    """How many words of the longest phrase stand at ``i``, its head; 0 where it is none of those asked for."""
    here = {lemma(sentence, i), sentence.words[i].text.lower()}
    longer = (p.split() for p in what if " " in p)
    return max(
        (len(p) for p in longer if _phrase(sentence, i, p, here)), default=0 if what.isdisjoint(here) else 1
    )


def _phrase(sentence: Sentence, i: int, words: list[str], here: set[str]) -> bool:
    """Whether a word is the head of a phrase, and the others stand below it on their sides: "talks on fish"."""
    head = words.index("of") - 1 if "of" in words[1:] else len(words) - 1
    if words[head] not in here:
        return False
    others = ((w, n < head) for n, w in enumerate(words) if n != head)
    return all(any((c < i) == ahead and is_word(sentence, c, w) for c in near(sentence, i)) for w, ahead in others)
