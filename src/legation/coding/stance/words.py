"""The closed lists of words that positions are read by (``tables/stance_words.tsv``)."""

from functools import cache

from legation.coding.rows import rows


@cache
def listed(name: str) -> frozenset[str]:
    """A list by its name. Raises KeyError for an unknown one."""
    return _lists()[name]


@cache
def _lists() -> dict[str, frozenset[str]]:
    return {row["list"]: frozenset(row["words"].split()) for row in rows("stance_words")}
