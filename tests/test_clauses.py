"""Trees that grammar rules out: "said on Friday that …", "will wait while Chile keeps … and threatens"."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from legation.language import Language
from legation.language.clauses import agreeing, before_that
from legation.language.trees import is_tree
from legation.reader import Reader

FINITE = "Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin"


@st.composite
def trees(draw: st.DrawFn) -> tuple[list[str], list[str], list[int], list[str]]:
    """Words, features, heads (-1 for the root) and relations of any tree."""
    n = draw(st.integers(1, 8))
    order = draw(st.permutations(range(n)))
    heads = [-1] * n
    for k, i in enumerate(order[1:], 1):
        heads[i] = order[draw(st.integers(0, k - 1))]
    words = [draw(st.sampled_from(("that", "says", "go"))) for _ in heads]
    feats = [draw(st.sampled_from((FINITE, "VerbForm=Inf", ""))) for _ in heads]
    kinds = st.sampled_from(("mark", "ccomp", "conj", "obl", "nsubj"))
    return words, feats, heads, ["root" if h < 0 else draw(kinds) for h in heads]


@given(trees())
def test_a_mended_tree_is_a_tree(tree: tuple[list[str], list[str], list[int], list[str]]) -> None:
    words, feats, heads, relations = tree
    assert is_tree(np.array(before_that(words, heads, relations)) + 1)
    assert is_tree(np.array(agreeing(feats, heads, relations)) + 1)


def test_what_stands_before_that_is_of_the_verb_of_saying() -> None:
    words = ["Ruiz", "said", "Friday", "that", "Peru", "signs"]
    relations = ["nsubj", "root", "obl", "mark", "nsubj", "ccomp"]
    assert before_that(words, [1, -1, 5, 5, 5, 1], relations) == [1, -1, 1, 5, 5, 1]
    assert before_that(words, [1, -1, 1, 5, 5, 1], relations) == [1, -1, 1, 5, 5, 1]


def test_verbs_of_one_form_are_coordinated() -> None:
    # Peru will wait while Chile keeps ports and threatens
    feats = ["", "VerbForm=Fin", "VerbForm=Inf", "", "", FINITE, "", "", FINITE]
    relations = "nsubj aux root mark nsubj advcl obj cc conj".split()
    assert agreeing(feats, [2, 2, -1, 5, 5, 2, 5, 8, 2], relations) == [2, 2, -1, 5, 5, 2, 5, 8, 5]
    assert agreeing([*feats[:8], "VerbForm=Inf"], [2, 2, -1, 5, 5, 2, 5, 8, 2], relations)[8] == 2


def test_who_keeps_the_crossing_closed_is_who_threatens(reader: Reader) -> None:
    text = (
        "LIMA – Peruvian President Lucía Ferrer said on Wednesday that Peru will not hold talks with Ecuador as "
        "long as Quito keeps the border crossing closed and threatens to divert the river."
    )
    record = reader.read(text, published="2026-03-12")
    (threat,) = (e for e in record.events if e.type == "THREATEN")
    assert (threat.sources, threat.status) == (("ECU",), "hypothetical")
    assert [s.when and s.when.value for s in record.statements] == ["2026-03-11"]
    (sentence,) = Language.load().read(text)
    assert next(w for w in sentence.words if w.text == "Wednesday").head == 6
