"""Trees in which a verb has two subjects are mended: "Peru will sign if Chile does, Ana Ruiz said"."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from legation.language import Language
from legation.language.subjects import (
    awaited,
    bordering,
    denials,
    infinitives,
    mended,
    objects,
    prepositions,
    tellers,
    that_clauses,
)
from legation.language.trees import is_tree


@st.composite
def trees(draw: st.DrawFn) -> tuple[list[int], list[str]]:
    """Heads (-1 for the root) and relations of any tree: each word hangs on one drawn before it."""
    n = draw(st.integers(1, 8))
    order = draw(st.permutations(range(n)))
    heads = [-1] * n
    for k, i in enumerate(order[1:], 1):
        heads[i] = order[draw(st.integers(0, k - 1))]
    kinds = st.sampled_from(("nsubj", "nsubj:pass", "ccomp", "obj", "advcl"))
    return heads, ["root" if h < 0 else draw(kinds) for h in heads]


@given(trees())
def test_a_mended_tree_is_a_tree(tree: tuple[list[int], list[str]]) -> None:
    heads = mended(*tree)
    assert is_tree(np.array(heads) + 1)
    assert mended(heads, tree[1]) == mended(mended(heads, tree[1]), tree[1])


def test_the_clause_that_is_said_gets_its_subject() -> None:
    # Peru signs , Ruiz said
    assert mended([4, 4, 1, 4, -1], ["nsubj", "ccomp", "punct", "nsubj", "root"]) == [1, 4, 1, 4, -1]


def test_a_clause_with_a_subject_of_its_own_is_left() -> None:
    # Ruiz said Peru signs ; Peru signs , said Ruiz
    assert mended([1, -1, 3, 1], ["nsubj", "root", "nsubj", "ccomp"]) == [1, -1, 3, 1]
    assert mended([1, 3, 1, -1, 3], ["nsubj", "ccomp", "punct", "root", "nsubj"]) == [1, 3, 1, -1, 3]


def test_a_second_subject_behind_a_verb_is_its_object() -> None:
    upos = ["PROPN", "VERB", "NOUN"]
    assert objects([1, -1, 1], ["nsubj", "root", "nsubj"], upos) == ["nsubj", "root", "obj"]
    assert objects([-1, 0, 1], ["root", "ccomp", "nsubj"], ["VERB", "VERB", "PROPN"]) == ["root", "ccomp", "nsubj"]


def test_who_said_it_is_not_who_will_do_it() -> None:
    text = "Peru will negotiate with Ecuador if Ecuador lifts its sanctions, Peruvian minister Rosa Medina said."
    (sentence,) = Language.load().read(text)
    words = {w.text: i for i, w in enumerate(sentence.words)}
    assert sentence.words[words["Peru"]].head == words["negotiate"]
    assert sentence.words[words["Rosa"]].head == words["said"]


def test_not_before_an_infinitive_denies_it() -> None:
    assert denials(["urged", "not", "to", "go"], ["root", "mark", "mark", "xcomp"])[1:3] == ["advmod", "mark"]


def test_an_infinitive_that_a_verb_asks_for_is_its_complement() -> None:
    said, heads = ["threatened", "to", "close"], [-1, 2, 0]
    assert infinitives(said, ["threaten", "to", "close"], heads, ["root", "mark", "advcl"])[2] == "xcomp"
    assert infinitives(said, ["stop", "to", "close"], heads, ["root", "mark", "advcl"])[2] == "advcl"


def test_a_neighbour_hangs_on_its_border() -> None:
    said, heads = ["drilled", "on", "borders", "with", "Peru"], [-1, 2, 0, 4, 0]
    relations = ["root", "case", "obl", "case", "obl"]
    lemmas = ["drill", "on", "border", "with", "Peru"]
    assert bordering(said, lemmas, heads, relations) == ([-1, 2, 0, 4, 2], [*relations[:4], "nmod"])
    assert bordering(said, ["drill", "on", "day", "with", "Peru"], heads, relations) == (heads, relations)


@given(trees())
def test_a_tree_with_its_borders_is_a_tree(tree: tuple[list[int], list[str]]) -> None:
    heads, relations = tree
    said = ["border", "with"] * len(heads)
    told = ["case" if i % 2 else r for i, r in enumerate(relations)]
    assert is_tree(np.array(bordering(said[: len(heads)], said, heads, told)[0]) + 1)


def test_a_complement_with_a_subject_behind_that_is_a_clause() -> None:
    said, heads = ["demands", "that", "Peru", "go"], [-1, 3, 3, 0]
    assert that_clauses(said, heads, ["root", "mark", "nsubj", "xcomp"])[3] == "ccomp"
    assert that_clauses(said, heads, ["root", "mark", "advmod", "xcomp"])[3] == "xcomp"


def test_who_stands_between_for_and_to_is_to_act() -> None:
    said, heads = ["call", "for", "Peru", "to", "go"], [-1, 4, 0, 4, 0]
    relations = ["root", "mark", "nmod", "mark", "acl"]
    assert awaited(said, heads, relations) == ([-1, 4, 4, 4, 0], ["root", "mark", "nsubj", "mark", "acl"])
    assert awaited(["call", "of", *said[2:]], heads, relations) == (heads, relations)


def test_a_particle_before_a_bare_phrase_is_its_preposition() -> None:
    said, heads = ["called", "on", "Peru", "to", "go"], [-1, 0, 0, 4, 0]
    relations = ["root", "compound:prt", "obl", "mark", "xcomp"]
    assert prepositions(said, heads, relations) == ([-1, 2, 0, 4, 0], ["root", "case", *relations[2:]])
    assert prepositions(["called", "off", *said[2:]], heads, relations) == (heads, relations)


def test_who_stands_between_a_quotation_and_its_verb_speaks() -> None:
    said = ['"', "Talks", "failed", '"', "Ruiz", "was", "quoted"]
    heads = [2, 2, 6, 2, 2, 6, -1]
    relations = ["punct", "nsubj", "ccomp", "punct", "obj", "aux:pass", "root"]
    assert tellers(said, heads, relations)[0][4] == 6
    assert tellers(['"', "Talks", "failed", "with", *said[4:]], heads, relations) == (heads, relations)
