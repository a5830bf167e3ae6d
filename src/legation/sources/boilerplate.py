"""What stands on a page and is no part of the report: captions, "read more", offers, agency lines, rights.

``boilerplate.tsv`` says what such a line looks like, each row with an example of it.
"""

import csv
import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

LONGEST = 500
"""Characters of a line that may be boilerplate; longer ones are never looked at, which bounds the search too."""


def prose(paragraphs: Iterable[str], title: str | None = None) -> str:
    """The text of a report: its paragraphs without boilerplate, an empty line between them.

    Spaces are made one; the title, where the page repeats it first, is left out, for it stands in a field.
    """
    kept = [p for p in map(_tidy, paragraphs) if p and not is_boilerplate(p)]
    if kept and title and kept[0].casefold() == _tidy(title).casefold():
        del kept[0]
    return "\n\n".join(kept)


def is_boilerplate(line: str) -> bool:
    return len(line) <= LONGEST and any(p.fullmatch(line) for p in _patterns())


def _tidy(paragraph: str) -> str:
    """One space between words, no control characters, no invisible ones at the ends."""
    return re.sub(r"[\x00-\x08\x0e-\x1f\x7f\ufeff\u200b\u00ad]", "", " ".join(paragraph.split())).strip()


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(row["pattern"], re.IGNORECASE) for row in rows())


@cache
def rows() -> tuple[dict[str, str], ...]:
    text = files("legation.sources").joinpath("boilerplate.tsv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))
