"""Who speaks a whole report, by its title."""

from datetime import date

import pytest

from legation.coding.cast.byline import author
from legation.reader import Reader

DAY = date(2024, 5, 2)


@pytest.mark.parametrize(
    ("title", "person", "country"),
    [
        ("Remarks by President Emmanuel Macron at the Harbour Forum", "person:emmanuel-macron", "FRA"),
        ("Statement from NSC Spokesperson Orla Quennell on the talks", "person:orla-quennell", "USA"),
        ("Speech by Prime Minister Keir_Starmer Announcing a New Port", "person:keir-starmer", "GBR"),
        ("Remarks by Secretary of State Antony Blinken Before a Meeting", "person:antony-blinken", "USA"),
    ],
)
def test_a_title_names_the_author(title: str, person: str, country: str) -> None:
    found = author(title, DAY)
    assert found is not None
    assert (found.id, found.country) == (person, country)


@pytest.mark.parametrize(
    "title",
    [
        None,
        "",
        "Remarks by President Macron and Prime Minister Starmer before talks",
        "Port struck by a storm from the south",
        "Remarks by",
        "Statement from the Harbour Board on dredging",
    ],
)
def test_several_authors_a_body_or_none_are_no_author(title: str | None) -> None:
    assert author(title, DAY) is None


def test_what_the_author_condemns_is_the_authors_act(reader: Reader) -> None:
    record = reader.read(
        "We condemn the attack that Chad launched on Niger. Niger did not provoke it.",
        title="Statement by President Emmanuel Macron on the border",
        published="2024-05-02",
    )
    assert record.actor("person:emmanuel-macron").mentions == ()
    accused = next(e for e in record.events if e.type == "ACCUSE")
    assert accused.sources == ("person:emmanuel-macron",)
