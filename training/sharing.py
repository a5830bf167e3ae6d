"""One file for the matrices that the reader and the networks with changes of their own have in common."""

import sys
from pathlib import Path

import onnx
from onnx.external_data_helper import set_external_data

SHARED = "encoder.bin"
GRAPHS = ("reader.onnx", "pairs.onnx", "acts.onnx")
LARGE = 100_000  # bytes
ALIGNED = 4096  # so that the runtime may map the file


def share(folder: Path) -> None:
    """Moves the reader's large matrices that another graph in ``folder`` has too to SHARED beside them.

    Raises ValueError where one in int8 is not among the reader's: it was learned on another reader.
    """
    models = {name: onnx.load(str(folder / name)) for name in GRAPHS if (folder / name).exists()}
    reader, *others = models.values()
    common = {t.raw_data for t in _large(reader)} & {t.raw_data for model in others for t in _large(model)}
    held: dict[bytes, int] = {}
    data = bytearray()
    for name, model in models.items():
        for tensor in _large(model):
            raw = tensor.raw_data
            if raw not in common:
                if tensor.data_type == onnx.TensorProto.INT8 and model is not reader:
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


def _large(model: onnx.ModelProto) -> list[onnx.TensorProto]:
    return [t for t in model.graph.initializer if len(t.raw_data) > LARGE]


if __name__ == "__main__":
    share(Path(sys.argv[1]))
