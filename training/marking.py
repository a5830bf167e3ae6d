"""Trains what marks the acts of a sentence: the reader's upper layers with a change of low rank of their own.

The lower layers are the packaged reader's and stay as they are: what they say of a sentence goes in. So the marks
cost half a pass more where a sentence may tell of an act, and the package holds the layers once
(``training.sharing``).
"""

import argparse
import copy
import random
import tempfile
from functools import partial
from pathlib import Path

import torch
from torch import Tensor, nn

from legation.language.language import WEIGHTS
from legation.language.pieces import Pieces
from training import corpora
from training.examples import IGNORE, Example, Labels
from training.halves import halve
from training.low import Low, change, learn_change
from training.masks import soften
from training.merging import merge
from training.model import MIDDLE, WIDTH, Dropout, Reader, pretrained, word_vectors
from training.quantised import quantise
from training.start import load_packaged
from training.train import batches, classified, half

RANK = 24
BUDGET = 1000  # pieces in a batch
DROPOUT = 0.2
STATUS = 0.25  # of the loss of the marks


class Marking(nn.Module):
    """Scores of the marks of acts and of their status, and the words' vectors (B, W, …), from what the lower
    layers say of the pieces (B, P, WIDTH), the piece ids (B, P), and first and last piece of each word (B, W)."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.layers = copy.deepcopy(reader.encoder.encoder.layer[MIDDLE:])
        for layer in self.layers:
            change(layer, RANK)
        self.mix = nn.Parameter(reader.mix.detach()[MIDDLE:].clone())
        self.word = Low(copy.deepcopy(reader.word), RANK)
        self.drop = Dropout(DROPOUT)
        self.act, self.status = copy.deepcopy(reader.act), copy.deepcopy(reader.status)

    def forward(self, middle: Tensor, pieces: Tensor, first: Tensor, last: Tensor) -> tuple[Tensor, ...]:
        hidden = (pieces == 0).to(middle.dtype)[:, None, None, :] * -1e4
        layers = [middle]
        for layer in self.layers:
            layers.append(layer(layers[-1], attention_mask=hidden))
        words = self.drop(word_vectors(layers, self.mix, self.word, first, last))
        return self.act(words), self.status(words), words


class Answers(nn.Module):
    """The marks as log probabilities, and the likeliest status."""

    def __init__(self, marking: Marking) -> None:
        super().__init__()
        self.marking = marking

    def forward(self, *given: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        act, status, words = self.marking(*given)
        return torch.log_softmax(act, -1), status.argmax(-1), words


def given(batch: list[Example], pieces: Pieces, reader: Reader) -> tuple[Tensor, ...]:
    """What the network is given of a batch, read by the reader's lower layers."""
    feed = {k: torch.from_numpy(v) for k, v in pieces.batch([e.forms for e in batch]).feed().items()}
    with torch.no_grad():
        middle = reader.layers(feed["pieces"], feed["types"])[MIDDLE]
    return middle, feed["pieces"], feed["first"], feed["last"]


def loss_of(model: Marking, batch: list[Example], pieces: Pieces, reader: Reader) -> Tensor:
    with half():
        act, status, _ = model(*given(batch, pieces, reader))
    gold = {k: torch.full(act.shape[:2], IGNORE) for k in ("act", "status")}
    for row, example in enumerate(batch):
        for k, tags in gold.items():
            tags[row, : len(example.forms)] = torch.tensor(example.tags[k])
    return classified(act, gold["act"]) + STATUS * classified(status, gold["status"])


def export(model: Marking, path: Path) -> None:
    """The graph with the frozen matrices in int8, as the reader has them, and the rest in halves; the changes are
    merged into the matrices as the runtime loads them."""
    model.eval()
    pieces, words = torch.randint(200, 2000, (3, 12)), torch.randint(1, 10, (3, 6))
    inputs = {"middle": "piece", "pieces": "piece", "first": "word", "last": "word"}
    outputs = ["act", "status", "words"]
    with tempfile.TemporaryDirectory() as folder:
        full = Path(folder) / "full.onnx"
        torch.onnx.export(
            Answers(model),
            (torch.randn(3, 12, WIDTH), pieces, words, words),
            str(full),
            input_names=list(inputs),
            output_names=outputs,
            dynamic_axes={n: {0: "batch", 1: axis} for n, axis in inputs.items()}
            | {n: {0: "batch", 1: "word"} for n in outputs},
            dynamo=False,
            opset_version=17,
        )
        quantise(full, path, lambda node: "/layers." in node and "/whole/" in node)
    merge(path)
    soften(path)
    halve(path)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument("--minutes", type=float, default=14)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    rng = random.Random(args.seed)
    labels = Labels.read(WEIGHTS / "labels.json")
    reader = Reader(labels.sizes())
    load_packaged(reader, WEIGHTS)
    reader.eval()
    pieces = Pieces(pretrained() / "tokenizer.json")
    model = Marking(reader).train()
    epoch = partial(batches, list(corpora.acted(args.data, labels)), pieces, rng, BUDGET)
    loss = partial(loss_of, model, pieces=pieces, reader=reader)
    learn_change(model, ("act.", "status."), epoch, loss, args.minutes)
    export(model, args.out / "acts.onnx")


if __name__ == "__main__":
    main()
