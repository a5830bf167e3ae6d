"""Packed inputs to plain bytes, and no more of them than a packed report can hold."""

import gzip
import io
import zlib
from typing import IO, TYPE_CHECKING, cast

from legation.exceptions import InputError
from legation.sources import limits
from legation.sources.unreadable import UnreadableError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

GZIP = b"\x1f\x8b"
ZSTD = b"\x28\xb5\x2f\xfd"
DAMAGE = (EOFError, zlib.error, gzip.BadGzipFile)
"""What reading a damaged gzip file raises."""
ZSTD_WINDOW = 128 * limits.MIB
"""Most memory that a zstd file may ask for: what ``zstd -d`` grants without ``--long``."""


def unpacked(stream: IO[bytes], name: str) -> io.BufferedReader:
    """The plain bytes behind ``stream``, known by its first bytes and not by its name.

    Raises InputError for a name in ``.gz`` or ``.zst`` whose content isn't that. Reading raises UnreadableError
    where the content is damaged or grows out of all proportion.
    """
    packed = Counted(stream)
    buffered = _buffered(packed)
    magic = buffered.peek(4)[:4]
    if magic.startswith(GZIP):
        return _buffered(Unpacked(cast(IO[bytes], gzip.GzipFile(fileobj=buffered)), packed))
    if magic == ZSTD:
        import zstandard

        plain = zstandard.ZstdDecompressor(max_window_size=ZSTD_WINDOW).stream_reader(
            cast(IO[bytes], buffered), read_across_frames=True
        )
        return _buffered(Unpacked(cast(IO[bytes], plain), packed))
    for suffix, kind in ((".gz", "gzip"), (".zst", "zstd")):
        if name.lower().endswith(suffix) and magic:
            raise InputError(name, f"is no {kind} file, though its name says so")
    return buffered


def _buffered(stream: io.RawIOBase) -> io.BufferedReader:
    return io.BufferedReader(stream)


class Counted(io.RawIOBase):
    """Passes bytes on and counts them."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self.count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        view = memoryview(buffer).cast("B")
        read = self._read(len(view))
        view[: len(read)] = read
        self.count += len(read)
        return len(read)

    def _read(self, size: int) -> bytes:
        return self._stream.read(size) or b""


class Unpacked(Counted):
    """The plain side of a packed stream: told as damaged or as a bomb in our words."""

    def __init__(self, stream: IO[bytes], packed: Counted) -> None:
        super().__init__(stream)
        self._packed = packed

    def _read(self, size: int) -> bytes:
        try:
            read = super()._read(size)
        except DAMAGE as error:
            raise UnreadableError(f"is a damaged gzip file: {error}") from None
        except OSError:
            raise
        except Exception as error:  # zstandard's own, which is not imported here for its name alone
            raise UnreadableError(f"is a damaged zstd file: {error}") from None
        if self.count > limits.FILE and self.count > limits.RATIO * self._packed.count:
            raise UnreadableError(
                f"is a decompression bomb: it unpacks to more than {limits.RATIO} times its size"
            )
        return read
