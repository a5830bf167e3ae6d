"""What a cue reports in words of its own sentence, as stretches of the text."""

from __future__ import annotations

from dataclasses import dataclass

from legation.coding.speech import attributions
from legation.coding.speech.complements import Complements, Words
from legation.coding.speech.cues import Cue
from legation.coding.speech.extents import Stretch, bounded, dateline, says, segment
from legation.coding.speech.page import Page
from legation.coding.speech.words import listed, marks
from legation.language.sentence import Sentence

_SIDES = ("", ",", ".", ";", ":", "–", "—", "-", "!", "?")


@dataclass(frozen=True, slots=True)
class Content:
    """What is reported, as stretches of the text. ``form`` is the frame it has; ``open`` a question's."""

    stretches: tuple[Stretch, ...]
    form: str
    open: bool = False


class Contents:
    """What each cue of a page reports."""

    def __init__(self, page: Page, complements: Complements) -> None:
        self.page = page
        self.complements = complements
        self._breaks: dict[int, list[attributions.Break]] = {}

    def of(self, cue: Cue) -> Content | None:
        """What a cue reports, or None where it reports nothing here."""
        page, sentence = self.page, self.page.draft.sentences[cue.sentence]
        found = self.complements.of(cue)
        if found is None or _set_off(sentence, cue, found):
            return _around(page, sentence, cue) if cue.takes("after") else None
        own = page.quote_at(page.cue_offset(cue))
        later = (b.first for b in self._breaks_in(sentence) if b.quote == own and found.start + 1 < b.first)
        stop = next((first for first in later if first < found.stop), found.stop)
        start = _behind_time(page, sentence, cue, found.start, stop)
        start = _behind_told(page, sentence, cue, start, stop)
        stretch = bounded(page, cue, sentence, start, stop)
        if stretch is None or not says(page, stretch):
            return None
        return Content((stretch,), found.form, sentence.words[start].text.lower() in listed("open"))

    def _breaks_in(self, sentence: Sentence) -> list[attributions.Break]:
        """Where attributions begin that cut off what is reported in front of them, in order."""
        if sentence.index not in self._breaks:
            found = []
            for cue in self.page.cues[sentence.index]:
                one = attributions.cutting(self.page, sentence, cue, self.complements.of(cue) is not None)
                if one is not None:
                    found.append(one)
            self._breaks[sentence.index] = sorted(found, key=lambda b: b.first)
        return self._breaks[sentence.index]


def _behind_time(page: Page, sentence: Sentence, cue: Cue, start: int, stop: int) -> int:
    """The first word of a clause behind a time that is the cue's: "said on Monday (that) it would leave"."""
    if start != cue.end:
        return start
    first = start + (sentence.words[start].upos == "ADP")
    time = page.time_at(sentence.words[first].start) if first < stop else None
    if time is None:
        return start
    behind = next((i for i in range(first, stop) if sentence.words[i].start >= time.end), stop)
    if behind < stop and sentence.words[behind].text.lower() == "that" and behind + 1 < stop:
        return behind + 1
    follows = behind < stop and sentence.words[behind].upos in ("DET", "PRON", "PROPN", "NOUN", "ADJ", "NUM")
    return behind if follows else start


def _behind_told(page: Page, sentence: Sentence, cue: Cue, start: int, stop: int) -> int:
    """The first word of a clause behind whoever is told, where the tree has both in one: "told X he would go"."""
    mention = page.draft.mention_at(sentence, start) if cue.flagged("told") and start == cue.end else None
    if mention is None or mention.start != start or mention.end >= stop:
        return start
    word = sentence.words[mention.end]
    return mention.end if word.upos == "PRON" and word.relation in ("nsubj", "nsubj:pass", "expl") else start


def _set_off(sentence: Sentence, cue: Cue, found: Words) -> bool:
    """Whether a cue stands between commas inside what it reports: "the fuel, officials said, spilled"."""
    start = attributions.begin(sentence, cue)
    before = sentence.words[start - 1].text if start else ""
    if cue.pos == "V" and "as" in marks(sentence, cue.head) and attributions.active(sentence, cue):
        return found.form == "that" and before in _SIDES and sentence.words[cue.end].text.lower() != "that"
    behind = sentence.words[min(cue.end, found.start)].text
    return cue.pos == "V" and before == behind == "," and found.form != "np"


def _around(page: Page, sentence: Sentence, cue: Cue) -> Content | None:
    """The clause that a cue stands behind, in front of or inside: "…, X said", "according to X, …"."""
    low, high = segment(page, sentence, cue)
    low += dateline(sentence) if low == 0 else 0
    start = attributions.begin(sentence, cue)
    stop = attributions.end(sentence, cue, start, high)
    before = sentence.words[start - 1].text if start > low else ""
    after = sentence.words[stop].text if stop < high else ""
    as_clause = cue.pos == "V" and "as" in marks(sentence, cue.head) and attributions.active(sentence, cue)
    if cue.pos == "P" or as_clause:
        if before not in (*_SIDES, "”", '"') and (after not in _SIDES or as_clause):
            return None
    elif cue.pos != "V" or start <= low or not attributions.parenthesis(sentence, cue, start, stop, high):
        return None
    parts = [(_clause_start(sentence, cue, low, start), start), (stop, high)]
    if not any(sentence.words[i].upos in ("VERB", "AUX") for a, b in parts for i in range(a, b)):
        return None
    stretches = tuple(s for a, b in parts if (s := bounded(page, cue, sentence, a, b)) and says(page, s))
    return Content(stretches, "after") if stretches else None


def _clause_start(sentence: Sentence, cue: Cue, low: int, start: int) -> int:
    """Where the clause in front of an attribution begins: a main clause where its sentence does."""
    above = sentence.words[cue.head].head
    if cue.pos == "P":
        return low
    if above < 0 or sentence.words[above].head < 0 or sentence.words[above].relation in ("parataxis", "ccomp"):
        return low
    return max(low, min((i for i in sentence.subtree(above) if i < start), default=low))
