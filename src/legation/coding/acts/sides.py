"""Who does an act and to whom: the actors in the slots that a trigger's row names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from legation.coding.acts.grammar import (
    Oblique,
    cases,
    complements,
    core,
    doer,
    lemma,
    objects,
    obliques,
    outer,
    passive,
    subject,
    undergoer,
)
from legation.coding.acts.parties import Parties, Side, Sides
from legation.coding.acts.triggers import Trigger, matches
from legation.coding.acts.words import listed
from legation.coding.plover import quad
from legation.knowledge import Knowledge

ABOUT_DEALS = ("AGREE", "SUPPORT", "REJECT", "SANCTION", "CONSULT")
RECIPROCAL = ("CONSULT", "COOPERATE", "AGREE")
DASHES = "-–—"
GAP = 5  # words behind a noun in which its target may stand
FIXED = ("subj", "obj", "iobj", "comp", "what", "said", "poss", "mod")


@dataclass(frozen=True, slots=True)
class Roles:
    """The sides of one act. ``via`` are those who carried or mediated it."""

    sources: Sides
    targets: Sides
    via: Sides = ()


def roles(who: Parties, trigger: Trigger) -> Roles:
    """The sides of an act as far as the sentence names them."""
    row = trigger.row
    sources = _first(who, trigger, row.sources)
    if not sources and row.pos == "N":
        sources = _occasion(who, trigger)
    targets = _first(who, trigger, row.targets, without=sources)
    if not targets and row.pos == "N":
        targets = _behind(who, trigger, sources)
    if not targets and row.pos == "N":
        targets = _undergone(who, trigger, sources)
    if not targets and row.type == "REQUEST":
        targets = _asked(who, trigger, sources)
    via: Sides = ()
    if "carry" in row.flags:
        author = _author(who, trigger)
        if author:
            sources, via = author, sources
            targets = tuple(t for t in targets if t.actor not in {s.actor for s in sources})
    if row.type in RECIPROCAL or "mutual" in row.flags:
        sources, targets = _reciprocal(who, trigger, sources, targets)
    return Roles(sources, targets, via)


def _reciprocal(who: Parties, trigger: Trigger, sources: Sides, targets: Sides) -> tuple[Sides, Sides]:
    """Both sides in both roles where the text names them together: "talks between A and B", "A and B met"."""
    both = _between(who, trigger)
    if len(both) > 1:
        return both, both
    if targets:
        return sources or tuple(s for s in both if s.actor not in {t.actor for t in targets}), targets
    if len(sources) < 2:
        doers = tuple(s for i in slot_words(who, trigger, "subj") for s in pair(who, i))
        sources = doers if len(doers) > 1 else sources
    return (sources, sources) if len(sources) > 1 else (both or sources, ())


def _first(who: Parties, trigger: Trigger, slots: tuple[str, ...], without: Sides = ()) -> Sides:
    taken = {s.actor for s in without}
    for slot in slots:
        named = _once(s for part in slot.split("+") for s in slot_sides(who, trigger, part))
        found = tuple(s for s in named if s.actor not in taken)
        if found:
            return found
    return ()


def slot_sides(who: Parties, trigger: Trigger, slot: str) -> Sides:
    """The actors in one slot of a trigger."""
    places = "place" in trigger.row.flags and slot not in ("subj", "poss", "said")
    found: list[Side] = []
    for i in slot_words(who, trigger, slot):
        found.extend(_named(who, trigger, i, slot, places))
    if slot == "said":
        found.extend(_speaker(who, trigger.head))
    return _once(found)


def _named(who: Parties, trigger: Trigger, i: int, slot: str, places: bool) -> Sides:
    plural = slot == "subj" and quad(trigger.row.type).startswith("material")
    found = who.of(i, plural=plural, derived=slot != "mod" and not (slot == "of" and "of" in trigger.row.sources))
    if slot == "for" and trigger.row.type == "REQUEST" and found and not who.of(i, derived=False):
        found = _doers(who, i)
    if not found and slot == "mod":
        found = who.nation(i)
    if not found and places:
        home = who.country(i)
        if home is not None and not ("abroad" in trigger.row.flags and _home(who, trigger, home)):
            found = who.nation(i, cities=True)
    if not found and slot in ("obj", "with", "from", "to", "of"):
        found = _partners(who, trigger, i)
    return found


def _doers(who: Parties, i: int) -> Sides:
    """Whose act it is that is asked for: "calls for Iran's withdrawal", not "for the fall of Iran"."""
    sentence = who.sentence
    noun = core(sentence, i)
    named = [*sentence.children(noun, "nmod:poss")]
    named += [c for c in sentence.children(noun, "nmod", "obl") if {"by", "from"} & set(cases(sentence, c))]
    named += [c for c in sentence.children(noun, "amod", "compound")]
    return next((found for c in named if (found := who.of(c, derived=False) or who.nation(c))), ())


def _home(who: Parties, trigger: Trigger, country: str) -> bool:
    return any(who.draft.actor(s.actor).country == country for s in slot_sides(who, trigger, "subj"))


def _partners(who: Parties, trigger: Trigger, i: int) -> Sides:
    """The others in a named agreement: the party that gave it its name, or else all that the report has."""
    identity = who.deals.get(i)
    if identity is None or trigger.row.type not in ABOUT_DEALS:
        return ()
    known = next((a for a in Knowledge.load().agreements if a.id == identity), None)
    if known is None:
        return ()
    span = who.draft.span(who.sentence, i, i + 1)
    own = {who.draft.actor(s.actor).country for s in slot_sides(who, trigger, "subj")}
    others = [c for c in known.parties if who.known(c) and c not in own]
    called = {n.iso3 for a in (known.name, *known.aliases) if (n := Knowledge.load().country(a.split()[0]))}
    return tuple(Side(code, span) for code in ([c for c in others if c in called] or others))


def _speaker(who: Parties, i: int) -> Sides:
    voice = who.voice(i)
    if voice.speaker is None:
        return ()
    span = voice.statement.speaker_span if voice.statement is not None else None
    return (Side(voice.speaker, span or who.draft.span(who.sentence, i, i + 1)),)


def slot_words(who: Parties, trigger: Trigger, slot: str) -> Iterator[int]:
    """The words in one slot of a trigger."""
    i = trigger.head
    if trigger.row.pos == "N":
        yield from _noun_words(who, i, slot)
    elif trigger.row.pos == "A":
        if slot == "subj":
            verb = who.sentence.words[i].head
            found = doer(who.sentence, verb) if verb >= 0 else None
            yield from () if found is None else (found,)
    else:
        yield from _verb_words(who, i, slot)


def _verb_words(who: Parties, i: int, slot: str) -> Iterator[int]:
    sentence = who.sentence
    if slot == "subj":
        found = doer(sentence, i)
        yield from () if found is None else (found,)
    elif slot == "obj":
        yield from undergoer(sentence, i)
    elif slot == "iobj":
        yield from sentence.children(i, "iobj")
    elif slot in ("comp", "what"):
        for c in complements(sentence, i):
            if slot == "what":
                yield from (*sentence.children(c, "obj"), *sentence.children(c, "obl"))
            elif (acts := doer(sentence, c) if not passive(sentence, c) else None) is not None:
                yield acts
            else:
                yield from undergoer(sentence, c)
    elif slot not in FIXED:
        yield from (c for c, marks in obliques(sentence, i) if slot in marks)
        if slot == "of":
            for o in undergoer(sentence, i):
                yield from (c for c in sentence.children(core(sentence, o), "nmod:poss", "amod", "compound"))


def _noun_words(who: Parties, i: int, slot: str) -> Iterator[int]:
    sentence = who.sentence
    if slot == "poss":
        yield from sentence.children(i, "nmod:poss")
    elif slot == "mod":
        yield from sentence.children(i, "amod", "compound", "nmod:desc", "nmod:unmarked")
    elif slot == "subj":
        found = lender(who, i)
        yield from () if found is None else (found,)
    elif slot == "obj":
        yield from ()
    elif slot not in FIXED:
        yield from (c for c, marks in noun_obliques(who, i) if slot in marks)


def noun_obliques(who: Parties, i: int) -> Iterator[Oblique]:
    """Phrases with a preposition that belong to a noun: its own, its participle's, its light verb's."""
    sentence = who.sentence
    yield from obliques(sentence, i)
    top = outer(sentence, i)
    if top != i:
        yield from (o for o in obliques(sentence, top) if o[0] != i)
    for c in sentence.children(top, "acl"):
        yield from ((o, frozenset(cases(sentence, o))) for o in sentence.children(c, "obl"))
    verb = sentence.words[top].head
    if verb >= 0 and sentence.words[verb].upos == "VERB" and lends(who, top, verb):
        yield from ((c, frozenset(cases(sentence, c))) for c in sentence.children(verb, "obl") if c != top)


def lends(who: Parties, top: int, verb: int) -> bool:
    """Whether a verb lends its sides to the act told by its object or subject."""
    relation = who.sentence.words[top].deprel
    if relation == "obj" or (relation.startswith("nsubj") and passive(who.sentence, verb)):
        return lemma(who.sentence, verb) in listed("light")
    if relation.startswith("nsubj"):
        return lemma(who.sentence, verb) in listed("occurrence")
    occasion = bool(set(cases(who.sentence, top)) & listed("occasional"))
    return relation.startswith("obl") and occasion and lemma(who.sentence, verb) in listed("occasions")


def lender(who: Parties, i: int) -> int | None:
    """Who does the act that a noun tells, by the verb it goes with: "held talks", "is on a visit"."""
    sentence = who.sentence
    top = outer(sentence, i)
    word = sentence.words[top]
    if sentence.children(top, "cop"):
        return subject(sentence, top) if cases(sentence, top) else None
    for c in sentence.children(top, "acl"):
        if lemma(sentence, c) in listed("light") and (passive(sentence, c) or top in objects(sentence, c)):
            return doer(sentence, c)
    if word.head < 0 or sentence.words[word.head].upos != "VERB" or not lends(who, top, word.head):
        return None
    if lemma(sentence, word.head) in listed("occurrence") and word.deprel == "nsubj":
        return None
    return doer(sentence, word.head)


def _occasion(who: Parties, trigger: Trigger) -> Sides:
    """The subject of a clause that tells when it did something by an act of its own: "after talks with X, Y said"."""
    sentence = who.sentence
    if trigger.row.type not in RECIPROCAL:
        return ()
    top = outer(sentence, trigger.head)
    word = sentence.words[top]
    marks = set(cases(sentence, top)) & listed("temporal")
    if not marks or not (word.relation == "obl" or (word.relation == "nmod" and marks != {"in"})):
        return ()
    others = _first(who, trigger, ("with", "to"))
    node = word.head
    while others and node >= 0 and sentence.words[node].upos != "VERB":
        node = sentence.words[node].head
    found = doer(sentence, node) if others and node >= 0 else None
    return () if found is None else who.of(found, derived=False)


def _behind(who: Parties, trigger: Trigger, sources: Sides) -> Sides:
    """The target in a phrase just behind a noun, wherever the parser hung it: "an attack that day on a base"."""
    words = who.sentence.words
    taken = {s.actor for s in sources}
    for i in range(trigger.head + 1, min(trigger.head + GAP, len(words))):
        if words[i].upos in ("VERB", "AUX", "PUNCT", "CCONJ", "SCONJ"):
            break
        if words[i].upos == "ADP" and words[i].head > i and words[i].text.lower() in listed("aimed"):
            if words[i].text.lower() in trigger.row.targets:
                return tuple(s for s in who.of(words[i].head) if s.actor not in taken)
    return ()


def _undergone(who: Parties, trigger: Trigger, sources: Sides) -> Sides:
    """Who undergoes an act by the verb it goes with: "faces US sanctions", "the subject of sanctions"."""
    sentence = who.sentence
    top = outer(sentence, trigger.head)
    word = sentence.words[top]
    taken = {s.actor for s in sources}
    found: int | None = None
    if word.head < 0 or trigger.row.type in RECIPROCAL:
        return ()
    if word.relation == "nmod" and lemma(sentence, word.head) in listed("undergoers"):
        found = subject(sentence, word.head) if sentence.children(word.head, "cop") else None
    elif trigger.row.type == "REQUEST" and "at" in cases(sentence, top):  # "came at the request of X"
        found = (
            doer(sentence, word.head) if sentence.words[word.head].upos == "VERB" else subject(sentence, word.head)
        )
    elif word.relation in ("obj", "obl") and lemma(sentence, word.head) in listed("inverse"):
        marks = set(cases(sentence, top))
        if word.relation == "obj" or "under" in marks:
            found = doer(sentence, word.head)
    elif "under" in cases(sentence, top) and sentence.children(top, "cop"):
        found = subject(sentence, top)
    return () if found is None else tuple(s for s in who.of(found) if s.actor not in taken)


def _asked(who: Parties, trigger: Trigger, sources: Sides) -> Sides:
    """Of whom an act is asked that a noun tells: "called for talks between A and B", "seeks talks with A"."""
    sentence = who.sentence
    pool = [c for c in sentence.children(trigger.head, "obl", "nmod") if "for" in cases(sentence, c)]
    pool += undergoer(sentence, trigger.head) if trigger.row.pos == "V" else ()
    taken = {s.actor for s in sources}
    for noun in (core(sentence, c) for c in pool):
        below = [(c, cases(sentence, c)) for c in sentence.children(noun, "nmod", "obl")]
        for wanted in ("between", "among", "by", "from", "with"):
            found = tuple(s for c, marks in below if wanted in marks for s in pair(who, c) if s.actor not in taken)
            if found:
                return found
    return ()


def _between(who: Parties, trigger: Trigger) -> Sides:
    """Both sides of "talks between A and B" and "Tehran-Riyadh talks"."""
    sentence = who.sentence
    pool = list(noun_obliques(who, trigger.head) if trigger.row.pos == "N" else obliques(sentence, trigger.head))
    for c, marks in pool:
        if marks & {"between", "among"} and (found := pair(who, c)):
            return found
    if trigger.row.pos != "N":
        return ()
    for c, marks in pool:
        if "of" in marks and len(found := pair(who, c)) > 1:
            return found
    modifiers = sentence.children(trigger.head, "compound", "amod", "nmod:poss")
    return hyphenated(who, trigger.head) or _once(s for c in modifiers for s in pair(who, c))


def hyphenated(who: Parties, i: int) -> Sides:
    """The two before a noun with a dash between, however the parser hung them: "Lima-Quito talks"."""
    if i < 3 or who.sentence.words[i - 2].text not in DASHES:
        return ()
    found = _once((*who.direct(i - 3), *who.direct(i - 1)))
    return found if len(found) > 1 else ()


def pair(who: Parties, i: int) -> Sides:
    """The parties of a phrase, also of "the Saudi and Iranian ministers"."""
    sentence = who.sentence
    found = who.of(i) or who.nation(i)
    modifiers = sentence.children(i, "amod", "compound", "nmod:poss")
    if len(found) < 2 and any(sentence.children(c, "cc") for c in (i, *modifiers, *_conjuncts(who, modifiers))):
        nations = _once(s for c in modifiers for s in (who.of(c, derived=False) or who.nation(c)))
        found = nations if len(nations) > 1 else found
    return found


def _conjuncts(who: Parties, words: tuple[int, ...]) -> list[int]:
    return [d for c in words for d in who.sentence.children(c, "conj")]


def _once(found: Iterable[Side]) -> Sides:
    return tuple({s.actor: s for s in reversed(list(found))}.values())[::-1]


def _author(who: Parties, trigger: Trigger) -> Sides:
    """Who wrote what another carries: "a letter from X", "X's letter"."""
    sentence = who.sentence
    for o in undergoer(sentence, trigger.head):
        noun = core(sentence, o)
        if lemma(sentence, noun) not in listed("messages"):
            continue
        named = [c for c in sentence.children(noun, "nmod:poss", "amod", "compound")]
        named += [c for c, marks in obliques(sentence, noun) if marks & {"from", "by", "of"}]
        for c in named:
            if found := who.of(c, derived=False):
                return found
    return ()


def fits(who: Parties, trigger: Trigger, found: Roles) -> bool:
    """Whether the sides are those that a row's flags ask for."""
    flags = trigger.row.flags
    sources, targets = found.sources, found.targets
    if not any(_political(who, s.actor) for s in (*sources, *targets)):
        return False
    if "both" in flags and not targets:
        return False
    if ("sided" in flags or (trigger.row.pos == "N" and trigger.row.type in RECIPROCAL)) and not (
        sources and targets
    ):
        return False
    if flags & {"protest", "people"} and any(who.draft.actor(s.actor).kind == "country" for s in sources):
        return False
    if "protest" in flags and not trigger.row.needs and who.sentence.children(trigger.head, "obj", "ccomp"):
        return False
    if "actor" in flags and not sources:
        return False
    if "said" in flags and not (sources and targets):
        return False
    if "foreign" in flags and any(who.together(s.actor, t.actor) for s in sources for t in targets):
        return False
    if "must" in flags and not (sources and targets and _other(who, sources[0].actor, targets)):
        return False
    if "forced" in flags and not any(_force(who, trigger, t.actor) for t in slot_sides(who, trigger, "obj")):
        return False
    if "forces" in flags and not (_army(who, trigger) or any(_force(who, trigger, s.actor) for s in sources)):
        return False
    return True


def _political(who: Parties, id: str) -> bool:
    """Whether an actor is more than a stranger of whom the report tells no office."""
    actor = who.draft.actor(id)
    return actor.kind != "person" or actor.match != "new" or actor.role is not None or actor.code is not None


def _other(who: Parties, speaker: str, targets: Sides) -> bool:
    """Whether what must be done is another's to do: neither the speaker's nor its country's."""
    own = {speaker, who.draft.actor(speaker).country}
    return not any(t.actor in own for t in targets)


def _force(who: Parties, trigger: Trigger, actor: str) -> bool:
    code = who.draft.actor(actor).code or ""
    return "MIL" in code or "REB" in code or "UAF" in code


def _army(who: Parties, trigger: Trigger) -> bool:
    """Whether forces stand in the subject, or below the noun."""
    sentence = who.sentence
    pool = list(slot_words(who, trigger, "subj")) + list(slot_words(who, trigger, "mod"))
    pool += list(slot_words(who, trigger, "of"))
    return any(matches(who, core(sentence, c), frozenset({"forces"})) for c in pool)
