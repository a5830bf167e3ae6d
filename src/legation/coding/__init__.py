"""From sentences to the record: a list of stages, each taking a draft and returning the next."""

from collections.abc import Callable

from legation.coding import actors, agreements, events, places, positions, statements, times
from legation.coding.draft import Draft, Mention

Stage = Callable[[Draft], Draft]

STAGES: tuple[Stage, ...] = (
    times.find,
    places.find,
    actors.find,
    agreements.find,
    statements.find,
    events.find,
    positions.find,
)

__all__ = ["STAGES", "Draft", "Mention", "Stage"]
