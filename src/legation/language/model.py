"""One pass of the encoder over a batch of sentences, and what its heads say of each word."""

import gzip
import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from legation.exceptions import ModelError
from legation.language import lemmas
from legation.language.pieces import Batch, Pieces
from legation.language.sentence import Name
from legation.language.session import session
from legation.language.spans import names
from legation.language.trees import decode

PIECES_A_BATCH = 2048  # int8 on one core is fastest at 1,500 to 3,000; more only spills the cache


@dataclass(frozen=True, slots=True)
class Analysis:
    """What was read of one sentence: a value a word, ``heads`` with -1 for the root."""

    upos: list[str]
    feats: list[str]
    lemmas: list[str]
    heads: list[int]
    relations: list[str]
    names: tuple[Name, ...]


class Model:
    """The packaged weights. ``name`` tells which: a name and the hash of the file."""

    def __init__(self, folder: Path) -> None:
        try:
            labels = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
            weights = (folder / "reader.onnx").read_bytes()
            attested = json.loads(gzip.decompress((folder / "lemmas.json.gz").read_bytes()))
        except (OSError, ValueError) as error:
            raise ModelError(f"{folder}: cannot load the weights: {error}") from error
        self.name = f"legation-en-{hashlib.sha256(weights).hexdigest()[:12]}"
        self._upos, self._feats, self._lemma, self._rel = (labels[k] for k in ("upos", "feats", "lemma", "rel"))
        self._names: list[str] = labels["names"]
        self._attested: dict[str, dict[str, str]] = attested
        self._feats = ["" if f == "_" else f for f in self._feats]
        self.pieces = Pieces(folder / "tokenizer.json")
        self._reader = session(folder / "reader.onnx")
        self._relations = session(folder / "relations.onnx")

    def read(self, sentences: Sequence[Sequence[str]]) -> list[Analysis]:
        """Reads sentences of words, each of at most ``pieces.LONGEST`` pieces; order is kept."""
        out: list[Analysis | None] = [None] * len(sentences)
        for group in self.batches(sentences):
            batch = self.pieces.batch([sentences[i] for i in group])
            for i, analysis in zip(group, self._analyse([sentences[i] for i in group], batch), strict=True):
                out[i] = analysis
        return [a for a in out if a is not None]

    def encode(self, batch: Batch) -> list[NDArray[Any]]:
        """The bare network's answers for one batch: upos, feats, lemma, names, arcs, dep, head."""
        return list(self._reader.run(None, batch.feed()))

    def batches(self, sentences: Sequence[Sequence[str]]) -> Iterator[list[int]]:
        """Indices of sentences of like length, as many together as the network reads fastest."""
        sizes = [self.pieces.count(s) + 2 for s in sentences]
        group: list[int] = []
        for i in sorted(range(len(sentences)), key=sizes.__getitem__):
            if group and (len(group) + 1) * sizes[i] > PIECES_A_BATCH:
                yield group
                group = []
            group.append(i)
        if group:
            yield group

    def _analyse(self, sentences: Sequence[Sequence[str]], batch: Batch) -> Iterator[Analysis]:
        upos, feats, lemma, tags, arcs, dep, head = self.encode(batch)
        heads = np.zeros_like(batch.first)
        for r, words in enumerate(sentences):
            n = len(words)
            heads[r, :n] = decode(arcs[r, :n, : n + 1])
        (rels,) = self._relations.run(None, {"dep": dep, "head": head, "heads": heads})
        for r, words in enumerate(sentences):
            n = len(words)
            parts = [self._upos[k] for k in upos[r, :n].tolist()]
            yield Analysis(
                parts,
                [self._feats[k] for k in feats[r, :n].tolist()],
                list(map(self._lemma_of, words, parts, lemma[r, :n].tolist())),
                [h - 1 for h in heads[r, :n].tolist()],
                [self._rel[k] for k in rels[r, :n].tolist()],
                names(tags[r, :n], self._names),
            )

    def _lemma_of(self, word: str, upos: str, rule: int) -> str:
        """The lemma that the training trees attest for the word, else the one that the model's rule makes."""
        return self._attested.get(upos, {}).get(word.lower()) or lemmas.apply(self._lemma[rule], word)
