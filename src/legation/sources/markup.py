"""HTML fragments, as feeds and exports hold them, to paragraphs."""

from html.parser import HTMLParser

BLOCKS = frozenset(
    "address article aside blockquote body br dd div dl dt figure footer h1 h2 h3 h4 h5 h6 header hr li main nav "
    "ol p pre section table td th tr ul".split()
)
UNSEEN = frozenset("script style figcaption noscript template iframe title".split())
"""Elements whose text is no part of a report. They can't hold themselves, so each ends at its own end tag."""


def paragraphs(html: str) -> list[str]:
    """The text between the tags, a paragraph a block. What is no markup ("3 < 4") is text."""
    parser = _Paragraphs()
    parser.feed(html)
    parser.close()
    return [p for p in ("".join(parts).strip() for parts in parser.blocks) if p]


class _Paragraphs(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[list[str]] = [[]]
        self._unseen: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._unseen is None and tag in UNSEEN:
            self._unseen = tag
        elif tag in BLOCKS:
            self.blocks.append([])

    def handle_endtag(self, tag: str) -> None:
        if tag == self._unseen:
            self._unseen = None
        elif tag in BLOCKS:
            self.blocks.append([])

    def handle_data(self, data: str) -> None:
        if self._unseen is None:
            self.blocks[-1].append(data)
