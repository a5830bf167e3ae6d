"""Cues that report nothing that anybody said: "declined to say whether", "those who say that"."""

from __future__ import annotations

from legation.coding.speech.circumstances import certainty, negated
from legation.coding.speech.contents import Content
from legation.coding.speech.cues import Cue
from legation.coding.speech.page import Page
from legation.coding.speech.speakers import Speaker
from legation.coding.speech.words import listed, marks
from legation.language.sentence import Sentence

RARELY = 0.5  # certainty below which an open question was not asked at all ("declined to say whether")


def unsaid(page: Page, cue: Cue, found: Content, who: Speaker) -> bool:
    """Whether a cue reports nothing that anybody said: "declined to say whether", "to say that is wrong"."""
    sentence = page.draft.sentences[cue.sentence]
    if _nobody(sentence, cue):
        return True
    if found.form == "to" and _only_if(sentence, cue.head):
        return True
    if found.form == "naming" and sentence.children(cue.head, "aux") and certainty(page, cue) < 1:
        return True  # "will consider “all options”"
    if cue.pos == "V" and (
        _demanded(sentence, cue.head, who) or (who.first and "as" in marks(sentence, cue.head))
    ):
        return True  # "they must admit that", "as I said before, …"
    if found.open and not cue.flagged("ask") and (negated(sentence, cue) or certainty(page, cue) < RARELY):
        return True
    if sentence.words[cue.head].deprel == "acl:relcl" and who.actor is None:
        return True  # "those who said", "anyone who says"
    if cue.flagged("known") and who.actor is None and not who.paper and who.doubt == 1.0:
        return True
    if who.span is not None:
        return who.span.text.lower() in listed("anybody")
    if who.first:
        return False
    word = sentence.words[cue.head]
    return cue.pos in "VA" and not sentence.children(cue.head, "aux:pass", "nsubj:pass") and word.upos != "NOUN"


def _demanded(sentence: Sentence, i: int, who: Speaker) -> bool:
    """Whether others ought to say it, and haven't: "they must admit that", but not "we must stress that"."""
    helping = {sentence.words[a].text.lower() for a in sentence.children(i, "aux")}
    return not who.first and bool(helping & listed("duties"))


def _only_if(sentence: Sentence, i: int) -> bool:
    """Whether a verb stands in a condition: "as long as Quito threatens to close it"."""
    while sentence.words[i].relation == "conj" and sentence.words[i].head >= 0:
        i = sentence.words[i].head
    for m in sentence.children(i, "mark"):
        if sentence.words[m].text.lower() in listed("conditions"):
            return True
        if m and sentence.words[m - 1].text.lower() == "long":
            return True
    return False


def _nobody(sentence: Sentence, cue: Cue) -> bool:
    """Whether the subject says that nobody said it: "no nation can say that"."""
    subjects = sentence.children(cue.head, "nsubj")
    return any(sentence.words[d].lemma.lower() == "no" for s in subjects for d in sentence.children(s, "det"))
