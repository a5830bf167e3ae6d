"""The agreements that a report names, and the words that stand for them.

Known forms come from the knowledge tables, garbled ones through its likeness search. A capitalised name that
ends in a word for a treaty is an agreement too, known or not. "The deal" is the one told of last.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from legation.coding.cast.lexicon import known
from legation.coding.cast.named import written
from legation.coding.cast.words import listed
from legation.coding.draft import Draft
from legation.knowledge import Knowledge, by_knowledge, slug
from legation.language.sentence import Sentence
from legation.nouns import Agreement, Span


def find(draft: Draft) -> Draft:
    """The draft with its agreements, each with its mentions in text order."""
    spans: dict[str, list[Span]] = {}
    names: dict[str, str] = {}
    last: str | None = None
    for sentence in draft.sentences:
        for start, end, identity, name in sorted(_found(sentence)):
            if identity is None:
                identity = last if last is not None and name in _called(last) else None
                if identity is None:
                    continue
            else:
                names.setdefault(identity, name)
            spans.setdefault(identity, []).append(draft.span(sentence, start, end))
            last = identity
    return replace(draft, agreements=tuple(Agreement(i, names[i], tuple(s)) for i, s in spans.items()))


def _found(sentence: Sentence) -> Iterator[tuple[int, int, str | None, str]]:
    """Words of an agreement's name with its id and name; without id for "the deal"."""
    taken: set[int] = set()
    named = _by_id()
    for hit in known().find(sentence):
        if hit.kind == "agreement":
            taken |= set(range(hit.start, hit.end))
            yield hit.start, hit.end, hit.id, named[hit.id]
    for i, word in enumerate(sentence.words):
        if i in taken or word.text.lower() not in listed("papers"):
            continue
        start, end = _run(sentence, i)
        if end - start > 1 and taken.isdisjoint(range(start, end)):
            taken |= set(range(start, end))
            name = written(sentence, start, end)
            agreement = Knowledge.load().agreement(name)
            if agreement is not None:
                yield start, end, agreement.id, agreement.name
            elif word.text.lower() not in listed("loose papers"):
                yield start, end, f"agreement:{slug(name)}", name
        elif _definite(sentence, i):
            yield i, i + 1, None, word.lemma.lower()


def _run(sentence: Sentence, i: int) -> tuple[int, int]:
    """The capitalised words around a capitalised word for a treaty, a year before and an "on the …" after it."""
    w = sentence.words
    if not w[i].text[0].isupper():
        return i, i
    start = i
    while start and (w[start - 1].upos in ("PROPN", "ADJ", "NOUN", "NUM")) and _big(w[start - 1].text):
        start -= 1
    end = i + 1
    while end < len(w) and _big(w[end].text) and w[end].upos in ("PROPN", "ADJ", "NOUN"):
        end += 1
    at = end
    while at < len(w) and w[at].text.lower() in listed("treaty words"):
        at += 1
    if end < at < len(w) and w[at].text[0].isupper():
        end = at
        while end < len(w) and w[end].text[0].isupper() and w[end].upos in ("PROPN", "ADJ", "NOUN"):
            end += 1
    return start, end


def _big(text: str) -> bool:
    return text[0].isupper() or (text.isdigit() and len(text) == 4)


def _definite(sentence: Sentence, i: int) -> bool:
    """One with nothing that tells it from the one before: "the deal", "this agreement"."""
    word = sentence.words[i]
    if word.upos != "NOUN" or word.has("Number=Plur") or i == 0:
        return False
    plain = not sentence.children(i, "amod", "compound", "acl", "acl:relcl", "nmod", "nmod:poss")
    return plain and sentence.words[i - 1].text.lower() in ("the", "this", "that")


@by_knowledge
def _called(identity: str) -> frozenset[str]:
    """The words of an agreement's names: "deal" calls to mind one that is called a deal."""
    known_as = next(((a.name, *a.aliases) for a in Knowledge.load().agreements if a.id == identity), (identity,))
    return frozenset(w for name in known_as for w in name.lower().replace("-", " ").split())


@by_knowledge
def _by_id() -> dict[str, str]:
    return {a.id: a.name for a in Knowledge.load().agreements}
