"""Organisations that no table knows: their short forms in the report, and their state."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from legation.coding.cast.named import Named, written
from legation.coding.cast.words import listed, nouns
from legation.knowledge import Knowledge
from legation.language.sentence import Sentence


def settled(sentences: Sequence[Sentence], names: Sequence[Sequence[Named]]) -> list[list[Named]]:
    """The names, where a surname alone is its person's and short forms of a body ("SCFR", the Mahan of Mahan Air)
    point at its full name."""
    names = [
        [replace(n, seat=seat(s, n)) if n.kind == "organisation" and n.id is None else n for n in row]
        for s, row in zip(sentences, names, strict=True)
    ]
    names = _without_namesakes(sentences, names)
    short = _short_forms(sentences, names)
    surnames = {w for row in names for n in row if n.kind == "person" for w in n.text.split()[1:]}
    return [[_settle(n, short, surnames) for n in row] for row in names]


def _without_namesakes(
    sentences: Sequence[Sentence], names: Sequence[Sequence[Named]]
) -> Sequence[Sequence[Named]]:
    """Without letters that stand for something else here: the IRA of a report on an Inflation Reduction Act."""
    letters = {
        n.text for row in names for n in row if n.id and n.kind in ("organisation", "group") and _letters(n)
    }
    if not letters:
        return names
    spelled = {name for s in sentences for name in _spelled(s, letters)}
    other = {initials for initials, name in spelled} - {i for i, name in spelled if _known(name, i)}
    return [[n for n in row if not (n.id and _letters(n) and n.text in other)] for row in names]


def _letters(name: Named) -> bool:
    return name.text.isupper() and name.text.isalpha() and len(name.text) > 2


def _spelled(sentence: Sentence, letters: set[str]) -> Iterator[tuple[str, str]]:
    """Runs of capitalised words that have such initials: the letters, and the words."""
    w = sentence.words
    for size in {len(x) for x in letters}:
        for i in range(len(w) - size + 1):
            run = [x.text for x in w[i : i + size]]
            initials = "".join(t[0] for t in run)
            if initials in letters and all(t[1:].islower() for t in run):
                yield initials, " ".join(run)


def _known(name: str, letters: str) -> bool:
    """Whether the words and the letters stand for one known body."""
    found = [{c.entity.id for c in Knowledge.load().find(x) if c.match != "fuzzy"} for x in (name, letters)]
    return bool(found[0] & found[1])


def _settle(name: Named, short: dict[str, Named], surnames: set[str]) -> Named:
    if name.kind == "organisation" and name.id is None and name.text in surnames:
        return replace(name, kind="person", seat=None)  # taken for a body where it stands alone
    full = short.get(name.text)
    if full is None or name.id is not None or name.text in surnames or name.kind not in ("organisation", "person"):
        return name
    use = full.use if name.text.isupper() else name.use
    return replace(name, kind=full.kind, id=full.id, text=full.text, seat=full.seat, use=use)


def _short_forms(sentences: Sequence[Sentence], names: Sequence[Sequence[Named]]) -> dict[str, Named]:
    """Letters of "Full Name (FN)" and first words of short names, each with the full name."""
    short: dict[str, Named] = {}
    for sentence, row in zip(sentences, names, strict=True):
        for name in row:
            if name.kind != "organisation":
                continue
            words = name.text.split()
            if 1 < len(words) <= 3 and _calls(words[0]):
                short.setdefault(words[0], name)
            if 1 < len(words) <= 3 and _crew(words[-1]):
                short.setdefault(words[-1], name)
            match [w.text for w in sentence.words[name.end : name.end + 3]]:
                case ["(", letters, ")"] if letters.isupper() and len(letters) > 1:
                    short[letters] = name
            if (long := _in_brackets(sentence, name)) is not None:
                short[name.text] = replace(name, text=long)
    return short


def _in_brackets(sentence: Sentence, name: Named) -> str | None:
    """The full name behind a body's letters: "AEB (Alpine Electricity Board)"."""
    w = sentence.words
    if not name.text.isupper() or name.end >= len(w) or w[name.end].text != "(":
        return None
    end = next((i for i in range(name.end + 1, min(len(w), name.end + 12)) if w[i].text == ")"), name.end)
    initials = "".join(x.text[0] for x in w[name.end + 1 : end] if x.text[0].isupper())
    return written(sentence, name.end + 1, end) if len(initials) > 1 and initials == name.text else None


def _calls(word: str) -> bool:
    """Whether a body's first word may stand for it: "Mahan", not "National" or "Iranian"."""
    return word[0].isupper() and word.lower() not in listed("openings") and Knowledge.load().country(word) is None


def _crew(word: str) -> bool:
    """Whether a body's last word may stand for it: a plural that is no noun for people ("Lima Rangers")."""
    kinds = listed("bodies") | listed("things")
    return word[0].isupper() and word.endswith("s") and word.lower() not in nouns() and word.lower() not in kinds


def seat(sentence: Sentence, name: Named) -> str | None:
    """The state of a body: one that its name tells, or that modifies it ("Iranian airline Mahan Air")."""
    w = sentence.words
    inside = range(name.start, name.end)
    before = [i for i in range(max(0, name.start - 4), name.start) if name.start <= w[i].head < name.end]
    above = [c for i in before for c in sentence.children(i, "amod", "compound")]
    head = w[name.head].head
    if w[name.head].deprel in ("appos", "flat", "nmod:desc") and 0 <= head < name.start and w[head].upos == "NOUN":
        above += sentence.children(head, "amod", "compound")
    after = [c for c in sentence.children(name.head, "nmod") if c >= name.end and _of(sentence, c)]
    for i in (*inside, *before, *above, *after):
        if w[i].text[0].isupper() and (found := Knowledge.load().country(w[i].text)) is not None:
            return found.iso3
    return None


def _of(sentence: Sentence, i: int) -> bool:
    return any(sentence.words[c].text.lower() == "of" for c in sentence.children(i, "case"))
