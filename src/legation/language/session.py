"""ONNX sessions on one thread, so that as many processes as cores read side by side."""

from pathlib import Path

import onnxruntime

from legation.exceptions import ModelError

_SLOW = "SkipLayerNormFusion"
"""onnxruntime's fused kernel takes seven times as long as its parts: without it the reader is 15% faster."""


def session(path: Path) -> onnxruntime.InferenceSession:
    """A session for the weights at ``path``. Raises ModelError where they are missing or damaged."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.enable_mem_pattern = False  # planning each new shape of batch costs 3% more than it saves
    try:
        return onnxruntime.InferenceSession(
            str(path), options, providers=["CPUExecutionProvider"], disabled_optimizers=[_SLOW]
        )
    except Exception as error:
        raise ModelError(f"{path}: cannot load the weights: {error}") from error
