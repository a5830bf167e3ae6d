"""Which agreements a report names."""

from collections.abc import Callable

import pytest

from legation.coding import agreements
from legation.coding.draft import Draft
from legation.language import Language
from legation.nouns import Document

Found = Callable[[str], dict[str, list[str]]]


@pytest.fixture(scope="module")
def found() -> Found:
    language = Language.load()

    def read(text: str) -> dict[str, list[str]]:
        draft = agreements.find(Draft(Document(text), language.read(text)))
        return {a.id: [m.text for m in a.mentions] for a in draft.agreements}

    return read


def test_an_agreement_is_one_whatever_its_name(found: Found) -> None:
    text = "Oman praised the Joint Comprehensive Plan of Action (JCPOA). The JCPOA, or Iran nuclear deal, lives."
    assert found(text) == {
        "agreement:jcpoa": ["Joint Comprehensive Plan of Action", "JCPOA", "JCPOA", "Iran nuclear deal"]
    }


def test_a_garbled_name_is_found(found: Found) -> None:
    assert list(found("They left the Joint Comprehensive Action Plan.")) == ["agreement:jcpoa"]


def test_the_deal_is_the_one_told_of_last(found: Found) -> None:
    assert found("Iran kept to the JCPOA. Critics of the deal were few.") == {"agreement:jcpoa": ["JCPOA", "deal"]}


def test_the_deal_without_one_before_is_none(found: Found) -> None:
    assert found("They signed the deal on Monday.") == {}


def test_an_unknown_treaty_is_named_by_its_own_words(found: Found) -> None:
    assert found("Peru signed the Treaty of Puno.") == {"agreement:treaty-of-puno": ["Treaty of Puno"]}


def test_a_report_without_agreements_has_none(found: Found) -> None:
    assert found("The minister plans to agree to nothing.") == {}
