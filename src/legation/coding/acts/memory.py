"""Acts told before, which nouns such as "the visit" and "the letter" refer back to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from legation.coding.acts.demands import fits
from legation.coding.acts.found import Found
from legation.coding.acts.grammar import complements, core, lemma, obliques, undergoer
from legation.coding.acts.lexicon import lexicon
from legation.coding.acts.parties import Side, Sides, unique
from legation.coding.acts.sides import Roles
from legation.coding.acts.slots import slot_words
from legation.coding.acts.words import listed

ANSWERS = ("ACCUSE", "REJECT", "SUPPORT")
TOGETHER = ("CONSULT", "AGREE", "COOPERATE")  # acts of two sides, and not of one upon another
NEAR = 4  # sentences back to which "they" reaches
AHEAD = 50  # acts among which a letter's carrier may be told later
REACH = 12  # sentences back to which an act is referred


@dataclass(slots=True)
class Memory:
    """The acts of a report so far, the last ones last."""

    acts: list[Found] = field(default_factory=list)

    def kept(self, act: Found) -> Found:
        """The act, completed, and kept for the ones after it."""
        act = self.completed(act)
        if act.complete and act.status != "negated":
            self.acts.append(act)
        return act

    def completed(self, act: Found) -> Found:
        """The act with the sides it lacks, from the last one of its kind that agrees with those it has."""
        if "carry" in act.trigger.row.flags:
            return self._handed(act)
        if act.both:
            act = self._paired(act)
        if not act.targets and act.type in ANSWERS:
            act = self._answering(act)
        if not act.targets and act.type == "REQUEST":
            act = self._repeated(act)
        if not act.back or (act.sources and act.targets):
            return act
        fitting = [k for k in self._near(act) if _agrees(k, act)]
        before = next((k for k in fitting if _word(k) == _word(act)), None)
        if before is None and _word(act) not in listed("wars"):
            before = next((k for k in fitting if k.mode == act.mode), None)
        if before is None:
            return act
        sources, targets = act.sources or before.sources, act.targets or before.targets
        if before.sources == before.targets:
            sources = targets = before.sources
        else:
            targets = tuple(t for t in targets if t.actor not in {s.actor for s in sources})
        complete = fits(act.who, act.trigger, Roles(sources, targets))
        return replace(act, sources=sources, targets=targets, complete=complete)

    def _paired(self, act: Found) -> Found:
        """The act with the two told before for "they" or "the two sides"."""
        sides = self._last_two(act)
        speaker = {s.actor for s in act.sources} if act.sources != act.targets else set()
        if not sides or ("sources" in act.both and not speaker <= {s.actor for s in sides}):
            return act
        if "sources" in act.both:
            sides = _said(act, sides, "subj")
            return replace(act, sources=sides, targets=sides, complete=True)
        if "doers" in act.both:
            own = {o.actor for o in act.targets}
            doers = _said(act, tuple(s for s in sides if s.actor not in own), "subj")
            return replace(act, sources=doers, complete=fits(act.who, act.trigger, Roles(doers, act.targets)))
        own = {o.actor for o in act.sources}
        others = _said(act, tuple(s for s in sides if s.actor not in own), *act.trigger.row.targets)
        return replace(act, targets=others, complete=fits(act.who, act.trigger, Roles(act.sources, others)))

    def _last_two(self, act: Found) -> Sides:
        """The two or more told of last; for "the two leaders" the last persons."""
        persons = any(
            act.sentence.words[i].lemma in listed("persons") for i in slot_words(act.who, act.trigger, "subj")
        )
        pool = [k for k in self._near(act, REACH if persons else NEAR) if _double(k) and not _inside(k, act)]
        pool = [k for k in pool if len(k.sources) > 1 or k.type in TOGETHER] or pool
        last = [k for k in pool if persons or k.sentence.index == pool[0].sentence.index]
        found = _several(next((k for k in last if _personal(k)), last[0])) if last else ()
        return _states(act, found) if _of_states(act) else found

    def _answering(self, act: Found) -> Found:
        """An answer to an act told before, whose doer is its target: "condemned the attack"."""
        for noun in _definite(act):
            types = {r.type for r in lexicon().get((noun, "N"), ())}
            near = [k for k in self._near(act) if k.type in types and k.sources and k.status != "negated"]
            if noun in listed("messages"):  # answered is who sent one, not who visited
                near = [k for k in near if "carry" in k.trigger.row.flags] or near
            before = next((k for k in near if _word(k) == noun), near[0] if near else None)
            others = {s.actor for s in act.sources}
            found = tuple(s for s in before.sources if s.actor not in others) if before is not None else ()
            if found:
                return replace(act, targets=found, complete=fits(act.who, act.trigger, Roles(act.sources, found)))
        return act

    def _repeated(self, act: Found) -> Found:
        """A demand made again in other words, with the addressee of the first time."""
        wanted = {lemma(act.sentence, c) for c, _ in obliques(act.sentence, act.trigger.head)}
        for known in self._near(act):
            asked = {lemma(known.sentence, c) for c, _ in obliques(known.sentence, known.trigger.head)}
            if known.type == act.type and known.targets and known.sources == act.sources and wanted & asked:
                return replace(act, targets=known.targets)
        return act

    def _near(self, act: Found, reach: int = REACH) -> Iterator[Found]:
        """The acts before, the last first."""
        for known in reversed(self.acts):
            if act.sentence.index - known.sentence.index > reach:
                return
            yield known

    def _handed(self, act: Found) -> Found:
        """A letter told of before: its writer and its addressee stay, whoever hands or gets it here carries it."""
        noun = next((f for f in act.trigger.fillers if lemma(act.sentence, f) in listed("messages")), None)
        definite = noun is not None and any(
            act.sentence.words[c].text.lower() in listed("back") for c in act.sentence.children(noun, "det")
        )
        before = next((k for k in self._near(act, 2 * REACH) if _message(k)), None)
        if not definite or before is None or act.via:
            return act
        sides = {s.actor for s in (*before.sources, *before.targets)}
        via: Sides = tuple(s for s in (*act.sources, *act.targets) if s.actor not in sides)
        date = act.date or before.date
        return replace(act, sources=before.sources, targets=before.targets, via=via, date=date, complete=True)

    def told(self, found: list[Found]) -> list[Found]:
        """The acts, each letter with the carrier that a later sentence tells."""
        out = []
        for n, act in enumerate(found):
            if not act.via and _message(act):
                near = found[n + 1 : n + 1 + AHEAD]
                later = next((k.via for k in near if k.via and _message(k) and k.actors == act.actors), ())
                act = replace(act, via=later)
            out.append(act)
        return out


def _said(act: Found, sides: Sides, *slots: str) -> Sides:
    """Sides that were told before, by the word that stands for them here: "they", "the two leaders"."""
    words = [i for slot in slots for i in slot_words(act.who, act.trigger, slot)]
    if not words:
        return sides
    span = act.who.draft.span(act.sentence, words[0], words[0] + 1)
    return tuple(replace(s, span=span) for s in sides)


def _double(before: Found) -> bool:
    """Whether an act was between two or more, whom "they" may mean."""
    return len({s for side in before.actors for s in side}) > 1


def _several(before: Found) -> Sides:
    """Those who acted together, or to whom it was done together, or else both sides of an act."""
    together = (side for side in (before.sources, before.targets) if len(side) > 1)
    return next(together, unique((*before.sources, *before.targets)))


def _personal(before: Found) -> bool:
    """Whether an act was between persons: who met upon arriving in Peru are two persons, and not one and Peru."""
    return all(before.who.draft.actor(s).kind == "person" for side in before.actors for s in side)


def _inside(before: Found, act: Found) -> bool:
    """Whether an act was told in somebody's words and the other is told by the report."""
    told, telling = (a.who.voice(a.trigger.head).statement for a in (before, act))
    return told is not None and telling is None


