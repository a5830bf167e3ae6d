"""One door to the tables: whose name is this, who held which post when, which state, which agreement."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from functools import cache, cached_property, lru_cache, wraps
from typing import ParamSpec, TypeVar, cast

from rapidfuzz import fuzz, process

from legation.knowledge import own
from legation.knowledge.actors import bodies, persons
from legation.knowledge.agreements import Agreement, Agreements
from legation.knowledge.codes import FORMER, composed
from legation.knowledge.countries import Countries, CountryName
from legation.knowledge.entity import Candidate, Entity, Match, Office
from legation.knowledge.matching import Likeness, People
from legation.knowledge.offices import Role, Roles
from legation.knowledge.ranking import Context, rank
from legation.knowledge.spelling import abbreviation, fold, name_key, words
from legation.knowledge.tables import loading
from legation.knowledge.verbs import Verb

_BODY_FLOOR = 88.0  # word-sorted similarity of organisation names, set by hand


class Knowledge:
    """Who is who, by date. Immutable once made; safe to share between threads."""

    def __init__(
        self,
        extra: Iterable[Entity] = (),
        agents: Mapping[str, str] | None = None,
        verbs: Iterable[Verb] = (),
    ) -> None:
        """The shipped tables and, before them, a user's own: entities, nouns with what they add to an actor's
        code (``{"police": "~COP"}``), and verbs with what they tell."""
        self.verbs = tuple(verbs)
        self.agents: Mapping[str, str] = dict(agents or {})
        self.countries = Countries()
        self.roles = Roles(self.agents)
        self.answers: dict[Callable[..., object], Callable[..., object]] = {}
        self._treaties = Agreements()
        self._extra = tuple(extra)
        self._own = frozenset(e.id for e in self._extra)
        self._claimed: dict[str, set[str]] = defaultdict(set)
        for entity in self._extra:
            for written in (entity.name, *entity.aliases):
                self._claimed[name_key(written)].add(entity.id)
        for entity in self._extra:
            self.countries.enter(entity)
        known = {e.id: e for e in (*bodies(), *persons(), *self._extra)}
        self._entities: dict[str, Entity] = {**self.countries.entities, **known}
        self._by_name: dict[str, list[tuple[Entity, Match]]] = defaultdict(list)
        for entity in known.values():
            self._index(entity)
        self._body_names: dict[str, Entity] = {}
        self._body_words: frozenset[str] = frozenset()
        self._posts: dict[tuple[str, str], list[tuple[Office, Entity]]] = {}
        self._find = lru_cache(maxsize=65536)(self._find_uncached)

    @classmethod
    def load(cls) -> Knowledge:
        """The knowledge that is current here: of the reader at work, or else the shipped tables and the
        user's own actors, read once."""
        return _current.get() or _shipped()

    @contextmanager
    def current(self) -> Iterator[None]:
        """Makes this the knowledge that ``load`` gives, in this thread and until the end of the block."""
        before = _current.set(self)
        try:
            yield
        finally:
            _current.reset(before)

    def extended(
        self,
        entities: Iterable[Entity],
        agents: Mapping[str, str] | None = None,
        verbs: Iterable[Verb] = (),
    ) -> Knowledge:
        """This knowledge and a user's own: entities, which replace shipped ones of the same id and take their
        names from others; agents, nouns with what they add to an actor's code; and verbs."""
        return Knowledge((*self._extra, *entities), {**self.agents, **(agents or {})}, (*self.verbs, *verbs))

    def own(self, identity: str) -> bool:
        """Whether an entity is a user's own."""
        return identity in self._own

    def named(self, name: str) -> Entity | None:
        """The one person or body that is written so, letter for letter; None for a stranger or for several."""
        found = self._by_name.get(name_key(name), ())
        return found[0][0] if len(found) == 1 else None

    def find(
        self,
        name: str,
        *,
        kind: str | None = None,
        country: str | None = None,
        role: str | None = None,
        on: date | None = None,
        limit: int = 5,
    ) -> tuple[Candidate, ...]:
        """Whom or what a name may stand for, best first; empty for a stranger.

        ``country`` (ISO3), ``role`` (a phrase) and ``on`` are what the text around the name suggests. They order
        the candidates and move their confidence; only ``kind`` excludes.
        """
        return self._find(name, kind, country, role, on)[:limit]

    def country(self, name: str) -> CountryName | None:
        """The state that a written form names, and what sort of form it is."""
        return self.countries.find(name)

    def entity(self, identity: str) -> Entity | None:
        """The entity with this id; a state's id is its ISO3 code."""
        return self._entities.get(identity)

    def role(self, phrase: str) -> Role | None:
        """The post that a phrase means."""
        return self.roles.find(phrase)

    def agreement(self, name: str) -> Agreement | None:
        """The agreement that a name means."""
        return self._treaties.find(name)

    @property
    def agreements(self) -> tuple[Agreement, ...]:
        """Every known agreement."""
        return self._treaties.all

    @property
    def entities(self) -> Iterable[Entity]:
        """Every known entity: states, bodies, persons."""
        return self._entities.values()

    def surfaces(self) -> Iterator[tuple[str, str, str]]:
        """Every written form with id and kind ("country", "person", "organisation", "group", "agreement")."""
        for entity in self._entities.values():
            for written in (entity.name, *entity.aliases):
                if entity.id in self._claimed.get(name_key(written), (entity.id,)):
                    yield written, entity.id, entity.kind
        for agreement in self._treaties.all:
            for written in (agreement.name, *agreement.aliases):
                yield written, agreement.id, "agreement"

    def holder(self, role: str, country: str, on: date | None = None) -> Entity | None:
        """Who holds a post of a state (ISO3) or a body (its id) on a day; without a day, the latest known holder.

        "leader" means whoever leads there: the holder of the post that the states table names, or one who leads
        without it, as a junta's head does.
        """
        post = self.roles.find(role)
        title = post.title if post else fold(role)
        if title == "leader":
            head = self.countries.leaders.get(country) or "president"
            return self.holder(head, country, on) or self._holder("leader", country, on)
        return self._holder(title, country, on) or (self._holder(post.function, country, on) if post else None)

    def office(self, entity: Entity, on: date | None = None) -> Office | None:
        """The highest post held on a day, the most recently begun of several; without a day, the latest post."""
        if on is None:
            return entity.office(on)
        held = [o for o in entity.offices if o.held(on)]
        highest = min((self._level(o) for o in held), default=0)
        return max((o for o in held if self._level(o) == highest), key=lambda o: o.start or date.min, default=None)

    def _level(self, office: Office) -> int:
        role = self.roles.find(office.title)
        return role.level if role else 9

    def code(self, entity: Entity, on: date | None = None) -> str | None:
        """CAMEO/PLOVER actor code on a day: state, then sector ("IRNGOV"); "ELI" once all posts have ended."""
        if entity.codes:
            return entity.own_code(on)
        if entity.kind != "person":
            return entity.code
        office = self.office(entity, on)
        if office is None:
            past = [o for o in entity.offices if on is None or (o.end is not None and o.end < on)]
            if past and entity.country:
                return self.state_code(entity.country) + FORMER
            return entity.code or entity.country
        if office.organisation:
            body = self._entities.get(office.organisation)
            return body.code if body else None
        state = self.state_code(office.country or entity.country or "")
        if on is None and office.end is not None and office.end < _latest_day():
            return state + FORMER
        role = self.roles.find(office.title)
        return composed(state, role.sector if role else "GOV")

    def state_code(self, state: str) -> str:
        """The actor code of a state, by its id: the same, unless a user's own says otherwise."""
        entity = self.countries.entities.get(state)
        return (entity.code if entity else None) or state

    def _index(self, entity: Entity) -> None:
        for number, written in enumerate((entity.name, *entity.aliases)):
            match: Match = "alias" if number else "exact"
            told = words(written) if entity.kind == "person" and not abbreviation(written) else ()
            spoken = " ".join(told) if len(told) > 1 else ""
            for key in dict.fromkeys((name_key(written), spoken)):
                claimed = entity.id not in self._claimed.get(key, (entity.id,))
                if key and not claimed and all(e.id != entity.id for e, _ in self._by_name[key]):
                    self._by_name[key].append((entity, match))

    def _by_post(self) -> dict[tuple[str, str], list[tuple[Office, Entity]]]:
        posts: dict[tuple[str, str], list[tuple[Office, Entity]]] = defaultdict(list)
        for entity in self._entities.values():
            for office in entity.offices:
                role = self.roles.find(office.title)
                for title in {
                    office.title,
                    role.title if role else office.title,
                    role.function if role else office.title,
                }:
                    posts[title, office.organisation or office.country or ""].append((office, entity))
        return posts

    def _holder(self, title: str, country: str, on: date | None) -> Entity | None:
        self._posts = self._posts or self._by_post()
        held = [(o, e) for o, e in self._posts.get((title, country), ()) if on is None or o.held(on)]
        best = max(held, key=lambda h: (on is not None or h[0].end is None, h[0].start or date.min), default=None)
        return best[1] if best else None

    def _find_uncached(
        self, name: str, kind: str | None, country: str | None, role: str | None, on: date | None
    ) -> tuple[Candidate, ...]:
        found: list[Candidate] = []
        if kind in (None, "country") and (state := self.countries.find(name)):
            entity = self._entities[state.iso3]
            found.append(Candidate(entity, "exact" if fold(name) == fold(entity.name) else "alias", 0.98))
        context = Context(country, self.roles.find(role) if role else None, on)
        named = self._named(name, kind)
        if named:
            found += rank(named, context)
        elif not found:
            found += self._fuzzy(name, kind, context)
        return tuple(sorted(found, key=lambda c: -c.confidence))

    def _named(self, name: str, kind: str | None) -> list[tuple[Likeness, Match]]:
        """Exact and alias hits, honorifics aside."""
        hits = self._by_name.get(name_key(name)) or self._by_name.get(fold(name)) or []
        if not hits and kind in (None, "person"):
            hits = self._by_name.get(" ".join(words(name))) or []
        return [
            (Likeness(e, 1.0, e.kind == "person" and len(words(name)) == 1), match)
            for e, match in hits
            if kind in (None, e.kind)
        ]

    def _fuzzy(self, name: str, kind: str | None, context: Context) -> list[Candidate]:
        found: list[Candidate] = []
        if kind in (None, "organisation", "group"):
            found += self._fuzzy_bodies(name, kind)
        if not found and kind in (None, "person"):
            found += rank([(like, "fuzzy") for like in self._people.alike(name)], context)
        return found

    @cached_property
    def _people(self) -> People:
        with loading():
            return People(e for e in self._entities.values() if e.kind == "person")

    def _fuzzy_bodies(self, name: str, kind: str | None) -> list[Candidate]:
        told = " ".join(sorted(fold(name).removeprefix("the ").split()))
        if len(told.split()) < 2 or len(told) < 10:
            return []
        if not self._body_names:
            self._body_names = {
                " ".join(sorted(key.split())): entity
                for key, hits in self._by_name.items()
                for entity, _ in hits
                if entity.kind in ("organisation", "group") and len(key.split()) > 1
            }
            self._body_words = frozenset(w for n in self._body_names for w in n.split() if len(w) > 2)
        if self._body_words.isdisjoint(told.split()):
            return []  # no word of it is spelt as a body's is: a person, as a rule, and the search is long
        near = process.extract(told, self._body_names.keys(), scorer=fuzz.ratio, limit=3, score_cutoff=_BODY_FLOOR)
        hits = {self._body_names[n].id: score for n, score, _ in reversed(near)}
        bodies_found = [(self._entities[i], score) for i, score in hits.items()]
        return [Candidate(e, "fuzzy", round(s / 100 * 0.9, 2)) for e, s in bodies_found if kind in (None, e.kind)]


_current: ContextVar[Knowledge | None] = ContextVar("knowledge", default=None)
P = ParamSpec("P")
T = TypeVar("T")


def by_knowledge(function: Callable[P, T]) -> Callable[P, T]:
    """Keeps a function's answers as ``lru_cache`` does, apart for each knowledge: they depend on the current."""

    @wraps(function)
    def answer(*args: P.args, **kwargs: P.kwargs) -> T:
        answers = Knowledge.load().answers
        kept = answers.get(function) or answers.setdefault(function, lru_cache(maxsize=16384)(function))
        return cast(T, kept(*args, **kwargs))

    return answer


@cache
@loading()
def _shipped() -> Knowledge:
    return Knowledge(own.actors())


@cache
def _latest_day() -> date:
    """The day the process asks "now": a tenure that ended before it is over."""
    return date.today()
