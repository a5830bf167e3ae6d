"""A treaty, an accord or another agreement that a report names."""

from dataclasses import dataclass

from legation.nouns.span import Span


@dataclass(frozen=True, slots=True)
class Agreement:
    id: str
    name: str
    mentions: tuple[Span, ...]

    def to_json(self) -> dict[str, object]:
        return {"id": self.id, "name": self.name, "mentions": [m.to_json() for m in self.mentions]}
