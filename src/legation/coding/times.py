"""Times: every expression of a date, time, duration or set, with its TIMEX3 value and ISO bounds.

Values follow TimeML's TIMEX3 (Saurí et al. 2006, "TimeML Annotation Guidelines 1.2.1"). Relative expressions
count from the day of publication; in a report without one they keep an open value (``XXXX-WXX-2``) and no
bounds.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from legation.coding.draft import Draft
from legation.coding.timex import context
from legation.coding.timex.found import Found, Reading, Value
from legation.coding.timex.lexicon import grammar
from legation.coding.timex.rules import RULES
from legation.coding.timex.tense import tense
from legation.coding.timex.tokens import Token, letters, stream
from legation.nouns import Span, Time


def find(draft: Draft) -> Draft:
    """The draft with its times, in the order of the text."""
    here = stream(draft.sentences)
    line = letters(here)
    search = grammar().pattern.search
    times: list[Time] = []
    reading = Reading(draft.document.published)
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
            times.append(_time(draft, here[first].start, here[last - 1].end, value))
            reading = reading.after(value, here[first].sentence)
        at = max(last, match.start() + 1)
    return replace(draft, times=tuple(times))


def _found(draft: Draft, here: list[Token], first: int, last: int, reading: Reading) -> Found:
    sentence = draft.sentences[here[first].sentence]
    return Found(
        tokens=tuple(here[first:last]),
        reading=reading,
        tense=partial(tense, sentence, context.head(sentence, here, first, last)),
        before=here[first - 1].kind if first else "",
        after=here[last].kind if last < len(here) else "",
    )


def _time(draft: Draft, start: int, end: int, value: Value) -> Time:
    first, last = value.ends
    return Time(Span.of(draft.document.text, start, end), value.type, value.value, first, last)
