"""What a given source does to a given target, and codebooks of one's own."""

import json
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from legation.coding import plover
from legation.coding.codebook import Codebook, train
from legation.coding.relate import relate
from legation.language import Language
from legation.nouns import Pair, Relation, Span
from tests.conftest import ROOT
from tests.test_cli import legation


def pair(text: str, source: str | None, target: str | None) -> Pair:
    def span(words: str | None) -> Span | None:
        return None if words is None else Span.of(text, text.index(words), text.index(words) + len(words))

    return Pair(text, span(source), span(target))


def one(text: str, source: str | None, target: str | None) -> Relation:
    return relate([pair(text, source, target)], Language.load())[0]


@pytest.mark.parametrize(
    ("text", "source", "target", "type"),
    [
        ("Peru's navy bombed a camp of the Sol Rojo rebels.", "Peru's navy", "the Sol Rojo rebels", "ASSAULT"),
        ("Two reporters were arrested by police in Quito.", "police", "Two reporters", "COERCE"),
        ("Chile's president flew to Lima and met Rosa Huamán.", "Chile's president", "Rosa Huamán", "CONSULT"),
        ("Norway sent tents and medicine to the victims of the flood.", "Norway", "the victims", "AID"),
        ("The opposition condemned the government's decision.", "The opposition", "the government", "ACCUSE"),
    ],
)  # fmt: skip
def test_type_of_a_pair(text: str, source: str, target: str, type: str) -> None:
    found = one(text, source, target)
    assert found.type == type
    assert found.quad == plover.quad(type)
    assert sum(found.scores.values()) == pytest.approx(1)
    assert set(found.scores) == plover.types()


def test_direction_is_read() -> None:
    text = "Togo praised Benin for the new road, but Ghana condemned Togo."
    assert one(text, "Togo", "Benin").type == "SUPPORT"
    assert one(text, "Ghana", "Togo.").type == "ACCUSE"


def test_bystanders_do_nothing() -> None:
    acting = one(
        "Ghana expelled the envoy of Togo, a minister of Benin told reporters.", "Ghana", "the envoy of Togo"
    )
    standing = one(
        "Ghana expelled the envoy of Togo, a minister of Benin told reporters.", "a minister of Benin", "Togo"
    )
    assert acting.none < 0.5 < standing.none


def test_a_side_that_is_not_named() -> None:
    assert one("Five students were detained in Dakar overnight.", None, "Five students").type == "COERCE"


def test_long_texts_keep_their_sides() -> None:
    filler = "and the wind blew over the hills " * 200
    text = f"Peru, {filler}, condemned Chile."
    assert one(text, "Peru", "Chile").type in plover.types()


def test_command(tmp_path: Path) -> None:
    rows = [
        {"id": 7, "text": "Peru expelled two envoys of Chile.", "source": [0, 4], "target": [14, 33]},
        {"id": "b", "text": "Peru expelled two envoys of Chile.", "source": [0, 4]},
        {"id": "c", "text": "Peru expelled two envoys of Chile.", "source": [0, 4], "target": [30, 90]},
        {"id": "d", "text": "Aid reached Chile.", "source": None, "target": [12, 17]},
    ]
    file = tmp_path / "pairs.jsonl"
    file.write_text("".join(json.dumps(r) + "\n" for r in rows))
    done = legation("relate", file, "--out", tmp_path / "out.jsonl", "--rejects", tmp_path / "rejects.jsonl")
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        f"legation: {file}:2: has no field 'target' with [start, end), or null for who isn't named",
        f"legation: {file}:3: span [30, 90) is empty or outside a text of 34 characters",
    ]
    found = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert [f["id"] for f in found] == [7, "d"]
    assert found[0]["type"] == "SANCTION"
    assert set(found[0]["scores"]) == plover.types()
    assert 0 <= found[0]["none"] <= 1
    assert [json.loads(r)["line"] for r in (tmp_path / "rejects.jsonl").read_text().splitlines()] == [2, 3]


def test_codebook_learns_types_of_ones_own(tmp_path: Path) -> None:
    names = ["Peru", "Chile", "Ghana", "Togo", "Norway", "Kenya", "Laos", "Cuba", "Mali", "Oman", "Fiji", "Iran"]
    forms = {
        "mediates": "{} brokered a truce between {} and its rebels.",
        "sues": "{} took {} to court over fishing rights.",
    }
    rows = []
    for type, form in forms.items():
        for a, b in pairwise(names):
            text = form.format(a, b)
            at = text.index(b, len(a))
            rows.append({"text": text, "source": [0, len(a)], "target": [at, at + len(b)], "type": type})
    file, book = tmp_path / "examples.jsonl", tmp_path / "own.codebook"
    file.write_text("".join(json.dumps(r) + "\n" for r in rows))
    done = legation("codebook", "train", file, "--out", book)
    assert (done.returncode, done.stderr) == (
        0,
        "learned 2 types from 22 examples; 2 of 2 kept aside were told rightly\n",
    )
    asked = {"text": "Egypt brokered a truce between Sudan and its rebels.", "source": [0, 5], "target": [31, 36]}
    done = legation("relate", "-", "--codebook", book, stdin=json.dumps(asked))
    found = json.loads(done.stdout)
    assert found["type"] == "mediates"
    assert set(found["scores"]) == {"mediates", "sues"}
    assert "quad" not in found


def test_the_examples_make_a_codebook(tmp_path: Path) -> None:
    file, book = ROOT / "docs" / "codebook.jsonl", tmp_path / "own.codebook"
    assert legation("codebook", "train", file, "--out", book).returncode == 0
    asked = {
        "text": "Finland brokered talks between Aceh's rebels and Jakarta.",
        "source": [0, 7],
        "target": [49, 56],
    }
    assert (
        json.loads(legation("relate", "-", "--codebook", book, stdin=json.dumps(asked)).stdout)["type"]
        == "mediates"
    )


def test_codebook_needs_types_to_tell_apart(tmp_path: Path) -> None:
    file = tmp_path / "examples.jsonl"
    file.write_text('{"text": "Peru sued Chile.", "source": [0, 4], "target": [10, 15], "type": "sues"}\n')
    done = legation("codebook", "train", file, "--out", tmp_path / "own.codebook")
    assert (done.returncode, done.stderr) == (1, f"legation: {file}: tells fewer than two types apart\n")
    assert not (tmp_path / "own.codebook").exists()


def test_no_codebook(tmp_path: Path) -> None:
    file = tmp_path / "own.codebook"
    file.write_text("no codebook")
    row = '{"text": "Peru sued Chile.", "source": [0, 4], "target": [10, 15]}'
    done = legation("relate", "-", "--codebook", file, stdin=row)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"legation: {file}: is no codebook: legation codebook train makes one\n"


def test_softmax_regression_tells_clouds_apart() -> None:
    rng = np.random.default_rng(0)
    centres = rng.normal(size=(3, 20)).astype(np.float32) * 2
    told = rng.integers(0, 3, 300)
    features = centres[told] + rng.normal(size=(300, 20)).astype(np.float32)
    trained = train(features, [f"t{k}" for k in told])
    assert trained.right >= 28
    assert trained.aside == 30
    book: Codebook = trained.codebook
    assert (book.scores(features).argmax(1) == told).mean() > 0.97