def _definite(act: Found) -> Iterator[str]:
    """Nouns that an act answers to and that were told of before: "the attack", "a similar letter"."""
    sentence, head = act.sentence, act.trigger.head
    if act.trigger.row.pos != "V":
        return
    pool = [*undergoer(sentence, head)]
    pool += [o for c in complements(sentence, head) for o in sentence.children(c, "obj")]
    for noun in (core(sentence, o) for o in pool):
        below = {sentence.words[c].text.lower() for c in sentence.children(noun, "det", "amod")}
        if below & (listed("back") | listed("again")):
            yield lemma(sentence, noun)


def _message(act: Found) -> bool:
    """Whether an act is a message from a known writer to a known addressee."""
    if act.type != "CONSULT" or not (act.sources and act.targets):
        return False
    heads = (act.trigger.head, *act.trigger.fillers)
    return any(lemma(act.sentence, h) in listed("messages") for h in heads)


def _carried(later: Found, act: Found) -> bool:
    return _message(later) and later.actors == act.actors


def _agrees(before: Found, act: Found) -> bool:
    """Whether an act may be the one told before: the same kind, and no side of its own that the other lacks."""
    if before.type != act.type:
        return False
    (s, t), (u, v) = before.actors, act.actors
    return u <= s | t and v <= s | t and bool(before.sources or before.targets)


def _word(act: Found) -> str:
    return lemma(act.sentence, act.trigger.head)


def _of_states(act: Found) -> bool:
    """Whether the two are states: "both governments", "the two countries"."""
    words = act.sentence.words
    named = [i for i, w in enumerate(words) if w.lemma in listed("states")]
    return any(words[c].text.lower() in listed("pairs") for i in named for c in act.sentence.children(i))


def _states(act: Found, sides: Sides) -> Sides:
    """The sides, a person by the state he serves, where the report tells of it."""
    draft = act.who.draft
    countries = ((s, draft.actor(s.actor).country) for s in sides)
    return unique([Side(c, s.span) if c is not None and draft.knows(c) else s for s, c in countries])
