"""The readers of foreign formats by kind, and what their failures are called."""

from collections.abc import Callable, Iterator
from typing import Protocol

from legation.sources import exports, feeds, limits, pages, parquet, pdf, word
from legation.sources.found import Found, Refused
from legation.sources.unreadable import UnreadableError


class Told(Protocol):
    """What a reader gives: Found, Refused, or the cells of a row."""

    def to_json(self) -> dict[str, object]: ...


def _text(content: bytes) -> Iterator[Found | Refused]:
    yield from exports.of_lines([line.strip() for line in content.decode().splitlines()])


READERS: dict[str, Callable[[bytes], Iterator[Found | Refused]]] = {
    "html": pages.read,
    "xml": feeds.read,
    "pdf": pdf.read,
    "docx": word.read_docx,
    "rtf": word.read_rtf,
    "text": _text,
}
CALLED = {"html": "page", "xml": "XML file", "pdf": "PDF", "docx": "DOCX", "rtf": "RTF", "parquet": "Parquet file"}


def read(kind: str, content: bytes | str, mapping: dict[str, str]) -> Iterator[Told]:
    """The reports in a file of one kind; ``content`` may be a path for Parquet.

    Raises UnreadableError and nothing else, whatever the libraries raise.
    """
    try:
        if kind == "parquet":
            yield from parquet.read(content, mapping)
        elif isinstance(content, bytes):
            if kind == "html" and len(content) > limits.TEXT:
                raise UnreadableError(f"holds more than {limits.TEXT // limits.MIB} MB: no page does")
            yield from READERS[kind](content)
    except (UnreadableError, GeneratorExit):
        raise
    except MemoryError:
        raise UnreadableError("needs more memory than a report may take") from None
    except RecursionError:
        raise UnreadableError(f"is no {CALLED.get(kind, kind)} that can be read: nested too deeply") from None
    except Exception as error:  # parsers of hostile input raise whatever they stumble over
        told = " ".join(f"{type(error).__name__}: {error}".split())[:200]
        raise UnreadableError(f"is a damaged {CALLED.get(kind, kind)}: {told}") from None
