"""Verb dictionaries in the format of PETRARCH, of version 1 and 2.

A block begins with a name and a code (``--- HOIST [040] ---``). Lines below it are its verbs: with irregular forms
in braces and a code of their own where they have one (``TREAD {TROD TRODDEN} [120]``); in one of several words a
``+`` stands before the verb itself (``+SNEAK_OFF``). Then come its patterns, which hold for each of its verbs
(``- * {FERRY TALKS} [045]``; see ``patterns``). ``&NAME`` begins a set of words, one a line behind a ``+``.

A code is CAMEO's and read as PLOVER's type, ``---`` and CAMEO's statements (01) as no act. Of two codes, one each
way (``[042:043]``), the first is taken if both are of one type. What a row of the lexicon can't tell is passed
over and counted in one ``DictionaryWarning`` a file; a line that can't be read is named as in other dictionaries.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from warnings import warn

from legation.exceptions import DictionaryWarning, TableError
from legation.knowledge import cameo
from legation.knowledge.patterns import ALONE, Around, Phrase, Sets, SkippedError, around, phrase
from legation.knowledge.petrarch import NOBODY, Line, lines, tried, warned

NONE = "-"
"""The type of words that tell no act."""

_HEADER = re.compile(r"-{3}[^\[\]]*(?:\[([^\[\]]*)\])?[\s-]*")
_VERB = re.compile(r"(\+?[A-Z][^\s\[{}\]a-z]*)\s*(?:\{([^{}\[\]]*)\})?\s*(?:\[([^\[\]]*)\])?")
_PATTERN = re.compile(r"-([^\[\]]*)\[([^\[\]]*)\]")
_CODE = re.compile(r"(\d{2,4})[A-Za-z]?")  # a letter behind it is the coder's own
_STATEMENT = "01"


@dataclass(frozen=True, slots=True)
class Act:
    """What a verb tells with the words around it. ``both``: each side toward the other."""

    type: str
    mode: str | None
    both: bool
    around: Around = ALONE


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb of a dictionary in lower case: itself, its irregular forms, the words before it (``wire_+tap``) and
    behind it (``+sneak_off``), and what it tells."""

    verb: str
    forms: tuple[str, ...]
    before: tuple[str, ...]
    behind: tuple[str, ...]
    acts: tuple[Act, ...]


def verbs(path: Path) -> tuple[Verb, ...]:
    """The verbs of a file. Raises TableError, which names the line, where none can be read."""
    faults: list[TableError] = []
    blocks, sets = _blocks(path, faults)
    found = tuple(verb for block in blocks for verb in _block(block, sets, faults))
    skipped = [fault for fault in faults if isinstance(fault, SkippedError)]
    warned([f for f in faults if f not in skipped] if found else faults, found)
    if skipped:
        told = Counter(fault.reason for fault in skipped).most_common()
        reasons = "; ".join(f"{reason} ({count})" for reason, count in told)
        warn(f"{path}: {len(skipped)} lines passed over: {reasons}", DictionaryWarning, stacklevel=2)
    return found


def _blocks(path: Path, faults: list[TableError]) -> tuple[list[list[Line]], Sets]:
    """A file's blocks, each with its header first, and its sets of words."""
    blocks: list[list[Line]] = []
    sets: dict[str, list[Phrase]] = {}
    members: list[Phrase] | None = None
    for line in lines(path):
        if line.text.startswith("&"):
            members = sets.setdefault(line.text.strip("&_ "), [])
            continue
        if members is not None and line.text.startswith("+"):
            members.append(phrase(line.text[1:]))
            continue
        members = None
        if line.text.startswith("---"):
            blocks.append([line])
        elif line.text.startswith("~"):
            faults.append(SkippedError(line, "a transformation"))
        elif blocks:
            blocks[-1].append(line)
        else:
            faults.append(line.error("stands in no block of verbs, which begins as --- MEET [040] ---"))
    return blocks, sets


def _block(block: Sequence[Line], sets: Sets, faults: list[TableError]) -> Iterator[Verb]:
    header, *rest = block
    told = _HEADER.fullmatch(header.text)
    if told is None:
        faults.append(header.error("is no head of a block such as --- MEET [040] ---"))
        return
    usual = tried(partial(_act, header, told[1]), faults) if told[1] else None
    patterns = [line for line in rest if line.text.startswith("-")]
    acts = tuple(act for line in patterns if (act := tried(partial(_pattern, line, sets), faults)))
    for line in rest:
        if not line.text.startswith("-"):
            verb = tried(partial(_verb, line, acts, usual, faults), faults)
            if verb is not None and verb.acts:
                yield verb


def _pattern(line: Line, sets: Sets) -> Act:
    told = _PATTERN.fullmatch(line.text)
    if told is None:
        raise line.error("is no pattern such as - * AID [070]")
    act = _act(line, told[2])
    return replace(act, around=around(line, told[1], sets))


def _verb(line: Line, acts: tuple[Act, ...], usual: Act | None, faults: list[TableError]) -> Verb:
    """A verb with the acts of its block, and the one that it tells alone by its own code or else the block's."""
    told = _VERB.fullmatch(line.text)
    if told is None:
        raise line.error("is no verb such as MEET {MET} [040]")
    words = tuple(told[1].split("_"))
    at = _itself(line, words)
    forms = dict.fromkeys(f[_itself(line, f)].lower() for t in (told[2] or "").split() if (f := _words(t)))
    own = tried(partial(_act, line, told[3]), faults) if told[3] else usual
    return Verb(
        words[at].strip("+").lower(),
        tuple(form.strip("+") for form in forms),
        tuple(w.lower() for w in words[:at] if w),
        tuple(w.lower() for w in words[at + 1 :] if w),
        acts if own is None else (*acts, own),
    )


def _words(written: str) -> Phrase:
    return tuple(w for w in written.split("_") if w)


def _itself(line: Line, words: Phrase) -> int:
    """The place of the verb among its words."""
    marked = [n for n, word in enumerate(words) if word.startswith("+")]
    if len(marked) == 1 or len([w for w in words if w]) == 1:
        return marked[0] if marked else 0
    raise line.error("a verb of several words has a + before the verb itself, as +SNEAK_OFF")


def _act(line: Line, bracket: str) -> Act:
    """What a code tells. Raises SkippedError for one that is nothing in PLOVER, or two things."""
    first, parted, second = (code.strip() for code in bracket.partition(":"))
    if NOBODY.fullmatch(bracket.strip()):
        return Act(NONE, None, False)
    told = _plover(line, first) if first else None
    other = _plover(line, second) if second else None
    if told is None or (parted and (other is None or other[0] != told[0])):
        raise SkippedError(line, "a code each way, not of one type")
    return Act(*told, both=first == second)


def _plover(line: Line, code: str) -> tuple[str, str | None]:
    told = _CODE.fullmatch(code)
    if told and told[1].startswith(_STATEMENT):
        return NONE, None
    found = cameo.plover(told[1]) if told else None
    if found is None:
        raise SkippedError(line, "a code that CAMEO hasn't")
    return found
