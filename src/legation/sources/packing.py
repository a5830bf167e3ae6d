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
"""What reading a damaged packed file raises."""
PIECE = 512
"""Bytes that are unpacked at once: four of zstd's can hold 128 kB, so that 16 MB come at most."""
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
        return _buffered(Unpacked(gzip.GzipFile(fileobj=buffered), packed, "gzip"))
    if magic == ZSTD:
        return _buffered(Unpacked(Frames(buffered), packed, "zstd"))
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

    def __init__(self, stream: "gzip.GzipFile | Frames", packed: Counted, kind: str) -> None:
        super().__init__(cast(IO[bytes], stream))
        self._plain = stream
        self._packed = packed
        self._kind = kind

    def _read(self, size: int) -> bytes:
        try:
            read = self._plain.read1(size)  # what stands before the damage is had: read() would want it all
        except DAMAGE as error:
            raise UnreadableError(f"is a damaged {self._kind} file: {error}") from None
        if self.count > limits.FILE and self.count > limits.RATIO * self._packed.count:
            raise UnreadableError(
                f"is a decompression bomb: it unpacks to more than {limits.RATIO} times its size"
            )
        return read


class Frames:
    """A zstd file, one frame or several. The library's own stream takes a file that is cut off for whole."""

    def __init__(self, stream: IO[bytes]) -> None:
        import zstandard

        self._stream = stream
        self._error = zstandard.ZstdError
        self._machine = zstandard.ZstdDecompressor(max_window_size=ZSTD_WINDOW)
        self._frame: zstandard.ZstdDecompressionObj | None = None
        self._packed = b""
        self._plain = io.BytesIO()

    def read1(self, size: int) -> bytes:
        """Up to ``size`` bytes, none at the end. Raises EOFError where a frame is cut off or damaged."""
        while not (piece := self._plain.read(size)):
            packed = self._packed or self._stream.read(PIECE)
            if not packed:
                if self._frame:
                    raise EOFError("it ends before its end-of-frame mark")
                return b""
            self._frame = self._frame or self._machine.decompressobj()
            try:
                self._plain = io.BytesIO(self._frame.decompress(packed))
            except self._error as error:
                raise EOFError(str(error)) from None
            self._packed = self._frame.unused_data if self._frame.eof else b""
            if self._frame.eof:
                self._frame = None
        return piece
