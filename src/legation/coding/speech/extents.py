"""How far what is reported reaches: stretches of text with whole quotations and no loose marks at the edges."""

from __future__ import annotations

from bisect import bisect_right

from legation.coding.speech.cues import Cue
from legation.coding.speech.page import Page
from legation.coding.speech.words import OPENING, abbreviated, plain_text
from legation.language.sentence import Sentence

Stretch = tuple[int, int]

DASHES = ("–", "—", "-", "--", "―")
_BEFORE, _BEHIND = ",;:.–—-”’)", ",;:–—-(“‘"


def segment(page: Page, sentence: Sentence, cue: Cue) -> tuple[int, int]:
    """The words around a cue between full stops, in the same quotation as it or outside any.

    Sentences as they were split may hold several, most often around quotation marks.
    """
    own = page.quote_at(page.cue_offset(cue))
    parts = page.parts.get((sentence.index, own))
    if parts is None:
        inner = range(1, len(sentence.words))
        parts = [0, *(i for i in inner if _parted(page, sentence, i - 1, own)), len(sentence.words)]
        page.parts[sentence.index, own] = parts
    k = bisect_right(parts, cue.head)
    return parts[k - 1], parts[k]


def _parted(page: Page, sentence: Sentence, i: int, own: int | None) -> bool:
    """Whether a sentence, or the quotation ``own``, ends between word ``i`` and the next."""
    word, following = sentence.words[i], sentence.words[i + 1]
    if own is not None:
        low, high = page.quotes[own].inner
        if word.start < low <= following.start or word.start < high <= following.start:
            return True
    if word.text in (".", "!", "?") and page.quote_at(word.start) == own and not abbreviated(sentence, i):
        return following.text[0].isupper() or following.text in OPENING
    closes = page.quote_closing(word.end)
    if closes is not None and page.quotes[closes].parent == own and following.text[0].isupper():
        return page.text[page.quotes[closes].inner[1] - 1] in ".!"
    return False


def bounded(page: Page, cue: Cue, sentence: Sentence, start: int, stop: int) -> Stretch | None:
    """Words ``[start, stop)`` as a stretch of text, inside the quotation of the cue."""
    if not 0 <= start < stop <= len(sentence.words):
        return None
    low, high = sentence.words[start].start, sentence.words[stop - 1].end
    own = page.quote_at(page.cue_offset(cue))
    if own is not None:
        low, high = max(low, page.quotes[own].inner[0]), min(high, page.quotes[own].inner[1])
    if low >= high:
        return None
    around = page.quote_at(low)
    while around is not None and own is None:
        low, high = page.quotes[around].start, max(high, page.quotes[around].end)
        around = page.quotes[around].parent
    for k in page.opened_in(low, high):
        if page.quotes[k].parent == own and page.quotes[k].end > high:
            high = page.quotes[k].end
    return trimmed(page, low, high)


def trimmed(page: Page, low: int, high: int) -> Stretch | None:
    """A stretch without white space, commas, full stops and half quotations at its edges."""
    text = page.text
    while True:
        before = low, high
        while low < high and (text[low].isspace() or text[low] in _BEFORE):
            low += 1
        while low < high and (
            text[high - 1].isspace() or text[high - 1] in _BEHIND or _full_stop(text, low, high)
        ):
            high -= 1
        if high - low > 1 and text[low] in '“"' and not _whole(page, low, high):
            low += 1
        if high - low > 1 and text[high - 1] in '”"' and not _opened(page, low, high):
            high -= 1
        if (low, high) == before:
            return (low, high) if low < high else None


def _full_stop(text: str, low: int, high: int) -> bool:
    """Whether a stretch ends in a full stop that is no abbreviation's ("p.m.", "U.S.")."""
    return text[high - 1] == "." and not (high - low > 3 and text[high - 3] == "." and text[high - 2].isalpha())


def _whole(page: Page, low: int, high: int) -> bool:
    """Whether the quotation that opens at ``low`` closes in the stretch."""
    return any(page.quotes[k].end <= high for k in page.opened_in(low, low + 1))


def _opened(page: Page, low: int, high: int) -> bool:
    """Whether the mark at the end of a stretch closes a quotation that opened in it."""
    closes = page.quote_closing(high)
    return closes is not None and page.quotes[closes].start >= low


def says(page: Page, stretch: Stretch) -> bool:
    """Whether a stretch has two words at least."""
    return sum(map(plain_text, page.text[stretch[0] : stretch[1]].split())) > 1


def dateline(sentence: Sentence) -> int:
    """How many words the dateline at the head of a report has, with its dash: "TEHRAN –", "Lima (Agency) —"."""
    words = sentence.words
    dash = next((i for i in range(1, min(12, len(words))) if words[i].text in DASHES), None)
    if dash is None or words[dash].start == words[dash - 1].end:
        return 0
    head = words[:dash]
    placed = head[0].text.isupper() or head[-1].text == ")"
    return dash + 1 if placed and not any(w.upos in ("VERB", "AUX") for w in head) else 0
