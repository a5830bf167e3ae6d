"""Times: every expression of a date, time, duration or set, with its TIMEX3 value and ISO bounds.

Values follow TimeML's TIMEX3 (Saurí et al. 2006, "TimeML Annotation Guidelines 1.2.1"). Relative expressions
count from the day of publication, or of the dateline in a report without one; else they keep an open value
(``XXXX-WXX-2``) and no bounds.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import partial

from legation.coding.draft import Draft
from legation.coding.timex import calendar, context
from legation.coding.timex.found import Found, Reading, Value
from legation.coding.timex.lexicon import grammar
from legation.coding.timex.rules import RULES
from legation.coding.timex.tense import tense
from legation.coding.timex.tokens import Token, letters, stream
from legation.nouns import Span, Time

_DATELINE = 10  # tokens before the date of a dateline
_AHEAD = 6  # tokens that a rule sees behind its expression
_COUNTED = frozenset({"NOUN", "NUM", "SYM"})  # before "a week" these make it a rate
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def find(draft: Draft) -> Draft:
    """The draft with its times, in the order of the text."""
    here = stream(draft.sentences)
    line = letters(here)
    search = grammar().pattern.search
    times: list[Time] = []
    dayless: list[int] = []  # the sentences of the clock times just told whose day is not known yet
    published = draft.document.published
    reading = Reading(published, history=context.history(line, here, published))
    at = 0
    while match := search(line, at):
        first, last = context.trim(draft.sentences, here, *match.span())
        rule = (match.lastgroup or "").partition("__")[0]
        value = _value(draft, here, first, last, rule, reading)
        if value is None:
            at = match.start() + 1
            continue
        at = max(last, match.start() + 1)
        if not value.value:
            continue
        sentence = here[first].sentence
        if dayless and dayless[-1] == sentence and not value.dayless:
            times[-len(dayless) :] = [_on(value, t) for t in times[-len(dayless) :]]
        dayless = [*dayless, sentence] if value.dayless else []
        if reading.published is None and not times and _is_dateline(rule, value, here, first, last):
            reading = replace(reading, published=date.fromisoformat(value.value))
        times.append(_time(draft, here[first].start, here[last - 1 - value.cut].end, value))
        reading = reading.after(value, sentence)
    return replace(draft, times=tuple(times))


def _value(draft: Draft, here: list[Token], first: int, last: int, rule: str, reading: Reading) -> Value | None:
    """The value of the tokens ``[first, last)`` by a rule; None where they are no time of the years 1 to 9999."""
    if first >= last or not context.admits(rule, draft.sentences, here, first, last):
        return None
    sentence = draft.sentences[here[first].sentence]
    before = here[first - 1] if first else None
    found = Found(
        tokens=tuple(here[first:last]),
        rest=tuple(here[last : last + _AHEAD]),
        reading=reading,
        tense=partial(tense, sentence, context.head(sentence, here, first, last)),
        before=before.kind if before else "",
        rate=before is not None and before.word >= 0 and _upos(draft, before) in _COUNTED,
    )
    try:
        return RULES[rule](found)
    except OverflowError:
        return None


def _upos(draft: Draft, token: Token) -> str:
    return draft.sentences[token.sentence].words[token.word].upos


def _is_dateline(rule: str, value: Value, here: list[Token], first: int, last: int) -> bool:
    """Whether a date is that of a dateline, "GENEVA, 12 March 2025 (Wire) –": an undated report is of that day."""
    closed = last < len(here) and here[last].kind in ("open", "dash")
    return rule in ("day", "iso") and first < _DATELINE and closed and bool(_DAY.fullmatch(value.value))


def _on(day: Value, clock: Time) -> Time:
    """A clock time on the day that its sentence tells after it: "at 9:15 a.m. (0615 GMT) on Thursday"."""
    if not _DAY.match(day.value):
        return clock
    value = day.value[:10] + clock.value[clock.value.index("T") :]
    first, last = calendar.bounds(value)
    return replace(clock, value=value, start=first, end=last)


def _time(draft: Draft, start: int, end: int, value: Value) -> Time:
    first, last = value.ends
    return Time(Span.of(draft.document.text, start, end), value.type, value.value, first, last)
