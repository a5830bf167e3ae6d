"""The stances a sentence declares: who will, must, wants or opposes which act.

The words are in ``entries``, what they take in ``complements``; here the tree says whose stance it is. Whether a
claim becomes a position depends on who speaks and on its conditions: see ``positions``.
"""

from collections.abc import Iterator
from dataclasses import replace

from legation.coding.stance.bound import hinges, owner, plain
from legation.coding.stance.claim import DEMANDS, OPPOSITE, Claim, Frame
from legation.coding.stance.clauses import (
    asked,
    cases,
    infinitive,
    negated,
    nominal,
    passive,
    pronoun_before,
    subject,
)
from legation.coding.stance.complements import taken
from legation.coding.stance.connectives import Clause
from legation.coding.stance.entries import Entry, cue_lemmas, entries, lookup, modals, verdicts
from legation.coding.stance.idle import idle, predicate
from legation.coding.stance.orders import bans, orders
from legation.coding.stance.words import listed, remark
from legation.language.sentence import Sentence, Word
from legation.nouns import Stance

OUTSIDE = ("hinge", "negated")
"""Guards of clauses that may hold a claim of their own: "while Chile refuses to talk"."""


def claims(sentence: Sentence, clauses: tuple[Clause, ...]) -> tuple[Claim, ...]:
    """What a sentence declares, in order, outside its conditions. One claim an act: the outermost cue."""
    known = cue_lemmas()
    found: list[Claim] = []
    for i, word in enumerate(sentence.words):
        if word.lemma.lower() in known and not any(c.holds(i) for c in clauses if c.guard not in OUTSIDE):
            found.extend(_at(sentence, i))
    found.extend(_aims(sentence))
    found.extend(hinges(sentence, clauses))
    found.extend(_enumerated(sentence))
    found.extend(orders(sentence, clauses))
    found.extend(bans(sentence))
    found.extend(plain(sentence, clauses, {c.act for c in found} | {c.cue for c in found}))
    return tuple(_ensured(sentence, claim) for claim in _outermost(sentence, found))


def _at(sentence: Sentence, i: int) -> Iterator[Claim]:
    """The claim that word ``i`` makes, if any."""
    word = sentence.words[i]
    if word.upos == "AUX" and word.relation == "aux":
        yield from _modal(sentence, i)
        return
    side = entries().get((word.lemma.lower(), "ADP")) if word.upos in ("ADP", "ADV") else None
    if side is not None:
        yield from _side(sentence, i, side)
        return
    entry = lookup(sentence, i)
    found = [] if entry is None or word.relation == "amod" else list(_declared(sentence, i, entry))
    yield from found or _verdict(sentence, i)


def _means(sentence: Sentence, i: int, act: int) -> bool:
    """Whether a thing is what somebody needs, and the act only what for: "the support it needs to win the war"."""
    word = sentence.words[i]
    own = sentence.children(i, "nsubj")
    if word.lemma.lower() != "need" or word.deprel != "acl:relcl" or not own or own[0] < word.head:
        return False
    relative = any(
        sentence.words[s].has("PronType=Rel")
        or (s - 1 == word.head and sentence.words[s].lemma.lower() in ("who", "which", "that"))
        for s in own
    )
    done_to = sentence.children(act, "obj")
    return (
        not relative
        and not sentence.children(i, "obj")
        and (bool(done_to) or sentence.words[act].relation == "advcl")
    )


