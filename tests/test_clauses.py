"""Trees that grammar rules out: "said on Friday that …", "will wait while Chile keeps … and threatens"."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from legation.language import Language
from legation.language.clauses import agreeing, before_nouns, before_that, of_nouns, telling
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
    words = [draw(st.sampled_from(("that", "says", "of"))) for _ in heads]
    feats = [draw(st.sampled_from((FINITE, "VerbForm=Inf", ""))) for _ in heads]
    kinds = st.sampled_from(("mark", "ccomp", "conj", "obl", "nsubj", "case", "compound"))
    return words, feats, heads, ["root" if h < 0 else draw(kinds) for h in heads]


@given(trees())
def test_a_mended_tree_is_a_tree(tree: tuple[list[str], list[str], list[int], list[str]]) -> None:
    words, feats, heads, relations = tree
    assert is_tree(np.array(before_that(words, heads, relations)) + 1)
    assert is_tree(np.array(agreeing(feats, heads, relations)) + 1)
    assert is_tree(np.array(telling(feats, heads, relations)) + 1)
    assert is_tree(np.array(before_nouns(heads, relations)) + 1)
    assert is_tree(np.array(of_nouns(words, ["NOUN"] * len(words), heads, relations)[0]) + 1)


def test_of_belongs_to_the_noun_before_it() -> None:
    words = "Peru and officials of Chile met".split()
    upos = ["PROPN", "CCONJ", "NOUN", "ADP", "PROPN", "VERB"]
    relations = ["nsubj", "cc", "conj", "case", "conj", "root"]
    heads, mended = of_nouns(words, upos, [5, 2, 0, 4, 0, -1], relations)
    assert (heads, mended) == ([5, 2, 0, 4, 2, -1], ["nsubj", "cc", "conj", "case", "nmod", "root"])


def test_a_preposition_belongs_to_the_noun_whose_modifiers_follow() -> None:
    # met with former Lima police
    relations = ["root", "case", "amod", "compound", "obl"]
    assert before_nouns([-1, 3, 4, 4, 0], relations) == [-1, 4, 4, 4, 0]
    # met with Lima police: nothing of the noun's stands between
    assert before_nouns([-1, 2, 3, 0], ["root", "case", "compound", "obl"]) == [-1, 2, 3, 0]


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


def test_what_was_done_in_the_past_was_done_by_who_spoke() -> None:
    # Peru said Chile will leave and asked it to stay
    past = "Mood=Ind|Number=Sing|Person=3|Tense=Past|VerbForm=Fin"
    feats = ["", past, "", "VerbForm=Fin", "VerbForm=Inf", "", past, ""]
    heads = [1, -1, 4, 4, 1, 6, 4, 6]
    relations = ["nsubj", "root", "nsubj", "aux", "ccomp", "cc", "conj", "obj"]
    assert telling(feats, heads, relations)[6] == 1
    assert telling([*feats[:3], past, *feats[4:]], heads, relations) == heads
