"""A page of the web, or a saved one, to the article on it."""

from collections.abc import Iterator

from legation.sources import boilerplate, exports, markup
from legation.sources.found import Found, Refused
from legation.sources.unreadable import UnreadableError

CAPTIONS = [
    "//figcaption",
    "//*[contains(@class, 'caption') or contains(@class, 'Caption') or contains(@class, 'photo-credit')]",
    "//*[contains(@class, 'read-more') or contains(@class, 'readmore') or contains(@class, 'related-')]",
]
"""What is cut out of a page before the article is looked for."""


def read(content: bytes) -> Iterator[Found | Refused]:
    """The article of a page, by trafilatura; or the reports of a database's export that is saved as a page."""
    from trafilatura import bare_extraction
    from trafilatura.settings import Document
    from trafilatura.utils import decode_file

    html = decode_file(content)
    if reports := exports.of_page(html):
        yield from reports
        return
    # a date is one that the page tells of itself, not one that stands somewhere in its text
    dates = {"original_date": True, "extensive_search": False}
    page = bare_extraction(
        html,
        include_comments=False,
        include_tables=False,
        with_metadata=True,
        prune_xpath=CAPTIONS,
        date_extraction_params=dates,
    )
    text = boilerplate.prose((page.text or "").split("\n"), page.title) if isinstance(page, Document) else ""
    if not isinstance(page, Document) or not text:
        raise UnreadableError("holds no article" if markup.paragraphs(html) else "holds no text")
    yield Found(text, title=page.title, published=page.date, url=page.url, source=page.sitename)
