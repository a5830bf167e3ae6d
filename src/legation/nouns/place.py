"""A place named in a report."""

from dataclasses import dataclass

from legation.nouns.span import Span


@dataclass(frozen=True, slots=True)
class Place:
    """``country`` is ISO 3166-1 alpha-3; coordinates are degrees (WGS 84), None where not known."""

    span: Span
    name: str
    country: str | None
    latitude: float | None = None
    longitude: float | None = None

    def to_json(self) -> dict[str, object]:
        return {
            "span": self.span.to_json(),
            "name": self.name,
            "country": self.country,
            "latitude": self.latitude,
            "longitude": self.longitude,
        }
