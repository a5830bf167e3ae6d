"""Which language a text is written in: whether the reader may read it."""

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

LETTERS = 60
"""A text of fewer letters gets the benefit of the doubt: names alone tell of a language that they don't speak."""
WORDS = 8
"""And one of fewer different words, unless most of its letters are not those of English."""
WINDOW = 800
WINDOWS = 3
"""The parts of a text that are looked at, in characters: a speech quoted in its own language is one of several."""
DOUBT, SURE = 0.05, 0.4
"""A part is not English where English is less probable than the one and another language at least as probable as
the other: lists of foreign names read as one of many languages, none with more than 0.2. No English report of
3,451 is taken for another (``benchmarks.languages``); sentences of fifteen words in eight other languages are."""


def foreign(text: str) -> str | None:
    """The code (ISO 639-1) of the language of a text that isn't English; None where it is or may be."""
    parts = [text[i : i + WINDOW] for i in _starts(len(text))]
    told = [language for part in parts if (language := _told(part))]
    others = [language for language in told if language != "en"]
    if 2 * len(others) > len(told):
        return max(sorted(set(others)), key=others.count)
    return None


def _starts(length: int) -> range:
    """Where the parts begin: evenly over the text, without overlap."""
    if length <= WINDOW:
        return range(1)
    count = min(WINDOWS, length // WINDOW)
    return range(0, length - WINDOW + 1, max(1, (length - WINDOW) // max(1, count - 1)))


def _told(part: str) -> str | None:
    """The language of a part, or None where it has too little to tell by."""
    letters = re.sub(r"[\W\d_]+", "", part)
    strange = 2 * len(letters.encode("ascii", "ignore")) < len(letters)
    if len(letters) < LETTERS or (not strange and len(set(re.findall(r"\w+", part))) < WORDS):
        return None
    ranked = dict(_identifier().rank(part))
    first = max(ranked, key=lambda code: ranked[code])
    return first if ranked["en"] < DOUBT and ranked[first] >= SURE else "en"


@cache
def _identifier() -> "LanguageIdentifier":
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
