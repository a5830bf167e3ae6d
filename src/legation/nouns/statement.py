"""Who said what."""

from dataclasses import dataclass
from typing import Literal

from legation.nouns.span import Span
from legation.nouns.time import When

StatementKind = Literal["direct", "indirect", "mixed"]


@dataclass(frozen=True, slots=True)
class Statement:
    """A reported utterance. ``speaker`` and ``addressees`` are actor ids.

    ``content`` has one span a stretch: a quote broken by "he said" has two. Quotation marks are outside.
    ``within`` is the id of the statement this one is quoted in.
    """

    id: str
    kind: StatementKind
    speaker: str | None
    speaker_span: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    addressees: tuple[str, ...] = ()
    when: When | None = None
    occasion: Span | None = None
    within: str | None = None
    certainty: float = 1.0

    def to_json(self) -> dict[str, object]:
        return {
            "id": self.id,
            "kind": self.kind,
            "speaker": self.speaker,
            "speaker_span": self.speaker_span.to_json() if self.speaker_span else None,
            "cue": self.cue.to_json() if self.cue else None,
            "content": [c.to_json() for c in self.content],
            "addressees": list(self.addressees),
            "when": self.when.to_json() if self.when else None,
            "occasion": self.occasion.to_json() if self.occasion else None,
            "within": self.within,
            "certainty": round(self.certainty, 3),
        }
