"""Forecasts from precedents: what is counted, and that reasons are real."""

from datetime import date, timedelta

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from legation.forecast.acts import NOBODY, TYPES, acts
from legation.forecast.precedents import ANY, Precedents, Weights

START = date(2024, 1, 1)
REJECT, REQUEST = TYPES.index("REJECT"), TYPES.index("REQUEST")

rows = st.lists(
    st.tuples(
        st.integers(0, 120),
        st.sampled_from(("IRN", "USA", "CHE", "org:x")),
        st.sampled_from(("IRN", "USA", "CHE", None)),
        st.sampled_from(("REQUEST", "REJECT", "CONSULT")),
    ).filter(lambda r: r[1] != r[2]),
    min_size=4,
    max_size=60,
)


def told(rows):
    return acts([(n, START + timedelta(d), s, t, kind) for n, (d, s, t, kind) in enumerate(rows)], START)


def of_pair(found, day, horizon=14, **weights):
    at = Precedents(found, horizon).on((START + timedelta(day)).toordinal())
    iran, usa = found.parties.index("IRN"), found.parties.index("USA")
    return at, iran, usa, at.outlook(iran, usa, REJECT, Weights(**weights))


def test_a_request_that_was_refused_before_is_likely_refused_again():
    refused = [(10, "USA", "IRN", "REQUEST"), (13, "IRN", "USA", "REJECT"), (60, "USA", "IRN", "REQUEST")]
    at, iran, usa, outlook = of_pair(told(refused), 62)
    rule = outlook.rules[0]
    assert (rule.level, rule.received, rule.followed, rule.cases) == ("pair", True, 1, 1)
    (case,) = at.cases(rule, iran, usa, REJECT)
    assert (case.act, case.followed, case.after) == (0, 1, 3)
    assert outlook.probability > 1.5 * outlook.base
    _, _, _, unasked = of_pair(told(refused[:2]), 62)
    assert np.isclose(unasked.probability, unasked.base)


def test_what_has_not_had_its_days_yet_is_no_case():
    at, iran, usa, _ = of_pair(told([(0, "USA", "IRN", "REQUEST"), (50, "USA", "IRN", "REQUEST")]), 60)
    assert at._counted("pair", iran, usa)[0].sum() == 1


def test_what_an_actor_got_may_be_answered_the_same_day_in_another_event():
    found = told([(5, "USA", "IRN", "REQUEST"), (5, "IRN", "USA", "REJECT"), (60, "USA", "IRN", "REQUEST")])
    at, iran, usa, outlook = of_pair(found, 61)
    assert [(c.act, c.followed, c.after) for c in at.cases(outlook.rules[0], iran, usa, REJECT)] == [(0, 1, 0)]
    met = acts([(7, START, "USA", "IRN", "CONSULT"), (7, START, "IRN", "USA", "CONSULT")], START)
    assert (Precedents(met, 14).next == NOBODY).all()


def test_what_an_actor_did_itself_is_followed_on_later_days_alone():
    found = told([(5, "IRN", "USA", "REQUEST"), (5, "IRN", "USA", "REJECT"), (60, "IRN", "USA", "REQUEST")])
    _, _, _, outlook = of_pair(found, 61)
    assert outlook.rules == ()


def test_an_actor_without_history_borrows_from_its_region():
    refused = [(d, "USA", "IRN", kind) if kind == "REQUEST" else (d, "IRN", "USA", kind)
               for n in range(5) for d, kind in ((n * 20, "REQUEST"), (n * 20 + 2, "REJECT"))]  # fmt: skip
    found = told([*refused, (110, "USA", "PAK", "REQUEST")])
    at = Precedents(found, 14).on((START + timedelta(112)).toordinal())
    pakistan, usa = found.parties.index("PAK"), found.parties.index("USA")
    outlook = at.outlook(pakistan, usa, REJECT, Weights())
    assert outlook.rules[0].level == "region"
    assert outlook.probability > outlook.base


def test_stretches_in_which_a_deed_was_done_are_counted_one_by_one():
    days = [3, 4, 30, 55]
    found = told([(d, "IRN", "USA", "REJECT") for d in days])
    _, _, _, outlook = of_pair(found, 60)
    done = [any(s <= d < s + 14 for d in days) for s in range(60 - 14 + 1)]
    assert (outlook.stretches, outlook.done) == (len(done), sum(done))


@settings(max_examples=60, deadline=None)
@given(rows, st.integers(60, 130))
def test_precedents_are_real_acts_of_days_before_and_the_strongest_raises_the_chance(rows, day):
    found = told([*rows, (0, "USA", "IRN", "REQUEST"), (0, "IRN", "USA", "REJECT")])
    asked = (START + timedelta(day)).toordinal()
    at = Precedents(found, 14).on(asked)
    iran, usa = found.parties.index("IRN"), found.parties.index("USA")
    for type in (REJECT, ANY):
        outlook = at.outlook(iran, usa, type, Weights())
        assert 0 < outlook.probability < 1
        for rule in outlook.rules:
            cases = at.cases(rule, iran, usa, type)
            assert (len(cases), sum(c.followed is not None for c in cases)) == (rule.cases, rule.followed)
            for case in cases:
                assert found.day[case.act] + 14 < asked
                if case.followed is not None:
                    days = found.day[case.followed] - found.day[case.act]
                    assert (0 if rule.received else 1) <= days <= 14
                    if rule.level in ("pair", "actor"):
                        assert found.source[case.followed] == iran
                    if rule.level == "pair":
                        assert found.target[case.followed] == usa
        strongest = [
            c for rule in outlook.rules[:1] for c in at.cases(rule, iran, usa, type) if c.followed is not None
        ]
        if strongest:
            without = Precedents(found.without(int(found.event[strongest[0].act])), 14).on(asked)
            assert without.outlook(iran, usa, type, Weights()).probability < outlook.probability


@settings(max_examples=40, deadline=None)
@given(rows, st.integers(20, 130))
def test_nothing_of_the_day_asked_or_later_is_known(rows, day):
    found = told([*rows, (0, "USA", "IRN", "REQUEST")])
    asked = (START + timedelta(day)).toordinal()
    iran, usa = found.parties.index("IRN"), found.parties.index("USA")
    cut = found.before(asked)
    outlooks = [Precedents(a, 14).on(asked).outlook(iran, usa, REJECT, Weights()) for a in (found, cut)]
    assert np.isclose(outlooks[0].probability, outlooks[1].probability)
