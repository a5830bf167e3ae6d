"""GDELT 2.0's event file: 61 columns, tabs between, no row of names (GDELT Event Codebook V2.0, 2015-02-19)."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select

from legation.record import questions, schema
from legation.record.filters import Filters
from legation.record.questions import Row
from legation.record.store import Store
from legation.record.tables import rows as table

_ACTOR = (
    ("Code", "CAMEO code"),
    ("Name", "name"),
    ("CountryCode", "ISO 3166-1 alpha-3 code of the state"),
    ("KnownGroupCode", "not filled"),
    ("EthnicCode", "not filled"),
    ("Religion1Code", "not filled"),
    ("Religion2Code", "not filled"),
    ("Type1Code", "first role in the code, such as GOV"),
    ("Type2Code", "second role in the code"),
    ("Type3Code", "third role in the code"),
)
_GEO = (
    ("Type", "1: a place in a country's frame, 0: none told"),
    ("FullName", "name of the place"),
    ("CountryCode", "not filled: GDELT uses FIPS codes"),
    ("ADM1Code", "not filled"),
    ("ADM2Code", "not filled"),
    ("Lat", "degrees"),
    ("Long", "degrees"),
    ("FeatureID", "not filled"),
)


def dictionary() -> Iterator[tuple[str, str]]:
    """The columns in their order."""
    yield "GLOBALEVENTID", "number of the event in this record; an event of several dyads has a row for each"
    yield from (("Day", "YYYYMMDD"), ("MonthYear", "YYYYMM"), ("Year", "YYYY"), ("FractionDate", "YYYY.FFFF"))
    for n, who in ((1, "source"), (2, "target")):
        # the codebook itself writes Actor1Code but Actor1Religion1Code: the number stands after "Actor" in all
        yield from ((f"Actor{n}{name}", f"{meaning}, of the {who}") for name, meaning in _ACTOR)
    yield "IsRootEvent", "1"
    yield "EventCode", "CAMEO code, a string: leading zeros are part of it"
    yield "EventBaseCode", "CAMEO base code"
    yield "EventRootCode", "CAMEO root code"
    yield "QuadClass", "1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict"
    yield "GoldsteinScale", "PLOVER's intensity, -10 to +10"
    yield from (("NumMentions", "tellings"), ("NumSources", "tellings"), ("NumArticles", "tellings"))
    yield "AvgTone", "0: not measured"
    for where in ("Actor1Geo", "Actor2Geo", "ActionGeo"):
        told = "of the event" if where == "ActionGeo" else "not filled"
        yield from ((f"{where}_{name}", meaning if told != "not filled" else told) for name, meaning in _GEO)
    yield "DATEADDED", "when the export was made, YYYYMMDDHHMMSS in UTC"
    yield "SOURCEURL", "URL of the report, else its name"


COLUMNS = tuple(name for name, _ in dictionary())
QUADS = ("verbal-cooperation", "material-cooperation", "verbal-conflict", "material-conflict")


def write(store: Store, filters: Filters, _: str, out: Path) -> None:
    """Events without a day have no place in this form and are left out."""
    codes = {(r["type"], r["mode"]): r["code"] for r in table("cameo")}
    added = datetime.now(UTC).strftime("%Y%m%d%H%M%S")
    actors = _actors(store)
    with out.open("w", encoding="utf-8", newline="") as stream:
        for event in questions.events(store, filters):
            if event["day"] is not None:
                code = codes.get((event["type"], event["mode"])) or codes[event["type"], "-"]
                for source, target in _dyads(event):
                    cells = _cells(event, actors.get(source or ""), actors.get(target or ""), code)
                    stream.write("\t".join(map(_clean, [*cells, added, event["url"] or event["document"]])) + "\n")


def _dyads(event: Row) -> list[tuple[str | None, str | None]]:
    both = [(s, t) for s in event["sources"] or [None] for t in event["targets"] or [None] if s != t]
    return both or [(s, None) for s in event["sources"]]


def _cells(event: Row, source: Any, target: Any, code: str) -> Iterable[object]:
    day = date.fromisoformat(event["day"])
    fraction = day.year + min(((day.month - 1) * 30 + day.day) / 365, 0.9999)
    yield from (event["id"], f"{day:%Y%m%d}", f"{day:%Y%m}", day.year, f"{fraction:.4f}")
    for actor in (source, target):
        yield from _actor(actor)
    yield from (1, code, code[:3], code[:2], QUADS.index(event["quad"]) + 1, event["score"])
    yield from (event["reports"], event["reports"], event["reports"], 0)
    nowhere = (0, "", "", "", "", "", "", "")
    yield from (*nowhere, *nowhere)
    if event["place"]:
        yield from (1, event["place"], "", "", "", event["latitude"], event["longitude"], "")
    else:
        yield from nowhere


def _actor(actor: Any) -> Iterable[object]:
    if actor is None:
        return [""] * len(_ACTOR)
    code = actor.code or ""
    roles = code[3:] if actor.country and code.startswith(actor.country) else code
    types = [roles[i : i + 3] for i in range(0, 9, 3)] if actor.kind != "country" else ["", "", ""]
    return [code, actor.name, actor.country, "", "", "", "", *types]


def _actors(store: Store) -> dict[str, Any]:
    with store.reading() as connection:
        return {row.id: row for row in connection.execute(select(schema.actors))}


def _clean(value: object) -> str:
    return "" if value is None else " ".join(str(value).split())
