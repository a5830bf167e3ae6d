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
        ("GENEVA, May 3 – Togo demanded on Monday that Benin free its crew.", [("TGO", "must")]),
        ("On Monday, Togo called for a regional accord.", [("TGO", "wants")]),
        ("Togo's call for Benin to free the crew was heard.", [("TGO", "wants")]),
        ("Togo, determined to keep the harbour, has hired two tugs.", [("TGO", "will")]),
        ("Togo's policy is to keep the harbour open.", [("TGO", "will")]),
        ("This is while Togo has again refused to free the crew.", [("TGO", "will-not")]),
        ("Togo is always ready to lend its tugs.", [("TGO", "will")]),
        ("The army chiefs of Togo and Benin agreed to share it.", [("TGO", "will"), ("BEN", "will")]),
        ("He said Togo is a partner that will never betray Benin.", [("TGO", "will-not")]),
        ("Togo would like to make it clear that the harbour is open.", []),
        ("Togo welcomed plans to dredge the harbour.", []),
        ("Togo said some of the crew should be coming home.", []),
        ("It is unlikely that Togo can dredge the harbour if Benin objects.", []),
        ("Togo sent a new envoy to Benin, who will arrive soon.", []),
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


def test_a_ban_is_the_speakers(reader: Reader) -> None:
    ban = _one(reader, '"The buoy line is not to be crossed," the Togolese admiral said.')
    assert (ban.stance, ban.act.text.split()[-1]) == ("must-not", "crossed")


def test_what_will_not_go_unanswered_is_vowed(reader: Reader) -> None:
    vow = _one(reader, 'Ana Ruiz of Peru added that "raids on our ports won\'t go unanswered."')
    assert (vow.holder, vow.stance) == ("person:ana-ruiz", "will-not")


def test_one_asked_by_letters_and_name_is_whom_it_is_asked_of(reader: Reader) -> None:
    asked = _one(reader, "Togo urged the International Atomic Energy Agency (IAEA) to send its experts.")
    assert asked.toward == "organisation:international-atomic-energy-agency"


def test_a_condition_in_the_midst_may_be_told_by_its_order(reader: Reader) -> None:
    held = _one(reader, "Togo will not hesitate should Benin seize its tugs, the admiral said.")
    assert [(c.kind, c.content.text) for c in held.conditions] == [("if", "Benin seize its tugs")]
