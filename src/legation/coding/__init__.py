"""From sentences to the record: a list of stages, each taking a draft and returning the next."""

import importlib
from collections.abc import Callable

from legation.coding.draft import Draft, Mention

Stage = Callable[[Draft], Draft]

STAGE_NAMES = ("times", "places", "actors", "agreements", "statements", "events", "positions")


def stages() -> tuple[Stage, ...]:
    out = []
    for name in STAGE_NAMES:
        try:
            out.append(importlib.import_module(f"legation.coding.{name}").find)
        except ModuleNotFoundError as error:
            if error.name != f"legation.coding.{name}":
                raise
    return tuple(out)


__all__ = ["Draft", "Mention", "Stage", "stages"]
