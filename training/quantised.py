"""Graphs with int8 matrices: the encoder's per output channel, its embeddings per tensor."""

from collections.abc import Callable
from pathlib import Path

import onnx
from onnxruntime.quantization import QuantType, quantize_dynamic

WEIGHED = {"MatMul", "Gemm", "Gather"}


def quantise(full: Path, path: Path, taken: Callable[[str], bool]) -> None:
    """Writes the graph at ``full`` to ``path``, the matrices of those nodes in int8 whose names are ``taken``."""
    weighed = [n.name for n in onnx.load(str(full)).graph.node if n.op_type in WEIGHED and not taken(n.name)]
    quantize_dynamic(
        str(full),
        str(path),
        per_channel=True,
        reduce_range=False,
        weight_type=QuantType.QInt8,
        op_types_to_quantize=["MatMul", "Gather"],
        nodes_to_exclude=weighed + [f"{name}_MatMul" for name in weighed],  # a Gemm is taken apart first
    )
