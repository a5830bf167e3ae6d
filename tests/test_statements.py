"""Who said what: claims about statements, on sentences written for the purpose."""

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legation.coding import statements
from legation.coding.draft import Draft
from legation.coding.speech.cues import entries
from legation.language import Language
from legation.language.quotations import quotes
from legation.nouns import Document, Statement
from legation.reader import Reader

MARKS = ["“", "”", '"', "‘", "’", "'", "''", "«", "»", "\n", "\n\n"]
WORDS = [
    "Peru",
    "said",
    "that",
    "it",
    "will",
    "leave",
    ",",
    ".",
    "adding",
    "according",
    "to",
    "he",
    "Q:",
    "we",
    "?",
    ":",
]


def said(reader: Reader, text: str, published: str = "2026-03-12") -> list[Statement]:
    return list(reader.read(text, published=published).statements)


def contents(reader: Reader, text: str) -> list[list[str]]:
    return [[c.text for c in s.content] for s in said(reader, text)]


def only(reader: Reader, text: str) -> Statement:
    found = said(reader, text)
    assert len(found) == 1, [(s.kind, [c.text for c in s.content]) for s in found]
    return found[0]


def inner(text: str) -> list[str]:
    return [text[slice(*q.inner)] for q in quotes(text)]


# Quotation marks


def test_curly_marks_pair() -> None:
    assert inner("“One,” he said, “two.”") == ["One,", "two."]


def test_straight_marks_pair_by_the_space_around_them() -> None:
    assert inner('"One," he said. "Two," she said.') == ["One,", "Two,"]


def test_two_straight_apostrophes_are_one_mark() -> None:
    assert inner("''One,'' he said.") == ["One,"]


def test_a_single_quotation_stands_within_a_double_one() -> None:
    text = "“They say, ‘Go away.’ We won’t.”"
    outer, nested = quotes(text)
    assert nested.parent == 0
    assert text[slice(*nested.inner)] == "Go away."
    assert outer.end == len(text)


def test_apostrophes_are_no_quotation_marks() -> None:
    assert inner("It's the ministers' plan, and Peru's too; the '90s aren't back.") == []


def test_an_unclosed_quotation_ends_with_its_paragraph() -> None:
    assert inner("He said: “We will go.\n\nThey stayed.") == ["We will go."]


def test_a_quotation_goes_on_where_the_next_paragraph_opens_it_again() -> None:
    first, second = quotes("“We will go.\n\n“And we will stay,” he said.")
    assert not first.again
    assert second.again


def test_wrapped_lines_do_not_end_a_quotation() -> None:
    text = "\n".join(
        ["the council met and talked all day", "then “the plan that we", "made is over” was said by"] * 4
    )
    assert inner(text)[0] == "the plan that we\nmade is over"


# Direct statements


def test_a_quotation_before_its_speaker(reader: Reader) -> None:
    s = only(reader, "“We will reopen the border,” President Lucia Ferrer of Peru said.")
    assert (s.kind, [c.text for c in s.content]) == ("direct", ["We will reopen the border"])
    assert s.speaker is not None
    assert s.cue is not None
    assert s.cue.text == "said"


def test_a_quotation_behind_its_speaker(reader: Reader) -> None:
    s = only(reader, "Foreign Minister Tomas Aguirre said: “Peru is ready for talks.”")
    assert [c.text for c in s.content] == ["Peru is ready for talks."]
    assert s.speaker == "person:tomas-aguirre"


def test_an_inverted_speaker(reader: Reader) -> None:
    s = only(reader, "“The talks have failed,” explained Tomas Aguirre.")
    assert s.speaker == "person:tomas-aguirre"


def test_a_quotation_broken_by_its_speaker_is_one_statement_in_two_spans(reader: Reader) -> None:
    s = only(reader, "“If they open the border,” Tomas Aguirre said, “we will sit down.”")
    assert [c.text for c in s.content] == ["If they open the border", "we will sit down."]


def test_a_quotation_broken_by_adding_is_one_statement(reader: Reader) -> None:
    s = only(reader, "“We want peace,” Tomas Aguirre said on Tuesday, adding, “But threats will not work.”")
    assert [c.text for c in s.content] == ["We want peace", "But threats will not work."]
    assert s.cue is not None
    assert s.cue.text == "said"


def test_several_sentences_in_one_quotation_are_one_statement(reader: Reader) -> None:
    text = "Tomas Aguirre said, “The border is closed. It will stay closed. We regret that.”"
    assert only(reader, text).content[0].text == "The border is closed. It will stay closed. We regret that."


