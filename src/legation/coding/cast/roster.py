"""The actors of a report while they are gathered: one entry an id, made into actors at the end."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from legation.coding.cast.named import Named
from legation.coding.cast.nominals import Nominal
from legation.coding.cast.people import Person
from legation.coding.cast.words import genders, listed
from legation.coding.draft import Draft, Mention
from legation.coding.gazetteer.table import candidates
from legation.knowledge import Entity, Knowledge, slug
from legation.knowledge.codes import FORMER, composed
from legation.knowledge.spelling import fold
from legation.nouns import Actor, ActorKind

_TOWN = 5  # rank in the table of places from which on a name may as well be a word
_LINKS = frozenset(("of", "and", "the", "for", "from", "in", "to", "with"))  # no name ends so


@dataclass(slots=True)
class Entry:
    """What is known of one actor so far. ``posts`` are titles and functions that role nouns may call on."""

    actor: Actor
    posts: frozenset[str] = frozenset()
    level: int = 9
    gender: str | None = None


class Roster:
    """Entries by id."""

    def __init__(self, on: date | None) -> None:
        self.on = on
        self.entries: dict[str, Entry] = {}
        self._of_state: dict[str | None, dict[str, None]] = defaultdict(dict)

    def named(self, name: Named) -> str:
        """The id of the actor that a name other than a person's stands for, entered if it is new."""
        entity = Knowledge.load().entity(name.id) if name.id else None
        return self.entity(entity) if entity else self._body(name)

    def entity(self, entity: Entity) -> str:
        """Enters a known entity."""
        if entity.id not in self.entries:
            if entity.kind == "person":
                return self.person(Person([], (), entity, "exact", 0.8))
            actor = Actor(
                entity.id,
                entity.name,
                entity.kind,
                entity.country,
                Knowledge.load().code(entity, self.on),
                None,
                entity.wikidata,
                "exact",
                0.98,
                (),
            )
            self._enter(Entry(actor))
        return entity.id

    def unnamed(self, noun: Nominal, country: str | None, body: str | None) -> str:
        """Enters people known only by what they are: officials of a state, protesters, a spokesman."""
        if noun.sort == "group" and (known := _group(noun)) is not None:
            return self.entity(known)
        whose = Knowledge.load().entity(country or body or "")
        title = noun.role.title if noun.role and noun.sort != "body" else noun.noun
        title = title if noun.role is None or not noun.plural else plural(noun)
        name = f"{_adjective(whose)} {title}".strip() if whose else _bare(noun)
        one = noun.role is not None and noun.sort == "role" and not noun.plural
        kind: ActorKind = "person" if one else "organisation" if noun.sort == "body" else "group"
        identity = f"{kind}:{slug(name)}"
        if identity not in self.entries:
            code = _code(noun, whose)
            role = noun.role.title if noun.role and one else None
            actor = Actor(identity, name, kind, country, code, role, None, "new", 0.6, ())
            posts = frozenset((noun.role.title, noun.role.function)) if noun.role else frozenset()
            self._enter(Entry(actor, posts, noun.role.level if noun.role else 9))
        return identity

    def body(self, noun: Nominal, country: str) -> str:
        """Enters a part of a state: its parliament, its foreign ministry."""
        knowledge = Knowledge.load()
        state = knowledge.entity(country)
        full = noun.full or noun.noun
        for adjective in (*knowledge.countries.adjectives.get(country, ()), state.name if state else ""):
            for found in knowledge.find(f"{adjective} {full}", kind="organisation")[:1]:
                if found.match != "fuzzy" and found.entity.country == country:
                    return self.entity(found.entity)
        own = _without_state(full, country)
        identity = f"organisation:{slug(state.name if state else country)}-{slug(own)}"
        if identity not in self.entries:
            name = (own if _local(own, noun.text) else f"{_adjective(state)} {own}").strip().title()
            actor = Actor(identity, name, "organisation", country, _code(noun, state), None, None, "new", 0.75, ())
            self._enter(Entry(actor))
        return identity

    def person(self, person: Person) -> str:
        """Enters a person."""
        if person.id in self.entries:
            return person.id
        knowledge, entity = Knowledge.load(), person.entity
        office = knowledge.office(entity, self.on) if entity else None
        country = entity.country if entity else person.country
        told = person.role.title if person.role else None
        held = office.title if office else None
        role = told or held if self.on is None else held or told
        code = knowledge.code(entity, self.on) if entity and not (told and self.on is None) else None
        if code is None and country and person.role and not person.body:
            told_alone = knowledge.agents and "~" not in person.role.sector
            code = composed(knowledge.state_code(country), "" if told_alone else person.role.sector)
        if code is None and person.body and (body := knowledge.entity(person.body)):
            code = body.code
        code = code or (knowledge.state_code(country) if country else None)
        actor = Actor(
            person.id, person.name, "person", country, code, role, entity.wikidata if entity else None,
            person.match, person.confidence, (),
        )  # fmt: skip
        posts = {o.title for o in entity.offices if self.on is None or o.held(self.on)} if entity else set()
        roles = [r for t in posts if (r := knowledge.role(t))] + ([person.role] if person.role else [])
        posts |= {r.title for r in roles} | {r.function for r in roles}
        level = min((r.level for r in roles), default=9)
        self._enter(Entry(actor, frozenset(posts), level, person.gender or gender(person)))
        return person.id

    def author(self, actor: Actor) -> str:
        """Enters who speaks the whole report, unless the text names that person too."""
        if actor.id not in self.entries:
            self._enter(Entry(actor))
        return actor.id

    def _body(self, name: Named) -> str:
        country = name.seat
        kind: ActorKind = "group" if name.kind == "group" else "organisation"
        identity = f"{kind}:{slug(name.text)}"
        entry = self.entries.get(identity)
        if entry is None or (country and entry.actor.country is None):
            code = composed(Knowledge.load().state_code(country), _agent(name)) if country else None
            actor = Actor(identity, name.text, kind, country, code, None, None, "new", 0.6, ())
            self._enter(Entry(actor))
        return identity

    def of_state(self, country: str | None) -> Iterator[tuple[str, Entry]]:
        """Ids and entries of those who belong to a state, in the order of entry; all of them for None."""
        ids = self.entries if country is None else self._of_state[country]
        return ((i, self.entries[i]) for i in ids)

    def _enter(self, entry: Entry) -> None:
        self.entries[entry.actor.id] = entry
        self._of_state[entry.actor.country][entry.actor.id] = None

    def fill(
        self, draft: Draft, mentions: Iterable[Mention], weak: frozenset[tuple[int, int]], author: str | None
    ) -> Draft:
        """The draft with these mentions and their actors; an actor with weak mentions alone is none, but for the
        author, who needs none at all."""
        found = sorted(mentions, key=lambda m: (m.span.start, m.span.end))
        strong = {author} | {m.actor for m in found if m.form != "pronoun" and (m.sentence, m.start) not in weak}
        kept = [m for m in found if m.actor in strong]
        spans: dict[str, list[Mention]] = {author: []} if author else {}
        for mention in kept:
            if mention.form != "pronoun":
                spans.setdefault(mention.actor, []).append(mention)
        actors = []
        for identity, written in spans.items():
            firm = [m.span for m in written if (m.sentence, m.start) not in weak]
            actor = self.entries[identity].actor
            if actor.kind == "country":
                name = Knowledge.load().countries.called(identity, (m.span.text for m in written))
                actor = replace(actor, name=name)
            actors.append(replace(actor, mentions=tuple(firm)))
        entered = {a.id for a in actors}
        return replace(
            draft, actors=tuple(actors), author=author, mentions=tuple(m for m in kept if m.actor in entered)
        )


