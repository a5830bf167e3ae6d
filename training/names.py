"""Named spans for training: from GUM's nested entities, and from sentences written for the purpose."""

import re
from pathlib import Path

from legation.language.conllu import Sentence, Word

KINDS = ("person", "organisation", "place", "group", "event", "agreement")

_GUM_KINDS = {"person": "person", "organization": "organisation", "place": "place", "event": "event"}
_AGREEMENT = re.compile(
    r"\b(treaty|accords?|agreements?|convention|pact|protocol|act|plan of action|charter|constitution"
    r"|amendment)\b",
    re.I,
)
_TITLES = frozenset(
    """
    mr. mrs. ms. dr. mr mrs ms dr sir lord lady madam st. saint
    president prime minister vice chancellor king queen prince princess emperor secretary ambassador chairman
    speaker director mayor governor gov. senator sen. representative rep. congressman congresswoman
    general gen. colonel col. lieutenant lt. major maj. captain capt. officer detective sheriff
    professor prof. prof judge justice pope ayatollah sheikh shaikh imam mullah rev. father
    """.split()
)
_LINKS = frozenset(
    [
        "of",
        "the",
        "and",
        "for",
        "in",
        "on",
        "de",
        "la",
        "del",
        "von",
        "van",
        "bin",
        "al",
        "el",
        "-",
        "'",
        "'s",
        "’s",
        "&",
        ",",
        ".",
        "at",
        "to",
    ]
)
_DEMONYM_ENDINGS = ("n", "ese", "sh", "ch", "i", "k", "ic", "ss", "ns", "is")


def from_gum(sentence: Sentence) -> list[tuple[int, int, str]]:
    """Named spans of a GUM sentence: of each mention headed by a proper noun, the stretch that is the name.

    A GUM mention is a whole noun phrase; its name is the run of capitalised words around the head, with
    linking words inside it, without titles, articles and what follows.
    """
    names: list[tuple[int, int, str]] = []
    for start, end, kind in _mentions(sentence.words):
        words = sentence.words[start:end]
        heads = [i for i in range(start, end) if not start < sentence.words[i].head <= end]
        if not heads or sentence.words[heads[0]].upos != "PROPN":
            continue
        text = " ".join(w.form for w in words)
        label = _GUM_KINDS.get(
            kind, "agreement" if kind in {"abstract", "object"} and _AGREEMENT.search(text) else ""
        )
        if not label:
            continue
        span = _stretch(sentence.words, heads[0], start, end)
        if label == "person" and "Number=Plur" in sentence.words[heads[0]].feats:
            label = "group"
        if label == "person":
            while span[1] - span[0] > 1 and sentence.words[span[0]].form.lower() in _TITLES:
                span = (span[0] + 1, span[1])
            if span[1] - span[0] == 1 and sentence.words[span[0]].form.lower() in _TITLES:
                continue
        names.append((*span, label))
    names.extend(_nationalities(sentence.words))
    return _outermost(names)


def settle_places(sentences: list[Sentence]) -> None:
    """GUM calls a country a place or an organisation by what it does; a name seen as a place is one here."""
    spans = [(s, n) for s in sentences for n in s.names or []]
    text = {id(n): " ".join(w.form for w in s.words[n[0] : n[1]]) for s, n in spans}
    places = {text[id(n)] for _, n in spans if n[2] == "place"}
    for sentence in sentences:
        sentence.names = [
            (a, b, "place" if k == "organisation" and text[id(n)] in places else k)
            for n in sentence.names or []
            for a, b, k in [n]
        ]


def _mentions(words: list[Word]) -> list[tuple[int, int, str]]:
    """GUM's ``Entity`` brackets as (start, end, kind); discontinuous mentions are left out."""
    found: list[tuple[int, int, str]] = []
    open_at: list[tuple[str, int, str]] = []
    for i, word in enumerate(words):
        for bracket in re.findall(r"\([^()]+\)?|[^()]+\)", word.misc.get("Entity", "")):
            identity, *fields = bracket.strip("()").split("-")
            if "[" in identity:  # one part of a discontinuous mention
                continue
            if bracket.startswith("(") and bracket.endswith(")"):
                found.append((i, i + 1, fields[0]))
            elif bracket.startswith("("):
                open_at.append((identity, i, fields[0]))
            else:
                k = next((k for k in range(len(open_at) - 1, -1, -1) if open_at[k][0] == identity), None)
                if k is not None:
                    _, start, kind = open_at.pop(k)
                    found.append((start, i + 1, kind))
    return found


def _stretch(words: list[Word], head: int, start: int, end: int) -> tuple[int, int]:
    def capital(i: int) -> bool:
        upos = {"NOUN", "ADJ", "NUM"} | ({"VERB"} if i else set())
        return words[i].upos == "PROPN" or (words[i].form[:1].isupper() and words[i].upos in upos)

    left = right = head
    while left - 1 >= start:
        if capital(left - 1):
            left -= 1
        elif (
            left - 2 >= start
            and words[left - 1].form in {"-", "’", "'", "of", "and", "&", "for"}
            and capital(left - 2)
        ):
            if words[left - 1].form == "and" and words[head].deprel != "compound":
                break
            left -= 2
        else:
            break
    while right + 1 < end:
        if words[right + 1].upos == "PROPN" or (
            words[right + 1].upos == "NUM" and words[right + 1].deprel in {"flat", "nummod"}
        ):
            right += 1
        else:
            step = 1
            while (
                right + step < end
                and words[right + step].form.lower() in _LINKS - {",", "in", "at", "on", "to", "."}
                and step < 4
            ):
                step += 1
            if step > 1 and right + step < end and words[right + step].upos == "PROPN":
                right += step
            else:
                break
    return left, right + 1


def _nationalities(words: list[Word]) -> list[tuple[int, int, str]]:
    return [
        (i, i + 1, "group")
        for i, w in enumerate(words)
        if i > 0
        and w.upos == "ADJ"
        and w.form[:1].isupper()
        and w.form[1:].islower()
        and w.form.lower().endswith(_DEMONYM_ENDINGS)
        and w.deprel == "amod"
    ]


def _outermost(names: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    kept: list[tuple[int, int, str]] = []
    for name in sorted(set(names), key=lambda n: (n[0] - n[1], n[0])):
        if all(name[1] <= k[0] or name[0] >= k[1] for k in kept):
            kept.append(name)
    return sorted(kept)


def read_marked(path: Path) -> list[tuple[str, list[tuple[int, int, str]]]]:
    """Sentences written for the purpose: ``[Ottawa|place] asked [Mark Reyes|person] ...``, one a line.

    Returns text and character spans. Raises ValueError naming the line with an unknown kind.
    """
    out = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        text, spans, at = "", [], 0
        for match in re.finditer(r"\[([^\[\]|]+)\|([a-z]+)\]", line):
            text += line[at : match.start()]
            if match[2] not in KINDS:
                raise ValueError(f"{path}:{number}: unknown kind {match[2]!r}")
            spans.append((len(text), len(text) + len(match[1]), match[2]))
            text += match[1]
            at = match.end()
        out.append((text + line[at:], spans))
    return out
