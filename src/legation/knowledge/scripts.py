"""Names in Cyrillic and Greek letters, letter by letter in Latin ones."""

from __future__ import annotations

from legation.knowledge.tables import rows

_TABLE = {ord(r["letter"]): r["latin"] for r in rows("letters")}


def latin(name: str) -> str:
    """A name with its Cyrillic and Greek letters transliterated, then in lower case; another name as it is.

    Enough to compare by sound: ``"Владимир Путин"`` gives ``"vladimir putin"``.
    """
    return name if name.isascii() else name.lower().translate(_TABLE) if _foreign(name) else name


def _foreign(name: str) -> bool:
    return any(0x370 <= ord(c) < 0x530 for c in name)
