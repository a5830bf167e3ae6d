"""Packed inputs to plain bytes."""

import gzip
import io
import zlib
from typing import IO, cast

from legation.exceptions import InputError

GZIP = b"\x1f\x8b"
ZSTD = b"\x28\xb5\x2f\xfd"
DAMAGE = (EOFError, zlib.error, gzip.BadGzipFile)
"""What reading a damaged gzip file raises."""


def unpacked(stream: IO[bytes], name: str) -> io.BufferedReader:
    """The plain bytes behind ``stream``, known by its first bytes and not by its name.

    Raises InputError for zstd, and for a name in ``.gz`` whose content isn't gzip.
    """
    buffered: io.BufferedReader = io.BufferedReader(cast(io.RawIOBase, stream))
    magic = buffered.peek(4)[:4]
    if magic.startswith(GZIP):
        return io.BufferedReader(cast(io.RawIOBase, gzip.GzipFile(fileobj=buffered)))
    if magic == ZSTD:
        raise InputError(name, "is zstd-compressed; this version reads gzip: unpack it with unzstd first")
    if name.lower().endswith(".gz") and magic:
        raise InputError(name, "is no gzip file, though its name says so")
    return buffered
