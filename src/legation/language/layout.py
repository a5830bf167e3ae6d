"""How a text was set: wide spaces, indents, and lines of one width."""

import re
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

_UNPLAIN = re.compile(r"\s{2,}|[^\S ]")
_WRAPPED = range(60, 101)  # characters at which plain text is wrapped
_BULLET = re.compile(r"[-*•]|\(?\w{1,2}[.)]")


def unset(text: str) -> tuple[str, NDArray[np.int64]]:
    """A text as it was before it was set, and the offsets of its characters in the text: wide spaces, indents and
    breaks of wrapped lines are one blank each, and of several line breaks there are two."""
    kept = np.ones(len(text), dtype=np.bool_)
    wrapped, pieces, at = wraps(text), list[str](), 0
    for m in _UNPLAIN.finditer(text):
        start, end = m.span()
        breaks = 0 if text.find("\n", start, end) in wrapped else min(2, m[0].count("\n"))
        plain = "\n" * breaks or " "
        pieces += [text[at:start], plain]
        kept[start + len(plain) : end] = False
        at = end
    return "".join([*pieces, text[at:]]), np.flatnonzero(kept)


def wraps(text: str) -> frozenset[int]:
    """Offsets of the line breaks of a text in lines of one width: each line is full, so none ends a sentence.

    A line is full where the next line's first word would not have fitted.
    """
    lines, full, at, count = text.split("\n"), [], -1, 0
    for line, following in pairwise(lines):
        at += len(line) + 1
        if line.strip() and (word := following.split(maxsplit=1)[:1]) and not _BULLET.fullmatch(word[0]):
            count += 1
            if len(line) < _WRAPPED.stop and len(line) + 1 + len(word[0]) >= _WRAPPED.start:
                full.append(at)
    return frozenset(full) if len(full) > 0.6 * count else frozenset()
