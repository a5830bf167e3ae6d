"""Who did what to whom: triggers, sides, go-betweens, status and time, in short sentences of one's own."""

import re
from collections.abc import Callable

import pytest

from legation.coding import plover
from legation.coding.acts.lexicon import lexicon
from legation.coding.acts.words import classes
from legation.coding.rows import rows
from legation.nouns import Event, Record
from legation.reader import Reader

Read = Callable[..., Record]


@pytest.fixture(scope="session")
def read(reader: Reader) -> Read:
    def once(text: str, published: str | None = "2024-05-16") -> Record:
        return reader.read(text, published=published)

    return once


def one(record: Record, type: str) -> Event:
    """The only event of a type."""
    found = [e for e in record.events if e.type == type]
    assert len(found) == 1, [(e.type, e.evidence.trigger.text, e.sources, e.targets) for e in record.events]
    return found[0]


def kinds(record: Record) -> list[str]:
    return [e.type for e in record.events]


def sides(record: Record, type: str) -> tuple[set[str], set[str]]:
    event = one(record, type)
    return set(event.sources), set(event.targets)


def test_who_share_a_kind_of_post_are_their_states(read: Read) -> None:
    both = {"PER", "CHL"}
    assert sides(read("The army chiefs of Peru and Chile met in Lima."), "CONSULT") == (both, both)


def test_the_leaders_of_a_text_that_names_none_are_a_group(read: Read) -> None:
    assert sides(read("The leaders discussed the drought."), "CONSULT")[0] == {"group:leaders"}


@pytest.mark.parametrize(
    "text",
    [
        "There is no sign that Chile attacked it.",
        "There is no sign of Chile's attack.",
    ],
)
def test_what_there_is_no_evidence_of_is_denied(read: Read, text: str) -> None:
    assert one(read(text), "ASSAULT").status == "negated"


def test_a_finite_clause_of_a_noun_keeps_its_sides(read: Read) -> None:
    record = read("Divers found no evidence that Chile had bombed Peru.")
    assert sides(record, "ASSAULT") == ({"CHL"}, {"PER"})


def test_a_condition_told_by_its_order_asks_for_nothing(read: Read) -> None:
    record = read("Peru will close the border should Chile attack.")
    assert "REQUEST" not in kinds(record)
    assert one(record, "ASSAULT").status == "hypothetical"


def test_whoever_speaks_to_the_press_consults_nobody(read: Read) -> None:
    record = read("Peru's president spoke to reporters in Lima.")
    assert (kinds(record), [a.name for a in record.actors if a.name == "reporters"]) == ([], [])


def test_nobody_attacks_what_is_his_own(read: Read) -> None:
    assert sides(read("Peru signed the treaty after Chile attacked its port."), "ASSAULT") == ({"CHL"}, {"PER"})


@pytest.mark.parametrize("text", ["A cyclone hit Togo.", "A flood killed people in Togo.", "Togo fights malaria."])
def test_nature_assaults_nobody(read: Read, text: str) -> None:
    assert "ASSAULT" not in kinds(read(text))


def test_who_settles_the_dispute_of_two_others_mediates(read: Read) -> None:
    event = one(read("Togo tried to resolve the dispute between Peru and Chile."), "CONSULT")
    assert (set(event.sources), event.via) == ({"PER", "CHL"}, ("TGO",))


def test_who_visits_is_told_by_the_visit(read: Read) -> None:
    record = read("Ana Ruiz visited Chile. During the visit, Chilean and Peruvian officials opened a bridge.")
    assert {e.sources for e in record.events if e.mode == "visit"} == {("person:ana-ruiz",)}


# Who does what a clause below another tells


def test_the_writers_we_is_nobody_told_of_before(read: Read) -> None:
    record = read("Putin threatened the people of Ukraine. And together we will continue to defend Peru.")
    assert all("person:vladimir-putin" not in e.sources for e in record.events if e.type == "AGREE")


def test_an_act_has_its_own_day_and_not_that_of_the_talks_before(read: Read) -> None:
    record = read("Following Chile's talks with Peru on May 2, Jake Sullivan met today with Ana Paz.")
    days = {e.evidence.trigger.text: e.when.value for e in record.events if e.when is not None}
    assert days == {"talks": "2024-05-02", "met": "2024-05-16"}


def test_the_sides_are_two_who_act_together_before_one_upon_another(read: Read) -> None:
    record = read("Kenya and Chile held talks. Kenya accused Peru. The sides exchanged views on trade.")
    assert [e.sources for e in record.events if e.type == "CONSULT"] == [("KEN", "CHL")] * 2


def test_what_is_unlikely_is_only_possible(read: Read) -> None:
    assert one(read("Chile is unlikely to attack Peru."), "ASSAULT").status == "possible"


def test_whom_thanks_go_to_did_what_they_are_for(read: Read) -> None:
    assert sides(read("Kenya conveyed its gratitude to Chile for helping Peru."), "AID") == ({"CHL"}, {"PER"})


def test_who_is_thanked_for_an_act_did_it(read: Read) -> None:
    record = read("Trump thanked Japan for supporting Peru.")
    found = [(e.sources, e.targets) for e in record.events if e.type == "SUPPORT"]
    assert found == [(("person:donald-trump",), ("JPN",)), (("JPN",), ("PER",))]


