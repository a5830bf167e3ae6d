"""Trains what reads the arguments of a predicate, and the source and content of a cue, from the packaged reader.

The encoder stays as it is: its answers for the training sentences are made once, with the packaged int8 weights,
and the small network learns from them alone.
"""

import argparse
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Literal

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from legation.language import Language
from legation.language.language import WEIGHTS
from legation.language.model import ACT, CUE, PREDICATE, Analysis
from legation.language.paths import DOWN, branches, paths
from legation.language.spans import topmost
from training import corpora
from training.examples import IGNORE, Example, Labels
from training.halves import halve
from training.learning import Step, learn
from training.model import WIDTH, Dropout
from training.train import classified, half

HIDDEN = 224
KINDS = 3  # of what is asked about: a predicate, a cue, an act
FARTHEST = 24  # words between a predicate and another beyond which distance is not told apart
RATE = 2e-3
ACTS = 3  # times that the few sentences with acts are read an epoch


class Frames(nn.Module):
    """(P, W, labels) scores of every word for each of P predicates or cues.

    ``words`` (B, W, WIDTH); ``row`` and ``at`` (P): the sentence and the word; ``kind`` (P): PREDICATE, CUE or
    ACT; ``branch``, ``down`` and ``top`` (P, W): as ``paths`` gives them. What a word is to the predicate is told
    most of all by the word at the top of its branch.
    """

    def __init__(self, labels: int, kinds: int, dropout: float = 0.2) -> None:
        super().__init__()
        self.of, self.own = nn.Linear(WIDTH, 2 * HIDDEN), nn.Linear(WIDTH, 3 * HIDDEN)
        self.kind, self.distance = nn.Embedding(KINDS, HIDDEN), nn.Embedding(2 * FARTHEST + 1, HIDDEN)
        self.branch, self.down = nn.Embedding(branches(kinds), HIDDEN), nn.Embedding(DOWN + 1, HIDDEN)
        self.beside = nn.ModuleList(nn.Conv1d(HIDDEN, HIDDEN, 3, padding=1) for _ in range(2))
        self.drop = Dropout(dropout)
        self.out = nn.Linear(HIDDEN, labels)

    def forward(
        self, words: Tensor, row: Tensor, at: Tensor, kind: Tensor, branch: Tensor, down: Tensor, top: Tensor
    ) -> Tensor:
        words = self.drop(words)
        number = torch.arange(words.shape[1])
        distance = (number[None, :] - at[:, None]).clamp(-FARTHEST, FARTHEST) + FARTHEST
        add, times = self.of(words[row, at]).unsqueeze(1).chunk(2, -1)
        own, product, above = self.own(words)[row].chunk(3, -1)
        above = torch.gather(above, 1, top.unsqueeze(-1).expand(-1, -1, HIDDEN))
        where = self.distance(distance) + self.branch(branch) + self.down(down) + self.kind(kind).unsqueeze(1)
        x = nn.functional.gelu(add + own + above + times * product + where)
        for conv in self.beside:
            x = x + nn.functional.gelu(conv(self.drop(x).transpose(1, 2)).transpose(1, 2))
        return self.out(self.drop(x))


@dataclass(slots=True)
class Sentence:
    """What the packaged reader says of a training sentence, and its predicates: kind, word, labels."""

    words: NDArray[np.float16]
    heads: list[int]
    relations: list[int]
    asked: list[tuple[int, int, list[int]]]


def read(
    examples: list[Example], language: Language, labels: Labels, vectors: Literal["words", "acting"]
) -> Iterator[Sentence]:
    """The sentences that have predicates, cues or acts, as the packaged reader sees them."""
    for at in range(0, len(examples), 2000):
        part = [e for e in examples[at : at + 2000] if len(e.forms) < 200]
        quoted = [e.quoted or [False] * len(e.forms) for e in part]
        read = language.model.read([e.forms for e in part], quoted, vectors=vectors)
        for example, seen in zip(part, read, strict=True):
            asked = [(PREDICATE, i, tags) for i, tags in example.roles]
            asked += [(CUE, topmost(*cue, seen.heads.__getitem__), tags) for cue, tags in example.attributions]
            asked += [(ACT, topmost(*trigger, seen.heads.__getitem__), tags) for trigger, tags in example.acts]
            asked += [(ACT, at, example.sides) for at in main_act(seen) if example.sides is not None]
            if asked and seen.vectors is not None:
                relations = labels.numbers("rels", seen.relations)
                yield Sentence(seen.vectors.astype(np.float16), seen.heads, relations, asked)


