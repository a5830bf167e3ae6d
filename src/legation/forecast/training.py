"""Learning from a record how far its precedents hold, and telling it by proper scores.

Past days are asked as today would be; what came is in the record. The first four fifths of them set the weights,
the last fifth only the scores, beside two forecasts that know no precedents: climatology (how often anyone does
the deed to whom it has to do with) and recurrence (how often this actor has done it to this one).
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import product

import numpy as np
from numpy.typing import NDArray

from legation.exceptions import ForecastError
from legation.forecast.acts import NOBODY, TYPES, Acts
from legation.forecast.calibration import brier, expected_error, log_score, reliability
from legation.forecast.model import Model
from legation.forecast.precedents import Precedents, Weights

DAYS, PAIRS = 40, 25
"""Past days that are asked, evenly over the record; and of each the pairs that last acted."""
LEAST = 20
"""Deeds that came, below which nothing is learned from the days before."""
PRIORS, TRUSTS = (1.0, 3.0, 10.0), (0.25, 0.5, 0.75, 1.0)


@dataclass(frozen=True, slots=True)
class Asked:
    """Cases in order of their days, with what a full trust in cues says and what none does: shape (cases,)."""

    day: NDArray[np.int64]
    full: NDArray[np.float64]
    base: NDArray[np.float64]
    climatology: NDArray[np.float64]
    recurrence: NDArray[np.float64]
    came: NDArray[np.bool_]

    def raw(self, trust: float) -> NDArray[np.float64]:
        return (1 - trust) * self.base + trust * self.full


def train(acts: Acts, horizon: int, today: date) -> Model:
    """Raises ForecastError where the record tells of too few past days to learn from."""
    of = Precedents(acts, horizon)
    days = _days(acts, horizon)
    asked_by = _asked(of, days)
    first = asked_by[PRIORS[0]].day < (days[len(days) * 4 // 5] if days else 0)
    came = int(asked_by[PRIORS[0]].came[first].sum())
    if came < LEAST:
        raise ForecastError(f"too little to learn from: {LEAST} deeds after past days are needed, {came} are told")
    fitted = []
    for (prior, asked), trust in product(asked_by.items(), TRUSTS):
        raw, hits = asked.raw(trust)[first], asked.came[first]
        weights = _platt(raw, hits, Weights(prior, trust))
        fitted.append((log_score([weights.calibrated(p) for p in raw], hits), weights, asked))
    _, weights, asked = min(fitted, key=lambda f: f[0])
    later = asked.came[~first]
    said = np.array([weights.calibrated(p) for p in asked.raw(weights.trust)[~first]])
    methods = {
        "precedents": said,
        "climatology": asked.climatology[~first],
        "recurrence": asked.recurrence[~first],
    }
    scores = {
        name: {"brier": round(brier(p, later), 5), "log": round(log_score(p, later), 5)}
        for name, p in methods.items()
    }
    bins = reliability(said, later)
    scores["precedents"]["calibration_error"] = round(expected_error(bins), 5)
    return Model(weights, horizon, today, len(later), scores, tuple(bins))


def _days(acts: Acts, horizon: int) -> list[int]:
    """Days after the first quarter of the record, whose horizon has passed."""
    if not len(acts):
        return []
    last = int(acts.day[-1]) - horizon + 1
    first = acts.since + (int(acts.day[-1]) - acts.since) // 4
    return sorted({int(d) for d in np.linspace(first, last, DAYS)}) if last > first else []


def _asked(of: Precedents, days: Iterable[int]) -> dict[float, Asked]:
    """The same cases by each prior, with a full trust in cues."""
    rows: dict[float, list[tuple[float, ...]]] = {prior: [] for prior in PRIORS}
    for number in days:
        day = of.on(number)
        for (actor, partner), type in product(_pairs(of.acts, number), range(len(TYPES))):
            climatology, came = day.climatology(type), day.comes(actor, partner, type)
            for prior in PRIORS:
                outlook = day.outlook(actor, partner, type, Weights(prior, 1.0))
                recurrence = (outlook.done + 0.5) / (outlook.stretches + 1)
                rows[prior].append((number, outlook.raw, outlook.base, climatology, recurrence, came))
    tables = {prior: np.array(told, float).reshape(-1, 6) for prior, told in rows.items()}
    return {p: Asked(t[:, 0].astype(np.int64), *t[:, 1:5].T, t[:, 5] > 0) for p, t in tables.items()}


def _pairs(acts: Acts, day: int) -> list[tuple[int, int]]:
    rows = np.flatnonzero((acts.day < day) & (acts.target != NOBODY))[::-1]
    both = zip(acts.source[rows].tolist(), acts.target[rows].tolist(), strict=True)
    return list(dict.fromkeys(both))[:PAIRS]


def _platt(raw: NDArray[np.float64], came: NDArray[np.bool_], weights: Weights) -> Weights:
    """Slope and shift of the log-odds by Newton's method; the slope stays above 0, so that more stays more."""
    p = np.clip(raw, 1e-6, 1 - 1e-6)
    x = np.stack([np.log(p / (1 - p)), np.ones(len(p))], axis=1)
    b = np.array([1.0, 0.0])
    for _ in range(30):
        q = 1 / (1 + np.exp(-np.clip(x @ b, -30, 30)))
        slope = x.T @ (came - q) - 1e-3 * (b - [1.0, 0.0])
        curve = (x * (q * (1 - q))[:, None]).T @ x + 1e-3 * np.eye(2)
        b = b + np.linalg.solve(curve, slope)
        b[0] = max(b[0], 0.05)
    return replace(weights, slope=float(b[0]), shift=float(b[1]))
