"""The contract of a record, as a check that tests share."""

import json
from collections.abc import Iterator
from typing import Any

from legation.nouns import Record

TOP = "legation document actors times places statements agreements events positions"
WHEN = "value start end span"
KEYS = {
    "legation": "version ontology model",
    "document": "id source url title published language sha256 text",
    "actors": "id name kind country code role wikidata match confidence mentions",
    "times": "span type value start end",
    "places": "span name country latitude longitude",
    "statements": "id kind speaker speaker_span cue content addressees when occasion within certainty",
    "agreements": "id name mentions",
    "events": "id type mode contexts quad score sources targets via when place agreement status reported_in "
    "confidence evidence",
    "positions": "id holder toward stance act conditions statement when sentence confidence",
}
EVIDENCE = "sentence trigger sources targets"
ACT = "text span type"
CONDITION = "kind connective content about"
ABOUT = "type sources targets"

CHOICES = {
    "actors.kind": {"country", "person", "organisation", "group"},
    "actors.match": {"exact", "alias", "fuzzy", "new"},
    "times.type": {"DATE", "TIME", "DURATION", "SET"},
    "statements.kind": {"direct", "indirect", "mixed"},
    "events.type": set(
        "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION "
        "MOBILIZE COERCE ASSAULT".split()
    ),
    "events.quad": {"verbal-cooperation", "material-cooperation", "verbal-conflict", "material-conflict"},
    "events.status": {"actual", "future", "hypothetical", "negated", "possible"},
    "positions.stance": {"will", "will-not", "must", "must-not", "wants", "opposes"},
}
CONDITION_KINDS = {"if", "as-long-as", "unless", "until", "only-if", "once", "in-exchange-for", "without"}
SPAN_FIELDS = {"span", "speaker_span", "cue", "occasion", "sentence", "trigger", "connective"}
SPAN_LISTS = {("statements", "content"), ("evidence", "sources"), ("evidence", "targets")}


def spans(value: Any, key: str = "", parent: str = "") -> Iterator[list[int]]:
    """Every span of a record's JSON, known by the name of its field."""
    if key in SPAN_FIELDS or (parent, key) == ("conditions", "content"):
        if value is not None:
            yield value
    elif (parent, key) in SPAN_LISTS or key == "mentions":
        yield from value
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from spans(inner, name, key)
    elif isinstance(value, list):
        for inner in value:
            for name, field in inner.items() if isinstance(inner, dict) else ():
                yield from spans(field, name, key)


def check(record: Record) -> None:
    """Raises AssertionError where a record's JSON breaks the contract."""
    data = record.to_dict()
    text = record.document.text
    assert json.loads(json.dumps(data)) == data
    check_keys(data)
    for start, end in spans(data):
        assert 0 <= start < end <= len(text), (start, end)
    check_ids(data)
    for path, choices in CHOICES.items():
        section, field = path.split(".")
        assert {one[field] for one in data[section]} <= choices, path
    for position in data["positions"]:
        start, end = position["act"]["span"]
        assert position["act"]["text"] == text[start:end]
        assert {c["kind"] for c in position["conditions"]} <= CONDITION_KINDS


def check_keys(data: Any) -> None:
    """Raises AssertionError where a record lacks a key of the contract or has one more."""
    assert list(data) == TOP.split()
    for section, keys in KEYS.items():
        for one in data[section] if isinstance(data[section], list) else [data[section]]:
            given = [key for key in one if (section, key) != ("document", "text")]  # --no-text leaves it out
            assert given == [key for key in keys.split() if (section, key) != ("document", "text")], section
    for one in (*data["statements"], *data["events"], *data["positions"]):
        assert one["when"] is None or sorted(one["when"]) == sorted(WHEN.split())
    assert all(list(e["evidence"]) == EVIDENCE.split() for e in data["events"])
    for position in data["positions"]:
        assert list(position["act"]) == ACT.split()
        for condition in position["conditions"]:
            assert list(condition) == CONDITION.split()
            assert condition["about"] is None or list(condition["about"]) == ABOUT.split()


def check_ids(data: Any) -> None:
    known = {section: [one["id"] for one in data[section]] for section in ("actors", "statements", "agreements")}
    for section in (*known, "events", "positions"):
        ids = [one["id"] for one in data[section]]
        assert len(ids) == len(set(ids)), section
    actors = [id for s in data["statements"] for id in (s["speaker"], *s["addressees"])]
    actors += [id for e in data["events"] for id in (*e["sources"], *e["targets"], *e["via"])]
    actors += [id for p in data["positions"] for id in (p["holder"], p["toward"])]
    abouts = [c["about"] for p in data["positions"] for c in p["conditions"] if c["about"]]
    actors += [id for a in abouts for id in (*a["sources"], *a["targets"])]
    assert set(actors) - {None} <= set(known["actors"])
    statements = [s["within"] for s in data["statements"]]
    statements += [e["reported_in"] for e in data["events"]] + [p["statement"] for p in data["positions"]]
    assert set(statements) - {None} <= set(known["statements"])
    assert all(s["within"] != s["id"] for s in data["statements"])
    assert {e["agreement"] for e in data["events"]} - {None} <= set(known["agreements"])
    assert all(e["place"] is None or 0 <= e["place"] < len(data["places"]) for e in data["events"])
