"""The coreference measures, worked out by hand, and GUM's brackets."""

from itertools import permutations
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.coreference import (
    assignment,
    b_cubed,
    ceaf_e,
    clusters,
    entities,
    muc,
    placed,
    pronouns,
    score,
)
from legation.language import conllu

# "Peru and Chile said they trust Ana Ruiz. She smiled at her town."
REPORT = """\
# newdoc id = made-up
# meta::genre = news
1	Peru	Peru	PROPN	_	Number=Sing	4	nsubj	_	Entity=(1-organization-new-n-cf1-1,3-coref(2-place-new-n-cf2-1-sgl)
2	and	and	CCONJ	_	_	3	cc	_	_
3	Chile	Chile	PROPN	_	Number=Sing	1	conj	_	Entity=(3-place-new-n-cf3-1-sgl)1)
4	said	say	VERB	_	_	0	root	_	_
5	they	they	PRON	_	Number=Plur|Person=3|PronType=Prs	6	nsubj	_	Entity=(1-organization-giv:act-n-cf1-1-ana)
6	trust	trust	VERB	_	_	4	ccomp	_	_
7	Ana	Ana	PROPN	_	Number=Sing	6	obj	_	Entity=(4-person-new-n-cf4-1-coref
8	Ruiz	Ruiz	PROPN	_	Number=Sing	7	flat	_	Entity=4)|SpaceAfter=No
9	.	.	PUNCT	_	_	4	punct	_	_

1	She	she	PRON	_	Number=Sing|Person=3|PronType=Prs	2	nsubj	_	Entity=(4-person-giv:act-n-cf1-1-ana)
2	smiled	smile	VERB	_	_	0	root	_	_
3	at	at	ADP	_	_	5	case	_	_
4	her	her	PRON	_	Number=Sing|Person=3|PronType=Prs	5	nmod:poss	_	Entity=(5-place-new-n-cf2-2-sgl(4-person-giv:act-n-cf1-1-ana)
5	town	town	NOUN	_	_	2	obl	_	Entity=5)|SpaceAfter=No
6	.	.	PUNCT	_	_	2	punct	_	_
"""  # fmt: skip  # noqa: E501
PERU, CHILE, BOTH, THEY, ANA, SHE, HER = (
    (0, 0, 0),
    (0, 2, 0),
    (0, 0, 1),
    (0, 4, 0),
    (0, 6, 0),
    (1, 0, 0),
    (1, 3, 0),
)


@pytest.fixture
def report(tmp_path):
    path = tmp_path / "report.conllu"
    path.write_text(REPORT, encoding="utf-8")
    return path


def groups(*words):
    return [frozenset(word) for word in words]


def test_a_cluster_cut_in_two():
    gold, found = groups("abcd"), groups("ab", "cd")
    assert muc(gold, found) == (2, 3)  # three links, of which b-c is lost
    assert muc(found, gold) == (2, 2)
    assert b_cubed(gold, found) == (4 * 2 / 4, 4)
    assert b_cubed(found, gold) == (4, 4)
    assert ceaf_e(gold, found) == (2 * 2 / 6, 1)
    assert ceaf_e(found, gold) == (2 * 2 / 6, 2)


def test_the_example_of_pradhan_and_others():
    """Clusters cut, joined, short of one and with two too many (Pradhan et al. 2014)."""
    gold, found = groups("abc", "defg"), groups("ab", "cd", "fghi")
    assert muc(gold, found) == (1 + 1, 2 + 3)
    assert muc(found, gold) == (1 + 0 + 1, 1 + 1 + 3)
    assert b_cubed(gold, found) == (pytest.approx(2 * 2 / 3 + 1 / 3 + 1 / 4 + 2 * 2 / 4), 7)
    assert b_cubed(found, gold) == (pytest.approx(2 * 2 / 2 + 1 / 2 + 1 / 2 + 2 * 2 / 4), 8)
    assert ceaf_e(gold, found) == (pytest.approx(2 * 2 / 5 + 2 * 2 / 8), 2)
    assert ceaf_e(found, gold) == (pytest.approx(2 * 2 / 5 + 2 * 2 / 8), 3)


@pytest.mark.parametrize("measure", [muc, b_cubed, ceaf_e])
def test_nothing_found_is_nothing_right(measure):
    assert measure(groups("ab"), [])[0] == 0
    assert measure([], groups("ab")) == (0, 0)


def test_the_greatest_pair_is_not_always_taken():
    assert assignment([[0.9, 0.8], [0.8, 0.0]]) == pytest.approx(1.6)


@given(
    st.integers(1, 4).flatmap(lambda n: st.lists(st.lists(st.floats(0, 1), min_size=5, max_size=5), max_size=n))
)
def test_the_best_assignment_is_the_best_of_all(weights):
    everyone = permutations(range(5), len(weights))
    best = max(sum(row[c] for row, c in zip(weights, order, strict=True)) for order in everyone)
    assert assignment(weights) == pytest.approx(best)


def test_brackets_nest_and_a_town_is_no_state(report):
    document = list(conllu.read(report))
    assert sorted(entities(document)) == [
        (0, 0, 1, "2"),
        (0, 0, 3, "1"),
        (0, 2, 3, "3"),
        (0, 4, 5, "1"),
        (0, 6, 8, "4"),
        (1, 0, 1, "4"),
        (1, 3, 4, "4"),
    ]


def test_two_mentions_with_one_head_are_told_apart_and_single_ones_dropped(report):
    document = list(conllu.read(report))
    places = placed(entities(document), document)
    assert places == {PERU: "2", CHILE: "3", BOTH: "1", THEY: "1", ANA: "4", SHE: "4", HER: "4"}
    assert set(clusters(places)) == {frozenset([BOTH, THEY]), frozenset([ANA, SHE, HER])}


def test_a_pronoun_is_right_with_an_actor_of_that_name(report):
    document = list(conllu.read(report))
    gold = placed(entities(document), document)
    counts = pronouns(gold, {ANA: "ruiz", SHE: "ruiz", HER: "peru", PERU: "peru"}, document)
    assert (counts.hits, counts.found, counts.gold) == (1, 2, 2)  # "they" are two states, and have no name


def test_a_record_is_scored_in_gum_words(report):
    spans = {"ruiz": ["Ana Ruiz", "She", "her"], "peru": ["Peru"], "chile": ["Chile"]}
    text = conllu.raw(list(conllu.read(report)))[0]
    mentions = [
        SimpleNamespace(span=SimpleNamespace(start=(at := text.index(words)), end=at + len(words)), actor=who)
        for who, all_words in spans.items()
        for words in all_words
    ]
    reader = SimpleNamespace(draft=lambda text: SimpleNamespace(mentions=mentions))
    scores = score(report, reader)
    assert scores["MUC"] == pytest.approx(200 * 2 / 3 / (1 + 2 / 3))  # two of three links, none wrong
    assert scores["CEAF-e"] == pytest.approx(200 * 1 / (2 + 1))
    assert (scores["pronouns"], scores["pronouns, resolved"]) == (100, 100)
    assert set(score(report, reader, genres=["speech"]).values()) == {0.0}
