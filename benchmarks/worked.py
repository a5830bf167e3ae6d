"""Processor time of a process and of its database, as Linux counts it: in hundredths of a second."""

import os
from pathlib import Path

from sqlalchemy import text

from legation.record import Store


class Worked:
    """Milliseconds of the processor that a process and the PostgreSQL of its record, on this machine, have had."""

    def __init__(self, store: Store, process: int) -> None:
        self._process = process
        self._server = None
        if not store.on_sqlite:
            with store.reading() as connection:
                backend = connection.execute(text("SELECT pg_backend_pid()")).scalar_one()
            self._server = _stat(backend)[1] if Path(f"/proc/{backend}").exists() else None

    def so_far(self) -> float:
        found = sum(_stat(self._process)[11:13])
        if self._server is not None:
            found += sum(_stat(self._server)[11:15])  # those of its backends that have ended too
            for path in Path("/proc").glob("[0-9]*"):
                try:
                    stat = _stat(int(path.name))
                except OSError:  # it has just ended
                    continue
                found += sum(stat[11:13]) if stat[1] == self._server else 0
        return 1000 * found / os.sysconf("SC_CLK_TCK")


def _stat(process: int) -> list[int]:
    """What Linux tells of a process, from the third field of proc(5) on; its state is left as 0."""
    told = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return [0, *map(int, told[1:])]
