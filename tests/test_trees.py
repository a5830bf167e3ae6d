"""Every sentence gets a tree: one root, a head for each word, no cycle."""

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


WORDS = st.sampled_from(("for", "to", "that", "of", "with", "on", "not", "”", "Peru", "border", "vow", "leave"))
RELATIONS = st.sampled_from(
    ("nsubj", "obj", "obl", "mark", "case", "ccomp", "xcomp", "conj", "compound", "compound:prt", "nmod", "advcl")
)
TAGS = st.sampled_from(("VERB", "NOUN", "ADP"))
FEATS = st.sampled_from(
    (
        "Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin",
        "Mood=Ind|Tense=Past|VerbForm=Fin",
        "VerbForm=Inf",
        "_",
    )
)


@st.composite
def analyses(draw):
    """Words with any tree, in the relations and forms that the mends look for."""
    table = draw(st.integers(2, 12).flatmap(scores))
    np.fill_diagonal(table[:, 1:], -1e4)
    heads = decode(table)
    n = len(heads)
    said, upos, relations, feats = (
        draw(st.lists(kind, min_size=n, max_size=n)) for kind in (WORDS, TAGS, RELATIONS, FEATS)
    )
    return said, Analysis(upos, feats, said, (heads - 1).tolist(), relations, (), (), (), (), (), [])


@settings(deadline=None, max_examples=500)
@given(analyses())
def test_a_tree_that_is_mended_stays_a_tree(given_words):
    heads, relations = mended(*given_words)
    assert is_tree(np.array(heads) + 1)
    assert len(relations) == len(heads)


def test_what_leads_to_an_infinitive_is_not_its_subject():
    said = "secrecy for leaving the world to believe".split()
    heads = [-1, 6, 6, 4, 2, 6, 2]
    relations = ["root", "mark", "nsubj", "det", "obj", "mark", "xcomp"]
    assert awaited(said, heads, relations)[0] == heads
