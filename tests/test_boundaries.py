"""What the boundary network is given, what it makes of written words near and far, and when it asks another."""

from pathlib import Path

import numpy as np
import pytest

from legation.language import boundaries, ends
from legation.language.boundaries import Boundaries, Written, characters, common
from legation.language.ends import BREAK, LINE, NONE, SPACE, gaps_after, windows
from legation.language.language import WEIGHTS, Language
from legation.language.layout import unset


@pytest.fixture(scope="module")
def found() -> Boundaries:
    return Boundaries(Path(WEIGHTS) / "boundaries.onnx")


def cut(found: Boundaries, text: str) -> list[str]:
    return [text[words[0][0] : words[-1][1]] for words in found.split(text)]


def test_written_words_lie_between_white_space():
    text = " Peru\u00a0 and\n\nChile, "
    written = Written.of(characters(text))
    words = [text[a : b + 1] for a, b in zip(written.starts, written.lasts, strict=True)]
    assert words == ["Peru", "and", "Chile,"]
    assert [int(written.at[text.index(w)]) for w in words] == [0, 1, 2]


def test_a_common_word_is_known_in_quotes_and_capitals():
    text = "“PEACE,” he Quxed"
    written = Written.of(characters(text))
    assert common(text, written, {"peace": 1, "he": 2}).tolist() == [1, 2, 0]


def test_where_a_long_text_is_cut_up_changes_no_label(found, monkeypatch):
    text = "The ministers of Peru met in Lima on Jan. 4. “We won't sign,” Mr. Quilla said.\n\nTalks go on. " * 40
    whole = found.labels(text)
    monkeypatch.setattr(boundaries, "CHUNK", 1000)
    assert np.array_equal(found.labels(text), whole)


def test_a_long_blank_is_passed_over(found):
    text = "Talks began." + " " * 3 * boundaries.CHUNK + "They ended."
    assert cut(found, text) == ["Talks began.", "They ended."]


@pytest.mark.parametrize(
    "sentences",
    [
        ["Gen. Arturo Paz arrived at 4 p.m. Friday.", "“We are ready,” he said.", "“Nobody else is.”"],
        ["TEHRAN – Iran will answer the U.S. in kind, its foreign minister said.", "He gave no date."],
        ["The U.S. Senate voted 61-38 to delay the sanctions.", "Sen. Carla Voss of Ohio broke with her party."],
        ["“He told me, ‘Leave now or never,’ so I left,” Ms. Kassab said.", "She was 19 at the time."],
        ["“How can they keep silent over all these crimes?” he asked.", "Nobody answered."],
        ["PARIS (Agency) - France will send two frigates to the strait.", "They will arrive within days."],
    ],
)
def test_news_is_cut_into_its_sentences(found, sentences):
    assert cut(found, " ".join(sentences)) == sentences


@pytest.mark.parametrize(
    "address",
    [
        "J.Q.Public@mfa.example.org",
        "www.mfa.example.org/talks",
        "talks.mfa.Example.Org",
        "https://mfa.example.org/a?b=1",
    ],
)
def test_an_address_is_one_word(found, address):
    text = f"The text is at {address} in full."
    (words,) = found.split(text)
    assert address in [text[a:b] for a, b in words]


def test_a_text_is_read_as_it_was_before_it_was_set():
    text = "Talks\u00a0 began.\n    They ended. \n\n \nNobody\tspoke."
    plain, kept = unset(text)
    assert plain == "Talks began.\nThey ended.\n\nNobody spoke."
    assert [text[i] for i, c in zip(kept, plain, strict=True) if not c.isspace()] == list("".join(text.split()))


def test_breaks_of_lines_of_one_width_are_blanks_and_those_before_items_are_not():
    lines = [
        "The ministers of Peru and of Chile met in Lima on Monday to settle",
        "where their fishing boats may cast nets. They agreed on this much:",
        "- no navy ship of either state follows a boat for more than a mile",
        "- a council of four settles what is in dispute between them",
    ]
    plain, _ = unset("\n".join(lines))
    assert plain == f"{lines[0]} {lines[1]}\n{lines[2]}\n{lines[3]}"


@pytest.mark.parametrize("gap", ["\u00a0 ", "  ", "\u00a0\n", "\n    "])
def test_wide_spaces_hide_no_end_of_a_sentence(found, gap):
    sentences = ["The summit is over.", "The leaders agreed to meet again.", "And no date was set."]
    assert cut(found, gap.join(sentences)) == sentences


def test_what_stands_after_words():
    text = "So,\nshe left\n\nlate"
    assert gaps_after(text, [(0, 2), (2, 3), (4, 7), (8, 12), (14, 18)]).tolist() == [
        NONE,
        LINE,
        SPACE,
        BREAK,
        BREAK,
    ]


def test_each_doubtful_word_is_asked_about_once_in_a_window_about_it():
    doubtful = [0, 3, 90, 95, 180, 181, 420, 499]
    found = list(windows(doubtful, 500))
    assert [i for _, _, asked in found for i in asked] == doubtful
    for start, end, asked in found:
        assert 0 <= start <= asked[0] <= asked[-1] < end <= 500
        assert end - start <= ends.LONGEST_WINDOW


class Sure:
    """A second opinion that a sentence ends at each word, or at none; it notes at which it is asked."""

    def __init__(self, score: float) -> None:
        self.score = score
        self.asked: list[str] = []

    def scores(self, words, gaps, doubtful):
        self.asked += [words[i] for i in doubtful]
        return [(i, self.score) for i in doubtful]


@pytest.mark.parametrize("score", [9.0, -9.0])
def test_a_second_opinion_counts_where_the_network_doubts_and_nowhere_else(score):
    text = "The ministers met in Lima. They wouldn't sign. Sincerely yours Ana Quilla Deputy Envoy Home phone 203"
    other = Sure(score)
    labels = Boundaries(Path(WEIGHTS) / "boundaries.onnx", other).labels(text)
    ended = [text[:i].split()[-1] for i in np.flatnonzero(labels == boundaries.SENTENCE) + 1]
    assert other.asked
    assert not {"in", "met", "sign"} & set(other.asked)
    assert {"Lima.", "sign."} <= set(ended)
    assert (set(other.asked) <= set(ended)) == (score > 0)


def test_the_end_of_a_sentence_without_a_full_stop_is_found_by_what_the_words_mean():
    text = "Please send the draft to me by Friday Thanks Ana"
    assert cut(Language.load().boundaries, text)[0] == "Please send the draft to me by Friday"
