"""Near-identical reports: wire copy, cut or lightly rewritten. MinHash finds candidates, their words decide."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from legation.record.libraries import needed

SHINGLE = 3
"""Words in a row that two texts share or don't: fewer are shared by any two reports of one event."""
PERMUTATIONS = 128
CANDIDATE = 0.3
"""Estimated overlap from which two texts are compared: low, for a cut copy shares a third of the whole."""
SAME = 0.5
CONTAINED = 0.75
"""Overlap (of all their shingles; of the shorter's) from which one text is a copy: between rewordings of one
event (below 0.2 in ``benchmarks.grouping``) and copies with a word in ten changed (above 0.5)."""


@dataclass(frozen=True, slots=True)
class Text:
    """A report's shingles. ``day`` is any number that counts days; copies come within a week."""

    id: int
    shingles: frozenset[str]

    @classmethod
    def of(cls, id: int, text: str) -> "Text":
        words = re.findall(r"\w+", text.lower())
        rows = range(max(1, len(words) - SHINGLE + 1))
        return cls(id, frozenset(" ".join(words[i : i + SHINGLE]) for i in rows))


def copies(texts: Iterable[Text]) -> Iterator[tuple[int, int, float]]:
    """Each copy with the earliest text that it is a copy of, and how much they overlap, in the order given.

    A copy of a copy is a copy of the first. Raises RecordError where datasketch isn't installed.
    """
    datasketch = needed("datasketch")
    index = datasketch.MinHashLSH(threshold=CANDIDATE, num_perm=PERMUTATIONS)
    seen: dict[int, Text] = {}
    first: dict[int, int] = {}
    for text in texts:
        sketch = datasketch.MinHash(num_perm=PERMUTATIONS, seed=1)
        sketch.update_batch([s.encode() for s in text.shingles])
        likeness = ((overlap(text, seen[c]), -c) for c in index.query(sketch))
        best, number = max(likeness, default=(0.0, 0))
        if best:
            first[text.id] = first.get(-number, -number)
            yield text.id, first[text.id], best
        seen[text.id] = text
        index.insert(text.id, sketch)


def overlap(one: Text, other: Text) -> float:
    """Shared shingles over all, or over the shorter's where nearly all are; 0 for texts that are no copies."""
    shared = len(one.shingles & other.shingles)
    of_all = shared / len(one.shingles | other.shingles)
    of_shorter = shared / min(len(one.shingles), len(other.shingles))
    if of_all >= SAME:
        return of_all
    return of_shorter if of_shorter >= CONTAINED else 0.0