def main_act(seen: Analysis) -> list[int]:
    """The marked act that is nearest to the root, in a sentence of which only the sides are known."""
    triggers = [topmost(a.trigger.start, a.trigger.end, seen.heads.__getitem__) for a in seen.acts]
    return sorted(triggers, key=lambda i: depth(i, seen.heads))[:1]


def depth(word: int, heads: list[int]) -> int:
    steps = 0
    while heads[word] >= 0:
        word, steps = heads[word], steps + 1
    return steps


def batches(sentences: list[Sentence], rng: random.Random, budget: int = 9000) -> Iterator[list[Sentence]]:
    """Sentences of like length, with about ``budget`` pairs of a predicate and a word."""
    groups: list[list[Sentence]] = [[]]
    pairs = 0
    for s in sorted(sentences, key=lambda s: len(s.heads) + rng.random() * 4):
        if pairs > budget:
            groups.append([])
            pairs = 0
        groups[-1].append(s)
        pairs += len(s.heads) * len(s.asked)
    rng.shuffle(groups)
    yield from groups


def loss_of(model: Frames, batch: list[Sentence], kinds: int) -> Tensor:
    width = max(len(s.heads) for s in batch)
    words = np.zeros((len(batch), width, WIDTH), dtype=np.float32)
    for r, s in enumerate(batch):
        words[r, : len(s.heads)] = s.words
    asked = [(r, s, *a) for r, s in enumerate(batch) for a in s.asked]
    branch, down, top = np.zeros((3, len(asked), width), dtype=np.int64)
    gold = np.full((len(asked), width), IGNORE, dtype=np.int64)
    for k, (_, s, _, at, tags) in enumerate(asked):
        n = len(s.heads)
        branch[k, :n], down[k, :n], top[k, :n] = paths(s.heads, s.relations, at, kinds)
        gold[k, :n] = tags
    row, kind, at = (torch.tensor([a[i] for a in asked]) for i in (0, 2, 3))
    with half():
        scores = model(torch.from_numpy(words), row, at, kind, *map(torch.from_numpy, (branch, down, top)))
    return classified(scores, torch.from_numpy(gold))


def export(model: Frames, path: Path) -> None:
    model.eval()
    two = torch.zeros(2, 5, dtype=torch.long)
    given = (torch.zeros(1, 5, WIDTH), two[:, 0], two[:, 1], two[:, 2], two, two, two)
    names = ["words", "row", "at", "kind", "branch", "down", "top"]
    axes = {"words": {0: "batch", 1: "word"}} | {n: {0: "predicate"} for n in ("row", "at", "kind")}
    axes |= {n: {0: "predicate", 1: "word"} for n in ("branch", "down", "top", "scores")}
    torch.onnx.export(
        Scored(model),
        given,
        str(path),
        input_names=names,
        output_names=["scores"],
        dynamic_axes=axes,
        dynamo=False,
    )
    halve(path)


class Scored(nn.Module):
    """The network's scores as log probabilities."""

    def __init__(self, model: Frames) -> None:
        super().__init__()
        self.model = model

    def forward(self, *given: Tensor) -> Tensor:
        return torch.log_softmax(self.model(*given), -1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument("--minutes", type=float, default=12)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    rng = random.Random(args.seed)
    labels = Labels.read(WEIGHTS / "labels.json")
    ewt, _ = corpora.trees(args.data)
    examples = [*corpora.web(ewt, corpora.roles(args.data), {}, labels), *corpora.news(args.data, labels)]
    acts = [*corpora.acted(args.data, labels), *corpora.sided(args.data, labels)]
    began = time.time()
    language = Language.load()
    sentences = list(read(examples, language, labels, "words"))
    sentences += list(read(acts, language, labels, "acting")) * ACTS
    print(f"{len(sentences)} sentences read in {time.time() - began:.0f}s", flush=True)
    kinds = len(labels.rels)
    model = Frames(len(labels.arguments), kinds)
    optimiser = torch.optim.AdamW(model.parameters(), lr=RATE, weight_decay=0.01, betas=(0.9, 0.98))
    step, epoch = Step(warm=200, clip=1.0), partial(batches, sentences, rng)
    learn(model, optimiser, epoch, lambda batch: loss_of(model, batch, kinds), args.minutes, step)
    export(model, args.out / "frames.onnx")


if __name__ == "__main__":
    main()
