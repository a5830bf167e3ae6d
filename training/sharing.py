"""One file for the int8 matrices that the reader and the network for pairs have in common."""

import sys
from pathlib import Path

import onnx
from onnx import numpy_helper
from onnx.external_data_helper import set_external_data

SHARED = "encoder.bin"
GRAPHS = ("reader.onnx", "pairs.onnx")
LARGE = 100_000  # bytes
ALIGNED = 4096  # so that the runtime may map the file


def share(folder: Path) -> None:
    """Moves the large int8 matrices of both graphs in ``folder`` to SHARED beside them, each once.

    Raises ValueError where the second graph has one that the first has not: it was learned on another reader.
    """
    models = [onnx.load(str(folder / name)) for name in GRAPHS]
    held: dict[bytes, int] = {}
    data = bytearray()
    for tensor in _large(models[0]):
        data += bytes(-len(data) % ALIGNED)
        held[tensor.raw_data] = len(data)
        data += tensor.raw_data
    for name, model in zip(GRAPHS, models, strict=True):
        for tensor in _large(model):
            if tensor.raw_data not in held:
                raise ValueError(f"{folder / name}: {tensor.name} is not the reader's")
            set_external_data(tensor, SHARED, held[tensor.raw_data], length=len(tensor.raw_data))
            tensor.ClearField("raw_data")
        onnx.save(model, str(folder / name))
    (folder / SHARED).write_bytes(data)


def _large(model: onnx.ModelProto) -> list[onnx.TensorProto]:
    eight = (onnx.TensorProto.INT8, onnx.TensorProto.UINT8)
    tensors = [t for t in model.graph.initializer if t.data_type in eight]
    return [t for t in tensors if numpy_helper.to_array(t).nbytes > LARGE]


if __name__ == "__main__":
    share(Path(sys.argv[1]))
