"""Events as STIX 2.1: actors are identities, events relationships between them, each report a report."""

import json
import uuid
from collections import defaultdict
from pathlib import Path
from typing import Any

from sqlalchemy import select

from legation.record import schema
from legation.record.exports.gdelt import _dyads
from legation.record.exports.timelinejs import headline
from legation.record.filters import Filters
from legation.record.questions import Row, events
from legation.record.store import Store

NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "https://legation/record")
CLASSES = {"country": "organization", "person": "individual", "organisation": "organization", "group": "group"}
DICTIONARY = (
    ("identity", "an actor; its id in the record stands in external_references"),
    ("relationship", "an event between a source and a target: relationship_type is PLOVER's type in lower case"),
    ("start_time", "the day of the event"),
    ("confidence", "0 to 100"),
    ("description", "the sentence"),
    ("report", "a news report; object_refs are the events that it tells, and who acts in them"),
    ("created, modified", "when the report was coded"),
)


def write(store: Store, filters: Filters, _: str, out: Path) -> None:
    """Events that lack a side are no relationships and are left out. The same record gives the same ids."""
    rows = events(store, filters)
    with store.reading() as connection:
        actors = {row.id: row for row in connection.execute(select(schema.actors))}
        codings = schema.codings.c
        first = connection.execute(select(codings.coded).order_by(codings.id).limit(1)).scalar()
    made = first.strftime("%Y-%m-%dT%H:%M:%S.000Z") if first else "1970-01-01T00:00:00.000Z"
    names = {id: row.name for id, row in actors.items()}
    objects: dict[str, dict[str, Any]] = {}
    reports: dict[str, list[str]] = defaultdict(list)
    origins: dict[str, Row] = {}
    for row in rows:
        for source, target in _dyads(row):
            if source and target:
                told = [_identity(actors[a], made) for a in (source, target)]
                told.append(_relationship(row, told[0]["id"], told[1]["id"], made))
                objects.update({one["id"]: one for one in told})
                reports[row["document"]] += [one["id"] for one in told]
                origins.setdefault(row["document"], row)
    for document, refs in reports.items():
        report = _report(origins[document], list(dict.fromkeys(refs)), headline(origins[document], names), made)
        objects[report["id"]] = report
    bundle = {"type": "bundle", "id": _id("bundle", *sorted(objects)), "objects": list(objects.values())}
    out.write_text(json.dumps(bundle, ensure_ascii=False, indent=1), encoding="utf-8")


def _identity(actor: Any, made: str) -> dict[str, Any]:
    return {
        **_common("identity", made, actor.id),
        "name": actor.name,
        "identity_class": CLASSES[actor.kind],
        "external_references": [{"source_name": "legation", "external_id": actor.id}],
    }


def _relationship(row: Row, source: str, target: str, made: str) -> dict[str, Any]:
    origin = {"source_name": row["source"] or row["document"], "external_id": f"event {row['id']}"}
    if row["url"]:
        origin["url"] = row["url"]
    made_of = {
        **_common("relationship", made, str(row["id"]), source, target),
        "relationship_type": row["type"].lower(),
        "source_ref": source,
        "target_ref": target,
        "confidence": round(100 * row["confidence"]),
        "external_references": [origin],
    }
    if row["words"]:
        made_of["description"] = row["words"]
    if row["day"]:
        made_of["start_time"] = f"{row['day']}T00:00:00Z"
    return made_of


def _report(row: Row, refs: list[str], name: str, made: str) -> dict[str, Any]:
    return {
        **_common("report", made, row["document"]),
        "name": f"{row['document']}: {name}",
        "published": f"{row['published']}T00:00:00Z" if row["published"] else made,
        "object_refs": refs,
    }


def _common(kind: str, made: str, *parts: str) -> dict[str, Any]:
    return {"type": kind, "spec_version": "2.1", "id": _id(kind, *parts), "created": made, "modified": made}


def _id(kind: str, *parts: str) -> str:
    return f"{kind}--{uuid.uuid5(NAMESPACE, json.dumps([kind, *parts]))}"
