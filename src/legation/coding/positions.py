"""Positions: what a holder will, will not, must, wants or opposes, toward whom and on which conditions.

A position is a claim of a sentence (``stance.claims``) whose holder is an actor of the report, with the
condition clauses (``stance.conditions``) that hang on it. A bare "will" counts where it speaks for the
speaker's own side: said of another it is a prediction.
"""

from collections.abc import Iterator
from dataclasses import replace

from legation.coding.acts.ground import parties
from legation.coding.acts.parties import Parties, Sides
from legation.coding.draft import Draft
from legation.coding.stance.about import about, act_type
from legation.coding.stance.attachment import Held, attached
from legation.coding.stance.claim import DEMANDS, Claim
from legation.coding.stance.claims import claims
from legation.coding.stance.clauses import charged
from legation.coding.stance.conditions import conditions
from legation.coding.stance.connectives import Clause
from legation.coding.stance.learned import declared
from legation.coding.stance.meant import long_past, meant, somebody
from legation.coding.stance.parties import Voice, own_side, party, strangers
from legation.coding.stance.phrases import FAR, act_words, stripped, unquoted
from legation.coding.stance.terms import with_terms
from legation.coding.stance.unnamed import UNNAMED, nameless, told_of, unspoken, with_unnamed
from legation.coding.stance.words import listed, names_act
from legation.language.sentence import Sentence
from legation.nouns import Act, Condition, Position, Span, When


def find(draft: Draft) -> Draft:
    """The draft with the positions of its sentences, in the order of the text."""
    found: list[Position] = []
    unnamed: list[Span] = []
    draft = with_unnamed(draft)
    before: Sentence | None = None
    for who in parties(draft):
        sentence = who.sentence
        if len(sentence.words) > 2 and sentence.words[-1].text != "?":
            found.extend(with_terms(draft, before, sentence, p) for p in _in_sentence(who, unnamed))
        before = sentence
    return replace(
        told_of(draft, unnamed, found), positions=tuple(replace(p, id=f"p{n}") for n, p in enumerate(found, 1))
    )


def _in_sentence(who: Parties, unnamed: list[Span]) -> Iterator[Position]:
    """The positions of a sentence; adds the words of holders without a name to ``unnamed``."""
    sentence = who.sentence
    clauses = conditions(sentence)
    found = tuple(declared(sentence, claims(sentence, clauses), clauses))
    if not found:
        return
    kept: list[Position] = []
    for held in attached(sentence, found, clauses):
        for position in _together(who, held, _position(who, held, unnamed)):
            if not any(_same(position, k) for k in kept):
                kept.append(position)
    yield from kept


def _together(parties: Parties, held: Held, position: Position | None) -> Iterator[Position]:
    """The position, and that of each who is named with its holder: "Peru and Chile agreed to …"."""
    if position is None:
        return
    yield position
    draft, sentence, claim = parties.draft, parties.sentence, held.claim
    who = parties.voice(claim.act)
    if claim.holder is None or _holder(parties, held, who) != position.holder:
        return
    for side in _shared(parties, claim.holder)[1:]:
        yield replace(position, holder=side.actor)
    for other in _beside(sentence, claim.holder):
        holder = party(draft, sentence, other, who) if sentence.words[other].upos == "PROPN" else None
        if holder is not None:
            yield replace(position, holder=holder)


def _beside(sentence: Sentence, i: int) -> tuple[int, ...]:
    """Words coordinated with a holder, or with who says "they" of themselves: "Peru and Chile said they will"."""
    if sentence.words[i].text.lower() == "they":
        said = [sentence.words[a].head for a in sentence.ancestors(i) if sentence.words[a].relation == "ccomp"]
        i = next((s for verb in said[:1] for s in sentence.children(verb, "nsubj")), i)
    return sentence.children(i, "conj")


def _same(a: Position, b: Position) -> bool:
    return a.holder == b.holder and a.stance == b.stance and a.act.span.overlaps(b.act.span)


