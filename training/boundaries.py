"""Trains the character network that finds words and sentences in raw text, and writes it as ONNX."""

import argparse
import json
import random
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import helper
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn.functional import cross_entropy
from torch.nn.utils.rnn import pad_sequence
from torch.optim.swa_utils import AveragedModel

from legation.language import conllu
from legation.language.boundaries import ALPHABET, NOTHING, SENTENCE, TOKEN, WORD, Written, characters, common
from training import gum
from training.halves import halve
from training.model import pretrained
from training.train import half

CHUNK, BATCH = 2000, 8000  # characters
IGNORE = -100
RATE = 3e-3
LABELS, GRAMMAR = 5.0, 0.1  # weights in the loss: labels of characters, parts of speech and relations of words

COMMON = 12_000  # words known by themselves
UNKNOWN = 0.1  # how often they are taken for others, to learn what to do with those
RENAMED = 0.2  # how often a name is put for another
JOINED = 0.01  # how often the space after one of these marks is left out
MARKS = frozenset({".", ",", "!", "?", ";", ":", ")", "...", "-", "/"})
BETWEEN = ["\n\n"] * 8 + ["\n", " "]  # what stands between paragraphs


class Residual(nn.Module):
    def __init__(self, width: int, reach: int, dilation: int, dropout: float) -> None:
        super().__init__()
        self.conv = nn.Conv1d(width, width, 2 * reach + 1, padding=reach * dilation, dilation=dilation)
        self.drop = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        return masked(x + self.drop(torch.relu(self.conv(x))), mask)


def masked(x: Tensor, mask: Tensor | None) -> Tensor:
    return x if mask is None else x * mask


class Network(nn.Module):
    """Characters (B, L), first and last character of each written word and its number in the list (B, W), and the
    written word of each character (B, L), to label scores (B, L, 4).

    Trained, it also says each word's part of speech and relation: what it learns of grammar for that is of use.
    """

    def __init__(
        self, vectors: Tensor, tags: int, width: int = 48, words: int = 128, dropout: float = 0.15
    ) -> None:
        super().__init__()
        self.embed = nn.Embedding(ALPHABET, 48)
        self.near = nn.Conv1d(48, width, 5, padding=2)
        self.nearer = nn.ModuleList(Residual(width, 2, d, 0.0) for d in (2, 4, 8, 1))
        self.vectors = nn.Embedding.from_pretrained(vectors, freeze=True)
        self.meaning = nn.Linear(vectors.shape[1], 32)
        self.drop_in = nn.Dropout(dropout)
        self.word = nn.Conv1d(2 * width + 32, words, 1)
        self.far = nn.ModuleList(Residual(words, 1, d, dropout) for d in (1, 2, 4, 8, 16, 1))
        self.back = nn.Linear(words, width + 32)
        self.own = nn.Linear(width, width + 32)
        self.out = nn.Linear(width + 32, 4)
        self.grammar = nn.ModuleList(nn.Linear(width + 32, tags) for _ in range(2))

    def hidden(
        self,
        characters: Tensor,
        starts: Tensor,
        lasts: Tensor,
        at: Tensor,
        words: Tensor,
        mask: Tensor | None = None,
        word_mask: Tensor | None = None,
    ) -> Tensor:
        x = masked(self.embed(characters).transpose(1, 2), mask)
        x = masked(torch.relu(self.near(x)), mask)
        for layer in self.nearer:
            x = layer(x, mask)
        x = x.transpose(1, 2)
        seen = torch.cat([pick(x, starts), pick(x, lasts), self.meaning(self.vectors(words))], -1)
        w = masked(torch.relu(self.word(self.drop_in(seen).transpose(1, 2))), word_mask)
        for layer in self.far:
            w = layer(w, word_mask)
        return torch.relu(self.own(x) + pick(self.back(w.transpose(1, 2)), at))

    def forward(self, characters: Tensor, starts: Tensor, lasts: Tensor, at: Tensor, words: Tensor) -> Tensor:
        return self.out(self.hidden(characters, starts, lasts, at, words))


def pick(x: Tensor, at: Tensor) -> Tensor:
    """The rows of x (B, N, C) at the given numbers (B, M)."""
    if len(x) == 1:
        return x.squeeze(0).index_select(0, at.squeeze(0)).unsqueeze(0)
    return x.gather(1, at.unsqueeze(-1).expand(-1, -1, x.shape[-1]))


def common_words() -> tuple[dict[str, int], Tensor]:
    """The most common words of MiniLM's list, numbered from 1, and their vectors (row 0: any other word)."""
    vocabulary = json.loads((pretrained() / "tokenizer.json").read_text())["model"]["vocab"]
    words = [w for w in sorted(vocabulary, key=vocabulary.__getitem__) if w.isalpha() and w.isascii()][:COMMON]
    table = load_file(pretrained() / "model.safetensors")["embeddings.word_embeddings.weight"].float()
    rows = table[[vocabulary[w] for w in words]]
    rows = (rows - rows.mean(0)) / rows.std()
    return {w: i for i, w in enumerate(words, 1)}, torch.cat([torch.zeros(1, rows.shape[1]), rows])


