"""PDF to reports: the lines of its pages, joined to paragraphs."""

import re
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from statistics import median

from legation.sources import boilerplate, exports
from legation.sources.found import Found, Refused
from legation.sources.unreadable import UnreadableError

PAGES = 2000
"""Most pages of a file; an export of a thousand reports has fewer."""
FULL = 0.75
"""A line that ends a sentence and is shorter than that share of a usual line ends its paragraph."""
ENDS = (".", "!", "?", ":", ".”", "!”", "?”", '."', '?"', ".’", ".)")


def read(content: bytes) -> Iterator[Found | Refused]:
    """The report in a PDF, or the reports of an export. Its date and its title's worth are nowhere told."""
    from pypdf import PdfReader

    file = PdfReader(BytesIO(content))
    if file.is_encrypted and not file.decrypt(""):
        raise UnreadableError("is encrypted with a password")
    if len(file.pages) > PAGES:
        raise UnreadableError(f"has {len(file.pages):,} pages: no report has more than {PAGES:,}; split it")
    pages = [[one.strip() for one in page.extract_text().split("\n")] for page in file.pages]
    lines = [one for page in without_margins(pages) for one in [*page, ""]]
    if reports := exports.of_lines(lines):
        yield from reports
        return
    text = boilerplate.prose(joined(lines))
    if not text:
        raise UnreadableError("holds no text: perhaps it is a scan, which character recognition has to read first")
    yield Found(text)


def without_margins(pages: list[list[str]]) -> list[list[str]]:
    """Pages without what stands first or last on most of three or more, whatever the number in it; and without
    numbers of pages."""

    def shape(line: str) -> str:
        return re.sub(r"\d+", "#", line)

    edges = Counter(shape(line) for page in pages for line in {*_edges(page)})
    repeated = {s for s, count in edges.items() if len(pages) >= 3 and 2 * count > len(pages)}

    def kept(page: list[str]) -> list[str]:
        first, last = set(_edges(page)), re.compile(r"(?:page )?\d{1,4}(?: (?:of|/) \d{1,4})?", re.I)
        return [one for one in page if not (one in first and (shape(one) in repeated or last.fullmatch(one)))]

    return [kept(page) for page in pages]


def _edges(page: list[str]) -> list[str]:
    told = [one for one in page if one]
    return told[:2] + told[-2:]


def joined(lines: list[str]) -> list[str]:
    """Paragraphs from lines: an empty line parts them, and a short line that ends a sentence. A word that is
    parted by a hyphen at the end of a line is made whole."""
    usual = median([len(one) for one in lines if one] or [0])
    paragraphs = [""]
    for line in lines:
        last = paragraphs[-1]
        if not line:
            if last.endswith(ENDS):  # an empty line at the end of a page parts no sentence
                paragraphs.append("")
            continue
        if re.search(r"[a-z]-$", last) and line[0].islower():
            paragraphs[-1] = last[:-1] + line
        else:
            paragraphs[-1] = f"{last} {line}" if last else line
        if line.endswith(ENDS) and len(line) < FULL * usual:
            paragraphs.append("")
    return [p for p in paragraphs if p]
