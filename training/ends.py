"""Trains the second opinion on where sentences end, on what the packaged reader's lower layers say of documents.

To be run again whenever the reader was: another reader's layers say other things.
"""

import argparse
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx.utils
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn.functional import binary_cross_entropy_with_logits

from legation.language import conllu
from legation.language.boundaries import SENTENCE, simple_words
from legation.language.ends import BREAK, LINE, LONGEST_WINDOW, SPACE, gaps_after
from legation.language.language import WEIGHTS
from legation.language.model import Model
from legation.language.pieces import LONGEST
from training.boundaries import documents, padded, read_marked
from training.graphs import write
from training.halves import halve
from training.learning import Step, learn
from training.model import WIDTH

HIDDEN, DROPOUT = 96, 0.3
GAPS, GAP_WIDTH = 4, 16
SHORTEST_WINDOW, SHARED = 70, 25  # words, and how many of them the next window has too
EDGE = 5  # words at a cut on which nothing is learned: their context is missing
BATCH, RATE = 16, 3e-3
OPEN_SHARE = 0.3  # of GUM's windows in an epoch: its sentences end as they should


class Network(nn.Module):
    """Vectors of words (B, W, 2 * WIDTH) and what stands after each (B, W), to scores of its ending a sentence
    (B, W)."""

    def __init__(self) -> None:
        super().__init__()
        self.drop = nn.Dropout(DROPOUT)
        self.inp = nn.Linear(2 * WIDTH, HIDDEN)
        self.gap = nn.Embedding(GAPS, GAP_WIDTH)
        self.seq = nn.GRU(HIDDEN + 2 * GAP_WIDTH, HIDDEN, bidirectional=True, batch_first=True)
        self.mid = nn.Linear(4 * HIDDEN, 64)
        self.out = nn.Linear(64, 1)
        nn.init.constant_(self.out.bias, -2.5)  # about one word in twelve or more ends a sentence

    def forward(self, words: Tensor, gaps: Tensor) -> Tensor:
        gap = self.gap(gaps)
        before = torch.cat([self.gap(torch.full_like(gaps[:, :1], BREAK)), gap[:, :-1]], 1)
        x = torch.relu(self.inp(self.drop(words)))
        x = self.drop(self.seq(torch.cat([x, gap, before], -1))[0])
        following = torch.cat([x[:, 1:], torch.zeros_like(x[:, :1])], 1)
        return self.out(torch.relu(self.mid(torch.cat([x, following], -1)))).squeeze(-1)


@dataclass(slots=True)
class Window:
    """Words of a document, a value each: ``gaps`` after them, whether a sentence ``ends``, and whether that is
    ``learned``."""

    forms: list[str]
    gaps: NDArray[np.int64]
    ends: NDArray[np.bool_]
    learned: NDArray[np.bool_]


def windows(document: Sequence[conllu.Sentence], rng: random.Random) -> Iterator[Window]:
    forms: list[str] = []
    gaps: list[int] = []
    ends: list[bool] = []
    for sentence in document:
        if forms and sentence.starts_paragraph:
            gaps[-1] = BREAK
        for word in sentence.words:
            forms.append(word.form.replace(" ", "\u00a0"))
            gaps.append(SPACE if word.space_after else 0)
        ends += [False] * (len(sentence.words) - 1) + [True]
    gaps[-1] = BREAK
    start = 0
    while True:
        end = start + rng.randrange(SHORTEST_WINDOW, LONGEST_WINDOW)
        part = slice(start, end)
        learned = np.ones(len(forms[part]), dtype=np.bool_)
        if start:
            learned[:EDGE] = False
        if end < len(forms):
            learned[-EDGE:] = False
        yield Window(forms[part], np.array(gaps[part]), np.array(ends[part]), learned)
        if end >= len(forms):
            return
        start = end - SHARED


def written() -> Iterator[Window]:
    """The passages of news that the character network learns from too."""
    for passage in read_marked(Path(__file__).parent / "sentences/boundaries.txt"):
        offsets = simple_words(passage.text)
        ends = np.array([passage.labels[0, end - 1] == SENTENCE for _, end in offsets])
        forms = [passage.text[a:b] for a, b in offsets]
        yield Window(forms, gaps_after(passage.text, offsets), ends, np.ones_like(ends))


