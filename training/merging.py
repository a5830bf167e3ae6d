"""Changes of low rank merged into the matrices they change, as the runtime loads a graph.

The package holds a change beside the matrix that the reader has too. What is multiplied is their sum, in int8
anew: it is made of constants alone, so the runtime computes it once, and a changed layer costs what others do.
"""

import sys
from pathlib import Path

import numpy as np
import onnx
from onnx import GraphProto, NodeProto, helper, numpy_helper

from training.halves import SUFFIX
from training.low import NEW

DOWN, UP = NEW
MOST = "int8.most"


def merge(path: Path) -> None:
    """Rewrites a graph, halved or not, whose changes are multiplied apart; others stay as they are."""
    model = onnx.load(str(path), load_external_data=False)
    graph = model.graph
    apart = [n for n in graph.node if n.op_type == "MatMul" and n.input[1].endswith(UP)]
    for node in apart:
        _merge(graph, node)
    if apart:
        graph.initializer.append(numpy_helper.from_array(np.float32(127), MOST))
        onnx.save(model, str(path))


def _merge(graph: GraphProto, second: NodeProto) -> None:
    """The layer ``whole(x) + x @ down @ up`` becomes ``whole`` with its matrix changed."""
    made = {name: node for node in graph.node for name in node.output}
    first = made[second.input[0]]
    added = next(n for n in graph.node if second.output[0] in n.input)
    whole = made[next(name for name in added.input if name != second.output[0])]
    product = made[next(name for name in whole.input if name in made and made[name].op_type != "Cast")]
    change = [first.input[1], second.input[1]]
    if product.op_type == "MatMul":
        new = _sum(change, product)
    else:
        cast, scales = (made[name] for name in product.input)
        new = _sum_in_int8(change, made[cast.input[0]], scales)
    whole.output[0] = added.output[0]
    for node in (first, second, added):
        graph.node.remove(node)
    widened = sum(n.op_type == "Cast" and n.input[0].endswith(SUFFIX) for n in graph.node)  # they stand first
    for node in reversed(new):
        graph.node.insert(widened, node)


def _sum(change: list[str], product: NodeProto) -> list[NodeProto]:
    name = f"{change[1]}.matrix"
    new = helper.make_node("Gemm", [*change, product.input[1]], [name])
    product.input[1] = name
    return [new]


def _sum_in_int8(change: list[str], product: NodeProto, scales: NodeProto) -> list[NodeProto]:
    """The sum, with a new scale for each output; zero stays where it is. Few large tensors on the way: the runtime
    holds them all at once."""
    down, name = change
    matrix, scale = product.input[1], scales.input[1]
    product.input[1], scales.input[1] = f"{name}.int8", f"{name}.scale"
    node = helper.make_node
    return [
        node("Cast", [matrix], [f"{name}.whole"], to=onnx.TensorProto.FLOAT),
        node("Div", [name, scale], [f"{name}.scaled"]),
        node("Gemm", [down, f"{name}.scaled", f"{name}.whole"], [f"{name}.sum"]),
        node("ReduceMax", [f"{name}.sum"], [f"{name}.highest"], axes=[0], keepdims=0),
        node("ReduceMin", [f"{name}.sum"], [f"{name}.lowest"], axes=[0], keepdims=0),
        node("Neg", [f"{name}.lowest"], [f"{name}.depth"]),
        node("Max", [f"{name}.highest", f"{name}.depth"], [f"{name}.most"]),
        node("Div", [f"{name}.most", MOST], [f"{name}.step"]),
        node("Mul", [f"{name}.step", scale], [f"{name}.scale"]),
        node("Div", [f"{name}.sum", f"{name}.step"], [f"{name}.steps"]),
        node("Round", [f"{name}.steps"], [f"{name}.rounded"]),
        node("Cast", [f"{name}.rounded"], [f"{name}.int8"], to=onnx.TensorProto.INT8),
    ]


if __name__ == "__main__":
    for graph in sys.argv[1:]:
        merge(Path(graph))
