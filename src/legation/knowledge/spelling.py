"""How names are written and how they sound: folding, sound spelling and consonant skeletons.

Two spellings of one name from different scripts, or from a speech recogniser, differ mostly in vowels, in doubled
letters and in which Latin letters stand for one foreign sound (kh, gh, q; sch, sh; v, w). A *sound* spelling
writes each such set one way; a *skeleton* drops the vowels after the first letter and merges voiced with voiceless
consonants. This is the idea of Soundex (Russell 1918) and of Daitch-Mokotoff (1985) with a table of our own
(``tables/spellings.tsv``), followed by an edit distance in place of a test for equality.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from legation.knowledge.tables import rows

_UNDECOMPOSED = str.maketrans({
    "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ə": "a",
    "ħ": "h",
    "’": "", "‘": "", "'": "", "ʻ": "", "ʼ": "", "`": "", "´": "", "ʿ": "", "ʾ": "", ".": "",
})  # fmt: skip
_AS_HEARD = str.maketrans(
    {"ç": "ch", "č": "ch", "ć": "ch", "š": "sh", "ś": "sh", "ş": "sh", "ș": "sh", "ž": "zh", "ż": "zh", "ñ": "ny",
     "ö": "oe", "ø": "oe", "ü": "ue", "å": "o", "đ": "dj"}
)  # fmt: skip
_APART = re.compile(r"[^a-z0-9]+")
_ARTICLE = re.compile(r"^the\s+", re.I)
_DOTTED = re.compile(r"(?:[A-Za-z]\.){2,}")
_VOWELS = re.compile(r"[aeiou]+")
_VOICELESS = str.maketrans("gbdzvjS", "kptsfss")


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Lower-case ASCII words with single spaces: marks, dots and apostrophes gone, hyphens as spaces."""
    plain = text.lower()
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain.translate(_UNDECOMPOSED))
        plain = "".join(c for c in plain if not unicodedata.combining(c))
    return _APART.sub(" ", plain.translate(_UNDECOMPOSED)).strip()


def as_heard(name: str) -> str:
    """A name with the letters that folding would misstate written as they sound: ``"Vučić"`` as ``"Vuchich"``."""
    return name.lower().translate(_AS_HEARD)


def abbreviation(written: str) -> str | None:
    """``"U.S."`` as ``"US"``, ``"the UN"`` as ``"UN"``; None for what is no abbreviation, such as "us"."""
    if len(written) > 14:  # "the U.S.S.R." has 12 letters
        return None
    bare = _ARTICLE.sub("", written)
    if _DOTTED.fullmatch(bare):
        bare = bare.upper()
    bare = bare.replace(".", "").replace(" ", "")
    return bare if 1 < len(bare) <= 5 and bare.isupper() and bare.isascii() else None


def name_key(written: str) -> str:
    """What two spellings of one name share: an abbreviation keeps its capitals, another name is folded."""
    return abbreviation(written) or fold(written).removeprefix("the ")


@cache
def _titles() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    table = [(r["word"], r["kind"]) for r in rows("titles")]
    titles = frozenset(w for w, k in table if k in ("honorific", "given"))
    given = frozenset(w for w, k in table if k == "given")
    return titles, frozenset(w for w, k in table if k == "particle"), given


@lru_cache(maxsize=4096)
def words(name: str) -> tuple[str, ...]:
    """The words of a person's name that tell persons apart: no honorifics, particles or lone initials. A title
    that is a given name too stays before a surname: "Amir Karimi"."""
    honorifics, particles, given = _titles()
    every = fold(name).split()
    while len(every) > 1 and every[0] in honorifics and not (len(every) == 2 and every[0] in given):
        every = every[1:]
    last = len(every) - 1  # "John Major" is no major
    kept = tuple(
        w
        for i, w in enumerate(every)
        if w not in particles and (i == last or w not in honorifics or w in given) and len(w) > 1
    )
    return kept or tuple(every)


def standard(told: tuple[str, ...]) -> tuple[str, ...]:
    """Words of a name with what languages write in several ways, and short names, in one: ``"Uladzimir"`` and
    ``"Volodymyr"`` as ``"Vladimir"``, ``"Bill"`` as ``"William"``. "Ben" within a name is left out, as
    bin is."""
    table = _standard()
    return tuple(written for i, w in enumerate(told) if (written := table.get(w, w) or (w if i == 0 else "")))


@cache
def _standard() -> dict[str, str]:
    return {r["written"]: r["standard"] for r in rows("given_names")}


@cache
def _spellings() -> tuple[re.Pattern[str], dict[str, str]]:
    table = {r["letters"]: r["sound"] for r in rows("spellings")}
    longest_first = sorted(table, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first))), table


@lru_cache(maxsize=65536)
def sound(word: str) -> str:
    """One spelling for the ways in which a folded word may be written: ``"pezeschkian"`` gives ``"peseSkian"``."""
    pattern, table = _spellings()
    heard = pattern.sub(lambda m: table[m[0]], word)
    heard = heard[:1] + heard[1:].replace("h", "")
    return re.sub(r"(.)\1+", r"\1", heard)


def skeleton(word: str) -> str:
    """Consonants of the sound with voiced and voiceless merged; a first vowel stays as ``A``."""
    return bones(sound(word))


@lru_cache(maxsize=65536)
def bones(heard: str) -> str:
    """The skeleton of a sound spelling."""
    bare = _VOWELS.sub("", heard).translate(_VOICELESS)
    return re.sub(r"(.)\1+", r"\1", "A" + bare if heard[:1] in "aeiou" else bare)
