"""The acts that the language model marks, and how they go together with those that the lexicon finds."""

from __future__ import annotations

from dataclasses import replace

from legation.coding.acts.demands import political
from legation.coding.acts.found import Found
from legation.coding.acts.games import natural, won
from legation.coding.acts.grammar import cases, lemma, steered
from legation.coding.acts.lexicon import lexicon
from legation.coding.acts.moments import when
from legation.coding.acts.parties import Parties, Side, Sides, unique
from legation.coding.acts.reading import helping
from legation.coding.acts.row import OWN_VERB, Row
from legation.coding.acts.sides import RECIPROCAL, Roles
from legation.coding.acts.triggers import Trigger, candidates
from legation.coding.acts.unnamed import sides
from legation.coding.acts.via import via
from legation.coding.acts.words import listed
from legation.coding.plover import quad
from legation.knowledge.verbs import NONE
from legation.language.sentence import Act, Sentence
from legation.language.spans import top
from legation.nouns import Span

LEAST = 0.7  # the probability from which a marked act may be one
NOMINAL = ("NOUN", "PROPN", "PRON", "NUM", "ADJ")  # words that may be all that stands for a side
SIDES = ("source", "target")
OWN = ("THREATEN", "SUPPORT")
"""Acts in which a state may be named that is the doer's own: "warned that his country would halt exports to Y",
"voiced his country's support for Y"."""
CLAUSES = ("conj", "advcl", "ccomp", "xcomp", "parataxis", "acl")
"""What an act of its own hangs on another by: "gathered at the station, blocking its exits"."""
SURE = 0.8
"""The probability from which a mark's type counts before the lexicon's: where both mark the same words it is right
three times as often (sentences kept aside)."""


def learned(who: Parties) -> list[Found]:
    """The acts that are marked in a sentence and have an actor on a side."""
    told = (act for act in who.sentence.acts if act.probability >= LEAST)
    likely = [act for act in told if not _none(who, act) and not _briefing(who.sentence, act)]
    marked = (_found(who, act) for act in likely if not _within(who.sentence, act, likely))
    return [act for act in marked if any(political(who, s.actor) for s in (*act.sources, *act.targets))]


def _none(who: Parties, act: Act) -> bool:
    """Whether the lexicon knows better that the marked words tell no act: "seeks a second term"; or that they only
    tell who brought others together."""
    head = top(who.sentence, act.trigger.start, act.trigger.end)
    if helping(who.sentence, head):
        return True
    found = candidates(who, head)
    return next((trigger.row.type == NONE for trigger in found), False)


def _briefing(sentence: Sentence, act: Act) -> bool:
    """Whether somebody only speaks to the press: what is said is what counts."""
    heads = _targets(sentence, act)
    briefed = act.trigger.kind == "CONSULT" and bool(heads)
    return briefed and all(lemma(sentence, h) in listed("press") for h in heads)


def _within(sentence: Sentence, act: Act, others: list[Act]) -> bool:
    """Whether a mark is on a word that another act of its type is told with: "rockets" of "rockets struck"."""
    word = sentence.words[top(sentence, act.trigger.start, act.trigger.end)]
    if word.relation in CLAUSES:
        return False
    head = word.head
    alike = (o.trigger for o in others if o.trigger.kind == act.trigger.kind)
    return any(trigger.start <= head < trigger.end for trigger in alike)


