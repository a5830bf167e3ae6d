"""Networks written as ONNX graphs, as the package holds them."""

import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import torch
from torch import Tensor, nn

from training.quantised import quantise

Axes = Mapping[str, Sequence[str]]


def write(
    network: nn.Module,
    given: tuple[Tensor, ...],
    path: Path,
    inputs: Axes,
    outputs: Axes,
    in_int8: Callable[[str], bool] | None = None,
) -> None:
    """Writes what ``network`` computes of ``given`` and of all that has its form.

    ``inputs``, ``outputs``: by their names, in order, the names of the first axes of each, which may have any
    length. ``in_int8``: whether a node's matrix is written in int8, by the name of the node.
    """
    axes = {name: dict(enumerate(of)) for name, of in {**inputs, **outputs}.items()}
    with tempfile.TemporaryDirectory() as folder:
        full = Path(folder) / "full.onnx"
        torch.onnx.export(
            network.eval(),
            given,
            str(full),
            input_names=list(inputs),
            output_names=list(outputs),
            dynamic_axes=axes,
            dynamo=False,
            opset_version=17,
        )
        if in_int8 is None:
            shutil.copy(full, path)
        else:
            quantise(full, path, in_int8)
