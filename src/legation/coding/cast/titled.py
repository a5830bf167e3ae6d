"""Surnames that two persons of a report share, told apart by their posts: "President X", "First Lady Y X"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from legation.coding.cast.named import Named
from legation.coding.cast.nominals import Nominal
from legation.coding.cast.people import joined
from legation.coding.draft import Draft
from legation.knowledge import Entity, Knowledge, Role
from legation.knowledge.spelling import words

Place = tuple[int, int]


def told_apart(draft: Draft, names: list[list[Named]], nouns: list[list[Nominal]]) -> list[list[Named]]:
    """The names, where a lone surname behind a post that no namesake of the report holds points at its holder."""
    full: dict[str, list[Named]] = defaultdict(list)
    for name in (n for row in names for n in row if n.kind == "person"):
        if len(told := words(name.text)) > 1:
            full[told[-1]].append(name)
    shared = {n.sentence for row in names for n in row if _lone(n) in full}
    if not shared:
        return names
    posts = _posts(draft, names, nouns)
    return [[_settled(draft, n, full, posts) for n in row] if i in shared else row for i, row in enumerate(names)]


def _lone(name: Named) -> str | None:
    told = words(name.text)
    return told[0] if name.kind == "person" and name.id is None and len(told) == 1 else None


def _posts(draft: Draft, names: list[list[Named]], nouns: list[list[Nominal]]) -> dict[Place, list[Nominal]]:
    """The posts that introduce or explain each person's name."""
    posts: dict[Place, list[Nominal]] = defaultdict(list)
    for sentence, row, said in zip(draft.sentences, names, nouns, strict=True):
        for noun in said:
            if noun.role is not None and (name := joined(sentence, noun, row)) is not None:
                posts[name.sentence, name.start].append(noun)
    return posts


def _settled(draft: Draft, name: Named, full: dict[str, list[Named]], posts: dict[Place, list[Nominal]]) -> Named:
    namesakes = full.get(_lone(name) or "", ())
    for noun in posts.get((name.sentence, name.start), ()) if namesakes else ():
        if noun.role is None or not noun.role.single or _held(noun.role, namesakes, posts):
            continue
        holder = _holder(draft, name, noun, noun.role)
        if holder is not None and all(words(n.text)[0] != words(holder.name)[0] for n in namesakes):
            return replace(name, id=holder.id)
    return name


def _held(role: Role, namesakes: Sequence[Named], posts: dict[Place, list[Nominal]]) -> bool:
    """Whether the report gives the post to one of the namesakes."""
    told = [noun.role for n in namesakes for noun in posts.get((n.sentence, n.start), ())]
    return any(r is not None and r.title == role.title for r in told)


def _holder(draft: Draft, name: Named, noun: Nominal, role: Role) -> Entity | None:
    """The known person of that name who has held that post."""
    found = Knowledge.load().find(
        name.text, kind="person", country=noun.country, role=role.title, on=draft.document.published
    )
    known = [c.entity for c in found[:1] if c.match != "fuzzy"]
    return next((e for e in known if any(o.title == role.title for o in e.offices)), None)
