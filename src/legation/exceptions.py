"""Everything that Legation raises.

LegationError
├── InputError      an input that can't be read: names the input and the reason
├── TableError      a knowledge table or a user's file with a bad row: names file and line
└── ModelError      the packaged weights are missing or damaged
DictionaryWarning   a line of a user's dictionary was passed over
"""


class LegationError(Exception):
    """The root of this tree: catch it to catch all of Legation's own errors."""


class InputError(LegationError):
    """An input can't be read as a report. ``source`` names it, ``reason`` says why in one line."""

    def __init__(self, source: str, reason: str) -> None:
        super().__init__(f"{source}: {reason}")
        self.source = source
        self.reason = reason


class TableError(LegationError):
    """A table row can't be used; the message names the file and the line."""


class DictionaryWarning(UserWarning):
    """A line of a user's dictionary was passed over; the message names the file, the line and the reason."""


class ModelError(LegationError):
    """The packaged weights are missing or damaged."""
