"""Sources, cues and contents put together; marked spans from scores."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from legation.language.attribution import attributions
from legation.language.sentence import Mark, Sentence, Told, Word
from legation.language.spans import Tags, marks

TAGS = Tags.of(["O", "B-cue", "I-cue"])


def sentence(text: str, part: str, *told: dict[str, str]) -> Sentence:
    """A part of a text as a sentence of its words; each of ``told`` has a cue and may have sources
    and contents ("content", "content 2")."""
    start, words = text.index(part), []
    for token in part.split(" "):
        words.append(Word(token, start, start + len(token), token, "X", "", -1, "root"))
        start += len(token) + 1

    def mark(kind: str, marked: str) -> Mark:
        inside = marked.split(" ")
        at = next(i for i in range(len(words)) if [w.text for w in words[i : i + len(inside)]] == inside)
        return Mark(at, at + len(inside), kind)

    found = [
        Told(mark("cue", t.pop("cue")), tuple(mark(kind.split()[0], words) for kind, words in t.items()))
        for t in told
    ]
    return Sentence(0, tuple(words), told=tuple(found))


def told(text: str, *sentences: Sentence) -> list[tuple[list[str], ...]]:
    """Source, cue and content of each attribution, in words."""
    found = attributions(text, sentences)
    return [tuple([text[a:b] for a, b in part] for part in (f.source, f.cue, f.content)) for f in found]


def test_each_cue_has_its_source_and_content():
    text = "Peru said the bridge was open and Chile denied that it was"
    peru = {"source": "Peru", "cue": "said", "content": "the bridge was open"}
    chile = {"source": "Chile", "cue": "denied", "content": "that it was"}
    assert told(text, sentence(text, text, peru, chile)) == [
        (["Peru"], ["said"], ["the bridge was open"]),
        (["Chile"], ["denied"], ["that it was"]),
    ]


LONG = "We stayed in the old town hall by the river until the third day was over ."


def test_a_quotation_that_follows_in_its_paragraph_goes_on_the_one_before():
    text = f"“ We came , ” she said . “ {LONG} ”"
    first = sentence(text, "“ We came , ” she said .", {"content": "We came", "source": "she", "cue": "said"})
    assert told(text, first, sentence(text, f"“ {LONG} ”")) == [(["she"], ["said"], ["We came", LONG])]


def test_a_quotation_in_the_next_paragraph_is_another():
    text = f"“ We came , ” she said .\n\n“ {LONG} ”"
    first = sentence(text, "“ We came , ” she said .", {"content": "We came", "source": "she", "cue": "said"})
    assert [content for _, _, content in told(text, first, sentence(text, f"“ {LONG} ”"))] == [["We came"], [LONG]]


def test_a_quotation_of_several_sentences_is_content_whole():
    text = "She said : “ It is late . We go . ”"
    first = sentence(text, "She said : “ It is late .", {"source": "She", "cue": "said", "content": "late"})
    assert told(text, first, sentence(text, "We go . ”")) == [(["She"], ["said"], ["It is late . We go ."])]


def test_a_cue_within_a_long_quotation_tells_nothing_of_its_own():
    text = "“ They said that we stayed in the old town hall by the river until the end . ”"
    inside = {"source": "They", "cue": "said", "content": "that we stayed"}
    assert told(text, sentence(text, text, inside)) == [([], [], [text[2:-2]])]


def test_a_short_quotation_goes_on_the_one_before_where_it_ends_a_sentence():
    text = "“ We wait ,” she said . “ We have time .” The “ old hand ” left ."
    [(_, _, content)] = told(text, sentence(text, text, {"source": "she", "cue": "said", "content": "We wait"}))
    assert content == ["We wait", "We have time ."]


def test_what_is_asked_belongs_to_the_cue_that_follows_at_once():
    text = "“ Why now ? ” she asked . Nobody knew ."
    second = sentence(text, "” she asked .", {"source": "she", "cue": "asked"})
    assert told(text, sentence(text, "“ Why now ?"), second) == [(["she"], ["asked"], ["Why now ?"])]


def test_a_content_behind_another_cue_is_that_cues():
    text = "She said it was late , adding that all should go"
    mine = {"source": "She", "cue": "said", "content": "it was late", "content 2": "all should go"}
    [first, second] = told(text, sentence(text, text, mine, {"cue": "adding", "content": "all should go"}))
    assert (first[2], second[2]) == (["it was late"], ["all should go"])


def test_of_two_sources_the_one_nearer_to_the_cue_counts():
    text = "Some who heard the mayor speak agreed"
    both = {"source": "Some", "source 2": "the mayor", "cue": "speak"}
    assert told(text, sentence(text, text, both)) == [(["the mayor"], ["speak"], [])]


def test_a_content_takes_in_what_hangs_on_its_last_word():
    text = "She said they plan to leave the island soon"
    flat = sentence(text, text, {"source": "She", "cue": "said", "content": "they plan to leave"})
    heads = [1, -1, 3, 1, 5, 3, 7, 5, 5]
    tree = replace(flat, words=tuple(replace(w, head=h) for w, h in zip(flat.words, heads, strict=True)))
    assert told(text, tree) == [(["She"], ["said"], ["they plan to leave the island soon"])]


def test_a_short_quotation_that_nobody_marks_is_no_content():
    text = "The “long bridge” was closed ."
    assert told(text, sentence(text, text)) == []


def test_an_inside_label_needs_a_beginning_unless_spans_may_go_on():
    scores = np.log(np.array([[0.1, 0.2, 0.7], [0.1, 0.1, 0.8], [0.8, 0.1, 0.1]], dtype=np.float32))
    found = marks(np.stack([scores, scores]), [3, 3], TAGS, [False, True])
    assert found == [(Mark(0, 2, "cue"),), (Mark(0, 2, "cue", continued=True),)]


@pytest.mark.parametrize("words", [1, 4])
def test_nothing_is_marked_where_outside_is_likeliest(words):
    assert marks(np.log(np.array([[[0.6, 0.3, 0.1]] * words], dtype=np.float32)), [words], TAGS) == [()]


@settings(deadline=None)
@given(st.integers(1, 5).flatmap(lambda n: arrays.arrays(np.float32, (2, n, 5), elements=st.integers(-9, 0))))
def test_marks_are_the_best_labelling_of_the_words_that_count(scores):
    names = ["O", "B-cue", "I-cue", "B-act", "I-act"]
    lengths = [scores.shape[1], max(1, scores.shape[1] - 2)]
    for row, n, found in zip(scores, lengths, marks(scores, lengths, Tags.of(names)), strict=True):
        path = [0] * n
        for m in found:
            path[m.start : m.end] = [names.index(f"{'I' if k else 'B'}-{m.kind}") for k in range(m.end - m.start)]
        best = max(row[range(n), p].sum() for p in product(range(5), repeat=n) if well_formed(names, p))
        assert row[range(n), path].sum() == best


def well_formed(names, path):
    return all(names[k][0] != "I" or (i and names[path[i - 1]][2:] == names[k][2:]) for i, k in enumerate(path))
