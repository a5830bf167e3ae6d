"""The stances a sentence declares: who will, must, wants or opposes which act.

The words are in ``entries``, what they take in ``complements``; here the tree says whose stance it is. Whether a
claim becomes a position depends on who speaks and on its conditions: see ``positions``.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from legation.coding.stance.clauses import cases, infinitive, negated, passive, pronoun_before, subject
from legation.coding.stance.complements import taken
from legation.coding.stance.connectives import Clause
from legation.coding.stance.entries import Entry, cue_lemmas, entries, lookup, modals, verdicts
from legation.coding.stance.implied import conditional_act
from legation.coding.stance.words import listed
from legation.language.sentence import Sentence
from legation.nouns import Stance

Frame = Literal["modal", "own", "other", "noun", "verdict", "hinge", "plain", "exist"]

OPPOSITE: dict[Stance, Stance] = {
    "will": "will-not",
    "will-not": "will",
    "must": "must-not",
    "must-not": "must",
    "wants": "opposes",
    "opposes": "wants",
}


@dataclass(frozen=True, slots=True)
class Claim:
    """A stance in words of one sentence. ``cue`` is the word that declares it, ``act`` the head of the act.

    ``holder`` is the word for the holder, None where it is whoever speaks; ``doer`` the word for who would act.
    """

    stance: Stance
    frame: Frame
    cue: int
    act: int
    holder: int | None
    doer: int | None
    needs: frozenset[str] = frozenset()


def claims(sentence: Sentence, clauses: tuple[Clause, ...]) -> tuple[Claim, ...]:
    """What a sentence declares, in order, outside its conditions. One claim an act: the outermost cue."""
    known = cue_lemmas()
    found: list[Claim] = []
    for i, word in enumerate(sentence.words):
        if word.lemma.lower() in known and not any(c.holds(i) for c in clauses if c.guard != "hinge"):
            found.extend(_at(sentence, i))
    found.extend(_hinges(sentence, clauses))
    found.extend(_enumerated(sentence))
    found.extend(_plain(sentence, clauses, {c.act for c in found} | {c.cue for c in found}))
    return tuple(_outermost(sentence, found))


def _at(sentence: Sentence, i: int) -> Iterator[Claim]:
    """The claim that word ``i`` makes, if any."""
    word = sentence.words[i]
    if word.upos == "AUX" and word.relation == "aux":
        yield from _modal(sentence, i)
        return
    entry = lookup(sentence, i)
    if word.upos == "ADP" and entry is not None:
        yield from _side(sentence, i, entry)
        return
    if entry is not None and word.relation != "amod":
        yield from _declared(sentence, i, entry)
        return
    yield from _verdict(sentence, i)


def _modal(sentence: Sentence, i: int) -> Iterator[Claim]:
    entry = entries().get((sentence.words[i].lemma.lower(), "AUX"))
    act = sentence.words[i].head
    inner = lookup(sentence, act)
    if entry is None or (inner is not None and "over" in inner.needs and taken(sentence, act, inner) is not None):
        return
    if sentence.words[act].upos == "ADJ" and (sentence.words[act].lemma.lower(), "-") in verdicts():
        return  # "it will be possible to return": what is possible is the act
    stance = entry.negated if negated(sentence, act) or _denied_next(sentence, i) else entry.stance
    if stance is None or any(sentence.words[c].lemma == "have" for c in sentence.children(act, "aux")):
        return  # "should have left" is over
    if _denied(sentence, act):
        return
    if there := _existence(sentence, act):
        if not entry.needs:  # "there could be talks" is a guess
            yield Claim(stance, "exist", i, there, None, None)
        return
    doer = pronoun_before(sentence, i)
    doer = subject(sentence, act) if doer is None else doer
    demand = stance in ("must", "must-not")
    yield Claim(stance, "modal", i, act, None if demand else _agent(sentence, act, doer), doer, entry.needs)


def _denied_next(sentence: Sentence, i: int) -> bool:
    """Whether "not" stands right behind an auxiliary, whatever it hangs on: "has not and will not link"."""
    said = [w.text.lower() for w in sentence.words[i + 1 : i + 3]]
    return bool(said) and said[0] in listed("negations") and said[-1] not in listed("additives")


def _existence(sentence: Sentence, act: int) -> int | None:
    """The act that there will or will not be: "there will be no talks"."""
    if not sentence.children(act, "expl"):
        return None
    thing = next((c for c in sentence.children(act, "nsubj", "obj") if c > act), None)
    return thing if thing is not None and sentence.words[thing].lemma.lower() in listed("acts") else None


def _denied(sentence: Sentence, act: int) -> bool:
    """Whether a clause is asked, guessed or denied: "asked if they will", "that doesn't mean that we will"."""
    word = sentence.words[act]
    if word.relation == "acl":  # "measures" as what is asked
        which = (sentence.words[c].text.lower() for c in sentence.children(word.head, "det"))
        if not listed("askers").isdisjoint(which):
            return True
    if word.deprel not in ("ccomp", "acl"):
        return False
    if sentence.words[word.head].lemma.lower() in listed("guesses"):
        return True
    return _asked(sentence, act) or (word.relation == "ccomp" and negated(sentence, word.head))


def _asked(sentence: Sentence, act: int) -> bool:
    """Whether a clause is an indirect question: "whether they will …", "what measures they will take"."""
    before = [c for c in sentence.children(act) if c < act]
    words = [*before, *(d for c in before for d in sentence.children(c, "det"))]
    fronted = any(sentence.words[i].text.lower() in listed("askers") for i in words)
    return bool(cases(sentence, act) & listed("askers")) or (fronted and sentence.words[act].relation == "ccomp")


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
    if "would" in entry.needs and not any(sentence.words[c].lemma == "would" for c in sentence.children(i, "aux")):
        return
    if "now" in entry.needs and _over(sentence, i):
        return
    if "now" in entry.needs and "np" in entry.takes and infinitive(sentence, i) and entry.stance == "opposes":
        return  # "rally the world to oppose it" is another's act
    about = taken(sentence, i, entry)
    if (
        entry.stance == "will"
        and word.upos == "VERB"
        and passive(sentence, i)
        and (word.lemma, "ADJ") not in entries()
    ):
        return  # "they were promised houses": by another
    if about is None or _habitual(sentence, i) or _shares_modal(sentence, i) or _unreal(sentence, i):
        return
    act, doer, frame = about
    stance = entry.negated if negated(sentence, i) else entry.stance
    if stance == "opposes" and frame == "own" and entry.stance == "wants" and sentence.words[act].upos == "VERB":
        stance = "will-not"  # "does not want to leave" is the holder's own act
    flipped = sentence.words[act].upos in ("VERB", "AUX") and negated(sentence, act)
    if stance is None or ("negative" in entry.needs and not flipped):
        return
    stance = OPPOSITE[stance] if flipped else stance
    holder = _holder(sentence, i, frame)
    if frame == "own":
        doer = holder
        if sentence.children(act, "cop", "aux:pass") and entry.stance == "wants":
            return  # "wants to be respected" names no act of its own
    if word.lemma in ("have", "need") and word.upos == "VERB":  # an obligation is the speaker's demand
        yield Claim(stance, "modal", i, act, None, holder, entry.needs)
    elif holder is not None:
        yield Claim(stance, "noun" if word.upos == "NOUN" else frame, i, act, holder, doer, entry.needs)


def _habitual(sentence: Sentence, i: int) -> bool:
    """ "They often demand …" tells of a habit; "used to", "went on to", "stopped asking" of no stance."""
    word = sentence.words[i]
    if word.relation == "xcomp" and sentence.words[word.head].lemma.lower() in listed("quitters"):
        return True
    if word.lemma == "go" and not (word.text.lower() == "going" and sentence.children(i, "aux")):
        return True
    return any(sentence.words[c].lemma.lower() in listed("habits") for c in sentence.children(i, "advmod"))


def _unreal(sentence: Sentence, i: int) -> bool:
    """ "Would have asked"."""
    return modals(sentence, i) and any(sentence.words[c].lemma == "have" for c in sentence.children(i, "aux"))


def _shares_modal(sentence: Sentence, i: int) -> bool:
    """Whether a verb stands under a modal of the verb it is coordinated with: "will call and ask"."""
    word = sentence.words[i]
    return (
        word.relation == "conj"
        and not sentence.children(i, "nsubj")
        and word.has("VerbForm=Inf")
        and modals(sentence, word.head)
    )


def _over(sentence: Sentence, i: int) -> bool:
    """Whether a verb is in the simple past outside reported speech, which shifts tenses back."""
    word = sentence.words[i]
    past = word.has("Tense=Past") and word.has("VerbForm=Fin")
    return (
        past
        and word.relation not in ("ccomp",)
        and not any(sentence.words[a].relation == "ccomp" for a in sentence.ancestors(i))
    )


def _holder(sentence: Sentence, i: int, frame: Frame) -> int | None:
    """Whose stance it is: the subject; of a noun, its owner or the subject of the verb that voices it."""
    if sentence.words[i].upos == "NOUN":
        owner = next(iter((*sentence.children(i, "nmod:poss"), *_of(sentence, i))), None)
        if owner is not None:
            return owner
        head = sentence.words[i].head
        if head >= 0 and sentence.words[i].relation in ("obj", "obl", "xcomp", "conj"):
            return subject(sentence, head)
        return None
    if (pronoun := pronoun_before(sentence, i)) is not None:
        return pronoun
    if passive(sentence, i) and frame == "other":
        return next(iter(sentence.children(i, "obl:agent")), None)
    return subject(sentence, i)


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
    act = clause[0] if clause else subject(sentence, i)
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
    """ "Iran is against the plan": a preposition of the predicate."""
    act = sentence.words[i].head
    holder = subject(sentence, act) if act >= 0 and sentence.children(act, "cop") else None
    stance = entry.negated if negated(sentence, act) else entry.stance
    if holder is not None and stance is not None:
        yield Claim(stance, "own", i, act, holder, None, entry.needs)


def owner(sentence: Sentence, i: int) -> int | None:
    """Whose an act is: "Iran's return", "acceptance by Iran"."""
    by = [c for c in sentence.children(i, "nmod", "obl") if "by" in cases(sentence, c)]
    return next(iter((*sentence.children(i, "nmod:poss"), *by)), None)


def _hinges(sentence: Sentence, clauses: tuple[Clause, ...]) -> Iterator[Claim]:
    """ "A return hinges on …", "talks are conditional on …": the act is the subject."""
    for clause in clauses:
        if clause.guard == "hinge":
            cue = clause.connective[0]
            if sentence.words[clause.head].upos in ("PROPN", "PRON"):
                continue  # "it depends on Peru" names nothing that would come true
            clause_subject = next(iter(sentence.children(cue, "csubj")), None)
            act = clause_subject if clause_subject is not None else subject(sentence, cue)
            if act is not None and clause.content[0] <= act < clause.content[1]:
                act = conditional_act(sentence, cue)
            if act is not None and sentence.words[act].upos in ("NOUN", "PROPN", "VERB"):
                stance: Stance = "will-not" if negated(sentence, cue) else "will"
                yield Claim(stance, "hinge", cue, act, owner(sentence, act), None, frozenset({"condition"}))


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


def _plain(sentence: Sentence, clauses: tuple[Clause, ...], known: set[int]) -> Iterator[Claim]:
    """ "Nothing is agreed until …": a plain present, negated or limited, that a condition makes a stance."""
    for clause in clauses:
        act = clause.governor
        if clause.guard == "hinge" or act < 0 or act in known or sentence.words[act].upos != "VERB":
            continue
        verbs = [sentence.words[v] for v in (act, *sentence.children(act, "aux"))]
        if not any(v.has("Tense=Pres") and v.has("VerbForm=Fin") for v in verbs):
            continue
        negative = negated(sentence, act)
        if clause.kind == "only-if" or (negative and clause.kind in ("until", "unless")):
            doer = subject(sentence, act)
            stance: Stance = "will-not" if negative else "will"
            yield Claim(stance, "plain", act, act, doer, doer, frozenset({"condition"}))


def _outermost(sentence: Sentence, found: list[Claim]) -> Iterator[Claim]:
    """One claim an act: "hopes that Iran will return" is the hope and not the prediction."""
    acts = {c.act for c in found}
    under = {c.act for c in found if c.frame == "modal"}
    seen: set[int] = set()
    for claim in sorted(found, key=lambda c: (c.frame == "modal", c.cue)):
        inner = claim.cue in under and "over" not in claim.needs  # "will seek to lift" is the will
        if claim.act in seen or inner or (claim.frame == "modal" and _nested(sentence, claim.act, acts)):
            continue
        seen.add(claim.act)
        yield claim


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
