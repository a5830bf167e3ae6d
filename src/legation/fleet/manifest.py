"""What was read into a folder of output: for each unit its inputs, its outputs and its counts.

A unit's entry is written last, in one go. So a file that no entry names is what a worker left that was lost, and
is deleted; and a unit that has an entry is never read again.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from legation.exceptions import FleetError
from legation.fleet.locations import Location

ENTRIES, REJECTS, WHOLE = "_manifest", "_rejects", "_manifest.json"
"""Names that begin with "_" are no data to those who read a folder of Parquet: Arrow, Spark, DuckDB."""
OURS = ("month=", f"{ENTRIES}/", f"{REJECTS}/")

Entry = Mapping[str, Any]


@dataclass(slots=True)
class Manifest:
    """The entries of a folder by unit. ``coded`` says how its reports are read: the same for all of them."""

    out: Location
    coded: Mapping[str, Any]
    entries: dict[str, Entry] = field(default_factory=dict)

    @classmethod
    def of(cls, out: Location, coded: Mapping[str, Any]) -> "Manifest":
        """That of a folder, which may not be there yet. Raises FleetError where it isn't ours, or was read in
        another way."""
        manifest = cls(out, coded)
        for name, content in _entries(out):
            manifest.add(name, content)
        return manifest

    def add(self, unit: str, entry: Entry) -> None:
        for key, value in self.coded.items():
            if entry["coded"].get(key) != value:
                told = f"{key} {entry['coded'].get(key)!r}, and not {value!r}"
                raise FleetError(self.out.shown, f"was read with {told}: name another folder with --out")
        self.entries[unit] = entry

    @property
    def inputs(self) -> Iterator[Mapping[str, Any]]:
        return (piece for entry in self.entries.values() for piece in entry["inputs"])

    def count(self, key: str) -> int:
        """``given``, ``read`` or ``rejected``, of all units."""
        return sum(entry[key] for entry in self.entries.values())

    def sweep(self) -> int:
        """Deletes what workers left that were lost; how many files."""
        if not self.out.exists():
            return 0
        named = {output["path"] for entry in self.entries.values() for output in entry["outputs"]}
        named |= {f"{ENTRIES}/{unit}.json" for unit in self.entries}
        named |= {f"{REJECTS}/{unit}.jsonl" for unit in self.entries}
        swept = 0
        for name, _ in _written(self.out):
            if (name.startswith(OURS) and name not in named) or name.rpartition("/")[2].startswith("."):
                self.out.below(name).delete()
                swept += 1
        return swept

    def write(self) -> None:
        """The whole in one file: which inputs came to which outputs, and the counts."""
        counts = {key: self.count(key) for key in ("given", "read", "rejected")}
        own = ("inputs", "outputs", *counts)
        units = [{"unit": id, **{key: entry[key] for key in own}} for id, entry in sorted(self.entries.items())]
        whole = {"coded": self.coded, **counts, "units": units}
        self.out.below(WHOLE).write(json.dumps(whole, ensure_ascii=False, indent=1).encode())


def outputs(folder: Location) -> list[str]:
    """The Parquet files of a folder that ``fleet read`` wrote. Raises FleetError where it isn't one."""
    found = [output["path"] for _, entry in _entries(folder) for output in entry["outputs"]]
    if not found:
        raise FleetError(folder.shown, "holds no output of legation fleet read")
    return sorted(found)


def _entries(out: Location) -> Iterator[tuple[str, Entry]]:
    folder = out.below(ENTRIES)
    if not folder.exists():
        if out.exists() and not all(name.startswith(OURS) for name, _ in out.files()):
            raise FleetError(out.shown, "holds other files: name a folder of its own with --out")
        return
    for name, _ in folder.files():
        try:
            yield name.removesuffix(".json"), json.loads(folder.below(name).read())
        except ValueError:
            raise FleetError(f"{folder.shown}/{name}", "is damaged: delete it to read its unit again") from None


def _written(out: Location) -> list[tuple[str, int]]:
    """All files below, hidden ones too."""
    from pyarrow.fs import FileSelector

    found = out.filesystem.get_file_info(FileSelector(out.path, recursive=True))
    return [(one.path[len(out.path) :].lstrip("/"), one.size) for one in found if one.is_file]
