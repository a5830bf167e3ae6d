"""A lemma is an edit of the word, and the edit can be learned from pairs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.language import Language, lemmas

WORD = st.text("abcdefgMNO", min_size=1, max_size=12)


@given(WORD, WORD)
def test_a_rule_made_from_a_pair_gives_the_lemma_back(word, lemma):
    assert lemmas.apply(lemmas.rule(word, lemma), word) == lemma


@pytest.mark.parametrize(
    ("word", "lemma", "other", "expected"),
    [
        ("talks", "talk", "walks", "walk"),
        ("Denied", "deny", "replied", "reply"),
        ("London", "London", "Oslo", "Oslo"),
    ],
)
def test_a_rule_learned_on_one_word_serves_another(word, lemma, other, expected):
    assert lemmas.apply(lemmas.rule(word, lemma), other) == expected


def test_a_rule_that_cuts_more_than_there_is_leaves_the_word():
    assert lemmas.apply("l:5:", "ox") == "ox"


@pytest.mark.parametrize(
    ("text", "lemma"),
    [
        ("Peru sent medical supplies.", "supply"),
        ("Chile re-imposed the tariffs.", "re-impose"),
        ("The hostages were freed.", "free"),
    ],
)
def test_an_unseen_form_has_the_lemma_of_what_it_is_made_from(text: str, lemma: str) -> None:
    (sentence,) = Language.load().read(text)
    assert lemma in {w.lemma for w in sentence.words}
