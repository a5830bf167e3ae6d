"""Writes the trained reader as one ONNX graph: the encoder and the heads' first layers in int8, the rest in
halves."""

import argparse
import re
import shutil
from pathlib import Path

import torch
from torch import Tensor, nn

from legation.language.model import MARKED, OUTPUTS
from training import vocabulary
from training.corpora import UW
from training.examples import Labels
from training.graphs import write
from training.halves import halve
from training.masks import soften
from training.model import REL, TAGS, Reader, pretrained
from training.sharing import share_vectors

HEAD = re.compile(r"/reader/(arc_dep|arc_head|lemma|feats|names|act|times|cue|factuality)/(\w+\.0/)?MatMul")


class Answers(nn.Module):
    """What the reading needs of each sentence: the best labels, and scores where a search follows."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, pieces: Tensor, types: Tensor, first: Tensor, last: Tensor) -> tuple[Tensor, ...]:
        out = self.reader(pieces, types, first, last)
        out |= {layer: out[layer].argmax(-1) for layer in (*TAGS, "predicate")}
        out |= {layer: torch.log_softmax(out[layer], -1) for layer in MARKED}
        out["factuality"] = out["factuality"][..., UW]
        return tuple(out[name] for name in OUTPUTS)


class Relations(nn.Module):
    """The relation of each word to the head that the tree gave it."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, dep: Tensor, head: Tensor, heads: Tensor) -> Tensor:
        return self.reader.relations(dep, head, heads).argmax(-1)


def export_relations(reader: Reader, path: Path) -> None:
    dep, head = torch.zeros(2, 5, REL), torch.zeros(2, 6, REL)
    given = dep, head, torch.zeros(2, 5, dtype=torch.long)
    of_words = "batch", "word"
    inputs = {"dep": of_words, "head": ("batch", "word_and_root"), "heads": of_words}
    write(Relations(reader), given, path, inputs, {"rels": of_words})
    halve(path)


def export_reader(reader: Reader, path: Path, *, in_int8: bool = True) -> None:
    pieces, words = torch.randint(200, 2000, (3, 12)), torch.randint(1, 10, (3, 6))
    of_pieces, of_words = ("batch", "piece"), ("batch", "word")
    inputs = {"pieces": of_pieces, "types": of_pieces, "first": of_words, "last": of_words}
    outputs = {
        **dict.fromkeys(OUTPUTS, of_words),
        "arcs": (*of_words, "word_and_root"),
        "head": ("batch", "word_and_root"),
        "middle": of_pieces,
    }

    given = pieces, torch.ones_like(pieces), words, words
    write(Answers(reader), given, path, inputs, outputs, wide if in_int8 else None)
    if in_int8:
        soften(path)
        halve(path)


def wide(node: str) -> bool:
    """Whether a node's matrix is written in int8: the encoder's, and each head's first of a word's vector. Those
    took a sixth of the reader's time, and no score falls by them."""
    return ("/encoder/" in node and "/token_type_embeddings/" not in node) or bool(HEAD.fullmatch(node))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--trained", type=Path, required=True, help="folder with reader.pt and labels.json")
    parser.add_argument("--out", type=Path, required=True, help="folder of the packaged weights")
    parser.add_argument("--fp32", action="store_true", help="no quantisation, to tell what it costs")
    args = parser.parse_args()
    reader = Reader(Labels.read(args.trained / "labels.json").sizes())
    reader.load_state_dict(torch.load(args.trained / "reader.pt", weights_only=True))
    args.out.mkdir(parents=True, exist_ok=True)
    reader.eval()
    tokenizer, kept = vocabulary.pruned(pretrained() / "tokenizer.json")
    (args.out / "tokenizer.json").write_text(tokenizer, encoding="utf-8")
    embeddings = reader.encoder.embeddings.word_embeddings
    embeddings.weight = nn.Parameter(embeddings.weight[kept])
    export_reader(reader, args.out / "reader.onnx", in_int8=not args.fp32)
    if not args.fp32:
        share_vectors(args.out)
    export_relations(reader, args.out / "relations.onnx")
    for name in ("labels.json", "lemmas.json.gz"):
        shutil.copy(args.trained / name, args.out / name)


if __name__ == "__main__":
    main()
