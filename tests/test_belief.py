"""How sure an act is, and what is left out for it."""

from pathlib import Path

import pytest

from legation.coding.acts import belief
from legation.coding.rows import rows
from legation.reader import Reader

VERBS = "--- TELEGRAPH [040] ---\nTELEGRAPH\n"


def test_an_act_told_plainly_is_surer_than_one_thought_possible(reader: Reader) -> None:
    (plain,) = reader.read("Peru bombed a Chilean base on Monday.").events
    (possible,) = reader.read("Peru could work with Chile on roads.").events
    assert 0 < possible.confidence < 0.6 < plain.confidence < 1


def test_what_is_too_unlikely_is_left_out(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    sentence = "Peru bombed a Chilean base on Monday."
    assert reader.read(sentence).events
    monkeypatch.setattr(belief, "LEAST", 1.0)
    assert not reader.read(sentence).events


def test_an_act_by_a_users_own_verbs_is_always_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(belief, "LEAST", 1.0)
    (tmp_path / "verbs.txt").write_text(VERBS, encoding="utf-8")
    events = Reader(verbs=[tmp_path / "verbs.txt"]).read("Peru telegraphed Chile on Monday.").events
    assert [(e.sources, e.targets) for e in events] == [(("PER",), ("CHL",))]


def test_a_side_away_from_what_is_marked_speaks_against_an_act() -> None:
    weights = {row["feature"]: float(row["weight"]) for row in rows("act_belief")}
    assert weights["target otherwise marked"] < 0 < weights["target as marked"]
    assert weights["marked"] > 0 > weights["no source"]
