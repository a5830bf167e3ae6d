"""Trains what says what a marked source does to a marked target: the packaged reader's encoder with a change of
low rank of its own.

The reader must be packaged already. The change, the sides' marks, norms and biases and the head on top are learned
from the sentences written for the purpose, and then from PLV with some of them. ``training.sharing`` takes out of
the graphs what they share.
"""

import argparse
import copy
import random
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn.functional import cross_entropy, kl_div, log_softmax, softmax

from legation.coding import plover
from legation.coding.relate import WITHIN as PARTS_OF_YIELD
from legation.coding.relate import YIELD
from legation.language.language import WEIGHTS
from legation.language.pieces import Pieces
from training import corpora, vocabulary
from training.examples import NOTHING, OWN, PLV_TYPES, Example, Labels
from training.graphs import write
from training.halves import halve
from training.learning import Step, learn
from training.low import Low, change, learn_change, mean
from training.masks import soften
from training.model import WIDTH, Dropout, Reader, pretrained, word_vectors
from training.sharing import OF_PIECES
from training.start import load_packaged
from training.teacher import Teacher
from training.train import batches, half

RANK = 32
HIDDEN = 256
RATE, HEADS = 3e-5, 5e-4  # of the larger reader's layers, and of what is new to it
MARKS = 3  # a word of neither side, of the source, of the target
GENERAL = 0.3  # share of the larger reader's minutes for the written sentences alone
PURPOSE, AGAIN = 0.7, 0.5
"""Share of a new network's minutes for the written sentences alone; of the rates after them."""
BENCHMARK, BESIDE = 4, 800  # times that PLV's few pairs and those like them are read beside so many of the written
BUDGET = 1000  # pieces in a batch
DROPOUT = 0.2
LESSONS = 2.0  # of the loss: how far the answers are from the teacher's
UNTOLD = 4000  # pairs that only the teacher tells of, which are read in an epoch
MOSTLY_NOTHING = 0.7  # probability of nothing above which such a pair teaches nothing
WITHIN = [
    [i for i, t in enumerate(sorted(plover.types())) if (YIELD if t in PARTS_OF_YIELD else t) == name]
    for name in PLV_TYPES
]
"""The own outputs that each of PLV's types is made of."""


Epochs = Sequence[Callable[[], Iterator[list[Example]]]]


class Sides(nn.Module):
    """What the words' vectors say of a source and a target: logits (B, labels), and the features that they are
    made of (B, 4 * WIDTH): the mean of the source's words, of the target's and of all, and the highest value of
    each column. PLV's logits are those of the own types that each of its is made of, and a learned difference.
    """

    def __init__(self) -> None:
        super().__init__()
        self.drop = Dropout(DROPOUT)
        self.hidden = nn.Sequential(nn.Linear(4 * WIDTH, HIDDEN), nn.GELU(), nn.Dropout(DROPOUT))
        self.own, self.apart = nn.Linear(HIDDEN, OWN), nn.Linear(HIDDEN, len(PLV_TYPES))
        nn.init.zeros_(self.apart.weight)
        nn.init.zeros_(self.apart.bias)

    def answers(self, words: Tensor, first: Tensor, marks: Tensor) -> tuple[Tensor, Tensor]:
        """From the words' vectors (B, W, WIDTH), their first pieces (B, W) and the pieces' marks (B, P)."""
        words = self.drop(words).float()
        side = torch.gather(marks, 1, first).masked_fill(first == 0, -1)

        def mean(of: Tensor) -> Tensor:
            share = of.to(words.dtype).unsqueeze(-1)
            return (words * share).sum(1) / share.sum(1).clamp(min=1)

        most = words.masked_fill((side < 0).unsqueeze(-1), -1e4).amax(1)
        features = torch.cat([mean(side == 1), mean(side == 2), mean(side >= 0), most], -1)
        hidden = self.hidden(features)
        own = self.own(hidden)
        plv = torch.stack([own[:, part].logsumexp(1) for part in WITHIN], 1) + self.apart(hidden)
        return torch.cat([own, plv], 1), features


