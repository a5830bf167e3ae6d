"""Whose position it is, what it is, and on which conditions.

The actors are given, so that these tests speak of positions alone.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from legation.coding import Draft, Mention
from legation.coding.positions import find
from legation.language import Language
from legation.nouns import Actor, Document, Position, Statement
from legation.reader import Reader

COUNTRIES = {
    "Norway": "NOR",
    "Oslo": "NOR",
    "Norwegian": "NOR",
    "Sweden": "SWE",
    "Stockholm": "SWE",
    "Peru": "PER",
    "Lima": "PER",
    "Peruvian": "PER",
    "Chile": "CHL",
    "Chilean": "CHL",
}
PEOPLE = {"Hansen": "NOR", "Quispe": "PER"}

Read = Callable[..., list[Position]]


@pytest.fixture(scope="module")
def read() -> Read:
    language = Language.load()

    def positions(text: str, **said: Any) -> list[Position]:
        return list(find(draft(language, text, **said)).positions)

    return positions


def draft(language: Language, text: str, *, speaker: str | None = None, content: str | None = None) -> Draft:
    """A draft with the names above as its actors and, if a speaker is given, one statement."""
    made = Draft(Document(text), language.read(text))
    mentions = []
    for sentence in made.sentences:
        for i, word in enumerate(sentence.words):
            id = COUNTRIES.get(name := word.text.rstrip(".")) or (name if name in PEOPLE else None)
            if id is not None:
                mentions.append(Mention(made.span(sentence, i, i + 1), sentence.index, i, i + 1, i, id, "name"))
    countries = [(c, c, "country") for c in sorted(set(COUNTRIES.values()))]
    actors = tuple(
        Actor(id, id, kind, country, None, None, None, "exact", 1.0, ())  # type: ignore[arg-type]
        for id, country, kind in [*countries, *((p, c, "person") for p, c in PEOPLE.items())]
    )
    statements: tuple[Statement, ...] = ()
    if speaker is not None and content is not None:
        start = text.index(content)
        span = made.span(made.sentences[0], 0, 1).of(text, start, start + len(content))
        statements = (Statement("s1", "direct", speaker, None, None, (span,)),)
    return Draft(made.document, made.sentences, actors=actors, mentions=tuple(mentions), statements=statements)


@pytest.mark.parametrize(
    ("text", "holder", "stance", "toward"),
    [
        ("Hansen said Norway will leave the treaty.", "NOR", "will", None),
        ("Hansen said that Norway will not talk to Chile.", "NOR", "will-not", "CHL"),
        ("Peru refused to open its border to Chile.", "PER", "will-not", "CHL"),
        ("Peru has no intention of paying Chile.", "PER", "will-not", "CHL"),
        ("Sweden threatened to close the strait.", "SWE", "will", None),
        ("Norway is ready to negotiate with Sweden.", "NOR", "will", "SWE"),
        ("Quispe said Chile must withdraw its troops.", "Quispe", "must", "CHL"),
        ("Quispe said Chile must not build the dam.", "Quispe", "must-not", "CHL"),
        ("Peru urged Chile to withdraw its troops.", "PER", "wants", "CHL"),
        ("Peru called on Chile to withdraw its troops.", "PER", "wants", "CHL"),
        ("Peru urged Chile not to build the dam.", "PER", "opposes", "CHL"),
        ("Norway called for talks with Sweden.", "NOR", "wants", "SWE"),
        ("Norway hopes that Sweden will sign the treaty.", "NOR", "wants", "SWE"),
        ("Norway wants Sweden to sign the treaty.", "NOR", "wants", "SWE"),
        ("Norway rejects talks with Sweden.", "NOR", "will-not", "SWE"),
        ("Norway rejects the treaty.", "NOR", "opposes", None),
        ("Peru warned Chile against building the dam.", "PER", "must-not", "CHL"),
        ("Peru is interested in buying Chilean copper.", "PER", "wants", "CHL"),
        ("Norway has no interest in joining the pact.", "NOR", "will-not", None),
        ("Norway sees no reason to change the treaty.", "NOR", "will-not", None),
        ("Norway is unwilling to reopen the treaty.", "NOR", "will-not", None),
        ("Norway reserves the right to respond.", "NOR", "will", None),
        ("Norway will build a new port.", "NOR", "will", None),
        ("Norway has decided to build a new port.", "NOR", "will", None),
        ("Hansen hoped that Sweden would sign the treaty.", "Hansen", "wants", "SWE"),
        ("Hansen stressed the significance of continuing the talks.", "Hansen", "wants", None),
        ("It is essential that Chile withdraw its troops, Quispe said.", "Quispe", "must", "CHL"),
        ("It is necessary for Chile to withdraw its troops, Quispe said.", "Quispe", "must", "CHL"),
        ("It is time for Chile to withdraw its troops, Quispe said.", "Quispe", "must", "CHL"),
        ("It is up to Chile to make the next move, Quispe said.", "Quispe", "must", "CHL"),
        ("Chile is obliged to share the maps, Quispe said.", "Quispe", "must", "CHL"),
        ("There is no question of giving up the port, Quispe said.", "Quispe", "will-not", None),
        ("Norway wants its ships; Sweden does not.", "NOR", "wants", None),
        ("Chilean officials vowed to defend the island.", "CHL", "will", None),
        ("Peru announced plans to expel the envoy.", "PER", "will", None),
        ("Peru has no plans to meet Chilean officials.", "PER", "will-not", "CHL"),
        ("Norway ruled out talks with Sweden.", "NOR", "will-not", "SWE"),
        ("Hansen said Norway would never recognise the vote.", "NOR", "will-not", None),
        ("Norway has not and will not link trade to the strait.", "NOR", "will-not", None),
        ("Not until the ban ends will Norway sign the treaty.", "NOR", "will-not", None),
        ("Peru vowed revenge.", "PER", "will", None),
        ("Peru threatened Chile with a blockade.", "PER", "will", "CHL"),
        ("Peru is not going to apologise to Chile.", "PER", "will-not", "CHL"),
        ("Norway will not talk to Sweden until the ban ends, Hansen said.", "NOR", "will-not", "SWE"),
    ],
)
def test_a_stance_has_its_holder_and_the_other_party(
    read: Read, text: str, holder: str, stance: str, toward: str | None
) -> None:
    (position,) = read(text)
    assert (position.holder, position.stance, position.toward) == (holder, stance, toward)


@pytest.mark.parametrize(
    "text",
    [
        "Hansen said Chile will leave the treaty.",  # of another: a prediction
        "Hansen said the economy will improve.",  # a thing decides nothing
        'Karsten Holm of Norway said: "I\'m going to die, but it\'s going to be worth it."',
        "Hansen said Norway will suffer.",  # no one intends it
        "Norway should have signed the treaty.",  # over
        "Hansen asked if Norway will sign the treaty.",
        "Hansen explained what measures Norway will take to protect its ports.",
        "Norway will host the games next year.",  # told by the report, on no condition
        "Norway wanted to sign the treaty in March.",  # once
        "Norway used to promise a treaty before each election.",
        "Norway has stopped asking for the ships.",
        "Hansen was promised a new house.",  # by whom?
        "Norway declined to comment on the treaty.",
        "Will Norway sign the treaty?",
        "Hansen said that Chile wants to ruin the talks.",  # a charge
        "Hansen is confident that Norway will sign the treaty.",  # a guess
        "That does not mean that Norway will sign the treaty, Hansen said.",  # denied
        "Norway could sign the treaty, Hansen said.",  # open, without a condition
        "Norwegians often demand higher wages.",  # a habit
        "Norway rejected the claim that its ships had fired.",  # a denial
        "Norway rejects the report as false.",
        "Norway offered a glimpse of the treaty.",
        "Norway seems willing to sign the treaty.",  # a guess
        "Norway may want to sign the treaty.",
        "The impression that Norway intends to sign the treaty is false.",
        "Sweden asked whether Norway plans to sign the treaty.",
        "The steps that Norway will take are known.",  # told apart, not declared
        "Norway has never sought a war.",
        "Norway had promised to sign the treaty.",
        "Norway was ready to sign the treaty.",
        "Norway decided to sign the treaty.",
        "Norway withdrew its demand for an apology.",
        "Norway sold its ships to avoid having to repair them.",
        "Hansen travelled north to seek new orders.",
        "Hansen said he would like to thank Sweden.",
    ],
)
def test_a_prediction_a_charge_or_a_question_is_no_position(read: Read, text: str) -> None:
    assert read(text) == []


def test_a_condition_belongs_to_the_act_it_hangs_on(read: Read) -> None:
    text = "Norway is ready to sign, and Sweden refuses to pay unless Chile agrees."
    norway, sweden = read(text)
    assert norway.conditions == ()
    assert [(c.kind, c.content.text) for c in sweden.conditions] == [("unless", "Chile agrees")]


def test_an_act_leaves_out_its_conditions(read: Read) -> None:
    (position,) = read("Peru will not reopen the border as long as Chile keeps its troops there, Quispe said.")
    assert position.act.text == "reopen the border"
    assert [(c.kind, c.connective.text, c.content.text) for c in position.conditions] == [
        ("as-long-as", "as long as", "Chile keeps its troops there")
    ]


def test_a_report_may_tell_a_conditional_refusal_itself(read: Read) -> None:
    (position,) = read("Peru will not talk to Chile as long as the port is closed.")
    assert (position.holder, position.stance, position.toward) == ("PER", "will-not", "CHL")


def test_the_other_party_may_stand_in_the_condition_alone(read: Read) -> None:
    (position,) = read("Peru vowed to retaliate if Chile closes the port.")
    assert position.toward == "CHL"


def test_we_is_the_country_of_who_speaks(read: Read) -> None:
    text = "“We will sit down with Chile if it apologises,” Quispe said."
    (position,) = read(text, speaker="Quispe", content="We will sit down with Chile if it apologises")
    assert (position.holder, position.statement) == ("PER", "s1")
    assert [c.content.text for c in position.conditions] == ["it apologises"]


def test_nothing_without_its_condition_is_a_refusal(read: Read) -> None:
    text = "“Nothing is agreed until everything is agreed,” Quispe said."
    (position,) = read(text, speaker="Quispe", content="Nothing is agreed until everything is agreed")
    assert (position.stance, position.conditions[0].kind) == ("will-not", "until")


def test_a_return_that_hinges_on_something_is_conditional(read: Read) -> None:
    (position,) = read("Peru’s return to the talks hinges on an apology.")
    assert (position.holder, position.stance) == ("PER", "will")
    assert [(c.kind, c.content.text) for c in position.conditions] == [("only-if", "an apology")]


def test_nobody_known_holds_no_position(read: Read) -> None:
    assert read("They will leave if it rains.") == []


def test_otherwise_makes_the_sentence_before_the_condition(read: Read) -> None:
    positions = read("Quispe said Chile must withdraw. Otherwise, Quispe said, Peru will close the port.")
    assert [(p.stance, [(c.kind, c.content.text) for c in p.conditions]) for p in positions] == [
        ("must", []),
        ("will", [("unless", "Quispe said Chile must withdraw")]),
    ]


@pytest.mark.parametrize(
    ("opening", "kind"),
    [
        ("Then", "once"),
        ("Only then", "only-if"),
        ("Until then", "until"),
        ("In that case", "if"),
        ("In return", "in-exchange-for"),
        ("Otherwise", "unless"),
    ],
)
def test_terms_may_stand_in_the_sentence_before(read: Read, opening: str, kind: str) -> None:
    *_, last = read(f"Chile should free the crew. {opening}, Quispe said, Peru will not close the port.")
    assert [(c.kind, c.connective.text, c.content.text) for c in last.conditions] == [
        (kind, opening, "Chile should free the crew")
    ]


def test_what_was_is_no_term_of_what_follows(read: Read) -> None:
    (position,) = read("Chile freed the crew. Then, Quispe said, Peru will open the port.")
    assert position.conditions == ()


@pytest.mark.parametrize(
    ("order", "stance"), [("Release the boats at once", "must"), ("Do not test our patience", "must-not")]
)
def test_an_order_is_a_demand_of_whoever_gives_it(read: Read, order: str, stance: str) -> None:
    (position,) = read(f"“{order},” Quispe said.", speaker="Quispe", content=order)
    assert (position.holder, position.stance) == ("Quispe", stance)
    assert read("Release the boats at once.") == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Release the crew and we will open the port", "if"),
        ("Release the crew or we will close the port", "unless"),
    ],
)
def test_an_order_that_a_promise_goes_with_is_its_condition(read: Read, text: str, kind: str) -> None:
    (position,) = read(f"“{text},” Quispe said.", speaker="Quispe", content=text)
    assert (position.holder, position.stance) == ("PER", "will")
    assert [(c.kind, c.content.text) for c in position.conditions] == [(kind, "Release the crew")]


def test_a_thing_is_tied_to_what_has_to_come_true(read: Read) -> None:
    for text in (
        "Norway tied its vote to the return of the maps.",
        "Norway made its vote conditional on the return of the maps.",
    ):
        (position,) = read(text)
        assert (position.holder, position.stance) == ("NOR", "will")
        assert [(c.kind, c.content.text) for c in position.conditions] == [("only-if", "the return of the maps")]


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("No ransom will be paid, Quispe said.", "will-not"),
        ("Any attack will be answered, Quispe said.", "will"),
        ("The sanctions will be lifted once the crew is home, Quispe said.", "will"),
    ],
)
def test_a_passive_may_be_its_speakers_vow(read: Read, text: str, stance: str) -> None:
    (position,) = read(text)
    assert (position.holder, position.stance) == ("Quispe", stance)


def test_a_passive_alone_is_a_forecast(read: Read) -> None:
    assert read("The fees will be halved, Quispe said.") == []


def test_what_another_side_is_expected_to_do_is_a_demand_in_a_quotation_alone(read: Read) -> None:
    said = "Chile is expected to respect the ruling"
    (position,) = read(f"“{said},” Quispe said.", speaker="Quispe", content=said)
    assert (position.holder, position.stance, position.toward) == ("Quispe", "wants", "CHL")
    assert read(f"{said}.") == []


def test_a_dateline_holds_nothing(read: Read) -> None:
    (position,) = read("OSLO – Hansen has called for talks with Sweden.")
    assert position.holder == "Hansen"


def test_measures_that_are_reversible_on_a_condition_will_be_reversed(read: Read) -> None:
    (position,) = read("Quispe said that Peru’s measures are reversible if Chile meets its obligations.")
    assert (position.holder, position.stance, position.toward) == ("PER", "will", "CHL")
    assert [c.content.text for c in position.conditions] == ["Chile meets its obligations"]


def test_a_passive_act_is_its_agents(read: Read) -> None:
    (position,) = read("Quispe said Peru’s answer will be sent to Chile.")
    assert (position.holder, position.stance) == ("PER", "will")


def test_acts_in_a_row_are_one_position(read: Read) -> None:
    (position,) = read("Quispe said Chile must return to the talks and withdraw its troops.")
    assert position.stance == "must"


def test_the_seed_article_holds_its_three_positions(reader: Reader, shared: Path) -> None:
    text = (shared / "data/news/seed_article.txt").read_text(encoding="utf-8")
    found = {
        (p.stance, p.act.text.split()[0], c.kind): (p.holder, p.toward)
        for p in reader.read(text, published="2025-03-13").positions
        for c in p.conditions
    }
    assert found["will-not", "engage", "as-long-as"] == ("IRN", "USA")
    assert found["will", "sit", "if"][0] == "IRN"
    assert found["will", "bomb", "if"] == ("person:donald-trump", "IRN")


def test_an_excerpt_that_begins_behind_the_name_has_an_unnamed_holder(reader: Reader) -> None:
    record = reader.read("“We will reopen the border if the boats leave,” he said.")
    (position,) = record.positions
    assert (position.holder, position.stance, position.conditions[0].kind) == (
        "group:unnamed-speaker",
        "will",
        "if",
    )
    assert record.actor("group:unnamed-speaker").mentions


def test_a_report_that_names_its_speaker_has_no_unnamed_one(reader: Reader) -> None:
    record = reader.read("President Rosa Quilla of Peru spoke on Monday. “We will reopen the border,” she said.")
    assert all(a.id != "group:unnamed-speaker" for a in record.actors)


def test_a_person_is_no_act(reader: Reader) -> None:
    assert not reader.read("Peru accused Chile. Chilean soldiers aimed at people who were buying flour.").positions


def test_what_we_hope_is_the_speakers_wish_and_what_we_will_do_the_states(reader: Reader) -> None:
    text = "“We call on Chile to leave the valley,” Peru’s minister, Rosa Quilla, said. “We will sign the pact.”"
    held = {p.act.text.split()[0]: p.holder for p in reader.read(text).positions}
    assert held == {"leave": "person:rosa-quilla", "sign": "PER"}


def test_demands_are_told_one_by_one(reader: Reader) -> None:
    record = reader.read("Chile has a new law. Peru’s demands included lifting the ban and freeing the fishermen.")
    assert [(p.holder, p.stance, p.act.text) for p in record.positions] == [
        ("PER", "must", "lifting the ban"),
        ("PER", "must", "freeing the fishermen"),
    ]


def test_who_is_written_to_urges_nothing(reader: Reader) -> None:
    record = reader.read("Lula sent a letter to Antonio Guterres urging Chile to leave the valley.")
    assert [p.holder for p in record.positions] == ["person:luiz-inacio-lula-da-silva"]


def test_what_depends_on_somebody_is_no_condition(reader: Reader) -> None:
    assert not reader.read("The return of Chile to the pact does not depend on Peru, Lula said.").positions


def test_what_will_be_seen_as_something_nobody_promises(reader: Reader) -> None:
    assert not reader.read("Peru may close the strait, which will be seen as a provocation, Lula said.").positions


@pytest.mark.parametrize(
    ("text", "type"),
    [
        ("Peru will not talk to Chile unless Chile apologises.", "CONSULT"),
        ("Peru refuses to release the prisoners.", "RETREAT"),
        ("Peru threatened to bomb Chile.", "ASSAULT"),
        ("Peru is ready to lift the sanctions on Chile.", "RETREAT"),
        ("Peru wants a better world.", None),
    ],
)
def test_an_act_has_its_own_type_whatever_the_stance(reader: Reader, text: str, type: str | None) -> None:
    (position,) = reader.read(text).positions
    assert position.act.type == type


@pytest.mark.parametrize(
    ("condition", "about"),
    [
        ("unless Chile lifts its sanctions on Peru", ("RETREAT", ("CHL",), ("PER",))),
        ("once the sanctions are lifted", ("RETREAT", (), ())),
        ("until there is an end to the blockade", ("RETREAT", (), ())),
        ("as long as Chile maintains its sanctions", ("SANCTION", ("CHL",), ())),
        ("as long as Chile keeps its troops there", ("MOBILIZE", ("CHL",), ())),
        ("without guarantees", ("AGREE", (), ())),
        ("if Chile does not ratify the treaty", ("REJECT", ("CHL",), ())),
        ("if Chile does not attack", None),
        ("if the weather is good", None),
    ],
)
def test_a_condition_is_about_what_would_fulfil_it(reader: Reader, condition: str, about: object) -> None:
    (position,) = reader.read(f"Peru will not negotiate with Bolivia {condition}.").positions
    (found,) = position.conditions
    assert (found.about and (found.about.type, found.about.sources, found.about.targets)) == about


def test_what_was_refused_in_another_year_is_an_event(reader: Reader) -> None:
    assert reader.read("In 1978 Norway refused to sign the treaty.").positions == ()


def test_a_refusal_in_the_past_keeps_its_day(reader: Reader) -> None:
    (refusal,) = reader.read("On Tuesday Peru refused to sign the treaty.", published="2026-03-12").positions
    assert refusal.when is not None
    assert refusal.when.value == "2026-03-10"


def test_leaders_named_before_are_no_unnamed_speaker(reader: Reader) -> None:
    met = "President Marta Ruiz spoke with Chancellor Emil Brandt of Austria."
    record = reader.read(f"{met} The leaders affirmed their shared commitment to upholding the treaty.")
    assert "group:unnamed-speaker" not in {a.id for a in record.actors}


def test_an_act_that_is_to_happen_to_something_names_it(reader: Reader) -> None:
    (position,) = reader.read("Kenya wants the border closed.").positions
    assert position.act.text == "border closed"


def test_what_is_needed_for_an_end_is_no_duty(reader: Reader) -> None:
    record = reader.read("“The United States will give Ukraine the support it needs to win the war,” Peru said.")
    assert not any(p.stance == "must" for p in record.positions)


def test_whoever_is_punished_for_refusing_refused(reader: Reader) -> None:
    record = reader.read("The court fined the Peruvian minister for refusing to support the law.")
    assert [p.holder for p in record.positions] == ["person:peruvian-minister"]


def test_what_somebody_is_accused_of_is_declared_by_nobody(reader: Reader) -> None:
    assert not reader.read("The opposition accused the commission of favouring the ruling party.").positions


def test_words_of_an_act_leave_no_quotation_open(reader: Reader) -> None:
    (position,) = reader.read('Peru has ordered Chilean forces to leave "without delay".').positions
    assert position.act.text == "leave"