def _code(noun: Nominal, whose: Entity | None) -> str | None:
    """The code of those whom a noun tells of. People of a body have the body's. Where a user has agents of their
    own, these alone say what a noun adds, to a body's code too."""
    if Knowledge.load().agents and "~" not in noun.sector:
        sector = ""
    else:
        sector = FORMER if noun.former and noun.sort != "body" else noun.sector
    own = whose.code if whose is not None and whose.code else ""
    for layer in noun.layers:
        own = composed(own, layer)
    if whose is not None and whose.kind != "country" and "~" not in noun.sector:
        return own or sector or None
    return composed(own, sector) or None


def _agent(name: Named) -> str:
    """What a user's own agents at the head of a body's name add to its state's code."""
    told = name.text.lower().split()
    agents = Knowledge.load().agents
    return next((agents[a] for end in range(len(told), 0, -1) if (a := " ".join(told[:end])) in agents), "")


def _adjective(entity: Entity | None) -> str:
    if entity is None:
        return ""
    adjectives = Knowledge.load().countries.adjectives.get(entity.id, ())
    return adjectives[0] if adjectives else entity.name


def _group(noun: Nominal) -> Entity | None:
    """The group that a noun phrase is known for: "Western countries"."""
    found = Knowledge.load().find(_bare(noun), kind="group")[:1] if len(noun.text.split()) > 1 else ()
    return next((c.entity for c in found if c.match != "fuzzy"), None)


def _local(own: str, text: str) -> bool:
    """Whether a body's words begin with the part of a state that it is of, as in "the New York police"."""
    first = own.title().split()
    places = {" ".join(first[:end]) for end in (1, 2) if first[0].lower() not in listed("openings")}
    return any(0 < k.rank < _TOWN for place in places if place in text for k in candidates(place))


def _without_state(words: str, country: str) -> str:
    """A body's words without its state's at their head: "royal navy" of "british royal navy"."""
    words = words.rstrip(".")
    first, _, rest = words.partition(" ")
    found = Knowledge.load().country(first) if rest else None
    return rest if found is not None and found.iso3 == country else words


def plural(noun: Nominal) -> str:
    """The plural of a role noun: authorities are officials; other people keep the report's word."""
    if noun.role is not None and noun.role.title == "official":
        return "officials"
    return noun.noun if noun.noun.endswith("s") else f"{noun.noun}s"


def _bare(noun: Nominal) -> str:
    """The words of a noun phrase without articles, numbers and degrees."""
    left_out = listed("untelling") | listed("degrees")
    kept = [w for w in noun.text.split() if w.lower() not in left_out and not w[0].isdigit()]
    kept = kept[:6]
    while kept and kept[-1].lower() in _LINKS:
        kept.pop()
    return " ".join(kept).rstrip(".") or noun.noun


def gender(person: Person) -> str | None:
    """The letter f or m, where a title or a given name tells."""
    for title in person.titles:
        for word in title.text.lower().split():
            if word in genders():
                return genders()[word]
    given = [fold(n).partition(" ")[0] for n in (person.name, *(n.text for n in person.names))]
    told = next((g for name in given if (g := genders().get(name))), None)
    endings = tuple(listed("feminine endings"))
    return told or ("f" if person.name.lower().endswith(endings) else None)
