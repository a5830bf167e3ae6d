"""How far coders agree with each other and with the machine, field by field (Krippendorff's alpha, nominal)."""

import json
from collections import defaultdict
from typing import Any

from sqlalchemy import select

from legation.record import schema
from legation.record.corrections import held
from legation.record.fields import FIELDS
from legation.record.libraries import needed
from legation.record.store import Store

COLUMNS = "kind field units coders alpha alpha_with_machine".split()
MACHINE = "the machine"
WHOLE = "item"
"""The field that stands for whether the item is there at all."""

Codes = dict[str, dict[int, str]]
"""By coder: each unit's value."""


def agreement(store: Store) -> list[dict[str, Any]]:
    """For each field that people looked at: units, coders, alpha among people, and with the machine as one more.

    Who accepts an item takes all its fields as the machine read them; the last word of each coder counts. Alpha
    is None where it isn't defined: with no unit that two judged, or one value alone.
    """
    tables: dict[tuple[str, str], Codes] = defaultdict(lambda: defaultdict(dict))
    table = schema.corrections
    with store.reading() as connection:
        rows = held(connection.execute(select(table).order_by(table.c.id)))
    for row in rows:
        for field, machine, value in _codes(row):
            codes = tables[row.kind, field]
            codes[MACHINE][row.item_id] = machine
            codes[row.who][row.item_id] = value
    found = []
    for (kind, field), codes in sorted(tables.items()):
        people = {coder: units for coder, units in codes.items() if coder != MACHINE}
        counts = {"units": len(codes[MACHINE]), "coders": len(people)}
        alphas = {"alpha": _alpha(people), "alpha_with_machine": _alpha(codes)}
        found.append({"kind": kind, "field": field, **counts, **alphas})
    return found


def _codes(row: Any) -> list[tuple[str, str, str]]:
    """Field, machine's value and the coder's, for all that one correction says."""
    if row.field is not None:
        value = row.machine if row.verdict == "accept" else row.value
        return [(row.field, _value(row.machine), _value(value))]
    if row.verdict == "reject":
        return [(WHOLE, "there", "not there")]
    whole = row.machine or {}
    told = sorted(FIELDS[row.kind] & whole.keys() - {"place"})  # of a place a whole item has the number alone
    fields = [(f, _value(whole[f]), _value(whole[f])) for f in told]
    return [(WHOLE, "there", "there"), *fields]


def _value(value: Any) -> str:
    """A value to be compared: of a time its days, of a list its members in whatever order."""
    if isinstance(value, dict) and "start" in value:
        value = [value["start"], value["end"]]
    elif isinstance(value, list):
        value = sorted(value, key=json.dumps)
    return json.dumps(value)


def _alpha(codes: Codes) -> float | None:
    krippendorff = needed("krippendorff")
    units = sorted({unit for values in codes.values() for unit in values})
    domain = sorted({value for values in codes.values() for value in values.values()})
    twice = [u for u in units if sum(u in values for values in codes.values()) > 1]
    compared = {values[u] for u in twice for values in codes.values() if u in values}
    if not twice or len(compared) < 2:
        return None
    numbers = {value: n for n, value in enumerate(domain)}
    data = [[float(numbers[v[u]]) if u in v else float("nan") for u in units] for v in codes.values()]
    return round(float(krippendorff.alpha(reliability_data=data, level_of_measurement="nominal")), 4)