def test_who_is_talked_into_an_act_does_it(read: Read) -> None:
    assert sides(read("Peru pushed Chile into lifting sanctions on Bolivia."), "RETREAT") == ({"CHL"}, {"BOL"})


def test_who_holds_a_meeting_to_discuss_something_discusses_it(read: Read) -> None:
    record = read(
        "Peru and Chile quarrelled over Bolivia. The parliament of Kenya held two meetings to discuss the ban."
    )
    (met,) = [e for e in record.events if "meetings" in e.evidence.trigger.text]
    assert "PER" not in met.sources


@pytest.mark.parametrize(
    "text", ["Chile claimed responsibility for the attack on Peru.", "The attack on Peru was claimed by Chile."]
)
def test_who_claims_an_attack_made_it(read: Read, text: str) -> None:
    assert sides(read(text), "ASSAULT") == ({"CHL"}, {"PER"})


@pytest.mark.parametrize(
    "text",
    [
        "Chile announced $40 million in new humanitarian aid to Haiti.",
        "Chile is the largest donor of humanitarian aid to Haiti.",
        "Chile remains the biggest provider of military assistance to Haiti.",
    ],
)
def test_who_announces_a_sum_in_aid_or_is_a_donor_aids(read: Read, text: str) -> None:
    assert sides(read(text), "AID") == ({"CHL"}, {"HTI"})


def test_the_owner_of_a_policy_of_sanctions_imposes_them_even_where_it_fails(read: Read) -> None:
    event = one(read("Peru said that Chile's policy of sanctions against Bolivia has failed."), "SANCTION")
    assert (event.sources, event.targets, event.status) == (("CHL",), ("BOL",), "actual")


def test_missiles_on_a_states_cities_are_an_attack_on_it(read: Read) -> None:
    assert sides(read("Chile launched dozens of missiles against Peruvian cities."), "ASSAULT") == (
        {"CHL"},
        {"PER"},
    )


def test_who_carries_a_message_is_not_whom_its_refusal_hits(read: Read) -> None:
    record = read(
        "Peruvian President Ana Ferrer wrote a letter to Ecuadorian President Tomas Rivas. A Brazilian envoy "
        "visited Quito on Monday. In 2024 Rivas refused to accept a similar message delivered by Colombia."
    )
    refusal = one(record, "REJECT")
    assert "COL" not in refusal.targets
    assert refusal.via == ("COL",)


def test_both_governments_are_states_though_a_minister_was_told_of(read: Read) -> None:
    record = read("Ecuadorian minister Tomas Rivas rejected Peru's terms. The OAS urged both governments to talk.")
    assert sides(record, "REQUEST")[1] == {"ECU", "PER"}


def test_who_warns_that_his_state_will_act_does_not_threaten_it(read: Read) -> None:
    record = read("Rwanda warned Burundi that Rwanda would close the border.")
    assert sides(record, "THREATEN")[1] == {"BDI"}


def test_what_an_act_is_told_with_is_no_second_act(read: Read) -> None:
    record = read("Two officers were injured when rockets struck near the Turkish base in Iraq.")
    assert [e.evidence.trigger.text for e in record.events] == ["struck"]


def test_a_drill_along_a_border_is_nobody_elses(read: Read) -> None:
    record = read("Peru staged its biggest military drill along the border with Chile.")
    assert "COOPERATE" not in kinds(record)
    assert one(record, "MOBILIZE").sources == ("PER",)


def test_our_money_is_the_countrys(read: Read) -> None:
    record = read("“The freezing of our funds in Japan is a challenge,” the Iranian foreign minister said.")
    assert sides(record, "SANCTION")[1] == {"IRN"}


def test_leaving_a_deal_and_imposing_sanctions_are_two_acts(read: Read) -> None:
    record = read("Peru abandoned the nuclear deal in May and imposed new sanctions on Chile.")
    assert kinds(record) == ["SANCTION", "SANCTION"]


def test_a_plan_promises_nothing(read: Read) -> None:
    assert sides(read("The plan aims to lift the Chilean sanctions on Peru."), "SANCTION") == ({"CHL"}, {"PER"})


def test_what_somebody_must_not_do_is_asked_and_not_told(read: Read) -> None:
    assert kinds(read("Peru must not send weapons to the rebels, Chile said.")) == ["REQUEST"]


def test_the_subject_before_an_apposition_acts(read: Read) -> None:
    record = read("Japan, a US ally maintaining close ties with Peru, condemned Chile.")
    assert sides(record, "ACCUSE") == ({"JPN"}, {"CHL"})


def test_an_owner_beside_an_object_did_it(read: Read) -> None:
    assert sides(read("Peru’s seizure of a Chilean ship angered Lula."), "COERCE") == ({"PER"}, {"CHL"})


def test_the_agent_of_a_gerund_does_it(read: Read) -> None:
    record = read("Peru spoke of blocking its funds by Chile.")
    assert sides(record, "COERCE") == ({"CHL"}, {"PER"})


def test_who_writes_a_letter_urges_and_not_who_gets_it(read: Read) -> None:
    record = read("Lula sent a letter to Antonio Guterres urging Chile to leave Peru.")
    assert sides(record, "REQUEST") == ({"person:luiz-inacio-lula-da-silva"}, {"CHL"})


def test_a_date_is_nobody_who_is_asked(read: Read) -> None:
    record = read("Chile said on October 31 that Peru is ready to expand cooperation with Bolivia based on trust.")
    assert sides(record, "AGREE") == ({"PER"}, {"BOL"})


