"""What training does to a graph leaves its answers as they were."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from legation.language.session import session

onnx = pytest.importorskip("onnx")
pytest.importorskip("torch")

from onnx import helper, numpy_helper  # noqa: E402

from training.masks import soften  # noqa: E402
from training.merging import merge  # noqa: E402

WIDTH, RANK = 24, 3
Numbers = NDArray[np.float32]
random = np.random.default_rng(5)


def numbers(*shape: int) -> Numbers:
    return random.normal(size=shape).astype(np.float32)


def written(path: Path, nodes: list[object], held: dict[str, NDArray[np.generic]], given: list[str]) -> Path:
    made = [numpy_helper.from_array(v, k) for k, v in held.items()]
    into = [helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, [None, None]) for name in given]
    out = [helper.make_tensor_value_info("y", onnx.TensorProto.FLOAT, None)]
    graph = helper.make_graph(nodes, "made", into, out, made)
    onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8), str(path))
    return path


def answer(path: Path, **given: Numbers) -> Numbers:
    return np.asarray(session(path).run(["y"], given)[0])


def changed(product: list[object]) -> list[object]:
    """A linear layer whose ``product`` gives "xw", and its change."""
    node = helper.make_node
    change = [node("MatMul", ["x", "l.down"], ["low"]), node("MatMul", ["low", "l.up"], ["high"])]
    return [*product, *change, node("Add", ["bias", "xw"], ["whole"]), node("Add", ["whole", "high"], ["y"])]


def test_a_merged_change_costs_no_product_of_its_own(tmp_path: Path) -> None:
    held = {"w": numbers(WIDTH, WIDTH), "bias": numbers(WIDTH)}
    held |= {"l.down": numbers(WIDTH, RANK), "l.up": numbers(RANK, WIDTH)}
    path = written(tmp_path / "l.onnx", changed([helper.make_node("MatMul", ["x", "w"], ["xw"])]), held, ["x"])
    x = numbers(5, WIDTH)
    before = answer(path, x=x)
    merge(path)
    assert np.allclose(answer(path, x=x), before, atol=1e-4)
    assert [n.op_type for n in onnx.load(str(path)).graph.node].count("MatMul") == 1


def test_a_change_of_a_matrix_in_int8_is_quantised_with_it(tmp_path: Path) -> None:
    node = helper.make_node
    matrix = numbers(WIDTH, WIDTH)
    scale = np.abs(matrix).max(0) / 127
    held: dict[str, NDArray[np.generic]] = {"w": np.round(matrix / scale).astype(np.int8), "scale": scale}
    held |= {"zero": np.zeros(WIDTH, np.int8), "bias": numbers(WIDTH)}
    held |= {"l.down": numbers(WIDTH, RANK), "l.up": numbers(RANK, WIDTH)}
    product = [
        node("DynamicQuantizeLinear", ["x"], ["xq", "xs", "xz"]),
        node("Mul", ["xs", "scale"], ["scales"]),
        node("MatMulInteger", ["xq", "w", "xz", "zero"], ["steps"]),
        node("Cast", ["steps"], ["real"], to=onnx.TensorProto.FLOAT),
        node("Mul", ["real", "scales"], ["xw"]),
    ]
    path = written(tmp_path / "l.onnx", changed(product), held, ["x"])
    x = numbers(5, WIDTH)
    before = answer(path, x=x)
    merge(path)
    assert np.abs(answer(path, x=x) - before).max() < 0.03 * np.abs(before).max()
    assert "MatMul" not in [n.op_type for n in onnx.load(str(path)).graph.node]


def test_padding_gets_nothing_that_counts_and_no_denormal_share(tmp_path: Path) -> None:
    node = helper.make_node
    layers = [node("Add", ["x", "mask"], ["a"]), node("Softmax", ["a"], ["b"], axis=-1)]
    layers += [node("Add", ["b", "mask"], ["c"]), node("Softmax", ["c"], ["y"], axis=-1)]
    layers = [node("Identity", ["told"], ["mask"]), *layers]
    path = written(tmp_path / "l.onnx", layers, {}, ["x", "told"])
    x, told = numbers(4, WIDTH), np.array([[0] * (WIDTH - 4) + [-1e4] * 4], np.float32)
    before = answer(path, x=x, told=told)
    soften(path)
    soften(path)  # once is enough
    after = answer(path, x=x, told=told)
    assert np.array_equal(after[:, :-4], before[:, :-4])
    assert (after[:, -4:] < 1e-20).all()
    assert (after > np.finfo(np.float32).tiny).all()
