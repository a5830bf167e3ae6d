"""Who did what to whom."""

from dataclasses import dataclass
from typing import Literal

from legation.nouns.span import Span
from legation.nouns.time import When

Status = Literal["actual", "future", "hypothetical", "negated", "possible"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words that say it.

    ``sources`` and ``targets``: a span for each actor of that side, in their order, and after them the words of a
    thing or of people for whom no actor stands ("shelled the village").
    """

    sentence: Span
    trigger: Span
    sources: tuple[Span, ...] = ()
    targets: tuple[Span, ...] = ()

    def to_json(self) -> dict[str, object]:
        return {
            "sentence": self.sentence.to_json(),
            "trigger": self.trigger.to_json(),
            "sources": [s.to_json() for s in self.sources],
            "targets": [t.to_json() for t in self.targets],
        }


@dataclass(frozen=True, slots=True)
class Event:
    """One act of PLOVER's sixteen types. ``sources``, ``targets`` and ``via`` are actor ids.

    ``score`` is PLOVER's intensity of the type or, where known, of the mode (-10 … +10). ``place`` is an
    index into the record's places; ``reported_in`` the statement that tells of the act.
    """

    id: str
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    quad: str
    score: float
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    via: tuple[str, ...]
    when: When | None
    place: int | None
    agreement: str | None
    status: Status
    reported_in: str | None
    confidence: float
    evidence: Evidence

    def to_json(self) -> dict[str, object]:
        return {
            "id": self.id,
            "type": self.type,
            "mode": self.mode,
            "contexts": list(self.contexts),
            "quad": self.quad,
            "score": self.score,
            "sources": list(self.sources),
            "targets": list(self.targets),
            "via": list(self.via),
            "when": self.when.to_json() if self.when else None,
            "place": self.place,
            "agreement": self.agreement,
            "status": self.status,
            "reported_in": self.reported_in,
            "confidence": round(self.confidence, 3),
            "evidence": self.evidence.to_json(),
        }
