"""One report's record to rows, and what is noted beside it: where a text was found, and what can't be read."""

import hashlib
import json
import zlib
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from itertools import product
from typing import Any, Protocol

from sqlalchemy import Connection, Table, select
from sqlalchemy.dialects import postgresql, sqlite

from legation.nouns import Actor, Document, Event, Position, Record, Span, Statement, When
from legation.nouns.record import ONTOLOGY
from legation.record import schema
from legation.sources import Rejected

Row = dict[str, Any]


def keep(connection: Connection, record: Record, rows: "Rows | None" = None) -> bool:
    """Writes all that a record says, by ``rows`` or at once; false, and nothing written, where its text is known.

    The caller's transaction makes it whole. Rows that several processes may write are written in one order
    (the document, then actors by id), so that they wait for each other and never in a circle.
    """
    document = add_document(connection, record.document)
    if document is None:
        return False
    Writing(rows or Inserts(connection), record, document).all()
    return True


def add_document(connection: Connection, document: Document, kind: str = "report") -> int | None:
    """The number of a new document; None where its text is known."""
    added = insert(connection, schema.documents).values(document_row(document, kind)).on_conflict_do_nothing()
    number: int | None = connection.execute(added.returning(schema.documents.c.id)).scalar()
    if number is not None:
        add_origin(connection, document, number)
    return number


def document_row(document: Document, kind: str = "report") -> Row:
    return {
        "sha256": document.sha256,
        "kind": kind,
        "name": document.id or document.sha256[:16],
        "source": document.source,
        "url": document.url,
        "title": document.title,
        "published": document.published,
        "language": document.language,
        "text": document.text,
        "added": now(),
    }


def known(connection: Connection, document: Document) -> int | None:
    """The number of the document with this text, where the record holds it."""
    found = select(schema.documents.c.id).where(schema.documents.c.sha256 == document.sha256)
    return connection.execute(found).scalar()


def has_origin(connection: Connection, document: Document) -> bool:
    """Whether it is noted that this text was found here."""
    found = select(schema.origins.c.id).where(schema.origins.c.key == _origin_key(document))
    return connection.execute(found).first() is not None


def add_origin(connection: Connection, document: Document, number: int) -> None:
    """Notes where a text was found, once."""
    add_origins(connection, [origin_row(document, number)])


def add_origins(connection: Connection, rows: list[Row]) -> None:
    connection.execute(insert(connection, schema.origins).on_conflict_do_nothing(), rows)


def origin_row(document: Document, number: int) -> Row:
    return {
        "document_id": number,
        "key": _origin_key(document),
        "name": document.id or document.sha256[:16],
        "source": document.source,
        "url": document.url,
        "title": document.title,
        "published": document.published,
    }


def add_reject(connection: Connection, rejected: Rejected) -> None:
    """Notes an input that can't be read; one row for each place, with the newest reason."""
    row = {
        "key": _digest(rejected.input, rejected.line),
        "input": legible(rejected.input),
        "line": rejected.line,
        "reason": legible(rejected.reason),
        "rejected": now(),
    }
    added = insert(connection, schema.rejects).values(row)
    newest = {"reason": added.excluded.reason, "rejected": added.excluded.rejected}
    connection.execute(added.on_conflict_do_update(index_elements=["key"], set_=newest))


def add_actors(connection: Connection, actors: Iterable[Actor]) -> None:
    fields = ("id", "name", "kind", "country", "code", "role", "wikidata")
    rows = [{f: getattr(a, f) for f in fields} for a in sorted(actors, key=lambda a: a.id)]
    if rows:
        connection.execute(insert(connection, schema.actors).on_conflict_do_nothing(), rows)


def side(actor: Actor) -> str:
    """What an actor counts for between states: its country, or itself where it has none."""
    return actor.id if actor.kind == "country" else actor.country or actor.id


