"""ONNX sessions on one thread, so that as many processes as cores read side by side."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import onnxruntime
from numpy.typing import NDArray

from legation.exceptions import ModelError

_SLOW = "SkipLayerNormFusion"
"""onnxruntime's fused kernel takes seven times as long as its parts: without it the reader is 15% faster."""


def session(path: Path, given: Mapping[str, NDArray[Any]] | None = None) -> onnxruntime.InferenceSession:
    """A session for the weights at ``path``, with those that are ``given`` by name and not in the file. Raises
    ModelError where they are missing or damaged."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.enable_mem_pattern = False  # planning each new shape of batch costs 3% more than it saves
    values = [onnxruntime.OrtValue.ortvalue_from_numpy(v) for v in (given or {}).values()]
    try:
        options.add_external_initializers(list(given or {}), values)
        return onnxruntime.InferenceSession(
            str(path), options, providers=["CPUExecutionProvider"], disabled_optimizers=[_SLOW]
        )
    except Exception as error:
        raise ModelError(f"{path}: cannot load the weights: {error}") from error
