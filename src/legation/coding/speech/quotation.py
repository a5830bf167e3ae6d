"""Small questions about a quotation: whether it says something by itself, and how it sits in its sentence."""

from __future__ import annotations

from legation.coding.speech.extents import dateline
from legation.coding.speech.page import Page
from legation.coding.speech.words import CLOSING, plain_text
from legation.language.quotations import Quote

ZONE = 60  # words between a quotation and its cue; no report has more
TERMINAL = ".!?…"


def bounds(page: Page, quote: Quote) -> tuple[int, int]:
    """The stretch of text in which the cue of a quotation can stand: the quotation around it, or all."""
    return page.quotes[quote.parent].inner if quote.parent is not None else (0, len(page.text))


def zone_start(page: Page, quote: Quote, high: int) -> int:
    """First place of the row that may lead up to a quotation; ``high`` where nothing does."""
    if high == 0:
        return high
    outer = bounds(page, quote)[0]
    before = page.word(high - 1)
    between = page.text[before.end : quote.start]
    if before.start < outer or before.text[-1] in TERMINAL + '”"»' or ("\n\n" in between and before.text != ":"):
        return high
    low, sentence = high - 1, page.row[high - 1][0]
    while low > 0 and page.row[low - 1][0] == sentence and high - low < ZONE:
        word = page.word(low - 1)
        if word.start < outer or inside_other(page, word.start, quote):
            break
        low -= 1
    return low


def inside_other(page: Page, offset: int, quote: Quote) -> bool:
    return page.quote_at(offset) not in (quote.parent, None)


def ends_open(page: Page, quote: Quote) -> bool:
    """Whether a quotation ends in a comma or a dash: the sentence goes on behind it."""
    return final(page, quote) in ",–—-;" or page.text[quote.end : quote.end + 1] == ","


def final(page: Page, quote: Quote) -> str:
    """The last character of a quotation, the marks of quotations inside it aside."""
    i = quote.inner[1] - 1
    while i > quote.inner[0] and page.text[i] in CLOSING:
        i -= 1
    return page.text[i]


def question(page: Page, quote: Quote) -> bool:
    return final(page, quote) in "?!…"


def whole_clause(page: Page, quote: Quote) -> bool:
    return sentence_like(page, quote) and opens_sentence(page, quote)


def sentence_like(page: Page, quote: Quote) -> bool:
    """Whether a quotation says something by itself, and is no name and no borrowed word."""
    inner = page.text[quote.inner[0] : quote.inner[1]]
    words = inner.split()
    if not any(map(plain_text, words)):
        return False
    opening = next((c for c in inner if c.isalnum()), "")
    closed = inner[-1] in ",.!?…–—-;" or page.text[quote.end : quote.end + 1] in (",", ".")
    if opening.islower():
        return verbal(page, quote) and inner[-1] in ",.!?" and len(words) > 3
    if len(words) < 3:
        return inner[-1] in ",.!?…"
    return verbal(page, quote) or (closed and inner[-1] in ",.!?" and not words[-1][:1].isupper())


def verbal(page: Page, quote: Quote) -> bool:
    """Whether a quotation holds a finite verb or an imperative."""
    low, high = page.at(quote.inner[0]), page.at(quote.inner[1])
    return any(page.word(k).upos in ("VERB", "AUX") for k in range(low, min(high, low + 40)))


def ends_clause(page: Page, quote: Quote) -> bool:
    """Whether a clause ends with a quotation: a full stop, a comma or a conjunction is next, and no noun."""
    low = page.at(quote.end)
    if final(page, quote) in ",.!?" or low >= len(page.row):
        return True
    return page.word(low).upos in ("PUNCT", "CCONJ", "ADP", "SCONJ") and page.word(low).text not in "-–"


def opens_sentence(page: Page, quote: Quote) -> bool:
    """Whether a quotation stands where a sentence starts, or right behind the dateline of a report."""
    first = page.at(quote.start)
    if quote.parent is None and first < len(page.row):
        sentence, i = page.row[first]
        if i and i == dateline(page.draft.sentences[sentence]):
            return True
    outer = bounds(page, quote)[0]
    i = quote.start - 1
    while i >= outer and page.text[i].isspace():
        i -= 1
    return i < outer or page.text[i] in '.!?:…”"»)*' or "\n" in page.text[i + 1 : quote.start]


def fills(page: Page, first: Quote, last: Quote) -> bool:
    """Whether nothing of a sentence follows a quotation: it ends its own."""
    if not last.closed:
        return True
    end = final(page, last)
    low = page.at(last.end)
    following = page.text[last.end : last.end + 3].strip()[:1]
    return (end in ".!?…" or following in (".", "")) and (
        low >= len(page.row) or not page.word(low).text[0].islower() or following == "."
    )
