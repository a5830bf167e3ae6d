"""GUM's genres that weights may learn from."""

from pathlib import Path

from legation.language import conllu

OPEN_GENRES = frozenset(
    {"academic", "bio", "conversation", "court", "interview", "news", "speech", "textbook", "vlog", "voyage"}
)
"""GUM's genres whose texts may be learned from in shipped weights (the rest are non-commercial)."""


def read_open(path: Path) -> list[conllu.Sentence]:
    return [s for s in conllu.read(path) if s.genre in OPEN_GENRES]
