"""Which rows of the lexicon a word of a sentence may be the trigger of, the most specific first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from legation.coding.acts.grammar import cases, complements, core, doer, infinitive, lemma, obliques, undergoer
from legation.coding.acts.lexicon import lexicon
from legation.coding.acts.parties import Parties
from legation.coding.acts.row import OWN_VERB, Pos, Row
from legation.coding.acts.words import classes, listed
from legation.coding.acts.written import AROUND, around, is_word, near, spelled
from legation.language.sentence import Sentence

# What a need adds to how specific a row is: one of any actor or word, of certain words, of words with modifiers.
OPEN, WORD, PHRASE = 1, 3, 4


@dataclass(frozen=True, slots=True)
class Trigger:
    """A row that fits at word ``head``. ``words`` spell it; ``fillers`` are the words that its needs asked for."""

    row: Row
    head: int
    words: tuple[int, ...]
    fillers: tuple[int, ...]
    weight: int


def candidates(who: Parties, i: int) -> list[Trigger]:
    """Rows that fit at word ``i``, in the order in which they should be tried: a user's own first."""
    sentence = who.sentence
    pos = _pos(who, i)
    if pos is None:
        return []
    said, written = lemma(sentence, i), sentence.words[i].text.lower()
    rows = lexicon().get((said, pos), ())
    if written != said:
        rows += lexicon().get((written, pos), ())
    if not rows:
        return []
    beside = {w for c in near(sentence, i) for w in (lemma(sentence, c), sentence.words[c].text.lower())}
    found = [t for row in rows if beside.issuperset(row.others) and (t := _fits(who, i, row)) is not None]
    return sorted(found, key=lambda t: (OWN_VERB not in t.row.flags, -t.weight))


def _pos(who: Parties, i: int) -> Pos | None:
    word = who.sentence.words[i]
    if word.upos == "VERB":
        return "V"
    if word.upos == "NOUN":
        mention = who.draft.mention_at(who.sentence, i)
        return None if mention is not None and mention.head == i else "N"  # "the opposition" is an actor
    if word.upos == "AUX":
        return "A"
    if word.upos == "ADJ":
        return "J"
    if word.upos == "PROPN" and word.lemma.lower() in classes()["talks"]:
        return "N"
    return None


def _fits(who: Parties, i: int, row: Row) -> Trigger | None:
    words = _spelled(who.sentence, i, row)
    if words is None:
        return None
    fillers: list[int] = []
    weight = 4 * len(row.words)
    for slot, what in row.needs:
        match = _need(who, i, row, slot, what)
        if match is None:
            return None
        filler, need = match
        weight += need
        fillers.append(filler)
    return Trigger(row, i, words, tuple(fillers), weight)


def _spelled(sentence: Sentence, i: int, row: Row) -> tuple[int, ...] | None:
    """The words of the trigger, None where one is missing."""
    anchor = row.words.index(row.anchor)
    found = [i]
    for at, wanted in enumerate(row.words):
        if at == anchor:
            continue
        hit = next((c for c in near(sentence, i) if c not in found and is_word(sentence, c, wanted)), None)
        if hit is None or (row.pos != "N" and hit < i and not sentence.words[i].has("Voice=Pass")):
            return None
        found.append(hit)
    return tuple(sorted(found))


def _need(who: Parties, i: int, row: Row, slot: str, what: frozenset[str]) -> tuple[int, int] | None:
    """The word that fills a need and how specific the need is; None where nothing fills it."""
    if slot in AROUND:
        counted = ((c, spelled(who.sentence, c, what)) for c in around(who.sentence, i, slot))
        return next(((c, WORD if count == 1 else PHRASE) for c, count in counted if count), None)
    for c in _fillers(who.sentence, i, row, slot):
        exact = matches(who, c, what)
        if exact is not None:
            return c, exact
    return None


def _fillers(sentence: Sentence, i: int, row: Row, slot: str) -> Iterator[int]:
    if slot == "obj":
        for o in undergoer(sentence, i):
            yield from _all(sentence, o)
    elif slot == "subj":
        found = doer(sentence, i)
        if found is not None:
            yield from _all(sentence, found)
    elif slot == "comp":
        yield from complements(sentence, i)
    elif slot == "pre":
        yield from (c for c in near(sentence, i) if row.pos != "N" or c < i)
    elif slot == "grata":
        yield from (c for c in near(sentence, i) if lemma(sentence, c) == slot)
    else:
        for c, marks in obliques(sentence, i):
            if slot in marks:
                yield from _all(sentence, c)
        if slot == "for":
            yield from (c for c in complements(sentence, i) if "for" in cases(sentence, c))


def _all(sentence: Sentence, i: int) -> Iterator[int]:
    """The noun itself and those coordinated to it."""
    i = core(sentence, i)
    yield i
    for c in sentence.children(i, "conj", "appos"):
        yield core(sentence, c)


def matches(who: Parties, i: int, what: frozenset[str]) -> int | None:
    """How specifically a word is what is asked for, None if it isn't."""
    exact = max((_is_a(who, i, name) for name in what), default=0)
    if exact:
        return exact
    if "TO" in what and infinitive(who.sentence, i):
        return OPEN
    if "PLACE" in what and who.place(i) is not None:
        return OPEN
    if "NEXT" in what and _next(who.sentence, i):
        return OPEN
    if "TOLD" in what and _told(who.sentence, i):
        return OPEN
    return OPEN if "ANY" in what or ("ACTOR" in what and _actor(who, i)) else None


def _next(sentence: Sentence, v: int) -> bool:
    """Whether an infinitive stands right behind its verb: "has to leave", not "has the power to leave"."""
    head = sentence.words[v].head
    return infinitive(sentence, v) and sentence.words[head + 1].text.lower() == "to"


def _told(sentence: Sentence, v: int) -> bool:
    """Whether a clause tells of what is or was: "that they left", not "that they leave", nor "that they will"."""
    parts = (v, *sentence.children(v, "aux", "cop"))
    ahead = {sentence.words[c].text.lower() for c in parts} & (
        listed("future") | listed("would") | listed("possibly")
    )
    return not ahead and any(sentence.words[c].has("VerbForm=Fin") for c in parts)


def _actor(who: Parties, i: int) -> bool:
    if who.sentence.words[i].upos in ("VERB", "AUX"):
        return any(who.of(c, derived=False) for c in who.sentence.children(i, "nsubj"))
    known = who.draft.mention_at(who.sentence, i) is not None or who.sentence.words[i].upos == "PRON"
    return known and bool(who.direct(i))


def _is_a(who: Parties, i: int, name: str) -> int:
    """How specifically a word is one of a class, or the lemma of that name; 0 if it isn't."""
    sentence = who.sentence
    if name == "deal" and i in who.deals:
        return WORD
    head, *before = reversed(name.split())
    heads = classes().get(name, {head: (tuple(before),)})
    fitting = [ms for ms in heads.get(lemma(sentence, i), ()) if all(_has(sentence, i, m) for m in ms)]
    return max((PHRASE if ms else WORD for ms in fitting), default=0)


def _has(sentence: Sentence, i: int, modifier: str) -> bool:
    return any(is_word(sentence, c, modifier) for c in near(sentence, i))