def test_what_belongs_to_a_state_is_struck_with_it(read: Read) -> None:
    assert sides(read("Oil facilities belonging to Chile were hit by drone strikes."), "ASSAULT")[1] == {"CHL"}


def test_an_ambassador_is_recalled_from_where_he_is(read: Read) -> None:
    assert sides(read("Peru recalled its ambassador from Chile."), "SANCTION") == ({"PER"}, {"CHL"})


def test_talks_taken_up_again_take_place(read: Read) -> None:
    assert one(read("Peru resumed talks with Chile."), "CONSULT").status == "actual"


def test_who_lifts_a_ban_yields(read: Read) -> None:
    assert sides(read("Peru lifted the ban on Chilean wine."), "RETREAT") == ({"PER"}, {"CHL"})


@pytest.mark.parametrize(
    "text",
    [
        "In a meeting in Lima on Friday, Rodrigo Paz and Narendra Modi praised the pact.",
        "In a meeting on Friday, Rodrigo Paz told Narendra Modi that the winter was long.",
    ],
)
def test_who_speaks_at_a_meeting_met(read: Read, text: str) -> None:
    event = one(read(text), "CONSULT")
    assert {*event.sources, *event.targets} == {"person:rodrigo-paz", "person:narendra-modi"}
    assert event.status == "actual"


def test_whoever_is_killed_in_a_states_raid_is_killed_by_it(read: Read) -> None:
    assert sides(read("Omar Said was killed in a Chilean raid."), "ASSAULT")[0] == {"CHL"}


def test_an_attack_ascribed_to_a_group_is_its(read: Read) -> None:
    assert sides(read("Another attack ascribed to the Taliban shook Peru."), "ASSAULT")[0] == {"group:taliban"}


def test_a_ministry_protests_in_words(read: Read) -> None:
    record = read("The Iranian foreign ministry strongly protested Britain for hosting the channel.")
    assert sides(record, "ACCUSE") == ({"organisation:iran-foreign-ministry"}, {"GBR"})


# Several who act together


def test_leaders_who_meet_to_discuss_something_met_once(read: Read) -> None:
    record = read("African Union leaders met on Tuesday to discuss the war.")
    event = one(record, "CONSULT")
    assert event.sources == event.targets == ("group:african-union-leaders",)


def test_the_two_are_those_who_met_and_not_what_they_spoke_of(read: Read) -> None:
    record = read(
        "Paz met with Modi. They reaffirmed their support for the African Union. The two leaders discussed trade."
    )
    last = record.events[-1]
    assert set(last.sources) == {"person:rodrigo-paz", "person:narendra-modi"} == set(last.targets)


def test_two_who_met_upon_arriving_are_persons(read: Read) -> None:
    record = read("Paz met with Modi upon arriving in Peru on Monday. The two discussed trade.")
    assert set(record.events[-1].sources) == {"person:rodrigo-paz", "person:narendra-modi"}


# Words said to others


def test_an_imperative_is_asked_of_whom_it_is_said_to(read: Read) -> None:
    record = read("“Withdraw your troops from Peru,” Lula told Putin.")
    assert "RETREAT" not in kinds(record)
    assert sides(record, "REQUEST") == ({"person:luiz-inacio-lula-da-silva"}, {"person:vladimir-putin"})


def test_thanks_go_to_whom_is_called_by_name(read: Read) -> None:
    record = read("“President Paz, thank you for hosting this summit,” Chile said.")
    assert sides(record, "SUPPORT")[0] == {"CHL"}


def test_what_is_no_part_of_a_plan_is_negated(read: Read) -> None:
    record = read("The ban is not part of any plan to impose sanctions on Peru, Germany said.")
    assert one(record, "SANCTION").status == "negated"


def test_to_fail_to_agree_is_to_reject(read: Read) -> None:
    assert kinds(read("Peru and Chile failed to reach agreement on the border.")) == ["REJECT"]


# Sides by voice


def test_the_subject_of_an_active_verb_does_it_to_the_object(read: Read) -> None:
    assert sides(read("Peru condemned Ecuador."), "ACCUSE") == ({"PER"}, {"ECU"})


def test_a_passive_keeps_its_target_and_takes_its_source_from_by(read: Read) -> None:
    assert sides(read("Ecuador was condemned by Peru on Monday."), "ACCUSE") == ({"PER"}, {"ECU"})


def test_a_passive_without_by_has_no_source(read: Read) -> None:
    assert sides(read("Ecuador was attacked on Monday."), "ASSAULT") == (set(), {"ECU"})


def test_coordinated_doers_share_one_act(read: Read) -> None:
    assert sides(read("Peru and Chile condemned Ecuador."), "ACCUSE") == ({"PER", "CHL"}, {"ECU"})


def test_coordinated_verbs_share_their_subject(read: Read) -> None:
    record = read("Peru condemned Ecuador and expelled its ambassador.")
    assert sides(record, "ACCUSE") == ({"PER"}, {"ECU"})
    assert sides(record, "SANCTION")[0] == {"PER"}


def test_a_relative_clause_takes_what_it_is_about(read: Read) -> None:
    assert sides(read("Peru, which invaded Ecuador in 1995, has changed."), "ASSAULT") == ({"PER"}, {"ECU"})


