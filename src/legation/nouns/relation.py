"""What one given party does to another."""

from dataclasses import dataclass

from legation.nouns.span import Span


@dataclass(frozen=True, slots=True)
class Pair:
    """Two parties of a text, each by the words that stand for it, None for one that the text doesn't name.

    ``id`` is the user's own; ``type`` what the user says that the source does to the target.
    """

    text: str
    source: Span | None
    target: Span | None
    id: object = None
    type: str | None = None


@dataclass(frozen=True, slots=True)
class Relation:
    """``scores``: how probable each of PLOVER's types is, given that the source acts on the target; they add up
    to 1. ``type`` is the likeliest and ``quad`` its quad. ``none``: how probable it is that it doesn't act.
    By a user's own codebook the types are that codebook's, and there is neither quad nor none."""

    type: str
    quad: str | None
    scores: dict[str, float]
    none: float | None

    def to_json(self) -> dict[str, object]:
        scores = {t: round(p, 4) for t, p in self.scores.items()}
        if self.none is None:
            return {"type": self.type, "scores": scores}
        return {"type": self.type, "quad": self.quad, "scores": scores, "none": round(self.none, 4)}
