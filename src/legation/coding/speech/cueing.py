"""The cue that tells of a quotation: the one that leads up to it, and the one that follows it."""

from __future__ import annotations

from legation.coding.speech.complements import Complements, Words
from legation.coding.speech.cues import Cue
from legation.coding.speech.page import Page
from legation.coding.speech.quotation import (
    ZONE,
    bounds,
    ends_clause,
    ends_open,
    inside_other,
    question,
    sentence_like,
    whole_clause,
    zone_start,
)
from legation.coding.speech.words import abbreviated, finite, marks, plain_text
from legation.language.quotations import Quote
from legation.language.sentence import Sentence, Word

FAR = 14  # words of a subject between a quotation and the cue behind it: "“…,” the minister of …, X Y, said"
_LEADS = ",:;–—-"


def cue_before(page: Page, quote: Quote) -> Cue | None:
    """The cue that leads up to a quotation."""
    high = page.at(quote.start)
    low = zone_start(page, quote, high)
    if low >= high:
        return None
    cue = _last_cue(page, low, high)
    if cue is None:
        return None
    gap = [page.word(k) for k in range(page.place_of(cue) + cue.end - cue.head, high)]
    return cue if _leads_up(page, quote, gap, cue) else None


def _last_cue(page: Page, low: int, high: int) -> Cue | None:
    sentence = page.row[low][0]
    first, last = page.row[low][1], page.row[high - 1][1]
    inside = [c for c in page.cues[sentence] if first <= c.head <= last and _introduces(c)]
    return inside[-1] if inside else None


def _introduces(cue: Cue) -> bool:
    return cue.takes("quote") or cue.pos == "P"


def _leads_up(page: Page, quote: Quote, gap: list[Word], cue: Cue) -> bool:
    """Whether the words between a cue and a quotation let the quotation be what the cue reports."""
    if cue.pos == "P":
        return False
    plain = [w for w in gap if plain_text(w.text)]
    like = sentence_like(page, quote)
    if not plain:
        return bool(gap) or like or (cue.flagged("plain") and ends_clause(page, quote))
    if not like:
        return False
    sentence = page.draft.sentences[cue.sentence]
    places = [i for i in range(cue.end, len(sentence.words)) if sentence.words[i].start < quote.start]
    told = any(sentence.words[i].upos in ("VERB", "AUX") and finite(sentence, i) for i in places)
    if gap[-1].text == ":":
        return True
    if [w.text.lower() for w in plain] == ["that"]:
        return True
    if gap[-1].text in _LEADS:
        return not told or _subordinate(sentence, places)
    return not told and len(plain) <= 8 and page.text[quote.inner[0]].isupper() and not _governs(gap)


def _governs(gap: list[Word]) -> bool:
    """Whether the word before a quotation takes it in: "a", "the", "of", "as"."""
    return gap[-1].upos in ("DET", "ADP", "ADJ", "PART", "SCONJ", "AUX")


def _subordinate(sentence: Sentence, places: list[int]) -> bool:
    """Whether all finite verbs among some words stand in relative or adverbial clauses."""
    for i in places:
        if sentence.words[i].upos in ("VERB", "AUX") and finite(sentence, i):
            chain = (i, *sentence.ancestors(i))
            if not any(sentence.words[a].deprel in ("acl:relcl", "advcl") for a in chain):
                return False
    return True


def cue_behind(page: Page, quote: Quote, complements: Complements) -> Cue | None:
    """The cue that follows a quotation: "“…,” said X", "“…,” according to X"."""
    low = page.at(quote.end)
    outer = bounds(page, quote)[1]
    if low >= len(page.row) or not quote.closed:
        return None
    between = page.text[quote.end : page.word(low).start]
    open_ended = ends_open(page, quote)
    if page.word(low).text in (",", "–", "—", "-"):
        open_ended, low = True, low + 1
    if low >= len(page.row) or ("\n" in between.strip(" ") and not (open_ended and "\n\n" not in between)):
        return None
    sentence = page.row[low][0]
    stop = low
    while stop < len(page.row) and page.row[stop][0] == sentence and stop - low < ZONE:
        word = page.word(stop)
        if word.start >= outer or inside_other(page, word.start, quote) or word.text in ";:!?":
            break
        if word.text == "." and not abbreviated(page.draft.sentences[sentence], page.row[stop][1]):
            break
        stop += 1
    if stop == low:
        return None
    lower = page.word(low).text[0].islower()
    if not open_ended and not lower and not question(page, quote):
        return None
    return _first_cue(page, complements, (low, stop), quote, open_ended or question(page, quote))


def _first_cue(
    page: Page, complements: Complements, zone: tuple[int, int], quote: Quote, open_ended: bool
) -> Cue | None:
    low, stop = zone
    sentence = page.sentence(low)
    first, last = page.row[low][1], page.row[stop - 1][1]
    for cue in page.cues[sentence.index]:
        if not first <= cue.head <= last or not (cue.takes("quote") or cue.takes("after")):
            continue
        if cue.pos not in "VP" or sentence.words[cue.head].deprel == "acl:relcl":
            continue
        passive = sentence.children(cue.head, "nsubj:pass") and "as" not in marks(sentence, cue.head)
        if passive and _as_saying(page, sentence.index, cue, last) is cue:
            continue
        if cue.pos == "P":
            return cue if cue.words[0] == first and whole_clause(page, quote) else None
        if cue.head - first > FAR or any(
            sentence.words[i].upos in ("VERB", "AUX") and finite(sentence, i) and not _in_relative(sentence, i)
            for i in range(first, cue.words[0])
            if i not in sentence.children(cue.head, "aux", "aux:pass")
        ):
            return None
        own = sentence.children(cue.head, "nsubj", "aux:pass")
        near = cue.words[0] == first or any(s < cue.head and first <= s for s in own)
        whole = whole_clause(page, quote)
        if not near or not (open_ended or whole) or _reports_more(page, complements.of(cue), cue, quote, whole):
            return None
        return _as_saying(page, sentence.index, cue, last)
    return None


def _reports_more(page: Page, taken: Words | None, cue: Cue, quote: Quote, whole: bool) -> bool:
    """Whether a cue behind a quotation reports something else, to its right: "“…,” he said that …"."""
    sentence = page.draft.sentences[cue.sentence]
    if taken is None or taken.start < cue.end or sentence.words[taken.start].start < quote.end:
        return False
    if _starts_at(page, sentence.words[taken.start].start):
        return False  # the second part of the quotation
    following = sentence.words[cue.end].text.lower() if cue.end < len(sentence.words) else ""
    return following == "that" or not (whole and ends_open(page, quote))


def _as_saying(page: Page, sentence: int, cue: Cue, last: int) -> Cue:
    """The cue itself, or the one that it leads to: "quoted X as saying"."""
    words = page.draft.sentences[sentence]
    for other in page.cues[sentence]:
        if cue.head < other.head <= last and "as" in marks(words, other.head):
            return other
    return cue


def _starts_at(page: Page, offset: int) -> bool:
    return any(abs(page.quotes[k].start - offset) < 2 for k in page.opened_in(offset - 1, offset + 2))


def _in_relative(sentence: Sentence, i: int) -> bool:
    return any(sentence.words[a].deprel == "acl:relcl" for a in (i, *sentence.ancestors(i)))
