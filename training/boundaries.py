"""Trains the character network that finds words and sentences in raw text, and writes it as ONNX."""

import argparse
import random
import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy

from legation.language import conllu
from legation.language.boundaries import ALPHABET, NOTHING, SENTENCE, TOKEN, WORD, characters
from training import gum

CHUNK = 640
IGNORE = -100


class Network(nn.Module):
    """(B, L) characters → (B, L, 4) label scores; sees 60 characters on each side."""

    def __init__(self, width: int = 48) -> None:
        super().__init__()
        self.embed = nn.Embedding(ALPHABET, 32)
        self.first = nn.Conv1d(32, width, 5, padding=2)
        self.convs = nn.ModuleList(nn.Conv1d(width, width, 5, padding=2 * d, dilation=d) for d in (2, 4, 8, 15))
        self.out = nn.Conv1d(width, 4, 1)

    def forward(self, ids: Tensor) -> Tensor:
        x = torch.relu(self.first(self.embed(ids).transpose(1, 2)))
        for conv in self.convs:
            x = x + torch.relu(conv(x))
        return self.out(x).transpose(1, 2)


def documents(parts: list[conllu.Sentence]) -> Iterator[list[conllu.Sentence]]:
    current: list[conllu.Sentence] = []
    for s in parts:
        if s.starts_document and current:
            yield current
            current = []
        current.append(s)
    if current:
        yield current


def raw(document: list[conllu.Sentence], between: str = "\n\n") -> tuple[str, np.ndarray]:
    """The text of a document and a label for each character."""
    pieces: list[str] = []
    labels: list[int] = []
    for s in document:
        if pieces and s.starts_paragraph:
            while pieces and pieces[-1] == " ":
                pieces.pop()
                labels.pop()
            pieces.append(between)
            labels += [NOTHING] * len(between)
        for i, word in enumerate(s.words):
            form = word.form.replace(" ", "\u00a0")
            pieces.append(form)
            end = SENTENCE if i == len(s.words) - 1 else TOKEN if word.token_end else WORD
            labels += [NOTHING] * (len(form) - 1) + [end]
            if word.space_after:
                pieces.append(" ")
                labels.append(NOTHING)
    return "".join(pieces), np.array(labels, dtype=np.int64)


def read_marked(path: Path) -> list[tuple[str, np.ndarray]]:
    """Passages written for the purpose, one a line, ``¶`` after each sentence: text and labels.

    Only what they are sure of is labelled: sentence ends, and that white space ends a word.
    """
    out = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or not line.strip():
            continue
        line = line.strip().replace("\\n", "\n")
        text = line.replace("¶", "")
        labels = np.full(len(text), IGNORE, dtype=np.int64)
        for i, c in enumerate(text[:-1]):
            if c.isspace():
                labels[i] = NOTHING
            elif text[i + 1].isspace():
                labels[i] = TOKEN
        at = 0
        for c in line:
            if c == "¶":
                labels[at - 1] = SENTENCE
            else:
                at += 1
        out.append((text, labels))
    return out


def as_written(text: str, rng: random.Random) -> str:
    """The same text with other marks of the same length: curly quotes, wrapped lines, dashes, capitals."""
    if rng.random() < 0.5:
        text = re.sub(r'(^|[\s(\[])"', r"\1“", text).replace('"', "”")
        text = re.sub(r"(^|[\s(\[“])'", r"\1‘", text).replace("'", "’")
    if rng.random() < 0.25:
        text = text.replace(" - ", " – " if rng.random() < 0.5 else " — ")
    if rng.random() < 0.15:
        out, column, width = [], 0, rng.randint(50, 90)
        for c in text:
            column = 0 if c == "\n" else column + 1
            if c == " " and column > width:
                c, column = "\n", 0
            out.append(c)
        text = "".join(out)
    if rng.random() < 0.03:
        text = text.upper() if len(text.upper()) == len(text) else text
    return text


def training_chunks(
    parts: list[list[conllu.Sentence]], written: list[tuple[str, np.ndarray]], rng: random.Random
) -> list[tuple[str, np.ndarray]]:
    """One epoch's pieces of text: documents as variously written, and the passages joined a few at a time."""
    out = []
    passages = rng.sample(written, len(written))
    for at in range(0, len(passages), 3):
        few = passages[at : at + 3]
        gap = rng.choice([" ", "\n", "\n\n"])
        text = gap.join(t for t, _ in few)
        space = np.full(len(gap), NOTHING, dtype=np.int64)
        labels = np.concatenate([part for _, own in few for part in (own, space)])[: len(text)]
        out.append((text[:CHUNK], labels[:CHUNK]))
    for document in parts:
        text, labels = raw(document, rng.choice(["\n\n", "\n\n", "\n", " "]))
        text = as_written(text, rng)
        at = -rng.randrange(CHUNK // 2)
        while at < len(text):
            low, high = max(0, at), min(len(text), at + CHUNK)
            ends = np.flatnonzero(labels[low:high] == SENTENCE)
            if len(ends) and rng.random() < 0.3:  # as a text ends: with nothing after its last full stop
                high = low + int(rng.choice(ends)) + 1
            out.append((text[low:high], labels[low:high]))
            at += CHUNK
    rng.shuffle(out)
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    rng = random.Random(args.seed)
    train = list(documents(list(conllu.read(args.data / "ud_ewt/en_ewt-ud-train.conllu"))))
    train += list(documents(gum.read_open(args.data / "ud_gum/en_gum-ud-train.conllu")))
    written = read_marked(Path(__file__).parent / "sentences/boundaries.txt")
    network = Network()
    optimiser = torch.optim.AdamW(network.parameters(), lr=3e-3, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda e: 1 - e / args.epochs)
    for epoch in range(args.epochs):
        chunks = training_chunks(train, written, rng)
        for at in range(0, len(chunks), 24):
            group = chunks[at : at + 24]
            ids = torch.zeros((len(group), CHUNK), dtype=torch.long)
            gold = torch.full((len(group), CHUNK), IGNORE, dtype=torch.long)
            for r, (text, labels) in enumerate(group):
                ids[r, : len(text)] = torch.from_numpy(characters(text))
                gold[r, : len(labels)] = torch.from_numpy(labels)
            loss = cross_entropy(network(ids).flatten(0, 1), gold.flatten(), ignore_index=IGNORE)
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
        schedule.step()
        print(f"epoch {epoch} loss {loss.item():.4f}", flush=True)
    args.out.mkdir(parents=True, exist_ok=True)
    export(network, args.out / "boundaries.onnx")


def export(network: Network, path: Path) -> None:
    network.eval()
    example = torch.zeros((1, 300), dtype=torch.long)
    torch.onnx.export(
        network,
        (example,),
        str(path),
        input_names=["characters"],
        output_names=["scores"],
        dynamic_axes={"characters": {1: "length"}, "scores": {1: "length"}},
        dynamo=False,
    )


if __name__ == "__main__":
    main()
