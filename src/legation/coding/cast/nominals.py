"""Role nouns and the like: words that stand for an actor without naming it ("the Iraqi foreign minister")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, get_args

from legation.coding.cast.lexicon import Forms
from legation.coding.cast.named import Named, written
from legation.coding.cast.words import honorifics, listed, nouns
from legation.knowledge import Knowledge, Role, by_knowledge
from legation.language.sentence import Sentence

Sort = Literal["role", "group", "body", "state", "counterpart"]

_BEFORE = frozenset(
    ("amod", "compound", "det", "nmod:poss", "nummod", "nmod:desc", "nmod:unmarked", "flat", "nmod", "advmod",
     "case", "punct", "conj", "cc", "appos", "goeswith", "det:predet")
)  # fmt: skip
_SORTS: dict[str, Sort] = {s: s for s in get_args(Sort)}
_TELLING = frozenset(("ADJ", "PROPN", "NOUN", "VERB"))
_PLACE_OF = frozenset(("of", "for", "to", "in", "from", "at", "on"))


@dataclass(frozen=True, slots=True)
class Nominal:
    """Words ``[start, end)`` of a sentence headed by a noun that stands for an actor.

    ``noun`` is the phrase that says as what, ``full`` the same with a body's own words; ``country`` and ``body``
    whose; ``owner`` the word of a possessive pronoun or of a person's name. ``definite`` is false for "a
    spokesman" and for a bare plural. ``others`` are the states that stand beside ``country`` ("officials of A and
    B"), ``layers`` what a user's own agents among the modifiers add to the code ("Islamist media").
    """

    sentence: int
    start: int
    end: int
    head: int
    text: str
    sort: Sort
    noun: str
    role: Role | None
    sector: str
    country: str | None
    body: str | None
    owner: int | None
    plural: bool
    definite: bool
    full: str
    former: bool
    modified: bool
    others: tuple[str, ...] = ()
    layers: tuple[str, ...] = ()


@by_knowledge
def _forms() -> Forms:
    """Phrases of the roles table and of the actor nouns."""
    roles, others = Knowledge.load().roles.phrases(), nouns()
    own = Knowledge.load().agents
    plurals = {f"{p}s": p for p in roles if len(p) > 3 and p[-1] not in "sn" and (p not in own or f"{p}s" in own)}
    forms = {**plurals, **{p: p for p in (*others, *roles)}}
    return Forms((written.upper() if len(written) < 4 else written, p, "role") for written, p in forms.items())


def nominals(sentence: Sentence, names: Sequence[Named]) -> list[Nominal]:
    """Every role noun and actor noun of a sentence with its modifiers, in text order."""
    taken = {i: n for n in names for i in range(n.start, n.end)}
    out: list[Nominal] = []
    for hit in _forms().find(sentence):
        head = _head(sentence, hit.start, hit.end)
        if head in taken or sentence.words[head].upos not in ("NOUN", "PROPN"):
            continue
        if hit.id in listed("capital roles") and sentence.words[head].text.islower():
            continue
        if out and out[-1].start <= head < out[-1].end and head <= out[-1].head:
            continue
        if (inner := _office(sentence, hit.id, hit.start, head, taken)) is not None:
            out.append(inner)
        if (found := _nominal(sentence, hit.id, hit.start, hit.end, head, taken)) is not None:
            out.append(found)
    return _sharing(sentence, out)


def _sharing(sentence: Sentence, nouns: list[Nominal]) -> list[Nominal]:
    """The nouns, where one gets its states from what follows another: "lawmakers and officials in Peru"."""
    by_head = {n.head: n for n in nouns}
    out = []
    for noun in nouns:
        after = [by_head[c] for c in sentence.children(noun.head, "conj") if c in by_head]
        told = next(
            (n for n in after if n.country and n.plural and n.end > n.head + 1 and n.start == n.head), None
        )
        bare = noun.sort == "group" and noun.country is None and noun.body is None and not noun.modified
        out.append(replace(noun, country=told.country, others=told.others) if bare and told else noun)
    return out


def _office(sentence: Sentence, phrase: str, start: int, head: int, taken: dict[int, Named]) -> Nominal | None:
    """The Foreign Ministry of a "Foreign Ministry spokesman"."""
    width = head - start
    office = " ".join(phrase.split()[:width])
    if width < 1 or nouns().get(office, {}).get("sort") != "body":
        return None
    return _nominal(sentence, office, start, head, head - 1, taken)


def _head(sentence: Sentence, start: int, end: int) -> int:
    """The noun of a phrase: the last word, or the last before "of", "for"…"""
    for i in range(start + 1, end):
        if sentence.words[i].upos == "ADP":
            return i - 1
    return end - 1


def _nominal(
    sentence: Sentence, phrase: str, start: int, end: int, head: int, taken: dict[int, Named]
) -> Nominal | None:
    row, role = nouns().get(phrase), Knowledge.load().role(phrase)
    plural = sentence.words[head].has("Number=Plur") or phrase in listed("collectives")
    sort = _SORTS[row["sort"]] if row else "group" if plural else "role"
    first = _leftmost(sentence, start, head, end)
    whole = sort == "group" and phrase not in listed("partial")
    told = whole and not set(range(first, head)).isdisjoint(taken)
    spoken = whole and [w.text for w in sentence.words[end : end + 1]] == ["to"]  # "given by X to Y"
    before = range(first, head)
    recalled = any(sentence.words[i].has("Poss=Yes") for i in before) and _comes(sentence, end)
    own = recalled or ((told or spoken) and _common(sentence, end, taken))
    after = end if own else _rightmost(sentence, head, end, taken)
    articles = {sentence.words[i].text.lower() for i in before if sentence.words[i].upos in ("DET", "PRON")}
    modified = after > end or any(_telling(sentence, i) for i in before) or _placed(sentence, end)
    owner = next((i for i in before if _owns(sentence, i, taken)), None)
    if sort == "group" and (articles & listed("whole") or (row and row["loose"] == "1" and not modified)):
        return None
    if sort == "group" and not plural and [w.text for w in sentence.words[end : end + 1]] == ["to"]:
        return None  # "his opposition to a ban"
    serving = _serving(sentence, role.title if role is not None else phrase, first, end, after)
    country, body = _whose(sentence, head, serving, taken)
    if role is not None and role.function in listed("crowns") and country is None and _nickname(sentence, head):
        return None
    return Nominal(
        sentence=sentence.index,
        start=first,
        end=after,
        head=head,
        text=written(sentence, first, after),
        sort=sort,
        noun=phrase,
        role=role,
        sector=row["sector"] if row else role.sector if role else "GOV",
        country=country,
        body=body,
        owner=owner,
        plural=plural,
        definite=bool(articles & listed("definite"))
        or owner is not None
        or not (plural or articles & {"a", "an"}),
        full=_full(sentence, phrase, (first, end, after), taken) if sort == "body" else phrase,
        former=any(sentence.words[i].text.lower() in listed("former") for i in before),
        modified=modified,
        others=_beside(sentence, serving, country, taken) if plural else (),
        layers=_layers(sentence, first, start),
    )


def _comes(sentence: Sentence, end: int) -> bool:
    """Whether what follows tells whence and not whose: "withdrew its ambassador from Peru"."""
    return [w.text for w in sentence.words[end : end + 1]] == ["from"]


def _nickname(sentence: Sentence, head: int) -> bool:
    """Whether a ruler's title is of no realm: "the Queen of Soul", "King of All Media"."""
    behind = [w.text for w in sentence.words[head + 1 : head + 3]]
    return behind[:1] == ["of"] and behind[-1][0].isupper()


