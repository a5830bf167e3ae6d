"""Places: every named place with its state and its point.

Names come from the reading (kind ``place``) and, where a proper noun is no part of a name there, from the table
of world places. A name that several places share goes to the one in the state named beside it ("Cambridge,
Massachusetts"), there and in the rest of the report, then to one in a state whose other places the report names,
then to the best known. A name that the table doesn't hold keeps null: nothing is guessed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from legation.coding.draft import Draft
from legation.coding.timex.lexicon import rows
from legation.knowledge import CountryName, Knowledge, by_knowledge
from legation.knowledge.spelling import fold
from legation.language.sentence import Sentence, Word
from legation.nouns import Place, Span

_LONGEST = 4  # words of an unmarked name
_STUCK = re.compile(r"(?<=[^\W\d]{4})\.$|[-–—]$")  # a mark that stuck to a name; "U.S." and "St." keep theirs
_LEADS = 1  # how many ranks better known a place may be and still give way to one in a state of the report


@dataclass(frozen=True, slots=True)
class Known:
    """One place of the table. ``rank``: 0 state, 1 world-known or capital, 2 city, 3 region, 4 division,
    5 city of GeoNames."""

    name: str
    kind: str
    country: str | None
    latitude: float | None
    longitude: float | None
    rank: int


@dataclass(frozen=True, slots=True)
class _Named:
    """A place name in the text and what it may be."""

    span: Span
    candidates: tuple[Known, ...]
    sentence: int


def find(draft: Draft) -> Draft:
    """The draft with its places, in the order of the text."""
    named = [n for sentence in draft.sentences for n in _in_sentence(draft, sentence)]
    support = _support(named)
    told = _told(draft, named)
    places: list[Place] = []
    for at, name in enumerate(named):
        beside = _after(draft, named, at)
        if not beside and places and _comma(draft, named, at - 1):
            beside = {places[-1].country}
        places.append(_place(name, beside or told.get(fold(name.span.text), set()), support))
    return replace(draft, places=tuple(places))


def _after(draft: Draft, named: list[_Named], at: int) -> set[str | None]:
    """The states that the name after a comma may be in."""
    return {k.country for k in named[at + 1].candidates} if _comma(draft, named, at) else set()


def _told(draft: Draft, named: list[_Named]) -> dict[str, set[str | None]]:
    """Names whose state the report tells once, after a comma: it means the same place by them elsewhere."""
    out: dict[str, set[str | None]] = {}
    for at, name in enumerate(named):
        inside = _after(draft, named, at) & {k.country for k in name.candidates if k.rank > 0}
        if inside - {None}:
            out.setdefault(fold(name.span.text), inside)
    return out


def _in_sentence(draft: Draft, sentence: Sentence) -> list[_Named]:
    out: list[_Named] = []
    taken: set[int] = set()
    for name in sentence.names:
        if name.kind == "place":
            start, end = _whole(sentence, name.start, name.end, max(taken, default=-1) + 1)
            taken.update(range(start, end))
            out.extend(n for n in _parted(draft, sentence, start, end) if n.candidates or not _other(n.span.text))
        taken.update(range(name.start, name.end))
    for start, end in _unmarked(sentence, taken):
        out.append(_named(draft, sentence, start, end))
    return sorted(out, key=lambda n: n.span)


def _whole(sentence: Sentence, start: int, end: int, free: int) -> tuple[int, int]:
    """The longest name of the table around words read as a place: "Strait of Hormuz" where "Hormuz" was read."""
    words = sentence.words
    first, last = start, end
    while first > max(free, start - 3) and (words[first - 1].text[0].isupper() or words[first - 1].text == "of"):
        first -= 1
    while last < min(len(words), end + 2) and words[last].text[0].isupper():
        last += 1
    for i in range(first, start + 1):
        for j in range(last, end - 1, -1):
            if (i, j) != (start, end) and fold(_written(sentence, i, j)) in _table():
                return i, j
    return start, end


def _parted(draft: Draft, sentence: Sentence, start: int, end: int) -> list[_Named]:
    """One name; two where words read as one name are two known ones with a comma between ("Atlanta, Georgia")."""
    whole = _named(draft, sentence, start, end)
    commas = [i for i in range(start + 1, end - 1) if sentence.words[i].text == ","]
    if whole.candidates or not commas:
        return [whole]
    return [_named(draft, sentence, start, commas[0]), *_parted(draft, sentence, commas[0] + 1, end)]


def _written(sentence: Sentence, start: int, end: int) -> str:
    return " ".join(w.text for w in sentence.words[start:end])


@by_knowledge
def _other(written: str) -> bool:
    """Whether a name read as a place, and in no table of places, is known as a treaty, a body or a person."""
    known = Knowledge.load()
    if known.agreement(written) is not None:
        return True
    if " " in written:  # a search for a stranger of several words takes 10 ms
        return False
    return any(c.match in ("exact", "alias") for c in known.find(written, limit=1))


def _named(draft: Draft, sentence: Sentence, start: int, end: int) -> _Named:
    span = draft.span(sentence, start, end)
    if _STUCK.search(span.text) and len(span) > 1:
        span = Span.of(draft.document.text, span.start, span.end - 1)
    return _Named(span, candidates(span.text), sentence.index)


def _unmarked(sentence: Sentence, taken: set[int]) -> Iterator[tuple[int, int]]:
    """Runs of proper nouns outside the names that are a state, a city or a region of the table as they stand."""
    words = sentence.words
    at = 0
    while at < len(words):
        end = at
        while end < len(words) and end not in taken and _proper(words[end]):
            end += 1
        if 0 < end - at <= _LONGEST and any(k.rank < 4 for k in candidates(_written(sentence, at, end))):
            yield at, end
        at = max(end, at + 1)


def _proper(word: Word) -> bool:
    return word.upos == "PROPN" and word.text[0].isupper()


def _support(named: list[_Named]) -> Counter[str]:
    """How often the report names a place in each state: those that can be one place only."""
    return Counter(n.candidates[0].country or "" for n in named if len({k.country for k in n.candidates}) == 1)


def _comma(draft: Draft, named: list[_Named], at: int) -> bool:
    """Whether only a comma stands between a name and the next of its sentence."""
    if not 0 <= at < len(named) - 1 or named[at].sentence != named[at + 1].sentence:
        return False
    between = draft.document.text[named[at].span.end : named[at + 1].span.start]
    return between.strip() == ","


def _place(name: _Named, beside: set[str | None], support: Counter[str]) -> Place:
    if not name.candidates:
        return Place(name.span, " ".join(name.span.text.split()), None)
    best = _choose(name.candidates, beside, support)
    return Place(name.span, best.name, best.country, best.latitude, best.longitude)


def _choose(known: tuple[Known, ...], beside: set[str | None], support: Counter[str]) -> Known:
    """``beside``: the states that the name after a comma ("Cambridge, Massachusetts") or before one may be in."""
    first = known[0]
    if len(known) == 1:
        return first
    inside = [k for k in known if k.country in beside and k.country]
    if inside:
        return inside[0]
    if first.rank == 0 or support[first.country or ""]:
        return first
    near = [k for k in known if support[k.country or ""] and k.rank <= min(first.rank + _LEADS, 3)]
    return max(near, key=lambda k: support[k.country or ""]) if near else first


@by_knowledge
def candidates(written: str) -> tuple[Known, ...]:
    """What a written place name may stand for, best known first; empty for a stranger.

    A part of a place ("eastern Ukraine") has its state and no point.
    """
    found = _exact(written)
    if found:
        return found
    words = fold(written).split()
    parts = _parts()
    vague = False
    while len(words) > 1:
        first, last = parts.get(words[0]), parts.get(words[-1])
        if first in ("part", "article"):
            vague = vague or first == "part"
            words = words[1:]
        elif first in ("kind", "city") and words[1] == "of" and len(words) > 2:
            words = words[2:]
        elif last in ("kind", "city"):
            found = _table().get(" ".join(words[:-1]), ())
            if last == "kind" and any(k.kind in ("region", "division") for k in found):
                found = tuple(k for k in found if k.kind in ("region", "division"))
            return _blurred(found) if vague or _only_cities(found, last) else found
        else:
            break
        found = _exact(" ".join(words)) or _table().get(" ".join(words), ())
        if found:
            return _blurred(found) if vague else found
    return ()


def _only_cities(found: tuple[Known, ...], last: str) -> bool:
    return last == "kind" and all(k.kind in ("city", "capital") for k in found)


def _blurred(found: tuple[Known, ...]) -> tuple[Known, ...]:
    return tuple(replace(k, latitude=None, longitude=None) for k in found)


def _exact(written: str) -> tuple[Known, ...]:
    state = Knowledge.load().country(written)
    named = _table().get(fold(written).removeprefix("the "), ())
    if state is None or state.form != "name":
        return named
    part = bool(named) and named[0].country == state.iso3 and named[0].kind != "division"
    if part and not _whole_state(written, state):
        return named  # Gaza, by which Palestine is called too
    point = _states().get(state.iso3) or next((k for k in named if k.country == state.iso3), None)
    return (point or Known(written, "state", state.iso3, None, None, 0), *named)


def _whole_state(written: str, state: CountryName) -> bool:
    """Whether a place is called as its state is: Singapore, Kuwait."""
    entity = Knowledge.load().entity(state.iso3)
    return entity is not None and fold(entity.name) == fold(written).removeprefix("the ")


@cache
def _parts() -> dict[str, str]:
    return {row[0]: row[1] for row in rows("places_parts")}


@cache
def _states() -> dict[str, Known]:
    return {k.country: k for k in _known() if k.kind == "state" and k.country}


@cache
def _table() -> dict[str, tuple[Known, ...]]:
    """Folded name to the places of that name, best known first; states are looked up among the states."""
    out: dict[str, list[Known]] = {}
    for (_, aliases), known in zip(_names(), _known(), strict=True):
        if known.kind != "state":
            for name in (known.name, *aliases):
                out.setdefault(fold(name).removeprefix("the "), []).append(known)
    return {name: tuple(sorted(found, key=lambda k: k.rank)) for name, found in out.items()}


@cache
def _known() -> tuple[Known, ...]:
    return tuple(
        Known(name, kind, country or None, _degrees(lat), _degrees(lon), int(rank))
        for name, _, kind, country, lat, lon, rank, _ in rows("places")
    )


@cache
def _names() -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((row[0], tuple(filter(None, row[1].split(";")))) for row in rows("places"))


def _degrees(cell: str) -> float | None:
    return float(cell) if cell else None