def _position(parties: Parties, held: Held, unnamed: list[Span]) -> Position | None:
    """The position, or None where nobody who is known holds it."""
    draft, sentence, claim = parties.draft, parties.sentence, held.claim
    if somebody(draft, sentence, claim.act) or charged(sentence, claim.cue):
        return None
    if not held.clauses and ("condition" in claim.needs or long_past(draft, sentence, claim)):
        return None
    who = parties.voice(claim.act)
    holder, words = _holder(parties, held, who), None
    if holder is None and (words := nameless(draft, sentence, claim, who)) is not None:
        holder = UNNAMED
    if holder is None and unspoken(sentence, held, who):
        holder = UNNAMED
    if holder is None or not meant(draft, sentence, held, who, holder):
        return None
    if words is not None:
        if claim.stance in DEMANDS and words.text.lower() in listed("onlookers"):
            return None
        unnamed.append(words)
    act = _act(parties, held)
    toward = _toward(draft, sentence, held, holder, who)
    return Position(
        id="",
        holder=holder,
        toward=toward,
        stance=claim.stance,
        act=act,
        conditions=tuple(_condition(parties, c) for c in held.clauses),
        statement=who.statement.id if who.statement else None,
        when=_when(draft, sentence, held),
        sentence=draft.sentence_span(sentence),
        confidence=_confidence(claim, held, who),
    )


def _shared(parties: Parties, i: int) -> Sides:
    """Those whose posts a holder's are: "the presidents of Peru and Chile"; nobody, where it has one owner."""
    if parties.sentence.words[i].upos != "NOUN" or len(parties.draft.mentions_headed(parties.sentence, i)) == 1:
        return ()
    found = parties.of(i)
    return found if len(found) > 1 else ()


def _holder(parties: Parties, held: Held, who: Voice) -> str | None:
    draft, sentence, claim = parties.draft, parties.sentence, held.claim
    if claim.holder is None:
        return None if claim.frame == "modal" and claim.stance in ("will", "will-not") else who.speaker
    word = sentence.words[claim.holder]
    if claim.stance in DEMANDS and who.speaker is not None and word.lemma.lower() in listed("ourselves"):
        return who.speaker  # "we hope": whoever says so; what "we will" do is the state's
    found = party(draft, sentence, claim.holder, who)
    if found is not None and word.lemma.lower() == "it" and _says_of_itself(draft, found, who):
        return who.speaker  # "Peru hopes that Chile will talk, and warns that it will wait no longer"
    if found is None and word.text.lower() == "they" and _beside(sentence, claim.holder):
        found = who.speaker  # "A and B said they will": first of A
    if found is None and (shared := _shared(parties, claim.holder)):
        found = shared[0].actor
    if found is not None and _who(sentence, claim.act) and draft.actor(found).kind == "country":
        return None  # "an envoy to Peru, who will arrive soon"
    spoken = claim.frame in ("plain", "verdict", "hinge") or _deed(sentence, claim) or _vow(sentence, held)
    if found is None and (claim.frame == "noun" or names_act(word)):
        owners = sentence.children(claim.cue if claim.frame == "noun" else claim.holder, "nmod:poss")
        found = next((p for o in owners if (p := party(draft, sentence, o, who)) is not None), None)
    if found is None and claim.stance == "will-not" and claim.doer is not None:
        found = party(draft, sentence, claim.doer, who)  # "we will not be deterred by this raid"
    return who.speaker if found is None and spoken else found


def _who(sentence: Sentence, act: int) -> bool:
    return any(sentence.words[s].lemma.lower() == "who" for s in sentence.children(act, "nsubj"))


def _says_of_itself(draft: Draft, found: str, who: Voice) -> bool:
    """Whether "it", read as another, is the state or body that speaks: nobody declares what another will do."""
    return (
        who.speaker is not None
        and draft.actor(who.speaker).kind != "person"
        and strangers(draft, who.speaker, found)
    )


def _deed(sentence: Sentence, claim: Claim) -> bool:
    """Whether a passive speaks of a step that its speaker took: "the decision would be reversed if …"."""
    return (
        claim.holder is not None
        and bool(sentence.children(claim.act, "aux:pass"))
        and sentence.words[claim.holder].lemma.lower() in listed("deeds")
    )


