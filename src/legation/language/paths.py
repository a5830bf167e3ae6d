"""How the words of a sentence stand to one of them in its tree: what roles are read from, beside the words.

From a predicate go up, a few steps at most: every word hangs below one of the words on the way, in a branch that
has a relation to it, so many steps down.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

UP, DOWN = 4, 3  # most steps that are told apart
SELF, FAR = 0, 1  # numbers of a word on the way up, and of one that hangs below none of them
OWN = 2  # numbers before those of the relations

Numbers = NDArray[np.int64]


def paths(heads: Sequence[int], relations: Sequence[int], at: int, kinds: int) -> tuple[Numbers, Numbers, Numbers]:
    """For each word its branch, a number below ``branches(kinds)``, its steps down, at most ``DOWN``, and the word
    at the top of its branch.

    ``heads``: -1 for the root. ``relations``: numbers below ``kinds``. ``at``: the predicate's word.
    """
    way: dict[int, int] = {}
    node = at
    while node >= 0 and len(way) <= UP:
        way[node] = len(way)
        node = heads[node]
    branch = np.empty(len(heads), dtype=np.int64)
    down = np.empty(len(heads), dtype=np.int64)
    top = np.empty(len(heads), dtype=np.int64)
    for word in range(len(heads)):
        node, below, depth = word, -1, 0
        while node >= 0 and node not in way:
            node, below, depth = heads[node], node, depth + 1
        kind = SELF if node == word else FAR if node < 0 else OWN + relations[below]
        branch[word] = way.get(node, 0) * (OWN + kinds) + kind
        down[word] = min(depth, DOWN)
        top[word] = word if below < 0 else below
    return branch, down, top


def branches(kinds: int) -> int:
    """How many numbers a branch may have where the tree has ``kinds`` of relations."""
    return (UP + 1) * (OWN + kinds)
