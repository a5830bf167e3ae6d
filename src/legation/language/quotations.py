"""Quotation marks in pairs, over a whole text, whatever its sentences.

Double marks make quotations; single ones inside them, or where nothing else can be meant. A quotation that is
never closed ends with its paragraph; one that is opened again in the next paragraph goes on there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from legation.language.boundaries import Offsets

LONGEST_OPEN = 3000  # characters: an unclosed mark further from its paragraph's end is a slip of the pen
LONGEST_SINGLE = 1500  # single marks further apart are apostrophes

_MARK = re.compile(r"'(?=''(?!\w))|''|``|[“”„‟«»\"‘’‚']|\n\s*")
_PARAGRAPH = re.compile(r"\n[^\S\n]*\n")
_DOUBLE_OPEN, _DOUBLE_CLOSE = "“„«`", "”»‟"
_TERMINAL = ".!?:…"
_ELISIONS = re.compile(r"(?:\d0s|em|til|tis|twas|cause|n|round|bout)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation: offsets of the text with marks (``start``, ``end``) and within them (``inner``).

    ``parent`` is the place in the list of the quotation around it. ``again`` holds where it takes up the
    quotation before it, left open in the paragraph before.
    """

    start: int
    end: int
    inner: tuple[int, int]
    parent: int | None
    closed: bool
    again: bool


@dataclass(slots=True)
class _Open:
    """A mark that waits for its partner; ``number`` orders marks by where they open."""

    start: int
    single: bool
    number: int


def quotes(text: str) -> tuple[Quote, ...]:
    """The quotations of ``text`` by where they start; time is linear in its length."""
    spans = _Pairing(text).pair()
    return _nested(text, sorted(spans))


def quoted(text: str, sentences: Iterable[Offsets]) -> list[list[bool]]:
    """Of each word, given by its offsets, whether it stands within a quotation."""
    inside = bytearray(len(text))
    for quote in quotes(text):
        start, end = quote.inner
        inside[start:end] = b"\1" * (end - start)
    return [[bool(inside[start]) for start, _ in words] for words in sentences]


class _Pairing:
    """One walk over the marks of a text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.wrapped = wrapped(text)
        self.open: list[_Open] = []
        self.spans: list[tuple[int, int, bool]] = []  # start, end, closed

    def pair(self) -> list[tuple[int, int, bool]]:
        for mark in _MARK.finditer(self.text):
            if mark[0][0] == "\n":
                if not self.wrapped or _PARAGRAPH.match(mark[0]):
                    self._paragraph(mark.start())
            elif mark[0] in "‘’‚'":
                self._single(mark.start())
            else:
                self._double(mark.start(), mark.end())
        self._paragraph(len(self.text))
        return self.spans

    def _double(self, i: int, end: int) -> None:
        opened = next((k for k in range(len(self.open) - 1, -1, -1) if not self.open[k].single), None)
        if self._opens(i, end, opened is not None):
            if opened is not None and len([o for o in self.open if not o.single]) > 1:
                self.open.clear()  # three deep: the marks are out of step
            self.open.append(_Open(i, False, i))
        elif opened is not None:
            self.spans.append((self.open[opened].start, end, True))
            del self.open[opened:]

    def _opens(self, i: int, end: int, inside: bool) -> bool:
        """Whether a double mark opens, by its shape and by the space around it."""
        c, before, after = self.text[i], self.text[i - 1 : i] if i else "", self.text[end : end + 1]
        left = not before or before.isspace() or before in "([{—–-/‘'“"
        right = bool(after) and not after.isspace() and after not in ",.;:!?)]}”"
        if c in _DOUBLE_OPEN:
            return right or not inside or left
        if c in _DOUBLE_CLOSE:
            return not inside and left and right  # turned the wrong way
        if inside:
            return left and right and self._straight_slip(i)
        return right or left

    def _straight_slip(self, i: int) -> bool:
        """A straight mark that looks like an opening one while one is open: the first was never closed."""
        if self.open and self.text[self.open[-1].start] in "\"'":
            start = self.open.pop().start
            end = self._sentence_end(start, i)
            if end > start + 1:
                self.spans.append((start, end, False))
        return True

    def _single(self, i: int) -> None:
        c, before, after = self.text[i], self.text[i - 1 : i], self.text[i + 1 : i + 2]
        if before.isalnum() and after.isalnum():
            return
        opening = after.isalnum() or after in ("“", '"', "[", "…")
        if c != "’" and opening and not before.isalnum():
            if not _ELISIONS.match(self.text, i + 1):
                if self.open and self.open[-1].single:
                    self.open.pop()
                self.open.append(_Open(i, True, i))
            return
        if c == "‘" or not self.open or not self.open[-1].single or not before or before.isspace():
            return
        start = self.open[-1].start
        if i - start > LONGEST_SINGLE:
            self.open.pop()
        elif not (before == "s" and after == " " and self._closes_later(i)):
            self.spans.append((self.open.pop().start, i + 1, True))

    def _closes_later(self, i: int) -> bool:
        """After an s a mark may be a genitive's: whether a better closing mark follows shortly."""
        ahead = self.text[i + 1 : i + 160]
        found = re.search(r"(?<=[\w,.!?])['’](?=[\s,.;”\"]|$)|[‘“”\"\n]|(?<=\s)'", ahead)
        return found is not None and found[0] in "'’" and ahead[found.start() - 1 : found.start()] != " "

    def _paragraph(self, end: int) -> None:
        """Ends what is still open with the paragraph."""
        doubles = [o for o in self.open if not o.single]
        self.open.clear()
        for k, mark in enumerate(doubles):
            limit = doubles[k + 1].start if k + 1 < len(doubles) else end
            inner = next((s for s in reversed(self.spans) if s[0] < limit), None)
            if inner is not None and inner[0] > mark.start:
                continue  # other quotations stand in it: where it ends nobody can tell
            stop = limit if limit == end else self._sentence_end(mark.start, limit)
            if mark.start + 1 < stop <= mark.start + LONGEST_OPEN:
                self.spans.append((mark.start, stop, False))

    def _sentence_end(self, start: int, limit: int) -> int:
        """One past the last full stop before ``limit``; ``start`` where there is none."""
        low = max(start + 1, limit - LONGEST_OPEN)
        stretch = self.text[low:limit]
        return low + max(stretch.rfind("."), stretch.rfind("!"), stretch.rfind("?")) + 1


def wrapped(text: str) -> bool:
    """Whether single line ends are mere wrapping: most lines end within a sentence."""
    ends = [m.start() for m in re.finditer(r"(?<!\n)\n(?!\s*\n)", text)]
    inside = sum(text[i - 1] not in '.!?:”"’…' for i in ends if i)
    return len(ends) > 3 and 2 * inside > len(ends)


def _nested(text: str, spans: list[tuple[int, int, bool]]) -> tuple[Quote, ...]:
    out: list[Quote] = []
    above: list[int] = []
    for start, end, closed in spans:
        while above and out[above[-1]].end < end:
            above.pop()
        wide = 2 if text[start : start + 2] in ("''", "``") else 1  # two straight apostrophes are one mark
        low, high = start + wide, end - (wide if closed else 0)
        while low < high and text[low].isspace():
            low += 1
        while low < high and text[high - 1].isspace():
            high -= 1
        if low >= high:
            continue
        again = bool(out) and not out[-1].closed and not text[out[-1].end : start].strip()
        out.append(Quote(start, end, (low, high), above[-1] if above else None, closed, again))
        above.append(len(out) - 1)
    return tuple(out)
