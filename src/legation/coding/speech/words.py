"""Word lists of the statements stage, read from its tables, and small questions about words of a tree."""

from __future__ import annotations

from functools import cache

from legation.coding.rows import rows
from legation.language.sentence import Sentence

OPENING = frozenset(("“", "„", "‘", "«", '"', "'", "''", "``"))
CLOSING = frozenset(("”", "’", "»", '"', "'", "''"))


@cache
def listed(name: str) -> frozenset[str]:
    """A class of ``tables/speech_nouns.tsv``. Raises KeyError for an unknown one."""
    return _classes()[name]


@cache
def _classes() -> dict[str, frozenset[str]]:
    return {row["class"]: frozenset(row["words"].split()) for row in rows("speech_nouns")}


@cache
def doubts(where: str) -> dict[str, float]:
    """Words of ``tables/speech_doubts.tsv`` that stand ``where``, with their factors."""
    return {row["word"]: float(row["factor"]) for row in rows("speech_doubts") if row["where"] == where}


def marks(sentence: Sentence, i: int) -> set[str]:
    """The conjunctions and prepositions that mark a word, in lower case."""
    return {sentence.words[c].text.lower() for c in sentence.children(i, "mark", "case")}


def finite(sentence: Sentence, i: int) -> bool:
    """Whether a word heads a finite clause."""
    word = sentence.words[i]
    if word.has("VerbForm=Fin") or word.has("Mood=Ind"):
        return True
    if word.upos == "VERB" and not word.text.lower().endswith("ing") and sentence.children(i, "nsubj"):
        return "to" not in marks(sentence, i)  # taggers take "he discussed" for a participle
    return any(
        sentence.words[c].has("VerbForm=Fin") or sentence.words[c].upos == "AUX"
        for c in sentence.children(i, "aux", "cop")
        if sentence.words[c].text.lower() not in ("be", "having", "being")
    )


def plain_text(word: str) -> bool:
    """Whether a word is more than punctuation."""
    return any(map(str.isalnum, word))


def abbreviated(sentence: Sentence, i: int) -> bool:
    """Whether the full stop at word ``i`` ends an abbreviation: "Rep. X", "Aug. 8"."""
    before = sentence.words[i - 1] if i else None
    return (
        before is not None
        and before.end == sentence.words[i].start
        and (before.text.lower() in listed("abbreviations") or (len(before.text) == 1 and before.text.isupper()))
    )