def pairs(
    event: int, sources: Iterable[str], targets: Iterable[str], sides: Mapping[str, str], shared: Row
) -> list[Row]:
    """Each source with each target, none with itself; one row with a gap where a side isn't told."""
    none: tuple[str | None, ...] = (None,)
    sources = tuple(sources)
    both = [p for p in product(sources or none, tuple(targets) or none) if p[0] != p[1]]
    rows: list[Row] = []
    seen: set[tuple[str | None, str | None]] = set()
    for n, (source, target) in enumerate(both or [(s, None) for s in sources]):
        between = (sides[source] if source else None, sides[target] if target else None)
        place = {"event_id": event, "ordinal": n, "source": source, "target": target}
        of_sides = {"source_side": between[0], "target_side": between[1], "repeats": between in seen}
        rows.append({**place, **of_sides, **shared})
        seen.add(between)
    return rows


class Rows(Protocol):
    """Where rows go."""

    def write(self, table: Table, rows: list[Row]) -> None: ...

    def numbers(self, table: Table, rows: list[Row]) -> list[int]:
        """Writes rows of a table that others point at; their numbers, in order."""

    def actors(self, actors: Iterable[Actor]) -> None:
        """Adds those that the record doesn't know."""


class Inserts:
    """Rows written at once, statement by statement."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def write(self, table: Table, rows: list[Row]) -> None:
        if rows:
            self._connection.execute(table.insert(), rows)

    def numbers(self, table: Table, rows: list[Row]) -> list[int]:
        if not rows:
            return []
        added = table.insert().returning(table.c.id, sort_by_parameter_order=True)
        return list(self._connection.execute(added, rows).scalars())

    def actors(self, actors: Iterable[Actor]) -> None:
        add_actors(self._connection, actors)


class Writing:
    """The rows of one record, written in the order in which they point at each other."""

    def __init__(self, rows: Rows, record: Record, document: int) -> None:
        self.rows = rows
        self.record = record
        self.published = record.document.published
        self.sides = {a.id: side(a) for a in record.actors}
        self.coded = {"document_id": document, "coding_id": self._coding(document)}
        self.evidence: list[Row] = []

    def all(self) -> None:
        self.rows.actors(self.record.actors)
        mentions = [self._mention(a, m) for a in self.record.actors for m in a.mentions]
        self.rows.write(schema.mentions, mentions)
        statements = self._statements()
        self._events(statements)
        self._positions(statements)
        self.rows.write(schema.evidence, self.evidence)

    def _coding(self, document: int) -> int:
        whole = json.dumps(self.record.to_dict(text=False), ensure_ascii=False)
        row = {
            "document_id": document,
            "version": self.record.version,
            "model": self.record.model,
            "codebook": ONTOLOGY,
            "coded": now(),
            "record": zlib.compress(whole.encode()),
        }
        return self.rows.numbers(schema.codings, [row])[0]

    def _mention(self, actor: Actor, span: Span) -> Row:
        return {
            **self.coded,
            "actor_id": actor.id,
            "start": span.start,
            "end": span.end,
            "words": span.text,
            "match": actor.match,
            "confidence": round(actor.confidence, 3),
        }

    def _statements(self) -> dict[str, int]:
        """Numbers by the statements' ids in the record."""
        told = self.record.statements
        numbers = self.rows.numbers(schema.statements, [self._statement(s) for s in told])
        for number, one in zip(numbers, told, strict=True):
            self._spans("statement_id", number, speaker=[one.speaker_span], cue=[one.cue], content=one.content)
            self._spans("statement_id", number, occasion=[one.occasion], when=[_words(one.when)])
        addressees = [
            {"statement_id": number, "actor_id": a, "side": self.sides[a]}
            for number, one in zip(numbers, told, strict=True)
            for a in dict.fromkeys(one.addressees)
        ]
        self.rows.write(schema.addressees, addressees)
        return {one.id: number for number, one in zip(numbers, told, strict=True)}

    def _statement(self, one: Statement) -> Row:
        return {
            **self.coded,
            **self._when(one.when),
            "name": one.id,
            "kind": one.kind,
            "speaker": one.speaker,
            "speaker_side": self.sides[one.speaker] if one.speaker else None,
            "within": one.within,
            "certainty": round(one.certainty, 3),
            "words": " … ".join(c.text for c in one.content),
        }

    def _events(self, statements: Mapping[str, int]) -> None:
        told = self.record.events
        rows = [self._event(e, statements) for e in told]
        numbers = self.rows.numbers(schema.events, rows)
        sides: list[Row] = []
        paired: list[Row] = []
        for number, one, row in zip(numbers, told, rows, strict=True):
            words = one.evidence
            self._spans("event_id", number, sentence=[words.sentence], trigger=[words.trigger])
            self._spans("event_id", number, source=words.sources, target=words.targets)
            self._spans("event_id", number, when=[_words(one.when)])
            for role, actors in (("source", one.sources), ("target", one.targets), ("via", one.via)):
                sides += (
                    {"event_id": number, "role": role, "ordinal": n, "actor_id": a} for n, a in enumerate(actors)
                )
            shared = {"day": row["day"], "type": one.type, "quad": one.quad, "score": one.score, "counted": True}
            paired += pairs(number, one.sources, one.targets, self.sides, shared)
        self.rows.write(schema.sides, sides)
        self.rows.write(schema.pairs, paired)

    def _event(self, one: Event, statements: Mapping[str, int]) -> Row:
        place = self.record.places[one.place] if one.place is not None else None
        return {
            **self.coded,
            **self._when(one.when),
            "name": one.id,
            "type": one.type,
            "mode": one.mode,
            "contexts": list(one.contexts),
            "quad": one.quad,
            "score": one.score,
            "place": place and place.name,
            "place_country": place and place.country,
            "latitude": place and place.latitude,
            "longitude": place and place.longitude,
            "agreement": one.agreement,
            "status": one.status,
            "statement_id": statements[one.reported_in] if one.reported_in else None,
            "confidence": round(one.confidence, 3),
            "words": one.evidence.sentence.text,
        }

    def _positions(self, statements: Mapping[str, int]) -> None:
        told = self.record.positions
        numbers = self.rows.numbers(schema.positions, [self._position(p, statements) for p in told])
        for number, one in zip(numbers, told, strict=True):
            self._spans("position_id", number, sentence=[one.sentence], act=[one.act.span])
            self._spans("position_id", number, when=[_words(one.when)])
            conditions = [
                {
                    **self.coded,
                    "position_id": number,
                    "kind": c.kind,
                    "words": c.content.text,
                    "about": c.about.to_json() if c.about else None,
                }
                for c in one.conditions
            ]
            for of, c in zip(self.rows.numbers(schema.conditions, conditions), one.conditions, strict=True):
                self._spans("condition_id", of, connective=[c.connective], content=[c.content])

    def _position(self, one: Position, statements: Mapping[str, int]) -> Row:
        return {
            **self.coded,
            **self._when(one.when),
            "name": one.id,
            "holder": one.holder,
            "holder_side": self.sides[one.holder],
            "toward": one.toward,
            "toward_side": self.sides[one.toward] if one.toward else None,
            "stance": one.stance,
            "act": one.act.text,
            "act_type": one.act.type,
            "statement_id": statements[one.statement] if one.statement else None,
            "confidence": round(one.confidence, 3),
            "words": one.sentence.text,
        }

    def _when(self, when: When | None) -> Row:
        return {
            "day": (when and when.start) or self.published,
            "when_value": when and when.value,
            "when_start": when and when.start,
            "when_end": when and when.end,
        }

    def _spans(self, item: str, number: int, **parts: Iterable[Span | None]) -> None:
        gap = {"event_id": None, "statement_id": None, "position_id": None, "condition_id": None}
        for part, spans in parts.items():
            for span in spans:
                if span:
                    place = {"part": part, "start": span.start, "end": span.end}
                    self.evidence.append({**self.coded, **gap, item: number, **place})


def _words(when: When | None) -> Span | None:
    return when.span if when else None


def insert(connection: Connection, table: Table) -> Any:
    """An INSERT of the connection's own dialect, which knows what to do on a conflict."""
    return (sqlite if connection.dialect.name == "sqlite" else postgresql).insert(table)


def now() -> datetime:
    return datetime.now(UTC)


def legible(words: str) -> str:
    """What every database can keep: half characters and NUL written out."""
    return words.encode("utf-8", "backslashreplace").decode().replace("\0", "\\x00")


def _origin_key(document: Document) -> str:
    published = document.published.isoformat() if document.published else None
    return _digest(document.sha256, document.id, document.source, document.url, document.title, published)


def _digest(*parts: str | int | date | None) -> str:
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()
