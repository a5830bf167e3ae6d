"""How a correction changes the rows of its item."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Table, select, update

from legation.coding import plover
from legation.record import keep, schema
from legation.record.fields import ACTORS, LISTS, PARTIES, SPANS, TABLES, Correction, text_of
from legation.record.grouping.merges import lead_again


@dataclass(slots=True)
class Change:
    """How one item's rows are changed."""

    connection: Connection
    kind: str
    row: Any

    def apply(self, correction: Correction, value: Any) -> None:
        name = correction.field
        if name is None:
            self._set(rejected=correction.verdict == "reject")
            if self.kind == "event":
                lead_again(self.connection, self.row.id)
        elif name == "when":
            self._set_when(value)
        elif name in PARTIES:
            self._set_parties(name, value)
        elif name in ACTORS:
            self._set(**{name: value, f"{name}_side": value and self._side(value)})
        elif name in SPANS:
            self._set_spans(name, value)
        elif name == "place":
            place = value or {"name": None, "country": None, "latitude": None, "longitude": None}
            at = {"latitude": place["latitude"], "longitude": place["longitude"]}
            self._set(place=place["name"], place_country=place["country"], **at)
        elif name == "conditions":
            self._set_conditions(value)
        elif name == "type":
            self._set(type=value, quad=plover.quad(value), score=plover.score(value), mode=None)
            self._pair()
        else:
            self._set(**{name: value})

    def weigh(self, score: float) -> None:
        self._set(score=score)
        self._pair()

    def _set(self, **values: Any) -> None:
        table = TABLES[self.kind]
        self.connection.execute(update(table).where(table.c.id == self.row.id).values(values))

    def _set_when(self, value: Any) -> None:
        day, last = (value and value[bound] and date.fromisoformat(value[bound]) for bound in ("start", "end"))
        published = select(schema.documents.c.published).where(schema.documents.c.id == self.row.document_id)
        own = day or self.connection.execute(published).scalar()
        self._set(day=own, when_value=value and value["value"], when_start=day, when_end=last)
        if self.kind == "event":
            self._pair()

    def _set_parties(self, name: str, actors: list[str]) -> None:
        number = self.row.id
        if name == "addressees":
            to = schema.addressees
            self.connection.execute(to.delete().where(to.c.statement_id == number))
            rows = [{"statement_id": number, "actor_id": a, "side": self._side(a)} for a in actors]
            table: Table = to
        else:
            table = schema.sides
            role = name.removesuffix("s")
            self.connection.execute(table.delete().where(table.c.event_id == number, table.c.role == role))
            rows = [{"event_id": number, "role": role, "ordinal": n, "actor_id": a} for n, a in enumerate(actors)]
        if rows:
            self.connection.execute(table.insert(), rows)
        if self.kind == "event":
            self._pair()

    def _set_spans(self, part: str, value: Any) -> None:
        """Of a statement: the spans that one of its parts has, and the words, if it is what was said."""
        spans = value if part in LISTS else [value] if value else []
        evidence = schema.evidence
        connection, number = self.connection, self.row.id
        connection.execute(evidence.delete().where(evidence.c.statement_id == number, evidence.c.part == part))
        self._point("statement_id", number, **{part: spans})
        if part == "content":
            text = text_of(connection, self.row)
            self._set(words=" … ".join(text[start:end] for start, end in spans))

    def _set_conditions(self, value: list[dict[str, Any]]) -> None:
        table, evidence, number = schema.conditions, schema.evidence, self.row.id
        own = select(table.c.id).where(table.c.position_id == number)
        self.connection.execute(evidence.delete().where(evidence.c.condition_id.in_(own)))
        self.connection.execute(table.delete().where(table.c.position_id == number))
        text = text_of(self.connection, self.row)
        for one in value:
            start, end = one["content"]
            told = {"position_id": number, "kind": one["kind"], "words": text[start:end], "about": one["about"]}
            added = table.insert().values(self._coded | told).returning(table.c.id)
            of = self.connection.execute(added).scalar_one()
            self._point("condition_id", of, connective=[one["connective"]], content=[one["content"]])

    def _point(self, owner: str, number: int, **parts: list[list[int]]) -> None:
        rows = [
            {**self._coded, owner: number, "part": part, "start": start, "end": end}
            for part, spans in parts.items()
            for start, end in spans
        ]
        if rows:
            self.connection.execute(schema.evidence.insert(), rows)

    @property
    def _coded(self) -> dict[str, int]:
        return {"document_id": self.row.document_id, "coding_id": self.row.coding_id}

    def _pair(self) -> None:
        """Makes the event's pairs anew from its sides, day and type."""
        number, sides = self.row.id, schema.sides.c
        row = self.connection.execute(select(schema.events).where(schema.events.c.id == number)).one()
        told = select(sides.role, sides.actor_id).where(sides.event_id == number).order_by(sides.ordinal)
        parties: dict[str, list[str]] = {"source": [], "target": [], "via": []}
        for role, actor in self.connection.execute(told):
            parties[role].append(actor)
        of = {a: self._side(a) for a in (*parties["source"], *parties["target"])}
        counted = row.same_as is None and not row.rejected
        shared = {"day": row.day, "type": row.type, "quad": row.quad, "score": row.score, "counted": counted}
        self.connection.execute(schema.pairs.delete().where(schema.pairs.c.event_id == number))
        pairs = keep.pairs(number, parties["source"], parties["target"], of, shared)
        if pairs:
            self.connection.execute(schema.pairs.insert(), pairs)

    def _side(self, actor: str) -> str:
        actors = schema.actors.c
        kind, country = self.connection.execute(
            select(actors.kind, actors.country).where(actors.id == actor)
        ).one()
        return actor if kind == "country" else country or actor
