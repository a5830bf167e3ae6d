"""Backtests on folders of facts: what is read, what is known when, and how ranks are counted."""

import json
import random
from dataclasses import replace

import numpy as np
import pytest

from legation.exceptions import ForecastError, InputError
from legation.forecast.backtest import _ranks, backtest
from legation.forecast.calibration import Isotonic, expected_error, reliability
from legation.forecast.chart import reliability_svg
from legation.forecast.embedding import Settings as EmbeddingSettings
from legation.forecast.facts import Folder
from legation.forecast.history import kinds
from legation.forecast.libraries import needed
from legation.forecast.predictor import Answer, Predictor, Settings
from tests.test_cli import legation

SMALL = Settings(
    window=15, trees=60, epochs=4, embedding=EmbeddingSettings(dimension=16, hidden=32, latest=8, batch=128)
)
PEOPLE = 30


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    """Forty days on which most actors turn to the same few as ever; times count hours."""
    choose = random.Random(1)
    folder = tmp_path_factory.mktemp("graph")
    parts = {"train": [], "valid": [], "test": []}
    for day in range(40):
        part = "train" if day < 30 else "valid" if day < 35 else "test"
        for _ in range(30):
            s, r = choose.randrange(PEOPLE), choose.randrange(4)
            o = (3 * s + r) % PEOPLE if choose.random() < 0.7 else choose.randrange(PEOPLE)
            parts[part].append(f"{s}\t{r}\t{o}\t{24 * day}\t-1\n")
    for part, lines in parts.items():
        (folder / f"{part}.txt").write_text("".join(lines))
    (folder / "entity2id.txt").write_text("".join(f"Police_(Land{n % 5})\t{n}\n" for n in range(PEOPLE)))
    (folder / "relation2id.txt").write_text("".join(f"{name}\t{n}\n" for n, name in enumerate("abcd")))
    return folder


@pytest.fixture(scope="module")
def found(path):
    return backtest(Folder.read(path), 0, SMALL)


def test_what_repeats_is_foretold(found):
    told = found.to_json()
    assert told["queries"] == 2 * 150
    seen, other, never = (told["kinds"][k] for k in told["kinds"])
    assert seen["mrr"] > 0.7 > never["mrr"]
    assert seen["queries"] + other["queries"] + never["queries"] == told["queries"]
    assert told["hits1"] <= told["mrr"] <= told["hits10"] <= 1
    assert told["filter"] == "time-aware"


def test_each_fact_has_a_rank_in_both_directions(found, path):
    ranks = [line.split() for line in found.ranks().splitlines()]
    facts = [line.split()[:4] for line in (path / "test.txt").read_text().splitlines()]
    for direction in ("object", "subject"):
        assert sorted(r[:4] for r in ranks if r[4] == direction) == sorted(facts)
    mrr = np.mean([1 / float(r[5]) for r in ranks])
    assert mrr == pytest.approx(found.to_json()["mrr"], abs=1e-4)


def test_what_comes_later_is_not_known(path):
    """The answers of a day stay the same, bit by bit, when its objects and all later facts are others."""
    folder = Folder.read(path)
    answers = []
    for change in (False, True):
        facts = folder.facts
        if change:
            other = facts.object.copy()
            later = facts.day > folder.test
            other[later] = np.random.default_rng(0).integers(0, PEOPLE, later.sum())
            facts = replace(facts, object=other)
        both = facts.both_ways(4)
        predictor = Predictor(both, PEOPLE, 8, kinds(folder.entities), SMALL, seed=3)
        predictor.fit(folder.test)
        queries = [q for q in predictor.queries(folder.test) if q % 2 == 0]
        answers.append([a.candidates[:5].tolist() for a in predictor.answers(np.array(queries))])
    assert answers[0] == answers[1]


def test_other_true_answers_do_not_count_and_equals_share_their_ranks():
    scores = np.array([5.0, 4.0, 4.0, 1.0])
    rest = np.full(6, -9.0, np.float32)
    answer = Answer(np.array([0, 1, 2, 3]), scores, scores / 14, rest)
    true = np.array([0, 2])
    assert _ranks(answer, np.array([0]), true) == [1]
    assert _ranks(answer, np.array([2]), true) == [1.5]  # behind none, level with 1
    assert _ranks(answer, np.array([4]), np.array([4])) == [5.5]  # no candidate: level with 5


def test_probabilities_are_drawn_to_what_came():
    choose = np.random.default_rng(2)
    said = choose.random(4000)
    came = choose.random(4000) < said**2  # said too high
    held = Isotonic.fit(said, came)(said)
    assert expected_error(reliability(held, came)) < 0.02 < expected_error(reliability(said, came))


def test_the_diagram_shows_each_bin():
    bins = reliability([0.1, 0.15, 0.9], [0, 0, 1])
    drawn = reliability_svg(bins, "a < b")
    assert drawn.count("<circle") == 2
    assert "a &lt; b" in drawn


@pytest.mark.parametrize(
    ("file", "text", "reason"),
    [
        ("test.txt", None, "No such file"),
        ("test.txt", "1 2\n", "line 1 isn't"),
        ("test.txt", "", "has no facts"),
        ("test.txt", "99 0 0 900\n", "line 1 has an id"),
        ("test.txt", "1 0 0 24\n", "begins before"),
        ("entity2id.txt", "someone\n", "line 1 isn't a name"),
    ],
)
def test_a_bad_folder_is_told(path, tmp_path, file, text, reason):
    for one in path.iterdir():
        (tmp_path / one.name).write_text(one.read_text())
    (tmp_path / file).unlink()
    if text is not None:
        (tmp_path / file).write_text(text)
    with pytest.raises(InputError, match=reason) as error:
        Folder.read(tmp_path)
    assert file in str(error.value)


def test_a_missing_extra_is_told():
    with pytest.raises(ForecastError, match=r"pip install 'legation\[forecast\]'"):
        needed("no_such_library_of_trees")


def test_the_command_prints_one_json_value(path, tmp_path):
    told = legation("forecast", "backtest", path, "--json", "--ranks", tmp_path / "ranks.txt", "--seed", "1")
    assert set(json.loads(told.stdout)) >= {"mrr", "hits1", "hits3", "hits10", "queries", "seconds", "calibration"}
    assert len((tmp_path / "ranks.txt").read_text().splitlines()) == 300
