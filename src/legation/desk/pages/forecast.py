"""What comes next, where the record has enough to say so."""

from fastapi import APIRouter

from legation.desk.answers import Page, add
from legation.desk.desk import DeskOf

router = APIRouter()


def forecast(desk: DeskOf) -> Page:
    """What comes next; what to do where nothing can be said."""
    return Page("forecast.html", {}, {"forecast": None, "reason": "this version of Legation makes no forecasts"})


add(router, "/forecast", forecast)
