"""Actor and agent dictionaries in the format of PETRARCH.

An actor file has one phrase a line with its codes in brackets, each good for all time or for some days
(``[GOV 950101-960101]``, ``[GOV < 950601]``, ``[GOV > 990816]``). A line that begins with ``+`` is another name of
the phrase above it, and codes may follow on lines of their own. An agent file has nouns with what they add to an
actor's code (``POLICE [~COP]``, ``NGO [NGO~]``), their plural where it is not regular (``GOOSE {GEESE} [~GGS]``,
``MEDIA {} [~MED]``), and sets of words that stand for one another (``!PERSON! = MAN, WOMAN``). An underscore
stands for a space, one at the end for the end of the word; ``#``, ``;`` and ``<!-- -->`` begin comments.

The published dictionaries hold a few names without a code, which say nothing and are passed over, and a bracket
closed by a brace. Of anything else that can't be read, the line and the reason are told as a ``DictionaryWarning``
and the line is passed over; a file in which nothing can be read is an error.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence, Sized
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from itertools import product
from pathlib import Path
from typing import TypeVar

from legation.exceptions import DictionaryWarning, TableError
from legation.knowledge.entity import DatedCode

T = TypeVar("T")
PIVOT = 30
"""A year of two digits up to this one is of this century, as in PETRARCH."""

_COMMENT = re.compile(r"<!\s?--.*?(?:-->|$)|[#;].*")
_CODE = re.compile(r"\[([^\[\]{}]*)[\]}]")
_RESTRICTED = re.compile(
    r"(?P<code>[^\s<>]*?)\s*"
    r"(?:<\s*(?P<before>\d+)>?|>\s*(?P<after>\d+)|(?P<first>(?<!\w)\d{6,8})(?:\s*-\s*(?P<last>\d+))?)?"
)
_ACTOR_CODE = re.compile(r"[A-Z][A-Z0-9]{2,}(?:/[A-Z][A-Z0-9]{2,})*")
_AGENT_CODE = re.compile(r"~[A-Z0-9]{3,}|[A-Z0-9]{3,}~")
NOBODY = re.compile(r"[-+#*]+")
_PLURAL = re.compile(r"\{([^{}]*)\}")
_SET = re.compile(r"!(\w+)!")
_SET_LINE = re.compile(r"!(\w+)!\s*=(.*)")
_NAME = re.compile(r"[^\sa-z]+|(?=.*_)[^a-z]+")
"""A name in capitals: one word, or words that underscores join. Other text without a code is no name."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An actor of a dictionary: its names as they would stand in a text; its codes, of which the first that is
    good on a day holds; the file that tells of it."""

    names: tuple[str, ...]
    codes: tuple[DatedCode, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Line:
    """What a line of a dictionary says, without its comment."""

    path: Path
    number: int
    text: str

    def error(self, reason: str) -> TableError:
        return TableError(f"{self.path}:{self.number}: {reason}")

    @property
    def phrase(self) -> str:
        """What stands before codes and plurals."""
        return re.split(r"[\[{]", self.text, maxsplit=1)[0].strip()

    @property
    def codes(self) -> list[str]:
        """The contents of the brackets. Raises TableError for one that is opened or closed alone."""
        rest = _CODE.sub("", _PLURAL.sub("", self.text))
        if "[" in rest or "]" in rest:
            raise self.error("a code's brackets don't match")
        return [code.strip().upper() for code in _CODE.findall(self.text)]


def actors(path: Path) -> tuple[Entry, ...]:
    """The actors of a file. Raises TableError, which names the line, where none can be read."""
    groups: list[list[Line]] = []
    faults: list[TableError] = []
    for line in lines(path):
        if line.phrase and not line.phrase.startswith("+"):
            groups.append([line])
        elif groups:
            groups[-1].append(line)
        else:
            faults.append(line.error("stands under no actor"))
    entries = tuple(entry for group in groups if (entry := tried(partial(_entry, group), faults)))
    warned(faults, entries)
    return entries


def agents(path: Path) -> dict[str, str]:
    """Nouns in lower case, singular and plural, with the code that they add: ``~COP`` behind an actor's, ``NGO~``
    before it. Raises TableError, which names the line, where none can be read."""
    sets: dict[str, tuple[str, ...]] = {}
    found: dict[str, str] = {}
    faults: list[TableError] = []
    for line in lines(path):
        if told := _SET_LINE.fullmatch(line.text):
            sets[told[1]] = tuple(_plain(word) for word in told[2].split(","))
        else:
            found.update(tried(partial(_agent, line, sets), faults) or {})
    warned(faults, found)
    return found


def tried(read: Callable[[], T], faults: list[TableError]) -> T | None:
    """What is read, or None and one more fault."""
    try:
        return read()
    except TableError as fault:
        faults.append(fault)
        return None


def warned(faults: Sequence[TableError], found: Sized) -> None:
    """Warns of each line that was passed over. Raises the first fault where nothing was found."""
    if faults and not found:
        raise faults[0]
    for fault in faults:
        warnings.warn(f"{fault}; passed over", DictionaryWarning, stacklevel=3)


def lines(path: Path) -> Iterator[Line]:
    """Lines that say something. A comment between ``<!--`` and ``-->`` may cover several."""
    try:
        text = path.read_text(encoding="utf-8-sig", errors="replace")
    except OSError as error:
        raise TableError(f"{path}: {error.strerror}") from None
    covered = re.sub(r"<!\s?--.*?-->", lambda m: "\n" * m[0].count("\n"), text, flags=re.S)
    for number, line in enumerate(covered.split("\n"), start=1):
        if told := _COMMENT.sub("", line).strip():
            yield Line(path, number, told)


def _entry(group: Sequence[Line]) -> Entry | None:
    first = group[0]
    codes = tuple(_dated(line, code) for line in group for code in line.codes)
    if not codes and not _NAME.fullmatch(first.phrase):
        raise first.error(f"{first.phrase!r} has no code in brackets")
    if not codes:
        return None
    phrases = [line.phrase.removeprefix("+").strip() for line in group]
    return Entry(tuple(written(p) for p in phrases if p), codes, first.path.name)


def _dated(line: Line, bracket: str) -> DatedCode:
    """A code with its days: ``GOV``, ``GOV < 950601``, ``GOV > 990816``, ``GOV 950101-960101``."""
    told = _RESTRICTED.fullmatch(bracket)
    code = told["code"] if told else ""
    if told is None or not (_ACTOR_CODE.fullmatch(code) or NOBODY.fullmatch(code)):
        raise line.error(f"[{bracket}] is no code such as [GOV], [GOV <950101] or [GOV 950101-960101]")
    start = told["after"] or told["first"]
    end = told["before"] or told["last"]
    return DatedCode(
        None if NOBODY.fullmatch(code) else code,
        _day(line, start, 1 if told["after"] else 0) if start else None,
        _day(line, end, -1 if told["before"] else 0) if end else None,
    )


def _day(line: Line, digits: str, later: int) -> date:
    """``950601`` or ``19950601``, or the day after or before it."""
    century = ""
    if len(digits) == 6:
        century = "20" if int(digits[:2]) <= PIVOT else "19"
    try:
        return date.fromisoformat(century + digits) + timedelta(days=later)
    except (ValueError, OverflowError):
        raise line.error(f"{digits} is no day such as 950601 or 19950601") from None


def _agent(line: Line, sets: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    code = _agent_code(line)
    return {} if code is None else {phrase.lower(): code for phrase in _forms(line, sets)}


def _agent_code(line: Line) -> str | None:
    codes = ["".join(code.split()) for code in line.codes]
    if not codes and _NAME.fullmatch(line.phrase):
        return None
    if len(codes) != 1 or not line.phrase:
        raise line.error("is no agent such as POLICE [~COP]")
    if NOBODY.fullmatch(codes[0]):
        return None
    if not _AGENT_CODE.fullmatch(codes[0]):
        raise line.error(f"[{codes[0]}] is no agent's code such as [~COP] or [NGO~]")
    return codes[0]


def _forms(line: Line, sets: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """A line's nouns, singular and plural: regular ones are made, unless the line tells or denies its own."""
    told = _PLURAL.search(line.text)
    for single in _substituted(line, sets):
        yield _plain(single)
        if told is None and not single.endswith("_"):
            yield plural(_plain(single))
    for own in told[1].split() if told else ():
        yield _plain(own)


