"""From sentences to the record: a list of stages, each taking a draft and returning the next."""

from collections.abc import Callable

from legation.coding import actors, agreements, events, places, positions, statements, surnames, times
from legation.coding.acts import lexicon as acts
from legation.coding.cast import lexicon as names
from legation.coding.draft import Draft, Mention
from legation.coding.timex import lexicon as timex

Stage = Callable[[Draft], Draft]

STAGES: tuple[Stage, ...] = (
    surnames.find,
    times.find,
    places.find,
    actors.find,
    agreements.find,
    statements.find,
    events.find,
    positions.find,
)


def prepare() -> None:
    """Loads the tables that every report needs, which its first sentence would load else."""
    names.known()
    acts.anchors()
    timex.grammar()


__all__ = ["STAGES", "Draft", "Mention", "Stage", "prepare"]
