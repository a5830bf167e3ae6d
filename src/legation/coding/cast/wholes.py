"""The names that the model finds, with what it parted put together."""

from __future__ import annotations

from functools import partial

from legation.coding.cast.named import letters, written
from legation.coding.cast.words import listed, nouns
from legation.knowledge import Knowledge
from legation.language.sentence import Name, Sentence


def whole(sentence: Sentence) -> list[Name]:
    """The model's names, with what it parted put together: persons' names side by side, "Security and Policy
    Committee", "Subcommittee on the Western Hemisphere"."""
    out: list[Name] = []
    for name in map(partial(_surnamed, sentence), sentence.names):
        if (name.kind == "person" and _titles(sentence, name)) or _post_of(sentence, name):
            continue
        last = out[-1] if out else None
        if last is not None and last.kind == name.kind == "person" and last.end == name.start:
            out[-1] = Name(last.start, name.end, "person")
        elif last is not None and last.kind == name.kind == "organisation" and _joins(sentence, last, name):
            out[-1] = Name(last.start, name.end, "organisation")
        else:
            out.append(name)
    return [Name(n.start, _to_the_end(sentence, n), n.kind) if n.kind == "organisation" else n for n in out]


def _surnamed(sentence: Sentence, name: Name) -> Name:
    """A person's name with the rest of a surname behind its hyphen; one of one word with the surname that the
    tree hangs on it."""
    w, end = sentence.words, name.end
    if name.kind == "person" and end + 1 < len(w):
        joined = w[end].text == "-" and w[end].start == w[end - 1].end and w[end + 1].start == w[end].end
        if joined and w[end + 1].text.istitle():
            return Name(name.start, end + 2, name.kind)
    if (
        name.kind != "person"
        or end - name.start > 1
        or end >= len(w)
        or any(n.start == end for n in sentence.names)
    ):
        return name
    surname = w[end].deprel == "flat" and w[end].head == name.start and w[end].upos == "PROPN"
    return Name(name.start, end + 1, name.kind) if surname and w[end].text.istitle() else name


def _titles(sentence: Sentence, name: Name) -> bool:
    """Whether a person's name is a post alone, with its state or without: "US Secretary of State"."""
    knowledge, start = Knowledge.load(), name.start
    state = next(
        (i for i in range(name.end - 1, start, -1) if knowledge.country(written(sentence, start, i)) is not None),
        start,
    )
    start = state + (state < name.end - 1 and letters(sentence.words[state].text))
    end = name.end + (name.end < len(sentence.words) and sentence.words[name.end - 1].text == "-")
    post = written(sentence, start, end).lower()
    return not {post, post.replace("-", " ")}.isdisjoint(knowledge.roles.phrases())


def _post_of(sentence: Sentence, name: Name) -> bool:
    """Whether a name is what a post or a body is of: the Foreign Affairs of a "Minister of Foreign Affairs"."""
    if not name.start or sentence.words[name.start - 1].text.lower() not in ("of", "for"):
        return False
    phrases = Knowledge.load().roles.phrases()
    for first in range(max(name.start - 3, 0), name.start - 1):
        for end in range(name.start + 1, name.end + 1):
            whole = written(sentence, first, end).lower()
            if whole in phrases or whole in nouns():
                return True
    return False


def _joins(sentence: Sentence, first: Name, second: Name) -> bool:
    """Whether "A and B" is one name: only B's last word is that of a body."""
    w = sentence.words
    between = [w[i].text.lower() for i in range(first.end, second.start)]
    if between == ["and"]:
        ends = [w[n.end - 1].text.lower() in listed("bodies") for n in (first, second)]
        return ends == [False, True]
    return between in (["of"], ["of", "the"], ["on", "the"])


def _to_the_end(sentence: Sentence, name: Name) -> int:
    """End of a body's name with the capitalised words of its "of …" or "on the …"."""
    w, end = sentence.words, name.end
    if w[end - 1].text.lower() not in listed("bodies") or end + 1 >= len(w):
        return end
    at = end + 1 if w[end].text.lower() in ("of", "on", "for") else end
    if at > end and w[at].text.lower() == "the":
        at += 1
    elif at > end and w[end].text.lower() == "on":
        return end
    last = at
    while at > end and last < len(w) and w[last].upos in ("PROPN", "ADJ") and w[last].text[0].isupper():
        last += 1
    return last if last > at else end
