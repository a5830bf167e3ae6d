"""What somebody warns of: a blow of the own side is a threat toward whom it would hit, and no second act."""

import pytest

from legation.nouns import Event
from legation.reader import Reader

Told = tuple[str, str, tuple[str, ...], tuple[str, ...]]


@pytest.mark.parametrize(
    ("sentence", "source", "target"),
    [
        ("Russia warned that it would cut gas supplies to Ukraine.", "RUS", "UKR"),
        ("The Kremlin warned that Russia would impose sanctions on Estonia.", "RUS", "EST"),
        ("Israel warned that its army would strike Hezbollah in spring.", "ISR", "group:hezbollah"),
        ("Serbia threatened to withdraw its ambassador from Croatia.", "SRB", "HRV"),
        ("Algeria threatened that it would suspend gas deliveries to Spain.", "DZA", "ESP"),
        ("Pakistan vowed to retaliate against India.", "PAK", "IND"),
        ("Saudi Arabia said it would halt oil exports to Canada unless the visas were granted.", "SAU", "CAN"),
        ("Iran said it would quit the nuclear treaty unless Britain lifted sanctions.", "IRN", "GBR"),
        ("The Philippines warned that Chinese boats would be seized.", "PHL", "CHN"),
    ],
)
def test_the_blow_that_one_warns_of_is_a_threat(reader: Reader, sentence: str, source: str, target: str) -> None:
    conflict = [e for e in reader.read(sentence).events if e.type != "RETREAT"]
    assert [_told(e) for e in conflict] == [("THREATEN", "actual", (source,), (target,))]


def test_a_minister_threatens_with_what_his_state_would_do(reader: Reader) -> None:
    record = reader.read("Peru's foreign minister warned that Peru would recall its ambassador from Bolivia.")
    (threat,) = record.events
    assert (threat.type, threat.targets) == ("THREATEN", ("BOL",))
    assert record.actor(threat.sources[0]).country == "PER"


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("Japan warned that China would attack Taiwan.", ("ASSAULT", "future", ("CHN",), ("TWN",))),
        ("Iran warned that it would be attacked by Israel.", ("ASSAULT", "future", ("ISR",), ("IRN",))),
        ("Germany said it would send troops to Mali.", ("MOBILIZE", "future", ("DEU",), ("MLI",))),
    ],
)
def test_what_another_will_do_is_no_threat(reader: Reader, sentence: str, told: Told) -> None:
    assert [_told(e) for e in reader.read(sentence).events] == [told]


def _told(event: Event) -> Told:
    return event.type, event.status, event.sources, event.targets
