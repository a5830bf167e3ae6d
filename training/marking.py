"""Trains what marks the acts of a sentence and what reads arguments, together: the reader's upper layers with a
change of low rank of their own, and ``training.frames`` on top of them.

The lower layers are the packaged reader's and stay as they are: what they say of a sentence goes in, and the trees
are the packaged reader's too. So a sentence with an act costs half a pass more, and the package holds the layers
once (``training.sharing``). Who did what to whom, who said what and PropBank's roles are one question to
the layers, and each has more to teach than the few sentences with acts alone.
"""

import argparse
import copy
import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from legation.language import Language
from legation.language.language import WEIGHTS
from legation.language.pieces import Pieces
from training import corpora
from training.examples import Example, Labels
from training.frames import Frames, Taught, Tree, asked
from training.frames import export as export_frames
from training.frames import loss_of as frames_loss
from training.graphs import write
from training.halves import halve
from training.learning import Step, learn
from training.lessons import Lessons
from training.low import RATE, Low, change, learn_change, mean
from training.masks import soften
from training.merging import merge
from training.model import MIDDLE, WIDTH, Dropout, Reader, pretrained, word_vectors
from training.start import load_packaged
from training.train import batches, by_length, classified, half, padded

RANK = 24
BUDGET = 1000  # pieces in a batch
READ = 4000  # and as the training sentences are first read
OTHERS = 1.0  # sentences of other questions in an epoch for each with acts
DROPOUT = 0.2
UNTOLD = 10_000  # sentences of news that only the teacher tells of
STATUS, STANCE = 0.25, 0.5  # of the loss of the marks


class Marking(nn.Module):
    """Scores of the marks of acts, of their status and of what is declared, and the words' vectors (B, W, …), from
    what the lower layers say of the pieces (B, P, WIDTH), the piece ids (B, P), and first and last piece of each
    word (B, W)."""

    def __init__(self, reader: Reader, arguments: int, kinds: int, stances: int) -> None:
        super().__init__()
        self.layers = copy.deepcopy(reader.encoder.encoder.layer[MIDDLE:])
        for layer in self.layers:
            change(layer, RANK)
        self.mix = nn.Parameter(reader.mix.detach()[MIDDLE:].clone())
        self.word = Low(copy.deepcopy(reader.word), RANK)
        self.drop = Dropout(DROPOUT)
        self.act, self.status = copy.deepcopy(reader.act), copy.deepcopy(reader.status)
        self.stance = nn.Linear(WIDTH, stances)
        self.frames = Frames(arguments, kinds)

    def forward(self, middle: Tensor, pieces: Tensor, first: Tensor, last: Tensor) -> tuple[Tensor, ...]:
        hidden = (pieces == 0).to(middle.dtype)[:, None, None, :] * -1e4
        layers = [middle]
        for layer in self.layers:
            layers.append(layer(layers[-1], attention_mask=hidden))
        words = word_vectors(layers, self.mix, self.word, first, last)
        dropped = self.drop(words)
        return self.act(dropped), self.status(dropped), self.stance(dropped), words


class Answers(nn.Module):
    """The marks as log probabilities, the likeliest status, and what is declared as log probabilities."""

    def __init__(self, marking: Marking) -> None:
        super().__init__()
        self.marking = marking

    def forward(self, *given: Tensor) -> tuple[Tensor, ...]:
        act, status, stance, words = self.marking(*given)
        return torch.log_softmax(act, -1), status.argmax(-1), torch.log_softmax(stance, -1), words


@dataclass(slots=True)
class Sentence(Tree):
    """A training sentence with the packaged reader's tree, and what its lower layers say of the pieces."""

    example: Example
    middle: NDArray[np.float16]


def read(
    examples: list[Example], language: Language, reader: Reader, pieces: Pieces, labels: Labels
) -> Iterator[Sentence]:
    """The sentences that are asked about, as the packaged reader sees them."""

    def look(batch: list[Example]) -> list[Sentence]:
        quoted = [e.quoted or [False] * len(e.forms) for e in batch]
        feed = {k: torch.from_numpy(v) for k, v in pieces.batch([e.forms for e in batch], quoted).feed().items()}
        with torch.no_grad(), half():
            middle = reader.layers(feed["pieces"], feed["types"])[MIDDLE].float().numpy().astype(np.float16)
        found = []
        for example, seen, vectors in zip(
            batch, language.model.read([e.forms for e in batch], quoted), middle, strict=True
        ):
            told = asked(example, seen)
            if told or example.acted:
                relations = labels.numbers("rels", seen.relations)
                own = vectors[: pieces.count(example.forms) + 2].copy()
                found.append(Sentence(seen.heads, relations, told, example, own))
        return found

    with ThreadPoolExecutor(2) as pool:
        yield from chain.from_iterable(pool.map(look, batches(examples, pieces, random.Random(0), READ)))


def taught_frames(sentences: list[Sentence], lessons: Lessons, model: Frames, kinds: int, minutes: float) -> None:
    """Has a network learn arguments from the teacher's vectors."""
    known = [s for s in sentences if s.example.lesson is not None and not s.example.untold and s.asked]
    sizes, rng = [len(s.heads) for s in known], random.Random(1)

    def loss(batch: list[Sentence]) -> Tensor:
        words, _ = lessons.words([s.example for s in batch], max(len(s.heads) for s in batch))
        with half():
            return frames_loss(model, words, batch, kinds)

    optimiser = torch.optim.AdamW(model.parameters(), lr=RATE, weight_decay=0.01)
    learn(model, optimiser, lambda: by_length(known, sizes, rng, BUDGET), loss, minutes, Step(60, clip=1.0))
    model.eval().requires_grad_(False)


