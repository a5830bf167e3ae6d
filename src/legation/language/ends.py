"""A second opinion on where sentences end, asked where the character network doubts: a small recurrent network
over what the reader's lower layers say of the words about.

Web text often ends a sentence without a full stop, and only what the words mean tells.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from legation.language.model import Model
from legation.language.pieces import LONGEST
from legation.language.session import session

BEFORE, AFTER = 20, 12  # words read on each side of a doubtful one; with 40 and 24 hardly better
LONGEST_WINDOW = 130  # words, as in training
NONE, SPACE, BREAK, LINE = range(4)
"""What stands after a word: nothing, white space, a blank line or the end of the text, a line break."""


class Ends:
    """Scores of words of a text for ending a sentence, above 0 where that is likelier than not."""

    def __init__(self, path: Path, model: Model) -> None:
        self._session = session(path)
        self._model = model

    def scores(
        self, words: Sequence[str], gaps: NDArray[np.int64], doubtful: Sequence[int]
    ) -> Iterator[tuple[int, float]]:
        """Each doubtful word's index and score. ``gaps``: what stands after each word.

        A window with more pieces than the reader can read is passed over.
        """
        every = [w for w in windows(doubtful, len(words)) if self._fits(words[w[0] : w[1]])]
        vectors = self._model.lower([words[start:end] for start, end, _ in every])
        for (start, end, asked), given in zip(every, vectors, strict=True):
            (found,) = self._session.run(None, {"words": given[None], "gaps": gaps[None, start:end]})
            yield from ((i, float(found[0, i - start])) for i in asked)

    def _fits(self, words: Sequence[str]) -> bool:
        return self._model.pieces.count(words) <= LONGEST


def gaps_after(text: str, offsets: Sequence[tuple[int, int]]) -> NDArray[np.int64]:
    """What stands after each word of a text in plain blanks (``layout.unset``)."""
    gaps = [text[end:start] for (_, end), (start, _) in pairwise(offsets)]
    found = [NONE if not gap else BREAK if gap.count("\n") > 1 else LINE if "\n" in gap else SPACE for gap in gaps]
    return np.array([*found, BREAK], dtype=np.int64)


def windows(doubtful: Sequence[int], count: int) -> Iterator[tuple[int, int, list[int]]]:
    """Ranges of words about the doubtful ones, which are in order, and those that each range is for."""
    asked: list[int] = []
    for i in doubtful:
        if asked and i + AFTER - max(0, asked[0] - BEFORE) > LONGEST_WINDOW:
            yield max(0, asked[0] - BEFORE), min(count, asked[-1] + AFTER), asked
            asked = []
        asked.append(i)
    if asked:
        yield max(0, asked[0] - BEFORE), min(count, asked[-1] + AFTER), asked