def _common(sentence: Sentence, end: int, taken: dict[int, Named]) -> bool:
    """Whether what follows names nobody: "(Chilean civilians) of access to water"."""
    at = next((i for i in range(end + 1, len(sentence.words)) if sentence.words[i].upos != "DET"), end)
    if at == len(sentence.words):
        return True  # a line without a full stop
    return taken[at].use == "modifier" if at in taken else not sentence.words[at].text[0].isupper()


def _telling(sentence: Sentence, i: int) -> bool:
    """Whether a modifier says which: "Arab", not "other"."""
    word = sentence.words[i]
    return word.upos in _TELLING and word.text.lower() not in listed("untelling")


def _full(sentence: Sentence, phrase: str, reach: tuple[int, int, int], taken: dict[int, Named]) -> str:
    """A body's own words ("national dialogue congress", "ministry of trade"): no state, article or number.

    ``reach``: the first word, the end of the phrase, the end of what follows it.
    """
    first, end, after = reach
    if (known := nouns()[phrase]["as"]) != "-":
        return known
    before = [
        i for i in range(first, end) if i not in taken and sentence.words[i].upos in ("PROPN", "NOUN", "ADJ")
    ]
    kept = [
        i
        for i in before
        if not (sentence.words[i].deprel == "nmod:poss" and first <= sentence.words[i].head and i < end - 1)
        and not any(c.isdigit() for c in sentence.words[i].text)
    ]
    if after > end and sentence.words[end].text == "of" and not any(i in taken for i in range(end, after)):
        kept += range(end, after)
    return " ".join(
        sentence.words[i].text.lower() for i in kept if sentence.words[i].text.lower() not in listed("untelling")
    )


