"""Whether a claim is meant: an intention or a demand of today, and no prediction, possibility or memory."""

from legation.coding.cast.words import nouns, outlet
from legation.coding.draft import Draft
from legation.coding.stance.attachment import Held
from legation.coding.stance.claim import DEMANDS, Claim
from legation.coding.stance.clauses import asked, passive
from legation.coding.stance.entries import modals
from legation.coding.stance.parties import Voice, named, party, strangers
from legation.coding.stance.words import listed, remark
from legation.language.sentence import Sentence
from legation.nouns import ConditionKind

YEAR = 4  # digits of a TIMEX3 value that is a year
LONG = 180  # days: an older stance in the simple past is history; the development reports have none younger
TERMS = frozenset[ConditionKind](("only-if", "as-long-as", "in-exchange-for"))
"""Conditions that nobody guesses: an ability under one is an offer, also in a report's own words."""


def meant(draft: Draft, sentence: Sentence, held: Held, who: Voice, holder: str) -> bool:
    """Whether a claim is an intention or a demand, and no prediction, possibility or rule."""
    claim = held.claim
    lemma = sentence.words[claim.act].lemma.lower()
    if claim.stance in DEMANDS and (_onlooker(draft, holder) or _comments(draft.actor(holder).role)):
        return False
    if who.speaker not in (None, holder) and _onlooker(draft, who.speaker):
        return False  # "critics say that Peru wants"
    if claim.frame == "order":
        return who.statement is not None and who.statement.kind != "indirect"
    if "due" in claim.needs and claim.holder is None:
        return _due(draft, sentence, claim, who)
    if claim.stance == "will-not" and lemma in listed("silences"):
        return False
    if (claim.frame == "modal" and lemma in listed("moods")) or (
        claim.frame in ("own", "other") and remark(sentence, claim.act) and not _sees(sentence, claim.act)
    ):
        return False  # "will not be surprised", "wants the press to know"
    told = (sentence.words[c].lemma for c in (claim.act, *sentence.children(claim.act, "xcomp")))
    if "over" in claim.needs and claim.frame == "own" and not listed("thanks").isdisjoint(told):
        return False  # "would like to thank", "… to make it clear"
    if (
        claim.frame == "own"
        and _was(sentence, claim)
        and (who.statement is None or who.statement.kind != "indirect")
    ):
        return False
    befalls = lemma in listed("uncontrolled") or sentence.words[claim.act].upos not in ("VERB", "AUX")
    if sentence.words[claim.cue].lemma == "go" and befalls:
        return False  # "I am going to die"
    if claim.frame not in ("modal", "plain"):
        guess = "mind" in claim.needs or (claim.frame == "own" and modals(sentence, claim.cue))
        return not guess or who.speaker is None or not strangers(draft, who.speaker, holder)
    if remark(sentence, claim.act):
        return False
    if claim.stance in ("must", "must-not"):
        return True
    undergone = claim.stance == "will" and passive(sentence, claim.act) and who.speaker != holder
    if befalls or (undergone and named(draft, holder)):  # "X will be buried"
        return False
    if not who.reported or _relayed(who):
        return _declared(draft, sentence, held, who, holder)
    return who.speaker is None or not strangers(draft, who.speaker, holder)


def _relayed(who: Voice) -> bool:
    """Whether only a news outlet says so: its words are a report's own."""
    span = who.statement.speaker_span if who.statement is not None else None
    return who.speaker is None and span is not None and outlet(span.text)


def _declared(draft: Draft, sentence: Sentence, held: Held, who: Voice, holder: str) -> bool:
    """Whether a report's own "will" tells what a state or body has decided, and no plan for a day and no guess."""
    claim = held.claim
    person = named(draft, holder)
    if held.clauses:
        rule = claim.frame == "plain" and claim.stance == "will-not"  # "nothing is agreed until …"
        sure = rule or "condition" not in claim.needs or any(c.kind in TERMS for c in held.clauses)
        return sure and (claim.stance == "will-not" or not person)
    if person or who.statement is not None or "condition" in claim.needs:
        return False
    days = listed("calendar") - {"then"}
    return claim.stance == "will-not" or (
        sentence.words[claim.cue].lemma == "will"
        and not sentence.children(claim.act, "aux:pass")
        and sentence.words[claim.act].deprel != "acl:relcl"
        and not any(sentence.words[i].lemma.lower() in days for i in sentence.subtree(claim.act))
        and draft.actor(holder).kind in ("country", "organisation")
    )


def _due(draft: Draft, sentence: Sentence, claim: Claim, who: Voice) -> bool:
    """Whether what "is expected" is a demand: of another side, in somebody's own words. Else it is a forecast."""
    quoted = who.statement is not None and who.statement.kind != "indirect"
    if claim.doer is None or not (quoted or claim.stance == "must"):
        return False
    doer = party(draft, sentence, claim.doer, who)
    return doer is not None and who.speaker is not None and strangers(draft, who.speaker, doer)


def _onlooker(draft: Draft, somebody: str) -> bool:
    """Whether somebody nameless only comments: what analysts call for is nobody's demand."""
    return not named(draft, somebody) and _comments(draft.actor(somebody).name)


def _comments(called: str | None) -> bool:
    return called is not None and called.lower().split()[-1].removesuffix("s") in listed("onlookers")


def _sees(sentence: Sentence, act: int) -> bool:
    """Whether what is seen is what is wanted: "would like to see the road opened"."""
    clauses = (c for c in sentence.children(act, "ccomp", "xcomp") if not asked(sentence, c))
    thing = next(iter((*clauses, *sentence.children(act, "obj"))), None)  # not "see what happens"
    return sentence.words[act].lemma == "see" and (thing is not None or passive(sentence, act))


def _was(sentence: Sentence, claim: Claim) -> bool:
    """Whether a predicate is in the past: outside reported speech a past mind ("was ready to talk")."""
    verbs = sentence.children(claim.cue, "cop", "aux") if sentence.words[claim.cue].upos in ("ADJ", "VERB") else ()
    return any(sentence.words[v].lemma == "be" and sentence.words[v].has("Tense=Past") for v in verbs)


def somebody(draft: Draft, sentence: Sentence, act: int) -> bool:
    """Whether a word names an actor and no act: "aimed at people"."""
    mention, word = draft.mention_at(sentence, act), sentence.words[act]
    return (mention is not None and mention.head == act) or (
        word.upos == "NOUN" and nouns().get(word.lemma.lower(), {}).get("sort") == "group"
    )


def long_past(draft: Draft, sentence: Sentence, claim: Claim) -> bool:
    """Whether a sentence dates the stance itself to long ago: what was refused in another year is an event.

    A report that doesn't tell its own day names a year for what is past.
    """
    cue = sentence.words[claim.cue]
    published = draft.document.published
    if not (cue.has("Tense=Past") and cue.has("VerbForm=Fin")):
        return False
    times = draft.times_in(sentence)
    if published is None:
        return any(t.value.isdigit() and len(t.value) == YEAR for t in times)
    return any((published - t.end).days > LONG for t in times if t.end is not None)
