"""The closed lists of words that acts are read by (``tables/act_words.tsv``), and the classes of nouns."""

from functools import cache

from legation.coding.rows import rows


@cache
def listed(name: str) -> frozenset[str]:
    """A list by its name. Raises KeyError for an unknown one."""
    return _lists()[name]


@cache
def _lists() -> dict[str, frozenset[str]]:
    return {row["list"]: frozenset(row["words"].split()) for row in rows("act_words")}


@cache
def classes() -> dict[str, dict[str, tuple[tuple[str, ...], ...]]]:
    """Classes of nouns: for each the modifiers that go with each head noun, () where it stands alone.

    A head noun that may stand alone has only the empty modifier: whatever goes before it is fine.
    """
    out: dict[str, dict[str, tuple[tuple[str, ...], ...]]] = {}
    for row in rows("act_nouns"):
        heads = out.setdefault(row["class"], {})
        for phrase in row["words"].split(","):
            *modifiers, head = _ordered(phrase)
            known = heads.get(head, ())
            heads[head] = ((),) if not modifiers or () in known else (*known, tuple(modifiers))
    return out


def _ordered(phrase: str) -> list[str]:
    """Words of a phrase with its head last: "note of protest" is headed by "note"."""
    words = phrase.split()
    if "of" in words:
        at = words.index("of")
        return [*words[at + 1 :], *words[:at]]
    return words