def _serving(sentence: Sentence, title: str, first: int, end: int, after: int) -> list[int]:
    """The words that may tell whom a post or body serves: an envoy's "to …" and an embassy's "in …" don't."""
    abroad = not listed("abroad").isdisjoint(title.split())
    return [i for i in range(first, after) if i < end or not (abroad and _toward(sentence, i))]


def _placed(sentence: Sentence, end: int) -> bool:
    """Whether a place follows: "countries in West Asia"."""
    w = sentence.words
    return (
        end < len(w)
        and w[end].text.lower() in ("in", "of", "from")
        and any(x.text[0].isupper() for x in w[end + 1 : end + 3])
    )


def _leftmost(sentence: Sentence, start: int, head: int, end: int) -> int:
    """First word of the run of modifiers before a phrase: all of them hang on it or on the name it introduces."""
    first = start
    for i in range(start - 1, max(-1, start - 9), -1):
        word = sentence.words[i]
        if word.upos == "CCONJ" and sentence.words[i + 1].upos == sentence.words[i - 1].upos == "ADJ":
            continue  # "Peru's bold and popular president"
        if word.text in ',;:()[]“”"' or (
            word.upos in ("VERB", "AUX", "SCONJ", "CCONJ") and word.relation != "amod"
        ):
            break
        if word.upos == "DET" or (word.upos == "PRON" and word.has("Poss=Yes")):
            first = i
            break
        if word.upos in ("ADP", "PRON"):
            break
        if word.deprel not in _BEFORE and word.upos != "ADJ":
            break
        paired = word.upos == "ADJ" and i > 1 and sentence.words[i - 1].upos == "CCONJ"
        if word.head < i and word.upos != "PART" and word.relation not in ("flat", "punct") and not paired:
            break
        first = i
    while first < start and sentence.words[first].upos in ("PART", "PUNCT", "ADV") and first < start:
        first += 1
    return first


def _toward(sentence: Sentence, i: int) -> bool:
    """Whether a name comes after "to", "for", "on" or "in": where an envoy is sent, not whence."""
    while i > 0 and sentence.words[i - 1].upos != "ADP":
        i -= 1
    return sentence.words[i - 1].text.lower() in ("to", "for", "on", "in")


def _rightmost(sentence: Sentence, head: int, end: int, taken: dict[int, Named]) -> int:
    """End of the "of …" or "for …" that follows a phrase directly, without commas and clauses."""
    last = end
    while last < len(sentence.words) and sentence.words[last].text.lower() in _PLACE_OF:
        place = sentence.words[last].text.lower() in ("in", "at", "on")
        if place and not _placed(sentence, last):
            break
        heads = range(head, last)  # "Ministry of Foreign Affairs of Chile": hung on either noun
        below = [c for h in heads for c in sentence.children(h, "nmod") if last in sentence.children(c, "case")]
        if not below:
            return _place_end(sentence, last) if place else last
        end, last = last, _flat_end(sentence, below[0], last, taken)
        if last == end:
            return last
    return last


def _place_end(sentence: Sentence, last: int) -> int:
    """End of the capitalised words after "in", "in the" or "in eastern"."""
    end = last + 1 if sentence.words[last + 1].text[0].isupper() else last + 2
    while end < len(sentence.words) and sentence.words[end].text[0].isupper():
        end += 1
    return end if sentence.words[end - 1].text[0].isupper() else last


