"""Raw text becomes sentences with exact offsets, trees and names."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legation.language import Language
from legation.language.boundaries import wraps
from legation.language.shapes import DIGITS, DOTTED, LOWER, MIXED, TITLE, UPPER, shape
from legation.nouns import Document


@pytest.fixture(scope="module")
def language():
    return Language.load()


def texts(sentence):
    return [w.text for w in sentence.words]


def test_words_are_cut_out_of_the_text_as_it_stands(language):
    text = "OSLO –  The minister\nsaid he wouldn't go.\r\n\r\n“We’ll see,” she replied."
    for sentence in language.read(text):
        assert all(text[w.start : w.end] == w.text for w in sentence.words)


def test_a_contraction_is_two_words(language):
    (sentence,) = language.read("They don't agree with us.")
    assert texts(sentence)[:3] == ["They", "do", "n't"]


def test_a_closing_quotation_mark_stays_with_its_sentence(language):
    first, second = language.read("“We will not sign it.” The envoy left the hall.")
    assert texts(first)[-1] == "”"
    assert texts(second)[0] == "The"


def test_an_abbreviation_ends_no_sentence(language):
    (sentence,) = language.read("The U.S. Senate passed the bill on Friday.")
    assert "U.S." in texts(sentence)


def test_a_blank_line_ends_a_sentence(language):
    assert len(language.read("Talks resume in Geneva\n\nThe delegations arrived on Monday.")) == 2


def test_the_subject_of_an_active_verb_and_the_agent_of_a_passive_one(language):
    (active,) = language.read("The minister condemned the attack.")
    verb = next(i for i, w in enumerate(active.words) if w.lemma == "condemn")
    assert [active.words[i].text for i in active.children(verb, "nsubj")] == ["minister"]
    (passive,) = language.read("The attack was condemned by the minister.")
    verb = next(i for i, w in enumerate(passive.words) if w.lemma == "condemn")
    assert [passive.words[i].text for i in passive.children(verb, "nsubj")] == ["attack"]
    assert [passive.words[i].text for i in passive.children(verb, "obl")] == ["minister"]


def test_people_places_and_organisations_are_named(language):
    text = "In Nairobi, Maria Keller of the United Nations met Kenyan officials."
    (sentence,) = language.read(text)
    names = {(" ".join(texts(sentence)[n.start : n.end]), n.kind) for n in sentence.names}
    assert {("Nairobi", "place"), ("Maria Keller", "person"), ("United Nations", "organisation")} <= names


def test_a_name_ends_where_a_heading_runs_on_into_the_text(language):
    text = "The crossing   Maria Keller of Peru met Tomás Aguirre."
    names = [text[s.words[n.start].start : s.words[n.end - 1].end] for s in language.read(text) for n in s.names]
    assert "Maria Keller" in names
    assert not [n for n in names if "   " in n]


def test_who_says_what_and_when_is_marked(language):
    text = "“The offer stands,” the Peruvian minister said on Tuesday."
    (sentence,) = language.read(text)
    (told,) = sentence.told
    assert [texts(sentence)[told.cue.start : told.cue.end]] == [["said"]]
    marked = {m.kind: " ".join(texts(sentence)[m.start : m.end]) for m in told.arguments}
    assert marked["source"] == "the Peruvian minister"
    assert "The offer stands" in marked["content"]
    assert [texts(sentence)[m.start : m.end] for m in sentence.times] == [["Tuesday"]]


def test_what_is_denied_is_less_sure_than_what_is_told(language):
    told, denied = language.read("Peru signed the treaty. Peru did not sign the treaty.")
    assert told.factuality[1] > 2
    assert denied.factuality[3] < -1


def test_a_predicate_has_its_roles(language):
    words = "Peru handed the letter to the envoy .".split()
    (read,) = language.model.read([words], predicates=[[1]])
    assert 1 in read.predicates
    roles = {m.kind: words[m.start : m.end] for m in read.roles[0]}
    assert roles["ARG0"] == ["Peru"]
    assert roles["ARG1"] == ["the", "letter"]


def test_a_report_reads_alike_whatever_stands_beside_it(reader):
    long = "The two delegations met for a third day in the old town hall by the river. " * 5
    short = "Peru rejected the offer. The minister met the envoy in Lima. She left the room."
    alone = reader.read(short).to_dict()
    for beside in ([long, short], [short, long], [long, short, long]):
        records = list(reader.read_many(Document(t) for t in beside))
        assert records[beside.index(short)].to_dict() == alone


@pytest.mark.parametrize(
    "text", ["", "   \n\t ", "\u200b", "…", "\ud800", "漢字かな交じり文。", "a" * 5000, "a " * 5000]
)
def test_odd_text_reads_without_error(language, text):
    for sentence in language.read(text):
        assert all(text[w.start : w.end] == w.text for w in sentence.words)


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=200))
def test_no_visible_character_is_lost(language, text):
    covered = {i for s in language.read(text) for w in s.words for i in range(w.start, w.end)}
    assert covered == {i for i, c in enumerate(text) if not c.isspace()}


@pytest.mark.parametrize(
    ("word", "expected"),
    [("talks", LOWER), ("Oslo", TITLE), ("NATO", UPPER), ("U.S.", DOTTED), ("2025", DIGITS), ("McCain", MIXED)],
)
def test_the_shape_of_a_word_keeps_its_case(word, expected):
    assert shape(word) == expected


def test_a_full_line_does_not_end_a_sentence(language):
    text = (
        "Quarterly talks on the river began this morning with Prime Minister Rosa\n"
        "Quilla of Peru in the chair. The ministers discussed the new crossing in\n"
        "Tumbes and the price of water.\n"
    )
    assert [s.words[0].text for s in language.read(text)] == ["Quarterly", "The"]


def test_a_short_line_may_end_a_sentence():
    assert not wraps("Peru\nChile\nBolivia\nEcuador")
    assert not wraps("Ministers meet in Lima\n" + "The ministers met on Monday. " * 20)
