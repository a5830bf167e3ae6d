"""A row of the lexicon: words that tell an act, what must stand by them, and where the sides stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Pos = Literal["V", "N", "A", "J"]
OWN_VERB = "own"
"""The flag of rows from a user's own dictionaries, which come before the others."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row. ``words`` are the trigger's lemmas: the anchor, which the tree is asked about, and the others.
    ``needs`` are slots with what must stand there, as ``triggers.tsv`` tells; a user's own verbs have the slots of
    ``written.around``."""

    words: tuple[str, ...]
    anchor: str
    others: tuple[str, ...]
    pos: Pos
    needs: tuple[tuple[str, frozenset[str]], ...]
    type: str
    mode: str | None
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    flags: frozenset[str]
