"""Which quotations report speech, and the cue, or the quotation before, that tells whose.

A quotation is told by a cue right before it ("X said, “…”"), by one right behind it ("“…,” said X"), or it goes on
from the quotation before it. Sentences are no guide here, for a quotation holds several and breaks others.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from legation.coding.speech.attributions import begin
from legation.coding.speech.complements import Complements, Words
from legation.coding.speech.cues import Cue
from legation.coding.speech.marks import Quote
from legation.coding.speech.page import Page
from legation.coding.speech.words import abbreviated, finite, marks, plain_text
from legation.language.sentence import Sentence, Word

ZONE = 60  # words between a quotation and its cue; no report has more
FAR = 14  # words of a subject between a quotation and the cue behind it: "“…,” the minister of …, X Y, said"
_TERMINAL = ".!?…"
_LEADS = ",:;–—-"


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
    if leading is not None and (trailing is None or not _ends_open(page, last)):
        return Told(group, leading, lead=_first_half(page, first, leading))
    if trailing is not None:
        return Told(group, trailing, lead=None if _opens_sentence(page, first) else _lead(page, first))
    if not sentence_like(page, first):
        return None
    if (colon := _announced(page, first)) is not None:
        return Told(group, None, colon=colon)
    if _opens_sentence(page, first) and _fills(page, first, last):
        return Told(group, None, follows=before)
    return None


def _lead(page: Page, quote: Quote) -> tuple[int, int] | None:
    """What stands in front of a quotation in its sentence, up to the quotation's end."""
    low = _zone_start(page, quote, page.at(quote.start))
    start = page.word(low).start if low < len(page.row) else quote.start
    return (start, quote.start) if start < quote.start and plain_text(page.text[start : quote.start]) else None


def _first_half(page: Page, quote: Quote, cue: Cue) -> tuple[int, int] | None:
    """The subject of a quotation, in front of the attribution before it."""
    sentence = page.draft.sentences[cue.sentence]
    start = begin(sentence, cue)
    if start < 2 or sentence.words[start - 1].text != "," or page.text[quote.inner[0]].isupper():
        return None
    low = page.row[_zone_start(page, quote, page.at(quote.start))][1]
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
    behind = page.text[last.inner[1] - 1]
    if earlier.cue is None or (behind in _TERMINAL and page.text[last.end : last.end + 1] != ","):
        return None
    leading = cue_before(page, quote)
    if leading is None or not low <= _place(page, earlier.cue) < high:
        return None
    return parts if leading == earlier.cue or _goes_on(page, leading, earlier.cue) else None


def _goes_on(page: Page, cue: Cue, main: Cue) -> bool:
    """Whether a cue without a subject of its own hangs on another: "said, adding"."""
    sentence = page.draft.sentences[cue.sentence]
    return cue.sentence == main.sentence and not sentence.children(cue.head, "nsubj", "aux")


def _place(page: Page, cue: Cue) -> int:
    return page.at(page.cue_offset(cue))


def _bounds(page: Page, quote: Quote) -> tuple[int, int]:
    """The stretch of text in which the cue of a quotation can stand: the quotation around it, or all."""
    return page.quotes[quote.parent].inner if quote.parent is not None else (0, len(page.text))


def cue_before(page: Page, quote: Quote) -> Cue | None:
    """The cue that leads up to a quotation."""
    high = page.at(quote.start)
    low = _zone_start(page, quote, high)
    if low >= high:
        return None
    cue = _last_cue(page, low, high)
    if cue is None:
        return None
    gap = [page.word(k) for k in range(_place(page, cue) + cue.end - cue.head, high)]
    return cue if _leads_up(page, quote, gap, cue) else None


def _zone_start(page: Page, quote: Quote, high: int) -> int:
    """First place of the row that may lead up to a quotation; ``high`` where nothing does."""
    if high == 0:
        return high
    outer = _bounds(page, quote)[0]
    before = page.word(high - 1)
    between = page.text[before.end : quote.start]
    if before.start < outer or before.text[-1] in _TERMINAL + '”"»' or ("\n\n" in between and before.text != ":"):
        return high
    low, sentence = high - 1, page.row[high - 1][0]
    while low > 0 and page.row[low - 1][0] == sentence and high - low < ZONE:
        word = page.word(low - 1)
        if word.start < outer or _inside_other(page, word.start, quote):
            break
        low -= 1
    return low


def _inside_other(page: Page, offset: int, quote: Quote) -> bool:
    return page.quote_at(offset) not in (quote.parent, None)


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
        return bool(gap) or like or (cue.flagged("plain") and _ends_clause(page, quote))
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
    outer = _bounds(page, quote)[1]
    if low >= len(page.row) or not quote.closed:
        return None
    between = page.text[quote.end : page.word(low).start]
    open_ended = _ends_open(page, quote)
    if page.word(low).text in (",", "–", "—", "-"):
        open_ended, low = True, low + 1
    if low >= len(page.row) or ("\n" in between.strip(" ") and not (open_ended and "\n\n" not in between)):
        return None
    sentence = page.row[low][0]
    stop = low
    while stop < len(page.row) and page.row[stop][0] == sentence and stop - low < ZONE:
        word = page.word(stop)
        if word.start >= outer or _inside_other(page, word.start, quote) or word.text in ";:!?":
            break
        if word.text == "." and not abbreviated(page.draft.sentences[sentence], page.row[stop][1]):
            break
        stop += 1
    if stop == low:
        return None
    lower = page.word(low).text[0].islower()
    if not open_ended and not lower and not _question(page, quote):
        return None
    return _first_cue(page, complements, (low, stop), quote, open_ended or _question(page, quote))


