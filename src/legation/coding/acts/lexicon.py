"""The trigger lexicon (``tables/triggers.tsv``): words that tell an act, with the slots its sides stand in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from legation.coding.rows import rows
from legation.knowledge.tables import loading

Pos = Literal["V", "N", "A", "J"]


@dataclass(frozen=True, slots=True)
class Row:
    """One row. ``words`` are the trigger's lemmas: the anchor, which the tree is asked about, and the others."""

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


@cache
@loading()
def lexicon() -> dict[tuple[str, Pos], tuple[Row, ...]]:
    """Rows by anchor and part of speech, in the table's order."""
    out: dict[tuple[str, Pos], tuple[Row, ...]] = {}
    for cells in rows("triggers"):
        row = _row(cells)
        key = (row.anchor, row.pos)
        out[key] = (*out.get(key, ()), row)
    return out


@cache
def anchors() -> frozenset[str]:
    """The words that some row may be told by."""
    return frozenset(word for word, _ in lexicon())


def _row(cells: dict[str, str]) -> Row:
    needs = tuple(
        (s, frozenset(what.split("|"))) for s, _, what in (n.partition("=") for n in _cells(cells["needs"]))
    )
    words = tuple(cells["trigger"].split())
    anchor = _anchor(words, cells["pos"])
    return Row(
        words,
        anchor,
        tuple(w for n, w in enumerate(words) if n != words.index(anchor)),
        cells["pos"],  # type: ignore[arg-type]
        needs,
        cells["type"],
        None if cells["mode"] == "-" else cells["mode"],
        _cells(cells["sources"]),
        _cells(cells["targets"]),
        frozenset(_cells(cells["flags"])),
    )


def _cells(text: str) -> tuple[str, ...]:
    return () if text == "-" else tuple(text.split(","))


def _anchor(words: tuple[str, ...], pos: str) -> str:
    """The verb of a verb with particle; the head of a compound; the first word of "exchange of views"."""
    return words[-1] if pos == "N" and "of" not in words else words[0]
