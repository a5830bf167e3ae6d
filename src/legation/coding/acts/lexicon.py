"""The trigger lexicon (``tables/triggers.tsv``): words that tell an act, with the slots its sides stand in."""

from __future__ import annotations

from functools import cache

from legation.coding.acts import own
from legation.coding.acts.row import Pos, Row
from legation.coding.rows import rows
from legation.knowledge import Knowledge, by_knowledge
from legation.knowledge.tables import loading

Lexicon = dict[tuple[str, Pos], tuple[Row, ...]]


@by_knowledge
def lexicon() -> Lexicon:
    """Rows by anchor and part of speech, in the table's order; before them those of a user's own verbs."""
    told = Knowledge.load().verbs
    if not told:
        return _shipped()
    out = dict(_shipped())
    for key, found in own.rows(told).items():
        out[key] = (*found, *out.get(key, ()))
    return out


@cache
@loading()
def _shipped() -> Lexicon:
    out: Lexicon = {}
    for cells in rows("triggers"):
        row = _row(cells)
        key = (row.anchor, row.pos)
        out[key] = (*out.get(key, ()), row)
    return out


@by_knowledge
def anchors() -> frozenset[str]:
    """The words that some row may be told by."""
    return frozenset(word for word, _ in lexicon())


@by_knowledge
def own_verbs() -> frozenset[str]:
    """The verbs of a user's own dictionaries, with their irregular forms."""
    return frozenset(form for verb in Knowledge.load().verbs for form in (verb.verb, *verb.forms))


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