def _ends_open(page: Page, quote: Quote) -> bool:
    """Whether a quotation ends in a comma or a dash: the sentence goes on behind it."""
    return page.text[quote.inner[1] - 1] in ",–—-;" or page.text[quote.end : quote.end + 1] == ","


def _question(page: Page, quote: Quote) -> bool:
    return page.text[quote.inner[1] - 1] in "?!…"


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
        if cue.pos == "P":
            return cue if cue.words[0] == first and _whole_clause(page, quote) else None
        if cue.head - first > FAR or any(
            sentence.words[i].upos in ("VERB", "AUX") and finite(sentence, i) and not _in_relative(sentence, i)
            for i in range(first, cue.words[0])
            if i not in sentence.children(cue.head, "aux", "aux:pass")
        ):
            return None
        own = sentence.children(cue.head, "nsubj", "aux:pass")
        near = cue.words[0] == first or any(s < cue.head and first <= s for s in own)
        whole = _whole_clause(page, quote)
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
    return following == "that" or not (whole and _ends_open(page, quote))


def _as_saying(page: Page, sentence: int, cue: Cue, last: int) -> Cue:
    """The cue itself, or the one that it leads to: "quoted X as saying"."""
    words = page.draft.sentences[sentence]
    for other in page.cues[sentence]:
        if cue.head < other.head <= last and "as" in marks(words, other.head):
            return other
    return cue


def _starts_at(page: Page, offset: int) -> bool:
    return any(abs(page.quotes[k].start - offset) < 2 for k in page.opened_in(offset - 1, offset + 2))


def _whole_clause(page: Page, quote: Quote) -> bool:
    return sentence_like(page, quote) and _opens_sentence(page, quote)


def _in_relative(sentence: Sentence, i: int) -> bool:
    return any(sentence.words[a].deprel == "acl:relcl" for a in (i, *sentence.ancestors(i)))


def sentence_like(page: Page, quote: Quote) -> bool:
    """Whether a quotation says something by itself, and is no name and no borrowed word."""
    inner = page.text[quote.inner[0] : quote.inner[1]]
    words = inner.split()
    if not any(map(plain_text, words)):
        return False
    opening = next((c for c in inner if c.isalnum()), "")
    closed = inner[-1] in ",.!?…–—-;" or page.text[quote.end : quote.end + 1] in (",", ".")
    if opening.islower():
        return _verbal(page, quote) and inner[-1] in ",.!?" and len(words) > 3
    if len(words) < 3:
        return inner[-1] in ",.!?…"
    return _verbal(page, quote) or (closed and inner[-1] in ",.!?" and not words[-1][:1].isupper())


def _verbal(page: Page, quote: Quote) -> bool:
    """Whether a quotation holds a finite verb or an imperative."""
    low, high = page.at(quote.inner[0]), page.at(quote.inner[1])
    return any(page.word(k).upos in ("VERB", "AUX") for k in range(low, min(high, low + 40)))


def _ends_clause(page: Page, quote: Quote) -> bool:
    """Whether a clause ends with a quotation: a full stop, a comma or a conjunction is next, and no noun."""
    low = page.at(quote.end)
    if page.text[quote.inner[1] - 1] in ",.!?" or low >= len(page.row):
        return True
    return page.word(low).upos in ("PUNCT", "CCONJ", "ADP", "SCONJ") and page.word(low).text not in "-–"


def _opens_sentence(page: Page, quote: Quote) -> bool:
    """Whether a quotation stands where a sentence starts."""
    outer = _bounds(page, quote)[0]
    i = quote.start - 1
    while i >= outer and page.text[i].isspace():
        i -= 1
    return i < outer or page.text[i] in '.!?:…”"»)*' or "\n" in page.text[i + 1 : quote.start]


def _fills(page: Page, first: Quote, last: Quote) -> bool:
    """Whether nothing of a sentence follows a quotation: it ends its own."""
    if not last.closed:
        return True
    end = page.text[last.inner[1] - 1]
    low = page.at(last.end)
    following = page.text[last.end : last.end + 3].strip()[:1]
    return (end in ".!?…" or following in (".", "")) and (
        low >= len(page.row) or not page.word(low).text[0].islower() or following == "."
    )


def _announced(page: Page, quote: Quote) -> int | None:
    """The place of the main verb of a clause that ends in a colon before a quotation."""
    high = page.at(quote.start)
    if high == 0 or page.word(high - 1).text != ":":
        return None
    sentence, i = page.row[high - 1]
    words = page.draft.sentences[sentence].words
    if words[i].start < _bounds(page, quote)[0] or quote.start - words[i].end > 4:
        return None
    root = page.draft.sentences[sentence].root
    return high - 1 - i + root if words[root].upos in ("VERB", "AUX") and root < i else None
