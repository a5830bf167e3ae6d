"""The closed lists of words that positions are read by (``tables/stance_words.tsv``)."""

from functools import cache

from legation.coding.acts.lexicon import lexicon
from legation.coding.rows import rows
from legation.language.sentence import Sentence, Word


@cache
def listed(name: str) -> frozenset[str]:
    """A list by its name. Raises KeyError for an unknown one."""
    return _lists()[name]


def remark(sentence: Sentence, i: int) -> bool:
    """Whether a word announces no act: "it should be noted", but not "will recognise the vote"."""
    lemma = sentence.words[i].lemma.lower()
    return lemma in listed("remarks") and not (lemma in listed("recognitions") and sentence.children(i, "obj"))


def names_act(word: Word) -> bool:
    """Whether a noun names an act, or an aim that one calls important: by the lists and the trigger lexicon."""
    lemma = word.lemma.lower()
    return lemma in listed("acts") or lemma in listed("aims") or (lemma, "N") in lexicon()


@cache
def _lists() -> dict[str, frozenset[str]]:
    return {row["list"]: frozenset(row["words"].split()) for row in rows("stance_words")}
