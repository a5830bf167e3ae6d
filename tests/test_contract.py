"""The record has the contract's form, whatever the report."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import legation
from legation.nouns import Span
from legation.reader import Reader
from tests.conftest import BORDER, ROOT
from tests.contract import KEYS, check


def test_a_record_written_by_hand_has_the_contracts_form(border):
    check(border)


def test_a_span_out_of_the_text_is_found(border):
    """The check itself can fail."""
    far = Span(len(BORDER), len(BORDER) + 5, "there")
    (event,) = border.events
    outside = replace(event, evidence=replace(event.evidence, targets=(far,)))
    with pytest.raises(AssertionError):
        check(replace(border, events=(outside,)))


def test_an_actor_that_is_nobody_is_found(border):
    with pytest.raises(AssertionError):
        check(replace(border, actors=border.actors[1:]))


def test_the_text_can_be_left_out(border):
    data = border.to_dict(text=False)
    assert "text" not in data["document"]
    assert data["document"]["sha256"] == border.to_dict()["document"]["sha256"]


def test_every_field_is_explained():
    told = (ROOT / "docs" / "record.md").read_text(encoding="utf-8")
    fields = {key for keys in KEYS.values() for key in keys.split()} | set(KEYS)
    assert {field for field in fields if f"`{field}`" not in told} == set()


def test_the_public_names_are_there():
    for name in legation.__all__:
        assert getattr(legation, name) is not None


WORDS = (
    "Iran Tehran Peru the United States Washington President Trump Masoud Pezeshkian he she they it ministry "
    "said says denied warned that if unless as long as will not must wants to bomb met signed rejected a letter "
    "sanctions talks deal on Tuesday in 2019 last year U.S. NATO and or by with “ ” ‘ ’ \" ' . , ; : – — ( ) ! ? "
    "\n \n\n \t don’t Kim’s 3.5 km https://x.org @y #z é 漢字 🙂 \u200b \u00ad \ufeff"
).split(" ")
REPORTS = st.one_of(
    st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join),
    st.text(max_size=200),
    st.lists(st.sampled_from([*WORDS, BORDER[:70], BORDER[75:153], BORDER[153:]]), max_size=12).map(" ".join),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=REPORTS, published=st.none() | st.dates())
def test_every_span_lies_inside_and_every_id_resolves_whatever_the_text(reader: Reader, text, published):
    record = reader.read(text, published=published)
    assert record.document.text == text
    check(record)
