"""What stands to the right of a cue and is what it reports: a clause, an infinitive, a noun phrase."""

from __future__ import annotations

from dataclasses import dataclass

from legation.coding.speech.cues import Cue
from legation.coding.speech.extents import segment
from legation.coding.speech.page import Page
from legation.coding.speech.words import OPENING, finite, listed, marks, plain_text
from legation.language.sentence import Sentence

_CLAUSES = ("ccomp", "acl", "advcl", "parataxis", "dep", "csubj", "xcomp", "conj")


@dataclass(frozen=True, slots=True)
class Words:
    """Words ``[start, stop)`` of a sentence that fill a frame."""

    start: int
    stop: int
    form: str


class Complements:
    """The words to the right of each cue that are what it reports; found once."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self._found: dict[tuple[int, int], Words | None] = {}

    def of(self, cue: Cue) -> Words | None:
        key = cue.sentence, cue.head
        if key not in self._found:
            self._found[key] = _complement(self.page, cue)
        return self._found[key]


def _complement(page: Page, cue: Cue) -> Words | None:
    sentence = page.draft.sentences[cue.sentence]
    high = segment(page, sentence, cue)[1]
    for head in cue.words:
        clauses = [c for c in sentence.children(head, *_CLAUSES) if cue.end <= c < high]
        for child in clauses:
            frame = _clause(sentence, cue, head, child)
            if frame is not None:
                words = _range(sentence, cue, child, high, frame)
                return _with_rest(sentence, cue, words, clauses, high)
    return (
        _phrase(page, sentence, cue, high)
        or _behind_phrase(sentence, cue, high)
        or _loose_clause(page, sentence, cue, high)
    )


def _behind_phrase(sentence: Sentence, cue: Cue, high: int) -> Words | None:
    """A clause that the tree hangs on a phrase before it: "told them in private that it would leave"."""
    if cue.pos != "V" or not cue.takes("that"):
        return None
    for noun in sentence.children(cue.head, "obl"):
        for child in sentence.children(noun, "acl"):
            that = [m for m in sentence.children(child, "mark") if _that(sentence, m) and cue.end <= m < high]
            if that and sentence.children(child, "nsubj") and finite(sentence, child):
                return Words(that[0] + 1, min(sentence.subtree(child)[-1] + 1, high), "that")
    return None


def _clause(sentence: Sentence, cue: Cue, head: int, child: int) -> str | None:
    """The frame that a clause to the right of a cue fills."""
    word, marked = sentence.words[child], marks(sentence, child)
    if word.deprel == "acl:relcl":
        return None
    if "that" in marked or finite(sentence, child):
        if "that" not in marked and (cue.pos == "N" or word.relation in ("acl", "advcl", "conj")):
            return None
        if cue.pos == "A" and "that" not in marked and word.relation != "ccomp":
            return None
        if word.relation in ("parataxis", "dep", "csubj", "conj") and not _adjacent(sentence, cue, child):
            return None
        first = _first(sentence, cue, child)
        if "that" not in marked and _apart(sentence, cue, _first_at(sentence, cue, child)):
            return None
        opening = "that" not in marked and first in listed("open")
        frame = "wh" if opening else "that"
        return frame if cue.takes(frame) else None
    if "to" in marked and word.relation in ("xcomp", "ccomp", "advcl", "acl"):
        if cue.takes("to") and word.relation != "advcl":
            return "to"
        return "to:on" if cue.takes("to:on") and _asked(sentence, cue, child) else None
    if word.has("VerbForm=Ger") and word.relation in ("xcomp", "ccomp") and cue.takes("ger"):
        return "ger"
    return None


def _apart(sentence: Sentence, cue: Cue, start: int) -> bool:
    """Whether a clause is no cue's content: "jokes are told, songs are sung", "recalling the day, which …"."""
    word = sentence.words[start]
    if start == cue.end + 1 and sentence.words[cue.end].text == ",":
        return word.upos != "ADP"  # "alleged, by way of example, X had …"
    return start > cue.end and word.text.lower() in listed("relative")


def _first(sentence: Sentence, cue: Cue, child: int) -> str:
    return sentence.words[_first_at(sentence, cue, child)].text.lower()


def _first_at(sentence: Sentence, cue: Cue, child: int) -> int:
    """The first word of a clause behind a cue, marks aside."""
    inside = (i for i in sentence.subtree(child) if i >= cue.end and plain_text(sentence.words[i].text))
    return next(inside, child)


def _asked(sentence: Sentence, cue: Cue, child: int) -> bool:
    """Whether somebody stands between a cue and an infinitive: "called on officials to leave"."""
    return any(cue.head < c < child for c in sentence.children(cue.head, "obj", "iobj", "obl"))


def _adjacent(sentence: Sentence, cue: Cue, child: int) -> bool:
    """Whether a clause that the tree hangs loosely follows right on the cue, with its own subject."""
    start = min((i for i in sentence.subtree(child) if i >= cue.end), default=-1)
    return start == cue.end and bool(sentence.children(child, "nsubj", "expl", "csubj"))


def _range(sentence: Sentence, cue: Cue, child: int, high: int, form: str) -> Words:
    """The words of a complement, without the "that" in front."""
    inside = [i for i in sentence.subtree(child) if cue.end <= i < high] or [child]
    start, stop = inside[0], inside[-1] + 1
    while start < child and _leading(sentence, start):
        start += 1
    return Words(start, stop, form)


def _leading(sentence: Sentence, i: int) -> bool:
    word = sentence.words[i]
    if not plain_text(word.text):
        return word.text not in OPENING and word.text not in "$£€@#(["
    return word.text.lower() in ("that", "as") and word.relation in ("mark", "case")