def _modal(sentence: Sentence, i: int) -> Iterator[Claim]:
    entry = entries().get((sentence.words[i].lemma.lower(), "AUX"))
    act = sentence.words[i].head
    inner = lookup(sentence, act)
    kept = inner is not None and _keeps(sentence, i, inner) and taken(sentence, act, inner) is not None
    if entry is None or kept:
        return
    if sentence.words[act].upos == "ADJ" and (sentence.words[act].lemma.lower(), "-") in verdicts():
        return  # "it will be possible to return": what is possible is the act
    if i and sentence.words[i - 1].upos in ("ADJ", "DET", "NOUN") and sentence.words[i + 1].lemma == "to":
        return  # "the firm will to act"
    stance = entry.negated if negated(sentence, act) or _denied_beside(sentence, i) else entry.stance
    if stance is None or any(c > i and sentence.words[c].lemma == "have" for c in sentence.children(act, "aux")):
        return  # "should have left" is over
    if _denied(sentence, act) or _told_of(sentence, act) or _had(sentence, i, act) or _expected(sentence, i, act):
        return
    if sentence.words[act].lemma in listed("permitting") and passive(sentence, act):
        act = next(iter(sentence.children(act, "xcomp")), act)  # "must not be allowed to expand"
    if there := _existence(sentence, act, stance):
        if stance != "will":  # "there will be talks" is a guess
            yield Claim(stance, "exist", i, there, None, None, entry.needs)
        return
    needs = entry.needs
    if stance == "will-not" and sentence.words[act].lemma.lower() in listed("consents"):
        needs -= {"condition"}  # "cannot accept" refuses
    doer = pronoun_before(sentence, i)
    doer = subject(sentence, act) if doer is None else doer
    demand = stance in ("must", "must-not")
    yield Claim(stance, "modal", i, act, None if demand else _agent(sentence, act, doer), doer, needs)


def _keeps(sentence: Sentence, i: int, inner: Entry) -> bool:
    """Whether a word keeps its own stance under a modal: "will have to leave", "I would urge them to leave"."""
    urged = sentence.words[i].lemma.lower() == "would" and inner.stance in DEMANDS and "now" not in inner.needs
    return "over" in inner.needs or urged


def _denied_beside(sentence: Sentence, i: int) -> bool:
    """Whether "not" stands right behind an auxiliary, or "never" before it, whatever they hang on."""
    if i and sentence.words[i - 1].lemma.lower() == "never":
        return True
    said = [w.text.lower() for w in sentence.words[i + 1 : i + 3]]
    return bool(said) and said[0] in listed("negations") and said[-1] not in listed("additives")


def _expected(sentence: Sentence, i: int, act: int) -> bool:
    """Whether "should" tells what is likely: "some should be coming home"."""
    doing = sentence.words[act].upos == "VERB" and sentence.words[act].text.lower().endswith("ing")
    return sentence.words[i].lemma.lower() == "should" and doing


def _had(sentence: Sentence, i: int, act: int) -> bool:
    """Whether a shortened auxiliary is "had", by its participle: "I'd never sat there"."""
    word = sentence.words[act]
    return (
        sentence.words[i].text.lower() in ("'d", "’d") and word.upos == "VERB" and word.text.lower() != word.lemma
    )


def _existence(sentence: Sentence, act: int, stance: Stance) -> int | None:
    """The act that there will or will not be, "there will be no talks"; what must or must not be, act or not."""
    if not sentence.children(act, "expl"):
        return None
    thing = next((c for c in sentence.children(act, "nsubj", "obj") if c > act), None)
    named = thing is not None and sentence.words[thing].lemma.lower() in listed("acts")
    return thing if named or stance in ("must", "must-not") else None


def _denied(sentence: Sentence, act: int) -> bool:
    """Whether a clause is asked, guessed or denied: "asked if they will", "that doesn't mean that we will"."""
    word = sentence.words[act]
    if word.relation == "acl":  # "measures" as what is asked
        which = (sentence.words[c].text.lower() for c in sentence.children(word.head, "det"))
        if not listed("askers").isdisjoint(which):
            return True
    if word.relation == "csubj":
        return asked(sentence, act) or sentence.words[word.head].lemma.lower() in listed("guesses")
    if word.deprel not in ("ccomp", "acl"):
        return False
    will = not any(sentence.words[c].lemma in ("must", "should") for c in sentence.children(act, "aux"))
    if will and sentence.words[word.head].lemma.lower() in listed("guesses"):
        return True
    return asked(sentence, act) or (word.relation == "ccomp" and negated(sentence, word.head))


