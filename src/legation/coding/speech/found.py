"""What was found before it is a statement, and who spoke before it."""

from __future__ import annotations

from dataclasses import dataclass, field

from legation.coding.speech.contents import Content
from legation.coding.speech.cues import Cue
from legation.coding.speech.speakers import Speaker


@dataclass(frozen=True, slots=True)
class Found:
    """A quotation (by its place in the list of told ones) or a cue's content, and where it is told."""

    at: int
    cue: Cue | None
    told: int | None = None
    content: Content | None = None


@dataclass(slots=True)
class Voices:
    """Who spoke, in the order of the text: at which offset, inside which quotation, whose word."""

    offsets: list[int] = field(default_factory=list)
    speakers: list[tuple[int | None, Speaker]] = field(default_factory=list)

    def add(self, offset: int, level: int | None, who: Speaker) -> None:
        self.offsets.append(offset)
        self.speakers.append((level, who))

    def last(self, level: int | None, *, paper: bool = False) -> tuple[int, Speaker] | None:
        """The last speaker at a level, or the last that spoke in a paper, among the latest dozen."""
        for k in range(len(self.offsets) - 1, max(-1, len(self.offsets) - 13), -1):
            if self.speakers[k][0] == level and (self.speakers[k][1].paper or not paper):
                return self.offsets[k], self.speakers[k][1]
        return None
