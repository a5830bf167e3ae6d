"""The words that join conditions to acts (``tables/connectives.tsv``), and what they join."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

from legation.coding.rows import rows
from legation.language.sentence import Word
from legation.nouns import ConditionKind

Guard = Literal["any", "future", "negated", "limited", "hinge", "contrary"]


@dataclass(frozen=True, slots=True)
class Connective:
    """Words that join a condition to an act; the columns of the table."""

    words: tuple[str, ...]
    kind: str
    takes: str
    guard: Guard


@dataclass(frozen=True, slots=True)
class Clause:
    """A condition in words of one sentence: half-open ranges, the clause's head, and the word it hangs on.

    ``governor`` is -1 where the tree doesn't say.
    """

    kind: ConditionKind
    guard: Guard
    connective: tuple[int, int]
    content: tuple[int, int]
    head: int
    governor: int

    def holds(self, word: int) -> bool:
        """Whether a word is in the condition and so declares nothing; a demand before "otherwise" does."""
        if self.content[1] <= self.connective[0]:  # "free the crew and we will pay"
            return self.guard == "any" and self.content[0] <= word < self.connective[1]
        return self.guard != "contrary" and self.connective[0] <= word < self.content[1]


@cache
def connectives() -> dict[str, tuple[Connective, ...]]:
    """The table by first word, longest entry first."""
    table: dict[str, list[Connective]] = {}
    for row in rows("connectives"):
        words = tuple(row["words"].split())
        entry = Connective(words, row["kind"], row["takes"], cast(Guard, row["guard"]))
        table.setdefault(words[0], []).append(entry)
    return {first: tuple(sorted(entries, key=lambda c: -len(c.words))) for first, entries in table.items()}


def matches(words: tuple[Word, ...]) -> Iterator[tuple[int, int, Connective]]:
    table, said = connectives(), tuple([word.text.lower() for word in words])
    end = 0
    for i, first in enumerate(said):
        if i < end or (entries := table.get(first)) is None:
            continue
        for entry in entries:
            if entry.takes == "before":
                continue
            end_here = i + len(entry.words)
            if said[i:end_here] == entry.words:
                yield i, end_here, entry
                end = end_here
                break


def resumption(words: tuple[Word, ...]) -> tuple[int, int, ConditionKind] | None:
    """The words that open a sentence and point back to the one before, with their kind; None without any."""
    start = next((i for i, w in enumerate(words) if w.upos != "PUNCT"), 0)
    for entry in connectives().get(words[start].text.lower(), ()):
        end = start + len(entry.words)
        if entry.takes == "before" and tuple(w.text.lower() for w in words[start:end]) == entry.words:
            return start, end, cast(ConditionKind, entry.kind)
    return None