def test_what_is_ones_own_stands_for_its_owner(read: Read) -> None:
    assert sides(read("Peru rejected Ecuador's proposal."), "REJECT") == ({"PER"}, {"ECU"})


# Sides of nouns


def test_a_nationality_before_a_noun_does_it(read: Read) -> None:
    event = one(read("The Russian invasion of Ukraine began in 2022."), "ASSAULT")
    assert (event.sources, event.targets) == (("RUS",), ("UKR",))


def test_by_after_a_noun_does_it(read: Read) -> None:
    assert sides(read("The attack by Peru on Ecuador shocked the region."), "ASSAULT") == ({"PER"}, {"ECU"})


def test_sanctions_on_a_state_have_both_sides(read: Read) -> None:
    assert sides(read("U.S. sanctions on Iran hurt trade."), "SANCTION") == ({"USA"}, {"IRN"})


def test_who_faces_sanctions_is_their_target(read: Read) -> None:
    assert sides(read("Iran faces American sanctions."), "SANCTION") == ({"USA"}, {"IRN"})


def test_talks_between_two_have_both_on_both_sides(read: Read) -> None:
    both = {"PER", "ECU"}
    assert sides(read("Talks between Peru and Ecuador ended on Friday."), "CONSULT") == (both, both)


def test_a_hyphen_joins_the_sides_of_talks(read: Read) -> None:
    both = {"IRN", "SAU"}
    assert sides(read("Baghdad hosted the Tehran-Riyadh talks."), "CONSULT") == (both, both)


def test_two_that_hold_talks_are_on_both_sides(read: Read) -> None:
    both = {"PER", "ECU"}
    assert sides(read("Peru and Ecuador held talks in Lima."), "CONSULT") == (both, both)


def test_one_meets_the_other(read: Read) -> None:
    record = read("Russian President Vladimir Putin met Chinese President Xi Jinping in Beijing.")
    event = one(record, "CONSULT")
    assert [record.actor(i).name for i in (*event.sources, *event.targets)] == ["Vladimir Putin", "Xi Jinping"]


def test_they_are_the_two_who_met(read: Read) -> None:
    record = read(
        "French President Emmanuel Macron met German Chancellor Olaf Scholz on Monday. They discussed trade."
    )
    first, second = record.events
    assert set(second.sources) == set(first.sources) | set(first.targets) == set(second.targets)


def test_both_sides_are_the_two_told_before(read: Read) -> None:
    record = read("Peru and Ecuador held talks in Lima. Brazil urged the two sides to sign a peace deal.")
    assert sides(record, "REQUEST") == ({"BRA"}, {"PER", "ECU"})


def test_both_leaders_condemn_together(read: Read) -> None:
    record = read("Emmanuel Macron met Olaf Scholz on Monday. Both leaders condemned Russia.")
    event = one(record, "ACCUSE")
    assert {record.actor(i).name for i in event.sources} == {"Emmanuel Macron", "Olaf Scholz"}
    assert event.targets == ("RUS",)


def test_what_two_discuss_may_be_the_talks_of_others(read: Read) -> None:
    record = read("Emmanuel Macron and Olaf Scholz discussed the talks between Kosovo and Serbia.")
    names = [{record.actor(i).name for i in e.sources} for e in record.events if e.type == "CONSULT"]
    assert {"Emmanuel Macron", "Olaf Scholz"} in names


def test_an_answer_to_an_act_is_aimed_at_its_doer(read: Read) -> None:
    assert sides(read("Russia attacked Ukraine on Monday. France condemned the attack."), "ACCUSE") == (
        {"FRA"},
        {"RUS"},
    )


def test_state_leaders_stand_for_their_state_too(read: Read) -> None:
    assert "UKR" in one(read("Ukrainian leaders were criticized by Russia."), "ACCUSE").targets


def test_counterparts_are_told_by_the_name_beside_them(read: Read) -> None:
    record = read("Emmanuel Macron will meet his Italian counterpart Sergio Mattarella in Rome.")
    event = one(record, "CONSULT")
    names = [record.actor(i).name for i in (*event.sources, *event.targets)]
    assert names == ["Emmanuel Macron", "Sergio Mattarella"]
    assert event.status == "future"


# Light verbs and particles


def test_a_light_verb_lends_its_subject(read: Read) -> None:
    event = one(read("Xi Jinping paid a visit to Moscow."), "CONSULT")
    assert event.mode == "visit"
    assert event.targets == ("RUS",)


def test_imposing_sanctions_is_one_act(read: Read) -> None:
    assert kinds(read("The United States imposed sanctions on Iran.")) == ["SANCTION"]


def test_launching_an_attack_is_one_act(read: Read) -> None:
    assert sides(read("Russia launched an attack on Ukraine."), "ASSAULT") == ({"RUS"}, {"UKR"})


def test_the_object_decides_what_lifting_is(read: Read) -> None:
    assert one(read("The United States lifted sanctions on Cuba."), "RETREAT").targets == ("CUB",)


def test_calling_off_talks_is_a_rejection(read: Read) -> None:
    assert one(read("Peru called off talks with Ecuador."), "REJECT").mode == "meet"


def test_a_place_that_is_visited_stands_for_its_state(read: Read) -> None:
    event = one(read("Chinese Foreign Minister Wang Yi visited Tehran on Tuesday."), "CONSULT")
    assert event.targets == ("IRN",)