def as_set(window: Window, rng: random.Random) -> NDArray[np.int64]:
    """The gaps of a window as some text might have them: paragraphs set otherwise, lines wrapped, a line each."""
    gaps, chance = window.gaps.copy(), rng.random()
    if chance < 0.4:
        gaps[gaps == BREAK] = SPACE if chance < 0.2 else LINE
    elif chance < 0.5:
        width = rng.randrange(9, 16)
        wrapped = slice(rng.randrange(width), None, width)
        gaps[wrapped][gaps[wrapped] == SPACE] = LINE
    elif chance < 0.55:
        gaps[window.ends & (gaps == SPACE)] = LINE
    return gaps


def errors(network: Network, given: Iterable[tuple[Window, NDArray[np.float16]]]) -> tuple[int, int]:
    """How many ends of sentences within paragraphs are told wrong, and how many there are."""
    network.eval()
    wrong = count = 0
    for window, vectors in given:
        with torch.no_grad():
            found = network(torch.from_numpy(vectors).float()[None], torch.from_numpy(window.gaps)[None])[0] > 0
        counted = window.learned & (window.gaps != BREAK)
        wrong += int((found.numpy() != window.ends)[counted].sum())
        count += int(window.ends[counted].sum())
    return wrong, count


def export(network: Network, path: Path) -> None:
    given = torch.zeros(1, 5, 2 * WIDTH), torch.ones(1, 5, dtype=torch.long)
    of_words = "batch", "word"
    write(network, given, path, {"words": of_words, "gaps": of_words}, {"scores": of_words})
    halve(path)


def export_lower(folder: Path) -> None:
    """Writes the reader's lower layers as a graph of their own; its large matrices stay where they are."""
    reader = onnx.load(str(folder / "reader.onnx"), load_external_data=False)
    lower = onnx.utils.Extractor(reader).extract_model(["pieces", "types"], ["middle"])
    onnx.save(lower, str(folder / "lower.onnx"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=8)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--all", action="store_true", help="learn from every tenth document too, kept aside else")
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    rng = random.Random(args.seed)
    export_lower(WEIGHTS)
    model, network = Model(WEIGHTS), Network()
    web, other = documents(args.data)

    def with_vectors(given: Iterable[Window]) -> list[tuple[Window, NDArray[np.float16]]]:
        every = [w for w in given if model.pieces.count(w.forms) <= LONGEST]
        vectors = model.lower([w.forms for w in every])
        return [(w, v.astype(np.float16)) for w, v in zip(every, vectors, strict=True)]

    def seen(documents: list[list[conllu.Sentence]]) -> list[tuple[Window, NDArray[np.float16]]]:
        return with_vectors(w for d in documents for w in windows(d, rng))

    tenth = [] if args.all else web[::10]
    if not args.all:
        web, other = ([d for i, d in enumerate(part) if i % 10] for part in (web, other))
    of_web, of_other, of_news, aside = seen(web), seen(other), with_vectors(written()), seen(tenth)
    print(len(of_web), len(of_other), "windows", flush=True)

    def epoch() -> Iterator[list[tuple[Window, NDArray[np.float16]]]]:
        some = of_web + of_news + rng.sample(of_other, int(OPEN_SHARE * len(of_other)))
        some.sort(key=lambda given: len(given[0].forms) + 4 * rng.random())
        groups = [some[i : i + BATCH] for i in range(0, len(some), BATCH)]
        yield from rng.sample(groups, len(groups))

    def loss_of(batch: list[tuple[Window, NDArray[np.float16]]]) -> Tensor:
        network.train()
        scores = network(padded([v for _, v in batch]).float(), padded([as_set(w, rng) for w, _ in batch]))
        learned = padded([w.learned for w, _ in batch])
        gold = padded([w.ends for w, _ in batch]).float()
        return binary_cross_entropy_with_logits(scores[learned], gold[learned])

    optimiser = torch.optim.AdamW(network.parameters(), lr=RATE, weight_decay=0.02, fused=True)
    learn(network, optimiser, epoch, loss_of, args.minutes, Step(warm=50, clip=1.0, decay=0.99))
    if aside:
        print("of the documents kept aside, wrong of so many ends: {} of {}".format(*errors(network, aside)))
    export(network, args.out / "ends.onnx")


if __name__ == "__main__":
    main()
