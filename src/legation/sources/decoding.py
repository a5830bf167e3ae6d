"""Bytes to text, no newline, space or letter changed. A byte order mark is no part of the text."""

import codecs

from legation.exceptions import InputError

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark begins it
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
PEEK = 8192
"""Bytes looked at to tell a binary file from text."""


def encoding(head: bytes, name: str) -> str:
    """The encoding that a file's first bytes tell of: by its mark, else UTF-8.

    Raises InputError where they hold a NUL that no mark explains.
    """
    for mark, codec in MARKS:
        if head.startswith(mark):
            return codec
    if b"\0" in head:
        raise InputError(name, f"is a binary file, not text (a NUL at byte {head.index(0)})")
    return "utf-8"


def decode(content: bytes, name: str) -> str:
    """The text of a whole file. Raises InputError with the byte offset where it can't be decoded."""
    codec = encoding(content[:PEEK], name)
    try:
        text = content.decode(codec)
    except UnicodeDecodeError as error:
        mark = 3 if codec == "utf-8-sig" else 0  # this codec counts from behind the mark
        raise InputError(name, _not_decoded(content, codec, error.start + mark)) from None
    if "\0" in text:
        raise InputError(name, f"is a binary file, not text (a NUL at character {text.index(chr(0))})")
    return text


def _not_decoded(content: bytes, codec: str, offset: int) -> str:
    label = codec.removesuffix("-sig").upper()
    byte = f"0x{content[offset]:02x} " if offset < len(content) else ""
    return f"is not {label} text: byte {byte}at offset {offset} can't be decoded; save it as UTF-8"
