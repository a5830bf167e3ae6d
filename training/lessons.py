"""What the teacher says of the training sentences, and of news that nobody has labelled: the reader learns from
all its answers beside what is annotated (Hinton et al. 2015).

The heads are asked of the words' vectors alone, so the vectors are all that is kept: 768 bytes a word.

    python -m training.lessons --data DATA --trained FOLDER --mpnet FOLDER
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from itertools import accumulate, chain
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.functional import kl_div, log_softmax, smooth_l1_loss, softmax

from legation.language.model import ACT, CUE, PREDICATE
from legation.language.pieces import Pieces
from training.examples import Example, Labels
from training.model import SPANS, TAGS, WIDTH, Reader

VECTORS, SENTENCES, STATE = "vectors.npy", "sentences.json", "reader.pt"
BUDGET = 4000  # pieces that are read at once
ASKED = 4  # predicates, cues and acts of a sentence that are drawn to be asked for their arguments
LONGEST = 200  # pieces of a sentence that is read


class Lessons:
    """The teacher's vectors of the words of sentences, and its heads, which answer from them."""

    def __init__(self, folder: Path, labels: Labels) -> None:
        sentences = json.loads((folder / SENTENCES).read_text(encoding="utf-8"))
        starts = accumulate(map(len, sentences), initial=0)
        self._start = {tuple(forms): start for forms, start in zip(sentences, starts, strict=False)}
        self._vectors = np.load(folder / VECTORS, mmap_mode="r")
        self._heads = Reader(labels.sizes())
        held = torch.load(folder / STATE, weights_only=True)
        taken = {n: v for n, v in held.items() if not n.startswith(("encoder.", "mix", "word."))}
        self._heads.load_state_dict(taken, strict=False)
        self._heads.eval().requires_grad_(False)

    def start(self, forms: Sequence[str]) -> int | None:
        """Where the vectors of a sentence start; None where the teacher hasn't read it."""
        return self._start.get(tuple(forms))

    def loss(
        self, model: Reader, out: dict[str, Tensor], batch: list[Example], weight: dict[str, float]
    ) -> Tensor:
        """How far the answers of ``model`` are from the teacher's; a layer counts as ``weight`` says, else 1."""
        vectors, there = self.words(batch, out["words"].shape[1])
        if not there.any():
            return torch.zeros(())
        with torch.no_grad():
            told = self._heads.answers(vectors, there)
            heads = (told["arcs"].argmax(-1) * there).long()
            relations = self._heads.relations(told["dep"], told["head"], heads)
        total = apart(out["arcs"], told["arcs"], there)
        total = total + apart(model.relations(out["dep"], out["head"], heads), relations, there)
        for layer in (*TAGS, *SPANS):
            total = total + weight.get(layer, 1.0) * apart(out[layer], told[layer], there)
        total = total + smooth_l1_loss(out["factuality"][there].float(), told["factuality"][there])
        row, at, kind = asked(told, there)
        if len(row):
            with torch.no_grad():
                arguments = self._heads.roles(vectors, row, at, kind)
            total = total + apart(model.roles(out["words"], row, at, kind), arguments, there[row])
        own, others = out["words"][there].float(), vectors[there]
        return total + nn.functional.mse_loss(own, others) / others.var()

    def words(self, batch: Sequence[Example], width: int) -> tuple[Tensor, Tensor]:
        """The vectors (B, width, WIDTH), and which there are (B, width)."""
        vectors = np.zeros((len(batch), width, WIDTH), dtype=np.float32)
        there = np.zeros((len(batch), width), dtype=bool)
        for r, example in enumerate(batch):
            if example.lesson is not None:
                n = len(example.forms)
                vectors[r, :n] = self._vectors[example.lesson : example.lesson + n]
                there[r, :n] = True
        return torch.from_numpy(vectors), torch.from_numpy(there)


def asked(told: dict[str, Tensor], there: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """Sentence, word and kind of the predicates, and of the last words of cues and of acts' triggers, as the
    teacher sees them: some of each sentence, drawn."""
    marks = {PREDICATE: told["predicate"].argmax(-1) > 0}
    marks |= {CUE: last_words(told["cue"]), ACT: last_words(told["act"])}
    found = torch.stack([marks[k] & there for k in sorted(marks)], -1).nonzero()
    drawn = found[torch.randperm(len(found))]
    before = (drawn[:, None, 0] == drawn[None, :, 0]).tril(-1).sum(1)
    row, at, kind = drawn[before < ASKED].unbind(1)
    return row, at, kind


def last_words(scores: Tensor) -> Tensor:
    """Of the words (B, W) marked by begin and inside labels, the last of each stretch."""
    best = scores.argmax(-1)
    inside = (best > 0) & (best % 2 == 0)
    return (best > 0) & ~torch.cat([inside[:, 1:], torch.zeros_like(inside[:, :1])], 1)


def apart(scores: Tensor, told: Tensor, there: Tensor) -> Tensor:
    """How far the answers (B, W, labels) are from the teacher's: the mean over the words that are there."""
    given = log_softmax(scores[there].float(), -1)
    return kl_div(given, softmax(told[there].float(), -1), reduction="batchmean")


def read(examples: list[Example], teacher: Reader, pieces: Pieces) -> Iterator[tuple[int, np.ndarray]]:
    """The number of each sentence and the vectors of its words, the longest first."""
    sizes = [pieces.count(e.forms) + 2 for e in examples]
    order = sorted(range(len(examples)), key=lambda i: -sizes[i])
    while order:
        most = max(1, BUDGET // sizes[order[0]])
        group, order = order[:most], order[most:]
        batch = [examples[i] for i in group]
        arrays = pieces.batch([e.forms for e in batch], [e.quoted for e in batch])
        with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
            words = teacher.words(**{k: torch.from_numpy(v) for k, v in arrays.feed().items()})
        yield from ((i, w[: len(e.forms)].float().numpy()) for i, e, w in zip(group, batch, words, strict=True))


def main() -> None:
    from training.model import pretrained
    from training.teacher import Teacher
    from training.train import read_data

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--trained", type=Path, required=True, help="the teacher's folder")
    parser.add_argument("--mpnet", type=Path, required=True, help="folder of MPNet's weights")
    args = parser.parse_args()
    told, labels = read_data(args.data, args.trained)
    pieces = Pieces(pretrained() / "tokenizer.json")
    every = {tuple(e.forms): e for e in chain.from_iterable(told.values()) if pieces.count(e.forms) <= LONGEST}
    examples = list(every.values())
    (args.trained / SENTENCES).write_text(json.dumps([e.forms for e in examples], ensure_ascii=False))
    starts = list(accumulate((len(e.forms) for e in examples), initial=0))
    shape = starts[-1], WIDTH
    vectors = np.lib.format.open_memmap(args.trained / VECTORS, "w+", dtype=np.float16, shape=shape)
    teacher = Teacher(labels.sizes(), args.mpnet)
    teacher.load_state_dict(torch.load(args.trained / STATE, weights_only=True))
    teacher.eval()
    for done, (i, words) in enumerate(read(examples, teacher, pieces), 1):
        vectors[starts[i] : starts[i] + len(words)] = words
        if done % 2000 == 0:
            print(f"{done} of {len(examples)} sentences", flush=True)


if __name__ == "__main__":
    main()
