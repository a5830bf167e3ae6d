"""The driver: hands units to workers over Ray Data, and takes their entries as they come.

Ray restarts a worker that was lost and gives its unit to another. The report that a worker dies of is set aside by
``legation.pool``, in whose process it is read: first with others, then alone.
"""

import json
import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from importlib import import_module
from typing import Any

from legation.exceptions import FleetError
from legation.fleet.manifest import Manifest
from legation.fleet.reading import Task
from legation.fleet.units import Unit, known_pieces, units
from legation.language.language import WEIGHTS
from legation.language.model import weights_name
from legation.pool import Workers
from legation.version import __version__


class Reading:
    """A worker's part: an actor of Ray's, which holds the process that holds the model."""

    def __init__(self, task: Task, coded: dict[str, Any]) -> None:
        self._task = task
        self._coded = coded
        self._worker = Workers(1)

    def __call__(self, row: dict[str, str]) -> dict[str, str]:
        unit = Unit.from_json(row["unit"])
        return {"unit": unit.id, "entry": json.dumps(self._task.read(unit, self._coded, self._worker))}


def read(task: Task, *, workers: int | None = None, address: str | None = None) -> Iterator[Manifest]:
    """Reads what of a source isn't read yet; the manifest as it stands, at first and after each unit.

    ``address`` is that of a Ray cluster; without it, and without ``RAY_ADDRESS``, Ray is started on this machine.
    ``workers`` is how many reports are read side by side: a processor each, all there are by default. Raises
    FleetError where Ray isn't installed or can't be reached, and where source or folder can't be used.
    """
    coded = {
        "version": __version__,
        "model": weights_name(WEIGHTS),
        "published": task.published and task.published.isoformat(),
        "columns": dict(task.columns),
        "text": task.text,
    }
    ray = _ray()
    manifest = Manifest.of(task.out, coded)
    manifest.sweep()
    yield manifest
    with _cluster(ray, workers, address) as side_by_side:
        todo = list(units(task.source, known_pieces(manifest.inputs), side_by_side))
        if todo:
            for row in _rows(task, coded, todo, side_by_side):
                manifest.add(row["unit"], json.loads(row["entry"]))
                yield manifest
    manifest.sweep()  # a worker of a run that was killed may have lived a little longer
    manifest.write()


def _rows(task: Task, coded: dict[str, Any], todo: list[Unit], workers: int) -> Iterator[dict[str, str]]:
    """A row for each unit that was read, in the order in which they were done."""
    data = import_module("ray.data")
    context = data.DataContext.get_current()
    context.enable_progress_bars = False
    context.print_on_execution_start = False
    found = data.from_items([{"unit": unit.to_json()} for unit in todo], override_num_blocks=len(todo))
    actors = data.ActorPoolStrategy(size=min(workers, len(todo)), max_tasks_in_flight_per_actor=1)
    read = found.map(Reading, fn_constructor_args=(task, coded), compute=actors, num_cpus=1)
    try:
        yield from read.iter_rows()
    except (import_module("ray.exceptions").RayError, OSError) as error:
        told = str(error).strip().splitlines() or [type(error).__name__]
        raise FleetError(task.out.shown, f"could not be written to its end: {told[-1]}") from error


def _ray() -> Any:
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # no word of what is read leaves the machines
    os.environ.setdefault("RAY_BACKEND_LOG_LEVEL", "fatal")
    try:
        import_module("ray.data")
    except ImportError:
        raise FleetError("ray", "isn't installed: pip install 'legation[fleet]'") from None
    logging.getLogger("ray.data").setLevel(logging.ERROR)
    return import_module("ray")


@contextmanager
def _cluster(ray: Any, workers: int | None, address: str | None) -> Iterator[int]:
    """A cluster that is there, or one of this machine's for as long as it is needed; how many read at once."""
    address = address or os.environ.get("RAY_ADDRESS")
    here: dict[str, Any] = {} if address else {"num_cpus": workers, "include_dashboard": False}
    try:
        ray.init(address=address, log_to_driver=False, logging_level=logging.ERROR, **here)
    except (ConnectionError, RuntimeError, ValueError) as error:
        raise FleetError(address or "ray", f"can't be used: {' '.join(str(error).split())}") from None
    with redirect_stdout(sys.stderr):  # Ray prints there which worker was lost
        try:
            yield workers or max(1, int(ray.cluster_resources().get("CPU", 1)))
        finally:
            ray.shutdown()