def _told_of(sentence: Sentence, act: int) -> bool:
    """Whether an act only tells a thing apart: "the steps that they will take", not "is a step they must take"."""
    word = sentence.words[act]
    if word.deprel != "acl:relcl" or sentence.children(word.head, "cop"):
        return False
    own = (sentence.words[s] for s in sentence.children(act, "nsubj"))
    return any(w.lemma.lower() not in listed("relatives") for w in own)


def _agent(sentence: Sentence, act: int, doer: int | None) -> int | None:
    """Who does what a clause tells: in the passive its agent, or else whose the thing is that is acted on."""
    if not passive(sentence, act) or doer is None:
        return doer
    if any(sentence.words[c].lemma.lower() in listed("relatives") for c in sentence.children(act, "nsubj")):
        return None  # "a ban which will be seen as an insult"
    agent = next(iter(sentence.children(act, "obl:agent")), None)
    return agent if agent is not None else owner(sentence, doer) or doer


def _declared(sentence: Sentence, i: int, entry: Entry) -> Iterator[Claim]:
    """A claim of a verb, an adjective or a noun with what it takes."""
    word = sentence.words[i]
    if {"condition", "over"} <= entry.needs and modals(sentence, i):
        return  # "will be unable to": a forecast
    about = None if idle(sentence, i, entry) else taken(sentence, i, entry)
    if about is None or _means(sentence, i, about[0]):
        return
    act, doer, frame = about
    if "now" in entry.needs and _over(sentence, i) and not modals(sentence, act):  # "hoped that they would"
        return
    stance = entry.negated if negated(sentence, i) else entry.stance
    if stance == "opposes" and frame == "own" and _own_act(sentence, act, entry, word):
        stance = "will-not"
    flipped = sentence.words[act].upos in ("VERB", "AUX") and negated(sentence, act)
    if stance is None or ("negative" in entry.needs and not flipped):
        return
    stance = OPPOSITE[stance] if flipped else stance
    if "said" in entry.needs:
        if not remark(sentence, act):
            yield Claim(stance, "verdict", i, act, None, subject(sentence, i) if doer is None else doer)
        return
    holder = _holder(sentence, i, frame)
    if holder is None and "due" in entry.needs and passive(sentence, i) and not modals(sentence, i):
        yield Claim(stance, "verdict", i, act, None, doer, entry.needs)
        return
    if frame == "own":
        doer = holder
        if sentence.children(act, "cop", "aux:pass") and entry.stance == "wants":
            return  # "wants to be respected" names no act of its own
    if word.lemma in ("have", "need") and word.upos == "VERB":  # an obligation is the speaker's demand
        yield Claim(stance, "modal", i, act, None, holder, entry.needs)
    elif holder is not None:
        yield Claim(stance, "noun" if nominal(sentence, i) else frame, i, act, holder, doer, entry.needs)


def _own_act(sentence: Sentence, act: int, entry: Entry, word: Word) -> bool:
    """Whether who opposes an act would take part in it: "does not want to leave", "rejects talks"."""
    if entry.stance in ("wants", "must"):
        return sentence.words[act].upos == "VERB"
    return word.upos == "VERB" and sentence.words[act].lemma.lower() in listed("encounters")


def _over(sentence: Sentence, i: int) -> bool:
    """Whether a verb is in the simple past outside reported speech, which shifts tenses back."""
    word = sentence.words[i]
    lone = word.relation == "root" and not sentence.children(i, "aux")  # "sought", taken for a participle
    past = word.has("Tense=Past") and (word.has("VerbForm=Fin") or lone)
    return (
        past
        and word.relation not in ("ccomp",)
        and not any(sentence.words[a].relation == "ccomp" for a in sentence.ancestors(i))
    )