@dataclass(slots=True)
class Passage:
    """A text and what is known of each of its characters: label, part of speech, relation (or IGNORE)."""

    text: str
    labels: np.ndarray  # (3, length)

    def cut(self, low: int, high: int) -> "Passage":
        return Passage(self.text[low:high], self.labels[:, low:high])


def raw(
    document: list[conllu.Sentence], numbers: dict[str, int], rng: random.Random, names: list[str], between: str
) -> Passage:
    """The text of a document, some names put for others, and the labels of its characters."""
    pieces: list[str] = []
    labels: list[tuple[int, int, int]] = []
    nothing = (NOTHING, IGNORE, IGNORE)
    for s in document:
        if pieces and s.starts_paragraph:
            while pieces and pieces[-1] == " ":
                pieces.pop()
                labels.pop()
            pieces.append(between)
            labels += [nothing] * len(between)
        for i, word in enumerate(s.words):
            form = word.form.replace(" ", "\u00a0")
            if names and word.upos == "PROPN" and form.istitle() and rng.random() < RENAMED:
                form = rng.choice(names)
            pieces.append(form)
            end = SENTENCE if i == len(s.words) - 1 else TOKEN if word.token_end else WORD
            labels += [nothing] * (len(form) - 1)
            relation = word.deprel.split(":")[0]
            labels.append((end, *(numbers.setdefault(k, len(numbers)) for k in (word.upos, relation))))
            if word.space_after and not (names and form in MARKS and rng.random() < JOINED):
                pieces.append(" ")
                labels.append(nothing)
    return Passage("".join(pieces), np.array(labels, dtype=np.int64).T)


def read_marked(path: Path) -> list[Passage]:
    """Passages written for the purpose, one a line, ``¶`` after each sentence: text and labels.

    Only what they are sure of is labelled: sentence ends, and that white space ends a word.
    """
    out = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or not line.strip():
            continue
        line = line.strip().replace("\\n", "\n")
        text = line.replace("¶", "")
        labels = np.full((3, len(text)), IGNORE, dtype=np.int64)
        for i, c in enumerate(text[:-1]):
            if c.isspace():
                labels[0, i] = NOTHING
            elif text[i + 1].isspace():
                labels[0, i] = TOKEN
        at = 0
        for c in line:
            if c == "¶":
                labels[0, at - 1] = SENTENCE
            else:
                at += 1
        out.append(Passage(text, labels))
    return out


def as_written(text: str, rng: random.Random) -> str:
    """The same text with other marks of the same length: curly quotes, wrapped lines, dashes, capitals."""
    if rng.random() < 0.3:
        text = re.sub(r'(^|[\s(\[])"', r"\1“", text).replace('"', "”")
        text = re.sub(r"(^|[\s(\[“])'", r"\1‘", text).replace("'", "’")
    if rng.random() < 0.25:
        text = text.replace(" - ", " – " if rng.random() < 0.5 else " — ")
    if rng.random() < 0.1:
        out, column, width = [], 0, rng.randint(50, 90)
        for c in text:
            column = 0 if c == "\n" else column + 1
            if c == " " and column > width:
                c, column = "\n", 0
            out.append(c)
        text = "".join(out)
    if rng.random() < 0.02:
        text = text.upper() if len(text.upper()) == len(text) else text
    return text


