"""What a source does next, from a kept record: types and partners with their chances and precedents."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import numpy as np

from legation.exceptions import ForecastError, InputError
from legation.forecast.acts import NOBODY, TYPES, Acts, names, read, table
from legation.forecast.model import Model
from legation.forecast.precedents import ANY, Case, Day, Outlook, Precedents, Rule, Weights, partners
from legation.record.filters import party
from legation.record.questions import numbered
from legation.record.store import Store

HORIZON = 14
FEW = 20
"""Acts of its own below which an actor is said to borrow from its kind."""
PARTNERS, RULES, CASES = 12, 3, 5
"""The most that are shown: partners, rules for each outcome, cases for each rule."""

Told = dict[str, Any]


def forecast(
    store: Store,
    source: str,
    *,
    toward: str | None = None,
    type: str | None = None,
    on: date | None = None,
    horizon: int | None = None,
    model: Model | None = None,
) -> Told:
    """What ``source`` does on day ``on`` and in all ``horizon`` days from it, by what was known the evening
    before; without a day, on the one after the record's last. ``types`` are chances of each type, toward
    ``toward`` or whomever; ``partners``, of a deed of ``type`` or of any toward each.

    Raises InputError for an actor or a type that isn't known, ForecastError where the record has no acts before
    it.
    """
    model = model or Model(Weights(), HORIZON)
    horizon = horizon or model.horizon
    if type and type.upper() not in TYPES:
        raise InputError(type, f"is no type of PLOVER: {' '.join(TYPES)}")
    with store.reading() as connection:
        named = [name for name in (source, toward) if name]
        asked = [party(connection, name) for name in named]
    keys = [p.side or p.ids[0] for p in asked]
    acts = read(store, asked, on)
    if not len(acts):
        raise ForecastError(
            f"{store.url}: tells of no acts{f' before {on}' if on else ''}: ingest or import fills it"
        )
    for key, name in zip(keys, named, strict=True):
        if key not in acts.parties:
            raise InputError(name, "is no actor of this record: legation actors --search finds names")
    day = on.toordinal() if on else int(acts.day[-1]) + 1
    actor = acts.parties.index(keys[0])
    pairwise = Precedents(acts, horizon).on(day)
    told = _Telling(store, acts, model.weights, horizon)
    if toward:
        partner, at = acts.parties.index(keys[1]), pairwise
    else:
        partner, at = NOBODY, Precedents(acts, horizon, anyone=True).on(day)
    types = [TYPES.index(type.upper())] if type else range(len(TYPES))
    found = [(TYPES[t], told.outcome(at, actor, partner, t)) for t in types]
    others = [] if toward else partners(acts, actor, day, PARTNERS)
    with_whom = [(acts.parties[p], told.outcome(pairwise, actor, p, types[0] if type else ANY)) for p in others]
    own = int(((acts.source == actor) | (acts.target == actor)).sum())
    return {
        "source": keys[0],
        "name": told.name(actor),
        "toward": keys[1] if toward else None,
        "toward_name": told.name(partner) if toward else None,
        "on": date.fromordinal(day).isoformat(),
        "horizon": horizon,
        "until": (date.fromordinal(day) + timedelta(horizon - 1)).isoformat(),
        "acts": own,
        "borrowed": _lender(acts, actor) if own < FEW else None,
        "model": {"trained": model.trained.isoformat() if model.trained else None, "scores": model.scores},
        "types": told.ranked("type", found),
        "partners": told.ranked("partner", with_whom),
    }


def _lender(acts: Acts, actor: int) -> Told:
    """From whom is taken what an actor lacks: the others of its region, else all."""
    kin = [n for n, region in enumerate(acts.regions) if region and region == acts.regions[actor] and n != actor]
    theirs = int((np.isin(acts.source, kin) | np.isin(acts.target, kin)).sum())
    return {"from": acts.regions[actor], "acts": theirs} if theirs else {"from": "all actors", "acts": len(acts)}


class _Telling:
    """Outcomes as JSON, with the record's own words for every act that is cited."""

    def __init__(self, store: Store, acts: Acts, weights: Weights, horizon: int) -> None:
        self.store, self.acts, self.weights, self.horizon = store, acts, weights, horizon
        self.wording = {row[0]: row[1:] for row in table("wording")}
        self.names = names(store, acts.parties)
        self.cited: set[int] = set()

    def outcome(self, day: Day, actor: int, partner: int, type: int) -> Told:
        outlook = day.outlook(actor, partner, type, self.weights)
        rules = [self._rule(day, rule, actor, partner, type) for rule in outlook.rules[:RULES]]
        deeds = day.deeds(actor, partner, type)[::-1][:CASES]
        return {
            "probability": round(outlook.probability, 4),
            "base": {
                "probability": round(outlook.base, 4),
                "stretches": outlook.stretches,
                "done": outlook.done,
                "words": self._base(outlook, actor, partner, type),
            },
            "rules": [{k: v for k, v in rule.items() if k != "precedents"} for rule in rules],
            "precedents": [case for rule in rules for case in rule["precedents"]],
            "before": [self._act(int(d)) for d in deeds],
        }

    def _rule(self, day: Day, rule: Rule, actor: int, partner: int, type: int) -> Told:
        cases = day.cases(rule, actor, partner, type)
        after = sorted(c.after for c in cases if c.after is not None)
        return {
            "words": self._words(rule, actor, partner, type),
            "level": rule.level,
            "after": self._act(rule.act),
            "cases": len(cases),
            "followed": rule.followed,
            "median_days": after[len(after) // 2] if after else None,
            "probability": round(rule.probability, 4),
            "precedents": [self._case(case, rule) for case in cases[:CASES]],
        }

    def _words(self, rule: Rule, actor: int, partner: int, type: int) -> str:
        """ "after a threat by A, B rejected within 14 days in 7 of 9 cases"."""
        other = self.name(partner) if rule.level == "pair" and partner != NOBODY else "anyone"
        who = self.name(actor)
        if rule.level in ("region", "all"):
            region = self.acts.regions[actor] if rule.level == "region" else ""
            who = f"an actor of {region}" if region else "any actor"
        doer, got = (other, who) if rule.received else (who, other)
        known = rule.received and rule.level in ("pair", "actor")  # who got it is said by who answers
        noun = self.wording[TYPES[self.acts.type[rule.act]]][0]
        cue = f"after {noun} by {doer}" + ("" if known else f" toward {got}")
        answers = who if rule.level in ("pair", "actor") else "the latter" if rule.received else "the former"
        often = f"{rule.followed} of {rule.cases} cases" if rule.cases > 1 else "the only case"
        return f"{cue}, {answers} {self._deed(type)[1]} within {self.horizon} days in {often}"

    def _base(self, outlook: Outlook, actor: int, partner: int, type: int) -> str:
        _, deed, toward = self._deed(type)
        what = f"{toward} {self.name(partner)}" if partner != NOBODY else deed
        stretches = f"{outlook.done} of the {outlook.stretches} stretches of {self.horizon} days before"
        return f"{self.name(actor)} {what} in {stretches}"

    def _deed(self, type: int) -> list[str]:
        return self.wording["-" if type == ANY else TYPES[type]]

    def name(self, party: int) -> str:
        key = self.acts.parties[party]
        return self.names.get(key, key)

    def _case(self, case: Case, rule: Rule) -> Told:
        followed = None if case.followed is None else self._act(case.followed)
        return {**self._act(case.act), "level": rule.level, "followed": followed, "after_days": case.after}

    def _act(self, row: int) -> Told:
        acts = self.acts
        event, target = int(acts.event[row]), int(acts.target[row])
        self.cited.add(event)
        return {
            "event": event,
            "day": date.fromordinal(int(acts.day[row])).isoformat(),
            "type": TYPES[acts.type[row]],
            "source": acts.parties[int(acts.source[row])],
            "target": acts.parties[target] if target != NOBODY else None,
        }

    def ranked(self, name: str, outcomes: Sequence[tuple[str, Told]]) -> list[Told]:
        """Most likely first; every cited act gets its words and where they stand."""
        words = {e["id"]: e for e in numbered(self.store, sorted(self.cited))}
        for _, outcome in outcomes:
            for act in (*outcome["precedents"], *outcome["before"], *(r["after"] for r in outcome["rules"])):
                for one in (act, act.get("followed")):
                    if one:
                        told = words[one["event"]]
                        one.update({k: told[k] for k in ("words", "evidence", "document", "url")})
        ranked = [{name: key, **outcome} for key, outcome in outcomes]
        return sorted(ranked, key=lambda o: -o["probability"])
