"""Who does an act and to whom: the actors in the slots that a trigger's row names."""

from __future__ import annotations

from dataclasses import dataclass

from legation.coding.acts.grammar import cases, core, doer, lemma, obliques, outer, subject, undergoer
from legation.coding.acts.pairs import between, pair
from legation.coding.acts.parties import Parties, Side, Sides, unique
from legation.coding.acts.slots import slot_words
from legation.coding.acts.triggers import Trigger, matches
from legation.coding.acts.words import listed
from legation.coding.plover import quad
from legation.knowledge import Knowledge

LOCAL = ("in", "at", "near", "off", "outside", "across", "along", "subj", "comp")  # where a state is a place
RECIPROCAL = ("CONSULT", "COOPERATE", "AGREE")
ABOUT_DEALS = ("AGREE", "SUPPORT", "REJECT", "SANCTION", "CONSULT")
JUDGING = ("SUPPORT", "ACCUSE")
GAP = 5  # words behind a noun in which its target may stand


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
    given: Sides = ()
    if not sources and row.pos == "N":
        sources, given = (_crowd(who), ()) if row.type == "PROTEST" else _occasion(who, trigger)
    if not sources and row.pos == "N":
        sources = _blamed(who, trigger)
    if not sources and row.pos == "V" and row.type == "ASSAULT":
        sources = _operating(who, trigger)
    targets = _first(who, trigger, row.targets, without=sources) or given
    if not sources and targets and row.pos == "N" and "of" in row.targets:
        sources = _owning(who, trigger, targets)
    if not targets and row.pos == "N":
        targets = _behind(who, trigger, sources)
    if not targets and row.pos == "N":
        targets = _undergone(who, trigger, sources)
    if not targets and row.pos == "V" and row.type in JUDGING and "obj" in row.targets:
        targets = _sharing(who, trigger, sources)
    if not targets and row.type == "REQUEST":
        targets = _asked(who, trigger, sources)
    via: Sides = ()
    if "carry" in row.flags:
        author = _author(who, trigger)
        if author:
            sources, via = author, sources
            targets = tuple(t for t in targets if t.actor not in {s.actor for s in sources})
    if (row.type in RECIPROCAL and row.mode != "visit") or "mutual" in row.flags:
        both = between(who, trigger)
        if "mutual" in row.flags and sources and {s.actor for s in sources}.isdisjoint(b.actor for b in both):
            both = ()  # "the parliament ratified Peru's and Chile's pact with Cuba"
        if len(both) > 1 and (row.mode == "third-party" or lemma(who.sentence, trigger.head) in listed("brokers")):
            return Roles(both, both, tuple(s for s in sources if s.actor not in {b.actor for b in both}))
        sources, targets = _reciprocal(who, trigger, both, sources, targets)
    return Roles(sources, targets, via)


def _reciprocal(
    who: Parties, trigger: Trigger, both: Sides, sources: Sides, targets: Sides
) -> tuple[Sides, Sides]:
    """Both sides in both roles where the text names them together: "talks between A and B", "A and B met"."""
    if len(both) > 1:
        return both, both
    if targets:
        return sources or tuple(s for s in both if s.actor not in {t.actor for t in targets}), targets
    if len(sources) < 2:
        doers = tuple(s for i in slot_words(who, trigger, "subj") for s in pair(who, i))
        sources = doers if len(doers) > 1 else sources
    if trigger.row.type == "CONSULT" and trigger.row.pos == "V" and not both and _several(who, trigger, sources):
        return sources, sources
    return (sources, sources) if len(sources) > 1 else (both or sources, ())


def _several(who: Parties, trigger: Trigger, sources: Sides) -> bool:
    """Whether the one side that meets is several: "the leaders met", not "diplomats spoke"."""
    words = who.sentence.words
    doers = slot_words(who, trigger, "subj")
    several = [i for i in doers if words[i].upos == "NOUN" and words[i].has("Number=Plur")]
    if any("with" in marks for _, marks in obliques(who.sentence, trigger.head)):
        return False  # with somebody whom nobody knows
    if lemma(who.sentence, trigger.head) in listed("speaking") and not _among_them(who, trigger, several):
        return False
    return bool(several) and len(sources) == 1 and who.draft.actor(sources[0].actor).kind == "group"


