"""Raw text to sentences: boundaries first, then one reading of the encoder."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from legation.language import clauses, subjects
from legation.language.boundaries import Boundaries, Offsets
from legation.language.ends import Ends
from legation.language.model import Analysis, Model
from legation.language.pieces import LONGEST
from legation.language.quotations import quoted
from legation.language.sentence import Name, Sentence, Word

WEIGHTS = Path(__file__).parent / "weights"


class Language:
    """Reads English. Thread-safe: holds weights and no state of a text."""

    def __init__(self, folder: Path = WEIGHTS) -> None:
        self.model = Model(folder)
        self.boundaries = Boundaries(folder / "boundaries.onnx", Ends(folder / "ends.onnx", self.model))

    @classmethod
    def load(cls) -> "Language":
        """The packaged weights, loaded once. Raises ModelError where they are missing or damaged."""
        return _packaged()

    def read(self, text: str) -> tuple[Sentence, ...]:
        """The sentences of ``text``, with offsets in it. Text without words gives none.

        Sentences of like length share a batch, which is faster, and only with others of their text: int8 rounds by
        what shares a batch, and a text's reading must not depend on its neighbours.
        """
        parts = [s for whole in self.boundaries.split(text) for s in self._fitting(text, whole)]
        words = [[text[a:b] for a, b in offsets] for offsets in parts]
        analyses = self.model.read(words, quoted(text, parts))
        return tuple(_sentence(i, text, *pair) for i, pair in enumerate(zip(parts, analyses, strict=True)))

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
    said = [text[start:end] for start, end in offsets]
    heads, relations = mended(said, analysis)
    words = tuple(
        Word(text[start:end], start, end, lemma, upos, feats, head, relation)
        for (start, end), lemma, upos, feats, head, relation in zip(
            offsets,
            analysis.lemmas,
            analysis.upos,
            analysis.feats,
            heads,
            relations,
            strict=True,
        )
    )
    return Sentence(
        index,
        words,
        tuple(_unbroken(text, offsets, analysis.names)),
        analysis.times,
        analysis.told,
        analysis.acts,
        analysis.factuality,
        analysis.stances,
        analysis.declared,
        analysis.acting,
    )


def mended(said: Sequence[str], analysis: Analysis) -> tuple[list[int], list[str]]:
    """The tree of a sentence's words as grammar has it. It stays a tree."""
    heads, relations = clauses.of_nouns(said, analysis.upos, analysis.heads, analysis.relations)
    heads = clauses.before_that(said, clauses.before_nouns(heads, relations), relations)
    heads = clauses.telling(analysis.feats, clauses.agreeing(analysis.feats, heads, relations), relations)
    heads = subjects.mended(heads, relations)
    relations = subjects.denials(said, subjects.objects(heads, relations, analysis.upos))
    relations = subjects.that_clauses(said, heads, relations)
    relations = subjects.infinitives(said, analysis.lemmas, heads, relations)
    heads, relations = subjects.tellers(said, heads, relations)
    heads, relations = subjects.awaited(said, heads, relations)
    heads, relations = subjects.prepositions(said, heads, relations)
    heads, relations = subjects.bordering(said, analysis.lemmas, heads, relations)
    return heads, relations


def _unbroken(text: str, offsets: Offsets, names: Sequence[Name]) -> Iterator[Name]:
    """The names, cut where the text has a wide space: a heading runs on into its paragraph there."""
    for name in names:
        start = name.start
        for i in range(name.start + 1, name.end):
            gap = text[offsets[i - 1][1] : offsets[i][0]]
            if len(gap) > 1 and "\n" not in gap:
                yield replace(name, start=start, end=i)
                start = i
        yield replace(name, start=start)