def test_a_trigger_takes_its_particle(read: Read) -> None:
    assert one(read("Peru turned down the offer from Ecuador."), "REJECT").evidence.trigger.text == "turned down"


def test_words_that_wound_are_no_assault(read: Read) -> None:
    assert kinds(read("Peru launched a scathing attack on Ecuador.")) == ["ACCUSE"]


def test_support_received_comes_from_another(read: Read) -> None:
    assert sides(read("Ukraine received military aid from Germany."), "AID") == ({"DEU"}, {"UKR"})


# Agreements


def test_an_agreement_is_known_by_a_part_of_its_name(read: Read) -> None:
    record = read("Iran signed the JCPOA in 2015. In 2018 the United States quit the nuclear deal.")
    assert one(record, "SANCTION").agreement == "agreement:jcpoa"


def test_leaving_a_deal_is_a_sanction_on_its_party(read: Read) -> None:
    event = one(read("In 2018, the United States withdrew from the Iran nuclear deal, Iran said."), "SANCTION")
    assert (event.mode, event.agreement) == ("withdraw", "agreement:jcpoa")
    assert event.targets == ("IRN",)
    assert event.when is not None
    assert event.when.value == "2018"


def test_a_leader_who_takes_his_country_out_is_a_source(read: Read) -> None:
    event = one(read("Donald Trump withdrew America from the nuclear deal with Iran."), "SANCTION")
    assert "USA" in event.sources
    assert len(event.sources) == 2


def test_the_date_in_a_deals_name_is_not_the_acts(read: Read) -> None:
    assert one(read("Washington withdrew from the 2015 nuclear deal."), "SANCTION").when is None


# Requests and what they ask for


def test_who_is_asked_is_the_target(read: Read) -> None:
    assert sides(read("Peru urged Ecuador to open the border."), "REQUEST") == ({"PER"}, {"ECU"})


def test_what_is_asked_for_is_only_possible(read: Read) -> None:
    record = read("Qatar called for dialogue between Iran and Saudi Arabia.")
    assert sides(record, "REQUEST") == ({"QAT"}, {"IRN", "SAU"})
    assert one(record, "CONSULT").status == "possible"


def test_must_in_someones_words_is_a_request(read: Read) -> None:
    record = read("“Israel must leave Lebanon,” Iranian President Masoud Pezeshkian said.")
    event = one(record, "REQUEST")
    assert record.actor(event.sources[0]).name == "Masoud Pezeshkian"
    assert event.targets == ("ISR",)


def test_what_is_promised_is_no_second_act(read: Read) -> None:
    assert kinds(read("Germany promised to support Ukraine.")) == ["AGREE"]


def test_what_is_threatened_is_no_second_act(read: Read) -> None:
    record = read("Peru threatened to bomb Ecuador.")
    assert kinds(record) == ["THREATEN"]
    assert sides(record, "THREATEN") == ({"PER"}, {"ECU"})


# Status


@pytest.mark.parametrize(
    ("text", "type", "status"),
    [
        ("Peru will not stay indifferent to blocking its funds by Chile.", "COERCE", "actual"),
        ("Russia attacked Ukraine.", "ASSAULT", "actual"),
        ("Russia will attack Ukraine.", "ASSAULT", "future"),
        ("Russia plans to attack Ukraine.", "ASSAULT", "future"),
        ("Russia may attack Ukraine.", "ASSAULT", "possible"),
        ("Russia is considering an attack on Ukraine.", "ASSAULT", "possible"),
        ("Russia did not attack Ukraine.", "ASSAULT", "negated"),
        ("Russia never attacked Ukraine.", "ASSAULT", "negated"),
        ("If Russia attacks Ukraine, prices rise.", "ASSAULT", "hypothetical"),
        ("As long as Russia attacks Ukraine, prices rise.", "ASSAULT", "hypothetical"),
        ("Peru left without attacking Ecuador.", "ASSAULT", "negated"),
        ("The upcoming talks between Peru and Ecuador matter.", "CONSULT", "future"),
        ("Talks between Peru and Ecuador are possible.", "CONSULT", "possible"),
        ("No talks between Peru and Ecuador took place.", "CONSULT", "negated"),
        ("Peru tried to persuade Chile to attack Ecuador.", "ASSAULT", "possible"),
        ("That is not the only lawsuit against Peru by Chile.", "ACCUSE", "actual"),
    ],
)
def test_whether_it_happened(read: Read, text: str, type: str, status: str) -> None:
    assert one(read(text), type).status == status


# PLOVER's rules


def test_help_to_come_is_an_agreement(read: Read) -> None:
    event = one(read("Germany will support Ukraine."), "AGREE")
    assert event.status == "future"


def test_an_announced_withdrawal_is_a_concession(read: Read) -> None:
    assert one(read("France will withdraw its troops from Mali."), "CONCEDE").status == "future"


def test_readiness_for_talks_is_an_agreement(read: Read) -> None:
    assert sides(read("Peru is ready to hold talks with Ecuador."), "AGREE") == ({"PER"}, {"ECU"})


def test_refusing_to_meet_is_a_rejection(read: Read) -> None:
    assert sides(read("Peru refused to meet with Ecuador."), "REJECT") == ({"PER"}, {"ECU"})


def test_will_not_negotiate_is_a_rejection(read: Read) -> None:
    event = one(read("Iran will not negotiate with the United States."), "REJECT")
    assert (event.mode, event.status, event.targets) == ("meet", "actual", ("USA",))


