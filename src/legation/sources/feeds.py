"""RSS (0.9 to 2.0) and Atom files to a report an item; XML exports to theirs."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from legation.sources import boilerplate, dates, markup
from legation.sources.elements import child_text, local, parsed
from legation.sources.exports import factiva
from legation.sources.found import Found, Refused
from legation.sources.unreadable import UnreadableError

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

BODIES = ("encoded", "content", "description", "summary")
"""Where the text of an item may stand, the fullest first."""


def read(content: bytes) -> Iterator[Found | Refused]:
    """The reports of an XML file. Raises UnreadableError where it is damaged, declares entities, or is no feed."""
    root = parsed(content)
    if reports := factiva.articles(root):
        yield from reports
        return
    if local(root) not in ("rss", "feed", "RDF"):
        kind = f"<{local(root)[:40]}>"
        raise UnreadableError(
            f"is XML of a kind that this version doesn't read ({kind}): it reads RSS, Atom and Factiva's"
        )
    channel = next((e for e in root.iter() if local(e) in ("channel", "feed")), root)
    outlet, language = child_text(channel, "title"), child_text(channel, "language")
    items = [e for e in root.iter() if local(e) in ("item", "entry")]
    if not items:
        raise UnreadableError("holds no items")
    for item in items:
        yield _report(item, outlet, language)


def _report(item: "Element", outlet: str | None, language: str | None) -> Found | Refused:
    title = child_text(item, "title")
    title = " ".join(markup.paragraphs(title)) if title else None
    text = max((boilerplate.prose(_paragraphs(e), title) for e in item if local(e) in BODIES), key=len, default="")
    stamps = (child_text(item, name) for name in ("pubDate", "published", "date", "issued", "updated"))
    published = next((d for s in stamps if s and (d := dates.day(s))), None)
    id, url = child_text(item, "guid") or child_text(item, "id"), _link(item)
    if not text:
        return Refused("holds no text", id=id, title=title, published=published, url=url)
    return Found(text, id=id, title=title, published=published, url=url, source=outlet, language=language)


def _paragraphs(body: "Element") -> list[str]:
    """RSS and Atom's ``html`` hold markup as text; ``xhtml`` holds elements; ``text`` means what it says."""
    if len(body):
        from xml.etree.ElementTree import tostring

        return markup.paragraphs(re.sub(r"<(/?)\w+:", r"<\1", tostring(body, encoding="unicode")))
    text = body.text or ""
    return text.split("\n") if body.get("type") == "text" else markup.paragraphs(text)


def _link(item: "Element") -> str | None:
    for link in item:
        if local(link) == "link" and link.get("rel", "alternate") == "alternate":
            return (link.get("href") or link.text or "").strip() or None
    return None
