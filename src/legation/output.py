"""Where records go: JSON lines for programs, the view for people."""

import json
from collections.abc import Callable
from typing import IO

from legation.nouns import Record

Sink = Callable[[Record], None]


def json_lines(stream: IO[bytes], text: bool = True) -> Sink:
    """Writes each record as one line of JSON, at once; without the report's text if ``text`` is false."""

    def write(record: Record) -> None:
        stream.write(json_line(record.to_dict(text=text)))
        stream.flush()

    return write


def people() -> Sink:
    """Prints each record's view on standard output."""
    from rich.console import Console

    from legation.view import View

    console = Console(highlight=False)

    def show(record: Record) -> None:
        console.print(View(record))

    return show


def json_line(value: dict[str, object]) -> bytes:
    """Letters as they are; escaped where one is half a character and has no UTF-8."""
    try:
        return (json.dumps(value, ensure_ascii=False) + "\n").encode()
    except UnicodeEncodeError:
        return (json.dumps(value) + "\n").encode()
