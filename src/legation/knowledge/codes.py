"""Actor codes put together: whose it is, and what it is there."""

from __future__ import annotations

_WIDTH = 3  # letters of a part of a code
FORMER = "ELI"
"""The part for those who held a post and don't any more."""


def composed(whose: str, sector: str) -> str:
    """A code with what an agent adds to it: ``IRN`` and ``MIL`` give ``IRNMIL``; ``NGO~`` goes before, ``~COP``
    behind. A part that is there already isn't said twice, and of several actors (``FRO/BIL``) each gets it."""
    before, mark, after = sector.partition("~")
    if not mark:
        before, after = "", sector
    return "/".join(_joined(before, code, after) for code in whose.split("/"))


def _joined(before: str, code: str, after: str) -> str:
    parts = [code[i : i + _WIDTH] for i in range(0, len(code), _WIDTH)]
    added = [after[i : i + _WIDTH] for i in range(0, len(after), _WIDTH)]
    behind = "".join(part for part in added if part not in parts)
    return ("" if before in parts else before) + code + behind