def test_a_joint_exercise_is_cooperation_and_ones_own_mobilization(read: Read) -> None:
    both = {"CHN", "RUS"}
    assert sides(read("China and Russia held a joint exercise."), "COOPERATE") == (both, both)
    assert one(read("China held a military exercise near Taiwan."), "MOBILIZE").sources == ("CHN",)


# Go-betweens


def test_who_delivers_a_letter_carries_it(read: Read) -> None:
    record = read("Shinzo Abe delivered a letter from Donald Trump to Ali Khamenei.")
    event = one(record, "CONSULT")
    names = [record.actor(i).name for i in (*event.sources, *event.targets, *event.via)]
    assert names == ["Donald Trump", "Ali Khamenei", "Shinzo Abe"]


def test_a_letter_refused_keeps_its_writer_and_its_carrier(read: Read) -> None:
    record = read("In 2019, Ali Khamenei refused to accept a letter from Donald Trump delivered by Shinzo Abe.")
    event = one(record, "REJECT")
    names = [record.actor(i).name for i in (*event.sources, *event.targets, *event.via)]
    assert names == ["Ali Khamenei", "Donald Trump", "Shinzo Abe"]
    assert event.when is not None
    assert event.when.value == "2019"


def test_a_letters_carrier_may_be_told_later(read: Read) -> None:
    record = read(
        "In March, Donald Trump wrote a letter to Ali Khamenei. "
        "The letter was delivered by Anwar Gargash, who visited Tehran on Monday."
    )
    letters = [e for e in record.events if e.type == "CONSULT" and e.mode is None]
    assert letters
    for event in letters:
        names = [record.actor(i).name for i in (*event.sources, *event.targets, *event.via)]
        assert names == ["Donald Trump", "Ali Khamenei", "Anwar Gargash"]


def test_who_hosts_talks_of_others_goes_between(read: Read) -> None:
    event = one(read("Qatar hosted talks between Israel and Lebanon."), "CONSULT")
    assert (set(event.sources), event.via) == ({"ISR", "LBN"}, ("QAT",))


def test_through_names_a_go_between(read: Read) -> None:
    event = one(read("Iran held talks with the United States through Oman."), "CONSULT")
    assert event.via == ("OMN",)


def test_mediated_by_names_a_go_between(read: Read) -> None:
    event = one(read("Talks between Israel and Syria mediated by Turkey ended."), "CONSULT")
    assert event.via == ("TUR",)


# Reference back


def test_the_visit_is_the_one_told_before(read: Read) -> None:
    record = read("Chinese Foreign Minister Wang Yi visited Tehran in March. The visit was short.")
    first, second = record.events
    assert (first.sources, first.targets) == (second.sources, second.targets)


def test_a_similar_act_has_the_same_sides(read: Read) -> None:
    record = read("Peru rejected a plan from Ecuador. A similar rejection is possible.")
    assert [(e.sources, e.targets, e.status) for e in record.events] == [
        (("PER",), ("ECU",), "actual"),
        (("PER",), ("ECU",), "possible"),
    ]


# Time and place


def test_a_fronted_date_is_the_acts(read: Read) -> None:
    event = one(read("On Tuesday, Peru condemned Ecuador."), "ACCUSE")
    assert event.when is not None
    assert event.when.value == "2024-05-14"


def test_the_date_of_saying_is_not_the_date_of_what_is_said(read: Read) -> None:
    event = one(read("Peru said on Tuesday that Chile had attacked Ecuador."), "ASSAULT")
    assert event.when is None


def test_a_noun_keeps_its_own_date(read: Read) -> None:
    event = one(read("The 2003 invasion of Iraq by the United States was costly."), "ASSAULT")
    assert event.when is not None
    assert event.when.value == "2003"


def test_an_act_has_its_place(read: Read) -> None:
    record = read("Peru and Ecuador held talks in Geneva.")
    event = one(record, "CONSULT")
    assert event.place is not None
    assert record.places[event.place].name == "Geneva"


# Precision


@pytest.mark.parametrize(
    "text",
    [
        "The team's attack lacked pace and its defence lacked height.",
        "Attacks are bad.",
        "The minister said that the weather was fine.",
        "The opposition in Peru is strong.",
        "He met a friend in the park.",
        "Peru is capable of building a nuclear weapon.",
        "The cooperation plan of the ministry is long.",
        "Peru will continue its war against inflation.",
        "Peru and Chile keep fighting corruption.",
        "The ministers of Peru shared the conviction that the winter would end.",
        "The charter of the African Union prohibits any smoking.",
        "Peru told Chile that the winter was long.",
        "Lula agreed that the Europeans had not been there.",
        "The commitments of the United States are met.",
        "The guitarist worked with the drummer Max Weiss.",
        "Kenya defeated Uganda 3–0 on Friday.",
        "Spain crushed Malta in a World Cup qualifier.",
        "The governor of Cusco was defeated by Ana Silva in the second round of the election.",
        "Ana Silva will not seek the leadership of the Liberal Party.",
        "The Levant Front, also called Al-Jabha, is strong in Aleppo.",
        "Two officials, speaking on condition of anonymity, said the winter was long.",
    ],
)
def test_no_act_is_told(read: Read, text: str) -> None:
    assert kinds(read(text)) == []