def test_a_continued_quotation_keeps_speaker_and_cue(reader: Reader) -> None:
    first, second = said(reader, "“The border is closed,” Tomas Aguirre said. “It will stay closed for a year.”")
    assert first.speaker == second.speaker == "person:tomas-aguirre"
    assert first.cue == second.cue


def test_a_quotation_without_a_cue_is_the_last_speakers(reader: Reader) -> None:
    text = "Tomas Aguirre said the border was closed. “It is a question of safety. We have no choice.”"
    assert [s.speaker for s in said(reader, text)] == ["person:tomas-aguirre"] * 2


def test_a_quotation_over_paragraphs_is_one_statement(reader: Reader) -> None:
    text = "Tomas Aguirre said: “The border is closed.\n\n“It will stay closed,” he said."
    found = [s for s in said(reader, text) if s.kind == "direct"]
    assert [c.text for c in found[0].content] == ["The border is closed.", "It will stay closed"]


def test_a_name_in_quotation_marks_is_no_statement(reader: Reader) -> None:
    assert said(reader, "The president launched a “total blockade” campaign against Peru.") == []


def test_what_somebody_was_asked_to_say_is_his_with_less_certainty(reader: Reader) -> None:
    s = only(reader, "Tomas Aguirre was asked to say “thank you.”")
    assert s.speaker == "person:tomas-aguirre"
    assert s.certainty < 0.6


def test_a_tweet_according_to_which(reader: Reader) -> None:
    s = only(reader, "“The carrier supplies the rebels,” according to a tweet by Tomas Aguirre.")
    assert s.speaker == "person:tomas-aguirre"


def test_quoted_as_saying_is_the_quoted_ones(reader: Reader) -> None:
    found = said(reader, "“The crisis is over,” the Andes Herald quoted Tomas Aguirre as saying.")
    assert [s.speaker for s in found] == ["person:tomas-aguirre"]
    assert found[0].cue is not None
    assert found[0].cue.text == "saying"


@pytest.mark.parametrize(
    "text",
    [
        "“We will never sign the pact,” Reuters quoted Foreign Minister Tomas Aguirre as saying.",
        "“We will never sign the pact,” Tomas Aguirre was quoted by the Andes Herald as saying.",
    ],
)
def test_whoever_was_quoted_speaks_wherever_the_cue_stands(reader: Reader, text: str) -> None:
    assert [s.speaker for s in said(reader, text)] == ["person:tomas-aguirre"]


def test_a_statement_is_read_by_whoever_released_it(reader: Reader) -> None:
    text = (
        "The Foreign Ministry of Peru released a statement. “No troops were hurt,” the ministry's statement read."
    )
    assert [c.text for c in said(reader, text)[-1].content] == ["No troops were hurt"]


def test_the_first_half_in_front_of_a_quotation_belongs_to_it(reader: Reader) -> None:
    s = only(reader, "The new border law “will hurt everybody in the region,” Tomas Aguirre said.")
    assert s.kind == "mixed"
    assert s.content[0].text.startswith("The new border law “will hurt")


# Indirect and mixed statements


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Tomas Aguirre said that Peru will leave the pact.", "Peru will leave the pact"),
        ("Tomas Aguirre said Peru will leave the pact.", "Peru will leave the pact"),
        ("Tomas Aguirre told reporters that Peru will leave the pact.", "Peru will leave the pact"),
        ("Peru will leave the pact, Tomas Aguirre said.", "Peru will leave the pact"),
        ("According to Tomas Aguirre, Peru will leave the pact.", "Peru will leave the pact"),
        ("Peru will leave the pact, according to Tomas Aguirre.", "Peru will leave the pact"),
        ("Tomas Aguirre denied that Peru would leave the pact.", "Peru would leave the pact"),
        ("Tomas Aguirre said on Tuesday that Peru will leave the pact.", "Peru will leave the pact"),
        ("Tomas Aguirre met Lucia Ferrer, saying that Peru will leave the pact.", "Peru will leave the pact"),
        ("Tomas Aguirre underlined the need for talks with Chile.", "the need for talks with Chile"),
        ("Tomas Aguirre called for talks with Chile.", "talks with Chile"),
        ("Tomas Aguirre reiterated his commitment to the pact.", "his commitment to the pact"),
        ("Tomas Aguirre vowed to close the border.", "to close the border"),
        ("Tomas Aguirre expressed hope that the talks would succeed.", "the talks would succeed"),
        ("Tomas Aguirre made clear that Peru will leave the pact.", "Peru will leave the pact"),
        ("As Tomas Aguirre said, Peru will leave the pact.", "Peru will leave the pact"),
    ],
)  # fmt: skip
def test_the_reported_clause_is_the_content(reader: Reader, text: str, content: str) -> None:
    s = only(reader, text)
    assert (s.kind, [c.text for c in s.content]) == ("indirect", [content])
    assert s.speaker == "person:tomas-aguirre"


