"""What an actor will, must or wants to happen, and on which conditions."""

from dataclasses import dataclass
from typing import Literal

from legation.nouns.span import Span
from legation.nouns.time import When

Stance = Literal["will", "will-not", "must", "must-not", "wants", "opposes"]
ConditionKind = Literal["if", "as-long-as", "unless", "until", "only-if", "once", "in-exchange-for", "without"]


@dataclass(frozen=True, slots=True)
class Act:
    """What the position is about: its words, and its PLOVER type where it has one."""

    text: str
    span: Span
    type: str | None

    def to_json(self) -> dict[str, object]:
        return {"text": self.text, "span": self.span.to_json(), "type": self.type}


@dataclass(frozen=True, slots=True)
class About:
    """The event that would fulfil a condition."""

    type: str
    sources: tuple[str, ...]
    targets: tuple[str, ...]

    def to_json(self) -> dict[str, object]:
        return {"type": self.type, "sources": list(self.sources), "targets": list(self.targets)}


@dataclass(frozen=True, slots=True)
class Condition:
    """``content`` is the clause without its connective."""

    kind: ConditionKind
    connective: Span
    content: Span
    about: About | None = None

    def to_json(self) -> dict[str, object]:
        return {
            "kind": self.kind,
            "connective": self.connective.to_json(),
            "content": self.content.to_json(),
            "about": self.about.to_json() if self.about else None,
        }


@dataclass(frozen=True, slots=True)
class Position:
    """A declared willingness, refusal, demand or red line. ``holder`` and ``toward`` are actor ids."""

    id: str
    holder: str
    toward: str | None
    stance: Stance
    act: Act
    conditions: tuple[Condition, ...]
    statement: str | None
    when: When | None
    sentence: Span
    confidence: float

    def to_json(self) -> dict[str, object]:
        return {
            "id": self.id,
            "holder": self.holder,
            "toward": self.toward,
            "stance": self.stance,
            "act": self.act.to_json(),
            "conditions": [c.to_json() for c in self.conditions],
            "statement": self.statement,
            "when": self.when.to_json() if self.when else None,
            "sentence": self.sentence.to_json(),
            "confidence": round(self.confidence, 3),
        }
