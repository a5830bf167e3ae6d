"""Which clauses are conditions, of which kind, and in exactly which words."""

import pytest

from legation.coding.stance.conditions import conditions
from legation.language import Language
from legation.nouns import Span


@pytest.fixture(scope="module")
def language() -> Language:
    return Language.load()


def found(language: Language, text: str) -> list[tuple[str, str, str]]:
    """Kind, connective and content of each condition of ``text``."""
    out = []
    for sentence in language.read(text):
        for clause in conditions(sentence):
            spans = []
            for a, b in (clause.connective, clause.content):
                spans.append(Span.of(text, sentence.words[a].start, sentence.words[b - 1].end).text)
            out.append((clause.kind, spans[0], spans[1]))
    return out


@pytest.mark.parametrize(
    ("text", "kind", "connective", "content"),
    [
        ("Norway will sign if Sweden lifts the tariffs.", "if", "if", "Sweden lifts the tariffs"),
        ("If Sweden lifts the tariffs, Norway will sign.", "if", "If", "Sweden lifts the tariffs"),
        ("Norway will not sign unless Sweden pays.", "unless", "unless", "Sweden pays"),
        ("We will fight until they leave our land.", "until", "until", "they leave our land"),
        ("Peru will stay as long as Chile keeps its word.", "as-long-as", "as long as", "Chile keeps its word"),
        ("So long as troops remain, there will be no talks.", "as-long-as", "So long as", "troops remain"),
        ("Oman will return once the siege is lifted.", "once", "once", "the siege is lifted"),
        ("Oman will reply as soon as the letter arrives.", "once", "as soon as", "the letter arrives"),
        ("They will talk only if the guns fall silent.", "only-if", "only if", "the guns fall silent"),
        ("They will talk provided that both sides agree.", "only-if", "provided that", "both sides agree"),
        ("The moment Sweden pays, Norway will sign.", "once", "The moment", "Sweden pays"),
        ("At any time that Sweden pays, Norway will sign.", "if", "At any time that", "Sweden pays"),
        ("Norway’s vote is subject to a visit.", "only-if", "subject to", "a visit"),
        ("Norway tied its vote to a visit.", "only-if", "to", "a visit"),
        (
            "Cuba will free the crew on condition that Haiti apologises.",
            "only-if",
            "on condition that",
            "Haiti apologises",
        ),
        (
            "Ghana offered fuel in exchange for the release of its sailors.",
            "in-exchange-for",
            "in exchange for",
            "the release of its sailors",
        ),
        ("A truce is impossible without foreign monitors.", "without", "without", "foreign monitors"),
        (
            "Kenya’s return to the talks hinges on a full apology.",
            "only-if",
            "hinges on",
            "a full apology",
        ),
    ],
)
def test_a_condition_is_its_kind_and_its_clause_without_the_connective(
    language: Language, text: str, kind: str, connective: str, content: str
) -> None:
    assert (kind, connective, content) in found(language, text)


def test_two_clauses_under_one_if_are_one_content(language: Language) -> None:
    text = "Chile will withdraw if Peru disarms and opens its ports."
    assert found(language, text) == [("if", "if", "Peru disarms and opens its ports")]


def test_two_ifs_are_two_conditions(language: Language) -> None:
    text = "Chile will withdraw if Peru disarms and if Bolivia opens its ports."
    assert [c[2] for c in found(language, text)] == ["Peru disarms", "Bolivia opens its ports"]


def test_a_quotation_ends_its_condition(language: Language) -> None:
    text = "“We will leave if they pay,” the minister said."
    assert found(language, text) == [("if", "if", "they pay")]


@pytest.mark.parametrize(
    ("text", "connective", "content"),
    [
        ("Should Chile attack, Peru will defend itself.", "Should", "Chile attack"),
        ("Were Chile to attack, Peru would defend itself.", "Were", "Chile to attack"),
        ("Peru has enough ships to defend itself, should Chile attack.", "should", "Chile attack"),
    ],
)
def test_an_inverted_auxiliary_opens_a_condition(
    language: Language, text: str, connective: str, content: str
) -> None:
    assert found(language, text) == [("if", connective, content)]


def test_a_condition_ends_where_an_aside_begins(language: Language) -> None:
    text = "Peru will sign once Chile pays its debts, according to the minister."
    assert found(language, text) == [("once", "once", "Chile pays its debts")]


def test_a_precondition_is_the_subject_of_its_sentence(language: Language) -> None:
    text = "A full apology is a precondition for talks with Chile."
    assert found(language, text) == [("only-if", "precondition", "A full apology")]


def test_what_comes_before_otherwise_is_the_condition(language: Language) -> None:
    text = "Chile must withdraw, otherwise Peru will close its ports."
    assert found(language, text) == [("unless", "otherwise", "Chile must withdraw")]


def test_a_condition_within_a_condition_is_part_of_it(language: Language) -> None:
    text = "If Chile leaves once the treaty is signed, Peru will open its ports."
    assert [c[0] for c in found(language, text)] == ["if"]


@pytest.mark.parametrize(
    "text",
    [
        "Reporters asked if Norway will sign.",
        "He spoke as if nothing had happened.",
        "Few states, if any, will sign.",
        "Peru will sign even if Chile objects.",
        "The envoy once again thanked his hosts.",
        "The office will stay open until Friday.",
        "The source spoke on condition of anonymity.",
        "Peru will answer without delay.",
        "When asked, he declined to comment.",
        "The moment has come.",
        "Each time that Sweden had paid, Norway signed.",
        "The office will stay open until at least 2030.",
        "Come and see the port.",
    ],
)
def test_words_that_only_look_like_a_condition_are_none(language: Language, text: str) -> None:
    assert found(language, text) == []
