"""Whether words that fit the grammar are a time where they stand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from legation.coding.timex.lexicon import grammar
from legation.coding.timex.tokens import Token
from legation.language.sentence import Sentence

_NO_EDGE = frozenset({"comma", "dash"})
_ARTICLES = frozenset({"the", "a"})
_ALONE = frozenset({"year", "weekday", "month", "month_short", "deictic", "set"})
_AFTER_YEAR = frozenset({"units", "percent", "magnitude", "unit"})
_COUNTING = frozenset({"more", "than", "least", "cash", "approx", "float", "year", "int"})
_YEAR_PLACES = frozenset(
    "in since by until from of during before after early late mid between to and the comma open dash poss month"
    " edge or for on slash this units".split()
)
_BODIES = frozenset({"organisation"})  # "The Sunday Courier"
_MASKED = _BODIES | {"person"}  # "Theresa May"; other times in a person's name are slips ("Clinton Thursday")
_PLACED = _BODIES | {"place"}  # "Easter Island"
_TITLED = frozenset({"unit", "units", "deictic"})
_QUOTES = frozenset(('"', "“", "``", "''", "‘", "'"))
_SINCE = frozenset({"since", "until", "from", "to"})  # "since at least 2009"
_NOUNS = frozenset({"past", "future_word", "term", "date", "time"})
_COUNTABLE = frozenset({"NOUN", "ADJ", "NUM"})
_HISTORY = 5  # so many years long over
_NEAR = ("weekday", "deictic", "deictic_night", "ago")


def trim(sentences: Sequence[Sentence], here: list[Token], first: int, last: int) -> tuple[int, int]:
    """Without punctuation at the ends, and with "the" where it belongs to the expression itself.

    "the nine months" keeps or takes its article; in "the October slaying" it is the slaying's.
    """
    while first < last and here[first].kind in _NO_EDGE:
        first += 1
    while first < last and here[last - 1].kind in _NO_EDGE:
        last -= 1
    if first < last - 1 and here[first].kind == "over" and _governs(sentences, here, first, last):
        first += 1
    if first < last - 1 and here[first].kind in _ARTICLES:
        first += _foreign_article(sentences, here, first, last)
    elif 0 < first < last and here[first - 1].kind == "the" and not _alone(here, first, last):
        first -= _within(sentences, here, first - 1, first, last)
    return first, last


def _governs(sentences: Sequence[Sentence], here: list[Token], first: int, last: int) -> bool:
    """Whether "over" is the preposition of "evolved over three years" and no "more than"."""
    word = sentences[here[first].sentence].words[here[first].word]
    preposition = here[first].value == "case" and here[first + 1].kind != "a" and word.relation == "case"
    return preposition and word.upos == "ADP" and _within(sentences, here, first, first + 1, last)


def _alone(here: list[Token], first: int, last: int) -> bool:
    """Whether an expression takes no article: a year, a weekday, the "days" of "the days before the vote"."""
    return here[first].kind in _ALONE or (last - first == 1 and here[first].kind == "units")


def history(line: str, here: list[Token], published: date | None) -> bool:
    """Whether a text tells of years long over and hardly of a day near its own: "in March" is of those years."""
    letters = grammar().letters
    if line.count(letters["year"]) < _HISTORY:
        return False
    years = [int(t.value) for t, before in zip(here[1:], here, strict=False) if t.kind == "year" and before.kind]
    old = sum(published is None or y < published.year - 1 for y in years)
    near = len(years) - old + sum(line.count(letters[kind]) for kind in _NEAR)
    return old >= _HISTORY and old > 4 * near


def _foreign_article(sentences: Sequence[Sentence], here: list[Token], first: int, last: int) -> bool:
    """Whether the article that an expression begins with belongs to a word after it. A day has none of its own."""
    following = here[first + 1].kind
    if here[first].kind == "a" and (last - first < 3 or here[first + 2].kind != "dash"):
        return False
    if following == "latest":
        return False
    if following in ("month_short", "weekday") or (following == "year" and last - first == 2):
        return True
    return not _within(sentences, here, first, first + 1, last)


def _within(sentences: Sequence[Sentence], here: list[Token], article: int, first: int, last: int) -> bool:
    """Whether an article's head is one of the tokens ``[first, last)``."""
    token = here[article]
    above = sentences[token.sentence].words[token.word].head
    return any(t.word == above and t.sentence == token.sentence for t in here[first:last])


