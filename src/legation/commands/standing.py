"""The answer of ``legation positions HOLDER``: what stands, narrowed by the filters that all questions have."""

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from legation.commands import answers

if TYPE_CHECKING:
    from legation.record.filters import Filters
    from legation.record.store import Store


def standing(store: "Store", filters: "Filters", as_of: date | None) -> answers.Answer:
    """``filters.source`` is the holder, ``filters.target`` toward whom; the other filters are asked of the latest
    statement's positions."""
    from legation.commands.briefing import COLUMNS, Briefing, row
    from legation.record.exports.timelinejs import names_of
    from legation.record.questions import positions
    from legation.standing import stand

    found = stand(store, filters.source, filters.target, as_of)
    if any((filters.actor, filters.type, filters.since, filters.until, filters.search)):
        wanted = {p["id"] for p in positions(store, replace(filters, source=None, target=None, limit=None))}
        found = [s for s in found if any(p.id in wanted for p in s.stated)]
    found = found[: filters.limit]
    briefing = Briefing(found, names_of(store), as_of)
    return answers.Answer(COLUMNS, [row(s) for s in found], (), [s.to_dict() for s in found], briefing.show)
