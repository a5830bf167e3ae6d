"""Actor codes put together: whose it is, and what it is there."""

from __future__ import annotations

from collections.abc import Mapping

_WIDTH = 3  # letters of a part of a code
FORMER = "ELI"
"""The part for those who held a post and don't any more."""


def added(phrase: str, agents: Mapping[str, str]) -> str | None:
    """What a noun phrase adds to a code: by the longest of a user's agents that it ends in, None without one."""
    words = phrase.lower().split()
    return next((agents[p] for i in range(len(words)) if (p := " ".join(words[i:])) in agents), None)


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
