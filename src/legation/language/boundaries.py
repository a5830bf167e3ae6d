"""Where words and sentences end in raw text: a small convolutional network over characters and written words.

A written word is what stands between white space. The network sees the characters near by and, of the written
words far and wide, their ends and which of a list of common words they are. Each character gets one of four
labels (the network's outputs): nothing ends here, a token ends, a word ends inside a token ("do|n't"), a sentence
ends. White space always ends a word, and a blank line a sentence. Where the network doubts, ``ends`` is asked too.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from legation.language.ends import Ends, gaps_after
from legation.language.layout import unset, wraps
from legation.language.session import session

NOTHING, TOKEN, WORD, SENTENCE = range(4)

_ASCII = {chr(c): c - 29 for c in range(32, 127)}  # 3 … 97
_MARKS = {c: 100 + i for i, c in enumerate("“”‘’«»–—…•·\n\r\t")}
_SPACE, _UPPER, _LETTER, _DIGIT, _PUNCTUATION, _OTHER = range(120, 126)
ALPHABET = 126
_BLANK = np.zeros(ALPHABET, dtype=np.bool_)
_BLANK[[0, _ASCII[" "], _MARKS["\n"], _MARKS["\r"], _MARKS["\t"], _SPACE]] = True
_AROUND = ".,;:!?()[]<>\"'“”‘’-–—…*_/"

CHUNK = 16384
MARGIN = 512  # about what the network sees on each side: 32 written words and 32 characters
CLOSING = ("”", "’", '"', ")")  # set right after a full stop these still belong to its sentence
DOUBT = 1.5
"""How far from even the network may hold the end of a sentence, in logits, to ask for a second opinion: more finds
more ends in web text and loses some in news."""
LONGEST_SENTENCE = 220  # words; what is longer is a list or a page without full stops, and is cut

_WRITTEN = re.compile(r"\S+")
_BLANK_LINE = re.compile(r"\n[ \t\r\f\v\u00a0]*\n")
_ENDS = frozenset(".?!…:;”’\"')")
_ASKED = re.compile(r"[?!…]['\"”’]+(?=\s+[a-z])")  # “Why now?” she said: what is asked goes on
_ADDRESS = re.compile(
    r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}"
    r"|\bwww\.[\w./-]{0,500}\w"
    r"|\b[\w-]{1,63}(?:\.[\w-]{1,63}){0,6}\.(?i:com|net|org|edu|gov|mil|int)\b"
    r"|\bhttps?://[^\s<>\"”’)\]]{0,500}[\w/]"
)

Labels = NDArray[np.uint8]
Offsets = list[tuple[int, int]]


def _character(c: str) -> int:
    if c in _ASCII:
        return _ASCII[c]
    if c in _MARKS:
        return _MARKS[c]
    if c.isspace():
        return _SPACE
    category = unicodedata.category(c)
    if category == "Lu":
        return _UPPER
    if category[0] in "LM":
        return _LETTER
    if category[0] == "N":
        return _DIGIT
    return _PUNCTUATION if category[0] in "PS" else _OTHER


@cache
def _alphabet() -> NDArray[np.int64]:
    return np.array([_character(chr(c)) for c in range(0x2100)], dtype=np.int64)


def characters(text: str) -> NDArray[np.int64]:
    """The network's input: one number a code point."""
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    table = _alphabet()
    ids = table[np.minimum(points, len(table) - 1)]
    for i in np.flatnonzero(points >= len(table)):
        ids[i] = _character(text[i])
    return ids


@dataclass(frozen=True, slots=True)
class Written:
    """The written words of a text: their offsets, and for each character the number of the last one begun."""

    starts: NDArray[np.int64]
    lasts: NDArray[np.int64]
    at: NDArray[np.int64]

    @classmethod
    def of(cls, ids: NDArray[np.int64]) -> "Written":
        visible = np.concatenate([[False], ~_BLANK[ids], [False]])
        starts = np.flatnonzero(visible[1:-1] & ~visible[:-2])
        lasts = np.flatnonzero(visible[1:-1] & ~visible[2:])
        begun = np.zeros(len(ids), dtype=np.int64)
        begun[starts[1:]] = 1
        return cls(starts, lasts, begun.cumsum())


def common(text: str, written: Written, numbers: Mapping[str, int]) -> NDArray[np.int64]:
    """The number of each written word, punctuation and capitals aside; 0 for one not in the list."""
    ends = zip(written.starts.tolist(), written.lasts.tolist(), strict=True)
    return np.array([numbers.get(text[a : b + 1].strip(_AROUND).lower(), 0) for a, b in ends], dtype=np.int64)


