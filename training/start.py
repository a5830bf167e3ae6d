"""Starting from the packaged weights: the int8 graph's numbers back in the torch model."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from onnx import numpy_helper
from torch import Tensor, nn

from legation.language.model import VECTORS
from training import vocabulary
from training.halves import SUFFIX
from training.model import pretrained
from training.sharing import OF_PIECES, load, real

GRAPHS = ("reader.onnx", "relations.onnx")
READER = "reader."


def load_packaged(model: nn.Module, folder: Path, graphs: Sequence[str] = GRAPHS, root: str = READER) -> list[str]:
    """Copies what packaged graphs and ``model`` have in common; returns the names of the rest.

    ``root``: what the graphs' names begin with, the module that was exported.
    """
    held = {k: v for name in graphs for k, v in _weights(folder / name, root).items()}
    _, kept = vocabulary.pruned(pretrained() / "tokenizer.json")
    left = []
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            value = held.get(name)
            if name == OF_PIECES and value is not None:
                parameter[kept] = value
            elif value is None or value.shape != parameter.shape:
                left.append(name)
            else:
                parameter.copy_(value)
    return left


def _weights(path: Path, root: str) -> dict[str, Tensor]:
    """Parameters of an exported graph by the names that torch gave them."""
    graph = load(path).graph
    held = {i.name.removesuffix(SUFFIX): numpy_helper.to_array(i) for i in graph.initializer}
    held = {n: v.astype(np.float32) if v.dtype == np.float16 else v for n, v in held.items()}
    named = [n for n in held if n.startswith(root)]
    found = {n.removeprefix(root): torch.tensor(held[n]) for n in named}
    if VECTORS in held:
        found[OF_PIECES] = _real(held, VECTORS)
    for name in [n for n in named if n.endswith("_quantized")]:
        found[name.removeprefix(root).removesuffix("_quantized")] = _real(held, name)
    for node in graph.node:
        weight = next((i for i in node.input if i in held), "")
        if node.op_type == "Einsum" and weight.startswith("onnx::"):
            found["mix"] = torch.tensor(held[weight]).log()  # exported after its softmax
        elif node.op_type == "Expand" and weight and held[weight].ndim == 3:
            found["root"] = torch.tensor(held[weight])
        elif node.op_type == "MatMul" and node.name == "/MatMul":  # the relations' graph: one matrix a side
            side = len(held[weight])
            found["rel.weight"] = torch.tensor(held[weight]).reshape(side, -1, side).transpose(0, 1).contiguous()
        elif node.op_type in {"MatMulInteger", "MatMul"} and weight == node.input[1]:
            matrix = _real(held, weight) if node.op_type == "MatMulInteger" else torch.tensor(held[weight])
            found[_module(node.name, root) + ".weight"] = matrix.T.contiguous()
    return found


def _module(node: str, root: str) -> str:
    """The module of ``/reader/names/names.0/MatMul``: names.0; a sequence's items repeat its name."""
    parts = node.removeprefix("/").removeprefix(root.replace(".", "/")).split("/")[:-1]
    following = [*parts[1:], ""]
    return ".".join(p for p, after in zip(parts, following, strict=True) if not after.startswith(p + "."))


def _real(held: dict[str, np.ndarray], name: str) -> Tensor:
    stem = name.removesuffix("_quantized")
    return torch.from_numpy(real(held[name], held[f"{stem}_scale"], held[f"{stem}_zero_point"]))
