"""A user's own actors: read from JSON lines, checked line by line, and kept beside the shipped tables.

They lie in ``actors.jsonl`` in the folder that ``LEGATION_HOME`` names, or else in the platform's folder for user
data. ``Knowledge.load`` reads them, so every command knows them.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import cast

from platformdirs import user_data_path

from legation.exceptions import TableError
from legation.knowledge.entity import OWN, Entity, Kind, Office
from legation.knowledge.tables import day, rows

KINDS = ("country", "person", "organisation", "group")
_KEYS = {"id", "name", "kind", "country", "aliases", "offices", "sectors", "wikidata"}
_OFFICE_KEYS = {"office", "country", "start", "end", "organisation"}
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


def home() -> Path:
    """The folder of what a user adds."""
    named = os.environ.get("LEGATION_HOME")
    return Path(named) if named else user_data_path("legation", appauthor=False)


def kept() -> Path:
    """The file of the user's own actors, whether or not it is there yet."""
    return home() / "actors.jsonl"


def actors() -> tuple[Entity, ...]:
    """The user's own actors. Raises TableError where the file was damaged."""
    file = kept()
    return tuple(entity for entity, _ in _read(file)) if file.exists() else ()


def add(file: Path) -> int:
    """Keeps the actors of a file of JSON lines, each in place of one kept earlier under its id; tells how many.

    Raises TableError for the first line that can't be used; then nothing of the file is kept.
    """
    new = {entity.id: line for entity, line in _read(file)}
    target = kept()
    lines = {entity.id: line for entity, line in _read(target)} if target.exists() else {}
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_suffix(".part")
        part.write_text("".join(f"{line}\n" for line in (lines | new).values()), encoding="utf-8")
        part.replace(target)
    except OSError as error:
        raise TableError(f"{target}: can't be written: {error.strerror}") from None
    return len(new)


def _read(file: Path) -> Iterator[tuple[Entity, str]]:
    """Each actor with its line. Raises TableError."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise TableError(f"{file}: can't be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise TableError(f"{file}: is not UTF-8 text") from None
    states = _states()
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                yield _entity(json.loads(line), states), line.strip()
            except (ValueError, RecursionError) as error:
                why = "is no JSON" if isinstance(error, (json.JSONDecodeError, RecursionError)) else str(error)
                raise TableError(f"{file}, line {number}: {why}") from None


def _states() -> dict[str, str]:
    """ISO2, ISO3 and names of states, lower case, with their ISO3 codes."""
    return {
        written.lower(): row["id"] for row in rows("states") for written in (row["name"], row["iso2"], row["id"])
    }


def _entity(row: object, states: Mapping[str, str]) -> Entity:
    """Raises ValueError, which says what is wrong with the row."""
    if not isinstance(row, dict):
        raise ValueError("is no JSON object")
    if strange := sorted(set(row) - _KEYS):
        raise ValueError(f"has unknown fields: {', '.join(strange)}")
    kind = _text(row, "kind", needed=True)
    if kind not in KINDS:
        raise ValueError(f"kind {kind!r} is none of {', '.join(KINDS)}")
    country = _country(row, states)
    sectors = _texts(row, "sectors")
    if wrong := [s for s in sectors if not re.fullmatch("[A-Z]{3}", s)]:
        raise ValueError(f"sector {wrong[0]!r} is no CAMEO code of three capitals such as GOV")
    return Entity(
        id=_text(row, "id", needed=True) or "",
        name=_text(row, "name", needed=True) or "",
        kind=cast(Kind, kind),
        country=country,
        code=(country or "") + "".join(sectors) or None,
        wikidata=_text(row, "wikidata"),
        aliases=_texts(row, "aliases"),
        offices=tuple(_office(o, country, states) for o in _list(row, "offices")),
        source=OWN,
    )


def _office(row: object, country: str | None, states: Mapping[str, str]) -> Office:
    if not isinstance(row, dict):
        raise ValueError("an office is no JSON object")
    if strange := sorted(set(row) - _OFFICE_KEYS):
        raise ValueError(f"an office has unknown fields: {', '.join(strange)}")
    title = _text(row, "office", needed=True) or ""
    organisation = _text(row, "organisation")
    seat = _country(row, states) or (None if organisation else country)
    cells = {key: _text(row, key) or "" for key in ("start", "end")}
    start, end = (_bound(key, cell) for key, cell in cells.items())
    if start and end and end < start:
        raise ValueError(f"the office {title!r} ends before it starts")
    return Office(title.casefold(), seat, start, end, organisation)


def _bound(key: str, cell: str) -> date | None:
    try:
        if not cell or _DATE.fullmatch(cell):
            return day(cell, last=key == "end")
    except ValueError:  # no such month or day
        pass
    raise ValueError(f"{key} {cell!r} is no date such as 2025, 2025-03 or 2025-03-13")


def _country(row: Mapping[str, object], states: Mapping[str, str]) -> str | None:
    written = _text(row, "country")
    if written is None:
        return None
    if known := states.get(written.lower()):
        return known
    if re.fullmatch("[A-Z]{3}", written):  # a state that is no more, or that the table doesn't hold
        return written
    raise ValueError(f"country {written!r} is no ISO 3166-1 code such as IRN")


def _text(row: Mapping[str, object], key: str, *, needed: bool = False) -> str | None:
    value = row.get(key)
    if value is None or value == "":
        if needed:
            raise ValueError(f"lacks {key!r}")
        return None
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{key!r} is no text")
    return value.strip()


def _list(row: Mapping[str, object], key: str) -> Iterable[object]:
    value = row.get(key)
    if value is None:
        return ()
    if not isinstance(value, list):
        raise ValueError(f"{key!r} is no list")
    return value


def _texts(row: Mapping[str, object], key: str) -> tuple[str, ...]:
    values = tuple(_list(row, key))
    if not all(isinstance(v, str) and v.strip() for v in values):
        raise ValueError(f"{key!r} holds what is no text")
    return tuple(str(v).strip() for v in values)