class Boundaries:
    """Splits raw text into sentences of words."""

    def __init__(self, path: Path, ends: Ends | None = None) -> None:
        """``ends``: asked too where the network doubts that a sentence ends, if given."""
        self._session = session(path)
        self._ends = ends
        words = self._session.get_modelmeta().custom_metadata_map["words"].split()
        self._numbers = {w: i for i, w in enumerate(words, 1)}

    def labels(self, text: str) -> Labels:
        """One label a character."""
        plain, kept = unset(text)
        scores = self._scores(plain)
        found = scores.argmax(-1).astype(np.uint8)
        for m in _ADDRESS.finditer(plain):
            found[m.start() : m.end() - 1] = NOTHING
        if self._ends is not None:
            self._ask(self._ends, plain, found, scores)
        out = np.zeros(len(text), dtype=np.uint8)
        out[kept] = found
        return out

    def _scores(self, text: str) -> NDArray[np.float32]:
        """What the network says of each character (length, 4)."""
        ids = characters(text)
        out = np.zeros((len(ids), 4), dtype=np.float32)
        for start in range(0, len(ids), CHUNK):
            low, high = max(0, start - MARGIN), min(len(ids), start + CHUNK + MARGIN)
            window = ids[low:high]
            written = Written.of(window)
            if not len(written.starts):
                continue
            given = {
                "characters": window,
                "starts": written.starts,
                "lasts": written.lasts,
                "at": written.at,
                "words": common(text[low:high], written, self._numbers),
            }
            (scores,) = self._session.run(None, {k: v[None] for k, v in given.items()})
            stop = min(len(ids), start + CHUNK)
            out[start:stop] = scores[0, start - low : stop - low]
        return out

    @staticmethod
    def _ask(ends: Ends, text: str, labels: Labels, scores: NDArray[np.float32]) -> None:
        """Sets the labels of words at which the network doubts to what it and ``ends`` together make of them."""
        ended = scores[:, SENTENCE] - np.logaddexp.reduce(scores[:, :SENTENCE], 1)
        if not (np.abs(ended) < DOUBT).any():
            return
        offsets = list(words(text, labels))
        lasts = np.array([end - 1 for _, end in offsets])
        doubtful = np.flatnonzero(np.abs(ended[lasts]) < DOUBT)
        forms = [text[a:b] for a, b in offsets]
        for i, score in ends.scores(forms, gaps_after(text, offsets), doubtful.tolist()):
            if score + float(ended[lasts[i]]) > 0:
                labels[lasts[i]] = SENTENCE
            elif labels[lasts[i]] == SENTENCE:
                labels[lasts[i]] = TOKEN

    def split(self, text: str) -> Iterator[Offsets]:
        """The words of each sentence as (start, end) offsets; none is empty."""
        if not text or text.isspace():
            return
        before: Offsets = []
        for words in sentences(text, self.labels(text)):
            if before and text[words[0][0]] == "”":  # closes what was quoted before, whatever space stands between
                before.append(words.pop(0))
            if words:
                if before:
                    yield before
                before = words
        yield before


def sentences(text: str, labels: Labels) -> Iterator[Offsets]:
    """Words by sentence, from one label a character."""
    blank, wrapped = {m.start() for m in _BLANK_LINE.finditer(text)}, wraps(text)
    asked = {i for m in _ASKED.finditer(text) for i in range(*m.span())}
    here: Offsets = []
    ended = False
    for (start, end), (following, _) in pairwise([*words(text, labels), (len(text), len(text))]):
        here.append((start, end))
        label = labels[end - 1]
        if label == SENTENCE and (end - 1 in asked or (end in wrapped and text[end - 1] not in _ENDS)):
            label = TOKEN
        ended = ended or label == SENTENCE
        goes_on = end == following or blank.isdisjoint(range(end, following))
        closes = ended and text[end : end + 1] in CLOSING
        if (ended and not closes) or not goes_on or len(here) >= LONGEST_SENTENCE:
            yield here
            here, ended = [], False
    if here:
        yield here


def words(text: str, labels: Labels) -> Iterator[tuple[int, int]]:
    """The offsets of words: each ends at a label, or before white space."""
    cuts = (np.flatnonzero(labels) + 1).tolist()
    for m in _WRITTEN.finditer(text):
        start, end = m.span()
        for cut in cuts[bisect_right(cuts, start) : bisect_left(cuts, end)]:
            yield start, cut
            start = cut
        yield start, end


_SIMPLE = re.compile(r"(?:[A-Za-z]\.){2,}|\w+(?=n['’]t\b)|n['’]t\b|['’](?:s|S|re|ve|ll|d|m)\b|\w+|[^\w\s]")


def simple_words(text: str) -> Offsets:
    """Words by rule alone, for training sentences that are written one a line."""
    return [m.span() for m in _SIMPLE.finditer(text)]
