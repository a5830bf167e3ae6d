"""The pieces' vectors as the package holds them: four bits a number, and a scale for each group of numbers."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from legation.exceptions import ModelError

GROUP = 64  # numbers with a scale of their own
MIDDLE = 7.5  # of the sixteen steps
AT_ONCE = 256  # vectors, which then stay in the processor's cache


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
    whole = np.empty((len(nibbles), 2 * nibbles.shape[1]), dtype=np.uint8)
    for at in range(0, len(nibbles), AT_ONCE):
        part = slice(at, at + AT_ONCE)
        steps = np.concatenate([nibbles[part] & 15, nibbles[part] >> 4], 1).astype(np.float32) - np.float32(MIDDLE)
        values = steps.reshape(*scales[part].shape, GROUP) * scales[part][..., None] + zero.astype(np.float32)
        whole[part] = np.rint(values, out=values).clip(0, 255).reshape(steps.shape)
    return whole
