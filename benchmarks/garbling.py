"""Names as speech recognition, machine translation and other alphabets leave them, made by chance from right ones.

Written for the benchmark of ``who`` and used nowhere else; the same seed gives the same names.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from random import Random

from rapidfuzz.distance import Indel

Garbler = Callable[[str, Random], str]

_RESPELT: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("ee", ("i", "ie", "ea")), ("oo", ("u", "ou")), ("ou", ("oo", "u")), ("ph", ("f",)), ("kh", ("h", "k", "ch")),
    ("gh", ("g", "q")), ("sh", ("sch", "ch", "s")), ("ch", ("tch", "tsh", "sh")), ("zh", ("j", "sh")),
    ("ck", ("k", "c")), ("th", ("t",)), ("dj", ("j",)), ("ts", ("tz", "z")), ("ai", ("ay", "ei", "y")),
    ("ei", ("ay", "ai")), ("iy", ("y", "i")), ("ya", ("ia", "ja")), ("yu", ("iu", "ju")), ("ye", ("e", "ie")),
    ("x", ("ks", "cks")), ("q", ("k", "gh")), ("c", ("k", "s")), ("k", ("c", "ck", "q")), ("v", ("w", "f")),
    ("w", ("v", "u")), ("f", ("ff", "ph")), ("j", ("dj", "y", "g")), ("y", ("i", "j")), ("z", ("s", "ts")),
    ("s", ("ss", "z")), ("g", ("gu", "k")), ("d", ("t",)), ("t", ("d", "tt")), ("b", ("p",)), ("p", ("b",)),
    ("i", ("ee", "y", "e")), ("e", ("i", "a", "ae")), ("o", ("u", "a", "oh")), ("u", ("oo", "ou", "o")),
    ("a", ("ah", "o", "e", "u")), ("h", ("", "kh")), ("r", ("rr",)), ("l", ("ll",)), ("n", ("nn", "m")),
)  # fmt: skip


def respelt(name: str, by: Random) -> str:
    """One sound in five letters written another way: ``Vladimer Pootin``."""
    for _ in range(max(1, len(name) // 5 - by.randrange(2))):
        low = name.lower()
        places = [(i, old, new) for old, new in _RESPELT for i in range(len(low)) if low.startswith(old, i)]
        if not places:
            return name
        at, old, new = by.choice(places)
        put = by.choice(new)
        name = name[:at] + (put.capitalize() if name[at].isupper() else put) + name[at + len(old) :]
    return name


def mistyped(name: str, by: Random) -> str:
    """A letter dropped, doubled or changed over with the next; two letters in a name of more than ten."""
    for _ in range(1 + (len(name) > 10 and by.random() < 0.5)):
        inside = [i for i in range(1, len(name) - 1) if name[i - 1 : i + 2].isalpha()]
        if not inside:
            return name
        at = by.choice(inside)
        put = by.choice(("", name[at] * 2, name[at + 1] + name[at]))
        name = name[:at] + put + name[at + (2 if len(put) == 2 and put[0] != put[1] else 1) :]
    return name


def split(name: str, by: Random) -> str:
    """A long word heard as two: ``Pezesh Kian``."""
    long = [w for w in name.split() if len(w) >= 6]
    if not long:
        return respelt(name, by)
    word = by.choice(long)
    at = by.randint(3, len(word) - 2)
    return name.replace(word, f"{word[:at]} {word[at:].capitalize()}", 1)


def run_together(name: str, by: Random) -> str:
    """Two words heard as one, and a sound respelt: ``Xijinpin``."""
    words = name.split()
    at = by.randrange(len(words) - 1)
    joined = [*words[:at], words[at] + words[at + 1].lower(), *words[at + 2 :]]
    return " ".join(joined) if by.random() < 0.5 else mistyped(" ".join(joined), by)


def turned(name: str, by: Random) -> str:
    """Surname first, as a list writes it: ``ABE Shinzo``."""
    words = name.split()
    swapped = [words[-1].upper() if by.random() < 0.5 else words[-1], *words[:-1]]
    return " ".join(swapped) if by.random() < 0.5 else mistyped(" ".join(swapped), by)


def misheard(name: str, by: Random) -> str:
    """Respelt, and split or mistyped too: ``Voldy Mee Zelensky``."""
    return by.choice((split, mistyped))(respelt(name, by), by)


GARBLERS: Mapping[str, Garbler] = {
    f.__name__.replace("_", " "): f for f in (respelt, mistyped, split, run_together, turned, misheard)
}


def _shared(one: str, other: str) -> bool:
    return one != other and Indel.normalized_similarity(one, other) >= 0.6


class Spellings:
    """Other Latin spellings of a word: those with which it shares a Russian or Arabic spelling.

    Each pair was seen three times or more, and two spellings share most of their letters: the lists hold slips.
    """

    def __init__(self, folder: Path) -> None:
        native: dict[str, list[str]] = defaultdict(list)
        self._native: dict[str, list[str]] = defaultdict(list)
        for file in sorted(folder.glob("wd_*_[126]*")):
            for line in file.read_text(encoding="utf-8").splitlines():
                latin, other, seen = line.split("\t")
                if int(seen) >= 3:
                    native[other].append(latin)
                    self._native[latin].append(other)
        self._latin: Mapping[str, Sequence[str]] = {k: sorted(set(v)) for k, v in native.items()}

    def respell(self, name: str, by: Random) -> str | None:
        """The name with each word that has other spellings in one of them; None where no word has."""
        words = [self._one(w, by) for w in name.split()]
        return " ".join(words) if words != name.split() else None

    def _one(self, word: str, by: Random) -> str:
        low = word.lower()
        others = [o for n in self._native.get(low, ()) for o in self._latin[n] if _shared(o, low)]
        return by.choice(others).capitalize() if others else word
