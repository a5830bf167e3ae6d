"""Factiva: pages in which each report is a block, plain or as a table of two-letter fields; and XML.

Table fields (Factiva's codes): HD headline, SN source, PD date, AN accession number, LA language, LP lead
paragraph, TD the rest of the text.
"""

import re
from typing import TYPE_CHECKING, Any

from legation.sources import boilerplate, dates
from legation.sources.elements import child_text, local
from legation.sources.found import Found, Refused
from legation.sources.unreadable import UnreadableError

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

MARKS = re.compile(r"class=[\"'][^\"']{0,40}\benArticle\b|class=[\"']article [a-z]{2}Article\b")
CODED = re.compile(r"<b>\s*HD\s*</b>.{0,200000}?<b>\s*(?:LP|TD)\s*</b>", re.S)
ACCESSION = re.compile(r"Document ([A-Z0-9]{12,40})")
CLOCK = re.compile(r"\d{1,2}:\d{2}(?: [AP]M)?(?: [A-Z]{2,5})?")


def is_export(html: str) -> bool:
    return ("Article" in html and bool(MARKS.search(html))) or ("HD" in html and bool(CODED.search(html)))


def pages(html: str) -> list[Found | Refused]:
    """The reports of a saved page, one a block or a table."""
    from lxml.html import document_fromstring

    try:
        page = document_fromstring(html)
    except Exception as error:  # lxml has several for one thing
        raise UnreadableError(f"is a damaged page: {error}") from None
    tables = [t for t in page.iter("table") if "HD" in _coded(t)]
    if tables:
        return [_from_fields(_coded(t)) for t in tables]
    blocks = [d for d in page.iter("div") if re.search(r"\barticle\b", d.get("class") or "")]
    return [_from_block(b) for b in blocks]


def articles(root: "Element") -> list[Found | Refused]:
    """The reports of an XML export: elements ``article`` with a headline; none where it is no such export."""
    found = [e for e in root.iter() if local(e) == "article" and any(local(c) == "headline" for c in e)]
    return [_from_element(e) for e in found]


def _from_element(article: "Element") -> Found | Refused:
    title = child_text(article, "headline")
    bodies = [e for e in article if local(e) in ("leadParagraph", "tailParagraphs")]
    text = boilerplate.prose((p for body in bodies for p in _paragraphs(body)), title)
    if not text:
        return Refused("holds no text")
    published = next((e for e in article.iter() if local(e) == "publicationDate"), None)
    stamp = "".join(published.itertext()).strip() if published is not None else ""
    return Found(
        text,
        id=child_text(article, "accessionNo"),
        title=title,
        published=dates.day(stamp),
        source=child_text(article, "sourceName"),
        language=child_text(article, "baseLanguage"),
    )


def _paragraphs(body: "Element") -> list[str]:
    inner = [e for e in body.iter() if local(e) == "paragraph"] or [body]
    return ["".join(e.itertext()) for e in inner]


def _coded(table: Any) -> dict[str, list[str]]:
    """The paragraphs of each two-letter field of a table."""
    fields: dict[str, list[str]] = {}
    for row in table.iter("tr"):
        cells = [c for c in row if c.tag == "td"]
        if len(cells) == 2 and re.fullmatch(r"[A-Z]{2,3}", code := cells[0].text_content().strip()):
            inner = list(cells[1].iter("p")) or [cells[1]]
            fields.setdefault(code, [p.text_content() for p in inner])
    return fields


def _from_fields(fields: dict[str, list[str]]) -> Found | Refused:
    def line(code: str) -> str | None:
        return " ".join(" ".join(fields.get(code, [])).split()) or None

    title = line("HD")
    text = boilerplate.prose([*fields.get("LP", []), *fields.get("TD", [])], title)
    if not text:
        return Refused("holds no text")
    accession = line("AN")
    return Found(
        text,
        id=accession and accession.removeprefix("Document "),
        title=title,
        published=dates.day(line("PD") or ""),
        source=line("SN"),
        language=line("LA"),
    )


def _from_block(block: Any) -> Found | Refused:
    """A block holds its headline, lines of facts (words, date, time, outlet, code, language), and paragraphs."""
    heads = [e for e in block.iter() if isinstance(e.tag, str) and "Headline" in (e.get("class") or "")]
    title = " ".join(heads[0].text_content().split()) if heads else None
    inner = [p for p in block.iter("p") if "Paragraph" in (p.get("class") or "")] or list(block.iter("p"))
    last = ACCESSION.search(block.text_content())
    text = boilerplate.prose((t for p in inner if not ACCESSION.fullmatch(t := p.text_content().strip())), title)
    if not text:
        return Refused("holds no text")
    facts = [" ".join(d.text_content().split()) for d in block.iter("div") if not len(d)]
    dated = next((i for i, fact in enumerate(facts) if dates.day(fact)), None)
    after = [] if dated is None else [f for f in facts[dated + 1 :] if f and not CLOCK.fullmatch(f)]
    return Found(
        text,
        id=last[1] if last else None,
        title=title,
        published=dates.day(facts[dated]) if dated is not None else None,
        source=after[0] if after else None,
        language=after[2] if len(after) > 2 and re.fullmatch(r"[A-Z][a-z]{3,20}", after[2]) else None,
    )
