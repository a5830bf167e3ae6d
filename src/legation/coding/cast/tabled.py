"""Names that the knowledge tables know, where they are what the tables say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

from legation.coding.cast.lexicon import Hit
from legation.coding.cast.named import Named, NamedKind, head_of, written
from legation.coding.cast.uses import Use, body_use, country_use, governed
from legation.coding.cast.words import genders, honorific, listed, nouns
from legation.knowledge import Knowledge
from legation.language.sentence import Name, Sentence

_KINDS: dict[str, NamedKind] = {k: k for k in get_args(NamedKind)}


def tabled(sentence: Sentence, hits: Sequence[Hit], names: list[Name], borne: frozenset[str]) -> list[Named]:
    """The tables' hits that stand by themselves: no part of a longer one of the model's ``names``, no initials
    and no given name, which a capital's is only if it is one of those ``borne`` in the report."""
    inside = {i: n for n in names for i in range(n.start, n.end)}
    kept = (_full(sentence, h, names) for h in hits if not _other(sentence, h, inside.get(h.start), borne))
    return [name for hit in kept if (name := _named(sentence, hit)) is not None]


def _full(sentence: Sentence, hit: Hit, names: list[Name]) -> Hit:
    """A person's known name without titles, and with the rest of it that the model finds ("… bin X Al Y")."""
    if hit.kind != "person":
        return hit
    start, end = hit.start, hit.end
    known = Knowledge.load().entity(hit.id)
    own = known.name.split()[0].lower() if known is not None else ""  # Amir Hatami is no emir
    while end - start > 1 and honorific(sentence.words[start].text) and sentence.words[start].text.lower() != own:
        start += 1
    rest = (n.end for n in names if n.kind == "person" and n.start < end < n.end)
    return Hit(start, next(rest, end), hit.id, hit.kind)


def _named(sentence: Sentence, hit: Hit) -> Named | None:
    if hit.kind not in _KINDS:
        return None
    text = written(sentence, hit.start, hit.end)
    head = head_of(sentence, hit.start, hit.end)
    use: Use = "actor"
    if hit.kind == "country" and _behind_post(sentence, hit, head):
        return Named(sentence.index, hit.start, hit.end, head, text, "person", None, "actor", hit.id)
    if hit.kind == "country":
        use = country_use(sentence, hit.start, hit.end, head, text)
    elif hit.kind != "person":
        use = body_use(sentence, hit.start, hit.end, head)
        if hit.kind == "group" and governed(sentence, head)[1] in listed("places"):
            use = "place"  # "in Europe", "in the West"
    return Named(sentence.index, hit.start, hit.end, head, text, _KINDS[hit.kind], hit.id, use)


def _other(sentence: Sentence, hit: Hit, name: Name | None, borne: frozenset[str]) -> bool:
    """Whether a known form is something else here: the Tehran of a Tehran Dialogue Forum, Victoria the person."""
    country = hit.kind == "country"
    if country and (_money(sentence, hit.end) or _continental(sentence, hit.start)):
        return True
    first = -1 if name is None else name.start + (sentence.words[name.start].text.lower() == "the")
    if name is not None and name.end - first > hit.end - hit.start and name.end >= hit.end:
        if _parted(sentence, hit, name) or (country and _described(sentence, hit, name)):
            return False
        water = sentence.words[name.end - 1].text.lower() in listed("things")
        return not (country and name.kind in ("place", "group")) or water
    if country:
        person = name is not None and name.kind == "person" and hit.end == hit.start + 1
        return person and _given(sentence.words[hit.start].text, borne)
    last = sentence.words[hit.end - 1].text
    if hit.kind == "group" and last.lower() in nouns() and (last.islower() or _of_behind(sentence, hit.end)):
        return True  # "Arab countries of …": a noun phrase, read as a whole
    return _initials(sentence, hit)


def _of_behind(sentence: Sentence, end: int) -> bool:
    return end < len(sentence.words) and sentence.words[end].text.lower() == "of"


