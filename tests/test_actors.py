"""Who is in a report."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from legation.coding import actors
from legation.coding.cast.named import Named
from legation.coding.cast.people import gather
from legation.coding.draft import Draft
from legation.language import Language
from legation.language.sentence import Sentence
from legation.nouns import Actor, Document
from legation.reader import Reader

Cast = Callable[..., Draft]


@pytest.fixture(scope="module")
def cast() -> Cast:
    language = Language.load()

    def read(text: str, published: str | None = None, source: str | None = None) -> Draft:
        day = date.fromisoformat(published) if published else None
        return actors.find(Draft(Document(text, published=day, source=source), language.read(text)))

    return read


def ids(draft: Draft) -> set[str]:
    return {a.id for a in draft.actors}


def persons(draft: Draft) -> dict[str, Actor]:
    return {a.id: a for a in draft.actors if a.kind == "person"}


def written(draft: Draft, actor: str) -> list[str]:
    return [m.text for m in draft.actor(actor).mentions]


def stands_for(draft: Draft, text: str, nth: int = 0) -> str | None:
    """The actor of the ``nth`` mention written so."""
    found = [m for m in draft.mentions if m.span.text == text]
    return found[nth].actor if len(found) > nth else None


def test_a_person_is_one_actor_whatever_the_spelling(cast: Cast) -> None:
    draft = cast(
        "Turkish President Recep Tayip Erdogan visited Baku on Monday. Erdoğan praised the pact. "
        "The president then met reporters, and Mr. Erdogan left.",
        "2024-05-02",
    )
    assert set(persons(draft)) == {"person:recep-tayyip-erdogan"}
    assert stands_for(draft, "The president") == "person:recep-tayyip-erdogan"


def test_a_surname_with_another_letter_behind_the_same_given_names_is_the_same(cast: Cast) -> None:
    draft = cast("Hamza bin Omrin was killed. Hamza bin Omran led the group. Ali Karimi met Ali Rahimi.")
    assert set(persons(draft)) == {"person:hamza-bin-omrin", "person:ali-karimi", "person:ali-rahimi"}


def test_a_stranger_gets_a_stable_id_a_state_and_a_role_from_the_words_around(cast: Cast) -> None:
    draft = cast("Peruvian lawmaker Rosa Quilla Mamani rejected the offer. Quilla Mamani said no more.")
    stranger = draft.actor("person:rosa-quilla-mamani")
    assert (stranger.match, stranger.country, stranger.role) == ("new", "PER", "lawmaker")
    assert "Quilla Mamani" in written(draft, stranger.id)


@pytest.mark.parametrize(
    "text",
    [
        "The Foreign Minister of Kenya, Amos Wekulo, arrived on Friday.",
        "Amos Wekulo, Kenya’s foreign minister, arrived on Friday.",
        "Amos Wekulo, the foreign minister of Kenya, arrived on Friday.",
        "Kenyan Foreign Minister Amos Wekulo arrived on Friday.",
    ],
)
def test_a_post_is_read_before_and_after_a_name(cast: Cast, text: str) -> None:
    draft = cast(text)
    assert (draft.actor("person:amos-wekulo").country, draft.actor("person:amos-wekulo").role) == (
        "KEN",
        "foreign minister",
    )
    assert len(persons(draft)) == 1


def test_two_people_of_one_surname_stay_two(cast: Cast) -> None:
    draft = cast("Anna Lindqvist accused Erik Lindqvist of treason. Erik Lindqvist denied it.")
    assert set(persons(draft)) == {"person:anna-lindqvist", "person:erik-lindqvist"}


def test_a_capital_that_acts_is_its_government(cast: Cast) -> None:
    draft = cast("Tehran will not negotiate with Washington.")
    assert ids(draft) == {"IRN", "USA"}


def test_a_mere_place_is_no_actor(cast: Cast) -> None:
    draft = cast("French diplomats met Chinese envoys in Vienna. Talks in Austria went well.")
    assert "AUT" not in ids(draft)


def test_a_dateline_is_no_actor(cast: Cast) -> None:
    assert "CHE" not in ids(cast("BERN — Norway rejected the plan on Monday."))


def test_a_state_is_one_actor_whatever_the_words(cast: Cast) -> None:
    draft = cast("Iran refused. The Islamic Republic said so. The Iranian government gave no reason.")
    assert ids(draft) == {"IRN"}
    assert len(draft.actor("IRN").mentions) == 3


def test_an_adjective_before_officials_names_their_state_and_is_no_mention_of_it(cast: Cast) -> None:
    draft = cast("Iraqi officials criticized Norway.")
    assert ids(draft) == {"group:iraqi-officials", "NOR"}
    assert draft.actor("group:iraqi-officials").country == "IRQ"


def test_authorities_and_officials_of_a_state_are_one_group(cast: Cast) -> None:
    draft = cast("Senior Omani officials met the rebels. The Omani authorities released two men.")
    assert stands_for(draft, "The Omani authorities") == stands_for(draft, "Senior Omani officials")


def test_the_doer_of_an_attack_is_named_by_its_adjective(cast: Cast) -> None:
    assert "ETH" in ids(cast("Eritrea condemned the Ethiopian attack."))


def test_a_ministry_belongs_to_its_state(cast: Cast) -> None:
    draft = cast("The Peruvian Foreign Ministry summoned the ambassador of Chile.")
    ministry = draft.actor("organisation:peru-foreign-ministry")
    assert (ministry.country, ministry.code) == ("PER", "PERGOV")


def test_a_post_without_a_name_is_who_held_it_on_the_day(cast: Cast) -> None:
    text = "The French president called for a truce."
    assert stands_for(cast(text, "2011-06-01"), "The French president") == "person:nicolas-sarkozy"
    assert stands_for(cast(text, "2023-06-01"), "The French president") == "person:emmanuel-macron"


def test_a_counterpart_holds_the_same_post_elsewhere(cast: Cast) -> None:
    draft = cast(
        "Russian Foreign Minister Sergey Lavrov spoke to his Turkish counterpart on Monday.", "2024-03-01"
    )
    assert stands_for(draft, "his Turkish counterpart") == "person:hakan-fidan"


def test_a_counterpart_with_a_name_is_that_person(cast: Cast) -> None:
    draft = cast("Kenyan Foreign Minister Amos Wekulo met his Peruvian counterpart Luis Pardo Ayala.")
    luis = draft.actor("person:luis-pardo-ayala")
    assert luis.country == "PER"
    assert stands_for(draft, "his Peruvian counterpart Luis Pardo Ayala") == luis.id


def test_an_apposition_after_a_comma_is_one_person(cast: Cast) -> None:
    draft = cast("The tariff was praised by Trump and his vice president, JD Vance.", "2025-04-01")
    assert set(persons(draft)) == {"person:donald-trump", "person:jd-vance"}
    assert stands_for(draft, "his") == "person:donald-trump"


def test_what_follows_a_comma_may_be_a_new_subject(cast: Cast) -> None:
    draft = cast("After talks with the president of Peru, Amos Wekulo left for Nairobi.", "2012-03-01")
    assert stands_for(draft, "the president of Peru") != "person:amos-wekulo"


def test_a_speaker_told_by_post_first_and_named_in_the_next_sentence_is_one(cast: Cast) -> None:
    draft = cast("A senior Kenyan lawmaker has rejected the bill. Amos Wekulo said it would harm farmers.")
    assert stands_for(draft, "A senior Kenyan lawmaker") == "person:amos-wekulo"
    assert draft.actor("person:amos-wekulo").country == "KEN"


def test_he_is_the_subject_before(cast: Cast) -> None:
    draft = cast("Amos Wekulo met Luis Pardo on Monday. He praised the talks.")
    assert stands_for(draft, "He") == "person:amos-wekulo"


def test_a_woman_is_she_and_a_man_is_he(cast: Cast) -> None:
    draft = cast("Angela Merkel met Emmanuel Macron. He smiled. She left early.", "2019-05-05")
    assert stands_for(draft, "He") == "person:emmanuel-macron"
    assert stands_for(draft, "She") == "person:angela-merkel"


def test_he_added_is_the_last_speaker(cast: Cast) -> None:
    draft = cast(
        "Amos Wekulo said the talks had failed. Luis Pardo had left for Lima. “We waited for hours,” he added."
    )
    assert stands_for(draft, "he") == "person:amos-wekulo"


def test_a_pronoun_before_the_subject_is_the_subject(cast: Cast) -> None:
    draft = cast("Luis Pardo came late. During his visit, Amos Wekulo praised the hosts.")
    assert stands_for(draft, "his") == "person:amos-wekulo"


def test_he_is_nobody_who_takes_part_in_the_same_act(cast: Cast) -> None:
    draft = cast("Amos Wekulo arrived late. Luis Pardo Ayala met with ministers and then received him.")
    assert stands_for(draft, "him") == "person:amos-wekulo"


def test_himself_is_whoever_does_the_act(cast: Cast) -> None:
    draft = cast("Amos Wekulo met Luis Ayala Rojas on Monday. Wekulo distanced himself from the plan.")
    assert stands_for(draft, "himself") == "person:amos-wekulo"
    draft = cast("Amos Wekulo asked Luis Ayala Rojas to explain himself.")
    assert stands_for(draft, "himself") == "person:luis-ayala-rojas"


def test_a_name_in_a_heading_weighs_little(cast: Cast) -> None:
    draft = cast("Critics named Luis Ayala Rojas on Friday.\n\nWords of Amos Wekulo\n\nHe was brief.")
    assert stands_for(draft, "He") == "person:luis-ayala-rojas"


def test_he_in_a_quotation_is_not_its_speaker(cast: Cast) -> None:
    draft = cast("Luis Ayala Rojas left. Amos Wekulo said: “We waited until he was gone. He had no answer.”")
    assert stands_for(draft, "he") == stands_for(draft, "He") == "person:luis-ayala-rojas"
    draft = cast("Luis Ayala Rojas left. “He had no answer,” Amos Wekulo said.")
    assert stands_for(draft, "He") == "person:luis-ayala-rojas"


def test_a_title_without_the_name_is_whoever_had_it_in_the_report(cast: Cast) -> None:
    draft = cast("Secretary Hanna Aalto signed the order. Luis Ayala Rojas objected. The Secretary stood firm.")
    assert stands_for(draft, "The Secretary") == "person:hanna-aalto"
    assert stands_for(cast("Hanna Aalto signed the order. The Secretary stood firm."), "The Secretary") is None


def test_whoever_is_spoken_to_is_no_he(cast: Cast) -> None:
    draft = cast("Critics named Amos Wekulo on Friday. Thank you, Luis Ayala Rojas. He never replied.")
    assert stands_for(draft, "He") == "person:amos-wekulo"


def test_he_is_the_name_set_before_the_sentence(cast: Cast) -> None:
    draft = cast("Luis Ayala Rojas has left. He was tired. Amos Wekulo, he is coming on Monday.")
    assert stands_for(draft, "he") == "person:amos-wekulo"


def test_they_are_a_people_that_is_named_for_its_state(cast: Cast) -> None:
    draft = cast("The Kenyans agreed to talks. They will send an envoy.")
    assert stands_for(draft, "They") == "KEN"


@pytest.mark.parametrize(
    "text",
    [
        "Ms. Wekulo met Ayala Rojas. He smiled. She left.",
        "Nyokabi Wekulo, the queen, met Mr. Ayala Rojas. She left.",
        "Ayala Rojas and his wife, Nyokabi Wekulo, came. She left.",
        "Nyokabi Wekulo came on Monday. Her aides waited. Mr. Ayala Rojas met Nyokabi Wekulo. She left.",
    ],
)
def test_a_title_kinship_or_an_earlier_pronoun_tells_a_gender(cast: Cast, text: str) -> None:
    draft = cast(text)
    assert (stands_for(draft, "She") or "").endswith("wekulo")


def test_a_gender_told_by_a_pronoun_stays(cast: Cast) -> None:
    draft = cast("Nyokabi Wekulo spoke on Monday. She was brief. Then Wekulo met Tal Reuveni. He smiled.")
    assert stands_for(draft, "He") == "person:tal-reuveni"


def test_a_pronoun_before_the_subject_is_somebody_else_without_a_comma(cast: Cast) -> None:
    draft = cast("Luis Ayala Rojas died on Monday. In his memory Amos Wekulo planted a tree.")
    assert stands_for(draft, "his") == "person:luis-ayala-rojas"


def test_an_owner_of_the_subject_is_nearer_than_an_older_subject(cast: Cast) -> None:
    draft = cast("Luis Ayala Rojas spoke first. Kofi Mensah's aides pleaded with him to leave.")
    assert stands_for(draft, "him") == "person:kofi-mensah"


def test_his_is_whoever_was_asked_to_do_it(cast: Cast) -> None:
    draft = cast("Luis Ayala Rojas asked Amos Wekulo to send his report.")
    assert stands_for(draft, "his") == "person:amos-wekulo"


def test_his_father_is_somebody_else_than_the_father(cast: Cast) -> None:
    draft = cast(
        "Amos Wekulo had left. Luis Ayala Rojas spoke of reforms. His father, Luis Ayala Rojas, was there."
    )
    assert stands_for(draft, "His") != "person:luis-ayala-rojas"


def test_a_person_told_of_long_ago_is_he_where_nobody_is_nearer(cast: Cast) -> None:
    draft = cast("Amos Wekulo spoke. It rained. Roads were closed. Schools shut. Trains stopped. He went home.")
    assert stands_for(draft, "He") == "person:amos-wekulo"


def test_a_surname_of_two_is_whoever_was_told_of_just_before_or_first(cast: Cast) -> None:
    text = "Amos Wekulo spoke. His daughter, Nyokabi Wekulo, listened. {}Wekulo left."
    assert persons(cast(text.format("")))["person:nyokabi-wekulo"].mentions[-1].text == "Wekulo"
    draft = cast(text.format("It rained. Roads were closed. Schools shut. "))
    assert written(draft, "person:amos-wekulo") == ["Amos Wekulo", "Wekulo"]


def test_its_is_a_state_and_they_are_people(cast: Cast) -> None:
    draft = cast("Kenya defended its decision. Protesters said they would stay.")
    assert stands_for(draft, "its") == "KEN"
    assert stands_for(draft, "they") == "group:protesters"


def test_they_are_no_bystanders_of_two_who_meet(cast: Cast) -> None:
    draft = cast("Kenya and Chile opened talks. They praised the Peruvian people. They agreed to go on.")
    assert stands_for(draft, "They") is None
    assert stands_for(cast("Kenya met the rebels. The rebels left. They went to Peru."), "They") == "group:rebels"


def test_it_is_nobody_where_a_thing_is_nearer(cast: Cast) -> None:
    draft = cast("Kenya sent a letter. The letter was short, and it was lost.")
    assert stands_for(draft, "it") is None


def test_pronouns_are_mentions_of_the_draft_and_not_of_the_actor(cast: Cast) -> None:
    draft = cast("Amos Wekulo resigned. He left.")
    assert any(m.form == "pronoun" for m in draft.mentions)
    assert written(draft, "person:amos-wekulo") == ["Amos Wekulo"]


def test_who_is_the_noun_that_its_clause_hangs_on(cast: Cast) -> None:
    draft = cast("Amos Wekulo, who visited Lima, met the rebels.")
    assert stands_for(draft, "who") == "person:amos-wekulo"


def test_his_country_is_the_state_he_serves(cast: Cast) -> None:
    draft = cast("Kenyan Foreign Minister Amos Wekulo defended his country’s stance.")
    assert stands_for(draft, "his country") == "KEN"


def test_an_outlet_that_relays_is_no_actor(cast: Cast) -> None:
    draft = cast("Kenya rejected the offer, Reuters reported. Amos Wekulo told CNN that talks were over.")
    assert ids(draft) == {"KEN", "person:amos-wekulo"}


def test_an_outlet_that_acts_is_one(cast: Cast) -> None:
    assert any("reuters" in i for i in ids(cast("Reuters sued Kenya on Monday.")))


def test_an_agreement_a_forum_and_initials_are_no_actors(cast: Cast) -> None:
    draft = cast("Kenya left the Paris Agreement at the Nairobi Climate Forum. MS/PA")
    assert ids(draft) == {"KEN"}


def test_a_name_in_another_script_is_one_person() -> None:
    """Folding to Latin letters leaves nothing of such names."""
    texts = ["Олег Коваль", "Amos Wekulo", "Олег Коваль", "Νίκος Παππάς"]
    named = [Named(i, 0, 2, 1, text, "person", None, "actor") for i, text in enumerate(texts)]
    people = gather(named, [Sentence(i, ()) for i in range(len(named))])
    assert sorted(len(p.names) for p in people) == [1, 1, 2]
    assert len({p.id for p in people}) == 3
    assert all(p.id != "person:" for p in people)


def test_two_persons_of_one_surname_are_told_apart_by_their_posts(cast: Cast) -> None:
    draft = cast("First Lady Jill Biden visited Lima. President Biden praised the visit.", "2024-03-01")
    assert stands_for(draft, "President Biden") == "person:joe-biden"
    assert stands_for(draft, "Jill Biden") == "person:jill-biden"


def test_a_post_shared_by_two_clauses_is_one_person(cast: Cast) -> None:
    draft = cast("Amos Wekulo, the foreign minister and a former general, told the court that he was not guilty.")
    assert set(persons(draft)) == {"person:amos-wekulo"}
    assert len(draft.actors) == 1 or not any(a.id.startswith("group:") for a in draft.actors)


def test_a_body_is_its_own_states_whatever_the_report_is_about(cast: Cast) -> None:
    draft = cast("Peru reacted. Peru was angry. The Chilean Security Forces fired on fishermen from Peru.")
    assert stands_for(draft, "The Chilean Security Forces") == "organisation:chile-security-forces"


def test_a_body_that_owns_something_keeps_its_name(cast: Cast) -> None:
    draft = cast("Iran reacted on Monday. The parliament’s members praised Iran.")
    assert draft.actor(stands_for(draft, "The parliament") or "").name == "Iranian Parliament"


def test_the_noun_of_a_bodys_name_stands_for_it(cast: Cast) -> None:
    draft = cast("The Baltic Fisheries Council sanctioned Denmark. On Friday the council warned Poland.")
    assert stands_for(draft, "the council") == "organisation:baltic-fisheries-council"


def test_a_ministry_told_of_is_the_ministry(cast: Cast) -> None:
    draft = cast("The Peruvian Foreign Ministry denied it. On Monday the ministry said that talks would go on.")
    assert stands_for(draft, "the ministry") == "organisation:peru-foreign-ministry"


def test_the_state_behind_a_ministry_is_its_own(cast: Cast) -> None:
    draft = cast("Peru was angry. Peru waited. The Health Ministry of Chile warned Peru.")
    assert stands_for(draft, "The Health Ministry of Chile") == "organisation:chile-health-ministry"


def test_a_counterpart_is_whom_his_post_and_name_tell(cast: Cast) -> None:
    draft = cast("Security Advisor Ana Paz met her Israeli counterpart, National Security Advisor Dr. Eyal Moran.")
    assert draft.actor("person:eyal-moran").country == "ISR"
    assert set(persons(draft)) == {"person:ana-paz", "person:eyal-moran"}


def test_the_countrys_unit_is_no_part_of_its_name(cast: Cast) -> None:
    draft = cast("Chile praised the head of the country's border-police staff.")
    assert "Chilean Border Police" in {a.name for a in draft.actors}


def test_whom_somebody_is_for_is_not_whose_he_is(cast: Cast) -> None:
    assert "PER" not in {a.country for a in cast("Pro-Lima farmers warned the rebels.").actors}


def test_what_somebody_is_stands_before_his_name(reader: Reader) -> None:
    record = reader.read("State University scientist Ma Linh said the vote was free.")
    assert [a.name for a in record.actors] == ["Ma Linh"]
    record = reader.read("The 52-year-old Rojas's government office said that the talks were off.")
    assert [a.name for a in record.actors] == ["Rojas's government office"]
    record = reader.read("The old miners attacked the embassy of Peru.")
    assert "old miners" in {a.name for a in record.actors}


def test_his_majesty_is_not_whoever_spoke(cast: Cast) -> None:
    draft = cast("President Joe Biden thanked His Majesty on Monday.")
    assert stands_for(draft, "His") is None


def test_a_king_is_the_one_told_of_in_full(cast: Cast) -> None:
    draft = cast("Peru met King Abdullah II of Jordan. President Rojas and King Abdullah discussed aid.")
    assert "person:abdullah-ii" in ids(draft)
    assert stands_for(draft, "King Abdullah") == "person:abdullah-ii"


def test_a_surname_goes_on_behind_its_hyphen(cast: Cast) -> None:
    draft = cast("Dr. Liz Paz-Randall left for Panama. Paz-Randall met Chile's envoy.")
    assert set(persons(draft)) == {"person:liz-paz-randall", "person:chilean-envoy"}


def test_a_group_of_states_is_the_group(cast: Cast) -> None:
    draft = cast("The Group of Seven praised Kenya. On Monday the group also warned Peru.")
    assert stands_for(draft, "the group") == "group:g7"


def test_the_countrys_government_is_the_country(cast: Cast) -> None:
    draft = cast("Kenya is in debt. On Monday the country's government announced a plan.")
    assert stands_for(draft, "the country's government") == "KEN"


def test_a_title_behind_an_article_is_no_surname(cast: Cast) -> None:
    assert not persons(cast("Students in Iran marched against the Shah in 1978."))


def test_the_noun_of_a_bodys_name_with_more_to_it_is_another(cast: Cast) -> None:
    draft = cast("The Bank of England warned Peru. On Friday the bank in Lima and the river bank were closed.")
    assert stands_for(draft, "the bank") is None


def test_a_state_before_a_known_body_does_not_hide_it(cast: Cast) -> None:
    draft = cast("The United States Department of State welcomed the deal.")
    assert "organisation:us-state-department" in ids(draft)


def test_the_chief_of_a_body_is_who_leads_it(cast: Cast) -> None:
    draft = cast("Hassan Nasrallah spoke on Monday. The Hezbollah chief warned Israel.", "2023-05-02")
    assert stands_for(draft, "The Hezbollah chief") == "person:hassan-nasrallah"


def test_a_police_officer_is_no_prime_minister(cast: Cast) -> None:
    draft = cast("Prime Minister Albin Kurti of Kosovo spoke. He mourned the Kosovo police officer.", "2023-09-29")
    assert stands_for(draft, "the Kosovo police officer") != "person:albin-kurti"


def test_the_president_is_that_of_the_government_whose_report_it_is(cast: Cast) -> None:
    text = "North Korea fired a rocket. North Korea must stop. The President met his team."
    assert stands_for(cast(text, "2023-08-23", "The White House"), "The President") == "person:joe-biden"


def test_who_is_condemned_for_something_did_it(cast: Cast) -> None:
    draft = cast("The United States condemned North Korea for its launch.")
    assert stands_for(draft, "its") == "PRK"


def test_he_said_goes_on_for_whoever_acted_last(cast: Cast) -> None:
    draft = cast(
        "“The offer is dead,” Amos Wekulo said on Monday. Luis Pardo rejected the claim. He said the offer stood."
    )
    assert stands_for(draft, "He") == "person:luis-pardo"


def test_the_government_is_the_one_told_of_and_not_a_neighbours(cast: Cast) -> None:
    draft = cast(
        "The government of Chad and the rebels agreed to a truce. Cameroon sent troops to the border with Chad. "
        "The rebels said the government must leave the town."
    )
    assert stands_for(draft, "the government") == "TCD"


def test_a_dateline_tells_whose_minister_it_is(cast: Cast) -> None:
    draft = cast("LIMA – The defence minister, Rosa Quilla, flew to Bolivia and Chile on Monday. Peru was silent.")
    assert draft.actor("person:rosa-quilla").country == "PER"


def test_a_ministry_is_that_of_the_capital_where_it_speaks(cast: Cast) -> None:
    draft = cast("In Beijing, a spokesman for the Foreign Ministry said Peru and Chile were wrong.")
    assert draft.actor(stands_for(draft, "a spokesman for the Foreign Ministry") or "").country == "CHN"


def test_a_counterpart_inherits_the_post(cast: Cast) -> None:
    draft = cast("Foreign Minister Rosa Quilla of Peru met her Chilean counterpart, Luis Pardo, on Monday.")
    assert draft.actor("person:luis-pardo").role == "foreign minister"


def test_a_dateline_is_a_place(cast: Cast) -> None:
    draft = cast("LIMA- Peru rejected the statement on Tuesday.")
    assert written(draft, "PER") == ["Peru"]


def test_short_forms_with_small_letters_are_no_common_words(cast: Cast) -> None:
    assert ids(cast("Let them come to Lima.")) & {"group:lashkar-e-taiba"} == set()
    assert "group:lashkar-e-taiba" in ids(cast("LeT attacked the police."))


def test_a_generic_first_word_stands_for_no_body(cast: Cast) -> None:
    draft = cast("The National Fishing Board banned nets. The decision is of National importance.")
    assert "National" not in [m.span.text for m in draft.mentions]


def test_letters_before_a_name_in_brackets_are_the_body_too(cast: Cast) -> None:
    draft = cast("The LFB (Lakes Fishing Board) banned nets. The LFB seized boats.")
    assert [a.id for a in draft.actors if a.kind == "organisation"] == ["organisation:lakes-fishing-board"]


def test_letters_in_brackets_are_the_body_before_them(cast: Cast) -> None:
    draft = cast("The Lakes Fishing Board (LFB) banned nets. LFB officers seized boats.")
    bodies = [a for a in draft.actors if a.kind == "organisation"]
    assert len(bodies) == 1
    assert "LFB" in written(draft, bodies[0].id)


def test_a_known_body_is_found_by_its_abbreviation(cast: Cast) -> None:
    draft = cast("The IAEA urged Iran to let its inspectors in.")
    assert "organisation:international-atomic-energy-agency" in ids(draft)


def test_us_is_a_state_and_us_is_not(cast: Cast) -> None:
    assert "USA" in ids(cast("The US rejected it."))
    assert "USA" not in ids(cast("They told us a story."))


def test_every_mention_lies_in_the_text_and_every_id_resolves(cast: Cast) -> None:
    draft = cast(
        "“No,” said Kenya's 2nd vice-president (Mr X.) — he / she; the U.S.-led EU & UN ... WHO's?\n\n** A **"
    )
    for mention in draft.mentions:
        assert draft.document.text[mention.span.start : mention.span.end] == mention.span.text
        assert draft.actor(mention.actor).id == mention.actor
        assert mention.start <= mention.head < mention.end


def test_the_first_article_has_these_people_and_no_other(cast: Cast, shared: Path) -> None:
    draft = cast((shared / "data/news/seed_article.txt").read_text(encoding="utf-8"), "2025-03-13")
    assert set(persons(draft)) == {
        "person:masoud-pezeshkian",
        "person:donald-trump",
        "person:jd-vance",
        "person:volodymyr-zelensky",
        "person:ali-khamenei",
        "person:saeed-jalili",
        "person:anwar-gargash",
        "person:esmaeil-baghaei",
        "person:shinzo-abe",
    }
    assert {a.id for a in draft.actors if a.kind == "country"} == {"IRN", "USA", "RUS", "UKR"}
    assert stands_for(draft, "The president") == "person:masoud-pezeshkian"
    assert stands_for(draft, "the leader") == "person:ali-khamenei"


@pytest.mark.parametrize(
    "name",
    [
        "The Chilean Ministry of Foreign Affairs",
        "The Ministry of Foreign Affairs of Chile",
        "The Chilean foreign ministry",
    ],
)
def test_a_ministry_is_one_however_it_is_written(cast: Cast, name: str) -> None:
    assert written(cast(f"{name} denounced the summit."), "organisation:chile-foreign-ministry") == [name]


def test_what_a_minister_is_of_is_nobody(cast: Cast) -> None:
    draft = cast("Jan Novak, Minister of Foreign Affairs of the Republic of Turkey, went to Chile.")
    assert not [a for a in draft.actors if "affairs" in a.id]


def test_a_line_without_a_full_stop_may_end_with_a_group(cast: Cast) -> None:
    draft = cast("Chile and the Peruvian civilians")
    assert {"CHL", "PER"} & {a.id for a in draft.actors}


def test_a_post_with_a_hyphen_is_no_name(cast: Cast) -> None:
    found = persons(cast("They praised the UN Secretary-General's envoy for Syria."))
    assert set(found) == {"person:united-nations-envoy"}


def test_people_whose_state_is_told_end_there(cast: Cast) -> None:
    draft = cast("The flood deprived Chilean civilians of access to water.")
    assert written(draft, "group:chilean-civilians") == ["Chilean civilians"]


def test_an_envoy_is_the_ambassador_told_of_last(cast: Cast) -> None:
    draft = cast(
        "Chile's envoy to the UN Juan Soto left. Carlos Rojas, the Chilean ambassador to Kenya, stayed. "
        "The Chilean envoy was ill."
    )
    assert stands_for(draft, "The Chilean envoy") == "person:carlos-rojas"


def test_it_is_the_body_that_a_spokesman_speaks_for(cast: Cast) -> None:
    draft = cast("Houthi military spokesman Ali Nasser said it had carried out the attack.")
    assert stands_for(draft, "it") == "group:houthis"


def test_in_a_quotation_they_are_those_told_of_there(cast: Cast) -> None:
    draft = cast(
        "The Chilean foreign office was angry. “We spoke to the Peruvian officials. They must leave,” it said.",
    )
    assert stands_for(draft, "They") == "group:peruvian-officials"


def test_an_unnamed_official_serves_the_state_of_his_ministry(cast: Cast) -> None:
    draft = cast("Peru is angry. The Foreign Ministry's director general condemned it. Peru left.")
    assert stands_for(draft, "The Foreign Ministry's director general") == "person:peruvian-director-general"


@pytest.mark.parametrize("told", ["Ms. Putin", "Mrs. Trump", "Mr. Merkel"])
def test_a_title_speaks_against_a_known_person_of_the_other_gender(cast: Cast, told: str) -> None:
    people = persons(cast(f"{told} opened a bakery in the village and thanked the neighbours.", "2025-03-13"))
    assert [(p.name, p.match) for p in people.values()] == [(told.split()[1], "new")]


def test_a_wife_told_by_her_husbands_name_is_not_her_husband(cast: Cast) -> None:
    draft = cast("Mrs. Amir Karimi thanked the nurses. Amir Karimi spoke later. She said the clinic would open.")
    assert set(persons(draft)) == {"person:mrs-amir-karimi", "person:amir-karimi"}
    assert stands_for(draft, "She") == "person:mrs-amir-karimi"


def test_a_couple_of_one_surname_is_two_persons(cast: Cast) -> None:
    draft = cast("Ms. Zelenska met Volodymyr Zelensky in Kyiv. She said that he was tired.", "2025-03-13")
    assert set(persons(draft)) == {"person:zelenska", "person:volodymyr-zelensky"}
    assert (stands_for(draft, "She"), stands_for(draft, "he")) == ("person:zelenska", "person:volodymyr-zelensky")


def test_a_given_name_that_is_a_title_too_is_no_title_before_a_surname(cast: Cast) -> None:
    minister = persons(cast("Foreign Minister Amir Karimi left on Monday. Karimi praised the talks."))
    assert minister["person:amir-karimi"].role == "foreign minister"
    lawyer = persons(cast("Talks with Earl Watkins, a lawyer from Kingston, ended. Watkins was content."))
    assert lawyer["person:earl-watkins"].role == "lawyer"


def test_she_is_no_man_known_as_one(cast: Cast) -> None:
    draft = cast("Emmanuel Macron spoke in Paris. She said the vote was a disgrace.", "2025-03-13")
    assert stands_for(draft, "She") is None


def test_what_a_minister_is_of_is_no_part_of_the_name(cast: Cast) -> None:
    draft = cast("Peru's Minister of Labour and Welfare Ana Flores Ruiz met unions in Lima.")
    assert "Ana Flores Ruiz" in [a.name for a in draft.actors]


def test_a_team_is_told_by_the_last_word_of_its_name(cast: Cast) -> None:
    draft = cast("The Denver Harriers denied the claim. On Monday the Harriers sued the league.")
    assert [a.id for a in draft.actors if "harriers" in a.id] == ["organisation:denver-harriers"]


def test_a_sum_of_money_is_no_state(cast: Cast) -> None:
    draft = cast("The clinic was paid for with US$5 million, Mr. Ladner said.")
    assert [a.id for a in draft.actors] == ["person:ladner"]


def test_where_an_analyst_is_based_is_not_whose_he_is(cast: Cast) -> None:
    draft = cast("The Kyiv-based Canadian analyst Paul Renton said talks would fail.")
    assert {a.id: a.country for a in draft.actors}["person:paul-renton"] == "CAN"


def test_the_envoy_of_a_world_body_is_no_president_told_of_before(cast: Cast) -> None:
    draft = cast("President Biden called for talks. The visit of the United Nations special envoy shows progress.")
    assert [m.text for a in draft.actors if a.id == "person:joe-biden" for m in a.mentions] == ["President Biden"]


def test_the_envoy_of_a_world_body_is_no_expert_told_of_before(cast: Cast) -> None:
    draft = cast("Omar Qasim, an expert, spoke. The visit of the United Nations special envoy shows progress.")
    assert all("envoy" not in m.text for a in draft.actors if a.id == "person:omar-qasim" for m in a.mentions)


def test_a_family_is_a_group(cast: Cast) -> None:
    draft = cast("The Hendersons told reporters that they would leave Kenya.")
    assert [a.kind for a in draft.actors if "henderson" in a.id] == ["group"]


def test_a_nickname_with_a_title_brings_in_no_ruler(cast: Cast) -> None:
    draft = cast("The broadcaster Sam Hollis, the self-proclaimed King of All Media, died on Friday. He was 70.")
    assert {a.id: (a.kind, a.role) for a in draft.actors} == {"person:sam-hollis": ("person", None)}
    assert stands_for(draft, "He") == "person:sam-hollis"


def test_a_given_name_alone_is_no_queen(cast: Cast) -> None:
    draft = cast("Judge Paul Renton leaves two children, Elizabeth and Susan.")
    assert "person:elizabeth-ii" not in ids(draft)


def test_a_show_named_after_its_hosts_is_no_person(cast: Cast) -> None:
    assert persons(cast("The Don Rossi and Mike Alder Show was heard in London and Paris.")) == {}


def test_an_administration_by_its_full_name_is_a_body_and_lends_its_letters(cast: Cast) -> None:
    draft = cast("The Alpine Rail Administration (ARA) closed the line. The ARA said it would look into the fire.")
    assert ids(draft) == {"organisation:alpine-rail-administration"}


def test_firms_in_a_list_are_actors_though_they_have_one_word(cast: Cast) -> None:
    draft = cast("German firms including Alpine Bahn, Alpine Telekom, Daimler, and Siemens have left.")
    assert {"organisation:alpine-telekom", "organisation:daimler", "organisation:siemens"} <= ids(draft)


def test_a_body_of_a_body_is_one_actor(cast: Cast) -> None:
    draft = cast("Rosa Quilla, a member of the Peruvian parliament's Trade Policy Committee, resigned.")
    whole = "the Peruvian parliament's Trade Policy Committee"
    assert stands_for(draft, whole) == "organisation:trade-policy-committee"
    assert "organisation:peru-parliament" not in ids(draft)


def test_what_a_secretary_is_for_is_no_body(cast: Cast) -> None:
    draft = cast("Under Secretary for Arms Control and International Security Ana Bell criticised Russia.")
    assert ids(draft) == {"person:ana-bell", "RUS"}


def test_the_team_that_an_adviser_serves_takes_part(cast: Cast) -> None:
    draft = cast("An adviser to the Peruvian negotiating team said talks would go on.")
    assert {"person:peruvian-adviser", "group:peruvian-negotiating-team"} <= ids(draft)


def test_central_america_is_no_united_states(cast: Cast) -> None:
    assert "USA" not in ids(cast("Ministers of North, South, and Central America met."))


def test_people_counted_by_their_nation_are_no_state(cast: Cast) -> None:
    assert "KEN" not in ids(cast("Some seven million Kenyans left home."))


def test_police_told_of_again_are_those_of_the_state(cast: Cast) -> None:
    draft = cast("Protesters clashed with the Serbian police. As they ran, police fired tear gas.")
    assert stands_for(draft, "police") == "organisation:serbia-police"


def test_the_post_of_a_person_is_told_by_its_own_word(cast: Cast) -> None:
    draft = cast("The director of the museum, Ana Bell, resigned. Her deputy, doctoral candidate Leo Paz, agreed.")
    assert {a.name: a.role for a in draft.actors} == {"Ana Bell": "director", "Leo Paz": "candidate"}


def test_where_a_senator_is_from_is_no_part_of_the_name(cast: Cast) -> None:
    draft = cast(
        "Members of the House of Representatives Dara Lund and Mike Bosh voted with United States Senator X."
    )
    assert not {i for i in persons(draft) if "representatives" in i or "senator" in i}


def test_he_is_whose_work_a_sentence_opens_with(cast: Cast) -> None:
    draft = cast("Mayor Paz had a plan. In an opinion by Justice Hale, he talked about what the law means.")
    assert stands_for(draft, "he") == "person:hale"


def test_a_capitalised_navy_is_not_that_of_a_state_which_only_tells_where(reader: Reader) -> None:
    record = reader.read("The Navy said on Monday that the wreck had been found off Callao, Peru.")
    assert not any(a.country == "PER" for a in record.actors if a.kind != "country")


def test_congress_is_that_of_the_report_s_own_state(reader: Reader) -> None:
    record = reader.read("The Philippine government banned the rally. Congress condemned the ban on Friday.")
    assert [a.country for a in record.actors] == ["PHL", "PHL"]


def test_a_capital_that_is_a_given_name_is_its_state_where_nobody_bears_it(reader: Reader) -> None:
    record = reader.read("Sofia said it would veto the decision.")
    assert [a.id for a in record.actors] == ["BGR"]
    record = reader.read("Sofia Marin, a senator, met the miners. Sofia said the talks went well.")
    assert "BGR" not in [a.id for a in record.actors]


def test_a_number_before_a_post_makes_it_something_else(reader: Reader) -> None:
    record = reader.read("The company has 12 FM stations in Manila.")
    assert not any(a.kind == "person" for a in record.actors)


def test_a_part_of_a_state_and_its_post_are_no_part_of_a_name(reader: Reader) -> None:
    record = reader.read("Kelly served New Jersey Governor Carl Hanley. The New Jersey Governor’s bid failed.")
    assert "Carl Hanley" in [a.name for a in record.actors]
    assert not any("Jersey" in a.name for a in record.actors if a.kind == "person")


def test_a_former_president_is_nobody_who_comes_to_the_post_later(reader: Reader) -> None:
    text = "The ban was imposed by former Philippine President Ferdinand Marcos in 1972."
    record = reader.read(text, published="2020-05-06")
    assert "person:ferdinand-marcos-jr" not in [a.id for a in record.actors]


def test_who_holds_two_posts_is_one(reader: Reader) -> None:
    record = reader.read("Liberal Party leader and Prime Minister Ida Lund said she was pleased.")
    assert [a.name for a in record.actors if a.kind != "organisation"] == ["Ida Lund"]
    assert record.statements[0].speaker == "person:ida-lund"


def test_a_post_is_that_of_the_name_behind_a_bodys_initials(reader: Reader) -> None:
    record = reader.read("The governor of the Bank of Ghana (BoG) Kofi Addo met the miners.")
    assert sorted(a.name for a in record.actors if a.country == "GHA") == ["Bank of Ghana", "Kofi Addo"]


def test_a_surname_may_begin_with_its_article(reader: Reader) -> None:
    record = reader.read("Hassan Ali al-Sharabi spoke on Monday. Ambassador al-Sharabi said Egypt had helped.")
    assert record.statements[0].speaker == "person:hassan-ali-al-sharabi"


def test_what_a_body_has_of_its_own_has_no_such_name(reader: Reader) -> None:
    record = reader.read("Peru has its own parliament, which rejected the pact.")
    assert "Peruvian Parliament" in [a.name for a in record.actors]


def test_what_a_commissioner_is_for_is_no_part_of_the_body(reader: Reader) -> None:
    record = reader.read("Lars Holm, Commissioner of the African Union for Trade and Industry, met miners.")
    assert "African Union" in [a.name for a in record.actors]


def test_she_is_rather_who_acts_than_who_is_told_of_by_the_way(reader: Reader) -> None:
    record = reader.read("Maria Soto welcomed the pact that Ana Ruiz had signed. She thanked Chile.")
    assert [e.sources for e in record.events] == [("person:maria-soto",)]


def test_the_ministry_is_that_of_the_state_a_report_was_filed_in(reader: Reader) -> None:
    text = "LIMA – Peru joined the pact. Chile backed it, Chile's allies said, as did Chile's farmers. "
    record = reader.read(text + "The Foreign Ministry rejected the criticism.")
    assert "Peruvian Foreign Ministry" in [a.name for a in record.actors]


def test_a_lone_surname_is_its_bearers_whatever_else_it_may_name(reader: Reader) -> None:
    text = "The foreign minister, Andrés Villalba, rejected the terms. Villalba warned that Ecuador would wait."
    assert reader.read(text).statements[0].speaker == "person:andres-villalba"
    text = "Denzel Washington met Lula. Washington said it would impose sanctions on Peru."
    assert reader.read(text).statements[0].speaker == "USA"


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("The European Space Agency thanked Peru.", "organisation:european-space-agency"),
        ("The C.I.A. thanked Peru.", "organisation:central-intelligence-agency"),
        ("The Rapid Support Forces thanked Peru.", "group:rapid-support-forces"),
        ("The Arakan Army thanked Peru.", "group:arakan-army"),
        ("Talks between Peru and the P5+1 went on.", "group:p5-1"),
    ],
)
def test_a_known_body_is_one_whatever_its_last_word(cast: Cast, text: str, actor: str) -> None:
    assert ids(cast(text)) == {actor, "PER"}


def test_foreign_forces_are_not_the_states_own(cast: Cast) -> None:
    draft = cast("Togo struck foreign forces near Lomé. Its foreign ministry told Benin.")
    assert ids(draft) >= {"TGO", "BEN", "organisation:togo-foreign-ministry"}
    assert "organisation:togo-foreign-forces" not in ids(draft)


def test_a_news_agency_only_relays(cast: Cast) -> None:
    assert ids(cast("The Fars News Agency told of the storm. The Interfax agency told of it in Peru.")) <= {"PER"}


def test_a_body_that_owns_something_keeps_its_whole_name(cast: Cast) -> None:
    assert "organisation:togo-armed-forces" in ids(cast("Togo praised the armed forces' courage."))


def test_a_given_name_that_is_a_title_elsewhere_is_none(cast: Cast) -> None:
    (minister,) = persons(cast("Defense Minister Amir Hatami warned Togo.")).values()
    assert minister.role == "defense minister"
