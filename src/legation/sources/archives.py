"""WARC: what a crawler kept, to the pages in it, one at a time.

Read here and not by warcio, whose lines have no longest length. ISO 28500:2017 describes the format.
"""

import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from legation.sources import kinds, limits
from legation.sources.unreadable import UnreadableError

LINE = 64 * 1024
"""Longest line of a header; addresses have up to 2 kB."""
HEADERS = 1000
"""Most lines of a header."""
PAGES = {"text/html": "html", "application/xhtml+xml": "html", "application/pdf": "pdf", "text/plain": "text"}
"""What is a report, by its media type; pictures, scripts and redirections are passed over."""


@dataclass(frozen=True, slots=True)
class Page:
    """What came from one address: its kind and its bytes, or why there are none."""

    kind: str
    content: bytes
    url: str | None
    refused: str | None = None


def pages(stream: io.BufferedIOBase) -> Iterator[Page]:
    """The pages of an unpacked WARC file. Raises UnreadableError where it is damaged, behind the pages before."""
    while (line := _line(stream)) is not None:
        if not line.strip():
            continue
        if not line.startswith(b"WARC/"):
            raise UnreadableError("is a damaged WARC: a record does not begin where it should")
        headers = _headers(stream)
        length = headers.get("content-length", "")
        if not re.fullmatch(r"\d{1,15}", length):
            raise UnreadableError("is a damaged WARC: a record doesn't tell its length")
        block = _block(stream, int(length))
        page = _page(headers, block, int(length))
        if page:
            yield page


def _line(stream: io.BufferedIOBase) -> bytes | None:
    line = stream.readline(LINE)
    if len(line) == LINE and not line.endswith(b"\n"):
        raise UnreadableError("is a damaged WARC: a line of a header is endless")
    return line or None


def _headers(stream: io.BufferedIOBase) -> dict[str, str]:
    """The fields up to an empty line, names in lower case."""
    lines: list[bytes] = []
    for _ in range(HEADERS):
        line = _line(stream)
        if line is None:
            raise UnreadableError("is cut off within a record")
        if not line.strip():
            return _fields(lines)
        lines.append(line)
    raise UnreadableError("is a damaged WARC: a header is endless")


def _fields(lines: list[bytes]) -> dict[str, str]:
    pairs = (line.decode("utf-8", "replace").partition(":") for line in lines)
    return {name.strip().lower(): value.strip() for name, _, value in pairs}


def _block(stream: io.BufferedIOBase, length: int) -> bytes:
    """A record's content, read to its end; of a larger one than a page can be, the beginning."""
    block = stream.read(min(length, limits.FILE))
    left = length - len(block)
    while left and (piece := stream.read(min(left, limits.MIB))):
        left -= len(piece)
    if left:
        raise UnreadableError("is cut off within a record")
    return block


def _page(headers: dict[str, str], block: bytes, length: int) -> Page | None:
    kind, url = headers.get("warc-type"), headers.get("warc-target-uri", "").strip("<>") or None
    if kind == "response" and headers.get("content-type", "").startswith("application/http"):
        status, fields, body = _answer(block)
        if status != 200:
            return None
    elif kind in ("resource", "conversion"):
        fields, body = headers, block
    else:
        return None
    media, _, rest = fields.get("content-type", "").partition(";")
    form = PAGES.get(media.strip().lower())
    if form is None:
        return None
    if length > limits.FILE:
        return Page(form, b"", url, f"holds more than {limits.FILE // limits.MIB} MB: no page does")
    try:
        if kind == "response":
            body = _decoded(body, fields)
    except UnreadableError as error:
        return Page(form, b"", url, str(error))
    seen = kinds.by_content(body[: kinds.HEAD])
    if seen in ("pdf", "html"):
        form = seen
    return Page(form, body if form == "pdf" else _as_utf8(body, rest), url)


def _answer(block: bytes) -> tuple[int, dict[str, str], bytes]:
    """Status, fields and body of an HTTP answer; status 0 where it is none."""
    parted = re.search(rb"\r?\n\r?\n", block)
    head = block[: parted.start() if parted else len(block)].split(b"\n", HEADERS)
    status = re.match(rb"HTTP/[\d.]+\s+(\d{3})\b", head[0])
    return int(status[1]) if status else 0, _fields(head[1:]), block[parted.end() :] if parted else b""


def _decoded(body: bytes, fields: dict[str, str]) -> bytes:
    """The body as it was before it was sent. Crawlers often keep it so already and leave the fields: where it
    is plainly not what they say, it is taken as it is."""
    if "chunked" in fields.get("transfer-encoding", "").lower():
        body = _unchunked(body)
    coding = fields.get("content-encoding", "").strip().lower()
    if coding in ("gzip", "x-gzip") and body.startswith(b"\x1f\x8b"):
        return inflated(body, 16 + zlib.MAX_WBITS)
    if coding == "deflate":
        try:
            return inflated(body, zlib.MAX_WBITS if body[:1] == b"\x78" else -zlib.MAX_WBITS)
        except UnreadableError:
            if kinds.by_content(body[: kinds.HEAD]) == "html":
                return body
            raise
    if coding in ("", "identity") or kinds.by_content(body[: kinds.HEAD]) in ("html", "pdf"):
        return body
    raise UnreadableError(f"is encoded as {coding[:20]!r}, which this version doesn't read")


def inflated(body: bytes, window: int) -> bytes:
    """Unpacked bytes of zlib's family. Raises UnreadableError where they are damaged or too many."""
    machine = zlib.decompressobj(window)
    try:
        plain = machine.decompress(body, limits.TEXT + 1)
    except zlib.error as error:
        raise UnreadableError(f"is damaged where it is compressed: {error}") from None
    if len(plain) > limits.TEXT:
        raise UnreadableError(f"is a decompression bomb: it unpacks to more than {limits.TEXT // limits.MIB} MB")
    return plain


def _unchunked(body: bytes) -> bytes:
    """A chunked body in one piece; as it is where it isn't chunked."""
    parts, at = [], 0
    while match := re.compile(rb"([0-9a-fA-F]{1,8})[^\r\n]{0,100}\r\n").match(body, at):
        size = int(match[1], 16)
        if size == 0:
            break
        parts.append(body[match.end() : match.end() + size])
        at = match.end() + size + 2
    return b"".join(parts) if parts else body


def _as_utf8(body: bytes, media: str) -> bytes:
    """In UTF-8 where the answer tells the encoding and it is right; as it is otherwise."""
    match = re.search(r"charset=[\"']?([\w.:-]{1,40})", media, re.I)
    try:
        return body.decode(match[1]).encode() if match else body
    except (LookupError, UnicodeError):
        return body
