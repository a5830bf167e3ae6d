"""Libraries of the extra ``legation[forecast]``."""

from importlib import import_module
from typing import Any

from legation.exceptions import ForecastError


def needed(name: str) -> Any:
    """The library. Raises ForecastError with what installs it where it isn't there."""
    try:
        return import_module(name)
    except ModuleNotFoundError:
        raise ForecastError(f"{name} isn't installed: pip install 'legation[forecast]'") from None
