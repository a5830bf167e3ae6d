"""The templates: escaped always, and strict about names that aren't there."""

from collections.abc import Iterable
from datetime import date
from functools import cache
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from legation.coding import plover
from legation.desk.desk import Desk
from legation.record.exports.citation import cited
from legation.record.status import status
from legation.version import __version__

STATIC = Path(__file__).parent / "static"
QUADS = {
    "verbal-cooperation": "vc",
    "material-cooperation": "mc",
    "verbal-conflict": "vx",
    "material-conflict": "mx",
}
"""Each quad's short name in the style sheet."""
PAGES = (
    ("/", "Today"),
    ("/timeline", "Timeline"),
    ("/events", "Events"),
    ("/statements", "Statements"),
    ("/positions", "Positions"),
    ("/network", "Network"),
    ("/review", "Review"),
    ("/forecast", "Forecast"),
    ("/about", "About"),
)


def rendered(template: str, desk: Desk, context: dict[str, Any]) -> str:
    citation = cited(desk.remembered("status", status))
    return environment().get_template(template).render(desk=desk, cited=citation, **context)


@cache
def environment() -> Environment:
    found = Environment(
        loader=PackageLoader("legation.desk"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters.update(
        day=day, weekday=weekday, path=path, web=web, number=number, plain=plain, by_day=by_day, svg=Markup
    )
    found.globals.update(pages=PAGES, quads=QUADS, version=__version__, static=static, quad_of=plover.quad)
    return found


@cache
def static(name: str) -> str:
    """The address of a file of the style, which changes with its content."""
    return f"/static/{name}?{sha256((STATIC / name).read_bytes()).hexdigest()[:12]}"


def day(value: str | None) -> str:
    """3 Apr 2026"""
    if not value:
        return "no day"
    told = date.fromisoformat(value)
    return f"{told.day} {told:%b} {told.year}"


def weekday(value: str | None) -> str:
    """Friday 3 April 2026"""
    if not value:
        return "No day told"
    told = date.fromisoformat(value)
    return f"{told:%A} {told.day} {told:%B} {told.year}"


def path(value: object) -> str:
    """An id as one part of a path."""
    return quote(str(value), safe=":")


def web(value: str | None) -> str | None:
    """An address that a browser may follow: those of reports come from strangers."""
    return value if value and urlsplit(value).scheme in ("http", "https") else None


def by_day(rows: Iterable[Any], key: str = "day") -> list[tuple[Any, list[Any]]]:
    """Rows in their order, those of one day together."""
    return [(told, list(group)) for told, group in groupby(rows, key=lambda row: row[key])]


def number(value: float) -> str:
    return f"{value:,}"


def plain(value: str) -> str:
    """A type or a stance as people write it."""
    return value.replace("-", " ").lower()
