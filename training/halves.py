"""Packaged graphs with their matrices in half precision, which the runtime widens once, as it loads them."""

from pathlib import Path

import numpy as np
import onnx
from onnx import helper, numpy_helper

LARGE = 1000  # numbers; smaller tensors are no weight
SUFFIX = ".half"


def halve(path: Path) -> None:
    """Rewrites a graph: its large fp32 tensors, but for the scales of int8 ones, become fp16 and are cast back."""
    model = onnx.load(str(path))
    for tensor in list(model.graph.initializer):
        values = numpy_helper.to_array(tensor)
        if values.dtype == np.float32 and values.size > LARGE and not tensor.name.endswith("_scale"):
            name = tensor.name
            tensor.CopyFrom(numpy_helper.from_array(values.astype(np.float16), name + SUFFIX))
            cast = helper.make_node("Cast", [name + SUFFIX], [name], to=onnx.TensorProto.FLOAT)
            model.graph.node.insert(0, cast)
    onnx.save(model, str(path))
