"""The encoder's vocabulary without what English text doesn't need: other scripts and unused places."""

import json
import unicodedata
from pathlib import Path

SPECIAL = 104
"""Pieces before this number, among them [PAD], [UNK], [CLS] and [SEP], keep their numbers."""


def pruned(tokenizer: Path) -> tuple[str, list[int]]:
    """The tokenizer with fewer pieces, as JSON, and the old numbers of those that stay, in their new order."""
    whole = json.loads(tokenizer.read_text(encoding="utf-8"))
    vocabulary: dict[str, int] = whole["model"]["vocab"]
    pieces = sorted(vocabulary, key=vocabulary.__getitem__)
    kept = [p for p in pieces if vocabulary[p] < SPECIAL or _needed(p)]
    whole["model"]["vocab"] = {piece: i for i, piece in enumerate(kept)}
    return json.dumps(whole, ensure_ascii=False), [vocabulary[p] for p in kept]


def _needed(piece: str) -> bool:
    letters = piece.removeprefix("##")
    if piece.startswith("[unused"):
        return False
    return all(c.isascii() or not c.isalnum() or "LATIN" in unicodedata.name(c, "") for c in letters)