def _flat_end(sentence: Sentence, node: int, start: int, taken: dict[int, Named]) -> int:
    covered = set(sentence.subtree(node))
    end = start
    while end < len(sentence.words) and end in covered:
        word = sentence.words[end]
        if end > start + 1 and end in taken and taken[end].kind == "person" and taken[end].start == end:
            break
        if word.text in ",;:()–—“”" and not _listing(sentence, end, covered):
            break
        if word.upos in ("VERB", "AUX", "SCONJ") and word.relation != "amod":
            break
        end += 1
    if end - 1 in taken and end < taken[end - 1].end:
        end = taken[end - 1].end
    while end > node + 1 and sentence.words[end - 1].upos in ("ADP", "CCONJ", "DET", "PRON", "PUNCT"):
        end -= 1
    return end if end > start + 1 else start


def _listing(sentence: Sentence, comma: int, covered: set[int]) -> bool:
    """Whether a comma stands in a list of names that goes on to an "and": "of North, Central and South Asia"."""
    w, i = sentence.words, comma + 1
    while i in covered and w[i].upos in ("PROPN", "ADJ") and w[i].text[0].isupper():
        i += 1
        if i < len(w) and w[i].text == "," and i + 1 in covered:
            i += 1
    goes_on = i > comma + 1 or (i + 1 < len(w) and w[i + 1].text[0].isupper())
    return w[comma].text == "," and goes_on and i + 1 in covered and w[i].text.lower() == "and"


def _owns(sentence: Sentence, i: int, taken: dict[int, Named]) -> bool:
    word = sentence.words[i]
    if word.upos == "PRON" and word.relation == "nmod":
        return True
    named = taken.get(i)
    if named is not None and named.kind != "person":
        return False
    following = sentence.words[i + 1].text.lower() if i + 1 < len(sentence.words) else ""
    last = i == named.end - 1 if named is not None else nouns().get(word.text.lower(), {}).get("sort") == "state"
    return last and following in ("'s", "’s", "'", "’")


def _whose(
    sentence: Sentence, head: int, among: Sequence[int], taken: dict[int, Named]
) -> tuple[str | None, str | None]:
    """Country and organisation of the names among a noun's modifiers; not that of "a professor of French law"."""
    country = body = None
    for i in among:
        named = taken.get(i)
        if named is None or _based(sentence, named.end):
            continue
        country = country or (named.seat if i > head or named.end <= head else None)
        if named.kind == "country":
            if (
                i < head
                or named.use != "modifier"
                or sentence.words[sentence.words[i].head].text.lower() in nouns()
            ):
                country = country or named.id
        elif named.kind in ("organisation", "group"):
            body = body or named.id
    return country, body


def _based(sentence: Sentence, end: int) -> bool:
    """Whether a name tells where somebody works, not for whom: "a Lima-based Canadian analyst"."""
    return [w.text.lower() for w in sentence.words[end : end + 2]] in (["-", "based"], ["‑", "based"])


def _beside(
    sentence: Sentence, among: Sequence[int], country: str | None, taken: dict[int, Named]
) -> tuple[str, ...]:
    """The states that are named by "and" with the one that people are of: "officials of Peru and Chile"."""
    first = next((i for i in among if (n := taken.get(i)) is not None and n.id == country), None)
    if country is None or first is None:
        return ()
    joined = (taken[i] for i in sentence.children(first, "conj") if i in taken)
    return tuple(dict.fromkeys(n.id for n in joined if n.kind == "country" and n.id and n.id != country))


def _layers(sentence: Sentence, first: int, start: int) -> tuple[str, ...]:
    """The codes of a user's own agents among the words before a noun, longest phrases first."""
    agents, found, i = Knowledge.load().agents, [], first
    while agents and i < start:
        ends = (end for end in range(start, i, -1) if written(sentence, i, end).lower() in agents)
        end = next(ends, None)
        if end is not None:
            found.append(agents[written(sentence, i, end).lower()])
        i = end or i + 1
    return tuple(found)


def titled(sentence: Sentence, name: Named) -> int:
    """Where a person's mention begins: a lone surname takes its honorific along ("Ayatollah Sistani")."""
    start = name.start
    if len(name.text.split()) > 1:
        return start
    while (
        start
        and (before := sentence.words[start - 1].text)[0].isupper()
        and before.lower().rstrip(".") in honorifics()
    ):
        start -= 1
    return start
