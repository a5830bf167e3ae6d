"""Which quotations report speech, and the cue, or the quotation before, that tells whose.

A quotation is told by a cue right before it ("X said, “…”"), by one right behind it ("“…,” said X"), or it goes on
from the quotation before it. Sentences are no guide here, for a quotation holds several and breaks others.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from legation.coding.speech.attributions import begin
from legation.coding.speech.complements import Complements
from legation.coding.speech.cueing import cue_before, cue_behind
from legation.coding.speech.cues import Cue
from legation.coding.speech.page import Page
from legation.coding.speech.quotation import (
    TERMINAL,
    ZONE,
    bounds,
    ends_open,
    fills,
    final,
    opens_sentence,
    sentence_like,
    zone_start,
)
from legation.coding.speech.words import plain_text
from legation.language.quotations import Quote

TITLE = 7  # words that a title or slogan may have


@dataclass(frozen=True, slots=True)
class Told:
    """A quotation, in its paragraphs and broken parts, that reports speech.

    ``quotes`` are places in the page's list. ``follows`` is the place in the list of told quotations that this one
    goes on from, None where it has a cue of its own or stands alone. ``colon`` is the place of a word in the row
    whose clause announces it ("This is what they heard: “…”"). ``lead`` is the stretch of text before it that is
    the first half of what is said: "The plan “is dead,” said X", "The plan, X said, “is dead”".
    """

    quotes: tuple[int, ...]
    cue: Cue | None
    follows: int | None = None
    colon: int | None = None
    lead: tuple[int, int] | None = None


def told(page: Page, complements: Complements) -> list[Told]:
    """The quotations that report speech, by where they start."""
    found: list[Told] = []
    last: dict[int | None, int] = {}  # the latest told quotation within each quotation
    for group in _groups(page):
        parent = page.quotes[group[0]].parent
        if (joined := _joined(page, group, found, last.get(parent))) is not None:
            at = last[parent]
            found[at] = joined
            continue
        one = _told(page, complements, group, last.get(parent))
        if one is not None:
            last[parent] = len(found)
            found.append(one)
    return found


def _groups(page: Page) -> Iterator[tuple[int, ...]]:
    """Quotations, each with the paragraphs in which it goes on."""
    group: list[int] = []
    for k, quote in enumerate(page.quotes):
        if group and quote.again and page.quotes[group[-1]].parent == quote.parent:
            group.append(k)
            continue
        if group and quote.parent is not None and quote.parent in group:
            yield (k,)  # inside: told by itself, before the group ends
            continue
        if group:
            yield tuple(group)
        group = [k]
    if group:
        yield tuple(group)


def _told(page: Page, complements: Complements, group: tuple[int, ...], before: int | None) -> Told | None:
    first, last = page.quotes[group[0]], page.quotes[group[-1]]
    leading, trailing = cue_before(page, first), cue_behind(page, last, complements)
    if leading is not None and (trailing is None or not ends_open(page, last)):
        return Told(group, leading, lead=_first_half(page, first, leading))
    if trailing is not None and opens_sentence(page, first):
        return Told(group, trailing)
    if trailing is not None and not page.text[first.inner[0]].isupper():
        return Told(group, trailing, lead=_lead(page, first))
    if not sentence_like(page, first):
        return None
    if (colon := _announced(page, first)) is not None:
        return Told(group, None, colon=colon)
    if opens_sentence(page, first) and fills(page, first, last):
        return Told(group, None, follows=before)
    return None


def _lead(page: Page, quote: Quote) -> tuple[int, int] | None:
    """What stands in front of a quotation in its sentence, up to the quotation's end."""
    low = zone_start(page, quote, page.at(quote.start))
    start = page.word(low).start if low < len(page.row) else quote.start
    return (start, quote.start) if start < quote.start and plain_text(page.text[start : quote.start]) else None


def _first_half(page: Page, quote: Quote, cue: Cue) -> tuple[int, int] | None:
    """The subject of a quotation, in front of the attribution before it."""
    sentence = page.draft.sentences[cue.sentence]
    start = begin(sentence, cue)
    if start < 2 or sentence.words[start - 1].text != "," or page.text[quote.inner[0]].isupper():
        return None
    low = page.row[zone_start(page, quote, page.at(quote.start))][1]
    for i in range(low, start - 1):
        head = sentence.words[i].head
        if sentence.words[i].relation == "nsubj" and quote.start < sentence.words[head].start < quote.end:
            return sentence.words[low].start, sentence.words[start - 2].end
    return None


def _joined(page: Page, group: tuple[int, ...], found: list[Told], before: int | None) -> Told | None:
    """The told quotation of which this is a later part: "“…,” X said, “…”", "“…” and “…”"."""
    if before is None:
        return None
    earlier, quote = found[before], page.quotes[group[0]]
    last = page.quotes[earlier.quotes[-1]]
    low, high = page.at(last.end), page.at(quote.start)
    if not 0 <= high - low <= ZONE or any(page.word(k).text in (".", "!", "?") for k in range(low, high)):
        return None
    if any(page.row[k][0] != page.row[low][0] for k in range(low, high)):
        return None
    between = [page.word(k) for k in range(low, high) if plain_text(page.word(k).text)]
    parts = replace(earlier, quotes=(*earlier.quotes, *group))
    if not between or all(w.upos == "CCONJ" for w in between):
        return parts if between else None
    behind = final(page, last)
    if earlier.cue is None or (behind in TERMINAL and page.text[last.end : last.end + 1] != ","):
        return None
    leading = cue_before(page, quote)
    if leading is None or not low <= page.place_of(earlier.cue) < high:
        return None
    return parts if leading == earlier.cue or _goes_on(page, leading, earlier.cue) else None


def _goes_on(page: Page, cue: Cue, main: Cue) -> bool:
    """Whether a cue without a subject of its own hangs on another: "said, adding"."""
    sentence = page.draft.sentences[cue.sentence]
    return cue.sentence == main.sentence and not sentence.children(cue.head, "nsubj", "aux")


def _announced(page: Page, quote: Quote) -> int | None:
    """The place of the main verb of a clause that ends in a colon, or in a comma, before a quotation."""
    high = page.at(quote.start)
    if high == 0 or page.word(high - 1).text not in (":", ","):
        return None
    sentence, i = page.row[high - 1]
    words = page.draft.sentences[sentence].words
    if words[i].start < bounds(page, quote)[0] or quote.start - words[i].end > 4:
        return None
    if words[i].text == "," and not _long(page, quote):
        return None
    root = page.draft.sentences[sentence].root
    return high - 1 - i + root if words[root].upos in ("VERB", "AUX") and root < i else None


def _long(page: Page, quote: Quote) -> bool:
    """Whether a quotation is whole sentences, and no title or slogan."""
    inner = page.text[quote.inner[0] : quote.inner[1]]
    return inner[:1].isupper() and final(page, quote) in TERMINAL and len(inner.split()) > TITLE
