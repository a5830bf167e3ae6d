"""What the language model marks as declared goes together with the claims that words and tree tell."""

from dataclasses import replace

import pytest

from legation.coding.stance.claims import claims
from legation.coding.stance.learned import declared
from legation.language import Language
from legation.language.sentence import Mark, Sentence


@pytest.fixture(scope="module")
def language() -> Language:
    return Language.load()


PROMISE = "Peru will leave the bloc."
WORK = "Peru works to reopen the port."


def marked(language: Language, text: str, probability: float, act: str = "", stance: str = "will") -> Sentence:
    """A sentence whose words of ``act`` are marked with a probability; without ``act`` all words have it."""
    (sentence,) = language.read(text)
    at = text.index(act)
    inside = [at <= w.start < at + len(act or text) for w in sentence.words]
    marks = (Mark(inside.index(True), len(inside) - inside[::-1].index(True), stance),) if act else ()
    return replace(sentence, stances=marks, declared=tuple(probability if i else 0.0 for i in inside))


def found(sentence: Sentence) -> list[tuple[str, str, str | None]]:
    """Stance, holder and act of what is declared."""
    words = [w.text for w in sentence.words]
    told = declared(sentence, claims(sentence, ()), ())
    return [(c.stance, words[c.act], None if c.holder is None else words[c.holder]) for c in told]


def test_a_claim_that_the_model_finds_unlikely_is_none(language: Language) -> None:
    assert found(marked(language, PROMISE, 0.9)) == [("will", "leave", "Peru")]
    assert found(marked(language, PROMISE, 0.01)) == []


def test_where_nothing_is_known_of_it_the_words_decide(language: Language) -> None:
    sentence = replace(marked(language, PROMISE, 0.01), declared=())
    assert found(sentence) == [("will", "leave", "Peru")]


def test_an_act_that_no_cue_declares_is_declared_where_it_is_marked_as_likely(language: Language) -> None:
    assert found(marked(language, WORK, 0.9, "reopen the port")) == [("will", "reopen", "Peru")]
    assert found(marked(language, WORK, 0.4, "reopen the port")) == []


def test_a_mark_on_the_words_of_a_claim_is_that_claim(language: Language) -> None:
    assert len(found(marked(language, PROMISE, 0.9, "leave the bloc", "will-not"))) == 1


def test_who_demands_is_the_subject_of_the_word_that_the_act_hangs_on(language: Language) -> None:
    sentence = marked(language, "Peru presses Chile to reopen the port.", 0.9, "reopen the port", "wants")
    assert [(stance, holder) for stance, _, holder in found(sentence)] == [("wants", "Peru")]