def _among_them(who: Parties, trigger: Trigger, several: list[int]) -> bool:
    """Whether several speak with each other: "the ministers spoke on Monday", not "on condition of anonymity"."""
    sentence = who.sentence
    times = [t.span for t in who.draft.times_in(sentence)]
    told = (c for c, marks in obliques(sentence, trigger.head) if marks & listed("audiences"))
    if not all(any(t.start <= sentence.words[c].start < t.end for t in times) for c in told):
        return False
    return any(sentence.words[c].has("Definite=Def") for i in several for c in sentence.children(i, "det"))


def _first(who: Parties, trigger: Trigger, slots: tuple[str, ...], without: Sides = ()) -> Sides:
    taken = {s.actor for s in without}
    for slot in slots:
        named = unique(s for part in slot.split("+") for s in slot_sides(who, trigger, part))
        found = tuple(s for s in named if s.actor not in taken)
        if slot == "what" or (slot == "of" and trigger.row.type == "SUPPORT"):
            # "threatened to close its own border with X", "voiced his country's support for X"
            found = tuple(s for s in found if not any(who.together(s.actor, t) for t in taken))
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
        found.extend(speaker(who, trigger.head))
    return unique(found)


def _named(who: Parties, trigger: Trigger, i: int, slot: str, places: bool) -> Sides:
    plural = quad(trigger.row.type).startswith("material")
    found = who.of(i, plural=plural, derived=slot != "mod" and not (slot == "of" and "of" in trigger.row.sources))
    if slot == "for" and trigger.row.type == "REQUEST" and found and not who.of(i, derived=False):
        found = _doers(who, i)
    if not found and slot not in LOCAL:
        found = who.nation(i)
    if not found and places and lemma(who.sentence, core(who.sentence, i)) in listed("grounds"):
        found = who.owners(core(who.sentence, i))
    if not found and places:
        home = who.country(i)
        if home is not None and not ("abroad" in trigger.row.flags and _home(who, trigger, home)):
            found = who.nation(i, cities=True)
    if not found and slot == "to" and lemma(who.sentence, i) in listed("borders"):  # "to the border with Peru"
        below = (c for c in who.sentence.children(i, "nmod") if "with" in cases(who.sentence, c))
        found = next((f for c in below if (f := who.of(c) or who.nation(c))), ())
    if not found and slot in ("obj", "with", "from", "to", "of"):
        found = _partners(who, trigger, i)
    return found


def _operating(who: Parties, trigger: Trigger) -> Sides:
    """Whose operation it is in which somebody was killed: "killed in a US raid"."""
    sentence = who.sentence
    for c, marks in obliques(sentence, trigger.head):
        if marks & {"in", "during"} and matches(who, c, frozenset({"attack"})):
            for d in sentence.children(c, "nmod:poss", "amod", "compound"):
                if found := who.of(d, derived=False) or who.nation(d):
                    return found
    return ()


def _blamed(who: Parties, trigger: Trigger) -> Sides:
    """On whom an act is blamed: "the bombing, blamed on X"."""
    sentence = who.sentence
    below = sentence.children(outer(sentence, trigger.head), "acl")
    charges = [c for c in below if lemma(sentence, c) in listed("blaming")]
    blamed = (o for c in charges for o in sentence.children(c, "obl") if {"on", "to"} & set(cases(sentence, o)))
    return next((found for o in blamed if (found := who.of(o) or who.nation(o))), ())


def _owning(who: Parties, trigger: Trigger, targets: Sides) -> Sides:
    """Whose act it is where the noun has both an owner and an object: "Peru's seizure of a Chilean ship"."""
    taken = {t.actor for t in targets}
    return tuple(s for s in slot_sides(who, trigger, "poss") if s.actor not in taken)


def _doers(who: Parties, i: int) -> Sides:
    """Whose act it is that is asked for: "calls for Iran's withdrawal", not "for the fall of Iran"."""
    sentence = who.sentence
    noun = core(sentence, i)
    named = [*sentence.children(noun, "nmod:poss")]
    named += [c for c in sentence.children(noun, "nmod", "obl") if {"by", "from"} & set(cases(sentence, c))]
    named += sentence.children(noun, "amod", "compound")
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


