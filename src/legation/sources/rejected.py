"""An input that could not be read."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rejected:
    """Takes the place of the document or the record that an input doesn't give.

    ``input`` names the file as it was given; ``line`` counts from 1 where the input is a row of a table. The
    reason is one line, and what it quotes of a hostile input moves no cursor.
    """

    input: str
    reason: str
    line: int | None = None

    def __post_init__(self) -> None:
        line = " ".join(self.reason.split())
        shown = "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in line)
        object.__setattr__(self, "reason", shown)

    @property
    def name(self) -> str:
        return f"{self.input}:{self.line}" if self.line else self.input

    def to_json(self) -> dict[str, object]:
        return {"input": self.input, "line": self.line, "reason": self.reason}
