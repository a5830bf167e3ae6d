from dataclasses import replace
from datetime import date

import pytest
from rich.console import Console
from rich.text import Text

from legation.nouns import Document, Record, Span, When
from legation.view import View
from legation.view.marks import marked
from legation.view.passages import passages
from legation.view.words import clipped, plain, when
from tests.conftest import BORDER, FERRER, border_record


def shown(record: Record, width: int = 100, **options: object) -> str:
    console = Console(width=width, highlight=False, **options)  # type: ignore[arg-type]
    with console.capture() as capture:
        console.print(View(record))
    return capture.get()


def empty(text: str, **fields: object) -> Record:
    return Record("0", "none", Document(text, **fields), (), (), (), (), (), (), ())  # type: ignore[arg-type]


def test_the_head_says_what_report_it_is(border):
    titled = replace(border, document=replace(border.document, title="Standoff"))
    head = shown(titled).splitlines()
    assert head[0].startswith("Standoff ─")
    assert head[1] == "border.txt · The Test · 12 March 2026 · 40 words · 1 statement · 1 event · 2 positions"


def test_a_report_without_a_day_says_so():
    assert "no publication date" in shown(empty("Rain fell."))


def test_every_actor_has_a_row_that_tells_how_it_was_matched(border):
    rows = [line.split() for line in shown(border).splitlines()]
    assert "Peru state PER 1×".split() in rows
    assert "Ecuador state ECU 2× Quito".split() in rows
    assert "Lucía Ferrer president PERGOV 1× Lucia Ferer (by likeness)".split() in rows


def test_role_nouns_and_parts_of_a_name_are_no_spellings(border):
    text = "President Ferrer, Peruvian President Lucia Ferer, the President"
    words = ("Ferrer", "Peruvian President", "Lucia Ferer", "the President")
    mentions = tuple(Span.of(text, text.index(w), text.index(w) + len(w)) for w in words)
    ferrer = replace(border.actor(FERRER), mentions=mentions)
    assert "4×  Lucia Ferer (by likeness)\n" in shown(replace(border, actors=(ferrer,))).replace(" \n", "\n")


def test_readings_stand_under_their_sentence_in_the_order_of_the_text(border):
    told = [line.strip() for line in shown(border).splitlines() if line.strip()]
    assert [" ".join(line.split()) for line in told[-9:]] == [
        "Peru will not talk to Ecuador as long as Quito keeps the crossing closed.",
        "position Peru will not talk → Ecuador",
        "as long as “Quito keeps the crossing closed” COERCE Ecuador → Peru",
        "“If it is opened,” President Lucia Ferer said on Wednesday, “we will sit down.”",
        "statement Lucía Ferrer: “If it is opened … we will sit down” · 11 March 2026",
        "position Peru will sit down · 11 March 2026 · unsure (40%)",
        "if “it is opened”",
        "In 2024 Tomás Aguirre refused a letter from Ferrer that Colombia delivered.",
        "event REJECT (2024) Tomás Aguirre → Lucía Ferrer via Colombia",
    ]


def test_a_demand_is_told_as_the_demanders(border):
    demand = replace(border.positions[0], stance="must")
    assert "Peru  demands  talk → Ecuador" in shown(replace(border, positions=(demand,)))


def test_what_is_not_known_is_not_made_up(border):
    event = replace(border.events[0], sources=(), via=(), when=None)
    nameless = replace(border.statements[0], speaker=None, speaker_span=None, cue=None)
    out = shown(replace(border, events=(event,), statements=(nameless,)))
    assert "REJECT  (not named) → Lucía Ferrer" in out
    assert "(not named): “If it is opened" in out


def test_an_act_of_equals_points_both_ways(border):
    event = replace(border.events[0], sources=("PER", "ECU"), targets=("ECU", "PER"), via=())
    assert "Peru ↔ Ecuador" in shown(replace(border, events=(event,)))


def test_an_event_inside_a_statement_names_its_teller(border):
    told = replace(border.events[0], reported_in="s1")
    assert "says Lucía Ferrer" in shown(replace(border, events=(told,)))
    own = replace(told, sources=(FERRER,))
    assert "says Lucía Ferrer" not in shown(replace(border, events=(own,)))


