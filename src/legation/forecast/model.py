"""What ``legation forecast train`` learns of a record, in a file beside it."""

import json
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any, Self

from legation.exceptions import InputError
from legation.forecast.calibration import Bin
from legation.forecast.precedents import Weights

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Model:
    """Weights for forecasts over ``horizon`` days, and how they did on the record's last days, which they
    weren't learned from: ``scores`` by method (precedents, climatology, recurrence) and ``bins`` of their
    probabilities."""

    weights: Weights
    horizon: int
    trained: date | None = None
    cases: int = 0
    scores: dict[str, dict[str, float]] | None = None
    bins: tuple[Bin, ...] = ()

    def to_json(self) -> dict[str, Any]:
        told = asdict(self)
        return {**told, "format": FORMAT, "trained": self.trained.isoformat() if self.trained else None}

    def save(self, path: Path) -> None:
        path.write_text(json.dumps(self.to_json(), indent=1) + "\n", encoding="utf-8")

    @classmethod
    def load(cls, path: Path) -> Self:
        """Raises InputError for a file that 'legation forecast train' didn't write."""
        try:
            told = json.loads(path.read_text(encoding="utf-8"))
            if told.pop("format") != FORMAT:
                raise ValueError
            told["weights"] = Weights(**told["weights"])
            told["bins"] = tuple(Bin(**b) for b in told["bins"])
            told["trained"] = date.fromisoformat(told["trained"]) if told["trained"] else None
            return cls(**told)
        except OSError as error:
            raise InputError(str(path), error.strerror or "can't be read") from None
        except (ValueError, KeyError, TypeError, AttributeError):
            raise InputError(str(path), "is no model of forecasts: legation forecast train writes one") from None
