"""Everything that Legation raises.

LegationError
├── InputError      an input that can't be read: names the input and the reason
├── TableError      a knowledge table or a user's file with a bad row: names file and line
├── ForecastError   nothing can be foretold: a library isn't there, or the record holds too little
├── RecordError     a kept record can't be used: names the record and what to do
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


class ForecastError(LegationError):
    """Nothing can be foretold; the message says what is missing and what to do."""


class RecordError(LegationError):
    """A kept record can't be reached, asked or changed; the message names it and says what to do.

    ``passing`` says that the same may work in a moment: a connection was lost, or others were in the way.
    """

    def __init__(self, record: str, reason: str, *, passing: bool = False) -> None:
        super().__init__(f"{record}: {reason}")
        self.record = record
        self.reason = reason
        self.passing = passing
