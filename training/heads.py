"""Blends a trained reader with the packaged one that it began from, and trains the head for acts anew on it.

The mean of both reads trees better than the trained one, and acts better than the packaged one (Wortsman et al.
2022). Heads that the packaged one lacked no longer fit the blended encoder, and learn from what it says alone.
"""

import argparse
import random
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn

from legation.language.language import WEIGHTS
from legation.language.pieces import Pieces
from training import corpora
from training.examples import IGNORE, Example, Labels
from training.learning import Step, learn
from training.model import WIDTH, Reader, pretrained
from training.start import load_packaged
from training.train import classified, half

SHARE = 0.75  # of the trained reader in the blend
RATE, DECAY, DROPOUT = 1e-3, 0.05, 0.3
BATCH = 64


@dataclass(slots=True)
class Seen:
    """A sentence and the vectors (W, WIDTH) that the blended encoder gives its words."""

    example: Example
    words: Tensor


def blended(trained: Path, start: Path, labels: Labels) -> Reader:
    """The reader of ``trained/reader.pt``, blended where it has something in common with the one in ``start``."""
    new = torch.load(trained / "reader.pt", weights_only=True)
    reader = Reader(labels.sizes(), DROPOUT)
    alone = set(load_packaged(reader, start))
    old = reader.state_dict()
    reader.load_state_dict({k: v if k in alone else SHARE * v + (1 - SHARE) * old[k] for k, v in new.items()})
    return reader


@torch.no_grad()
def read(examples: list[Example], reader: Reader, pieces: Pieces) -> list[Seen]:
    reader.eval()
    seen: list[Seen] = []
    ordered = sorted(examples, key=lambda e: len(e.forms))
    for at in range(0, len(ordered), BATCH):
        part = ordered[at : at + BATCH]
        arrays = pieces.batch([e.forms for e in part])
        with half():
            words = reader.words(**{k: torch.from_numpy(v) for k, v in arrays.feed().items()})
        seen += [Seen(e, w[: len(e.forms)].to(torch.bfloat16).clone()) for e, w in zip(part, words, strict=True)]
    return seen


def loss_of(reader: Reader, batch: list[Seen]) -> Tensor:
    width = max(len(s.words) for s in batch)
    words = torch.zeros(len(batch), width, WIDTH)
    act = torch.full((len(batch), width), IGNORE)
    for r, s in enumerate(batch):
        n = len(s.words)
        words[r, :n] = s.words.float()
        act[r, :n] = torch.tensor(s.example.tags["act"])
    return classified(reader.act(reader.drop(words)), act)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--trained", type=Path, required=True, help="folder with reader.pt and labels.json")
    parser.add_argument("--out", type=Path, required=True, help="folder for the blended reader.pt")
    parser.add_argument("--start", type=Path, default=WEIGHTS, help="the packaged weights it began from")
    parser.add_argument("--minutes", type=float, default=3)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    rng = random.Random(args.seed)
    labels = Labels.read(args.trained / "labels.json")
    reader = blended(args.trained, args.start, labels)
    seen = read(list(corpora.acted(args.data, labels)), reader, Pieces(pretrained() / "tokenizer.json"))
    heads = nn.ModuleList([reader.act, reader.drop]).train()
    optimiser = torch.optim.AdamW(heads.parameters(), lr=RATE, weight_decay=DECAY)

    def epoch() -> Iterator[list[Seen]]:
        starts = range(0, len(seen), BATCH)
        yield from (seen[at : at + BATCH] for at in rng.sample(starts, len(starts)))

    learn(heads, optimiser, epoch, lambda batch: loss_of(reader, batch), args.minutes, Step(warm=100))
    args.out.mkdir(parents=True, exist_ok=True)
    torch.save(reader.state_dict(), args.out / "reader.pt")
    for name in ("labels.json", "lemmas.json.gz"):
        shutil.copy(args.trained / name, args.out / name)


if __name__ == "__main__":
    main()
