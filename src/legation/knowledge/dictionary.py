"""A user's own dictionaries as knowledge: the shipped tables with their actors, agents and verbs before them.

A dictionary knows names and codes and no more (``docs/petrarch.md`` tells what is made of them). An actor written
as a shipped one is that one under another code. A bare code of three letters is a state's, and whatever else has
the same bare code is a name of that state; a body's code tells it by its first letters; who has a title before the
name, or codes that change, is a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Set
from dataclasses import replace
from pathlib import Path

from legation.knowledge import petrarch
from legation.knowledge.entity import DatedCode, Entity, Kind, slug
from legation.knowledge.knowledge import Knowledge
from legation.knowledge.petrarch import Entry
from legation.knowledge.spelling import name_key
from legation.knowledge.verbs import verbs as read_verbs

_STATE = re.compile(r"[A-Z]{3}")
_BODIES = ("IGO", "NGO", "NGM", "IMG", "MNC", "INT")
"""CAMEO's first letters for bodies of no state."""


def knowledge(actors: Iterable[Path] = (), agents: Iterable[Path] = (), verbs: Iterable[Path] = ()) -> Knowledge:
    """The shipped tables with the actors, agents and verbs of files in PETRARCH's format. Raises TableError where
    one can't be read."""
    nouns: dict[str, str] = {}
    for path in agents:
        nouns.update(petrarch.agents(path))
    entries = [entry for path in actors for entry in petrarch.actors(path)]
    told = [verb for path in verbs for verb in read_verbs(path)]
    shipped = Knowledge.load()
    return shipped.extended(_entities(entries, shipped), nouns, told)


def _entities(entries: Iterable[Entry], shipped: Knowledge) -> Iterable[Entity]:
    """One entity an actor, the states first: others' codes begin with theirs."""
    states: dict[str, Entity] = {}
    by_code: dict[str, str] = {}
    others: list[Entry] = []
    entries = list(entries)
    taken = {name_key(name) for entry in entries for name in entry.names}
    for entry in entries:
        state = _state(entry, shipped, by_code, taken)
        if state is None:
            others.append(entry)
        else:
            states[state.id] = _joined(states.get(state.id), state)
            by_code[state.code or ""] = state.id
    known = {**{code: code for code in shipped.countries.entities}, **by_code}
    found = dict(states)
    titles = frozenset(shipped.roles.phrases())
    for entry in others:
        entity = _other(entry, shipped, known, titles)
        found[entity.id] = _joined(found.get(entity.id), entity)
    return found.values()


def _joined(first: Entity | None, second: Entity) -> Entity:
    """Two entries of one actor: the names of both, under the code told last."""
    if first is None:
        return second
    names = dict.fromkeys((*first.aliases, second.name, *second.aliases))
    names.pop(first.name, None)
    return replace(second, name=first.name, aliases=tuple(names))


def _state(entry: Entry, shipped: Knowledge, by_code: dict[str, str], taken: Set[str]) -> Entity | None:
    """The state that an entry names or has the bare code of, with its shipped names but for those that are
    ``taken`` by the dictionaries; None for another actor."""
    code = _bare(entry)
    if code is None or code in _BODIES or not all(_STATE.fullmatch(c.code or code) for c in entry.codes):
        return None
    named = (shipped.country(name) for name in entry.names)
    written = next((n.iso3 for n in named if n and n.form in ("name", "adjective", "demonym")), None)
    identity = written or by_code.get(code) or code
    known = shipped.entity(identity)
    if known is None and (body := shipped.named(entry.names[0])) is not None and body.kind != "person":
        return None  # a body with a code of three letters
    aliases = () if known is None else (n for n in known.aliases if name_key(n) not in taken)
    names = entry.names if known is None else (known.name, *aliases, *entry.names)
    return Entity(
        id=identity,
        name=names[0],
        kind="country",
        country=identity,
        code=code,
        wikidata=known.wikidata if known else None,
        aliases=tuple(n for n in dict.fromkeys(names) if n != names[0]),
        offices=(),
        source=entry.source,
        codes=_limited(entry),
    )


def _bare(entry: Entry) -> str | None:
    """An entry's code without limits; of a state that has had other codes, the one it has now."""
    always = [c.code for c in entry.codes if not (c.start or c.end)]
    return always[0] if always else None


def _limited(entry: Entry) -> tuple[DatedCode, ...]:
    """The codes, where days matter."""
    return entry.codes if any(c.start or c.end for c in entry.codes) else ()


def _other(entry: Entry, shipped: Knowledge, states: dict[str, str], titles: frozenset[str]) -> Entity:
    """A person, a body or a group; the shipped one where it is written so."""
    code = _bare(entry)
    told = code or next((c.code for c in reversed(entry.codes) if c.code), None) or ""
    country = states.get(told[:3])
    known = next((e for e in map(shipped.named, entry.names) if e is not None), None)
    if known is not None:
        names = tuple(n for n in dict.fromkeys((*known.aliases, *entry.names)) if n != known.name)
        return replace(known, country=country or known.country, code=code, aliases=names, codes=entry.codes)
    kind = _kind(entry, told, titles)
    return Entity(
        id=f"{kind}:{slug(entry.names[0])}",
        name=entry.names[0],
        kind=kind,
        country=country,
        code=code,
        wikidata=None,
        aliases=entry.names[1:],
        offices=(),
        source=entry.source,
        codes=entry.codes,
    )


def _kind(entry: Entry, code: str, titles: frozenset[str]) -> Kind:
    if code.startswith(_BODIES):
        return "organisation"
    if len(entry.codes) > 1 or any(name.split()[0].lower() in titles for name in entry.names):
        return "person"
    return "group" if "/" in code else "organisation"
