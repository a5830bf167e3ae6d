"""The line to cite a record by."""

from typing import Any

from legation.record.status import status
from legation.record.store import Store
from legation.version import __version__


def citation(store: Store) -> str:
    """Record version, what it holds, codebook and model: the same record gives the same line."""
    return cited(status(store))


def cited(held: dict[str, Any]) -> str:
    """The same of a record's ``status`` that is known."""
    span = f", published {held['first']} to {held['last']}" if held["first"] else ""
    codebooks, models = ", ".join(held["codebooks"]) or "no codebook", ", ".join(held["models"]) or "no model"
    return (
        f"Legation record {held['version']}: {held['documents']} documents{span}; {held['events']} events; "
        f"codebook {codebooks}; read by {models}; Legation {__version__}."
    )
