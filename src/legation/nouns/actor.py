"""Who acts: a state, a person, an organisation or a group."""

from dataclasses import dataclass
from typing import Literal

from legation.nouns.span import Span

ActorKind = Literal["country", "person", "organisation", "group"]
Match = Literal["exact", "alias", "fuzzy", "new"]


@dataclass(frozen=True, slots=True)
class Actor:
    """One actor of a report under whatever spelling. ``mentions`` are names and role nouns, in text order."""

    id: str
    name: str
    kind: ActorKind
    country: str | None
    code: str | None
    role: str | None
    wikidata: str | None
    match: Match
    confidence: float
    mentions: tuple[Span, ...]

    def to_json(self) -> dict[str, object]:
        return {
            "id": self.id,
            "name": self.name,
            "kind": self.kind,
            "country": self.country,
            "code": self.code,
            "role": self.role,
            "wikidata": self.wikidata,
            "match": self.match,
            "confidence": round(self.confidence, 3),
            "mentions": [m.to_json() for m in self.mentions],
        }
