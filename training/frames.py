"""What reads the arguments of a predicate, the source and content of a cue and the sides of an act, from a
sentence's words and its tree."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from legation.language.model import ACT, CUE, PREDICATE, Analysis
from legation.language.paths import DOWN, branches, paths
from legation.language.spans import topmost
from training.examples import IGNORE, Example
from training.graphs import write
from training.halves import halve
from training.lessons import apart
from training.model import FARTHEST, KINDS, WIDTH, Dropout
from training.train import classified

HIDDEN = 224
WEIGHT = {PREDICATE: 0.5, CUE: 1.0, ACT: 2.0}
"""What the words of each kind count for in the loss."""


class Beside(nn.Linear):
    """A convolution over three words of (P, W, HIDDEN), as a product with one matrix, which int8 takes."""

    def forward(self, x: Tensor) -> Tensor:
        padded = nn.functional.pad(x, (0, 0, 1, 1))
        return super().forward(torch.cat([padded[:, :-2], padded[:, 1:-1], padded[:, 2:]], -1))


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
        self.beside = nn.ModuleList(Beside(3 * HIDDEN, HIDDEN) for _ in range(2))
        self.drop = Dropout(dropout)
        self.out = nn.Linear(HIDDEN, labels)

    def forward(
        self, words: Tensor, row: Tensor, at: Tensor, kind: Tensor, branch: Tensor, down: Tensor, top: Tensor
    ) -> Tensor:
        words = self.drop(words)
        number = torch.arange(words.shape[1])
        distance = (number[None, :] - at[:, None]).clamp(-FARTHEST, FARTHEST) + FARTHEST
        add, times = self.of(words[row, at]).chunk(2, -1)
        own, product, above = self.own(words).chunk(3, -1)
        above = above.flatten(0, 1)[row.unsqueeze(1) * words.shape[1] + top]
        asked = (add + self.kind(kind)).unsqueeze(1)
        where = self.distance(distance) + self.branch(branch) + self.down(down)
        told = ((branch > 0) | (distance == FARTHEST)).unsqueeze(-1)  # number 0 is the predicate's, and padding's
        x = asked + own[row] + above + times.unsqueeze(1) * product[row] + where
        x = nn.functional.gelu(x) * told
        for beside in self.beside:
            x = x + nn.functional.gelu(beside(self.drop(x))) * told
        return self.out(self.drop(x))


@dataclass(slots=True)
class Asked:
    """What a sentence is asked about: kind, word, and a label for each of its words."""

    kind: int
    at: int
    labels: list[int]


def asked(example: Example, seen: Analysis) -> list[Asked]:
    """The predicates, cues and acts of a sentence, at the words that the packaged reader's tree gives them."""

    def top(span: tuple[int, int]) -> int:
        return topmost(*span, seen.heads.__getitem__)

    if example.untold:
        nobody = [IGNORE] * len(example.forms)
        marks = [*((CUE, t.cue) for t in seen.told), *((ACT, a.trigger) for a in seen.acts)]
        words = [(PREDICATE, i) for i in seen.predicates] + [(k, top((m.start, m.end))) for k, m in marks]
        return [Asked(kind, at, nobody) for kind, at in words]
    return [
        *(Asked(PREDICATE, i, tags) for i, tags in example.roles),
        *(Asked(CUE, top(cue), tags) for cue, tags in example.attributions),
        *(Asked(ACT, top(trigger), tags) for trigger, tags in example.acts),
        *(Asked(ACT, at, example.sides) for at in main_act(seen) if example.sides is not None),
    ]


def main_act(seen: Analysis) -> list[int]:
    """The marked act that is nearest to the root, in a sentence of which only the sides are known."""
    triggers = [topmost(a.trigger.start, a.trigger.end, seen.heads.__getitem__) for a in seen.acts]
    return sorted(triggers, key=lambda i: depth(i, seen.heads))[:1]


def depth(word: int, heads: list[int]) -> int:
    steps = 0
    while heads[word] >= 0:
        word, steps = heads[word], steps + 1
    return steps


@dataclass(slots=True)
class Tree:
    """What the packaged reader says of a sentence's tree, and what is asked of the sentence."""

    heads: list[int]
    relations: list[int]
    asked: list[Asked]


@dataclass(frozen=True, slots=True)
class Questions:
    """What the trees of a batch are asked: arrays as ``Frames`` takes them, and the labels (P, W)."""

    row: Tensor
    at: Tensor
    kind: Tensor
    branch: Tensor
    down: Tensor
    top: Tensor
    gold: Tensor

    @classmethod
    def of(cls, trees: Sequence[Tree], width: int, kinds: int) -> "Questions":
        every = [(r, tree, told) for r, tree in enumerate(trees) for told in tree.asked]
        branch, down, top = np.zeros((3, len(every), width), dtype=np.int64)
        gold = np.full(branch.shape, IGNORE, dtype=np.int64)
        for k, (_, tree, told) in enumerate(every):
            n = len(tree.heads)
            branch[k, :n], down[k, :n], top[k, :n] = paths(tree.heads, tree.relations, told.at, kinds)
            gold[k, :n] = told.labels
        numbers = torch.tensor([(r, told.at, told.kind) for r, _, told in every]).reshape(-1, 3)
        return cls(*numbers.unbind(1), *map(torch.from_numpy, (branch, down, top, gold)))

    def put(self, model: Frames, words: Tensor) -> Tensor:
        return model(words, self.row, self.at, self.kind, self.branch, self.down, self.top)


@dataclass(frozen=True, slots=True)
class Taught:
    """A network that reads the teacher's vectors (B, W, WIDTH) of the sentences that it read (``there``, B, W)."""

    frames: Frames
    words: Tensor
    there: Tensor


def loss_of(
    model: Frames, words: Tensor, trees: Sequence[Tree], kinds: int, taught: Taught | None = None
) -> Tensor:
    """The mean over the words of each kind, weighted, and beside it how far the answers are from the teacher's;
    0 where nothing is asked. ``words`` (B, W, WIDTH)."""
    asked = Questions.of(trees, words.shape[1], kinds)
    if not len(asked.row):
        return torch.zeros(())
    scores, of = asked.put(model, words), {k: asked.kind == k for k in WEIGHT}
    total = sum(w * classified(scores[of[k]], asked.gold[of[k]]) for k, w in WEIGHT.items())
    if taught is not None:
        with torch.no_grad():
            told = asked.put(taught.frames, taught.words)
        there = taught.there[asked.row]
        for k, weight in WEIGHT.items():
            if there[of[k]].any():
                total = total + weight * apart(scores[of[k]], told[of[k]], there[of[k]])
    return total


def export(model: Frames, path: Path) -> None:
    two = torch.zeros(2, 5, dtype=torch.long)
    given = (torch.zeros(1, 5, WIDTH), two[:, 0], two[:, 1], two[:, 2], two, two, two)
    inputs = {"words": ("batch", "word")} | dict.fromkeys(["row", "at", "kind"], ("predicate",))
    inputs |= dict.fromkeys(["branch", "down", "top"], ("predicate", "word"))
    write(Scored(model), given, path, inputs, {"scores": ("predicate", "word")}, in_int8)
    halve(path)


def in_int8(node: str) -> bool:
    """Whether a matrix is written in int8: the largest, which then take a third of the time."""
    return node.startswith(("/model/own/", "/model/beside."))


class Scored(nn.Module):
    """The network's scores as log probabilities."""

    def __init__(self, model: Frames) -> None:
        super().__init__()
        self.model = model

    def forward(self, *given: Tensor) -> Tensor:
        return torch.log_softmax(self.model(*given), -1)
