"""What a reader of one format finds."""

from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Found:
    """One report as its file tells of it: strings, of which ``published`` is an ISO date. Checks come later."""

    text: str
    id: str | None = None
    title: str | None = None
    published: str | None = None
    url: str | None = None
    source: str | None = None
    language: str | None = None

    def to_json(self) -> dict[str, object]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Refused:
    """One report of many that can't be read, in the place of a Found; what it is known by, where that is told."""

    reason: str
    id: str | None = None
    title: str | None = None
    published: str | None = None
    url: str | None = None

    def to_json(self) -> dict[str, object]:
        told = asdict(self)
        return {"refused": told.pop("reason"), **told}
