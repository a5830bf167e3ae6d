"""What the reader and the networks with changes of their own have in common, once: the int8 matrices in one file,
the pieces' vectors in another, in four bits (``legation.language.words``)."""

import sys
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import ModelProto, TensorProto, numpy_helper
from onnx.external_data_helper import load_external_data_for_model, set_external_data

from legation.language.model import VECTORS, WORDS
from legation.language.words import GROUP, MIDDLE, unpacked

SHARED = "encoder.bin"
GRAPHS = ("reader.onnx", "pairs.onnx", "acts.onnx")
LARGE = 100_000  # bytes
ALIGNED = 4096  # so that the runtime may map the file
PARTS = ("quantized", "scale", "zero_point")
STEM = VECTORS.removesuffix(PARTS[0])
OF_PIECES = "encoder.embeddings.word_embeddings.weight"


def load(path: Path) -> ModelProto:
    """A packaged graph with all that it shares with others."""
    model = onnx.load(str(path), load_external_data=False)
    for tensor in model.graph.initializer:
        if tensor.name == VECTORS and tensor.external_data:
            tensor.CopyFrom(numpy_helper.from_array(unpacked(path.parent / WORDS), VECTORS))
    load_external_data_for_model(model, str(path.parent))
    return model


def share(folder: Path) -> None:
    """Moves the reader's large matrices that another graph in ``folder`` has too to SHARED beside them, and the
    pieces' vectors to WORDS.

    Raises ValueError where one in int8 is not among the reader's: it was learned on another reader.
    """
    models = {name: load(folder / name) for name in GRAPHS if (folder / name).exists()}
    reader, *others = models.values()
    _share_vectors(reader, others, folder)
    common = {t.raw_data for t in _large(reader)} & {t.raw_data for model in others for t in _large(model)}
    held: dict[bytes, int] = {}
    data = bytearray()
    for name, model in models.items():
        for tensor in _large(model):
            raw = tensor.raw_data
            if raw not in common:
                if tensor.data_type == TensorProto.INT8 and model is not reader:
                    raise ValueError(f"{folder / name}: {tensor.name} is not the reader's")
                continue
            if raw not in held:
                data += bytes(-len(data) % ALIGNED)
                held[raw] = len(data)
                data += raw
            set_external_data(tensor, SHARED, held[raw], length=len(raw))
            tensor.ClearField("raw_data")
        onnx.save(model, str(folder / name))
    (folder / SHARED).write_bytes(data)


def share_vectors(folder: Path) -> None:
    """The same of a reader that stands alone, new beside graphs of the one before."""
    reader = load(folder / "reader.onnx")
    _share_vectors(reader, [], folder)
    onnx.save(reader, str(folder / "reader.onnx"))


def _share_vectors(reader: ModelProto, others: list[ModelProto], folder: Path) -> None:
    """Every graph takes the reader's vectors of pieces, with their scale, under one name."""
    for model in (reader, *others):
        _rename(model)
    own = _parts(reader)
    meant = real(*map(numpy_helper.to_array, own))
    for model in others:
        if theirs := _parts(model):
            if np.abs(real(*map(numpy_helper.to_array, theirs)) - meant).max() > 0.02:
                raise ValueError(f"{folder}: a graph has other vectors of pieces than the reader")
            for tensor, new in zip(theirs, own, strict=True):
                tensor.CopyFrom(new)
    if not (folder / WORDS).exists() or (unpacked(folder / WORDS) != numpy_helper.to_array(own[0])).any():
        pack(numpy_helper.to_array(own[0]), folder / WORDS)
    for model in (reader, *others):
        for tensor in _parts(model)[:1]:
            set_external_data(tensor, WORDS)
            tensor.ClearField("raw_data")


def pack(values: NDArray[np.uint8], path: Path) -> None:
    """Writes int8 vectors (V, width) with sixteen steps a group, as ``unpacked`` reads them."""
    zero = np.float32(np.rint(values.mean()))
    groups = values.astype(np.float32).reshape(len(values), -1, GROUP) - zero
    scales = (np.abs(groups).max(-1) / MIDDLE).clip(min=1e-3).astype(np.float16)
    steps = np.rint(groups / scales[..., None].astype(np.float32) + MIDDLE).clip(0, 15).astype(np.uint8)
    left, right = np.split(steps.reshape(values.shape), 2, axis=1)
    np.savez(path, nibbles=left | right << 4, scales=scales, zero=zero)


def _rename(model: ModelProto) -> None:
    """The pieces' vectors get their name, and what has it so far, of the output ``words`` in int8, another."""
    made = {name for node in model.graph.node for name in node.output if name in {STEM + p for p in PARTS}}
    for node in model.graph.node:
        for names in (node.input, node.output):
            names[:] = [f"output_{name}" if name in made else name for name in names]
    for tensor in model.graph.initializer:
        for part in PARTS:
            if tensor.name.endswith(f"{OF_PIECES}_{part}"):
                for node in model.graph.node:
                    for i, name in enumerate(node.input):
                        if name == tensor.name:
                            node.input[i] = STEM + part
                tensor.name = STEM + part


def _parts(model: ModelProto) -> list[TensorProto]:
    named = {t.name: t for t in model.graph.initializer}
    return [named[STEM + part] for part in PARTS] if VECTORS in named else []


def real(values: NDArray[np.uint8], scale: NDArray[np.float32], zero: NDArray[np.uint8]) -> NDArray[np.float32]:
    """The numbers that int8 ones stand for."""
    return (values.astype(np.float32) - zero.astype(np.float32)) * scale


def _large(model: ModelProto) -> list[TensorProto]:
    return [t for t in model.graph.initializer if len(t.raw_data) > LARGE]


if __name__ == "__main__":
    share(Path(sys.argv[1]))
