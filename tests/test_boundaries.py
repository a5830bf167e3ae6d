"""What the boundary network is given, and what it makes of written words near and far."""

from pathlib import Path

import numpy as np
import pytest

from legation.language import boundaries
from legation.language.boundaries import Boundaries, Written, characters, common
from legation.language.language import WEIGHTS


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
    "address", ["J.Q.Public@mfa.example.org", "www.mfa.example.org/talks", "https://mfa.example.org/a?b=1"]
)
def test_an_address_is_one_word(found, address):
    text = f"The text is at {address} in full."
    (words,) = found.split(text)
    assert address in [text[a:b] for a, b in words]