def test_one_act_told_twice_in_a_sentence_is_one(read: Read) -> None:
    assert kinds(read("Peru condemned Ecuador, and it condemned Ecuador again.")) == ["ACCUSE"]


def test_two_acts_of_one_type_by_one_toward_another_are_two(read: Read) -> None:
    text = "Peru congratulated Chile on its election and voiced its support for Chile."
    assert kinds(read(text)) == ["SUPPORT", "SUPPORT"]


def test_they_who_were_told_before_have_their_own_word_as_evidence(read: Read) -> None:
    record = read("Paz met with Modi. They discussed trade.")
    assert [[s.text for s in e.evidence.sources] for e in record.events][-1] == ["They", "They"]


def test_an_act_toward_a_known_party_needs_no_known_doer(read: Read) -> None:
    event = one(read("They condemned Chile."), "ACCUSE")
    assert (event.sources, event.targets) == ((), ("CHL",))
    assert [s.text for s in event.evidence.sources] == ["They"]


def test_both_to_whom_it_was_done_are_the_two(read: Read) -> None:
    record = read("The African Union urged Peru and Chile to talk. Both governments rejected the proposal.")
    assert set(one(record, "REJECT").sources) == {"PER", "CHL"}


def test_what_two_agree_upon_is_no_demand(read: Read) -> None:
    text = "Peru agrees with Chile that the dispute should be resolved by a court."
    assert kinds(read(text)) == ["AGREE"]


# Form


def test_every_id_resolves_and_every_span_lies_in_its_text(read: Read) -> None:
    record = read("On Monday, Turkey hosted talks between Russia and Ukraine. Moscow rejected Kyiv's offer.")
    known = {a.id for a in record.actors}
    assert record.events
    for event in record.events:
        assert {*event.sources, *event.targets, *event.via} <= known
        for span in (event.evidence.trigger, event.evidence.sentence, *event.evidence.sources):
            assert record.document.text[span.start : span.end] == span.text
        assert event.quad == plover.quad(event.type)
        assert event.score == plover.score(event.type, event.mode)


@pytest.mark.parametrize(
    "text", ["Attack", "Attack!", "“”", "Встреча", "1 2 3", "Met. Met. Met.", "by the of", "- - -"]
)
def test_odd_text_has_no_events_and_no_error(read: Read, text: str) -> None:
    assert read(text).events == ()


# Tables


def test_every_row_names_known_types_modes_and_slots() -> None:
    for found in lexicon().values():
        for row in found:
            assert row.type == "-" or row.type in plover.types(), row
            assert row.mode is None or row.mode in plover.modes(row.type), row
            for slot, what in row.needs:
                assert re.fullmatch(r"[a-z]+", slot), row
                assert what, row


def test_every_class_that_triggers_name_has_words() -> None:
    named = {c for found in lexicon().values() for r in found for _, what in r.needs for c in what}
    assert {"deal", "sanctions", "forces", "weapons", "talks", "message", "ties", "ultimatum"} <= named & set(
        classes()
    )
    assert all(heads for heads in classes().values())


def test_the_score_of_a_mode_that_plover_gives_none_is_its_types() -> None:
    assert plover.score("REJECT", "meet") == plover.score("REJECT") == -2
    assert plover.score("CONSULT", "visit") == 4
    assert plover.quad("SANCTION") == "material-conflict"


def test_two_who_act_together_are_on_both_sides(read: Read) -> None:
    both = sides(read("Ghanaian and Togolese police exchanged fingerprints of the smugglers."), "COOPERATE")
    police = {"organisation:ghana-police", "organisation:togo-police"}
    assert both == (police, police)


def test_a_body_without_a_name_is_several_and_an_office_is_its_holders_role(read: Read) -> None:
    rammed = read("The coastguard rammed two trawlers off Cebu, Manila said.")
    assert rammed.actor(one(rammed, "ASSAULT").sources[0]).kind == "group"
    refused = read("The governor of Sonora turned down a petition from teachers.")
    assert refused.actor(one(refused, "REJECT").sources[0]).role == "governor"


def test_a_name_beside_a_noun_is_who_it_is(read: Read) -> None:
    record = read("Germany on Monday banned Iranian airline Zagros Air from flying in the country.")
    assert [record.actor(i).name for i in one(record, "COERCE").targets] == ["Zagros Air"]


def test_words_that_the_lexicon_takes_for_another_act_are_told_by_their_sentence(read: Read) -> None:
    record = read("UN envoy Marta Lindqvist called on Nepal to give her staff access to detention centres.")
    assert "CONSULT" not in kinds(record)
    assert sides(record, "REQUEST") == ({"person:marta-lindqvist"}, {"NPL"})


def test_rivals_that_are_named_behind_their_noun_both_act(read: Read) -> None:
    states = {"PER", "ECU"}
    assert sides(read("Old rivals Peru and Ecuador have renewed diplomatic ties."), "SUPPORT") == (states, states)


def test_a_toll_that_rises_in_a_war_tells_of_fighting(read: Read) -> None:
    states = {"PER", "ECU"}
    record = read("Peru's death toll has climbed in the border war with Ecuador.")
    assert sides(record, "ASSAULT") == (states, states)
    assert kinds(read("Peru's death toll has climbed in the floods.")) == []


def test_who_comes_closer_to_a_deal_is_agreeing(read: Read) -> None:
    assert sides(read("Peru is edging closer to an accord with Ecuador."), "AGREE") == ({"PER"}, {"ECU"})