def test_a_clause_that_holds_a_quoted_fragment_is_mixed(reader: Reader) -> None:
    s = only(reader, "Tomas Aguirre said the plan was “unwise, unfair and dangerous.”")
    assert s.kind == "mixed"
    assert s.content[0].text.startswith("the plan was “unwise")


def test_a_threat_with_a_quoted_act_is_mixed(reader: Reader) -> None:
    s = only(reader, "Tomas Aguirre threatened to “close every road” if Chile refused.")
    assert s.kind == "mixed"
    assert "close every road" in s.content[0].text


def test_an_attribution_inside_parts_the_content(reader: Reader) -> None:
    s = only(reader, "The treaty, Maria Lopez said, will lapse in June.")
    assert [c.text for c in s.content] == ["The treaty", "will lapse in June"]


def test_adding_is_the_speakers_own_second_statement(reader: Reader) -> None:
    found = said(reader, "Tomas Aguirre said that the talks failed, adding that Peru will leave the pact.")
    assert [s.content[0].text for s in found] == ["the talks failed", "Peru will leave the pact"]
    assert {s.speaker for s in found} == {"person:tomas-aguirre"}


def test_condemning_is_no_statement(reader: Reader) -> None:
    assert said(reader, "Tomas Aguirre condemned the attack and rejected the offer of Chile.") == []


def test_asking_whether_is_a_statement(reader: Reader) -> None:
    s = only(reader, "Tomas Aguirre asked whether Chile would leave the pact.")
    assert s.content[0].text == "whether Chile would leave the pact"


def test_declining_to_say_whether_is_none(reader: Reader) -> None:
    assert said(reader, "Tomas Aguirre declined to say whether Chile would leave the pact.") == []


def test_reports_are_nobody(reader: Reader) -> None:
    s = only(reader, "Reports say the envoy was expelled from the palace.")
    assert s.speaker is None
    assert s.speaker_span is not None
    assert s.speaker_span.text == "Reports"
    assert s.certainty < 0.6


def test_reportedly_makes_it_less_certain(reader: Reader) -> None:
    plain = only(reader, "Peru has said that the border is closed.")
    hedged = only(reader, "Peru has reportedly said that the border is closed.")
    assert hedged.certainty < plain.certainty


def test_a_pronoun_speaks_for_whom_it_stands(reader: Reader) -> None:
    found = said(reader, "Tomas Aguirre said the talks failed. He also said that Peru will leave the pact.")
    assert [s.speaker for s in found] == ["person:tomas-aguirre"] * 2


def test_a_speech_verb_as_a_modifier_reports_nothing(reader: Reader) -> None:
    assert said(reader, "The said meeting was held in Lima on Monday.") == []


# Around a statement


def test_a_quotation_in_a_quotation_is_within_it(reader: Reader) -> None:
    outer, nested = said(reader, "“The rebels told us, ‘Leave the valley now.’ We refused,” Tomas Aguirre said.")
    assert nested.within == outer.id
    assert nested.content[0].text == "Leave the valley now."


def test_indirect_speech_in_indirect_speech_is_within_it(reader: Reader) -> None:
    outer, nested = said(reader, "Tomas Aguirre said that Lucia Ferrer had said that the pact was dead.")
    assert nested.within == outer.id
    assert nested.speaker == "person:lucia-ferrer"


def test_the_occasion_and_the_day(reader: Reader) -> None:
    text = "“The pact is dead,” Tomas Aguirre said at a meeting of the Andean Forum in Lima on Tuesday."
    s = only(reader, text)
    assert s.occasion is not None
    assert s.occasion.text.startswith("at a meeting of the Andean Forum")
    assert s.when is not None
    assert s.when.start == date(2026, 3, 10)


def test_on_twitter_is_an_occasion(reader: Reader) -> None:
    s = only(reader, "Tomas Aguirre wrote on Twitter that the pact was dead.")
    assert s.occasion is not None
    assert s.occasion.text == "on Twitter"


def test_whoever_is_told_is_the_addressee(reader: Reader) -> None:
    s = only(reader, "Tomas Aguirre told Lucia Ferrer that the pact was dead.")
    assert s.addressees == ("person:lucia-ferrer",)


