"""All that one report says, in the contract's form."""

from dataclasses import dataclass

from legation.nouns.actor import Actor
from legation.nouns.agreement import Agreement
from legation.nouns.document import Document
from legation.nouns.event import Event
from legation.nouns.place import Place
from legation.nouns.position import Position
from legation.nouns.statement import Statement
from legation.nouns.time import Time

ONTOLOGY = "PLOVER-2"


@dataclass(frozen=True, slots=True)
class Record:
    """The record of one report. ``model`` names the weights that read it."""

    version: str
    model: str
    document: Document
    actors: tuple[Actor, ...]
    times: tuple[Time, ...]
    places: tuple[Place, ...]
    statements: tuple[Statement, ...]
    agreements: tuple[Agreement, ...]
    events: tuple[Event, ...]
    positions: tuple[Position, ...]

    def actor(self, id: str) -> Actor:
        """The actor with this id. Raises KeyError for an id that the record doesn't hold."""
        for actor in self.actors:
            if actor.id == id:
                return actor
        raise KeyError(id)

    def to_dict(self, *, text: bool = True) -> dict[str, object]:
        """The JSON object of the contract's first section; without the report's text if ``text`` is false."""
        return {
            "legation": {"version": self.version, "ontology": ONTOLOGY, "model": self.model},
            "document": self.document.to_json(text=text),
            "actors": [a.to_json() for a in self.actors],
            "times": [t.to_json() for t in self.times],
            "places": [p.to_json() for p in self.places],
            "statements": [s.to_json() for s in self.statements],
            "agreements": [a.to_json() for a in self.agreements],
            "events": [e.to_json() for e in self.events],
            "positions": [p.to_json() for p in self.positions],
        }
