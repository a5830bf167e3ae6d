"""Turning arc scores into a well-formed tree: every word one head, one root, no cycle."""

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]
Heads = NDArray[np.int64]


def decode(scores: Scores) -> Heads:
    """The best tree of ``scores`` with exactly one root.

    ``scores``: (n, n + 1), row i column j the score of word j as the head of word i+1, column 0 the root.
    Returns n heads, 0 for the root word. Greedy where greedy gives a tree, else maximum spanning
    arborescence (Chu and Liu 1965, Edmonds 1967), once for each candidate root.
    """
    heads: Heads = scores.argmax(axis=1)
    if is_tree(heads):
        return heads
    n = len(scores)
    full = np.full((n + 1, n + 1), -np.inf, dtype=np.float64)
    full[1:, :] = scores
    np.fill_diagonal(full, -np.inf)
    best, best_score = heads, -np.inf
    nearest = full[1:, 1:].max(axis=1)  # no tree is better than the best head of each word
    candidates = np.argsort(-scores[:, 0])[: min(n, 4)]
    for root in candidates:
        if float(np.where(np.arange(n) == root, full[1:, 0], nearest).sum()) <= best_score:
            continue
        single = full.copy()
        single[1:, 0] = -np.inf
        single[root + 1, :] = -np.inf
        single[root + 1, 0] = full[root + 1, 0]
        tree = _arborescence(single)
        total = float(single[np.arange(1, n + 1), tree[1:]].sum())
        if total > best_score:
            best, best_score = tree[1:], total
    return best


def is_tree(heads: Heads) -> bool:
    """Whether ``heads`` (0 = root, words from 1) has one root and reaches it from every word."""
    n, above = len(heads), heads.tolist()
    if above.count(0) != 1:
        return False
    safe = [False] * (n + 1)
    safe[0] = True
    for start in range(1, n + 1):
        path = []
        node = start
        while not safe[node]:
            path.append(node)
            if len(path) > n:
                return False
            node = above[node - 1]
        for passed in path:
            safe[passed] = True
    return True


def _arborescence(scores: NDArray[np.float64]) -> Heads:
    """Maximum spanning arborescence rooted at 0 of a dense (n, n) matrix; row = dependent, column = head."""
    n = len(scores)
    heads = np.zeros(n, dtype=np.int64)
    heads[1:] = scores[1:].argmax(axis=1)
    cycle = _cycle(heads)
    if cycle is None:
        return heads
    inside = np.zeros(n, dtype=bool)
    inside[cycle] = True
    outside = np.flatnonzero(~inside)
    members = np.flatnonzero(inside)
    own = scores[members, heads[members]]
    m = len(outside)
    smaller = np.full((m + 1, m + 1), -np.inf)
    smaller[:m, :m] = scores[np.ix_(outside, outside)]
    entering = scores[np.ix_(members, outside)] - own[:, None] + own.sum()
    enter_at = entering.argmax(axis=0)
    smaller[m, :m] = entering.max(axis=0)
    leaving = scores[np.ix_(outside, members)]
    leave_from = leaving.argmax(axis=1)
    smaller[:m, m] = leaving.max(axis=1)
    smaller[0, :] = -np.inf
    below = _arborescence(smaller)
    for i in range(1, m):
        h = int(below[i])
        heads[outside[i]] = members[leave_from[i]] if h == m else outside[h]
    h = int(below[m])
    heads[members[enter_at[h]]] = outside[h]
    return heads


def _cycle(heads: Heads) -> list[int] | None:
    n, above = len(heads), heads.tolist()
    state = [0] * n
    state[0] = 2
    for start in range(1, n):
        path = []
        node = start
        while state[node] == 0:
            state[node] = 1
            path.append(node)
            node = above[node]
        if state[node] == 1:
            return path[path.index(node) :]
        for passed in path:
            state[passed] = 2
    return None
