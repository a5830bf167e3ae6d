"""Forecasts on a kept record: the seed article's question, asked of a record of five short reports."""

import json
from contextlib import closing
from datetime import date, timedelta

import pytest

from legation.exceptions import ForecastError, InputError
from legation.forecast.acts import acts, read
from legation.forecast.forecast import forecast
from legation.forecast.model import Model
from legation.forecast.precedents import Weights
from legation.forecast.training import train
from legation.record import Store, keep, open_record
from legation.record.corrections import Correction, correct
from tests.test_cli import legation

STORY = (
    ("2024-03-04", "The United States asked Iran on Monday to begin talks, in a letter that an envoy delivered."),
    ("2024-03-09", "Iran rejected talks with the United States on Saturday."),
    ("2024-09-02", "Switzerland met with Iran on Monday to discuss trade."),
    ("2025-03-10", "The United States urged Iran on Monday to begin new talks, in a letter of the president."),
)
REFUSAL = "Iran rejected talks"


@pytest.fixture
def story(kept: Store, reader) -> Store:
    for day, text in STORY:
        put(kept, reader, day, text)
    return kept


def put(store, reader, day, text):
    with store.writing() as connection:
        assert keep.keep(connection, reader.read(text, published=day, id=day))


def likeliest(told):
    return told["types"][0]


def test_after_the_letter_the_earlier_refusal_is_named(story):
    told = likeliest(forecast(story, "Iran", toward="USA"))
    assert told["type"] == "REJECT"
    assert told["probability"] > 5 * told["base"]["probability"]
    assert told["rules"][0]["words"] == "after a request by USA, IRN rejected within 14 days in 1 of 1 cases"
    (precedent,) = told["precedents"]
    assert precedent["words"].startswith("The United States asked Iran")
    assert (precedent["followed"]["day"], precedent["after_days"]) == ("2024-03-09", 5)
    assert precedent["followed"]["words"].startswith(REFUSAL)
    start, end = precedent["followed"]["evidence"]["trigger"][0]
    assert STORY[1][1][start:end] == "rejected"


def test_without_the_strongest_precedent_it_is_less_likely(story):
    before = likeliest(forecast(story, "Iran", toward="USA"))
    correct(story, Correction("event", before["precedents"][0]["event"], "reject", "a tester"))
    after = [t for t in forecast(story, "Iran", toward="USA")["types"] if t["type"] == "REJECT"]
    assert after[0]["probability"] < before["probability"]
    assert after[0]["precedents"] == []


def test_before_the_letter_there_is_no_reason(story):
    told = forecast(story, "Iran", toward="USA", on=date(2025, 3, 10))
    assert all(not t["rules"] for t in told["types"])
    assert told["until"] == "2025-03-23"


def test_partners_are_told_where_none_is_asked_for(story):
    told = forecast(story, "Iran")
    assert [p["partner"] for p in told["partners"]] == ["USA", "CHE"]
    assert likeliest(told)["rules"][0]["words"].startswith("after a request by anyone, IRN rejected")


def test_a_new_day_counts_without_training(story, reader):
    before = likeliest(forecast(story, "Iran", toward="USA"))
    put(story, reader, "2025-03-12", "Iran rejected talks with the United States on Wednesday.")
    after = forecast(story, "Iran", toward="USA")
    assert after["on"] == "2025-03-13"
    assert likeliest(after)["base"]["done"] > before["base"]["done"]


def test_what_an_actor_lacks_is_borrowed_and_told(story, reader):
    put(story, reader, "2025-03-11", "Afghanistan met with Switzerland on Tuesday.")
    told = forecast(story, "Afghanistan", toward="USA")
    assert told["borrowed"] == {"from": "Southern Asia", "acts": 4}


def test_bad_questions_are_told(story, kept_url):
    with pytest.raises(InputError, match="no actor of this record"):
        forecast(story, "Nemo of Nowhere")
    with pytest.raises(InputError, match="no type of PLOVER"):
        forecast(story, "Iran", type="SULK")
    with pytest.raises(ForecastError, match="no acts before 2020-01-01"):
        forecast(story, "Iran", on=date(2020, 1, 1))
    with closing(open_record(kept_url, create=True)) as empty, pytest.raises(ForecastError, match="no acts"):
        forecast(empty, "IRN")


def test_a_few_acts_teach_nothing(story):
    with pytest.raises(ForecastError, match="too little to learn from"):
        train(read(story), 14, date(2025, 4, 1))


def test_training_beats_climatology_where_answers_follow(tmp_path):
    """One state refuses each request of another two days later; a third does what it likes."""
    first = date(2022, 1, 3)
    rows = []
    for week in range(100):
        day = first + timedelta(7 * week)
        rows.append((3 * week, day, "USA", "IRN", "REQUEST"))
        rows.append((3 * week + 1, day + timedelta(2), "IRN", "USA", "REJECT"))
        rows.append((3 * week + 2, day, "CHE", ("IRN", "USA")[week % 2], "CONSULT"))
    learned = train(acts(rows, first), 2, date(2025, 1, 1))
    scores = learned.scores
    assert scores["precedents"]["brier"] < 0.5 * scores["recurrence"]["brier"]
    assert scores["precedents"]["log"] < 0.7 * min(scores[m]["log"] for m in ("recurrence", "climatology"))
    assert scores["precedents"]["calibration_error"] < 0.05
    learned.save(tmp_path / "model.json")
    assert Model.load(tmp_path / "model.json") == learned


def test_a_file_that_is_no_model_is_told(tmp_path):
    (tmp_path / "model.json").write_text("{}")
    with pytest.raises(InputError, match="no model of forecasts"):
        Model.load(tmp_path / "model.json")


def test_more_is_more_whatever_was_learned():
    weights = Weights(slope=0.3, shift=-1.0)
    assert weights.calibrated(0.1) < weights.calibrated(0.1001) < weights.calibrated(0.9)


def test_the_command_tells_people_and_programs(tmp_path):
    rows = [json.dumps({"text": text, "published": day}) for day, text in STORY]
    (tmp_path / "story.jsonl").write_text("\n".join(rows))
    url = f"sqlite:///{tmp_path / 'story.db'}"
    legation("ingest", tmp_path / "story.jsonl", "--record", url)
    shown = legation("forecast", "Iran", "--toward", "USA", "--record", url, cwd=tmp_path).stdout
    assert "after a request by USA, IRN rejected within 14 days in 1 of 1 cases" in shown
    told = json.loads(legation("forecast", "--json", "Iran", "--record", url, cwd=tmp_path).stdout)
    assert told["source"] == "IRN"
    refused = legation("forecast", "Iran", "--record", url, "--plot", tmp_path / "a.svg", cwd=tmp_path)
    assert (refused.returncode, "legation forecast train" in refused.stderr) == (1, True)
    assert "backtest" in legation("forecast", "--help").stdout
