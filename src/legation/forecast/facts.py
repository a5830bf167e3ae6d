"""Facts of a temporal knowledge graph: who did what to whom on which day, as integers."""

from dataclasses import dataclass
from math import gcd
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from legation.exceptions import InputError

Ints = NDArray[np.int32]
PARTS = ("train", "valid", "test")


@dataclass(frozen=True, slots=True)
class Facts:
    """Rows in order of time: ``subject`` and ``object`` are entities, ``relation`` a type, ``day`` a step of time
    counted from 0. Every array has the shape (facts,)."""

    subject: Ints
    relation: Ints
    object: Ints
    day: Ints

    def __len__(self) -> int:
        return len(self.day)

    def __getitem__(self, rows: "slice | NDArray[np.bool_] | NDArray[np.int64]") -> "Facts":
        return Facts(self.subject[rows], self.relation[rows], self.object[rows], self.day[rows])

    def both_ways(self, relations: int) -> "Facts":
        """Each fact as it stands and inverted: the inverse of relation r is r + ``relations``. The two follow
        each other, so that days stay in order."""

        def woven(one: Ints, other: Ints) -> Ints:
            return np.stack([one, other], axis=1).ravel()

        return Facts(
            woven(self.subject, self.object),
            woven(self.relation, self.relation + relations),
            woven(self.object, self.subject),
            woven(self.day, self.day),
        )


@dataclass(frozen=True, slots=True)
class Folder:
    """A data set: its names by id, its facts, and on which day each later part begins. ``origin`` and ``step``
    turn a day into the folder's own time: origin + day * step."""

    entities: tuple[str, ...]
    relations: tuple[str, ...]
    facts: Facts
    valid: int
    test: int
    origin: int
    step: int

    @classmethod
    def read(cls, path: Path) -> Self:
        """Raises InputError where a file is missing, a row isn't of integers, an id has no name, or a part begins
        before the one ahead of it has ended."""
        if not path.is_dir():
            raise InputError(str(path), "is no folder with train.txt, valid.txt, test.txt, entity2id.txt")
        entities, relations = _names(path / "entity2id.txt"), _names(path / "relation2id.txt")
        parts = [_rows(path / f"{part}.txt", len(entities), len(relations)) for part in PARTS]
        for before, after, part in zip(parts, parts[1:], PARTS[1:], strict=False):
            if before[:, 3].max() >= after[:, 3].min():
                raise InputError(str(path / f"{part}.txt"), "begins before the part ahead of it has ended")
        rows = np.concatenate(parts)
        origin = int(rows[:, 3].min())
        step = gcd(*(int(t) for t in np.unique(rows[:, 3]) - origin)) or 1
        rows = rows[np.argsort(rows[:, 3], kind="stable")]
        columns = rows[:, :3].astype(np.int32)
        day = ((rows[:, 3] - origin) // step).astype(np.int32)
        begins = [int(part[:, 3].min() - origin) // step for part in parts]
        facts = Facts(*(np.ascontiguousarray(columns[:, n]) for n in range(3)), day)
        return cls(entities, relations, facts, begins[1], begins[2], origin, step)


def _lines(path: Path) -> list[str]:
    try:
        return [line for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
    except OSError as error:
        raise InputError(str(path), error.strerror or "can't be read") from None
    except UnicodeDecodeError:
        raise InputError(str(path), "is no UTF-8 text") from None


def _names(path: Path) -> tuple[str, ...]:
    named: dict[int, str] = {}
    for number, line in enumerate(_lines(path), start=1):
        name, _, id = line.rstrip("\r").rpartition("\t")
        if not id.strip().isdigit():
            raise InputError(str(path), f"line {number} isn't a name, a tab and its id")
        named[int(id)] = name
    return tuple(named.get(id, str(id)) for id in range(max(named, default=-1) + 1))


def _rows(path: Path, entities: int, relations: int) -> NDArray[np.int64]:
    """Subject, relation, object and time: shape (facts, 4)."""
    rows = []
    for number, line in enumerate(_lines(path), start=1):
        try:
            s, r, o, time = map(int, line.split()[:4])
        except ValueError:
            raise InputError(
                str(path), f"line {number} isn't 'subject relation object time' in integers"
            ) from None
        if not (0 <= s < entities and 0 <= o < entities and 0 <= r < relations):
            raise InputError(str(path), f"line {number} has an id that entity2id.txt or relation2id.txt hasn't")
        rows.append((s, r, o, time))
    if not rows:
        raise InputError(str(path), "has no facts")
    return np.array(rows, dtype=np.int64)
