"""The lemmas that the training trees attest, so that the model need only guess those of unseen words."""

import gzip
import json
from collections import Counter, defaultdict
from pathlib import Path

from legation.language import conllu

CERTAIN = 0.8  # share of a form's occurrences, as one part of speech, that must agree on the lemma


def attested(sentences: list[conllu.Sentence]) -> dict[str, dict[str, str]]:
    """By part of speech, lower-cased form to lemma. Proper nouns are left to the model: their case varies."""
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for sentence in sentences:
        for word in sentence.words:
            if word.upos not in {"PROPN", "X", "SYM", "NUM", "PUNCT"}:
                counts[word.upos, word.form.lower()][word.lemma] += 1
    table: dict[str, dict[str, str]] = defaultdict(dict)
    for (upos, form), lemmas in sorted(counts.items()):
        lemma, count = lemmas.most_common(1)[0]
        if count >= CERTAIN * lemmas.total():
            table[upos][form] = lemma
    return table


def propbank_verbs(path: Path) -> list[str]:
    """The one-word verbs of PropBank's frames (``rolesets.jsonl``)."""
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    verbs = {alias[:-2] for r in rows for alias in r["aliases"] if alias.endswith("/v")}
    return sorted(v for v in verbs if v.isascii() and v.isalpha() and v.islower() and len(v) > 2)


def write(sentences: list[conllu.Sentence], verbs: list[str], path: Path) -> None:
    table = with_regular_verbs(attested(sentences), verbs)
    text = json.dumps(table, ensure_ascii=False, separators=(",", ":"))
    path.write_bytes(gzip.compress(text.encode("utf-8"), mtime=0))


_VOWELS = "aeiou"


def regular_forms(verb: str) -> set[str]:
    """The regular inflections of a verb, with both spellings where the stress decides on a doubled consonant.

    >>> sorted(regular_forms("condemn"))
    ['condemned', 'condemning', 'condemns']
    >>> "planned" in regular_forms("plan"), "planed" in regular_forms("plan")
    (True, False)
    """
    if verb.endswith("e"):
        return {verb + "s", verb + "d", (verb if verb.endswith(("ee", "oe", "ye")) else verb[:-1]) + "ing"}
    if verb.endswith("y") and verb[-2:-1] not in _VOWELS:
        return {verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"}
    plural = verb + ("es" if verb.endswith(("s", "x", "z", "ch", "sh", "o")) else "s")
    doubles = (
        len(verb) > 2 and verb[-1] not in _VOWELS + "wxyh" and verb[-2] in _VOWELS and verb[-3] not in _VOWELS
    )
    one_syllable = sum(c in _VOWELS for c in verb) == 1
    stems = ({verb + verb[-1]} if doubles else set()) | (set() if doubles and one_syllable else {verb})
    return {plural, *(s + end for s in stems for end in ("ed", "ing"))}


def with_regular_verbs(table: dict[str, dict[str, str]], verbs: list[str]) -> dict[str, dict[str, str]]:
    """Adds the regular forms of ``verbs`` where the trees attest none and no two verbs claim the form."""
    claims: dict[str, set[str]] = defaultdict(set)
    for verb in verbs:
        for form in regular_forms(verb):
            claims[form].add(verb)
    sure = {form: claimed.pop() for form, claimed in sorted(claims.items()) if len(claimed) == 1}
    return table | {"VERB": sure | table["VERB"]}