def _found(who: Parties, act: Act) -> Found:
    sentence = who.sentence
    head = top(sentence, act.trigger.start, act.trigger.end)
    said = lemma(sentence, head)
    pos = "N" if sentence.words[head].upos in ("NOUN", "PROPN") else "V"
    row = Row((said,), said, (), pos, (), act.trigger.kind, None, (), (), frozenset())  # type: ignore[arg-type]
    trigger = Trigger(row, head, tuple(range(act.trigger.start, act.trigger.end)), (), 0)
    sources, without_source = _side(who, act, "source")
    targets, without_target = _side(who, act, "target")
    if _coordinated(sentence, act):
        sources = targets = unique((*sources, *targets))  # "Peru, Chile and Cuba will go on working together"
    elif row.type in RECIPROCAL and not (sources or without_source) and _several(who, act, targets):
        sources, without_source = targets, without_target  # who is both is marked as a target
    elif not (row.type in RECIPROCAL and {s.actor for s in sources} & {t.actor for t in targets}):
        targets = tuple(t for t in targets if t.actor not in {s.actor for s in sources})
    if row.type in OWN:
        states = {who.draft.actor(s.actor).country for s in sources}
        foreign = tuple(t for t in targets if t.actor not in states)
        targets = foreign or (targets if row.type == "THREATEN" else ())
    return Found(
        who=who,
        trigger=trigger,
        type=row.type,
        mode=_mode(row),
        status=act.status,  # type: ignore[arg-type]
        sources=sources,
        targets=targets,
        via=via(who, trigger, Roles(sources, targets)),
        back=False,
        both=frozenset(),
        complete=True,
        date=when(who, head),
        others=(without_source, without_target),
        probability=act.probability,
        marked=True,
    )


def _coordinated(sentence: Sentence, act: Act) -> bool:
    """Whether what is marked as either side is named in one phrase: "A, B and C"."""
    source, target = ({_first(sentence, top(sentence, m.start, m.end)) for m in sides(act, k)} for k in SIDES)
    return bool(source & target)


def _first(sentence: Sentence, i: int) -> int:
    """The first of the words that a word is coordinated with."""
    return i if sentence.words[i].relation != "conj" else _first(sentence, sentence.words[i].head)


def _several(who: Parties, act: Act, targets: Sides) -> bool:
    """Whether those marked as targets are both sides: two of them, or one phrase for several ("the ministers")."""
    heads = (who.sentence.words[h] for h in _targets(who.sentence, act))
    plural = any(h.has("Number=Plur") and h.upos in NOMINAL for h in heads)
    return (len({t.actor for t in targets}) > 1 or plural) and not _others(who, act)


def _others(who: Parties, act: Act) -> bool:
    """Whether those marked as targets are the other side: "the resumption of ties with X and Y"."""
    return any("with" in cases(who.sentence, head) for head in _targets(who.sentence, act))


def _targets(sentence: Sentence, act: Act) -> list[int]:
    """The heads of the phrases marked as targets."""
    return [top(sentence, m.start, m.end) for m in sides(act, "target")]


def _mode(row: Row) -> str | None:
    """The mode that the lexicon gives to a word that tells acts of this type."""
    modes = (r.mode for r in lexicon().get((row.anchor, row.pos), ()) if r.type == row.type)
    return next((mode for mode in modes if mode is not None), None)


def _side(who: Parties, act: Act, kind: str) -> tuple[Sides, tuple[Span, ...]]:
    """The actors of one side, and the words of those for whom none stands. Who is named alone in a phrase has the
    whole phrase as evidence."""
    found: list[Side] = []
    without: list[Span] = []
    doing = _doing(who.sentence, act) if kind == "source" else frozenset()
    for mark in sides(act, kind):
        head = top(who.sentence, mark.start, mark.end)
        agent = who.sentence.words[_first(who.sentence, head)]
        brokered = agent.deprel == "obl:agent" and helping(who.sentence, agent.head)
        if brokered or (doing and doing.isdisjoint(range(mark.start, mark.end))):
            continue
        span = who.draft.span(who.sentence, mark.start, mark.end)
        named = who.of(head) or who.nation(head)
        if not named and kind == "target" and quad(act.trigger.kind) == "material-conflict":
            named = who.owners(head) if lemma(who.sentence, head) in listed("grounds") else ()
        if not named and who.sentence.words[head].upos in NOMINAL:  # no stray "the" of a longer phrase
            without.append(span)
        found.extend(Side(s.actor, span) if len(named) == 1 else s for s in named)
    return unique(found), tuple(without)


def _doing(sentence: Sentence, act: Act) -> frozenset[int]:
    """The words of the noun that is the subject of a deed's verb: nobody else does it ("a bomb hit their bus")."""
    verb = top(sentence, act.trigger.start, act.trigger.end)
    if sentence.words[verb].upos != "VERB" or not quad(act.trigger.kind).startswith("material"):
        return frozenset()
    above = sentence.words[verb].head
    if above >= 0 and (judged := steered(sentence, above, verb)) is not None:
        return frozenset(sentence.subtree(judged))  # "blacklisted X for helping Y"
    nouns = (c for c in sentence.children(verb, "nsubj") if sentence.words[c].upos in ("NOUN", "PROPN"))
    return frozenset(i for c in nouns if sentence.words[c].deprel == "nsubj" for i in sentence.subtree(c))