def groups(sentences: list[Sentence], rng: random.Random) -> Iterator[list[Sentence]]:
    """Sentences of like length, BUDGET pieces in a batch: those of which the acts are known, and OTHERS drawn."""
    acts = [s for s in sentences if s.example.acted]
    others = [s for s in sentences if not s.example.acted]
    drawn = acts + rng.sample(others, min(len(others), round(OTHERS * len(acts))))
    return by_length(drawn, [len(s.middle) for s in drawn], rng, BUDGET)


def loss_of(
    model: Marking,
    batch: list[Sentence],
    pieces: Pieces,
    kinds: int,
    lessons: Lessons | None = None,
    frames: Frames | None = None,
) -> Tensor:
    """``lessons`` and ``frames``: what the teacher says of words, and who reads arguments from that."""
    arrays = pieces.batch([s.example.forms for s in batch])
    feed = {k: torch.from_numpy(v) for k, v in arrays.feed().items()}
    middle = np.zeros((*arrays.pieces.shape, WIDTH), dtype=np.float32)
    for row, s in zip(middle, batch, strict=True):
        row[: len(s.middle)] = s.middle
    with half():
        act, status, stance, words = model(torch.from_numpy(middle), feed["pieces"], feed["first"], feed["last"])
        taught = None
        if lessons is not None and frames is not None:
            taught = Taught(frames, *lessons.words([s.example for s in batch], words.shape[1]))
        arguments = frames_loss(model.frames, words, batch, kinds, taught)
    scored = (("act", act, 1.0), ("status", status, STATUS), ("stance", stance, STANCE))
    gold = {k: padded([s.example.tags.get(k) for s in batch], act.shape[1]) for k, _, _ in scored}
    return sum((share * classified(scores, gold[k]) for k, scores, share in scored), arguments)


def export(model: Marking, path: Path) -> None:
    """The graph with the frozen matrices in int8, as the reader has them, and the rest in halves; the changes are
    merged into the matrices as the runtime loads them."""
    pieces, words = torch.randint(200, 2000, (3, 12)), torch.randint(1, 10, (3, 6))
    of_pieces, of_words = ("batch", "piece"), ("batch", "word")
    inputs = {"middle": of_pieces, "pieces": of_pieces, "first": of_words, "last": of_words}
    outputs = dict.fromkeys(["act", "status", "stance", "words"], of_words)
    given = torch.randn(3, 12, WIDTH), pieces, words, words
    write(Answers(model), given, path, inputs, outputs, lambda node: "/layers." in node and "/whole/" in node)
    merge(path)
    soften(path)
    halve(path)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument(
        "--start", type=Path, help="a folder whose acts.onnx and frames.onnx to go on from: their mean is written"
    )
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--lessons", type=Path, help="a teacher's folder, with what it says of the sentences")
    parser.add_argument("--teacher-minutes", type=float, default=15, help="of what reads arguments from that")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    rng = random.Random(args.seed)
    labels = Labels.read(WEIGHTS / "labels.json")
    reader = Reader(labels.sizes())
    load_packaged(reader, WEIGHTS)
    reader.eval()
    pieces = Pieces(pretrained() / "tokenizer.json")
    model = Marking(reader, len(labels.arguments), len(labels.rels), len(labels.stance)).train()
    left: list[str] = []
    if args.start is not None:
        own = {k: v.clone() for k, v in model.state_dict().items() if k.endswith(".whole.weight")}
        left = load_packaged(model, args.start, ["acts.onnx"], "marking.")
        model.load_state_dict(own, strict=False)  # that was learned on the reader before, it may be
        load_packaged(model.frames, args.start, ["frames.onnx"], "model.")
    ewt, _ = corpora.trees(args.data)
    examples = [*corpora.web(ewt, corpora.roles(args.data), {}, labels), *corpora.news(args.data, labels)]
    examples += [*corpora.acted(args.data, labels), *corpora.sided(args.data, labels)]
    lessons, frames = None, Frames(len(labels.arguments), len(labels.rels)).train()
    if args.lessons is not None:
        lessons = Lessons(args.lessons, labels)
        examples += rng.sample(untold := corpora.untold(args.data), min(UNTOLD, len(untold)))
        for example in examples:
            example.lesson = lessons.start(example.forms)
    sentences = list(read(examples, Language.load(), reader, pieces, labels))
    print(f"{len(sentences)} sentences read", flush=True)
    if lessons is not None:
        taught_frames(sentences, lessons, frames, len(labels.rels), args.teacher_minutes)
        torch.save(frames.state_dict(), args.lessons / "frames.pt")
    loss = partial(loss_of, model, pieces=pieces, kinds=len(labels.rels), lessons=lessons, frames=frames)
    fresh, epoch = ("act.", "status.", "stance.", "frames."), partial(groups, sentences, rng)
    before = copy.deepcopy(model.state_dict())
    for name in [n for n in before if n.startswith("stance.") and n in left]:
        del before[name]  # the folder is older than that question
    learn_change(model, fresh, epoch, loss, args.minutes)
    if args.start is not None:
        mean(model, before)
    labels.write(args.out / "labels.json")
    export(model, args.out / "acts.onnx")
    export_frames(model.frames, args.out / "frames.onnx")


if __name__ == "__main__":
    main()