def head(sentence: Sentence, here: list[Token], first: int, last: int) -> int:
    """The word of the expression whose head lies outside it."""
    inside = {t.word for t in here[first:last] if t.sentence == here[first].sentence}
    for i in sorted(inside):
        if sentence.words[i].head not in inside:
            return i
    return here[first].word


def admits(rule: str, sentences: Sequence[Sentence], here: list[Token], first: int, last: int) -> bool:
    """Whether the expression isn't part of a name and, where it is a bare year, isn't a count."""
    sentence = sentences[here[first].sentence]
    same = here[first].sentence == here[last - 1].sentence
    kinds = {"month": _MASKED, "holiday": _PLACED}.get(rule, _BODIES)
    if _named(sentence, here[first].word, here[last - 1].word if same else len(sentence.words) - 1, kinds):
        return False
    if _title(sentence, here, first, last):
        return False
    if rule in ("past", "future"):
        noun = next((t for t in here[first:last] if t.kind in _NOUNS), here[first])
        counted = any(t.kind in ("unit", "units") for t in here[first:last])
        return sentence.words[noun.word].upos in ("NOUN", "", "X") or counted
    if rule == "year":
        at = first + (here[first].kind == "approx")
        return _is_year(sentence, here, at) if here[at].kind == "year" else _is_spelled_year(here, first, last)
    return True


def _title(sentence: Sentence, here: list[Token], first: int, last: int) -> bool:
    """Whether the words are the title of a work: capitalised behind a quotation mark ("This Week") or, where not
    all words are, behind a name (USA Today)."""
    at = here[first].word
    if [t.kind for t in here[first:last]] == ["the", "unit"] and sentence.words[at].text[0].islower():
        return sentence.words[here[last - 1].word].text[0].isupper()  # "Person of the Year"
    if not at or not any(t.kind in _TITLED and sentence.words[t.word].text[0].isupper() for t in here[first:last]):
        return False
    before = sentence.words[at - 1]
    if before.upos == "PROPN":
        return any(w.upos in ("VERB", "AUX") and w.text[0].islower() for w in sentence.words)
    return before.text in _QUOTES and here[first].kind != "deictic"


def _named(sentence: Sentence, first: int, last: int, kinds: frozenset[str]) -> bool:
    return any(
        n.kind in kinds and n.start <= first and last < n.end and n.end - n.start > last - first + 1
        for n in sentence.names
    )


def _is_year(sentence: Sentence, here: list[Token], at: int) -> bool:
    """A four-digit number after "in", "since", "the" …, or one that counts nothing that follows."""
    before = here[at - 1].kind if at else ""
    after = here[at + 1] if at + 1 < len(here) else None
    if after is not None and after.kind in _AFTER_YEAR:
        return False
    number = int(here[at].value)
    if before == "least" and at > 2 and here[at - 3].kind in _SINCE and number >= 1800:
        return True
    if before == "approx" and number % 100:  # "around 1970", not "around 1970 people"
        tag = sentence.words[after.word].upos if after is not None and after.word >= 0 else ""
        return number >= 1800 and tag not in _COUNTABLE
    if before in _COUNTING:
        return False
    if before in _YEAR_PLACES:
        return number >= 1400 or before in ("in", "since", "by", "until", "from", "of")
    if after is None or after.word < 0:
        return number >= 1800
    following = sentence.words[after.word]
    plural = following.upos == "NOUN" and following.has("Number=Plur")
    return number >= 1800 and not plural


def _is_spelled_year(here: list[Token], first: int, last: int) -> bool:
    """ "nineteen ninety-six", not "fifteen twenty" or a count."""
    century = int(here[first].value)
    return 15 <= century <= 20 and (here[last].kind if last < len(here) else "") not in ("units", "unit")
