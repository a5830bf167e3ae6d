"""Words for posts: what "top diplomat" or "PM" means, in which sector, and which posts do the same work."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from legation.knowledge.codes import added
from legation.knowledge.spelling import fold
from legation.knowledge.tables import rows

_FORMER = re.compile(
    r"^(?:the |a |an )?(?:then|former|ex|late|acting|interim|current|new|incoming|outgoing|caretaker) "
)


@dataclass(frozen=True, slots=True)
class Role:
    """A post or standing: normalised ``title``; actor-code ``sector`` ("GOV"); ``function`` shared across states.

    ``level`` is 1 for the head of a state or government, 2 for ministers and those who sit with them, 3 for other
    named office holders, 4 for people of no one office ("official", "lawmaker"). ``single`` posts have one holder.
    """

    title: str
    sector: str
    function: str
    level: int
    single: bool


class Roles:
    """The roles table, looked up by phrase."""

    def __init__(self, agents: Mapping[str, str]) -> None:
        """``agents``: phrases with a sector that holds in place of the table's."""
        self._phrases: dict[str, Role] = {}
        for row in rows("roles"):
            role = Role(row["title"], row["sector"], row["function"], int(row["level"]), row["single"] == "1")
            phrase = fold(row["phrase"])
            own = added(row["phrase"], agents)
            self._phrases[phrase] = replace(role, sector=own) if own else role
        self._longest = max(len(p.split()) for p in self._phrases)
        self.find = lru_cache(maxsize=8192)(self._find)

    def _find(self, phrase: str) -> Role | None:
        """The role that a phrase names, the longest known run of its words first; None where there is none."""
        folded = fold(phrase)
        for written in (folded, _FORMER.sub("", folded)):
            if role := self._phrases.get(written):
                return role
        every = folded.split()
        for width in range(min(len(every), self._longest), 0, -1):
            for start in range(len(every) - width, -1, -1):
                if role := self._phrases.get(" ".join(every[start : start + width])):
                    return role
        return None

    def exactly(self, phrase: str) -> Role | None:
        """The role that these words, folded, are a phrase for as they stand."""
        return self._phrases.get(phrase)

    def phrases(self) -> dict[str, Role]:
        """Every known phrase (folded) with its role."""
        return dict(self._phrases)
