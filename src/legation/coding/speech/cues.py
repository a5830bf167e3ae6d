"""Words that report speech: where they stand in a sentence, and the forms in which they give what was said."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from legation.coding.rows import rows
from legation.language.sentence import Sentence

REACH = 4  # words that the parts of a phrase may stand apart: "made it very clear"
_BETWEEN = ("PUNCT", "VERB", "AUX")  # no part of a phrase lies behind these: not "said it had carried out"
_POS = {"VERB": "V", "AUX": "V", "NOUN": "N", "PROPN": "N", "ADJ": "A"}


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of ``tables/speech_cues.tsv``: a lemma, the words that complete it, its forms and flags."""

    parts: tuple[str, ...]
    pos: str
    frames: frozenset[str]
    flags: frozenset[str]

    def nouns(self) -> frozenset[str]:
        """The classes of nouns that say something as objects."""
        return frozenset(f[3:] for f in self.frames if f.startswith("np:"))

    def prepositions(self) -> frozenset[str]:
        return frozenset(f[4:] for f in self.frames if f.startswith("obl:"))


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue at word ``head`` of a sentence; ``words`` are all of its words. ``entries``: longest first."""

    sentence: int
    head: int
    words: tuple[int, ...]
    entries: tuple[Entry, ...]

    @property
    def pos(self) -> str:
        return self.entries[0].pos

    @property
    def end(self) -> int:
        """One past its last word."""
        return max(self.words) + 1

    def takes(self, frame: str) -> bool:
        return any(frame in e.frames for e in self.entries)

    def flagged(self, flag: str) -> bool:
        return any(flag in e.flags for e in self.entries)


@cache
def entries() -> dict[tuple[str, str], tuple[Entry, ...]]:
    """Entries by first lemma and part of speech, longest first."""
    found: dict[tuple[str, str], list[Entry]] = {}
    for row in rows("speech_cues"):
        parts = tuple(row["cue"].lower().split())
        entry = Entry(parts, row["pos"], _set(row["frames"]), _set(row["flags"]))
        found.setdefault((parts[0], row["pos"]), []).append(entry)
    return {key: tuple(sorted(e, key=lambda x: -len(x.parts))) for key, e in found.items()}


def tells(lemma: str) -> bool:
    """Whether a verb alone reports speech: "say", but not "do"."""
    return any(len(e.parts) == 1 for e in entries().get((lemma, "V"), ()))


def _set(cell: str) -> frozenset[str]:
    return frozenset(x for x in cell.split(",") if x != "-")


def cues(sentence: Sentence) -> tuple[Cue, ...]:
    """The cues of a sentence, in order."""
    found = (_at(sentence, i) for i in range(len(sentence.words)))
    return tuple(c for c in found if c is not None)


def _at(sentence: Sentence, i: int) -> Cue | None:
    word = sentence.words[i]
    for first, pos in ((word.lemma, _POS.get(word.upos, "")), (word.text, "P")):
        for entry in entries().get((first.lower(), pos), ()):
            parts = _parts(sentence, i, entry)
            if parts is None or (pos == "V" and _no_verb(sentence, i)):
                continue
            others = entries()[entry.parts[0], pos]
            kept = (
                (entry, *(e for e in others if len(e.parts) == 1 and e is not entry)) if pos == "V" else (entry,)
            )
            return Cue(sentence.index, i, parts, kept)
    return None


def _parts(sentence: Sentence, i: int, entry: Entry) -> tuple[int, ...] | None:
    """The words of a phrase, or None where one is missing."""
    at, out = i, [i]
    for part in entry.parts[1:]:
        stop = min(at + 1 + REACH, len(sentence.words))
        here = next(
            (
                j
                for j in range(at + 1, stop)
                if part in (sentence.words[j].lemma.lower(), sentence.words[j].text.lower())
            ),
            None,
        )
        if here is None or any(sentence.words[j].upos in _BETWEEN for j in range(at + 1, here)):
            return None
        at = here
        out.append(here)
    return tuple(out)


def _no_verb(sentence: Sentence, i: int) -> bool:
    """Whether a verb form serves as a modifier: "the said meeting", "alleged ties"."""
    word = sentence.words[i]
    return word.relation in ("amod", "compound", "case", "det", "aux", "cop", "mark")
