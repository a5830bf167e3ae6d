"""Attention masks that leave no denormal numbers: a processor takes a hundred times as long to compute with one.

What a softmax gives to the padding of a batch should be nothing. With the usual mask it is about 1e-39, which is
denormal; with this one it is about 1e-26, which changes no sum in fp32 either.
"""

import sys
from pathlib import Path

import numpy as np
import onnx
from onnx import helper, numpy_helper

LEAST = -60.0  # exp(LEAST) is far above the least normal number, 1e-38, and far below fp32's relative error, 1e-7
NAME = "mask.least"


def soften(path: Path) -> None:
    """Rewrites a graph so that what is added to the scores before a softmax is at least LEAST; once is enough."""
    model = onnx.load(str(path), load_external_data=False)
    graph = model.graph
    if any(t.name == NAME for t in graph.initializer):
        return
    made = {name: node for node in graph.node for name in node.output}
    masked = [made[n.input[0]] for n in graph.node if n.op_type == "Softmax"]
    uses = [name for node in masked if node.op_type == "Add" for name in node.input]
    shared = {name for name in uses if uses.count(name) > 1}  # the layers' scores differ, their mask doesn't
    for mask in shared:
        for node in masked:
            node.input[:] = [f"{mask}.soft" if name == mask else name for name in node.input]
        at = next(i for i, node in enumerate(graph.node) if mask in node.output)
        graph.node.insert(at + 1, helper.make_node("Max", [mask, NAME], [f"{mask}.soft"]))
    if shared:
        graph.initializer.append(numpy_helper.from_array(np.float32(LEAST), NAME))
        onnx.save(model, str(path))


if __name__ == "__main__":
    for graph in sys.argv[1:]:
        soften(Path(graph))
