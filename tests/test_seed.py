"""The report that started it, read as a careful person would. Its words stay in the shared data: claims are made
by ids, types, dates and by the order of its quotations."""

import re
from pathlib import Path

import pytest

from legation.nouns import Event, Record, Statement
from legation.reader import Reader

PEZESHKIAN, TRUMP, VANCE = "person:masoud-pezeshkian", "person:donald-trump", "person:jd-vance"
ZELENSKY, KHAMENEI, JALILI = "person:volodymyr-zelensky", "person:ali-khamenei", "person:saeed-jalili"
GARGASH, BAGHAEI, ABE = "person:anwar-gargash", "person:esmaeil-baghaei", "person:shinzo-abe"
PERSONS = {PEZESHKIAN, TRUMP, VANCE, ZELENSKY, KHAMENEI, JALILI, GARGASH, BAGHAEI, ABE}
SPEAKERS = [  # of the quotations, in the order of the text; None is a name in quotation marks
    PEZESHKIAN, PEZESHKIAN, ZELENSKY, ZELENSKY, ZELENSKY, PEZESHKIAN, PEZESHKIAN, None, KHAMENEI, KHAMENEI, TRUMP,
]  # fmt: skip
AMERICANS = {"USA", TRUMP}
IRANIANS = {"IRN", KHAMENEI, PEZESHKIAN}


@pytest.fixture(scope="module")
def record(reader: Reader, shared: Path) -> Record:
    text = (shared / "data/news/seed_article.txt").read_text(encoding="utf-8")
    return reader.read(text, published="2025-03-13")


def test_each_person_is_one_actor_and_nobody_else_is_there(record: Record) -> None:
    persons = [a.id for a in record.actors if a.kind == "person"]
    assert len(persons) == len(set(persons))
    assert set(persons) == PERSONS


def test_the_states_are_one_actor_each(record: Record) -> None:
    states = {a.id for a in record.actors if a.kind == "country"}
    assert {"IRN", "USA", "RUS", "UKR"} <= states


def _spoken(record: Record, number: int) -> list[Statement]:
    quotes = list(re.finditer("“([^”]+)”?", record.document.text))
    start, end = quotes[number].span(1)
    return [
        s
        for s in record.statements
        if s.within is None and any(c.start < end and start < c.end for c in s.content)
    ]


@pytest.mark.parametrize("number", range(len(SPEAKERS)))
def test_every_quotation_has_its_speaker(record: Record, number: int) -> None:
    speakers = {s.speaker for s in _spoken(record, number)}
    assert speakers == (set() if SPEAKERS[number] is None else {SPEAKERS[number]})


def test_a_quotation_broken_by_its_speaker_is_one_statement_in_two_spans(record: Record) -> None:
    first, second = _spoken(record, 0), _spoken(record, 1)
    assert first == second
    assert len(first[0].content) == 2


def test_the_first_sentence_and_the_spokesman_are_indirect_statements(record: Record) -> None:
    first_quote = record.document.text.index("“")
    assert any(s.kind == "indirect" and s.speaker == PEZESHKIAN and s.content[0].end < first_quote
               for s in record.statements)  # fmt: skip
    assert any(s.kind == "indirect" and s.speaker == BAGHAEI for s in record.statements)


def test_iran_will_not_engage_as_long_as(record: Record) -> None:
    assert any(p.holder in IRANIANS and p.stance == "will-not" and p.toward in AMERICANS
               and [c.kind for c in p.conditions] == ["as-long-as"] for p in record.positions)  # fmt: skip


def test_iran_will_sit_down_if(record: Record) -> None:
    assert any(p.holder in IRANIANS and p.stance == "will" and [c.kind for c in p.conditions] == ["if"]
               for p in record.positions)  # fmt: skip


def test_trump_will_bomb_if(record: Record) -> None:
    assert any(p.holder in AMERICANS and p.stance == "will" and [c.kind for c in p.conditions] == ["if"]
               for p in record.positions)  # fmt: skip


def _told(record: Record, type: str, sources: set[str], targets: set[str], when: str | None = None) -> list[Event]:
    return [
        e
        for e in record.events
        if e.type == type
        and sources & set(e.sources)
        and (not targets or targets & set(e.targets))
        and (when is None or (e.when is not None and e.when.value == when))
    ]


def test_the_withdrawal_from_the_agreement(record: Record) -> None:
    told = _told(record, "SANCTION", AMERICANS, set(), "2018")
    assert any(e.mode == "withdraw" and e.agreement == "agreement:jcpoa" for e in told)


def test_sanctions_return_and_pressure_is_renewed(record: Record) -> None:
    withdrawal = _told(record, "SANCTION", AMERICANS, set(), "2018")[0]
    renewed = [e for e in _told(record, "SANCTION", AMERICANS, set(), "2025-02") if e.status == "actual"]
    returned = [
        e
        for e in _told(record, "SANCTION", AMERICANS, set())
        if e.mode != "withdraw" and e.evidence.trigger.start > withdrawal.evidence.trigger.end and e not in renewed
    ]
    assert renewed
    assert returned


def test_a_letter_is_carried_by_a_third_party(record: Record) -> None:
    assert any(GARGASH in e.via for e in _told(record, "CONSULT", AMERICANS, {KHAMENEI, "IRN"}, "2025-03"))


def test_the_carrier_visits_tehran_on_wednesday(record: Record) -> None:
    assert any(e.mode == "visit" for e in _told(record, "CONSULT", {GARGASH}, {"IRN"}, "2025-03-12"))


def test_the_leader_refused_an_earlier_letter(record: Record) -> None:
    assert any(
        ABE in e.via and e.status == "actual" for e in _told(record, "REJECT", {KHAMENEI}, AMERICANS, "2019")
    )


def test_the_threat_and_the_criticism(record: Record) -> None:
    assert _told(record, "THREATEN", AMERICANS, set())
    assert any({TRUMP, VANCE} <= set(e.sources) for e in _told(record, "ACCUSE", {TRUMP}, {ZELENSKY, "UKR"}))


def test_a_rejection_only_thought_possible_is_so(record: Record) -> None:
    assert any(e.status == "possible" for e in record.events if e.type == "REJECT")


def test_tuesday_is_the_eleventh(record: Record) -> None:
    assert "2025-03-11" in {t.value for t in record.times}
