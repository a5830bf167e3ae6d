"""What stands, as a briefing for people: each position with its conditions, its history and its sources."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from legation.standing import Commitment, Earlier, Happened, Other, Source, Standing, Stated, Tied
from legation.view.readings import STANCES
from legation.view.words import clipped, plain
from legation.view.words import day as written

COLUMNS = (
    "holder side toward type stance act day since conditions history contradictions commitments deeds sources"
).split()
QUOTE = 140
"""Characters of a sentence that is quoted as a source."""
STATES = {
    "met": "bold green",
    "unmet": "bold red",
    "broken": "bold red",
    "unknown": "dim",
    "kept": "bold green",
    "due": "bold yellow",
    "overdue": "bold red",
}


def row(standing: Standing) -> dict[str, Any]:
    """A standing position as a row of a table: what has parts is told in words, parted by semicolons."""
    return {
        "holder": standing.holder,
        "side": standing.side,
        "toward": standing.toward,
        "type": standing.matter["type"],
        "stance": standing.stance,
        "act": standing.act,
        "day": _iso(standing.day),
        "since": _iso(standing.since),
        "conditions": [f"{c.kind} {c.words}: {c.state}" for c in standing.conditions],
        "history": [f"{_iso(h.day)} {h.holder} {h.stance} {h.act}" for h in standing.history],
        "contradictions": [f"{_iso(o.day)} {o.holder} {o.stance} {o.act}" for o in standing.contradictions],
        "commitments": [f"{c.act}: {c.fate}" for c in standing.commitments],
        "deeds": [f"{_iso(e.day)} {e.type} {e.words}" for e in standing.deeds],
        "sources": [s.url or s.name for s in standing.sources],
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


class Briefing:
    """Standing positions with ``names`` of actors by id; sources are numbered in the order of their use."""

    def __init__(self, standings: Sequence[Standing], names: Mapping[str, str], as_of: date | None) -> None:
        self.standings = standings
        self.names = names
        self.as_of = as_of
        self.numbers: dict[int, int] = {}
        self.told: list[Source] = []
        self.quoted: set[int] = set()

    def show(self) -> None:
        Console(highlight=False).print(Group(*self.parts()))

    def parts(self) -> Iterator[RenderableType]:
        """The briefing's lines, from its heading to its sources."""
        day = f" as of {written(self.as_of)}" if self.as_of else ""
        if not self.standings:
            yield Text(f"No position stands{day}.")
            return
        yield Text(f"What stands{day}", "bold underline")
        for standing in self.standings:
            yield from self._standing(standing)
        yield Text("\nSources", "bold")
        for source in self.told:
            yield Padding(self._cited(source), (0, 0, 0, 2))

    def _standing(self, standing: Standing) -> Iterator[RenderableType]:
        toward = f" → {self._name(standing.toward)}" if standing.toward else ""
        topic = f"  {standing.matter['type']}" if standing.matter["type"] else ""
        yield Text.assemble("\n", (f"{self._name(standing.side)}{toward}", "bold"), (topic, "dim"))
        yield _in(Text(self._said(standing), "dim"), 2)
        for stated in standing.stated:
            yield _in(self._stated(stated), 2)
            for condition in stated.conditions:
                yield _in(self._condition(condition), 4)
                yield from (_in(self._event(e), 6) for e in condition.events)
        yield from self._section("Since then", [self._event(e) for e in standing.deeds])
        yield from self._section("Promised", [self._commitment(c) for c in standing.commitments])
        yield from self._section("Others who speak for it", [self._other(o) for o in standing.contradictions])
        yield from self._section("Before", [self._earlier(h) for h in standing.history])

    def _section(self, title: str, lines: Sequence[Text]) -> Iterator[RenderableType]:
        if lines:
            yield _in(Text(title, "underline"), 2)
            yield from (_in(line, 4) for line in lines)

    def _said(self, standing: Standing) -> str:
        since = standing.since != standing.day and standing.since is not None
        held = f", unchanged since {_day(standing.since)}" if since else ""
        return f"{self._name(standing.holder)}, {_day(standing.day)}{held}"

    def _stated(self, stated: Stated) -> Text:
        return Text.assemble(_stance(stated.stance), f" {_plain(stated.act)} ", self._number(stated.source))

    def _condition(self, condition: Tied) -> Text:
        kind = (condition.kind.replace("-", " "), "bold italic")
        words = (f" “{_plain(condition.words)}”", "italic")
        return Text.assemble(kind, words, ": ", (condition.state, STATES[condition.state]))

    def _event(self, event: Happened) -> Text:
        told = _day(event.day) if event.dated else f"reported {_day(event.day)}"
        sides = [" and ".join(map(self._name, side)) for side in (event.sources, event.targets)]
        dyad = " → ".join(filter(None, sides))
        quote = "" if event.id in self.quoted else f": “{clipped(event.words, QUOTE)}”"
        self.quoted.add(event.id)
        return Text.assemble(f"{told}: ", (event.type, "bold"), f" {dyad}{quote} ", self._number(event.evidence))

    def _commitment(self, made: Commitment) -> Text:
        due = f", due {_day(made.due)}" if made.due else ""
        stated = f" (said {_day(made.stated)}{due}): "
        line = Text.assemble(_stance(made.stance), f" {_plain(made.act)}", stated, (made.fate, STATES[made.fate]))
        for event in made.events:
            line.append("\n  ").append_text(self._event(event))
        return line

    def _other(self, other: Other | Earlier) -> Text:
        conditions = "".join(f"; {_plain(c)}" for c in other.conditions)
        who = f"{_day(other.day)}, {self._name(other.holder)}: "
        said = f" {_plain(other.act)}{conditions} "
        return Text.assemble(who, _stance(other.stance), said, self._number(other.source))

    def _earlier(self, earlier: Earlier) -> Text:
        line = self._other(earlier)
        for change in earlier.changed:
            line.append(f"\n  then {_plain(change)}", "dim")
        return line

    def _number(self, source: Source) -> tuple[str, str]:
        if source.document not in self.numbers:
            self.numbers[source.document] = len(self.told) + 1
            self.told.append(source)
        return f"[{self.numbers[source.document]}]", "cyan"

    def _cited(self, source: Source) -> Text:
        parts = (source.title or source.name, source.source, source.published and _day(source.published))
        line = Text.assemble(self._number(source), " ", ", ".join(_plain(p) for p in parts if p))
        return line.append(f"  {plain(source.url)}", "dim") if source.url else line

    def _name(self, id: str | None) -> str:
        return plain(self.names.get(id, id)) if id else ""


def _stance(stance: str) -> tuple[str, str]:
    return STANCES[stance]


def _plain(words: str) -> str:
    return " ".join(plain(words).split())


def _day(day: date | None) -> str:
    return written(day) if day else "on a day not told"


def _in(line: Text, by: int) -> Padding:
    return Padding(line, (0, 0, 0, by))
