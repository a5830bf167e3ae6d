"""The application: pages, what is refused, and errors in the form that was asked for."""

from collections.abc import Collection
from pathlib import PurePosixPath

from fastapi import FastAPI, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse, Response
from starlette.exceptions import HTTPException as StarletteHTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.staticfiles import StaticFiles

from legation.desk.cache import Cache
from legation.desk.desk import Desk, Keeper
from legation.desk.guard import Guard
from legation.desk.pages import about, actors, forecast, network, report, review, tables, today
from legation.desk.templates import STATIC, rendered
from legation.exceptions import InputError, RecordError
from legation.forecast.model import Model
from legation.record import Store
from legation.version import __version__

HOSTS = ("127.0.0.1", "localhost", "::1")
PACKED = 5
"""The level of gzip: a page of 130 kB takes 1.3 ms and not 2.7 as at level 9, and is 7 % larger."""


def application(
    store: Store, *, token: str | None = None, hosts: Collection[str] = HOSTS, model: Model | None = None
) -> FastAPI:
    """The desk of an open record. Who has the ``token`` may correct; without one the desk only reads.

    ``hosts`` are the names under which it answers; ``model`` is that of forecasts.
    """
    app = FastAPI(
        title="Legation desk",
        version=__version__,
        description="A kept record: reports, events, statements, positions, and what people corrected.",
        docs_url=None,  # they load scripts from elsewhere; /about lists the addresses
        redoc_url=None,
    )
    app.state.keeper = Keeper(store, token, model)
    for module in (today, report, actors, tables, network, review, forecast, about):
        app.include_router(module.router)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    app.add_middleware(GZipMiddleware, minimum_size=1024, compresslevel=PACKED)
    app.add_middleware(Cache, keeper=app.state.keeper)
    app.add_middleware(Guard, hosts=hosts)
    app.add_exception_handler(InputError, _not_there)
    app.add_exception_handler(RecordError, _not_now)
    app.add_exception_handler(RequestValidationError, _not_valid)
    app.add_exception_handler(StarletteHTTPException, _not_allowed)
    return app


def _not_there(request: Request, error: Exception) -> Response:
    return _told(request, 404, str(error))


def _not_now(request: Request, error: Exception) -> Response:
    return _told(request, 503, str(error))


def _not_valid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    return _told(request, 422, f"{first['loc'][-1]}: {first['msg']}")


def _not_allowed(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException | StarletteHTTPException)
    words = "There is no such page." if error.status_code == 404 else str(error.detail)
    return _told(request, error.status_code, words)


def _told(request: Request, status: int, words: str) -> Response:
    """One line of what is wrong, as a page or as data."""
    as_data = PurePosixPath(request.url.path).suffix in (".json", ".csv", ".svg")
    if as_data or "application/json" in request.headers.get("accept", ""):
        return JSONResponse({"error": words}, status)
    desk = Desk(request.app.state.keeper, request)
    try:
        page = rendered("error.html", desk, {"status": status, "words": words})
    except RecordError:  # then the record can't be cited either
        return JSONResponse({"error": words}, status)
    return HTMLResponse(page, status)
