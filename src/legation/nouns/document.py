"""A report as it was given."""

import hashlib
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Document:
    """One report. ``text`` is never altered; every span counts its code points."""

    text: str
    id: str = ""
    title: str | None = None
    published: date | None = None
    source: str | None = None
    url: str | None = None
    language: str = "en"

    @property
    def sha256(self) -> str:
        """Hex digest of the text in UTF-8 (lone surrogates as they are)."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    def to_json(self, *, text: bool = True) -> dict[str, object]:
        out: dict[str, object] = {
            "id": self.id or self.sha256[:16],
            "source": self.source,
            "url": self.url,
            "title": self.title,
            "published": self.published.isoformat() if self.published else None,
            "language": self.language,
            "sha256": self.sha256,
        }
        if text:
            out["text"] = self.text
        return out
