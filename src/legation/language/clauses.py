"""Which clause or noun a word is of: mends of trees that grammar rules out."""

from collections.abc import Sequence

ENDING = frozenset({"Person=3", "Number=Sing", "Tense=Pres", "VerbForm=Fin"})
"""What a verb with the ending -s tells; behind "will" none stands."""


def before_that(words: Sequence[str], heads: Sequence[int], relations: Sequence[str]) -> list[int]:
    """``heads`` (-1 for the root) in which nothing that stands before a clause's "that" is of the clause.

    "Ruiz said on Friday that Peru will sign": it was said on Friday.
    """
    out = list(heads)
    for that, (clause, relation) in enumerate(zip(heads, relations, strict=True)):
        if relation != "mark" or words[that].lower() != "that" or relations[clause] != "ccomp":
            continue
        verb = out[clause]
        if 0 <= verb < that < clause:
            for i in range(verb + 1, that):
                if out[i] == clause and relations[i] != "mark":
                    out[i] = verb
    return out


def of_nouns(
    words: Sequence[str], upos: Sequence[str], heads: Sequence[int], relations: Sequence[str]
) -> tuple[list[int], list[str]]:
    """``heads`` (-1 for the root) and ``relations`` in which the "of …" right behind a noun belongs to that noun.

    "Peru and the government of Chile": Chile is not the third of them.
    """
    heads, relations = list(heads), list(relations)
    for of, word in enumerate(words):
        name = heads[of]
        if of and word.lower() == "of" and relations[of] == "case" and of < name and relations[name] == "conj":
            noun = of - 1
            if upos[noun] in ("NOUN", "PROPN") and heads[name] < noun and name not in above(noun, heads):
                heads[name], relations[name] = noun, "nmod"
    return heads, relations


def before_nouns(heads: Sequence[int], relations: Sequence[str]) -> list[int]:
    """``heads`` (-1 for the root) in which a preposition before a noun's modifiers belongs to the noun.

    "with former Lima police": "former" is the police's, so "with" is not Lima's.
    """
    out = list(heads)
    for preposition, (name, relation) in enumerate(zip(heads, relations, strict=True)):
        modifies = relation == "case" and preposition < name < heads[name] and relations[name] == "compound"
        if modifies and any(heads[i] == heads[name] for i in range(preposition + 1, name)):
            out[preposition] = heads[name]
    return out


def agreeing(feats: Sequence[str], heads: Sequence[int], relations: Sequence[str]) -> list[int]:
    """``heads`` in which a verb in -s is coordinated with one in -s, and not with one behind "will" or "to".

    "Peru will wait as long as Chile keeps the port and threatens it": Chile threatens.
    """
    out = list(heads)
    for verb, (first, relation) in enumerate(zip(heads, relations, strict=True)):
        if relation != "conj" or first > verb or not _ends(feats[verb]) or "VerbForm=Inf" not in feats[first]:
            continue
        if any(h == verb and r.startswith("nsubj") for h, r in zip(heads, relations, strict=True)):
            continue
        for other in range(verb - 1, first, -1):
            if _ends(feats[other]) and first in above(other, out) and verb not in above(other, out):
                out[verb] = other
                break
    return out


def telling(feats: Sequence[str], heads: Sequence[int], relations: Sequence[str]) -> list[int]:
    """``heads`` in which a verb in the past behind what somebody said in the past is coordinated with the saying,
    where what was said is in another tense: "Peru said Chile will leave and called on it to stay"."""
    out = list(heads)
    led = {h for h, r in zip(heads, relations, strict=True) if r.partition(":")[0] in ("nsubj", "aux")}
    for verb, (said, relation) in enumerate(zip(heads, relations, strict=True)):
        cue = heads[said] if relation == "conj" and 0 <= said < verb and relations[said] == "ccomp" else -1
        if not 0 <= cue < said or verb in led or not (_past(feats[verb]) and _past(feats[cue])):
            continue
        helping = [i for i, (h, r) in enumerate(zip(heads, relations, strict=True)) if h == said and r == "aux"]
        if any("VerbForm=Fin" in feats[i] and "Tense=Past" not in feats[i] for i in helping):
            out[verb] = cue
    return out


def _past(feats: str) -> bool:
    return {"Tense=Past", "VerbForm=Fin"} <= set(feats.split("|"))


def _ends(feats: str) -> bool:
    return set(feats.split("|")) >= ENDING


def above(word: int, heads: Sequence[int]) -> list[int]:
    """The words that a word hangs under."""
    found = []
    while (word := heads[word]) >= 0:
        found.append(word)
    return found