def addressee(who: Parties, i: int) -> Sides:
    """To whom the words that word ``i`` is part of are said, as far as that is known."""
    statement = who.voice(i).statement
    span = who.draft.span(who.sentence, i, i + 1)
    return tuple(Side(a, span) for a in (statement.addressees if statement is not None else ()))


def speaker(who: Parties, i: int) -> Sides:
    """Who says word ``i``."""
    voice = who.voice(i)
    if voice.speaker is None:
        return ()
    span = voice.statement.speaker_span if voice.statement is not None else None
    return (Side(voice.speaker, span or who.draft.span(who.sentence, i, i + 1)),)


def _occasion(who: Parties, trigger: Trigger) -> tuple[Sides, Sides]:
    """The sides that a clause gives the act that is its occasion: its subject ("after talks with X, Y said"), with
    whoever it is told to ("in a call, Y told X"); its subjects among themselves ("in a meeting, X and Y said")."""
    sentence = who.sentence
    if trigger.row.type not in RECIPROCAL:
        return (), ()
    top = outer(sentence, trigger.head)
    word = sentence.words[top]
    marks = set(cases(sentence, top)) & listed("temporal")
    if not marks or not (word.relation == "obl" or (word.relation == "nmod" and marks != {"in"})):
        return (), ()
    others = _first(who, trigger, ("with", "to"))
    node = word.head
    while node >= 0 and sentence.words[node].upos != "VERB":
        node = sentence.words[node].head
    found = doer(sentence, node) if node >= 0 else None
    sources = () if found is None else who.of(found, derived=False)
    if others or trigger.row.type != "CONSULT" or word.relation != "obl" or node < top:
        return (sources, ()) if others else ((), ())
    if trigger.row.mode == "visit":
        return (), ()  # who visits whom was told before: "during the visit, officials of both will open it"
    told = [c for c in sentence.children(node, "iobj", "obj") if lemma(sentence, node) in listed("telling")]
    targets = unique(s for c in told for s in who.of(c, derived=False))
    return (sources, targets) if targets or len(sources) > 1 else ((), ())


def _crowd(who: Parties) -> Sides:
    """Those who protest, where the report speaks of them as a group somewhere."""
    return who.report.crowd


def _behind(who: Parties, trigger: Trigger, sources: Sides) -> Sides:
    """The target in a phrase just behind a noun, wherever the parser hung it: "an attack that day on a base"."""
    words = who.sentence.words
    taken = {s.actor for s in sources}
    for i in range(trigger.head + 1, min(trigger.head + GAP, len(words))):
        if words[i].upos in ("VERB", "AUX", "PUNCT", "CCONJ", "SCONJ"):
            break
        aimed = words[i].upos == "ADP" and words[i].text.lower() in listed("aimed") & set(trigger.row.targets)
        if aimed and words[i].head > i:
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


def _sharing(who: Parties, trigger: Trigger, sources: Sides) -> Sides:
    """Whose doing it is that is welcomed or condemned: "the resumption of ties with A", "a deal between
    A and B"; or in whose land it was done, unless by force: "the closure of schools in A"."""
    sentence = who.sentence
    taken = {s.actor for s in sources}
    nouns = [core(sentence, o) for o in undergoer(sentence, trigger.head)]
    nouns += [c for n in nouns for c, marks in obliques(sentence, n) if "of" in marks]
    for noun in nouns:
        for c, marks in obliques(sentence, noun):
            if marks & listed("shared"):
                found = tuple(s for s in pair(who, c) if s.actor not in taken)
                if found:
                    return found
    if trigger.row.type != "ACCUSE" or any(matches(who, n, frozenset({"attack"})) for n in nouns):
        return ()
    where = (c for n in nouns for c, marks in obliques(sentence, n) if "in" in marks)
    return next((found for c in where if (found := who.of(c, derived=False) or who.nation(c, cities=True))), ())


def _author(who: Parties, trigger: Trigger) -> Sides:
    """Who wrote what another carries: "a letter from X", "X's letter"."""
    sentence = who.sentence
    for o in undergoer(sentence, trigger.head):
        noun = core(sentence, o)
        if lemma(sentence, noun) not in listed("messages"):
            continue
        named = list(sentence.children(noun, "nmod:poss", "amod", "compound"))
        named += [c for c, marks in obliques(sentence, noun) if marks & {"from", "by", "of"}]
        for c in named:
            if found := who.of(c, derived=False):
                return found
    return ()