class Pairs(Sides):
    """Logits and features from piece ids, types and marks (B, P) and first and last piece of each word (B, W).

    ``marks``: 1 for the pieces of the source, 2 for those of the target, 0 for others.
    """

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.encoder = copy.deepcopy(reader.encoder)
        self.encoder.embeddings.requires_grad_(False)
        for layer in self.encoder.encoder.layer:
            change(layer, RANK)
        self.mix = nn.Parameter(reader.mix.detach().clone())
        self.word = Low(copy.deepcopy(reader.word), RANK)
        self.marks = nn.Embedding(MARKS, WIDTH)
        nn.init.normal_(self.marks.weight, std=0.02)

    def forward(
        self, pieces: Tensor, types: Tensor, first: Tensor, last: Tensor, marks: Tensor
    ) -> tuple[Tensor, Tensor]:
        embedded = self.encoder.embeddings.word_embeddings(pieces) + self.marks(marks)
        layers = self.encoder(
            inputs_embeds=embedded,
            attention_mask=(pieces != 0).long(),
            token_type_ids=types,
            output_hidden_states=True,
        ).hidden_states
        return self.answers(word_vectors(layers, self.mix, self.word, first, last), first, marks)


class PairsTeacher(Sides):
    """The same asked of the larger reader, all of whose layers learn it."""

    def __init__(self, teacher: Teacher) -> None:
        super().__init__()
        self.encoder, self.mix, self.word = teacher.encoder, teacher.mix, teacher.word
        vectors = self.encoder.model.embeddings.word_embeddings.requires_grad_(False)
        self.marks = nn.Embedding(MARKS, vectors.embedding_dim)
        nn.init.normal_(self.marks.weight, std=0.02)

    def forward(
        self, pieces: Tensor, types: Tensor, first: Tensor, last: Tensor, marks: Tensor
    ) -> tuple[Tensor, Tensor]:
        layers = self.encoder(pieces, types, self.marks(marks))
        return self.answers(word_vectors(layers, self.mix, self.word, first, last), first, marks)


class Answers(nn.Module):
    """Log probabilities among PLOVER's types and nothing, and among PLV's; and the features."""

    def __init__(self, pairs: Pairs) -> None:
        super().__init__()
        self.pairs = pairs

    def forward(self, *given: Tensor) -> tuple[Tensor, Tensor]:
        scores, features = self.pairs(*given)
        own, other = scores.split([OWN, len(PLV_TYPES)], -1)
        return torch.cat([torch.log_softmax(own, -1), torch.log_softmax(other, -1)], -1), features


def loss_of(model: Sides, batch: list[Example], pieces: Pieces) -> Tensor:
    """Cross entropy among the labels of the data set that each pair is from, and how far the answers are from the
    teacher's where it was asked."""
    scores = scores_of(model, batch, pieces)
    total = torch.zeros(())
    if rows := [r for r, e in enumerate(batch) if e.pair is not None]:
        gold = torch.tensor([batch[r].pair for r in rows])
        other = (torch.arange(scores.shape[1])[None, :] < OWN) != (gold[:, None] < OWN)
        total = total + cross_entropy(scores[rows].masked_fill(other, -1e4), gold)
    if rows := [r for r, e in enumerate(batch) if e.told is not None]:
        told = torch.from_numpy(np.stack([batch[r].told for r in rows])).float()
        for part in (slice(OWN), slice(OWN, None)):
            given = log_softmax(scores[rows, part], -1)
            total = total + LESSONS * kl_div(given, softmax(told[:, part], -1), reduction="batchmean")
    return total


def scores_of(model: Sides, batch: list[Example], pieces: Pieces) -> Tensor:
    arrays = pieces.batch([e.forms for e in batch], marks=[e.marks for e in batch])
    with half():
        scores, _ = model(**{k: torch.from_numpy(v) for k, v in arrays.feed(marked=True).items()})
    return scores.float()


def ask(models: Sequence[Sides], examples: list[Example], pieces: Pieces) -> None:
    """Has each pair told what several models answer: the mean of their probabilities, as logarithms."""
    with torch.no_grad():
        for batch in batches(examples, pieces, random.Random(0), BUDGET * 4):
            told = sum(_probabilities(scores_of(model, batch, pieces)) for model in models) / len(models)
            for example, scores in zip(batch, np.log(told + 1e-6), strict=True):
                example.told = scores


def _probabilities(scores: Tensor) -> NDArray[np.float32]:
    """Among PLOVER's types and nothing, and among PLV's (B, labels)."""
    parts = (softmax(scores[:, part], -1).numpy() for part in (slice(OWN), slice(OWN, None)))
    return np.concatenate(list(parts), 1)


def telling(examples: list[Example], labels: Labels) -> list[Example]:
    """The pairs of which it is likely that something is told."""
    nothing = labels.pair.index(NOTHING)
    return [e for e in examples if e.told is not None and e.told[nothing] < np.log(MOSTLY_NOTHING)]