def _with_rest(sentence: Sentence, cue: Cue, words: Words, clauses: list[int], high: int) -> Words:
    """A clause with what trees leave outside it: a subject in front, a second clause after "and"."""
    start, stop = words.start, words.stop
    that = next((i for i in range(cue.end, clauses[0]) if _that(sentence, i)), None)
    if that is not None and not any(sentence.words[i].upos in ("VERB", "AUX") for i in range(cue.end, that)):
        start = that + 1
    first = next((c for c in clauses if c >= start), start)
    if that is None and not cue.flagged("told") and not sentence.children(first, "nsubj", "expl", "csubj"):
        lost = [
            s for o in sentence.children(cue.head, "obj", "nsubj") for s in sentence.subtree(o) if cue.end <= s
        ]
        if lost and lost[-1] == start - 1:
            start = lost[0]
    for child in clauses:
        joined = [i for i in sentence.subtree(child) if stop <= i < high]
        second = words.form == "that" and sentence.words[child].relation == "ccomp"
        while joined and joined[0] > stop and not plain_text(sentence.words[stop].text):
            stop += 1
        if joined and joined[0] == stop and (second or marks(sentence, child) & listed("conditions")):
            stop = joined[-1] + 1
    return Words(start, stop, words.form)


def _that(sentence: Sentence, i: int) -> bool:
    return sentence.words[i].text.lower() == "that" and sentence.words[i].relation in ("mark", "nsubj", "obj")


def _phrase(page: Page, sentence: Sentence, cue: Cue, high: int) -> Words | None:
    """A noun phrase that says something: "underlined the need for …", "called for talks"."""
    for entry in cue.entries:
        for child in sentence.children(cue.head, "obj", "obl", "nmod", "advcl"):
            if not cue.words[0] < child < high:
                continue
            word, asked = sentence.words[child], entry.prepositions() & marks(sentence, child)
            words = _range(sentence, cue, child, high, "np")
            if asked and sentence.words[cue.end - 1].text.lower() in asked:
                while words.start < child and sentence.words[words.start].text.lower() in asked:
                    words = Words(words.start + 1, words.stop, "np")
                return words
            forms = {word.lemma.lower(), word.text.lower()}
            if word.relation == "obj" and any(forms & listed(c) for c in entry.nouns()):
                told = _told(sentence, cue, child, words)
                if told is not None and told.stop <= high:
                    return told
    return _naming(page, sentence, cue, high) if cue.takes("naming") else None


def _told(sentence: Sentence, cue: Cue, child: int, words: Words) -> Words | None:
    """A noun that tells of what it is ("the need for talks", "plans to leave"), with what tells it."""
    for other in sentence.children(cue.head, "xcomp", "advcl", "obl", "ccomp"):  # trees often hang it on the verb
        below = sentence.subtree(other)
        if below[0] == words.stop and sentence.words[below[0]].upos in ("PART", "ADP", "SCONJ"):
            return Words(words.start, below[-1] + 1, "np")
    return words if sentence.children(child, "nmod", "acl", "ccomp", "xcomp", "advcl") else None


def _naming(page: Page, sentence: Sentence, cue: Cue, high: int) -> Words | None:
    """What something is called, in a quotation: "called it a “disgrace”"."""
    inside = [
        i
        for c in sentence.children(cue.head, "obj", "obl", "xcomp", "ccomp", "iobj")
        if c > cue.head and "by" not in marks(sentence, c)
        for i in sentence.subtree(c)
        if cue.end <= i < high
    ]
    what = [sentence.words[c].text.lower() for c in sentence.children(cue.head, "obj", "nsubj", "xcomp")]
    word = sentence.words[cue.head]
    named = word.deprel == "acl:relcl" or (word.deprel == "acl" and word.has("Tense=Past"))  # "a plan called “…”"
    if not inside or "what" in what or named:
        return None
    start, stop = min(inside), max(inside) + 1
    opened = page.opened_in(sentence.words[start].start, sentence.words[stop - 1].end)
    said = any(page.text[page.quotes[k].start : page.quotes[k].end].count(" ") for k in opened)
    return Words(start, stop, "naming") if said else None


def _loose_clause(page: Page, sentence: Sentence, cue: Cue, high: int) -> Words | None:
    """A clause right behind a cue that the tree has torn apart: "saying an attack … produced no casualties"."""
    if cue.pos != "V" or not cue.takes("that") or cue.end >= high:
        return None
    if sentence.words[cue.head].relation in ("csubj", "nsubj", "acl:relcl") and _gerund(sentence, cue.head):
        return None
    start, first = cue.end, sentence.words[cue.end]
    if first.text.lower() == "that" and first.upos == "SCONJ":
        start += 1
    elif not cue.flagged("plain") or not _subject_like(sentence, start):
        return None
    for i in range(start, high):
        word = sentence.words[i]
        if word.text in (";", ":", "(") or word.text in OPENING or (word.upos == "CCONJ" and i == start):
            return None
        if word.upos == "CCONJ" and sentence.words[i - 1].text == ",":
            return None
        if word.upos in ("VERB", "AUX") and (finite(sentence, i) or word.upos == "AUX"):
            if word.deprel == "acl:relcl" or i == cue.head:
                continue
            return Words(start, high, "that")
    return None


def _gerund(sentence: Sentence, i: int) -> bool:
    return sentence.words[i].text.lower().endswith("ing")


def _subject_like(sentence: Sentence, i: int) -> bool:
    """Whether a word can open a clause as its subject's first word."""
    return sentence.words[i].upos in ("DET", "NOUN", "PROPN", "PRON", "ADJ", "NUM", "AUX")
