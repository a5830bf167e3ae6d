"""Words to the encoder's pieces, in batches of like length."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from legation.language.shapes import SHAPES, shape

UNKNOWN, CLS, SEP = 100, 101, 102
LONGEST_WORD = 12  # pieces read of one word; longer ones are links and noise
LONGEST = 510  # pieces of a sentence that the encoder can read

Ids = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Batch:
    """Arrays for the encoder: ``pieces`` and ``types`` (B, P); ``first`` and ``last`` piece of a word (B, W).

    ``marks`` (B, P): whether a piece is of the source (1), the target (2) or neither (0).
    """

    pieces: Ids
    types: Ids
    first: Ids
    last: Ids
    marks: Ids

    def feed(self, *, marked: bool = False) -> dict[str, Ids]:
        plain = {"pieces": self.pieces, "types": self.types, "first": self.first, "last": self.last}
        return plain | {"marks": self.marks} if marked else plain


class Pieces:
    """The wordpiece vocabulary, with the pieces of each word kept once met."""

    def __init__(self, path: Path) -> None:
        self._tokenizer = Tokenizer.from_file(str(path))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self._known: dict[str, list[int]] = {}

    def of(self, word: str) -> list[int]:
        ids = self._known.get(word)
        if ids is None:
            sound = word if word.isascii() else word.encode("utf-8", "replace").decode()  # no lone surrogates
            ids = self._tokenizer.encode(sound, add_special_tokens=False).ids[:LONGEST_WORD] or [UNKNOWN]
            if len(self._known) > 200_000:
                self._known.clear()
            self._known[word] = ids
        return ids

    def count(self, words: Sequence[str]) -> int:
        return sum(len(self.of(w)) for w in words)

    def batch(
        self,
        sentences: Sequence[Sequence[str]],
        quoted: Sequence[Sequence[bool] | None] = (),
        marks: Sequence[Sequence[int] | None] = (),
    ) -> Batch:
        """One padded batch. Each sentence must have at most ``LONGEST`` pieces.

        ``quoted``: for each sentence whether each word stands in quotation marks, or None where that isn't known.
        ``marks``: for each sentence of each word whether it is of the source (1), the target (2) or neither (0).
        """
        rows = [[self.of(w) for w in words] for words in sentences]
        widest = max(sum(map(len, row)) for row in rows) + 2
        longest = max(map(len, rows))
        pieces = np.zeros((len(rows), widest), dtype=np.int64)
        types, sides = np.zeros_like(pieces), np.zeros_like(pieces)
        first = np.zeros((len(rows), longest), dtype=np.int64)
        last = np.zeros_like(first)
        quoted = quoted or [None] * len(rows)
        marks = marks or [None] * len(rows)
        for r, (words, row, inside, marked) in enumerate(zip(sentences, rows, quoted, marks, strict=True)):
            flat, kinds, starts, ends = [CLS], [0], [], []
            for word, ids, within in zip(words, row, inside or repeat(False), strict=False):
                starts.append(len(flat))
                flat += ids
                ends.append(len(flat) - 1)
                kind = 2 * (shape(word) + SHAPES * within)
                kinds += [kind + 1] + [kind] * (len(ids) - 1)
            flat.append(SEP)
            pieces[r, : len(flat)] = flat
            types[r, : len(kinds)] = kinds
            first[r, : len(starts)] = starts
            last[r, : len(ends)] = ends
            for start, end, side in zip(starts, ends, marked or (), strict=False):
                sides[r, start : end + 1] = side
        return Batch(pieces, types, first, last, sides)
