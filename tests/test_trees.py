"""Every sentence gets a tree: one root, a head for each word, no cycle."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from legation.language.trees import decode, is_tree


def scores(n: int) -> st.SearchStrategy[np.ndarray]:
    return arrays.arrays(np.float32, (n, n + 1), elements=st.floats(-20, 20, width=32))


@settings(deadline=None)
@given(st.integers(1, 9).flatmap(scores))
def test_any_scores_give_a_well_formed_tree(table):
    np.fill_diagonal(table[:, 1:], -1e4)
    heads = decode(table)
    assert is_tree(heads)


def brute_force(table):
    """The best score of any tree, by trying them all."""
    n = len(table)
    grids = np.meshgrid(*[np.arange(n + 1)] * n, indexing="ij")
    candidates = np.stack([g.ravel() for g in grids], 1)
    return max(table[np.arange(n), heads].sum() for heads in candidates if is_tree(heads))


@settings(deadline=None, max_examples=60)
@given(st.integers(2, 4).flatmap(scores))
def test_the_tree_is_the_best_there_is(table):
    np.fill_diagonal(table[:, 1:], -1e4)
    heads = decode(table)
    found = table[np.arange(len(table)), heads].sum()
    assert np.isclose(found, brute_force(table), atol=1e-3)


def test_two_roots_are_no_tree():
    assert not is_tree(np.array([0, 0]))


def test_a_cycle_is_no_tree():
    assert not is_tree(np.array([2, 1, 0]))