def _holder(sentence: Sentence, i: int, frame: Frame) -> int | None:
    """Whose stance it is: the subject; of a noun, its owner or the subject of the verb that voices it."""
    if nominal(sentence, i) and sentence.children(i, "cop"):
        return subject(sentence, i)
    if nominal(sentence, i):
        owners = [c for c in sentence.children(i, "nmod:poss") if c < i]
        owner = next(iter((*owners, *_of(sentence, i))), None)
        head = sentence.words[i].head
        voiced = owner is not None and sentence.words[owner].upos == "PRON" and sentence.words[i].relation == "obj"
        if owner is not None and not (voiced and sentence.words[owner].lemma.lower() not in listed("ourselves")):
            return owner
        judged = head >= 0 and sentence.words[head].lemma.lower() in listed("judged")
        if head >= 0 and not judged and sentence.words[i].relation in ("obj", "obl", "xcomp", "conj"):
            voicing = subject(sentence, head)
            return owner if voicing is None else voicing
        return owner
    if (pronoun := pronoun_before(sentence, i)) is not None:
        return pronoun
    if passive(sentence, i) and frame == "other":
        return next(iter(sentence.children(i, "obl:agent")), None)
    found = subject(sentence, i)
    beside = found is None and sentence.words[i].upos == "ADJ" and i and sentence.words[i - 1].upos == "VERB"
    return subject(sentence, i - 1) if beside else found  # "stands ready", wherever "ready" hangs


def _of(sentence: Sentence, i: int) -> list[int]:
    """Whose a stance is in "the demands of farmers for water", "the readiness of Peru to talk"."""
    below = sentence.children(i, "nmod", "acl")
    return [c for c in below[:1] if len(below) > 1 and "of" in cases(sentence, c)]


def _verdict(sentence: Sentence, i: int) -> Iterator[Claim]:
    """ "The measures are reversible", "a return is impossible"."""
    word = sentence.words[i]
    if not sentence.children(i, "cop"):
        return
    marks = cases(sentence, i) if word.upos == "NOUN" else {"-"}
    entry = next((e for c in sorted(marks) if (e := verdicts().get((word.lemma.lower(), c)))), None)
    if entry is None:
        return
    stance = entry.negated if negated(sentence, i) else entry.stance
    clause = [c for c in sentence.children(i, "csubj", "xcomp", "ccomp") if c > i]
    act = clause[0] if clause else next(iter(sentence.children(i, "csubj")), subject(sentence, i))
    if stance is None or act is None:
        return
    if not clause and act > i:  # the subject of the next clause, which parsers take for this one's
        yield Claim(stance, "verdict", i, i, _owner_before(sentence, i), None, entry.needs)
    else:
        yield Claim(stance, "verdict", i, act, owner(sentence, act), None, entry.needs)


def _owner_before(sentence: Sentence, i: int) -> int | None:
    """Whose the last thing before a predicate was that was somebody's and a subject."""
    for j in range(i - 1, -1, -1):
        if sentence.words[j].relation == "nsubj" and (found := sentence.children(j, "nmod:poss")):
            return found[0]
    return None


def _side(sentence: Sentence, i: int, entry: Entry) -> Iterator[Claim]:
    """ "Iran is against the plan", "it is up to Peru to act": a preposition of the predicate."""
    act = sentence.words[i].head
    if "said" in entry.needs:
        due = i if sentence.children(i, "cop") else act
        if due >= 0 and predicate(sentence, due):
            below = [c for c in sentence.children(due) if c > i]
            whose = (
                due
                if "to" in cases(sentence, due)
                else next((c for c in below if "to" in cases(sentence, c)), None)
            )
            yield from (Claim("must", "verdict", i, c, None, whose) for c in below if infinitive(sentence, c))
        return
    holder = subject(sentence, act) if act >= 0 and sentence.children(act, "cop") else None
    stance = entry.negated if negated(sentence, act) else entry.stance
    if holder is not None and stance is not None:
        yield Claim(stance, "own", i, act, holder, None, entry.needs)


