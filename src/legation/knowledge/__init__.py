"""Who is who, by date: states, leaders, organisations, agreements and posts, loaded from tables."""

from legation.knowledge.agreements import Agreement
from legation.knowledge.countries import CountryName
from legation.knowledge.entity import Candidate, Entity, Office, slug
from legation.knowledge.knowledge import Knowledge, by_knowledge
from legation.knowledge.offices import Role

__all__ = [
    "Agreement",
    "Candidate",
    "CountryName",
    "Entity",
    "Knowledge",
    "Office",
    "Role",
    "by_knowledge",
    "slug",
]
