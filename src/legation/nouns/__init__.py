"""The nouns of the record: frozen values that pass forward and know the words they stand on."""

from legation.nouns.actor import Actor, ActorKind, Match
from legation.nouns.agreement import Agreement
from legation.nouns.document import Document
from legation.nouns.event import Event, Evidence, Status
from legation.nouns.place import Place
from legation.nouns.position import About, Act, Condition, ConditionKind, Position, Stance
from legation.nouns.record import Record
from legation.nouns.relation import Pair, Relation
from legation.nouns.span import Span
from legation.nouns.statement import Statement, StatementKind
from legation.nouns.time import Time, TimeType, When

__all__ = [
    "About",
    "Act",
    "Actor",
    "ActorKind",
    "Agreement",
    "Condition",
    "ConditionKind",
    "Document",
    "Event",
    "Evidence",
    "Match",
    "Pair",
    "Place",
    "Position",
    "Record",
    "Relation",
    "Span",
    "Stance",
    "Statement",
    "StatementKind",
    "Status",
    "Time",
    "TimeType",
    "When",
]
