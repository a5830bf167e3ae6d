"""Raw text to sentences: boundaries first, then one reading of the encoder."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from legation.language.boundaries import Boundaries, Offsets
from legation.language.model import Analysis, Model
from legation.language.pieces import LONGEST
from legation.language.sentence import Sentence, Word

WEIGHTS = Path(__file__).parent / "weights"


class Language:
    """Reads English. Thread-safe: holds weights and no state of a text."""

    def __init__(self, folder: Path = WEIGHTS) -> None:
        self.boundaries = Boundaries(folder / "boundaries.onnx")
        self.model = Model(folder)

    @classmethod
    def load(cls) -> "Language":
        """The packaged weights, loaded once. Raises ModelError where they are missing or damaged."""
        return _packaged()

    def read(self, text: str) -> tuple[Sentence, ...]:
        """The sentences of ``text``, with offsets in it. Text without words gives none."""
        return self.read_many([text])[0]

    def read_many(self, texts: Sequence[str]) -> list[tuple[Sentence, ...]]:
        """Reads many texts at once: sentences of like length share a batch, which is faster."""
        split = [[s for whole in self.boundaries.split(t) for s in self._fitting(t, whole)] for t in texts]
        words = [[t[a:b] for a, b in offsets] for t, parts in zip(texts, split, strict=True) for offsets in parts]
        analyses = iter(self.model.read(words))
        return [
            tuple(_sentence(i, t, offsets, next(analyses)) for i, offsets in enumerate(parts))
            for t, parts in zip(texts, split, strict=True)
        ]

    def _fitting(self, text: str, offsets: Offsets) -> list[Offsets]:
        """A sentence as it is, or in halves until the encoder can read each."""
        if len(offsets) == 1 or self.model.pieces.count([text[a:b] for a, b in offsets]) <= LONGEST:
            return [offsets]
        middle = len(offsets) // 2
        return self._fitting(text, offsets[:middle]) + self._fitting(text, offsets[middle:])


@cache
def _packaged() -> Language:
    return Language()


def _sentence(index: int, text: str, offsets: Offsets, analysis: Analysis) -> Sentence:
    words = tuple(
        Word(text[start:end], start, end, lemma, upos, feats, head, relation)
        for (start, end), lemma, upos, feats, head, relation in zip(
            offsets,
            analysis.lemmas,
            analysis.upos,
            analysis.feats,
            analysis.heads,
            analysis.relations,
            strict=True,
        )
    )
    return Sentence(index, words, analysis.names)
