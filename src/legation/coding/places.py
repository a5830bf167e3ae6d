"""Places: every named place with its state and its point.

Names come from the reading (kind ``place``), from the names of bodies that are called after a place, and from the
table where a proper noun is no part of a name. A name that several places share goes to the one in the place named
beside it ("Cambridge, Massachusetts"), there and in the rest of the report, then to the one that the report's
other places speak for, then to the best known. A name that the table doesn't hold keeps null: nothing is guessed.
"""

from __future__ import annotations

from dataclasses import replace

from legation.coding.draft import Draft
from legation.coding.gazetteer.choice import choose, within
from legation.coding.gazetteer.naming import Named, in_sentence
from legation.coding.gazetteer.table import Known, candidates
from legation.knowledge.spelling import fold
from legation.nouns import Place


def find(draft: Draft) -> Draft:
    """The draft with its places, in the order of the text."""
    named = _kept([n for sentence in draft.sentences for n in in_sentence(draft, sentence)])
    told = _told(draft, named)
    meant = {fold(n.span.text): n.candidates for n in reversed(named)} | told
    best: dict[tuple[str, tuple[Known, ...]], Known] = {}
    chosen: list[Known | None] = []
    for at, name in enumerate(named):
        key = fold(name.span.text)
        may = _beside(draft, named, at) or told.get(key) or name.candidates
        if may and (key, may) not in best:
            best[key, may] = choose(may, [k for other, k in meant.items() if k and other != key])
        known = best.get((key, may))
        if at and chosen[-1] and _comma(draft, named, at - 1):
            known = next((k for k in name.candidates if within([chosen[-1]], [k])), known)
        chosen.append(known)
    return replace(draft, places=tuple(_place(n, k) for n, k in zip(named, chosen, strict=True)))


def _kept(named: list[Named]) -> list[Named]:
    """Names of places, less those inside other names that may as well be a word of those: a town counts there only
    where the report names it by itself too."""
    whole = {fold(n.span.text) for n in named if not n.part}
    return [n for n in named if not n.part or fold(n.span.text) in whole or any(k.rank < 5 for k in n.candidates)]


def _beside(draft: Draft, named: list[Named], at: int) -> tuple[Known, ...]:
    """The places of a name that lie in the place after a comma. After a known city or state, a state is the next
    of a list: "in Russia, Canada and Peru"."""
    if not _comma(draft, named, at):
        return ()
    known = named[at].candidates[:1]
    wholes = [
        k for k in named[at + 1].candidates if k.rank > 0 or not known or known[0].rank > 1 or within(known, [k])
    ]
    return within(named[at].candidates, wholes)


def _told(draft: Draft, named: list[Named]) -> dict[str, tuple[Known, ...]]:
    """Names whose place the report tells once, after a comma or by "city of": it means the same elsewhere."""
    out: dict[str, tuple[Known, ...]] = {}
    full = {fold(n.span.text): candidates(n.span.text) for n in named}
    for at, name in enumerate(named):
        key = fold(name.span.text)
        found = _beside(draft, named, at)
        state = bool(full[key]) and full[key][0].rank == 0
        if not found and state and name.candidates and name.candidates[0].kind == "city":
            found = name.candidates
        if found:
            out.setdefault(key, found)
    return out


def _comma(draft: Draft, named: list[Named], at: int) -> bool:
    """Whether only a comma stands between a name and the next of its sentence."""
    if not 0 <= at < len(named) - 1 or named[at].sentence != named[at + 1].sentence:
        return False
    between = draft.document.text[named[at].span.end : named[at + 1].span.start]
    return between.strip() == ","


def _place(name: Named, known: Known | None) -> Place:
    if known is None:
        return Place(name.span, " ".join(name.span.text.split()), None)
    return Place(name.span, known.name, known.country, known.latitude, known.longitude)
