"""LexisNexis (Nexis Uni, Nexis Advance): a DOCX of reports, each closed by "End of Document".

A report is its title, its outlet, its date, a block of fields ("Length: 533 words"), the word "Body", the text,
and closing fields ("Load-Date: March 14, 2025"). A cover page with the search and a list of titles may come first.
"""

import re

from legation.sources import boilerplate, dates
from legation.sources.found import Found, Refused

END = "End of Document"
BODY = "Body"
CLOSING = re.compile(r"(Load-Date|Classification|Graphic|Notes|Subject|Publication-Type|Journal Code)\b:?.{0,200}")
"""Lines that close a text; what follows them is captions and keywords."""
FIELD = re.compile(r"(Section|Length|Byline|Dateline|Highlight|Copyright|Headline|Correction)\b:? ?.{0,500}", re.S)


def is_export(lines: list[str]) -> bool:
    return END in lines and BODY in lines


def reports(lines: list[str]) -> list[Found | Refused]:
    """One for each "End of Document"."""
    found: list[Found | Refused] = []
    start = 0
    for end, line in enumerate(lines):
        if line == END:
            found.append(_report([one for one in lines[start:end] if one]))
            start = end + 1
    if any(one == BODY for one in lines[start:]):
        found.append(Refused(f"is cut off: its {END!r} is missing"))
    return found


def _report(lines: list[str]) -> Found | Refused:
    if BODY not in lines:
        return Refused(f"holds no text: there is no {BODY!r} in it")
    body = lines.index(BODY)
    head, text = lines[:body], lines[body + 1 :]
    closing = next((i for i, one in enumerate(text) if CLOSING.fullmatch(one)), len(text))
    dated = _last_date(head)
    title, outlet = _title_and_outlet(head, dated)
    prose = boilerplate.prose(text[:closing], title)
    if not prose:
        return Refused("holds no text")
    published = dates.day(head[dated]) if dated is not None else None
    return Found(prose, title=title, published=published, source=outlet)


def _last_date(head: list[str]) -> int | None:
    """The line of the date: the last before the fields, for a cover page has one too."""
    return next((i for i in reversed(range(len(head))) if dates.day(head[i])), None)


def _title_and_outlet(head: list[str], dated: int | None) -> tuple[str | None, str | None]:
    """They stand right above the date; without a date, the first line is the title."""
    if dated is None:
        plain = [one for one in head if not FIELD.fullmatch(one)]
        return (plain[0] if plain else None), None
    outlet = head[dated - 1] if dated >= 1 else None
    title = head[dated - 2] if dated >= 2 else None
    return title, outlet
