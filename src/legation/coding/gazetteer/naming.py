"""Names of places in a sentence: those read as such, those inside the names of bodies, and those that were read as
no name, or as another sort of name, and are in the table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from legation.coding.cast.words import listed
from legation.coding.draft import Draft
from legation.coding.gazetteer import table
from legation.coding.gazetteer.table import Known, candidates
from legation.coding.timex.lexicon import rows
from legation.knowledge import Knowledge, by_knowledge
from legation.language.sentence import Name, Sentence, Word
from legation.nouns import Span

_LONGEST = 4  # words of an unmarked name
_STUCK = re.compile(r"(?<=[^\W\d]{4})\.$|[-–—]$")  # a mark that stuck to a name; "U.S." and "St." keep theirs
_WIDE = (0, 3, 4)  # ranks of states, regions and divisions


@dataclass(frozen=True, slots=True)
class Named:
    """A place name in the text and what it may be. ``part``: of the name of a body, a person or a building, so
    that it is a place only where the report names it elsewhere too, or it is no mere town."""

    span: Span
    candidates: tuple[Known, ...]
    sentence: int
    part: bool = False


def in_sentence(draft: Draft, sentence: Sentence) -> list[Named]:
    """The place names of a sentence, in its order."""
    out: list[Named] = []
    taken: set[int] = set()
    for name in sentence.names:
        if name.kind == "place":
            start, end = _whole(sentence, name.start, name.end, max(taken, default=-1) + 1)
            taken.update(range(start, end))
            found = (_trimmed(draft, sentence, n) for n in _parted(draft, sentence, start, end))
            out.extend(n for n in found if n.candidates or not _other(n.span.text))
        else:
            parts = _inside(sentence, name)
            out.extend(replace(_named(draft, sentence, start, end), part=weak) for start, end, weak in parts)
        taken.update(range(name.start, name.end))
    for start, end in _unmarked(sentence, taken):
        out.append(_named(draft, sentence, start, end))
    return sorted(_shortened(draft, sentence, out), key=lambda n: n.span)


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
            if (i, j) != (start, end) and table.known(_written(sentence, i, j)):
                return i, j
    return start, end


def _parted(draft: Draft, sentence: Sentence, start: int, end: int) -> list[Named]:
    """One name; two where words read as one name are two known ones with a comma between ("Atlanta, Georgia")."""
    whole = _named(draft, sentence, start, end)
    commas = [i for i in range(start + 1, end - 1) if sentence.words[i].text == ","]
    if whole.candidates or not commas:
        return [whole]
    return [_named(draft, sentence, start, commas[0]), *_parted(draft, sentence, commas[0] + 1, end)]


def _trimmed(draft: Draft, sentence: Sentence, name: Named) -> Named:
    """The place after which a building is called, where the building is in no table: "London City Airport"."""
    inside = [i for i, w in enumerate(sentence.words) if name.span.start <= w.start < name.span.end]
    if name.candidates or len(inside) < 2 or table.sort(sentence.words[inside[-1]].text) != "building":
        return name
    for end in range(inside[-1], inside[0], -1):
        shorter = _named(draft, sentence, inside[0], end)
        if shorter.candidates:
            return replace(shorter, part=True)
    return name


def _inside(sentence: Sentence, name: Name) -> Iterator[tuple[int, int, bool]]:
    """Where a name that is no place's holds one: a body's whole name or its beginning ("Ohio State Police"), what
    follows its first "of" ("University of Ohio"), and the beginning of a person's with a post ("Ohio Senator").
    With each, whether it may as well be no place."""
    words = sentence.words
    of = next((i + 1 for i in range(name.start + 1, name.end - 1) if words[i].text == "of"), name.end)
    for start in (name.start, of):
        for end in range(name.end, start, -1):
            if _holds(sentence, name, start, end):
                yield start, end, _weak(sentence, name, start, end)
                return


def _holds(sentence: Sentence, name: Name, start: int, end: int) -> bool:
    """Whether words inside a name are a place's name."""
    written = _written(sentence, start, end)
    if not written[0].isupper() or (end < name.end and _kind(sentence, end - 1) and not table.known(written)):
        return False  # of "Ohio State Police", "Ohio" alone
    if end - start == 1 and table.sort(written):
        return False  # a town called University
    found = candidates(written)
    return bool(found) and _fits(sentence, name, start, end, found)


