"""Sentences with what their source says of them, as label numbers: what a batch is made of."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import get_args

import numpy as np
from numpy.typing import NDArray

from legation.coding import plover
from legation.language import conllu, lemmas
from legation.nouns.position import Stance
from training import names
from training.acts import STATUSES

IGNORE = -100
TREEBANK = ("upos", "feats", "lemma", "rels")
PARTS = ("source", "cue", "content")
TIMES = ("DATE", "TIME", "DURATION", "SET")
NOTHING = "-"
PLV = "plv:"
PLV_TYPES = sorted({"YIELD" if t in {"CONCEDE", "RETREAT"} else t for t in plover.types()})
"""The benchmark's 15 types; it draws their borders in its own way, so they have their own outputs."""
OWN = len(plover.types()) + 1  # outputs of PLOVER's types and of NOTHING, which stand before the benchmark's

Spans = Iterable[tuple[int, int, str]]


@dataclass(slots=True)
class Example:
    """One sentence. ``tags`` has a label a word for each layer that the source annotates, IGNORE where it doesn't.

    ``quoted``: whether each word stands inside quotation marks; None where that isn't known. ``factuality``: word
    to (which data set's scale, value). ``roles``: a predicate's word and a label a word.
    ``attributions`` and ``acts``: the words of a cue or a trigger, and a label a word; ``sides``: a label a word
    of an act whose trigger isn't told. ``pair``: what the source does to the target that ``marks`` tell; ``told``:
    the teacher's scores of that. ``lesson``: the sentence's number among those that the teacher read.
    """

    forms: list[str]
    tags: dict[str, list[int]] = field(default_factory=dict)
    heads: list[int] | None = None
    quoted: list[bool] | None = None
    factuality: dict[int, tuple[int, float]] = field(default_factory=dict)
    roles: list[tuple[int, list[int]]] = field(default_factory=list)
    attributions: list[tuple[tuple[int, int], list[int]]] = field(default_factory=list)
    acts: list[tuple[tuple[int, int], list[int]]] = field(default_factory=list)
    sides: list[int] | None = None
    marks: list[int] | None = None
    pair: int | None = None
    told: NDArray[np.float32] | None = None
    lesson: int | None = None

    @property
    def acted(self) -> bool:
        """Whether it is known of acts, of the sides of one, or of what is declared."""
        return "act" in self.tags or "stance" in self.tags or self.sides is not None

    @property
    def untold(self) -> bool:
        """Whether nobody has labelled it."""
        return not (self.tags or self.roles or self.attributions or self.acts or self.sides)


@dataclass(slots=True)
class Labels:
    """The labels of each layer, in the order of their numbers."""

    upos: list[str]
    feats: list[str]
    lemma: list[str]
    rels: list[str]
    roles: list[str]
    names: list[str] = field(default_factory=lambda: begin_inside(names.KINDS))
    times: list[str] = field(default_factory=lambda: begin_inside(TIMES))
    source: list[str] = field(default_factory=lambda: begin_inside(["source"]))
    cue: list[str] = field(default_factory=lambda: begin_inside(["cue"]))
    content: list[str] = field(default_factory=lambda: begin_inside(["content"]))
    predicate: list[str] = field(default_factory=lambda: ["", "predicate"])
    act: list[str] = field(default_factory=lambda: begin_inside(sorted(plover.types())))
    status: list[str] = field(default_factory=lambda: list(STATUSES))
    stance: list[str] = field(default_factory=lambda: begin_inside(get_args(Stance)))
    pair: list[str] = field(
        default_factory=lambda: [*sorted(plover.types()), NOTHING, *(PLV + t for t in PLV_TYPES)]
    )

    @classmethod
    def of(cls, sentences: Sequence[conllu.Sentence], roles: Iterable[str]) -> "Labels":
        """Those that the trees and roles attest; rare features, lemma rules and roles are left out."""
        words = [w for s in sentences for w in s.words]
        return cls(
            upos=_common(w.upos for w in words),
            feats=_common((w.feats for w in words), 3),
            lemma=_common((lemmas.rule(w.form, w.lemma) for w in words), 3),
            rels=_common(w.deprel for w in words),
            roles=begin_inside(_common(roles, 5)),
        )

    @classmethod
    def read(cls, path: Path) -> "Labels":
        return cls(**json.loads(path.read_text(encoding="utf-8")))

    def write(self, path: Path) -> None:
        path.write_text(json.dumps({k: getattr(self, k) for k in self.__slots__}, ensure_ascii=False))

    def sizes(self) -> dict[str, int]:
        return {k: len(getattr(self, k)) for k in (*self.__slots__, "arguments")}

    def numbers(self, layer: str, values: Iterable[str]) -> list[int]:
        """Label numbers; IGNORE for a label that was too rare to keep."""
        known = {v: i for i, v in enumerate(getattr(self, layer))}
        return [known.get(v, IGNORE) for v in values]

    @property
    def arguments(self) -> list[str]:
        """Of predicates, of cues and of acts."""
        return [*self.roles, *begin_inside(("source", "content", "target"))[1:]]

    def spans(self, layer: str, length: int, spans: Spans) -> list[int]:
        """Begin, inside and outside labels of (start, end, kind); one that starts before 0 goes on from before."""
        tags = ["O"] * length
        for start, end, kind in spans:
            tags[max(start, 0) : end] = [f"I-{kind}"] * (min(end, length) - max(start, 0))
            if start >= 0:
                tags[start] = f"B-{kind}"
        return self.numbers(layer, tags)


def begin_inside(kinds: Iterable[str]) -> list[str]:
    return ["O", *(f"{p}-{k}" for k in kinds for p in "BI")]


def _common(values: Iterable[str], least: int = 1) -> list[str]:
    return [v for v, n in Counter(values).most_common() if n >= least]


def from_tree(sentence: conllu.Sentence, labels: Labels) -> Example:
    """Tags, features, lemma rules and tree of a treebank's sentence, and its names where they are known."""
    words = sentence.words
    values = {
        "upos": [w.upos for w in words],
        "feats": [w.feats for w in words],
        "lemma": [lemmas.rule(w.form, w.lemma) for w in words],
        "rels": [w.deprel for w in words],
    }
    tags = {layer: labels.numbers(layer, values[layer]) for layer in TREEBANK}
    if sentence.names is not None:
        tags["names"] = labels.spans("names", len(words), sentence.names)
    return Example([w.form for w in words], tags, [w.head for w in words])


def words_in(
    spans: Iterable[tuple[int, int]], words: Sequence[tuple[int, int]], before: bool
) -> Iterator[tuple[int, int]]:
    """Character spans as ranges of a sentence's words; starts at -1 where ``before`` the sentence already."""
    for start, end in spans:
        inside = [i for i, (a, b) in enumerate(words) if a < end and b > start]
        if inside:
            yield (-1 if before and start < words[0][0] else inside[0]), inside[-1] + 1
