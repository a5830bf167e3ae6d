"""What stands: the positions that the sides of a kept record hold on a day, held against what happened.

>>> from legation.record import open_record
>>> from legation.standing import stand
>>> for standing in stand(open_record("sqlite:///legation.db"), "Iran", "USA"):  # doctest: +SKIP
...     print(standing.stance, standing.act, [(c.words, c.state) for c in standing.conditions])
"""

from legation.standing.stand import stand
from legation.standing.standing import (
    Commitment,
    Earlier,
    Happened,
    Other,
    Source,
    Standing,
    Stated,
    Tied,
)

__all__ = ["Commitment", "Earlier", "Happened", "Other", "Source", "Standing", "Stated", "Tied", "stand"]