def training_chunks(
    parts: list[list[conllu.Sentence]],
    written: list[Passage],
    tags: dict[str, int],
    names: list[str],
    rng: random.Random,
) -> list[Passage]:
    """One epoch's pieces of text: documents as variously written, and the passages joined a few at a time.

    Each begins and ends with a sentence, as a text does.
    """
    out = []
    passages = rng.sample(written, len(written))
    for at in range(0, len(passages), 3):
        few = passages[at : at + 3]
        gap = rng.choice([" ", "\n", "\n\n"])
        space = np.full((3, len(gap)), IGNORE, dtype=np.int64)
        space[0] = NOTHING
        labels = np.concatenate([part for p in few for part in (p.labels, space)], 1)
        text = gap.join(p.text for p in few)
        out.append(Passage(text, labels[:, : len(text)]))
    for document in parts:
        passage = raw(document, tags, rng, names, rng.choice(BETWEEN))
        passage.text = as_written(passage.text, rng)
        ends = np.flatnonzero(passage.labels[0] == SENTENCE) + 1
        low, longest = 0, rng.randrange(CHUNK // 4, CHUNK)
        for end, following in zip(ends, [*ends[1:], np.inf], strict=True):
            if following - low > longest:
                out.append(passage.cut(low, end))
                low, longest = end, CHUNK
    rng.shuffle(out)
    return out


def batches(chunks: list[Passage], rng: random.Random) -> list[list[Passage]]:
    """Pieces of like length together, about as many characters in each batch."""
    out: list[list[Passage]] = []
    longest = 0
    for chunk in sorted(chunks, key=lambda c: len(c.text) + 200 * rng.random(), reverse=True):
        if not out or (len(out[-1]) + 1) * max(longest, len(chunk.text)) > BATCH:
            out.append([])
            longest = 0
        longest = max(longest, len(chunk.text))
        out[-1].append(chunk)
    rng.shuffle(out)
    return out


def padded(rows: Sequence[np.ndarray], fill: int = 0) -> Tensor:
    """The rows, of any length each, as one tensor."""
    return pad_sequence([torch.from_numpy(row) for row in rows], batch_first=True, padding_value=fill)


def documents(data: Path) -> tuple[list[list[conllu.Sentence]], ...]:
    """The documents of the training parts of EWT and of GUM's open genres."""
    web = list(conllu.documents(conllu.read(data / "ud_ewt/en_ewt-ud-train.conllu")))
    return web, list(conllu.documents(gum.read_open(data / "ud_gum/en_gum-ud-train.conllu")))


def inputs(texts: list[str], numbers: dict[str, int]) -> dict[str, Tensor]:
    ids = [characters(t) for t in texts]
    written = [Written.of(i) for i in ids]
    words = [common(t, w, numbers) for t, w in zip(texts, written, strict=True)]
    out = {
        "characters": padded(ids),
        "starts": padded([w.starts for w in written]),
        "lasts": padded([w.lasts for w in written]),
        "at": padded([w.at for w in written]),
        "words": padded(words),
    }
    out["mask"] = (out["characters"] > 0).unsqueeze(1)
    out["word_mask"] = (padded(words, -1) >= 0).unsqueeze(1)
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=12)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--all", action="store_true", help="learn from every tenth document too, kept aside else")
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    rng = random.Random(args.seed)
    web, other = documents(args.data)
    train = web + other
    if not args.all:
        train = [d for i, d in enumerate(train) if i % 10]
    written = read_marked(Path(__file__).parent / "sentences/boundaries.txt")
    numbers, vectors = common_words()
    words = [w for document in train for s in document for w in s.words]
    names = [w.form for w in words if w.upos == "PROPN" and w.form.istitle() and w.form.isalpha()]
    tags: dict[str, int] = {}
    for document in train:
        raw(document, tags, rng, [], " ")
    network = Network(vectors, len(tags))
    print(sum(p.numel() for n, p in network.named_parameters() if "vectors" not in n), "parameters")
    averaged = AveragedModel(network)  # over the last sixth of the steps
    optimiser = torch.optim.AdamW(network.parameters(), lr=RATE, weight_decay=0.01)
    steps = args.epochs * len(batches(training_chunks(train, written, tags, names, rng), rng))
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda s: min(s / 300, max(0.0, 1 - s / steps)))
    for epoch in range(args.epochs):
        began, total = time.time(), [0.0, 0.0, 0.0]
        groups = batches(training_chunks(train, written, tags, names, rng), rng)
        for group in groups:
            given = inputs([c.text for c in group], numbers)
            given["words"] = given["words"] * (torch.rand(given["words"].shape) > UNKNOWN)
            gold = [padded([c.labels[i] for c in group], IGNORE).flatten() for i in range(3)]
            with half():
                hidden = network.hidden(**given).flatten(0, 1)
                losses = [
                    cross_entropy(head(hidden[g != IGNORE]).float(), g[g != IGNORE], reduction="sum")
                    / (g != IGNORE).sum().clamp(1)
                    for head, g in zip((network.out, *network.grammar), gold, strict=True)
                ]
            loss = LABELS * losses[0] + GRAMMAR * (losses[1] + losses[2])
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            if schedule.last_epoch > steps * 5 // 6:
                averaged.update_parameters(network)
            total = [t + x.item() for t, x in zip(total, losses, strict=True)]
        mean = " ".join(f"{t / len(groups):.4f}" for t in total)
        print(f"epoch {epoch} loss {mean} {time.time() - began:.0f}s", flush=True)
    args.out.mkdir(parents=True, exist_ok=True)
    export(averaged.module, numbers, args.out / "boundaries.onnx")


def export(network: Network, numbers: dict[str, int], path: Path) -> None:
    """As ONNX, matrices in half precision, the list of common words within."""
    network.eval()
    network.vectors = nn.Embedding.from_pretrained(network.meaning(network.vectors.weight).detach())
    network.meaning = nn.Identity()
    given = inputs(["An example, of two. Sentences."], numbers)
    names = ["characters", "starts", "lasts", "at", "words"]
    torch.onnx.export(
        network,
        tuple(given[n] for n in names),
        str(path),
        input_names=names,
        output_names=["scores"],
        dynamic_axes={
            n: {1: "words" if n in {"starts", "lasts", "words"} else "length"} for n in [*names, "scores"]
        },
        dynamo=False,
    )
    halve(path)
    model = onnx.load(str(path))
    helper.set_model_props(model, {"words": " ".join(numbers)})
    onnx.save(model, str(path))


if __name__ == "__main__":
    main()
