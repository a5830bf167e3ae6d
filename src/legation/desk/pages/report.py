"""A report with its marks, and beside it what was read in it."""

from collections import defaultdict
from typing import Any

from fastapi import APIRouter

from legation.coding import plover
from legation.desk.answers import Page, add
from legation.desk.asked import Number
from legation.desk.desk import DeskOf
from legation.desk.marks import Mark, paragraphs
from legation.desk.templates import QUADS, path
from legation.record.corrections import held
from legation.record.fields import CHOICES, FIELDS
from legation.record.questions import Row
from legation.record.reports import report as report_of

router = APIRouter()
LONGEST = 60_000
"""Characters of a text that a page shows; the data have all of it."""
LARGEST = 300
"""Rows of a kind that a page shows beside the text."""


def report(desk: DeskOf, id: Number) -> Page:
    """A report: its text with what was read in it, and the rows to be accepted, edited or rejected."""
    found = report_of(desk.store, id)
    kinds = ("statements", "events", "positions")
    shown = {kind: [r for r in found[kind] if _begins(r) < LONGEST][:LARGEST] for kind in kinds}
    decided = judged(found["corrections"])
    context = {
        "document": found["document"],
        "actors": found["actors"],
        "shown": shown,
        "cut": len(found["document"]["text"]) > LONGEST or any(len(found[k]) > len(shown[k]) for k in kinds),
        "paragraphs": paragraphs(found["document"]["text"][:LONGEST], _marks(found, shown)),
        "judged": decided,
        "undoable": undoable(decided),
        "names": {**desk.names(*shown.values()), **{a["id"]: a["name"] for a in found["actors"]}},
        "fields": {kind: sorted(fields - {"conditions"}) for kind, fields in FIELDS.items()},  # no line of text
        "choices": {f"{kind}.{name}": sorted(of()) for (kind, name), of in CHOICES.items()},
        "types": sorted(plover.types()),
        "length": LONGEST,
    }
    return Page("report.html", context, found)


def judged(corrections: list[Row]) -> dict[str, list[Row]]:
    """The corrections that hold, by the id of their row on the page."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in held([_Told(c) for c in corrections]):
        found[f"{row.kind}-{row.item_id}"].append(row.told)
    return found


def undoable(judged: dict[str, list[Row]]) -> set[int]:
    """Numbers of the corrections that an undo may take back: the newest that hold on their field."""
    newest = {(key, row["field"]): row["id"] for key, rows in judged.items() for row in rows}
    return set(newest.values())


class _Told:
    """A correction as ``held`` takes it, from its JSON row."""

    def __init__(self, told: Row) -> None:
        self.told = told
        self.kind, self.item_id, self.field, self.verdict = (
            told[k] for k in ("kind", "item_id", "field", "verdict")
        )


def _begins(row: Row) -> int:
    spans = [s for name, spans in row["evidence"].items() if name != "imported" for s in spans]
    return min((s[0] for s in spans), default=0)


def _marks(found: dict[str, Any], shown: dict[str, list[Row]]) -> list[Mark]:
    marks = [
        Mark(start, end, "actor", "", None, f"/actors/{path(actor['id'])}")
        for actor in found["actors"]
        for start, end in actor["mentions"]
    ]
    marks += [Mark(t["span"][0], t["span"][1], "time", "") for t in found["times"]]
    marks += [Mark(p["span"][0], p["span"][1], "place", "") for p in found["places"]]
    for row in shown["events"]:
        key = f"event-{row['id']}"
        look = f"q-{QUADS[row['quad']]}" + (" gone" if row["rejected"] else "")
        marks += _spans(row, "event", {"trigger": f"trigger {look}"}, key)
    for row in shown["statements"]:
        key = f"statement-{row['id']}"
        gone = " gone" if row["rejected"] else ""
        marks += _spans(row, "statement", {"content": f"content{gone}", "cue": f"cue{gone}"}, key)
    for row in shown["positions"]:
        key = f"position-{row['id']}"
        marks += _spans(row, "position", {"act": "act" + (" gone" if row["rejected"] else "")}, key)
    return marks


def _spans(row: Row, layer: str, looks: dict[str, str], key: str) -> list[Mark]:
    """Marks of a row's parts; only narrow words lead to the row, for whole sentences would swallow the others."""
    return [
        Mark(start, end, layer, look, key, None if part == "content" else f"#{key}")
        for part, look in looks.items()
        for start, end in row["evidence"].get(part, ())
    ]


add(router, "/reports/{id}", report)
