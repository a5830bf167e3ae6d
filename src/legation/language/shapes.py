"""How a word is written, given to the encoder beside its pieces.

The encoder's vocabulary is lower case, so case would be lost. Its token-type input carries the word's shape
instead; whether a piece begins a word (the vocabulary marks only continuations inside one lexical word, not that
"n't" begins a new one); and whether the word stands in quotation marks, which a sentence alone can't tell.
"""

from functools import lru_cache

OTHER, LOWER, TITLE, LETTER, UPPER, MIXED, DIGITS, ALPHANUMERIC, DOTTED = range(9)
SHAPES = 9
TYPES = SHAPES * 2 * 2  # shapes, outside or inside quotation marks, of a piece that continues or begins a word


@lru_cache(maxsize=100_000)
def shape(word: str) -> int:
    """The shape of ``word``: one of the nine constants above."""
    letters = [c for c in word if c.isalpha()]
    if not letters:
        return DIGITS if any(c.isdigit() for c in word) else OTHER
    if any(c.isdigit() for c in word):
        return ALPHANUMERIC
    if "." in word and len(word) > 1:
        return DOTTED
    if all(c.islower() for c in letters):
        return LOWER
    if all(c.isupper() for c in letters):
        return LETTER if len(letters) == 1 else UPPER
    if letters[0].isupper() and all(c.islower() for c in letters[1:]):
        return TITLE
    return MIXED
