"""Times: every expression of a date, time, duration or set, with its TIMEX3 value and ISO bounds.

Values follow TimeML's TIMEX3 (Saurí et al. 2006, "TimeML Annotation Guidelines 1.2.1"). Relative expressions
count from the day of publication; in a report without one they keep an open value (``XXXX-WXX-2``) and no
bounds.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial

from legation.coding.draft import Draft
from legation.coding.timex import calendar, context
from legation.coding.timex.found import Found, Reading, Value
from legation.coding.timex.lexicon import grammar
from legation.coding.timex.rules import RULES
from legation.coding.timex.tense import tense
from legation.coding.timex.tokens import Token, letters, stream
from legation.nouns import Span, Time

_AHEAD = 6  # tokens that a rule sees behind its expression
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def find(draft: Draft) -> Draft:
    """The draft with its times, in the order of the text."""
    here = stream(draft.sentences)
    line = letters(here)
    search = grammar().pattern.search
    times: list[Time] = []
    published = draft.document.published
    reading = Reading(published, history=context.history(line, here, published))
    dayless: list[int] = []
    at = 0
    while match := search(line, at):
        first, last = context.trim(draft.sentences, here, *match.span())
        rule = (match.lastgroup or "").partition("__")[0]
        if first >= last or not context.admits(rule, draft.sentences, here, first, last):
            at = match.start() + 1
            continue
        value = RULES[rule](_found(draft, here, first, last, reading))
        if value is None:
            at = match.start() + 1
            continue
        if value.value:
            sentence = here[first].sentence
            if dayless and dayless[-1] == sentence and not value.dayless:
                times[-len(dayless) :] = [_on(value, t) for t in times[-len(dayless) :]]
            dayless = [*dayless, sentence] if value.dayless else []
            times.append(_time(draft, here[first].start, here[last - 1].end, value))
            reading = reading.after(value, sentence)
        at = max(last, match.start() + 1)
    return replace(draft, times=tuple(times))


def _found(draft: Draft, here: list[Token], first: int, last: int, reading: Reading) -> Found:
    sentence = draft.sentences[here[first].sentence]
    return Found(
        tokens=tuple(here[first:last]),
        rest=tuple(here[last : last + _AHEAD]),
        reading=reading,
        tense=partial(tense, sentence, context.head(sentence, here, first, last)),
        before=here[first - 1].kind if first else "",
        rate=first > 0 and here[first - 1].word >= 0 and _counts(sentence.words[here[first - 1].word].upos),
    )


def _counts(upos: str) -> bool:
    return upos in ("NOUN", "NUM", "SYM")


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
