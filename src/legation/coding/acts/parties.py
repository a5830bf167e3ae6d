"""Which actors a word stands for, as a side of an act."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from legation.coding.acts.grammar import called, cases, core, doer, lemma, passive
from legation.coding.acts.words import listed
from legation.coding.draft import Draft
from legation.coding.stance.parties import Voice, own_side, party, voice
from legation.knowledge import Knowledge
from legation.language.sentence import Sentence
from legation.nouns import Span

DEPTH = 2  # owners of owners: "the spokesman of the ministry of Iran"


@dataclass(frozen=True, slots=True)
class Side:
    """An actor and the words that name it."""

    actor: str
    span: Span


Sides = tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """What a whole report tells: those who protest; persons by state and post."""

    crowd: Sides
    posts: dict[tuple[str | None, str], str]


@dataclass(slots=True)
class Parties:
    """Finds the actors of one sentence's words.

    ``places`` and ``deals`` tell by word which of the draft's places a word belongs to (its index), and which
    agreement (its id).
    """

    draft: Draft
    sentence: Sentence
    report: Report
    places: dict[int, int]
    deals: dict[int, str]
    slots: dict[tuple[int, str], tuple[int, ...]] = field(default_factory=dict)
    _voices: dict[int, Voice] = field(default_factory=dict)

    def voice(self, i: int) -> Voice:
        """Who says word ``i``."""
        if i not in self._voices:
            self._voices[i] = voice(self.draft, self.sentence, i, self.draft.author)
        return self._voices[i]

    def of(self, i: int, *, derived: bool = True, plural: bool = False) -> Sides:
        """The actors that a phrase names, with those coordinated to it; ``derived``: or else whose it is.

        ``plural``: "we" stands for the speaker's country and not for the speaker.
        """
        i = core(self.sentence, i)
        found = list(self.direct(i, plural=plural))
        if not found:
            found = [s for c in self.sentence.children(i, "appos") for s in self.of(c, derived=False)]
        if not found and derived and lemma(self.sentence, i) not in listed("strangers"):
            found = list(self.holders(i, self.owners(i)))
        for c in self._examples(i):
            found.extend(self.of(c, derived=False, plural=plural))
        for c in self._listed(i):
            found.extend(self.of(c, derived=False) or self.nation(c))
        for c in self.sentence.children(i, "conj"):
            found.extend(self.of(c, derived=derived, plural=plural))
        if lemma(self.sentence, i) in listed("rulers"):
            found.extend(self._ruled(found))
        return unique(found)

    def _ruled(self, leaders: Iterable[Side]) -> list[Side]:
        """The states for which groups of their leaders act: "Peruvian leaders"."""
        groups = ((s, self.draft.actor(s.actor)) for s in leaders)
        return [
            Side(a.country, s.span) for s, a in groups if a.kind == "group" and a.country and self.known(a.country)
        ]

    def direct(self, i: int, *, plural: bool = False) -> Sides:
        """The actor that a word itself names."""
        word = self.sentence.words[i]
        if word.upos == "PRON" and lemma(self.sentence, i) in self._persons():
            return self._person(i, plural)
        mention = self.draft.mention_at(self.sentence, i)
        if mention is not None and mention.head == i:
            return tuple(Side(m.actor, m.span) for m in self.draft.mentions_headed(self.sentence, i))
        if mention is not None and mention.form == "name" and word.relation == "flat":
            return (Side(mention.actor, mention.span),)
        if mention is not None and mention.form == "name" and not self._inside(mention.start, mention.end, i):
            return (Side(mention.actor, mention.span),)
        if mention is not None and mention.form == "nominal" and self._tops(mention.start, mention.end, i):
            return (Side(mention.actor, mention.span),)
        if word.upos not in ("PRON", "NOUN", "PROPN") or word.has("Number=Plur"):
            return ()
        if word.upos != "PRON" and any(
            self.nation(c) for c in self.sentence.children(i, "nmod", "amod", "compound")
        ):
            return ()  # "the government of Peru" is Peru's, not the speaker's
        if word.relation in ("obj", "obl") and lemma(self.sentence, i) in listed("things"):
            return ()  # "condemns it": what was told of, and no party
        actor = party(self.draft, self.sentence, i, self.voice(i))
        return () if actor is None else (Side(actor, self.draft.span(self.sentence, i, i + 1)),)

    def _person(self, i: int, plural: bool) -> Sides:
        """Whom "we" or "you" means by who speaks to whom, or else by the actors stage."""
        actor = self._spoken(i, plural)
        if actor is None:
            mention = self.draft.mention_at(self.sentence, i)
            actor = None if mention is None else mention.actor
        return () if actor is None else (Side(actor, self.draft.span(self.sentence, i, i + 1)),)

    def _listed(self, i: int) -> list[int]:
        """Names of a list that hang wrongly: the second of "A, the B, C and D", taken for another name of the
        first; the later ones of "Big A, B and C", hung on the adjective."""
        astray = [c for m in self.sentence.children(i, "amod") for c in self.sentence.children(m, "conj") if c > i]
        astray = [c for c in astray if self.sentence.words[c].upos == "PROPN"]
        astray += [d for c in astray for d in self.sentence.children(c, "conj")]
        mention = self.draft.mention_at(self.sentence, i)
        last = min(self.sentence.children(i, "conj"), default=-1)
        if mention is None or mention.form != "name":
            return astray
        named = [c for c in self.sentence.children(i, "appos") if i < c < last]
        others = ((c, self.draft.mention_at(self.sentence, c)) for c in named)
        return astray + [c for c, m in others if m is not None and m.form == "name" and m.actor != mention.actor]

    def _examples(self, i: int) -> list[int]:
        """ "Allies such as X", "officials, including Y"."""
        below = self.sentence.children(i, "nmod", "obl", "acl")
        named = [c for c in below if self.draft.mention_at(self.sentence, c) is not None]
        return [c for c in named if set(cases(self.sentence, c)) & listed("including")]

    @staticmethod
    def _persons() -> frozenset[str]:
        return listed("first") | listed("firsts") | listed("addressed")

    def _inside(self, start: int, end: int, i: int) -> bool:
        """Whether a name hangs on another word of the same range than ``i``, or ``i`` on no word of it."""
        return start <= self.sentence.words[i].head < end

    def _tops(self, start: int, end: int, i: int) -> bool:
        """Whether ``i`` is the word of a nominal on which its others hang."""
        return start <= i < end and not start <= self.sentence.words[i].head < end

    def _spoken(self, i: int, plural: bool) -> str | None:
        """Whom a first-person pronoun means."""
        said = lemma(self.sentence, i)
        if said in listed("addressed"):
            return self._addressed(i)
        speaker = self.voice(i).speaker
        if speaker is None:
            return None
        if said in listed("first"):
            return speaker
        if said not in listed("firsts"):
            return None
        country = self.draft.actor(speaker).country
        if plural and country is not None and self.known(country):
            return country
        return speaker

    def _addressed(self, i: int) -> str | None:
        """Whom "you" means: who is called by name in the sentence, or else whom the statement addresses."""
        for c in range(len(self.sentence.words)):
            mention = self.draft.mention_at(self.sentence, c) if called(self.sentence, c) else None
            if mention is not None:
                return mention.actor
        statement = self.voice(i).statement
        return statement.addressees[0] if statement is not None and statement.addressees else None

    def owners(self, i: int, depth: int = DEPTH) -> Sides:
        """Whose a thing is: "Iran's ship", "the Iranian ship", "a ship of Iran"."""
        for relations in (("nmod:poss",), ("compound", "amod", "nmod:desc", "nmod:unmarked"), ("nmod",)):
            found: list[Side] = []
            for c in self.sentence.children(i):
                if self.sentence.words[c].deprel in relations and self._owning(c, relations[0]):
                    found.extend(self._owner(c, depth))
                    if found and "amod" in relations:  # "Filipino and American ships"
                        found.extend(s for d in self.sentence.children(c, "conj") for s in self.nation(d))
                if found and relations == ("nmod",):
                    break  # "warned the people of A of B"
            if found:
                return unique(found)
        behind = (*self._agents(i), *self._keepers(i))
        return unique(s for a in behind for s in self.of(a, derived=False) or self.nation(a))

    def holders(self, i: int, states: Sides) -> Sides:
        """The persons in a post of each of several states, where the report names them: "the ministers of A and
        B"."""
        if len(states) < 2:
            return states
        words = [c for c in self.sentence.children(i, "amod", "compound") if self.sentence.words[c].text.islower()]
        post = " ".join(self.sentence.words[c].lemma for c in (*words, i))
        return tuple(Side(self.report.posts.get((s.actor, post), s.actor), s.span) for s in states)

    def _agents(self, i: int) -> Iterator[int]:
        """Who did what a participle behind a noun tells, "threats made by X"; or whose it is: "belonging to X",
        "leading into X"."""
        for c in self.sentence.children(i, "acl"):
            if lemma(self.sentence, c) in listed("belonging"):
                below = ((o, set(cases(self.sentence, o))) for o in self.sentence.children(c, "obl"))
                yield from (o for o, marks in below if marks & {"to", "into"})
            if passive(self.sentence, c) and (agent := doer(self.sentence, c)) is not None:
                yield agent

    def _keepers(self, i: int) -> Iterator[int]:
        """Who holds what a relative clause says is held: "territory that X occupies"."""
        for c in self.sentence.children(i, "acl:relcl"):
            if lemma(self.sentence, c) in listed("keeping") and (keeper := doer(self.sentence, c)) not in (
                None,
                i,
            ):
                yield keeper

    def _owning(self, c: int, relation: str) -> bool:
        if relation != "nmod":
            return True
        marks = cases(self.sentence, c)
        return bool({"of", "by", "from"} & set(marks)) or not marks

    def _owner(self, c: int, depth: int) -> Sides:
        start = self.sentence.words[c].start
        if self.draft.document.text[max(start - 5, 0) : start].lower().startswith("anti"):
            return ()  # "the anti-Peru resolution"
        found = self.of(c, derived=False, plural=True) or self.nation(c)
        if not found and depth > 1 and self.sentence.words[c].upos in ("NOUN", "PROPN"):
            found = self.owners(c, depth - 1)
        return found

    def nation(self, i: int, *, cities: bool = False) -> Sides:
        """The state that a name or adjective stands for where it is no mention; ``cities``: or a place is in."""
        word = self.sentence.words[i]
        if not word.text[0].isupper():
            return ()
        at = self.place(i)
        place = None if at is None else self.draft.places[at]
        name = Knowledge.load().country(word.text if place is None else place.span.text)
        code = place.country if place is not None and cities else None
        if code is None and name is not None and name.form in ("name", "adjective"):
            code = name.iso3 if place is None or place.country in (name.iso3, None) else None
        if code is None or not self.known(code):
            return ()
        return (Side(code, self.draft.span(self.sentence, i, i + 1)),)

    def country(self, i: int) -> str | None:
        """The state that the place at a word is in."""
        at = self.place(i)
        return None if at is None else self.draft.places[at].country

    def place(self, i: int) -> int | None:
        """Index of the place whose name covers a word."""
        return self.places.get(i)

    def known(self, actor: str) -> bool:
        """Whether the report has an actor of this id."""
        return self.draft.knows(actor)

    def together(self, a: str, b: str) -> bool:
        """Whether two actors are one or serve one country."""
        return own_side(self.draft, a, b)


def unique(found: Iterable[Side]) -> Sides:
    """Each actor once, at its first words."""
    kept: dict[str, Side] = {}
    for side in found:
        kept.setdefault(side.actor, side)
    return tuple(kept.values())