def joined(known: list[Found], marked: list[Found]) -> list[Found]:
    """The lexicon's acts, with the sides that the marks tell better; and the marked acts it lacks.

    Games and nature's blows are none."""
    left = list(marked)
    out = []
    for act in known:
        twin = next((m for m in left if _one(act, m)), None)
        if twin is not None:
            left.remove(twin)
            act = replace(_agreed(act, twin), marked=True, spare=twin if _whole_enough(twin) else None)
        out.append(act)
    return [act for act in (*out, *filter(_whole_enough, left)) if not won(act) and not natural(act)]


def _whole_enough(act: Found) -> bool:
    """Whether an act that the lexicon doesn't know has the sides without which it would be a guess: who says
    something, and to or about whom; of deeds one side may be left out."""
    if quad(act.type).startswith("verbal") or act.type == "COOPERATE":
        return bool(act.sources or act.others[0])
    return True


def _one(act: Found, marked: Found) -> bool:
    """Whether the lexicon's act and a marked one are the same: "staged a drill", "a drill", "will not stage", and
    what is said of either: "a scathing attack"."""
    own = act.trigger.words if act.type == "REQUEST" else (*act.trigger.words, *act.trigger.fillers)
    word = act.who.sentence.words[marked.trigger.head]
    qualifies = word.relation == "amod" and word.head in own
    lends = act.who.sentence.words[act.trigger.head]
    light = lends.relation == "obj" and lends.head == marked.trigger.head
    alike = marked.type == act.type and (qualifies or light)
    return act.trigger.head in marked.trigger.words or marked.trigger.head in own or alike


def _agreed(act: Found, marked: Found) -> Found:
    """One act of the two: by the mark where that is sure of another type, else by the lexicon; always by a user's
    own verbs, and of what must be or is undone.

    What is promised in AGREE is cooperation: a promise to send troops is the act that it announces."""
    promised = marked.type == "AGREE" and quad(act.type) == "material-conflict"
    ended = act.trigger.head not in marked.trigger.words  # "stops its strikes"
    undone = act.type == "RETREAT" and (ended or marked.type == "SANCTION")  # "lifting sanctions"
    known = not act.trigger.row.flags.isdisjoint((OWN_VERB, "must")) or _told_before(act)
    if marked.probability >= SURE and act.type != marked.type and not (promised or undone or known):
        other = _retyped(act, marked)
        if _whole_enough(other):
            return other
    return _better(act, marked)


def _retyped(act: Found, marked: Found) -> Found:
    """A marked act, with the sides of the lexicon's where it lacks them."""
    sources = marked.sources or _apart(act.sources, marked.targets)
    return replace(marked, sources=sources, targets=marked.targets or _apart(act.targets, sources))


def _better(act: Found, marked: Found) -> Found:
    """An act with the sides it lacks, unless they are told elsewhere, and the whole phrases of those it has."""
    sources, targets = _whole(act.sources, marked.sources), _whole(act.targets, marked.targets)
    if _told_before(act):
        return replace(act, sources=sources, targets=targets)
    sources = sources or _apart(marked.sources, targets)
    targets = targets or _apart(marked.targets, (*sources, *act.via))
    whole = act.complete or bool(sources and (targets or marked.others[1]))
    return replace(act, sources=sources, targets=targets, complete=whole, others=marked.others)


def _told_before(act: Found) -> bool:
    """Whether an act's sides are those of one that the report told before: "the visit", a letter handed over."""
    return bool(act.both or act.back or "carry" in act.trigger.row.flags)


def _apart(sides: Sides, others: Sides) -> Sides:
    taken = {o.actor for o in others}
    return tuple(s for s in sides if s.actor not in taken)


def _whole(known: Sides, marked: Sides) -> Sides:
    phrases = {m.actor: m.span for m in marked}
    return tuple(Side(s.actor, phrases.get(s.actor, s.span)) for s in known)
