"""Times told in a report, and when something happened."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from legation.nouns.span import Span

TimeType = Literal["DATE", "TIME", "DURATION", "SET"]


@dataclass(frozen=True, slots=True)
class Time:
    """A time expression. ``value`` is TIMEX3 (``2025-03-11``, ``2025-W11``, ``P3D``, ``PRESENT_REF``)."""

    span: Span
    type: TimeType
    value: str
    start: date | None = None
    end: date | None = None

    def when(self) -> "When":
        return When(self.value, self.start, self.end, self.span)

    def to_json(self) -> dict[str, object]:
        return {
            "span": self.span.to_json(),
            "type": self.type,
            "value": self.value,
            **_bounds(self.start, self.end),
        }


@dataclass(frozen=True, slots=True)
class When:
    """The time of an event, a statement or a position, and the words that give it (None: the report's own)."""

    value: str
    start: date | None
    end: date | None
    span: Span | None

    def to_json(self) -> dict[str, object]:
        span = self.span.to_json() if self.span else None
        return {"value": self.value, **_bounds(self.start, self.end), "span": span}


def _bounds(start: date | None, end: date | None) -> dict[str, object]:
    return {"start": start.isoformat() if start else None, "end": end.isoformat() if end else None}
