"""Libraries that only some questions need."""

from importlib import import_module
from typing import Any

from legation.exceptions import RecordError


def needed(name: str) -> Any:
    """The library. Raises RecordError with what installs it where it isn't there."""
    try:
        return import_module(name)
    except ModuleNotFoundError:
        raise RecordError(name.partition(".")[0], "isn't installed: pip install 'legation[record]'") from None
