"""Persons' names that only the name model finds, without titles, posts and places before them."""

from __future__ import annotations

from legation.coding.cast.lexicon import known
from legation.coding.cast.named import Named, head_of, letters, trimmed, written
from legation.coding.cast.words import genders, honorific, honorifics, listed, outlet
from legation.coding.gazetteer.table import candidates
from legation.knowledge import Knowledge
from legation.knowledge.spelling import words
from legation.language.sentence import Name, Sentence

_AREAS = (3, 4)  # ranks of regions and divisions in the table of places


def person(sentence: Sentence, name: Name) -> Named | None:
    """A person's name without its titles; None for what can't be one."""
    start, end = trimmed(sentence, name.start, name.end)
    w = sentence.words
    if start > name.start and w[name.start].text.lower() in listed("whole"):
        return None  # "All Media"
    while end - start > 1 and (_title(sentence, start, end) or w[start].text in listed("short")):
        start += 1
    while end - start > 2 and (
        _before_names(w[start].text)
        or (start and (_post(sentence, start) or _portfolio(sentence, start) or _home(sentence, start)))
    ):
        start += 1
    start = _behind_nouns(sentence, start, end)
    start = _behind_region(sentence, start, end)
    if end - start > 3:
        start = _behind_body(sentence, start, end)
    if start >= end:
        return None
    text = written(sentence, start, end)
    if not _capital(text) or len(text) < 2 or _nobody(text) or outlet(text):
        return None
    owner = start > 0 and w[start].deprel == "nmod:poss" and w[start].upos != "PRON"
    if end - start == 1 and (not (w[start].upos == "PROPN" or owner) or (letters(text) and name.start == start)):
        return None
    head = head_of(sentence, start, end)
    if end - start == 1 and start and w[start - 1].text.lower() == "the" and w[start - 1].head == head:
        return None  # a title: "the Shah"
    above = w[w[head].head].lemma.lower() if w[head].head >= 0 else ""
    if w[head].relation in ("compound", "nmod:desc", "amod") and above in listed("eras") | listed("things"):
        return None  # "the X administration", "X airport"
    if end < len(w) and w[end].text.lower() in listed("eras"):
        return None
    firm = start > 0 and w[start - 1].text.lower() in listed("firms")
    return Named(sentence.index, start, end, head, text, "organisation" if firm else "person", None, "actor")


def _capital(text: str) -> bool:
    """Whether a name begins in a capital, behind an article of its own: "al-Sharabi"."""
    own = words(text)
    return text[:1].isupper() or (len(own) == 1 and text[-len(own[0]) :].istitle())


def _home(sentence: Sentence, i: int) -> bool:
    """Whether a word is the place that somebody is from, and no given name: "a senator from Vermont X Y"."""
    word, before = sentence.words[i].text, sentence.words[i - 1].text.lower()
    return (
        before in ("from", "of")
        and word.lower() not in genders()
        and any(k.rank in _AREAS for k in candidates(word))
    )


def _behind_nouns(sentence: Sentence, start: int, end: int) -> int:
    """The first word of a person's name behind what he is: "State University chemist X Y"."""
    nouns = (i + 1 for i in range(end - 2, start - 1, -1) if sentence.words[i].upos == "NOUN")
    return next((i for i in nouns if sentence.words[i - 1].text.islower()), start)


def _behind_region(sentence: Sentence, start: int, end: int) -> int:
    """The first word behind a post and the part of a state that it is of: "New Jersey Governor X Y"."""
    posts = Knowledge.load().roles.phrases()
    for post in range(start + 1, min(start + 4, end)):
        region = written(sentence, start, post)
        if sentence.words[post].text.lower() in posts and any(k.rank in _AREAS for k in candidates(region)):
            return post + 1
    return start


def _behind_body(sentence: Sentence, start: int, end: int) -> int:
    """The first word of a person's name behind that of a body: "members of the House of Representatives X Y"."""
    inside = [h for h in known().find(sentence) if h.kind == "organisation" and h.start == start and h.end < end]
    return inside[0].end if inside and inside[0].end - start > 1 else start


def _before_names(text: str) -> bool:
    """A state or a post that a longer name can't begin with."""
    knowledge = Knowledge.load()
    return knowledge.country(text) is not None or text.lower() in knowledge.roles.phrases()


def _post(sentence: Sentence, i: int) -> bool:
    """Whether a word ends a post that begins before it: the Gentleman of a Second Gentleman."""
    return f"{sentence.words[i - 1].text} {sentence.words[i].text}".lower() in Knowledge.load().roles.phrases()


def _portfolio(sentence: Sentence, i: int) -> bool:
    """Whether a word ends what a minister is of: "Minister of Industry, Mining and Trade Ali Rezai"."""
    before, word = sentence.words[i - 1].text.lower(), sentence.words[i].text.lower()
    return before in ("and", "of", ",") and word in listed("portfolios")


def _nobody(text: str) -> bool:
    """Whether a name is a title, a post, a state, a party, or has digits."""
    folded = text.lower()
    knowledge = Knowledge.load()
    if any(c.isdigit() for c in text) or folded in honorifics() or folded in knowledge.roles.phrases():
        return True
    return knowledge.country(text) is not None or not listed("strangers").isdisjoint(folded.split())


def _title(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a name begins with a title, which "Amir" and "Prince" are not right before a surname."""
    w = sentence.words
    if not honorific(w[start].text):
        return False
    crown = start > 0 and w[start - 1].text.lower() in ("the", "crown")
    given = w[start].text.lower() in listed("given titles") and not crown
    return not (given and end - start == 2 and w[start + 1].text.lower() not in genders())