def _kind(sentence: Sentence, i: int) -> bool:
    return table.sort(sentence.words[i].text) == "kind"


def _fits(sentence: Sentence, name: Name, start: int, end: int, found: tuple[Known, ...]) -> bool:
    if name.kind == "person":
        known = any(k.rank in _WIDE for k in found) and start == name.start and end < name.end
        return known and Knowledge.load().role(_written(sentence, end, name.end)) is not None
    return name.kind in ("organisation", "event") or (
        name.kind == "group" and end - start == name.end - name.start
    )


def _weak(sentence: Sentence, name: Name, start: int, end: int) -> bool:
    """Whether a place inside a name may be a word of the name alone: "Phoenix Life", but "Phoenix Police"."""
    if (start, end) == (name.start, name.end) and end - start > 1:
        return False
    if end - start == 1 and _says_what(sentence, start):
        return True
    return end == name.end or table.sort(sentence.words[end].text) not in ("building", "body", "kind")


def _says_what(sentence: Sentence, i: int) -> bool:
    """Whether a word says what a body is for, and not where: "Supreme Court", "Commerce Department"."""
    told = sentence.words[i].text.lower()
    return told in listed("portfolios") or sentence.words[i].upos == "ADJ"


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


def _named(draft: Draft, sentence: Sentence, start: int, end: int) -> Named:
    span = draft.span(sentence, start, end)
    if _STUCK.search(span.text) and len(span) > 1:
        span = Span.of(draft.document.text, span.start, span.end - 1)
    return Named(span, _called(sentence, start, end, candidates(span.text)), sentence.index)


def _called(sentence: Sentence, start: int, end: int, found: tuple[Known, ...]) -> tuple[Known, ...]:
    """What the words beside a name leave it: "the city of Turkey" is no state, "New York Governor" no city."""
    words = sentence.words
    before = table.sort(words[start - 2].text) if start > 1 and words[start - 1].text == "of" else None
    after = table.sort(words[end].text) if end < len(words) else None
    if before == "city":
        return tuple(k for k in found if k.kind == "city") or found
    if after == "province":
        return tuple(k for k in found if k.rank in _WIDE) or found
    return found


def _unmarked(sentence: Sentence, taken: set[int]) -> Iterator[tuple[int, int]]:
    """Runs of proper nouns outside the names that are a state, a city or a region of the table as they stand, or
    begin with a state or region."""
    words = sentence.words
    at = 0
    while at < len(words):
        end = at
        while end < len(words) and end not in taken and _proper(words[end]):
            end += 1
        for last in range(min(end, at + _LONGEST), at, -1):
            known = candidates(_written(sentence, at, last))
            if any((k.rank < 4 if last == end else k.rank in _WIDE) for k in known):
                yield at, last
                break
        at = max(end, at + 1)


def _proper(word: Word) -> bool:
    return word.upos == "PROPN" and word.text[0].isupper()


def _shortened(draft: Draft, sentence: Sentence, found: list[Named]) -> list[Named]:
    """The names with the divisions that are shortened after a place and a comma: "Paris, Mo."."""
    words = sentence.words
    ends = {n.span.end for n in found}
    for i in range(1, len(words) - 1):
        known = _short().get(words[i + 1].text.removesuffix("."))
        if known and words[i].text == "," and words[i - 1].end in ends:
            span = draft.span(sentence, i + 1, i + 2)
            found = [n for n in found if not n.span.start <= span.start < n.span.end]
            found.append(Named(span, known, sentence.index))
    return found


@cache
def _short() -> dict[str, tuple[Known, ...]]:
    return {
        short.removesuffix("."): tuple(k for k in candidates(division) if k.country == state and k.rank in _WIDE)
        for short, division, state in rows("places_short")
    }