def _vow(sentence: Sentence, held: Held) -> bool:
    """Whether a passive is its speaker's vow and no forecast: "no ransom will be paid", "… until they leave".

    So is what the speaker's own will do, and that acts go on: "our soldiers will stay", "sanctions stay until …".
    """
    claim = held.claim
    if claim.holder is None or claim.frame != "modal" or sentence.words[claim.holder].upos != "NOUN":
        return False
    own = (sentence.words[o].lemma.lower() in listed("ourselves") for o in _owners(sentence, claim.holder))
    if any(own) and not names_act(sentence.words[claim.holder]):
        return True
    which = {sentence.words[d].lemma.lower() for d in sentence.children(claim.holder, "det")}
    passive = bool(sentence.children(claim.act, "aux:pass"))
    left = {sentence.words[c].text.lower() for c in sentence.children(claim.act, "xcomp", "obj", "advmod")}
    if claim.stance == "will-not" and left & listed("reprisals"):
        return True  # "will not go unanswered"
    if names_act(sentence.words[claim.holder]) and sentence.words[claim.act].lemma.lower() in listed("happening"):
        return bool(held.clauses)
    return passive and (bool(held.clauses) or not listed("universals").isdisjoint(which))


def _owners(sentence: Sentence, i: int) -> tuple[int, ...]:
    """Whose a thing is: "our soldiers", "no soldier of mine"."""
    return sentence.children(i, "nmod:poss", "nmod")


def _act(parties: Parties, held: Held) -> Act:
    draft, sentence = parties.draft, parties.sentence
    claim = held.claim
    start, end = act_words(sentence, claim.act, held.clauses)
    far = claim.cue - start > FAR
    if claim.frame == "verdict" and claim.act < claim.cue and sentence.words[claim.act].upos != "VERB":
        if not far:  # "the step is reversible"
            end = claim.cue + 1
        elif sentence.words[claim.cue].upos != "NOUN":  # not "talks over … are out of the question"
            start, end = claim.cue, claim.cue + 1
    span = stripped(unquoted(draft.span(sentence, start, end)))
    return Act(span.text, span, act_type(parties, claim.act))


def _condition(parties: Parties, clause: Clause) -> Condition:
    draft, sentence = parties.draft, parties.sentence
    content = stripped(draft.span(sentence, *clause.content))
    return Condition(clause.kind, draft.span(sentence, *clause.connective), content, about(parties, clause))


def _toward(draft: Draft, sentence: Sentence, held: Held, holder: str, who: Voice) -> str | None:
    """The other party: whom a demand is made of, whom the act concerns, or who would fulfil the condition.

    A demand is made of whoever would act, of the holder's own state too, or of nobody who is known.
    """
    claim = held.claim
    if claim.doer is not None and claim.stance in DEMANDS and claim.doer != claim.holder:
        asked = party(draft, sentence, claim.doer, who)
        return asked if asked != holder else None
    start, end = act_words(sentence, claim.act, held.clauses)
    candidates = [*(() if claim.doer is None else (claim.doer,)), *range(start, end)]
    for c in (*sentence.children(claim.act, "obl", "obj"), *sentence.children(claim.cue, "obl", "obj")):
        if not any(clause.holds(c) for clause in held.clauses):
            candidates.extend(sentence.subtree(c))
    for clause in held.clauses:
        candidates.extend(sentence.children(clause.head, "nsubj"))
    for i in candidates:
        found = None if _thing(sentence, i) else party(draft, sentence, i, who)
        if found is not None and not own_side(draft, holder, found):
            return found
    return None


def _thing(sentence: Sentence, i: int) -> bool:
    """Whether an "it" is an object: what an act is done to, and no party."""
    return sentence.words[i].text.lower() == "it" and sentence.words[i].relation in ("obj", "obl")


def _when(draft: Draft, sentence: Sentence, held: Held) -> When | None:
    """The time told of the act, outside its conditions; or of a stance in the simple past when it was taken."""
    claim = held.claim
    cue = sentence.words[claim.cue]
    places = [claim.act]
    if cue.upos == "VERB" and cue.has("Tense=Past") and cue.has("VerbForm=Fin"):
        places.append(claim.cue)
    for place in places:
        below = set(sentence.subtree(place))
        for other in sentence.children(place, "conj"):
            below.difference_update(sentence.subtree(other))
        for time in draft.times_in(sentence):
            if time.type != "DATE":
                continue
            at = next((i for i, w in enumerate(sentence.words) if w.end > time.span.start), -1)
            if at in below and not any(c.holds(at) for c in held.clauses):
                return time.when()
    return None


def _confidence(claim: Claim, held: Held, who: Voice) -> float:
    """Rough odds by what supports it: measured on the development sentences only."""
    base = 0.6 if claim.frame in ("modal", "plain", "verdict", "hinge") else 0.75
    return min(0.95, base + (0.1 if held.clauses else 0.0) + (0.1 if who.statement else 0.0))