def test_we_is_the_ministers_country_and_i_is_himself(reader: Reader) -> None:
    text = "Peru's foreign minister, Tomas Aguirre, said: “I regret it, but we will leave the pact.”"
    draft = reader.draft(text)
    by_word = {m.span.text: m.actor for m in draft.mentions if m.form == "pronoun"}
    assert by_word["I"] == "person:tomas-aguirre"
    assert by_word["we"] == "PER"


def test_each_turn_of_a_transcript_is_a_direct_statement(reader: Reader) -> None:
    text = (
        "Q: Will you leave the pact?\n\nMR. AGUIRRE: We will not.\n\nQ: Why?\n\nMR. AGUIRRE: It serves us well.\n"
    )
    assert contents(reader, text) == [
        ["Will you leave the pact?"], ["We will not."], ["Why?"], ["It serves us well."]
    ]  # fmt: skip


def test_a_press_statement_in_the_first_person_is_no_statement(reader: Reader) -> None:
    assert said(reader, "Today we celebrate the anniversary of the pact. I am proud of our friendship.") == []


# The whole


def test_the_table_knows_enough_ways_of_saying() -> None:
    assert sum(len(e) for e in entries().values()) >= 250


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(MARKS + WORDS), max_size=40), st.booleans())
def test_any_marks_and_words_are_read_and_all_spans_lie_inside(parts: list[str], spaced: bool) -> None:
    text = (" " if spaced else "").join(parts)
    draft = statements.find(Draft(Document(text), Language.load().read(text)))
    ids = {s.id for s in draft.statements}
    for s in draft.statements:
        for span in (*s.content, s.cue, s.speaker_span, s.occasion):
            assert span is None or text[span.start : span.end] == span.text != ""
        assert s.within is None or s.within in ids - {s.id}


def test_a_hundred_thousand_marks_pair_in_no_time() -> None:
    started = time.monotonic()
    assert len(quotes("“We go ‘now’,” he said. " * 50_000)) == 100_000
    assert len(quotes("“We go ‘now, he said. " * 50_000)) >= 0
    assert time.monotonic() - started < 20


# Words that are nobody's, and words whose speaker stands elsewhere


def test_a_phrase_laid_over_a_clause_is_no_cue(reader: Reader) -> None:
    one = only(reader, "The Chilean minister said it had carried out the plan.")
    assert [c.text for c in one.content] == ["it had carried out the plan"]


def test_what_a_plan_is_called_nobody_says(reader: Reader) -> None:
    assert (
        said(reader, "The Chilean parliament reviews a plan called “action to save the old forests” in May.") == []
    )


def test_what_others_must_admit_they_have_not_said(reader: Reader) -> None:
    assert only(reader, "Peru must admit that its plan has failed, Chile said.").speaker == "CHL"


def test_a_speakers_own_aside_is_no_second_statement(reader: Reader) -> None:
    assert only(reader, "“As I have stated before, we will leave,” Lula said.").speaker_span is not None


def test_a_clause_hung_on_a_phrase_is_what_is_said(reader: Reader) -> None:
    one = only(
        reader, "Chilean officials are stating through various channels that another course should be taken."
    )
    assert [c.text for c in one.content] == ["another course should be taken"]


def test_a_ministry_says_what_it_said(reader: Reader) -> None:
    text = (
        "The Peruvian foreign ministry confirmed it. “The minister will leave on Friday,” it said in a statement."
    )
    assert only(reader, text).speaker == "organisation:peru-foreign-ministry"


def test_the_statement_speaks_for_who_issued_it(reader: Reader) -> None:
    text = (
        "In a statement, the Peruvian foreign ministry condemned it. The statement added that talks would go on."
    )
    assert said(reader, text)[-1].speaker == "organisation:peru-foreign-ministry"


def test_a_quotation_behind_a_persons_deed_is_that_persons(reader: Reader) -> None:
    text = "Lula said, “We must leave now.” Narendra Modi criticised it. “It shows that nobody has understood.”"
    assert said(reader, text)[-1].speaker == "person:narendra-modi"


def test_a_quotation_behind_a_comma_is_the_subjects(reader: Reader) -> None:
    one = only(reader, "Lula defended his decision, “If the winter is long, we will all have to leave the city.”")
    assert one.speaker == "person:luiz-inacio-lula-da-silva"


def test_a_participle_behind_a_report_is_the_reporters(reader: Reader) -> None:
    found = said(reader, "Lula said Chile has left the pact, saying that the way was right.")
    assert [s.speaker for s in found] == ["person:luiz-inacio-lula-da-silva"] * 2


