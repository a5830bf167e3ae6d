"""Trains what says what a marked source does to a marked target: the packaged reader's encoder with a change of
low rank of its own.

The reader must be packaged already. The change, the sides' marks, norms and biases and the head on top are learned
from the sentences written for the purpose, and then from PLV with some of them. ``training.sharing`` takes out of
the graphs what they share.
"""

import argparse
import copy
import random
from functools import partial
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy

from legation.coding import plover
from legation.coding.relate import WITHIN as PARTS_OF_YIELD
from legation.coding.relate import YIELD
from legation.language.language import WEIGHTS
from legation.language.pieces import Pieces
from training import corpora, vocabulary
from training.examples import OWN, PLV_TYPES, Example, Labels
from training.graphs import write
from training.halves import halve
from training.low import Low, change, learn_change
from training.masks import soften
from training.model import WIDTH, Dropout, Reader, pretrained, word_vectors
from training.start import load_packaged
from training.train import batches, half

RANK = 32
HIDDEN = 256
MARKS = 3  # a word of neither side, of the source, of the target
PURPOSE, AGAIN = 0.7, 0.5  # share of the minutes for the written sentences alone; of the rates after them
BENCHMARK, BESIDE = 4, 800  # times that PLV's few pairs and those like them are read beside so many of the written
BUDGET = 1000  # pieces in a batch
DROPOUT = 0.2
WITHIN = [
    [i for i, t in enumerate(sorted(plover.types())) if (YIELD if t in PARTS_OF_YIELD else t) == name]
    for name in PLV_TYPES
]
"""The own outputs that each of PLV's types is made of."""


class Pairs(nn.Module):
    """Logits (B, labels) from piece ids, types and marks (B, P) and first and last piece of each word (B, W).

    ``marks``: 1 for the pieces of the source, 2 for those of the target, 0 for others. Beside the logits come the
    features that they are made of (B, 4 * WIDTH): the mean of the source's words, of the target's and of all, and
    the highest value of each column. PLV's logits are those of the own types that each of its is made of, and a
    learned difference.
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
        self.drop = Dropout(DROPOUT)
        self.hidden = nn.Sequential(nn.Linear(4 * WIDTH, HIDDEN), nn.GELU(), nn.Dropout(DROPOUT))
        self.own, self.apart = nn.Linear(HIDDEN, OWN), nn.Linear(HIDDEN, len(PLV_TYPES))
        nn.init.zeros_(self.apart.weight)
        nn.init.zeros_(self.apart.bias)

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
        words = self.drop(word_vectors(layers, self.mix, self.word, first, last)).float()
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


class Answers(nn.Module):
    """Log probabilities among PLOVER's types and nothing, and among PLV's; and the features."""

    def __init__(self, pairs: Pairs) -> None:
        super().__init__()
        self.pairs = pairs

    def forward(self, *given: Tensor) -> tuple[Tensor, Tensor]:
        scores, features = self.pairs(*given)
        own, other = scores.split([OWN, len(PLV_TYPES)], -1)
        return torch.cat([torch.log_softmax(own, -1), torch.log_softmax(other, -1)], -1), features


def loss_of(model: Pairs, batch: list[Example], pieces: Pieces) -> Tensor:
    """Cross entropy among the labels of the data set that each pair is from."""
    arrays = pieces.batch([e.forms for e in batch], marks=[e.marks for e in batch])
    with half():
        scores, _ = model(**{k: torch.from_numpy(v) for k, v in arrays.feed(marked=True).items()})
    gold = torch.tensor([e.pair for e in batch])
    other = (torch.arange(scores.shape[1])[None, :] < OWN) != (gold[:, None] < OWN)
    return cross_entropy(scores.float().masked_fill(other, -1e4), gold)


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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument("--minutes", type=float, default=22)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    rng = random.Random(args.seed)
    labels = Labels.read(WEIGHTS / "labels.json")
    reader = Reader(labels.sizes())
    load_packaged(reader, WEIGHTS)
    written = list(corpora.acted_pairs(args.data, labels))
    plv = [*corpora.plv_pairs(args.data, labels), *corpora.plv_like(args.data, labels)]
    pieces = Pieces(pretrained() / "tokenizer.json")
    model = Pairs(reader).train()

    both = lambda: batches(plv * BENCHMARK + rng.sample(written, BESIDE), pieces, rng, BUDGET)  # noqa: E731
    alone = partial(batches, written, pieces, rng, BUDGET)
    fresh, loss = ("marks.", "hidden.", "own."), partial(loss_of, model, pieces=pieces)
    learn_change(model, fresh, alone, loss, PURPOSE * args.minutes)
    learn_change(model, fresh, both, loss, (1 - PURPOSE) * args.minutes, AGAIN)
    _, kept = vocabulary.pruned(pretrained() / "tokenizer.json")
    embeddings = model.encoder.embeddings.word_embeddings
    embeddings.weight = nn.Parameter(embeddings.weight[kept])
    export(model, args.out / "pairs.onnx")


if __name__ == "__main__":
    main()