def export(model: Pairs, path: Path) -> None:
    """The graph with the frozen matrices in int8, as the reader has them, and the rest in halves."""
    pieces, words = torch.randint(200, 2000, (3, 12)), torch.randint(1, 10, (3, 6))
    of_pieces, of_words = ("batch", "piece"), ("batch", "word")
    inputs = {"pieces": of_pieces, "types": of_pieces, "first": of_words, "last": of_words, "marks": of_pieces}
    outputs = {"scores": ("batch",), "features": ("batch",)}
    given = pieces, torch.ones_like(pieces), words, words, torch.ones_like(pieces)

    def in_int8(node: str) -> bool:
        return ("/whole/" in node and "/layer." in node) or "/word_embeddings/" in node

    write(Answers(model), given, path, inputs, outputs, in_int8)
    soften(path)
    halve(path)


def teacher_of(epochs: Epochs, labels: Labels, args: argparse.Namespace) -> PairsTeacher:
    """The larger reader, which learns the pairs first where its folder doesn't have it."""
    pieces = Pieces(pretrained() / "tokenizer.json")
    model = PairsTeacher(Teacher(labels.sizes(), args.mpnet)).train()
    learned = args.teacher / "pairs.pt"
    if not learned.exists():
        for epoch, share in zip(epochs, (GENERAL, 1 - GENERAL), strict=True):
            groups: dict[float, list[nn.Parameter]] = {RATE: [], HEADS: []}
            for name, parameter in model.named_parameters():
                groups[RATE if name.startswith("encoder.") else HEADS].append(parameter)
            optimiser = torch.optim.AdamW(
                [{"params": p, "lr": rate} for rate, p in groups.items()], weight_decay=0.01
            )
            loss = partial(loss_of, model, pieces=pieces)
            learn(model, optimiser, epoch, loss, share * args.teacher_minutes, Step(warm=60, clip=1.0, decay=0.99))
        args.teacher.mkdir(parents=True, exist_ok=True)
        torch.save(model.state_dict(), learned)
    model.load_state_dict(torch.load(learned, weights_only=True))
    return model.eval()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument("--start", type=Path, help="a folder whose pairs.onnx to go on from: the mean is written")
    parser.add_argument("--minutes", type=float, default=22)
    parser.add_argument("--teacher", type=Path, help="where a larger reader that learns the pairs first is kept")
    parser.add_argument("--mpnet", type=Path, help="folder of MPNet's weights")
    parser.add_argument("--teacher-minutes", type=float, default=40)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    rng = random.Random(args.seed)
    labels = Labels.read(WEIGHTS / "labels.json")
    reader = Reader(labels.sizes())
    load_packaged(reader, WEIGHTS)
    written, untold = list(corpora.acted_pairs(args.data, labels)), list[Example]()
    plv = [*corpora.plv_pairs(args.data, labels), *corpora.plv_like(args.data, labels)]
    pieces = Pieces(pretrained() / "tokenizer.json")
    model = Pairs(reader).train()
    if args.start is not None:
        shared = {k: v.clone() for k, v in model.state_dict().items() if k.endswith((".whole.weight", OF_PIECES))}
        load_packaged(model, args.start, ["pairs.onnx"], "pairs.")
        model.load_state_dict(shared, strict=False)  # as the reader has them now
    before = copy.deepcopy(model.state_dict())

    drawn = lambda: rng.sample(untold, min(UNTOLD, len(untold)))  # noqa: E731
    alone = lambda: batches([*written, *drawn()], pieces, rng, BUDGET)  # noqa: E731
    beside = lambda: [*plv * BENCHMARK, *rng.sample(written, BESIDE), *drawn()]  # noqa: E731
    both = lambda: batches(beside(), pieces, rng, BUDGET)  # noqa: E731
    if args.teacher is not None:
        models = [teacher_of((alone, both), labels, args), *([model.eval()] if args.start is not None else [])]
        ask(models, plv, pieces)
        ask(models, news := list(corpora.untold_pairs(args.data)), pieces)
        untold += telling(news, labels)
        model.train()
    fresh, loss = ("marks.", "hidden.", "own."), partial(loss_of, model, pieces=pieces)
    purpose = PURPOSE if args.start is None else 0
    if purpose:
        learn_change(model, fresh, alone, loss, purpose * args.minutes)
    learn_change(model, fresh, both, loss, (1 - purpose) * args.minutes, AGAIN)
    if args.start is not None:
        mean(model, before)
    _, kept = vocabulary.pruned(pretrained() / "tokenizer.json")
    embeddings = model.encoder.embeddings.word_embeddings
    embeddings.weight = nn.Parameter(embeddings.weight[kept])
    export(model, args.out / "pairs.onnx")


if __name__ == "__main__":
    main()
