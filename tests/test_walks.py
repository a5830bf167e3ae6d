"""Whom an actor reaches over those it met."""

import numpy as np
import pytest

from legation.forecast.facts import Facts
from legation.forecast.history import COLUMNS, History

A, B, C, D = range(4)


@pytest.fixture(scope="module")
def history():
    """B met C on day 0, A met B on day 10; D meets A on day 11, which hasn't passed."""
    rows = np.array([(B, 0, C, 0), (A, 0, B, 10), (D, 0, A, 11)], np.int32)
    facts = Facts(*(np.ascontiguousarray(column) for column in rows.T)).both_ways(1)
    nothing = np.zeros(4, np.int32)
    history = History(facts, 4, 2, (nothing, nothing))
    for day in range(11):
        history.add(np.flatnonzero(facts.day == day))
    return history


def asked(history, actor, reach):
    likely = np.array([[D]], np.int32)
    candidates, table, _ = history.features(np.array([actor]), np.array([0]), 11, likely, 5, reach)
    paths = [n for n, name in enumerate(COLUMNS) if name.startswith("paths")]
    return dict(zip(candidates.tolist(), table[:, paths].tolist(), strict=True))


def test_a_path_counts_by_both_its_ages_and_by_how_much_the_one_between_did(history):
    found = asked(history, A, 2)
    assert set(found) == {B, C, D}  # whom it met, whom it reaches, and who was likely; not itself
    near, far = found[C]
    for score, half_life in ((near, 10), (far, 60)):
        new, old = 0.5 ** (1 / half_life), 0.5 ** (11 / half_life)
        assert score == pytest.approx(new * old / (1 + new + old), rel=1e-4)
    assert found[B] == found[D] == [0, 0]


def test_who_is_not_reached_is_no_candidate(history):
    assert set(asked(history, A, 0)) == {B, D}
    assert set(asked(history, D, 2)) == {D}
