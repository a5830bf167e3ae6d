"""Records in the contract's form, one report a line, as they stand after corrections."""

import json
import zlib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select

from legation.coding import plover
from legation.record import schema
from legation.record.corrections import held
from legation.record.filters import Filters, between, searched
from legation.record.store import Store

DICTIONARY = (
    ("legation", "version, ontology and model that read the report"),
    ("document", "the report: id, source, url, title, published, language, sha256, text"),
    ("actors", "who acts in it, with mentions"),
    ("times", "times told, as TIMEX3 with ISO bounds"),
    ("places", "places told, with coordinates"),
    ("statements", "who said what"),
    ("agreements", "treaties and accords named"),
    ("events", "who did what to whom"),
    ("positions", "what is willed, refused or demanded, with conditions"),
    (
        "corrections",
        "what people changed: item, field, verdict, machine's value, value, who, when, why; absent if none",
    ),
)
KINDS = {"event": "events", "statement": "statements", "position": "positions"}


def write(store: Store, filters: Filters, _: str, out: Path) -> None:
    """The reports that the filters of time and words leave."""
    with out.open("w", encoding="utf-8") as stream:
        for record in records(store, filters):
            stream.write(json.dumps(record, ensure_ascii=False) + "\n")


def records(store: Store, filters: Filters) -> Iterator[dict[str, Any]]:
    """Records as JSON objects, in the order in which they were kept."""
    documents, codings = schema.documents, schema.codings
    with store.reading() as connection:
        found = select(documents.c.id, documents.c.text, codings.c.record)
        found = found.join(codings, codings.c.document_id == documents.c.id).where(codings.c.record.is_not(None))
        found = found.where(codings.c.id.in_(schema.last_codings()))
        found = found.where(*between(documents.c.published, filters)).order_by(codings.c.id)
        if filters.search:
            found = found.where(searched(connection, documents, filters.search))
        changed = _corrections(connection)
        for number, text, packed in connection.execute(found.limit(filters.limit)):
            record = json.loads(zlib.decompress(packed))
            record["document"]["text"] = text
            if number in changed:
                _apply(record, changed[number])
            yield record


def _corrections(connection: Connection) -> dict[int, list[dict[str, Any]]]:
    """By document, in the order in which they were made."""
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    table = schema.corrections
    for row in held(connection.execute(select(table).order_by(table.c.id))):
        found[row.document_id].append(dict(row._mapping) | {"made": row.made.isoformat()})
    return found


def _apply(record: dict[str, Any], corrections: list[dict[str, Any]]) -> None:
    """Changes a record as its corrections say, in their order; of verdicts on a whole item the last holds."""
    items = {(kind, item["id"]): item for kind, section in KINDS.items() for item in record[section]}
    verdicts: dict[tuple[str, str], str] = {}
    for one in corrections:
        place = (one["kind"], one["item"])
        if one["field"] is None:
            verdicts[place] = one["verdict"]
        elif one["verdict"] != "accept":
            _change(record, items[place], one["field"], one["value"])
    for place, verdict in verdicts.items():
        if verdict == "reject":
            record[KINDS[place[0]]].remove(items[place])
    told = ("kind", "item", "field", "verdict", "machine", "value", "who", "why", "made")
    record["corrections"] = [{k: one[k] for k in told} for one in corrections]


def _change(record: dict[str, Any], item: dict[str, Any], field: str, value: Any) -> None:
    if field == "act_type":
        item["act"]["type"] = value
        return
    if field == "place" and value is not None:
        if value not in record["places"]:  # weights that read the report anew may not have found it
            record["places"].append(value)
        value = record["places"].index(value)
    item[field] = value
    if field == "type":
        item |= {"quad": plover.quad(value), "score": plover.score(value), "mode": None}