def test_who_opposes_something_is_no_words(reader: Reader) -> None:
    assert said(reader, "Chile adopted a plan opposed by many of its “closest friends and allies” in Peru.") == []


def test_what_somebody_will_consider_is_not_said(reader: Reader) -> None:
    assert (
        said(reader, "Peru will consider options in response to any “unconventional and harmful step” by Chile.")
        == []
    )


def test_he_who_goes_on_is_whose_deed_was_told_last(reader: Reader) -> None:
    text = "Lula said it was good. Narendra Modi criticised it. He also expressed hope that the talks would go on."
    assert said(reader, text)[-1].speaker == "person:narendra-modi"


@pytest.mark.parametrize("dateline", ["LIMA – ", "LIMA, March 3 – ", "LIMA (Agency) — "])
def test_a_report_may_open_with_a_quotation_behind_its_dateline(reader: Reader, dateline: str) -> None:
    (statement,) = said(reader, f'{dateline}"We will never sign," Peruvian minister Hugo Salas said on Tuesday.')
    assert (statement.kind, statement.speaker) == ("direct", "person:hugo-salas")
    assert [c.text for c in statement.content] == ["We will never sign"]


def test_a_paper_speaks_for_who_released_it_and_not_for_whom_it_tells_of(reader: Reader) -> None:
    died = "Ana Ruiz died on Friday, according to a statement released by Amnesty International."
    assert only(reader, died).speaker == "organisation:amnesty-international"
    assert only(reader, "Ana Ruiz died on Friday, according to a statement posted to her account.").speaker is None


def test_nobody_speaks_on_out_of_what_another_says(reader: Reader) -> None:
    text = (
        'Karl Voss, speaking to reporters, said, "Then Telenor has to search", also observing, "there is no law".'
    )
    assert {s.speaker for s in said(reader, text)} == {"person:karl-voss"}


def test_a_long_apposition_parts_no_speaker_from_the_verb(reader: Reader) -> None:
    text = (
        "Writer Jane Porter, who had been a guest on the programme for thirty years and had become one of the"
        ' closest friends of Tom Hale, tweeted: "I will miss him."'
    )
    assert only(reader, text).speaker == "person:jane-porter"


@pytest.mark.parametrize("words", ["Rest in power, brother.", "Rest easy, my friend."])
def test_a_farewell_demands_nothing(reader: Reader, words: str) -> None:
    assert reader.read(f'"{words}" Leo Paz wrote.').positions == ()


def test_what_one_had_done_is_no_will(reader: Reader) -> None:
    record = reader.read('"I\'d never sat there before," the drummer Tom Hale recalled.')
    assert record.positions == ()


def test_nobody_wills_to_be_buried(reader: Reader) -> None:
    assert (
        reader.read("The agency said Alexei Orlov, who died on Friday, will be buried on Tuesday.").positions == ()
    )


def test_to_call_somebody_something_is_no_call(reader: Reader) -> None:
    record = reader.read('Sam Lund called Tom Hale "an incomparable teacher and a pleasant neighbour."')
    assert record.events == ()


# Speakers without a name


def test_people_without_a_name_who_speak_are_an_actor(reader: Reader) -> None:
    record = reader.read("The strikers said they would not return to work.")
    assert [s.speaker for s in record.statements] == ["group:strikers"]
    assert [a.id for a in record.actors] == ["group:strikers"]


def test_a_body_that_only_its_capitals_tell_is_a_speaker(reader: Reader) -> None:
    record = reader.read("The Harbour 9 Project announced on Sunday that it had found the wreck.")
    assert [s.speaker for s in record.statements] == ["organisation:harbour-9-project"]


def test_the_noun_alone_is_whom_it_told_of_before(reader: Reader) -> None:
    text = "Angry textile workers said the mill would stay shut. The workers said they wanted a deal."
    assert len({s.speaker for s in said(reader, text)}) == 1


def test_the_day_is_no_part_of_who_speaks(reader: Reader) -> None:
    statement = only(reader, "The bridge was closed, according to police on Thursday.")
    assert statement.speaker_span is not None
    assert statement.speaker_span.text == "police"


def test_papers_and_outlets_are_no_actors_for_speaking(reader: Reader) -> None:
    record = reader.read("The report said the bridge would close. Reports say that the ferry sank.")
    assert record.actors == ()


def test_who_was_asked_did_not_ask(reader: Reader) -> None:
    text = "The Peruvian spokesperson Luis Vega, when asked whether an inquiry was held, said it was."
    assert contents(reader, text) == [["it was"]]
