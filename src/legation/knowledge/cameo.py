"""CAMEO's codes of acts as PLOVER's types and modes (``tables/cameo_plover.tsv``)."""

from __future__ import annotations

from functools import cache

from legation.knowledge.tables import rows

_ROOT = 2  # digits of the shortest code


def plover(code: str) -> tuple[str, str | None] | None:
    """The type and the mode that a code stands for, by the longest code of the table that begins it; None where it
    has none, as CAMEO's statements (01) haven't."""
    known = _table()
    return next((known[code[:n]] for n in range(len(code), _ROOT - 1, -1) if code[:n] in known), None)


@cache
def _table() -> dict[str, tuple[str, str | None]]:
    return {r["cameo"]: (r["type"], None if r["mode"] == "-" else r["mode"]) for r in rows("cameo_plover")}