def _substituted(line: Line, sets: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """The phrase with each word of the sets that it names."""
    pieces = _SET.split(line.phrase)
    for name in pieces[1::2]:
        if name not in sets:
            raise line.error(f"!{name}! names no set: the line !{name}! = … must come before it")
    choices = [sets[p] if i % 2 else (p,) for i, p in enumerate(pieces)]
    return ("".join(chosen) for chosen in product(*choices))


def plural(noun: str) -> str:
    """The regular plural of a noun."""
    low = noun.lower()
    if low.endswith(("s", "x", "z", "ch", "sh")):
        return noun + "es"
    return noun[:-1] + "ies" if low.endswith("y") and low[-2:-1] not in "aeiou" else noun + "s"


def _plain(phrase: str) -> str:
    """A phrase with spaces for underscores."""
    return " ".join(phrase.replace("_", " ").split())


def written(phrase: str) -> str:
    """A phrase of capitals as a text would have it: ``MINAS_TIRITH`` is Minas Tirith, ``U.N.`` and ``THE_AU`` keep
    their short words."""
    words = _plain(phrase).split()
    return " ".join(_cased(word, first=i == 0, alone=len(words) == 1) for i, word in enumerate(words))


_SMALL = frozenset("a an and at by for in of on or the to".split())
_LETTERS = 3
"""A name of so few letters stays in capitals, as an abbreviation's; one less of a name of several words."""


def _cased(word: str, *, first: bool, alone: bool) -> str:
    if word.lower() in _SMALL:
        return word.title() if first else word.lower()
    if "." in word.rstrip(".") or len(word) <= (_LETTERS if alone else _LETTERS - 1):
        return word
    return "-".join(part[:1].upper() + part[1:].lower() for part in word.split("-"))