def _given(text: str, borne: frozenset[str]) -> bool:
    """Whether a lone name is a given name; a capital only where somebody in the report bears it."""
    found = Knowledge.load().country(text)
    capital = found is not None and found.form == "capital"
    return text.lower() in genders() and (not capital or text in borne)


def _continental(sentence: Sentence, start: int) -> bool:
    """Whether a word before a state's name makes it another place's: "Latin America"."""
    return start > 0 and sentence.words[start - 1].text.lower() in listed("continental")


def _money(sentence: Sentence, end: int) -> bool:
    """Whether a state's letters belong to a sum: "US$5 million"."""
    w = sentence.words
    beside = w[end].text[:1] if end < len(w) and w[end].start == w[end - 1].end else ""
    return "$" in (beside, w[end - 1].text[-1])


def _parted(sentence: Sentence, hit: Hit, name: Name) -> bool:
    """Whether a name is read in parts: "Iraqi Security Forces" by its noun, a body beside its own state's name,
    the body of a "Commissioner of the African Union for Trade"."""
    if name.kind != "organisation":
        return False
    if hit.kind == "country":
        return _own_noun(sentence, hit, name)
    w = sentence.words
    served = "of" in [x.text for x in w[max(hit.start - 2, 0) : hit.start]]
    if hit.start == name.start and served and w[hit.end].text == "for":
        return True
    knowledge = Knowledge.load()
    entity, rest = knowledge.entity(hit.id), ""
    if hit.end == name.end and hit.start > name.start:
        rest = written(sentence, name.start, hit.start)
    elif hit.start == name.start and sentence.words[hit.end].text.lower() == "of":
        rest = written(sentence, hit.end + 1, name.end).removeprefix("the ")
    state = knowledge.country(rest) if rest else None
    return state is not None and entity is not None and entity.country == state.iso3


def _described(sentence: Sentence, hit: Hit, name: Name) -> bool:
    """Whether a longer name is no name but the state's with adjectives: "Brave Peru"."""
    before = sentence.words[name.start : hit.start]
    return hit.end == name.end and bool(before) and all(w.upos == "ADJ" or w.relation == "amod" for w in before)


def _own_noun(sentence: Sentence, hit: Hit, name: Name) -> bool:
    """Whether a state's name goes with a noun: "Iraqi Security Forces", "Iraqi Ministry of Oil", "Ministry of Oil
    of Iraq", "Oil Ministry of Iraq"."""
    w = sentence.words
    if hit.start == name.start:
        return not {w[i].text.lower() for i in (hit.end, name.end - 1)}.isdisjoint(nouns())
    before = [w[i].text.lower() for i in range(name.start, hit.start)]
    return hit.end == name.end and "of" in before[-2:] and not nouns().keys().isdisjoint(before)


def _initials(sentence: Sentence, hit: Hit) -> bool:
    """Letters of something else: "MS/PA", "EP-CPP"."""
    w = sentence.words
    text = w[hit.start].text
    beside = [w[i].text for i in (hit.start - 1, hit.end) if 0 <= i < len(w)]
    return any("/" in t for t in (text, *beside)) or (len(text) < 3 and "-" in beside)


def _behind_post(sentence: Sentence, hit: Hit, head: int) -> bool:
    """Whether a state's name is a person's here, right behind a post that belongs to it: "President Jordan"."""
    w, last = sentence.words, hit.start - 1
    if last < 0 or w[last].has("Number=Plur") or w[last].upos not in ("NOUN", "PROPN"):
        return False
    beside = (
        w[last].relation == w[head].relation == "nsubj" and w[last].head == w[head].head
    )  # one subject, parted
    if head not in (w[last].head, w[w[last].head].head) and w[head].head != last and not beside:
        return False
    phrases = Knowledge.load().roles.phrases()
    found = Knowledge.load().country(written(sentence, hit.start, hit.end))
    posts = (written(sentence, first, hit.start).lower() for first in range(max(last - 2, 0), hit.start))
    return (
        found is not None and found.form == "name" and any(p in phrases and phrases[p].level <= 3 for p in posts)
    )
