"""The reports of examples/: what a person of the field reads in them."""

from pathlib import Path

import pytest

from legation.nouns import Record
from legation.reader import Reader
from tests.contract import check

PUBLISHED = {"standoff": "2026-03-12", "ceasefire": "2026-05-16", "summit": "2026-04-22"}


@pytest.fixture(scope="module")
def records(reader: Reader, examples: Path) -> dict[str, Record]:
    texts = {name: (examples / f"{name}.txt").read_text(encoding="utf-8") for name in PUBLISHED}
    return {name: reader.read(text, published=PUBLISHED[name], id=name) for name, text in texts.items()}


def told(record: Record, kind: str) -> list[tuple[str, ...]]:
    """Type, trigger and date of the record's events of a type."""
    return [(e.evidence.trigger.text, e.when.value if e.when else "") for e in record.events if e.type == kind]


def named(record: Record, *names: str) -> list[str]:
    ids = {a.name: a.id for a in record.actors}
    return [ids[name] for name in names]


def test_every_example_is_of_newswire_length(examples):
    for path in sorted(examples.glob("*.txt")):
        assert path.stem in PUBLISHED
        assert 200 <= len(path.read_text(encoding="utf-8").split()) <= 350


def test_every_example_has_the_contracts_form(records):
    for record in records.values():
        check(record)
        assert record.statements
        assert record.events


def test_countries_and_people_of_the_standoff_are_actors(records):
    assert named(records["standoff"], "Peru", "Ecuador", "Brazil", "Colombia") == ["PER", "ECU", "BRA", "COL"]
    assert named(records["standoff"], "Lucía Ferrer", "Andrés Villalba", "Tomás Aguirre", "Marcela Duarte")


def test_the_refusal_to_talk_keeps_its_condition(records):
    (position,) = [p for p in records["standoff"].positions if p.holder == "PER" and p.stance == "will-not"]
    assert position.toward == "ECU"
    assert [c.kind for c in position.conditions] == ["as-long-as"]
    assert position.conditions[0].content.text.startswith("Quito keeps")


def test_the_offer_to_sit_down_keeps_its_condition(records):
    (ferrer,) = named(records["standoff"], "Lucía Ferrer")
    (position,) = [p for p in records["standoff"].positions if p.act.text.startswith("sit down")]
    assert position.stance == "will"
    assert position.holder in ("PER", ferrer)
    assert [c.kind for c in position.conditions] == ["if"]


def test_a_quote_broken_by_its_cue_is_one_statement_in_two_spans(records):
    (said,) = [s for s in records["standoff"].statements if s.content[0].text.startswith("If the border")]
    assert [said.speaker] == named(records["standoff"], "Lucía Ferrer")
    assert said.content[-1].text.startswith("But nobody negotiates")


def test_a_refused_message_has_its_year_and_its_carrier(records):
    refusals = [e for e in records["standoff"].events if e.type == "REJECT"]
    (refusal,) = [e for e in refusals if e.when and e.when.value == "2024"]
    assert list(refusal.sources) == named(records["standoff"], "Tomás Aguirre")
    assert refusal.via == ("COL",)


def test_a_refusal_only_thought_possible_is_possible(records):
    last = records["standoff"].events[-1]
    assert (last.type, last.status) == ("REJECT", "possible")


def test_the_accusation_and_its_denial_face_each_other(records):
    ceasefire = records["ceasefire"]
    minister, commander = named(ceasefire, "Idriss Abakar", "Moussa Deby Laounga")
    assert any(e.sources == (minister,) for e in ceasefire.events if e.type == "ACCUSE")
    assert any(e.sources == (commander,) for e in ceasefire.events if e.type == "REJECT")


def test_the_killing_is_an_assault(records):
    assert told(records["ceasefire"], "ASSAULT")


def test_the_ministers_met_on_tuesday(records):
    assert ("met", "2026-04-21") in told(records["summit"], "CONSULT")


def test_praise_and_criticism_of_the_summit_have_their_sources(records):
    summit = records["summit"]
    assert any(e.sources == ("JPN",) for e in summit.events if e.type == "SUPPORT")
    assert any(e.sources == ("CHN",) for e in summit.events if e.type == "ACCUSE")
