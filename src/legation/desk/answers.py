"""One page in its forms: HTML, ``.json``, ``.csv`` where it is a table, ``.svg`` where it has a chart."""

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Any

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, JSONResponse, Response

from legation.desk.templates import rendered
from legation.record.exports.rows import cell
from legation.record.questions import Row


@dataclass(frozen=True, slots=True)
class Page:
    """What a page shows: a template with its ``context``, the ``data`` behind it, its ``table``, its ``chart``."""

    template: str
    context: dict[str, Any]
    data: Any
    table: tuple[Sequence[str], Sequence[Row]] | None = None
    chart: str | None = None


class SvgResponse(Response):
    media_type = "image/svg+xml"


class CsvResponse(Response):
    media_type = "text/csv; charset=utf-8"


def add(router: APIRouter, path: str, ask: Callable[..., Page], *forms: str) -> None:
    """Serves a page at ``path``, at ``path.json``, and in these further forms, ``csv`` and ``svg``."""
    about = (ask.__doc__ or "").partition("\n")[0]
    for form in ("json", *forms):
        router.add_api_route(
            f"{path}.{form}",
            _as(ask, WRITERS[form]),
            response_model=None,
            response_class=CLASSES[form],
            summary=about,
            name=f"{ask.__name__}_{form}",
        )
    router.add_api_route(path, _shown(ask), response_class=HTMLResponse, response_model=None, summary=about)


def _as(ask: Callable[..., Page], write: Callable[[Page], Response]) -> Callable[..., Response]:
    @wraps(ask)
    def answer(*args: Any, **kwargs: Any) -> Response:
        return write(ask(*args, **kwargs))

    return answer


def _shown(ask: Callable[..., Page]) -> Callable[..., Response]:
    @wraps(ask)
    def answer(*args: Any, **kwargs: Any) -> Response:
        page = ask(*args, **kwargs)
        return HTMLResponse(rendered(page.template, kwargs["desk"], page.context))

    return answer


def _json(page: Page) -> Response:
    return JSONResponse(page.data)


def _csv(page: Page) -> Response:
    assert page.table is not None
    columns, rows = page.table
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([cell(row[c]) for c in columns] for row in rows)
    return CsvResponse(stream.getvalue(), headers={"Content-Disposition": "attachment"})


def _svg(page: Page) -> Response:
    return SvgResponse(page.chart or "", headers={"Content-Disposition": "attachment"})


WRITERS: dict[str, Callable[[Page], Response]] = {"json": _json, "csv": _csv, "svg": _svg}
CLASSES: dict[str, type[Response]] = {"json": JSONResponse, "csv": CsvResponse, "svg": SvgResponse}