def _enumerated(sentence: Sentence) -> Iterator[Claim]:
    """ "Their demands include lifting the ban and a new vote": each thing told."""
    for i, word in enumerate(sentence.words):
        if word.lemma.lower() != "demand" or word.relation != "nsubj" or word.head < 0:
            continue
        holder = next(iter(sentence.children(i, "nmod:poss", "compound", "amod")), None)
        if holder is None or sentence.words[word.head].lemma.lower() != "include":
            continue
        for first in sentence.children(word.head, "obj", "xcomp", "ccomp", "advcl"):
            for act in (first, *sentence.children(first, "conj")):
                yield Claim("must", "noun", i, act, holder, None)


def _aims(sentence: Sentence) -> Iterator[Claim]:
    """ "Peru's policy is to stay", "the priority is to feed them"."""
    for i, word in enumerate(sentence.words):
        wish, act = word.lemma.lower() in listed("goals"), word.head
        if word.relation != "nsubj" or act < i or not (wish or word.lemma.lower() in listed("policies")):
            continue
        being = [sentence.words[c] for c in sentence.children(act, "cop")]
        if infinitive(sentence, act) and any(w.has("Tense=Pres") for w in being):
            stance: Stance = "wants" if wish else "will"
            holder = owner(sentence, i)
            yield Claim(OPPOSITE[stance] if negated(sentence, act) else stance, "verdict", i, act, holder, holder)


def _outermost(sentence: Sentence, found: list[Claim]) -> Iterator[Claim]:
    """One claim an act: "hopes that Iran will return" is the hope and not the prediction."""
    acts = {c.act for c in found}
    under = {c.act for c in found if c.frame == "modal"}
    seen: set[int] = set()
    for claim in sorted(found, key=lambda c: (c.frame == "modal", c.cue)):
        inner = claim.cue in under and "over" not in claim.needs  # "will seek to lift" is the will
        inner = inner or (claim.frame == "noun" and any(_below(sentence, claim.cue, a) for a in seen))
        weak = claim.frame == "modal" or (claim.frame == "verdict" and claim.holder is None)
        if claim.act in seen or inner or (weak and _nested(sentence, claim.act, acts)):
            continue
        seen.add(claim.act)
        yield claim


def _below(sentence: Sentence, i: int, act: int) -> bool:
    """Whether a word is part of an act's object: "hoped that Peru would show its determination to return"."""
    return act in sentence.ancestors(i) and sentence.words[i].relation in ("obj", "obl", "nmod")


def _ensured(sentence: Sentence, claim: Claim) -> Claim:
    """A demand to ensure something as one of whoever it binds: "needs to be sure that they would not leave"."""
    act = claim.act
    if claim.stance != "must" or sentence.words[claim.cue].upos == "AUX" or not _ensures(sentence, act):
        return claim
    below = (c for n in (act, *sentence.children(act, "xcomp")) for c in sentence.children(n, "ccomp"))
    clause = next((c for c in below if c > act and sentence.children(c, "nsubj")), None)
    if clause is None:
        return claim
    stance: Stance = "must-not" if negated(sentence, clause) else "must"
    return replace(
        claim, stance=stance, frame="own", act=clause, holder=claim.doer, doer=subject(sentence, clause)
    )


def _ensures(sentence: Sentence, act: int) -> bool:
    """Whether an act is to ensure something: "ensure", "make sure", "be certain"."""
    sure = (act, *sentence.children(act, "xcomp"))
    return any(sentence.words[i].lemma.lower() in listed("ensuring") for i in sure)


def _nested(sentence: Sentence, act: int, acts: set[int]) -> bool:
    """Whether an act is the content of another: "must make sure that they would not leave"."""
    node = act
    for _ in range(3):
        word = sentence.words[node]
        if word.deprel not in ("ccomp", "xcomp", "acl") or word.head < 0:
            return False
        node = word.head
        if node in acts:
            return True
    return False
