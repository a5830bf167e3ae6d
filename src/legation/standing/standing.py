"""A position that stands, with its conditions, its history and its sources."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Literal

State = Literal["met", "unmet", "broken", "unknown"]
Fate = Literal["due", "kept", "broken", "overdue"]


@dataclass(frozen=True, slots=True)
class Source:
    """Where words stand: the document's number in the record, its name, and what it says of itself."""

    document: int
    name: str
    title: str | None
    source: str | None
    url: str | None
    published: date | None
    words: str


@dataclass(frozen=True, slots=True)
class Happened:
    """An event of the record. ``id`` is its number; sides are actors' ids. ``day`` is the first day of the time
    told, or where none is (not ``dated``) that of the report."""

    id: int
    type: str
    mode: str | None
    day: date
    dated: bool
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    source_sides: frozenset[str]
    target_sides: frozenset[str]
    evidence: Source

    @property
    def words(self) -> str:
        return self.evidence.words


@dataclass(frozen=True, slots=True)
class Tied:
    """A condition as of the day asked for. ``about`` is the record's: type, sources, targets.

    ``events`` show the state, newest first; none where it is unknown.
    """

    kind: str
    words: str
    about: dict[str, Any] | None
    state: State
    events: tuple[Happened, ...]


@dataclass(frozen=True, slots=True)
class Stated:
    """One position of a statement, as the record holds it; ``id`` is its number there."""

    id: int
    stance: str
    act: str
    act_type: str | None
    conditions: tuple[Tied, ...]
    source: Source


@dataclass(frozen=True, slots=True)
class Earlier:
    """What was declared on the matter before; ``changed`` tells what the next statement changed of it. What said
    the same as the next is left out."""

    day: date | None
    holder: str
    stance: str
    act: str
    conditions: tuple[str, ...]
    changed: tuple[str, ...]
    source: Source


@dataclass(frozen=True, slots=True)
class Other:
    """Another voice of the same side that stands differently on the matter."""

    day: date | None
    holder: str
    stance: str
    act: str
    conditions: tuple[str, ...]
    source: Source


@dataclass(frozen=True, slots=True)
class Commitment:
    """What was promised, and what became of it.

    ``due`` is the day told, or that on which the last condition was met. ``due``: still to be done; ``kept``: the
    last of ``events`` carries it out, after those that went against it; ``broken``: events go against it;
    ``overdue``: its day is past and nothing shows it.
    """

    act: str
    stance: str
    stated: date | None
    due: date | None
    fate: Fate
    events: tuple[Happened, ...]
    source: Source


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a side stands on a matter toward another.

    ``holder`` is the id of who declared it last, ``side`` the state (or else the actor) spoken for, ``toward`` a
    side or None. ``matter`` names what it is about: PLOVER's type of the act and the words. ``stance`` and ``act``
    are those of the first of ``stated``, the positions of the latest statement, which is of ``day``; ``since`` is
    the day of the first statement that said the same, with none that said otherwise between. ``deeds`` are acts
    since the statement, by whoever would act, that do or refuse what it is about; newest first.
    """

    holder: str
    side: str
    toward: str | None
    matter: dict[str, str | None]
    day: date | None
    since: date | None
    stated: tuple[Stated, ...]
    history: tuple[Earlier, ...]
    contradictions: tuple[Other, ...]
    commitments: tuple[Commitment, ...]
    deeds: tuple[Happened, ...]

    @property
    def stance(self) -> str:
        return self.stated[0].stance

    @property
    def act(self) -> str:
        return self.stated[0].act

    @property
    def conditions(self) -> tuple[Tied, ...]:
        return tuple(c for s in self.stated for c in s.conditions)

    @property
    def sources(self) -> tuple[Source, ...]:
        """The documents behind it, each once with its first words: of the statement, of events, of history."""
        every = [s.source for s in self.stated]
        every += [e.evidence for c in self.conditions for e in c.events]
        every += [o.source for o in self.contradictions] + [e.source for e in self.history]
        for commitment in self.commitments:
            every += [commitment.source, *(e.evidence for e in commitment.events)]
        every += [e.evidence for e in self.deeds]
        found: dict[int, Source] = {}
        for source in every:
            found.setdefault(source.document, source)
        return tuple(found.values())

    def to_dict(self) -> dict[str, Any]:
        """Plain values for JSON; days in ISO form, sides in alphabetical order."""
        whole = asdict(self)
        whole["stance"], whole["act"] = self.stance, self.act
        whole["conditions"] = [asdict(c) for c in self.conditions]
        whole["sources"] = [asdict(s) for s in self.sources]
        plain: dict[str, Any] = _plain(whole)
        return plain


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _plain(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(v) for v in value]
    if isinstance(value, frozenset):
        return sorted(value)
    return value.isoformat() if isinstance(value, date) else value
