"""Legation reads news reports and keeps the diplomatic record.

>>> import legation
>>> record = legation.Reader().read("TEHRAN – ...", published="2025-03-13")  # doctest: +SKIP
"""

from typing import TYPE_CHECKING, Any

from legation.exceptions import DictionaryWarning, InputError, LegationError, ModelError, TableError
from legation.nouns import Document, Record
from legation.version import __version__

if TYPE_CHECKING:
    from legation.reader import Reader

__all__ = [
    "DictionaryWarning",
    "Document",
    "InputError",
    "LegationError",
    "ModelError",
    "Reader",
    "Record",
    "TableError",
    "__version__",
]


def __getattr__(name: str) -> Any:
    """The reader is imported when it is first asked for: the runtime takes longer to import than the rest."""
    if name == "Reader":
        from legation.reader import Reader

        return Reader
    raise AttributeError(f"module 'legation' has no attribute {name!r}")
