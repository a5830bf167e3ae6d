"""The pieces' vectors as the package holds them: four bits a number, and a scale for each group of numbers."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from legation.exceptions import ModelError

GROUP = 64  # numbers with a scale of their own
MIDDLE = 7.5  # of the sixteen steps


def unpacked(path: Path) -> NDArray[np.uint8]:
    """The int8 vectors (V, width) that the graphs take. Raises ModelError where ``path`` is missing or damaged.

    ``nibbles`` (V, width / 2) holds the left half of a vector in its low bits, the right half in its high ones;
    ``scales`` (V, width / GROUP) and ``zero`` are in steps of the int8 numbers.
    """
    try:
        with np.load(path) as held:
            nibbles, scales, zero = held["nibbles"], held["scales"].astype(np.float32), held["zero"]
    except Exception as error:
        raise ModelError(f"{path}: cannot load the weights: {error}") from error
    steps = np.concatenate([nibbles & 15, nibbles >> 4], 1).astype(np.float32) - np.float32(MIDDLE)
    values = steps.reshape(*scales.shape, GROUP) * scales[..., None] + zero.astype(np.float32)
    whole: NDArray[np.uint8] = np.rint(values, out=values).clip(0, 255).astype(np.uint8)
    return whole.reshape(steps.shape)
