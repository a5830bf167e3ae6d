"""What kind of file an input is: its first bytes tell where they can, else its name.

Pages saved as ``.txt`` and DOCX sent as ``.doc`` are common, so what can be told from the content is.
"""

import re
from pathlib import Path

PACKED = (".gz", ".zst")
NAMES = {
    ".txt": "text",
    ".md": "markdown",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "tsv",
    ".parquet": "parquet",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".xml": "xml",
    ".rss": "xml",
    ".atom": "xml",
    ".rdf": "xml",
    ".warc": "warc",
    ".pdf": "pdf",
    ".docx": "docx",
    ".rtf": "rtf",
    ".doc": "doc",
}
"""Kinds by the end of a name; ``doc`` is known and not read."""
READ = tuple(end for end, kind in NAMES.items() if kind != "doc")
SIGNED = {
    "parquet": (b"PAR1",),
    "docx": (b"PK\x03\x04",),
    "rtf": (b"{\\rtf",),
    "warc": (b"WARC/",),
    "doc": (b"\xd0\xcf\x11\xe0",),
}
"""Kinds of which every file begins so."""
LOOSE = {
    "pdf": re.compile(rb"(?s).{0,1000}?%PDF-\d"),
    "html": re.compile(
        rb"(?i)(?:\xef\xbb\xbf)?(?:\s|<!--.{0,500}?-->|<\?xml[^>]{0,200}>)*<(?:!doctype\s+html|html[\s>])"
    ),
    "xml": re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml\s|<rss[\s>]|<feed[\s>])"),
}
"""Kinds that begin so, after what may stand before."""
MUST = {"parquet": "Parquet", "docx": "DOCX", "rtf": "RTF", "warc": "WARC", "pdf": "PDF"}
"""Kinds that are nothing else when they don't begin so, and how they are called."""
TABLES = frozenset({"jsonl", "csv", "tsv"})
HEAD = 2048
"""First bytes that are looked at."""


def by_name(name: str) -> str | None:
    """The kind that a name tells of, packed or not; None where it tells of none."""
    return NAMES.get(Path(unpacked_name(name.lower())).suffix)


def unpacked_name(name: str) -> str:
    for suffix in PACKED:
        name = name.removesuffix(suffix)
    return name


def by_content(head: bytes) -> str | None:
    """The kind that the first bytes tell of; None where they tell of none, as with text."""
    for kind, marks in SIGNED.items():
        if head.startswith(marks):
            return kind
    for kind, pattern in LOOSE.items():
        if pattern.match(head):
            return kind
    return None


def told(name: str, head: bytes) -> str:
    """The kind of a file, ``text`` where nothing tells of another.

    A table is one by its name: its first cell may begin as it likes. HTML with an XML declaration is ``html``.
    """
    named, seen = by_name(name), by_content(head)
    if named in TABLES and seen not in SIGNED:
        return named
    if named in ("html", "xml") and seen in ("html", "xml"):
        return "html" if seen == "html" else named
    return seen or named or "text"
