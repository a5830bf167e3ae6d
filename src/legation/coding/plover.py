"""PLOVER 2 as a table: types, modes, quads and scores (``tables/plover.tsv``)."""

from functools import cache

from legation.coding.rows import rows


@cache
def _table() -> dict[tuple[str, str | None], tuple[str, float]]:
    return {
        (r["type"], None if r["mode"] == "-" else r["mode"]): (r["quad"], float(r["score"]))
        for r in rows("plover")
    }


def types() -> frozenset[str]:
    """The sixteen types."""
    return frozenset(t for t, _ in _table())


def modes(type: str) -> frozenset[str]:
    """The modes of a type; none for a type without modes."""
    return frozenset(m for t, m in _table() if t == type and m is not None)


def quad(type: str) -> str:
    """``verbal-cooperation``, ``material-cooperation``, ``verbal-conflict`` or ``material-conflict``.

    Raises KeyError for an unknown type.
    """
    return _table()[type, None][0]


def score(type: str, mode: str | None = None) -> float:
    """PLOVER's intensity (-10 … +10) of a mode, or of the type for one that it lacks."""
    return (_table().get((type, mode)) or _table()[type, None])[1]
