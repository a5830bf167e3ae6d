"""A briefing in Markdown: what happened, what was declared and on which conditions, with its sources."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from legation.record.exports.citation import citation
from legation.record.exports.timelinejs import headline, names_of
from legation.record.filters import Filters
from legation.record.questions import Row, events, positions, statements
from legation.record.store import Store


def write(store: Store, filters: Filters, _: str, out: Path) -> None:
    out.write_text("\n".join(_lines(store, filters)) + "\n", encoding="utf-8")


def _lines(store: Store, filters: Filters) -> Iterator[str]:
    names = names_of(store)
    happened = events(store, filters)
    quads = Counter(row["quad"] for row in happened)
    yield from ("# Briefing", "", _clean(citation(store)), "")
    yield from (f"- {quad.replace('-', ' ')}: {count}" for quad, count in quads.most_common())
    yield from ("", "## Events", "")
    for row in happened:
        told = f" ({row['reports']} reports)" if row["reports"] > 1 else ""
        status = "" if row["status"] == "actual" else f", {row['status']}"
        yield f"- **{row['day'] or 'no day'}** {_clean(headline(row, names))}{status}{told}: {_quoted(row)}"
    if held := positions(store, filters):
        yield from ("", "## Positions", "")
        for row in held:
            toward = f" toward {_clean(names[row['toward']])}" if row["toward"] else ""
            conditions = "; ".join(f"{c['kind']}: {c['words']}" for c in row["conditions"])
            act = row["act"] + (f" — {conditions}" if conditions else "")
            holder = _clean(names[row["holder"]])
            yield f"- **{holder}** {row['stance']}{toward}: {_clean(act)} {_source(row)}"
    if said := statements(store, filters):
        yield from ("", "## Statements", "")
        for row in said:
            speaker = names[row["speaker"]] if row["speaker"] else "not told"
            yield f"- **{_clean(speaker)}**: {_quoted(row)}"


def _quoted(row: Row) -> str:
    return f"{_clean(row['words'])} {_source(row)}".strip()


def _source(row: Row) -> str:
    name = _clean(row["source"] or row["document"])
    place = f"<{row['url']}>" if row["url"] and not set(row["url"]) & set(" <>\n") else ""
    return f"[{name}]({place})" if place else f"[{name}]"


def _clean(words: str) -> str:
    """One line, in which nothing is taken for Markdown."""
    line = " ".join(words.split())
    return "".join("\\" + c if c in "\\`*_[]<>#|" else c for c in line)
