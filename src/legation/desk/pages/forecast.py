"""What comes next, as chances with the precedents behind them."""

from typing import Annotated, Any

from fastapi import APIRouter, Query

from legation.coding import plover
from legation.desk.answers import Page, add
from legation.desk.asked import Day, Type, Who
from legation.desk.desk import DeskOf
from legation.exceptions import ForecastError
from legation.forecast.forecast import forecast as forecast_of
from legation.record import questions
from legation.record.filters import Filters

router = APIRouter()
LEAST = 0.01
"""Outcomes that are less likely aren't shown; the data have them."""
BUSIEST = 12
Horizon = Annotated[int | None, Query(ge=1, le=365, description="Days ahead, the first included; 14 if untold.")]
COLUMNS = "what outcome probability base".split()


def forecast(
    desk: DeskOf,
    source: Who = None,
    toward: Who = None,
    type: Type = None,
    on: Day = None,
    horizon: Horizon = None,
) -> Page:
    """What comes next: chances of each type of act, by what followed whenever the like had happened."""
    context: dict[str, Any] = {"source": source, "toward": toward, "on": on, "horizon": horizon, "told": None}
    context |= {"reason": None, "busiest": [], "names": {}, "reports": {}, "kinds": {}}
    if source is None:
        context["busiest"] = questions.actors(desk.store, Filters(type="country", limit=BUSIEST))
        return Page("forecast.html", context, {"forecast": None, "reason": "name a source"}, (COLUMNS, []))
    try:
        told = forecast_of(
            desk.store, source, toward=toward, type=type, on=on, horizon=horizon, model=desk.keeper.model
        )
    except ForecastError as error:
        context["reason"] = str(error)
        return Page("forecast.html", context, {"forecast": None, "reason": str(error)}, (COLUMNS, []))
    cited = [{"id": n} for n in _events(told)]
    sides = [
        {"source": told["source"], "target": told["toward"]},
        *({"source": p["partner"]} for p in told["partners"]),
    ]
    context |= {
        "told": told,
        "types": [o for o in told["types"] if o["probability"] >= LEAST],
        "partners": [o for o in told["partners"] if o["probability"] >= LEAST],
        "names": desk.names(sides),
        "reports": desk.reports("events", cited),
        "kinds": {o["type"]: plover.quad(o["type"]) for o in told["types"]},
    }
    rows = [
        {"what": what, "outcome": o[what], "probability": o["probability"], "base": o["base"]["words"]}
        for what, outcomes in (("type", told["types"]), ("partner", told["partners"]))
        for o in outcomes
    ]
    return Page("forecast.html", context, told, (COLUMNS, rows))


def _events(told: dict[str, Any]) -> set[int]:
    """Numbers of all events that are cited."""
    outcomes = [*told["types"], *told["partners"]]
    acts = [a for o in outcomes for a in (*o["precedents"], *o["before"], *(r["after"] for r in o["rules"]))]
    return {one["event"] for a in acts for one in (a, a.get("followed")) if one}


add(router, "/forecast", forecast, "csv")
