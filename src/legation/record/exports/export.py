"""Each form by its name, and the page that goes with every export."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from legation.record.exports import briefing, gdelt, graph, lines, rows, stix, timelinejs
from legation.record.exports.citation import citation
from legation.record.filters import Filters
from legation.record.questions import ACTORS, EVENTS, POSITIONS, STATEMENTS
from legation.record.store import Store
from legation.record.tables import rows as table

Subject = Literal["events", "statements", "positions", "actors"]
SUBJECTS: dict[Subject, Sequence[str]] = {
    "events": EVENTS,
    "statements": STATEMENTS,
    "positions": POSITIONS,
    "actors": ACTORS,
}


@dataclass(frozen=True, slots=True)
class Form:
    """How a form is written, and what its columns or parts mean."""

    write: Callable[[Store, Filters, str, Path], None]
    dictionary: Callable[[str], Iterable[tuple[str, str]]]


def _ours(subject: str) -> Iterable[tuple[str, str]]:
    meanings = {r["column"]: r["meaning"] for r in table("dictionary")}
    return ((column, meanings[column]) for column in SUBJECTS[subject])  # type: ignore[index]


FORMATS: dict[str, Form] = {
    "csv": Form(rows.write_csv, _ours),
    "parquet": Form(rows.write_parquet, _ours),
    "jsonl": Form(lines.write, lambda _: lines.DICTIONARY),
    "gdelt": Form(gdelt.write, lambda _: gdelt.dictionary()),
    "graphml": Form(graph.write, lambda _: graph.DICTIONARY),
    "timelinejs": Form(timelinejs.write, lambda _: timelinejs.DICTIONARY),
    "stix": Form(stix.write, lambda _: stix.DICTIONARY),
    "markdown": Form(briefing.write, _ours),
}


def export(store: Store, form: str, filters: Filters, out: Path, subject: Subject = "events") -> Path:
    """Writes what the filters leave, and beside it ``OUT.about.md``: how to cite it and what each column means.

    Returns that page's path. Raises OSError where a file can't be written.
    """
    FORMATS[form].write(store, filters, subject, out)
    about = out.with_name(f"{out.name}.about.md")
    meanings = "".join(f"| `{name}` | {meaning} |\n" for name, meaning in FORMATS[form].dictionary(subject))
    about.write_text(
        f"# {out.name}\n\n{citation(store)}\n\n| column | meaning |\n|---|---|\n{meanings}", encoding="utf-8"
    )
    return about
