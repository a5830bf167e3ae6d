"""The words that declare a stance (``tables/stances.tsv``, ``tables/verdicts.tsv``), found in a sentence."""

from dataclasses import dataclass
from functools import cache
from typing import cast

from legation.coding.rows import rows
from legation.coding.stance.clauses import cases, nominal, passive
from legation.coding.stance.words import listed
from legation.language.sentence import Sentence
from legation.nouns import Stance


@dataclass(frozen=True, slots=True)
class Entry:
    """A word that declares a stance; the columns of the table. A stance is None where the word declares none."""

    stance: Stance | None
    negated: Stance | None
    takes: frozenset[str]
    needs: frozenset[str]


@cache
def entries() -> dict[tuple[str, str], Entry]:
    """The table by lemma (with its particle) and part of speech."""
    return {(r["lemma"], r["pos"]): _entry(r) for r in rows("stances")}


@cache
def verdicts() -> dict[tuple[str, str], Entry]:
    """Judging predicates by lemma and preposition ("-" for none)."""
    return {(r["lemma"], r["case"]): _entry({**r, "takes": "-"}) for r in rows("verdicts")}


@cache
def cue_lemmas() -> frozenset[str]:
    keys = (*entries(), *verdicts())
    return frozenset(lemma.split()[0] for lemma, _ in keys)


def _entry(row: dict[str, str]) -> Entry:
    stance, opposite = (None if row[k] == "-" else cast(Stance, row[k]) for k in ("stance", "negated"))
    takes, needs = (frozenset(row[k].split(",")) - {"-"} for k in ("takes", "needs"))
    return Entry(stance, opposite, takes, needs)


def lookup(sentence: Sentence, i: int) -> Entry | None:
    """The entry of a word, with its particle if it has one."""
    word = sentence.words[i]
    lemma = word.lemma.lower()
    table = entries()
    particles = [sentence.words[c].text.lower() for c in sentence.children(i, "compound:prt", "advmod")]
    for c in sentence.children(i, "obl", "nmod", "advcl", "obj", "iobj", "ccomp", "xcomp"):
        when = sentence.words[c].lemma.lower() in listed("calendar")
        if c > i:  # not "on Monday called for talks"
            particles.extend(sorted(cases(sentence, c) - ({"on"} if when else set())))
    pos = "NOUN" if nominal(sentence, i) else word.upos
    for particle in particles:
        if found := table.get((f"{lemma} {particle}", pos)):
            return found
    adjective = table.get((lemma, "ADJ"))
    if adjective is not None and (word.upos == "ADJ" or (word.upos == "VERB" and _predicative(sentence, i))):
        return adjective
    return table.get((lemma, pos))


def _predicative(sentence: Sentence, i: int) -> bool:
    """Whether what the tree takes for a verb is what somebody is: "is unwilling", "was prepared"."""
    being = any(sentence.words[c].lemma == "be" for c in sentence.children(i, "aux", "cop"))
    word = sentence.words[i]
    remaining = word.relation in ("xcomp", "advcl") and sentence.words[word.head].lemma == "remain"
    told = word.relation == "acl" and i > 0 and sentence.words[i - 1].text == "," and word.text.endswith("ed")
    return (
        passive(sentence, i)
        or remaining
        or told  # "Peru, determined to stay, …"
        or (being and (word.text.lower() == word.lemma or not word.text.endswith("ing")))
    )


def modals(sentence: Sentence, i: int) -> bool:
    """Whether a verb or predicate stands under a modal auxiliary."""
    return any((sentence.words[c].lemma.lower(), "AUX") in entries() for c in sentence.children(i, "aux"))
