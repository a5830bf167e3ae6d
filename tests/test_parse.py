"""``legation parse``: given words get the model's tags and trees."""

import pytest

from legation.language import Language
from legation.language.treebank import annotated, blocks
from tests.files import write
from tests.test_cli import legation

DONT = """\
# sent_id = 1
1-2\tDon’t\t_\t_\t_\t_\t_\t_\t_\t_
1\tDo\tX\tX\tX\tX\t0\tx\tx\t_
2\tn’t\tX\tX\tX\tX\t0\tx\tx\t_
2.1\tever\t_\t_\t_\t_\t_\t_\t_\t_
3\tgo\tX\tX\tX\tX\t0\tx\tx\tSpaceAfter=No
4\t!\tX\tX\tX\tX\t0\tx\tx\t_
"""
PERU = "".join(f"{i}\t{w}" + "\t_" * 8 + "\n" for i, w in enumerate("Peru rejected the offer .".split(), 1))


def read(text: str) -> list[list[list[str]]]:
    """The rows of words, by sentence."""
    new = "".join(annotated(text.split("\n"), Language.load().model))
    return [[r.split("\t") for r in s.split("\n") if r[:1].isdigit()] for s in new.split("\n\n") if s]


def test_words_stay_and_what_is_said_of_them_is_new():
    (rows,) = read(DONT)
    assert [r[0] for r in rows] == ["1-2", "1", "2", "3", "4"]
    assert [r[1] for r in rows] == ["Don’t", "Do", "n’t", "go", "!"]
    assert [r[9] for r in rows] == ["_", "_", "_", "SpaceAfter=No", "_"]
    assert rows[0][2:] == ["_"] * 8
    assert [r[2] for r in rows[1:4]] == ["do", "not", "go"]
    assert [r[6] for r in rows] == ["_", "3", "3", "0", "3"]
    assert not {"x", "X"} & {cell for row in rows for cell in row}


def test_a_sentence_too_long_for_the_encoder_is_one_tree():
    words = "Peru rejected the offer and Chile praised the answer , ".split() * 80
    (rows,) = read("".join(f"{i}\t{w}" + "\t_" * 8 + "\n" for i, w in enumerate(words, 1)))
    assert len(rows) == len(words)
    assert [r[7] for r in rows if r[6] == "0"] == ["root"]
    assert all(0 <= int(r[6]) <= len(words) for r in rows)


@pytest.mark.parametrize("text", ["", "\n\n", "# newdoc\n\n# text\n\n"])
def test_a_file_without_words_has_no_sentences(text):
    assert list(blocks(text.split("\n"))) == []


def test_the_command_writes_conllu(tmp_path):
    given, out = write(tmp_path / "a.conllu", DONT + "\r\n" + PERU), tmp_path / "b.conllu"
    assert legation("parse", given, "--out", out).returncode == 0
    assert out.read_text().startswith("# sent_id = 1\n1-2\tDon’t\t")
    assert out.read_text() == legation("parse", "-", stdin=given.read_text()).stdout
    assert "4\toffer\toffer\tNOUN\t" in out.read_text()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("1\tPeru\n", "line 1: has 2 columns where CoNLL-U has 10"),
        (PERU.replace("3\tthe", "4\tthe"), "line 3: word '4' comes where word 3 is expected"),
        (PERU.replace("Peru", ""), "line 1: the word's form is missing"),
        (b"1\tZo\xe9", "is not UTF-8 text"),
        ("", "holds no text"),
    ],
)
def test_what_is_no_conllu_is_told_with_its_line(tmp_path, content, reason):
    done = legation("parse", write(tmp_path / "a.conllu", content))
    assert (done.returncode, done.stdout) == (1, "")
    assert "a.conllu: " in done.stderr
    assert reason in done.stderr
