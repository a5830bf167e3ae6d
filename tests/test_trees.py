"""Every sentence gets a tree: one root, a head for each word, no cycle."""

import random

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from legation.language.language import mended
from legation.language.model import Analysis
from legation.language.subjects import awaited
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


WORDS = ("for", "to", "that", "of", "with", "on", "not", "”", "Peru", "border", "vow", "leave")
TAGS = ("VERB", "NOUN", "ADP")
RELATIONS = ("nsubj", "obj", "obl", "mark", "case", "ccomp", "xcomp", "conj", "compound", "compound:prt", "nmod")
FEATS = (
    "Mood=Ind|Tense=Past|VerbForm=Fin",
    "Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin",
    "VerbForm=Inf",
)


def analysis(rng):
    """Words with any tree, in two or three of the words and relations that the mends look for."""
    n = rng.randint(3, 8)
    order = rng.sample(range(n), n)
    heads = [-1] * n
    for k in range(1, n):
        heads[order[k]] = order[rng.randrange(k)]
    said, upos, relations, feats = (
        rng.choices(rng.sample(kinds, rng.randint(2, 3)), k=n) for kinds in (WORDS, TAGS, RELATIONS, FEATS)
    )
    return said, Analysis(upos, feats, said, heads, relations, (), (), (), (), (), [])


def test_a_tree_that_is_mended_stays_a_tree():
    rng = random.Random(0)
    for said, told in (analysis(rng) for _ in range(20_000)):
        heads, relations = mended(said, told)
        assert is_tree(np.array(heads) + 1), (said, told)
        assert len(relations) == len(heads)


def test_what_leads_to_an_infinitive_is_not_its_subject():
    said = "secrecy for leaving the world to believe".split()
    heads = [-1, 6, 0, 4, 2, 6, 2]
    relations = ["root", "mark", "nsubj", "det", "obj", "mark", "xcomp"]
    assert awaited(said, heads, relations)[0] == heads
