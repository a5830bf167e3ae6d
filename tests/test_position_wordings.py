"""Positions in wordings that trees tell in several ways, and the near misses beside them."""

import pytest

from legation.nouns import Position
from legation.reader import Reader


@pytest.mark.parametrize(
    ("sentence", "held"),
    [
        ("Canada said it stood ready to send engineers.", [("CAN", "will")]),
        ("Kuwait and Bahrain agreed to link their grids.", [("KWT", "will"), ("BHR", "will")]),
        ("Kuwait and Bahrain said they would link their grids.", [("KWT", "will"), ("BHR", "will")]),
        (
            "Kuwait and Bahrain said Qatar and Oman hoped they would link their grids.",
            [("QAT", "wants"), ("OMN", "wants")],
        ),
        (
            "Neither Haiti nor Jamaica will sign the accord, diplomats said.",
            [("HTI", "will-not"), ("JAM", "will-not")],
        ),
        ("Denmark cannot accept such a clause, its minister said.", [("DNK", "will-not")]),
        ("Stressing that Uganda never has and never will trade land, the minister left.", [("UGA", "will-not")]),
        (
            "Beijing hopes that Manila will choose dialogue, and warns that it will respond to any provocation.",
            [("CHN", "wants"), ("CHN", "will")],
        ),
        ("Critics say Norway wants to ruin the fishery.", []),
        ("Nothing is signed until everyone has signed.", [("group:unnamed-speaker", "will-not")]),
        ("If the exporter boosts its output, Peru will be unable to hurt it, the envoy said.", []),
        ("For example, if Chile wants to close the valve, there are many things that can be done.", []),
    ],
)
def test_who_holds_what(reader: Reader, sentence: str, held: list[tuple[str, str]]) -> None:
    assert [(p.holder, p.stance) for p in reader.read(sentence).positions] == held


def test_what_one_has_to_make_sure_of_is_demanded_of_whom_it_binds(reader: Reader) -> None:
    demand = _one(reader, "Sudan needed to make sure that Chad would not break the truce.")
    assert (demand.holder, demand.stance, demand.toward) == ("SDN", "must-not", "TCD")
    assert demand.act.text == "break the truce"


@pytest.mark.parametrize(
    ("sentence", "kind", "content"),
    [
        (
            'If mistakes are made, even by our friends, Peru will correct them," said Hugo Salas.',
            "if",
            "mistakes are made, even by our friends",
        ),
        ("In case of an attack, NATO will defend Estonia.", "if", "an attack"),
        ("A condition for any such meeting is an apology, Colombia said.", "only-if", "an apology"),
        (
            "The sanctions will remain until Cuba frees the deputies, Peru said.",
            "until",
            "Cuba frees the deputies",
        ),
    ],
)
def test_the_whole_condition_is_kept(reader: Reader, sentence: str, kind: str, content: str) -> None:
    (condition,) = _one(reader, sentence).conditions
    assert (condition.kind, condition.content.text) == (kind, content)


def test_a_person_of_no_known_state_is_neither_it_nor_both_states(reader: Reader) -> None:
    text = "NATO met on Monday. Its fisheries envoy said that NATO would end its talks with both states."
    (position,) = reader.read(text).positions
    assert position.toward is None


def _one(reader: Reader, sentence: str) -> Position:
    (position,) = reader.read(sentence).positions
    return position


def test_an_act_of_being_keeps_its_verb(reader: Reader) -> None:
    record = reader.read("Luis Quispe called on Chile to be patient.")
    assert [p.act.text for p in record.positions] == ["be patient"]
