"""A report while it is read: what has been mentioned so far, and how near and prominent it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import takewhile

from legation.coding.cast.nominals import Nominal
from legation.coding.cast.people import Person
from legation.coding.cast.roster import Entry, Roster
from legation.coding.cast.uses import governed
from legation.coding.cast.words import listed
from legation.coding.draft import Draft, Form, Mention
from legation.knowledge import Knowledge
from legation.language.sentence import Sentence, Word

REACH = 400  # sentences back that anything reaches: what was told of longer ago is another chapter
_LONG = 4000  # characters of a paragraph that a quotation is sought in
WINDOW = 3  # sentences back that a pronoun reaches
FADING = 0.55  # weight kept from one sentence to the next
SUBJECT, _OWNER, _OBJECT, _OTHER = 3.0, 2.0, 1.5, 1.0  # the owner of a subject: "X's aide said"


@dataclass(frozen=True, slots=True)
class Seen:
    """An earlier mention, as a pronoun sees it. ``heading``: in a sentence without a verb; ``people``: of a state
    that is told of by its people."""

    actor: str
    sentence: int
    head: int
    weight: float
    subject: bool
    quoted: bool
    heading: bool
    people: bool


@dataclass(slots=True)
class Scene:
    """A report while its role nouns and pronouns are resolved.

    By sentence and word: ``linked`` are role nouns that go with a person's name, ``owners`` the last words of
    persons' names, ``ahead`` the heads of both. ``home`` is the state that the report is about, ``seat`` the one
    whose government it comes from, ``acting`` those that do something in it; ``groups`` are the first groups of
    each noun whose state is told; ``hints`` are the states that the sentence suggests for role nouns;
    ``governments`` are the states whose government, administration … was told of last.
    """

    draft: Draft
    roster: Roster
    linked: dict[tuple[int, int], Person]
    owners: dict[tuple[int, int], str]
    home: str | None
    seat: str | None
    groups: dict[str, Nominal]
    ahead: dict[tuple[int, int], str]
    hints: dict[tuple[int, int], str]
    acting: frozenset[str]
    seen: list[Seen] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    heads: dict[tuple[int, int], str] = field(default_factory=dict)
    speaker: tuple[str, int] | None = None
    governments: dict[str, str] = field(default_factory=dict)

    def add(self, start: int, end: int, head: int, actor: str, form: Form, sentence: Sentence) -> None:
        span = self.draft.span(sentence, start, end)
        self.mentions.append(Mention(span, sentence.index, start, end, head, actor, form))
        self.heads[sentence.index, head] = actor
        word = sentence.words[head]
        if word.relation == "vocative":
            return  # who is spoken to is no "he"
        relation, _ = governed(sentence, head)
        aside = word.head >= 0 and sentence.words[word.head].deprel == "acl:relcl"
        subject = relation == "nsubj" and not aside
        owns = relation == "nmod:poss" and sentence.words[word.head].relation == "nsubj"
        weight = SUBJECT if subject else _OWNER if owns else _OBJECT if relation in ("obj", "iobj") else _OTHER
        last = self.seen[-1] if self.seen else None
        heading = last.heading if last is not None and last.sentence == sentence.index else _heading(sentence)
        quoted = self.quoted(word.start)
        self.seen.append(Seen(actor, sentence.index, head, weight, subject, quoted, heading, _people(word)))
        if subject and speaks(sentence, head):
            self.speaker = actor, sentence.index

    def entry(self, actor: str) -> Entry:
        return self.roster.entries[actor]

    def quoted(self, offset: int) -> bool:
        """Whether a quotation is open at an offset of the text, as far as its paragraph tells."""
        text = self.draft.document.text
        start = max(text.rfind("\n", 0, offset) + 1, offset - _LONG)
        opened, closed = text.rfind("“", start, offset), text.rfind("”", start, offset)
        return opened > closed or (opened < 0 and text.count('"', start, offset) % 2 == 1)

    def back(self) -> Iterator[Seen]:
        """What was mentioned before, last first, as far as a report's reader remembers it."""
        last = self.seen[-1].sentence if self.seen else 0
        return takewhile(lambda seen: last - seen.sentence <= REACH, reversed(self.seen))


def speaks(sentence: Sentence, i: int) -> bool:
    head = sentence.words[i].head
    return head >= 0 and sentence.words[head].lemma.lower() in listed("speaking")


def _heading(sentence: Sentence) -> bool:
    """Whether a sentence is without a verb."""
    return all(w.upos not in ("VERB", "AUX") for w in sentence.words)


def _people(word: Word) -> bool:
    """Whether a state is told of by its people: "the Kenyans"."""
    found = Knowledge.load().country(word.text) if "Number=Plur" in word.feats else None
    return found is not None and found.form == "demonym"
