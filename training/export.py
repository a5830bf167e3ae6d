"""Writes the trained reader as one ONNX graph: the encoder in int8; the heads, where that costs more than it
saves, in halves."""

import argparse
import shutil
import tempfile
from pathlib import Path

import torch
from torch import Tensor, nn

from legation.language.model import MARKED, OUTPUTS
from training import vocabulary
from training.corpora import UW
from training.examples import Labels
from training.halves import halve
from training.masks import soften
from training.model import REL, TAGS, Reader, pretrained
from training.quantised import quantise


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


INPUTS = ["pieces", "types", "first", "last"]


def export_relations(reader: Reader, path: Path) -> None:
    dep, head = torch.zeros(2, 5, REL), torch.zeros(2, 6, REL)
    axes = {n: {0: "batch", 1: "word"} for n in ("dep", "heads", "rels")} | {
        "head": {0: "batch", 1: "word_and_root"}
    }
    torch.onnx.export(
        Relations(reader),
        (dep, head, torch.zeros(2, 5, dtype=torch.long)),
        str(path),
        input_names=["dep", "head", "heads"],
        output_names=["rels"],
        dynamic_axes=axes,
        dynamo=False,
    )


def export_reader(reader: Reader, path: Path, *, in_int8: bool = True) -> None:
    pieces = torch.randint(200, 2000, (3, 12))
    words = torch.randint(1, 10, (3, 6))
    with tempfile.TemporaryDirectory() as folder:
        full = Path(folder) / "full.onnx"
        of_pieces = {"pieces", "types", "middle"}
        axes = {n: {0: "batch", 1: "piece" if n in of_pieces else "word"} for n in (*INPUTS, *OUTPUTS)}
        axes["arcs"][2] = axes["head"][1] = "word_and_root"
        torch.onnx.export(
            Answers(reader),
            (pieces, torch.ones_like(pieces), words, words),
            str(full),
            input_names=INPUTS,
            output_names=list(OUTPUTS),
            dynamic_axes=axes,
            dynamo=False,
            opset_version=17,
        )
        if not in_int8:
            shutil.copy(full, path)
            return
        quantise(full, path, lambda node: "/encoder/" in node and "/token_type_embeddings/" not in node)
    soften(path)
    halve(path)


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
    export_relations(reader, args.out / "relations.onnx")
    halve(args.out / "relations.onnx")
    for name in ("labels.json", "lemmas.json.gz"):
        shutil.copy(args.trained / name, args.out / name)


if __name__ == "__main__":
    main()