def test_the_evidence_is_underlined(border):
    refusal = passages(border)[-1]
    text = marked(border, refusal)
    looks = {text.plain[s.start : s.end]: s.style for s in text.spans}
    assert looks == {
        "refused": "bold underline",
        "Tomás Aguirre": "cyan underline",
        "Ferrer": "magenta underline",
    }


def test_conditions_are_slanted(border):
    text = marked(border, passages(border)[0])
    assert {text.plain[s.start : s.end] for s in text.spans if s.style == "italic"} == {
        "as long as",
        "Quito keeps the crossing closed",
    }


def test_a_report_that_says_nothing_is_said_to():
    out = shown(empty("Rain fell on Tuesday.", id="rain.txt"))
    assert "No actors were found in this report." in out
    assert "No statements, events or positions were found in this report." in out


@pytest.mark.parametrize("width", [40, 80, 120])
def test_no_line_is_wider_than_the_terminal(border, width):
    assert max(map(len, shown(border, width).splitlines())) <= width


def test_without_colour_there_is_none_and_the_underlining_stays(border, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    out = shown(border, force_terminal=True)
    assert "\x1b[1;4mrefused" in out
    assert "36m" not in out
    assert "33m" not in out


def test_markup_and_control_characters_of_a_report_are_shown_and_not_obeyed():
    record = border_record(BORDER.replace("crossing closed", "[bold] \x1b[31m[/]"))
    record = replace(record, document=replace(record.document, title="[link=x]\x1b]0;owned\x07 \u202eevil"))
    out = shown(record)
    assert "[bold] " in out
    assert "[/]" in out
    assert "[link=x]" in out
    assert not {"\x1b", "\x07", "\u202e"} & set(out)


def test_a_line_break_in_a_sentence_is_a_space(border):
    broken = border_record(BORDER.replace("to Ecuador as", "to Ecuador\nas"))
    assert "Peru will not talk to Ecuador as long as Quito keeps the crossing closed." in shown(broken)


def test_a_long_turn_of_a_transcript_is_shown_by_its_first_sentence(border):
    text = BORDER + "\n“" + "We came. We saw Gen. Ortiz of the U.S. Army. " * 40 + "”"
    start = text.index("We came")
    record = border_record(text)
    content = Span.of(text, start, len(text) - 2)
    turn = replace(record.statements[0], speaker_span=None, cue=None, content=(content,))
    last = passages(replace(record, statements=(turn,)))[-1]
    assert text[last.start : last.end] == "“We came."


def test_initials_and_titles_end_no_sentence(border):
    text = "Peru waits. It met Gen. Ortiz of the U.S. Army, he said: “Fine.” Then it rained."
    said = border.statements[0]
    start = text.index("Fine")
    fine = Span.of(text, start, start + 4)
    record = empty(text)
    record = replace(record, statements=(replace(said, speaker_span=None, cue=None, content=(fine,)),))
    (only,) = passages(record)
    assert text[only.start : only.end] == "It met Gen. Ortiz of the U.S. Army, he said: “Fine.”"


@pytest.mark.parametrize(
    ("value", "start", "end", "told"),
    [
        ("2026-03-11", date(2026, 3, 11), date(2026, 3, 11), "11 March 2026"),
        ("2026-03", date(2026, 3, 1), date(2026, 3, 31), "March 2026"),
        ("2026", date(2026, 1, 1), date(2026, 12, 31), "2026"),
        ("2026-W11", date(2026, 3, 9), date(2026, 3, 15), "week of 9 March 2026"),
        ("2026-SP", date(2026, 3, 1), date(2026, 5, 31), "1 March 2026 to 31 May 2026"),
        ("2026-03-11TNI", date(2026, 3, 11), date(2026, 3, 11), "11 March 2026"),
        ("XXXX-WXX-2", None, None, "on Tuesday"),
        ("PAST_REF", None, None, "on Tuesday"),
    ],
)
def test_a_time_is_told_in_words(value, start, end, told):
    assert when(When(value, start, end, Span.of("on Tuesday", 0, 10))) == told


def test_plain_text_keeps_its_length():
    odd = "a\tb\nc\x1b[0m\u202e\u2028d“é”\x00"
    assert len(plain(odd)) == len(odd)
    assert Text(plain(odd)).plain == plain(odd)


def test_a_clipped_quote_keeps_both_ends():
    assert clipped("one two three four five six seven", 20) == "one two … seven"
    assert clipped("one\n two", 20) == "one two"
