"""DOCX and RTF to reports. Of the archive that a DOCX is, two members are read by name, and none is unpacked."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING

from legation.sources import boilerplate, exports, limits
from legation.sources.elements import local, parsed
from legation.sources.found import Found, Refused
from legation.sources.unreadable import UnreadableError

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

DOCUMENT = "word/document.xml"
PROPERTIES = "docProps/core.xml"
UNSEEN = frozenset({"del", "moveFrom", "instrText", "Fallback", "txbxContent", "pPr"})
"""Elements whose text isn't read: deleted words, field codes, what is told twice, boxes beside the text."""
DAMAGE = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    OSError,
)
"""What reading a damaged zip archive raises, or one with a password."""
SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


def read_docx(content: bytes) -> Iterator[Found | Refused]:
    """The report in a DOCX, or the reports of an export."""
    try:
        archive = zipfile.ZipFile(BytesIO(content))
        body = parsed(_member(archive, DOCUMENT))
    except DAMAGE as error:
        raise UnreadableError(f"is a damaged DOCX: {error}") from None
    titled = [e for e in body.iter() if local(e) == "p" and _style(e) == "Title"]
    lines = _lines(body)
    title = _paragraph(titled[0]) if titled else _property(archive, "title")
    yield from _reports(lines, title)


def read_rtf(content: bytes) -> Iterator[Found | Refused]:
    """The report in an RTF, or the reports of an export."""
    from striprtf.striprtf import rtf_to_text

    rtf = content.decode("cp1252", "replace")
    text = str(rtf_to_text(rtf, errors="ignore"))  # type: ignore[no-untyped-call]
    # RTF writes a sign beyond the first 65,536 as two halves
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    title = re.search(r"\{\\title ([^{}\\]{1,300})\}", rtf[: limits.MIB])
    yield from _reports([" ".join(one.split()) for one in text.split("\n")], title[1].strip() if title else None)


def _reports(lines: list[str], title: str | None) -> Iterator[Found | Refused]:
    if reports := exports.of_lines(lines):
        yield from reports
        return
    text = boilerplate.prose(lines, title)
    if not text:
        raise UnreadableError("holds no text")
    yield Found(text, title=title)


def _member(archive: zipfile.ZipFile, name: str) -> bytes:
    """One file of an archive. Raises UnreadableError where there is none, and where it grows too large."""
    if name not in archive.namelist():
        raise UnreadableError(f"is no DOCX, though it is a zip archive: it holds no {name}")
    with archive.open(name) as member:
        content = member.read(limits.FILE + 1)
    if len(content) > limits.FILE:
        raise UnreadableError(
            f"is a decompression bomb: {name} unpacks to more than {limits.FILE // limits.MIB} MB"
        )
    return content


def _property(archive: zipfile.ZipFile, name: str) -> str | None:
    if PROPERTIES not in archive.namelist():
        return None
    try:
        properties = parsed(_member(archive, PROPERTIES))
    except (UnreadableError, *DAMAGE):
        return None  # the text is there, and a title is nothing to reject it for
    return next((" ".join((e.text or "").split()) for e in properties.iter() if local(e) == name), None) or None


def _lines(body: "Element") -> list[str]:
    for element in [e for e in body.iter() if local(e) in UNSEEN]:
        element.clear()
    paragraphs = [_paragraph(e) for e in body.iter() if local(e) == "p"]
    return [" ".join(line.split()) for p in paragraphs for line in p.split("\n")]


def _paragraph(element: "Element") -> str:
    parts = [(e.text or "") if local(e) == "t" else SIGNS.get(local(e), "") for e in element.iter()]
    return "".join(parts)


def _style(paragraph: "Element") -> str | None:
    for element in paragraph.iter():
        if local(element) == "pStyle":
            return next((v for k, v in element.attrib.items() if k.endswith("}val")), None)
    return None