def test_who_is_freed_from_a_state_was_held_by_it(read: Read) -> None:
    sources, _ = sides(read("Ten Peruvian soldiers were freed from Ecuador on Monday."), "RETREAT")
    assert sources == {"ECU"}


def test_roads_into_a_state_are_closed_to_it(read: Read) -> None:
    record = read("Peruvian soldiers sealed off the roads leading into Ecuador.")
    assert sides(record, "COERCE") == ({"organisation:peru-soldiers"}, {"ECU"})


def test_troops_that_march_to_a_border_are_no_protesters(read: Read) -> None:
    record = read("Peruvian troops have marched very close to the border with Ecuador.")
    assert sides(record, "MOBILIZE") == ({"organisation:peru-troops"}, {"ECU"})


@pytest.mark.parametrize("table", ["act_words", "stance_words"])
def test_every_list_of_words_has_a_name_of_its_own(table: str) -> None:
    names = [row["list"] for row in rows(table)]
    assert len(names) == len(set(names))


def test_who_is_to_act_in_a_cleft_is_asked(read: Read) -> None:
    record = read("The Peruvian foreign minister said that it is Chile which should reopen the border.")
    assert one(record, "REQUEST").targets == ("CHL",)


def test_ministers_of_two_states_meet_each_other(read: Read) -> None:
    record = read("A meeting between the Peruvian and Chilean presidents will take place in May.")
    assert sides(record, "CONSULT") == ({"PER", "CHL"}, {"PER", "CHL"})


def test_a_proposal_demands_nothing_but_one_for_talks_does(read: Read) -> None:
    assert kinds(read("Chile's proposal to Peru was published on Monday.")) == []
    record = read("Chile's proposal to Peru for talks was published on Monday.")
    assert sides(record, "REQUEST") == ({"CHL"}, {"PER"})


def test_who_is_ready_to_widen_cooperation_agrees_to_it_and_does_no_more(read: Read) -> None:
    record = read("Peru is ready to keep up and widen its cooperation and exchange with Chile.")
    assert kinds(record) == ["AGREE"]
    assert sides(record, "AGREE") == ({"PER"}, {"CHL"})


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Chile rejected Peru's offer.", "Peru's offer"),
        ("Chile has freed a Peruvian ship.", "a Peruvian ship"),
        ("Peru criticised the Chilean government's decision.", "the Chilean government's decision"),
    ],
)
def test_the_evidence_of_a_target_is_the_whole_phrase(read: Read, text: str, words: str) -> None:
    event = read(text).events[0]
    assert [s.text for s in event.evidence.targets] == [words]


def test_a_phrase_stops_before_the_next_side(read: Read) -> None:
    (event,) = read("Peru condemned the attack on Lima by Chile.").events[:1]
    spans = [*event.evidence.sources, *event.evidence.targets, event.evidence.trigger]
    assert all(not a.overlaps(b) for a in spans for b in spans if a is not b)


def test_a_ministers_support_of_his_own_state_is_that_of_the_other(read: Read) -> None:
    record = read("Foreign Minister Elmer Schialer of Peru expressed Lima's support for Haiti's government.")
    assert one(record, "SUPPORT").targets == ("HTI",)


def test_a_post_written_as_a_name_may_stand_for_its_holder(read: Read) -> None:
    event = one(read("The Vice President commended Bahrain's leaders on their reforms."), "SUPPORT")
    assert event.sources == ("person:vice-president",)


def test_who_is_accused_of_a_deed_does_it(read: Read) -> None:
    record = read("Serbia accused Kosovo of attacking Serbs in Mitrovica.")
    assert sides(record, "ASSAULT")[0] == {"XKX"}
    record = read("Nicaragua expelled the Peruvian ambassador, whom it accused of supporting the bishops.")
    assert "NIC" not in sides(record, "SUPPORT")[0]


def test_nobody_else_does_what_a_thing_does(read: Read) -> None:
    record = read("Two soldiers were killed when a roadside bomb hit their convoy near Gao in Mali.")
    assert all(not event.sources for event in record.events)


def test_armies_of_two_states_drill_with_each_other(read: Read) -> None:
    record = read("The armies of Kenya and Uganda held a joint exercise on Tuesday.")
    assert sides(record, "COOPERATE") == ({"KEN", "UGA"}, {"KEN", "UGA"})


def test_what_is_demanded_twice_is_one_demand(read: Read) -> None:
    record = read("Kosovo refuses to pull out its police, insisting that Serbia must first recognise its plates.")
    assert kinds(record).count("REQUEST") == 1


def test_two_things_are_no_parties_told_of_before(read: Read) -> None:
    record = read("Imran Khan met Hassan Rouhani. An Iranian oil tanker was struck by two missiles.")
    assert sides(record, "ASSAULT")[0] == set()


def test_all_who_are_named_together_promise_each_other(read: Read) -> None:
    record = read("Peru, Chile, and Cuba announced in a statement that they will continue to cooperate on fish.")
    assert sides(record, "AGREE") == ({"PER", "CHL", "CUB"}, {"PER", "CHL", "CUB"})


def test_who_brokered_a_truce_is_no_side_of_it(read: Read) -> None:
    record = read("Sudan's army and the RSF agreed to a ceasefire brokered by Saudi Arabia and the United States.")
    assert not {"SAU", "USA"} & {s for side in sides(record, "AGREE") for s in side}
