"""Names in a report that may stand for actors: from the name model and from the knowledge tables together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import Literal, get_args

from legation.coding.cast.lexicon import Hit, known
from legation.coding.cast.uses import Use, body_use, country_use, governed
from legation.coding.cast.words import genders, honorifics, listed, nouns, outlet
from legation.coding.gazetteer.table import candidates
from legation.knowledge import Knowledge
from legation.language.sentence import Name, Sentence

NamedKind = Literal["country", "organisation", "group", "person"]

_AREAS = (3, 4)  # ranks of regions and divisions in the table of places
_LOOSE = frozenset(("PUNCT", "PART", "ADP", "CCONJ", "DET"))  # no name ends so
_KINDS: dict[str, NamedKind] = {k: k for k in get_args(NamedKind)}


@dataclass(frozen=True, slots=True)
class Named:
    """A name: words ``[start, end)`` of a sentence. ``id`` is the known entity that is written so, if any.

    ``use`` tells a doer from a mere modifier ("Iran policy") and a mere place ("in Tehran"). ``seat`` is the
    state of a body that no table knows.
    """

    sentence: int
    start: int
    end: int
    head: int
    text: str
    kind: NamedKind
    id: str | None
    use: Use
    seat: str | None = None


def named(sentence: Sentence) -> list[Named]:
    """Every name of a sentence that may be an actor's, in text order, without overlap."""
    modelled = _whole(sentence)
    hits = known().find(sentence)
    kept = [_full(sentence, hit, modelled) for hit in _kept(sentence, hits, modelled)]
    out = [n for hit in kept if (n := _known(sentence, hit)) is not None]
    taken = {i for n in out for i in range(n.start, n.end)}
    taken |= {i for h in hits if h.kind == "agreement" for i in range(h.start, h.end)}
    for name in modelled:
        if taken.isdisjoint(range(name.start, name.end)) and (found := _modelled(sentence, name)) is not None:
            out.append(found)
    return sorted(out, key=lambda n: n.start)


def head_of(sentence: Sentence, start: int, end: int) -> int:
    """The word of ``[start, end)`` that depends on a word outside of it."""
    for i in range(start, end):
        word = sentence.words[i]
        if not start <= word.head < end and word.deprel != "punct":
            return i
    return end - 1


def written(sentence: Sentence, start: int, end: int) -> str:
    """The words as text, spaced as in the report, on one line."""
    out = []
    for i in range(start, end):
        word = sentence.words[i]
        if i > start and word.start > sentence.words[i - 1].end:
            out.append(" ")
        out.append(word.text)
    return " ".join("".join(out).split()).strip("*_[]()#")


def _whole(sentence: Sentence) -> list[Name]:
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
    """A person's name of one word with the surname that the tree hangs on it."""
    w, end = sentence.words, name.end
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
    start = state + (state < name.end - 1 and _letters(sentence.words[state].text))
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


def _kept(sentence: Sentence, hits: Sequence[Hit], names: list[Name]) -> list[Hit]:
    """Hits that stand by themselves: no part of a longer name, no initials, no given name."""
    inside = {i: n for n in names for i in range(n.start, n.end)}
    return [h for h in hits if not _other(sentence, h, inside.get(h.start))]


def _other(sentence: Sentence, hit: Hit, name: Name | None) -> bool:
    """Whether a known form is something else here: the Tehran of a Tehran Dialogue Forum, Victoria the person."""
    country = hit.kind == "country"
    if country and (_money(sentence, hit.end) or _continental(sentence, hit.start)):
        return True
    if name is not None and name.end - name.start > hit.end - hit.start and name.end >= hit.end:
        if _parted(sentence, hit, name) or (country and _described(sentence, hit, name)):
            return False
        water = sentence.words[name.end - 1].text.lower() in listed("things")
        return not (country and name.kind in ("place", "group")) or water
    if country:
        person = name is not None and name.kind == "person" and hit.end == hit.start + 1
        return person and sentence.words[hit.start].text.lower() in genders()
    if hit.kind == "group" and sentence.words[hit.end - 1].text.lower() in nouns():
        return True  # "Arab countries of …": a noun phrase, read as a whole
    return _initials(sentence, hit)


def _continental(sentence: Sentence, start: int) -> bool:
    """Whether a word before a state's name makes it another place's: "Latin America"."""
    return start > 0 and sentence.words[start - 1].text.lower() in listed("continental")


def _money(sentence: Sentence, end: int) -> bool:
    """Whether a state's letters belong to a sum: "US$5 million"."""
    w = sentence.words
    beside = w[end].text[:1] if end < len(w) and w[end].start == w[end - 1].end else ""
    return "$" in (beside, w[end - 1].text[-1])


def _parted(sentence: Sentence, hit: Hit, name: Name) -> bool:
    """Whether a name is read in parts: "Iraqi Security Forces" by its noun, a body beside its own state's name."""
    if name.kind != "organisation":
        return False
    if hit.kind == "country":
        return _own_noun(sentence, hit, name)
    knowledge = Knowledge.load()
    entity, rest = knowledge.entity(hit.id), ""
    if hit.end == name.end and hit.start > name.start:
        rest = written(sentence, name.start, hit.start)
    elif hit.start == name.start and sentence.words[hit.end].text.lower() == "of":
        rest = written(sentence, hit.end + 1, name.end).removeprefix("the ")
    state = knowledge.country(rest) if rest else None
    return state is not None and entity is not None and entity.country == state.iso3


def _described(sentence: Sentence, hit: Hit, name: Name) -> bool:
    """Whether a longer name is no name but the state's with adjectives: "Brave Peru"."""
    before = sentence.words[name.start : hit.start]
    return hit.end == name.end and bool(before) and all(w.upos == "ADJ" or w.relation == "amod" for w in before)


def _own_noun(sentence: Sentence, hit: Hit, name: Name) -> bool:
    """Whether a state's name goes with a noun: "Iraqi Security Forces", "Iraqi Ministry of Oil", "Ministry of Oil
    of Iraq"."""
    w = sentence.words
    if hit.start == name.start:
        return not {w[i].text.lower() for i in (hit.end, name.end - 1)}.isdisjoint(nouns())
    before = {w[i].text.lower() for i in range(max(hit.start - 2, name.start), hit.start)}
    return hit.end == name.end and "of" in before and w[name.start].text.lower() in nouns()


def _full(sentence: Sentence, hit: Hit, names: list[Name]) -> Hit:
    """A person's known name without titles, and with the rest of it that the model finds ("… bin X Al Y")."""
    if hit.kind != "person":
        return hit
    start, end = hit.start, hit.end
    while end - start > 1 and _honorific(sentence.words[start].text):
        start += 1
    rest = (n.end for n in names if n.kind == "person" and n.start < end < n.end)
    return Hit(start, next(rest, end), hit.id, hit.kind)


def _initials(sentence: Sentence, hit: Hit) -> bool:
    """Letters of something else: "MS/PA", "EP-CPP"."""
    w = sentence.words
    text = w[hit.start].text
    beside = [w[i].text for i in (hit.start - 1, hit.end) if 0 <= i < len(w)]
    return any("/" in t for t in (text, *beside)) or (len(text) < 3 and "-" in beside)


def _known(sentence: Sentence, hit: Hit) -> Named | None:
    if hit.kind not in _KINDS:
        return None
    text = written(sentence, hit.start, hit.end)
    head = head_of(sentence, hit.start, hit.end)
    use: Use = "actor"
    if hit.kind == "country" and _behind_post(sentence, hit, head):
        return Named(sentence.index, hit.start, hit.end, head, text, "person", None, "actor", hit.id)
    if hit.kind == "country":
        use = country_use(sentence, hit.start, hit.end, head, text)
    elif hit.kind != "person":
        use = body_use(sentence, hit.start, hit.end, head)
        if hit.kind == "group" and governed(sentence, head)[1] in listed("places"):
            use = "place"  # "in Europe", "in the West"
    return Named(sentence.index, hit.start, hit.end, head, text, _KINDS[hit.kind], hit.id, use)


def _behind_post(sentence: Sentence, hit: Hit, head: int) -> bool:
    """Whether a state's name is a person's here, right behind a post that belongs to it: "President Jordan"."""
    w, last = sentence.words, hit.start - 1
    if last < 0 or w[last].has("Number=Plur") or w[last].upos not in ("NOUN", "PROPN"):
        return False
    beside = (
        w[last].relation == w[head].relation == "nsubj" and w[last].head == w[head].head
    )  # one subject, parted
    if head not in (w[last].head, w[w[last].head].head) and w[head].head != last and not beside:
        return False
    phrases = Knowledge.load().roles.phrases()
    found = Knowledge.load().country(written(sentence, hit.start, hit.end))
    posts = (written(sentence, first, hit.start).lower() for first in range(max(last - 2, 0), hit.start))
    return (
        found is not None and found.form == "name" and any(p in phrases and phrases[p].level <= 3 for p in posts)
    )


def _modelled(sentence: Sentence, name: Name) -> Named | None:
    """A name that only the model finds."""
    if (branch := _branch(sentence, name)) is not None:
        return branch
    if name.kind == "group" or _family(sentence, name):
        return _people(sentence, name)
    if name.kind == "person":
        return _person(sentence, name)
    if name.kind != "organisation":
        return None
    start, end = trimmed(sentence, name.start, name.end)
    if start >= end:
        return None
    text = written(sentence, start, end)
    head = head_of(sentence, start, end)
    if (
        not text[:1].isupper()
        or len(text) < 2
        or _thing(sentence, start, end, head)
        or (end - start == 1 and text.lower() in listed("bodies"))
    ):
        return None
    if len(text) > 3 and Knowledge.load().agreement(text):
        return None
    use = body_use(sentence, start, end, head)
    subject = governed(sentence, head)[0] in ("nsubj", "nmod:poss") or _among(sentence, name)
    if end - start == 1 and (len(text) < 3 or not subject):
        use = "modifier"
    return Named(sentence.index, start, end, head, text, "organisation", None, use)


def _among(sentence: Sentence, name: Name) -> bool:
    """Whether a body stands in a list with others: "Deutsche Bahn, Daimler and Siemens"."""
    bodies = [n for n in sentence.names if n.kind == "organisation"]
    return any(
        name in (one, other)
        and {w.text.lower() for w in sentence.words[one.end : other.start]} <= {",", "and", "or"}
        for one, other in pairwise(bodies)
    )


def _branch(sentence: Sentence, name: Name) -> Named | None:
    """A body that a user's own agents know, in a state: an "Amity Peru" where "AMITY [NGO~]" is one."""
    knowledge = Knowledge.load()
    for split in range(name.start + 1, name.end if knowledge.agents else 0):
        state = knowledge.country(written(sentence, split, name.end))
        agent = knowledge.agents.get(written(sentence, name.start, split).lower(), "")
        if state is not None and agent.endswith("~"):
            head = head_of(sentence, name.start, name.end)
            text = written(sentence, name.start, name.end)
            return Named(
                sentence.index, name.start, name.end, head, text, "organisation", None, "actor", state.iso3
            )
    return None


def _thing(sentence: Sentence, start: int, end: int, head: int) -> bool:
    """Names of gatherings, papers, places and posts that the model takes for organisations; and what a role noun
    reads as a whole ("the Government of X")."""
    told, roles = sentence.words[head].text.lower(), Knowledge.load().roles.phrases()
    whole = written(sentence, start, end).lower()
    if (told in nouns() and not _called(sentence, start, end)) or told in roles or whole in roles:
        return True
    if sentence.words[start].text.lower() in roles or _matter(sentence, start):
        return True
    if start == end - 1 and told in listed("strangers"):
        return True
    last = sentence.words[end - 1].text.lower()
    if last not in listed("bodies") and last.removesuffix("s") in listed("bodies"):
        return True  # "International Organizations"
    return any(sentence.words[i].text.lower() in listed("things") | listed("calendar") for i in (head, end - 1))


def _called(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a body is called an administration or the like, of no state: "Federal Aviation Administration"."""
    own = [sentence.words[i].text for i in range(start, end)]
    governs = nouns().get(own[-1].lower(), {}).get("sort") == "state"
    return governs and len(own) > 2 and all(Knowledge.load().country(text) is None for text in own)


def _matter(sentence: Sentence, start: int) -> bool:
    """Whether a name is what a post is for: the Arms Control of an "Under Secretary for Arms Control"."""
    before = [w.text.lower() for w in sentence.words[max(start - 2, 0) : start]]
    return before[-1:] == ["for"] and before[0] in listed("ministerial")


def _family(sentence: Sentence, name: Name) -> bool:
    """Whether a person's name is that of all who bear it: "the Moreaus"."""
    word = sentence.words[name.end - 1]
    the = name.start > 0 and sentence.words[name.start - 1].text.lower() == "the"
    return the and name.kind == "person" and name.end - name.start == 1 and word.has("Number=Plur")


def _people(sentence: Sentence, name: Name) -> Named | None:
    """Peoples, parties and families that are no state's: "Europeans", "Kurds", "the Moreaus"."""
    word = sentence.words[name.end - 1]
    if word.upos not in ("PROPN", "NOUN") or not word.has("Number=Plur"):
        return None
    relation, _ = governed(sentence, name.end - 1)
    if relation not in ("nsubj", "obj", "obl", "nmod", "iobj"):
        return None
    text = written(sentence, name.start, name.end)
    return Named(sentence.index, name.start, name.end, name.end - 1, text, "group", None, "actor")


def _person(sentence: Sentence, name: Name) -> Named | None:
    """A person's name without its titles; None for what can't be one."""
    start, end = trimmed(sentence, name.start, name.end)
    w = sentence.words
    if start > name.start and w[name.start].text.lower() in listed("whole"):
        return None  # "All Media"
    while end - start > 1 and (_title(sentence, start, end) or w[start].text in listed("short")):
        start += 1
    while end - start > 2 and (
        _before_names(w[start].text)
        or (start and (_post(sentence, start) or _portfolio(sentence, start) or _home(sentence, start)))
    ):
        start += 1
    if end - start > 3:
        start = _behind_body(sentence, start, end)
    if start >= end:
        return None
    text = written(sentence, start, end)
    if not text[:1].isupper() or len(text) < 2 or _nobody(text) or outlet(text):
        return None
    owner = start > 0 and w[start].deprel == "nmod:poss" and w[start].upos != "PRON"
    if end - start == 1 and (not (w[start].upos == "PROPN" or owner) or (_letters(text) and name.start == start)):
        return None
    head = head_of(sentence, start, end)
    above = w[w[head].head].lemma.lower() if w[head].head >= 0 else ""
    if w[head].relation in ("compound", "nmod:desc", "amod") and above in listed("eras") | listed("things"):
        return None  # "the X administration", "X airport"
    if end < len(w) and w[end].text.lower() in listed("eras"):
        return None
    firm = start > 0 and w[start - 1].text.lower() in listed("firms")
    return Named(sentence.index, start, end, head, text, "organisation" if firm else "person", None, "actor")


def _home(sentence: Sentence, i: int) -> bool:
    """Whether a word is the place that somebody is from, and no given name: "a senator from Vermont X Y"."""
    word, before = sentence.words[i].text, sentence.words[i - 1].text.lower()
    return (
        before in ("from", "of")
        and word.lower() not in genders()
        and any(k.rank in _AREAS for k in candidates(word))
    )


def _behind_body(sentence: Sentence, start: int, end: int) -> int:
    """The first word of a person's name behind that of a body: "members of the House of Representatives X Y"."""
    inside = [h for h in known().find(sentence) if h.kind == "organisation" and h.start == start and h.end < end]
    return inside[0].end if inside and inside[0].end - start > 1 else start


def _before_names(text: str) -> bool:
    """A state or a post that a longer name can't begin with."""
    knowledge = Knowledge.load()
    return knowledge.country(text) is not None or text.lower() in knowledge.roles.phrases()


def _post(sentence: Sentence, i: int) -> bool:
    """Whether a word ends a post that begins before it: the Gentleman of a Second Gentleman."""
    return f"{sentence.words[i - 1].text} {sentence.words[i].text}".lower() in Knowledge.load().roles.phrases()


def _portfolio(sentence: Sentence, i: int) -> bool:
    """Whether a word ends what a minister is of: "Minister of Industry, Mining and Trade Ali Rezai"."""
    before, word = sentence.words[i - 1].text.lower(), sentence.words[i].text.lower()
    return before in ("and", "of", ",") and word in listed("portfolios")


def _nobody(text: str) -> bool:
    """Whether a name is a title, a post, a state, a party, or has digits."""
    folded = text.lower()
    knowledge = Knowledge.load()
    if any(c.isdigit() for c in text) or folded in honorifics() or folded in knowledge.roles.phrases():
        return True
    return knowledge.country(text) is not None or not listed("strangers").isdisjoint(folded.split())


def _letters(text: str) -> bool:
    return text.isupper() and len(text) <= 5


def _title(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a name begins with a title, which "Amir" and "Prince" are not right before a surname."""
    w = sentence.words
    if not _honorific(w[start].text):
        return False
    crown = start > 0 and w[start - 1].text.lower() in ("the", "crown")
    given = w[start].text.lower() in listed("given titles") and not crown
    return not (given and end - start == 2 and w[start + 1].text.lower() not in genders())


def _honorific(text: str) -> bool:
    return text.lower().rstrip(".") in honorifics()


def _dated(sentence: Sentence, end: int) -> bool:
    """Whether a name ends in a day ("Clinton Thursday") or in a month before its day; "May" may be a surname."""
    w = sentence.words
    last = w[end - 1].text.lower()
    return last in listed("weekdays") or (
        last in listed("months") and (end == len(w) or w[end].upos == "NUM" or w[end].text[0].isdigit())
    )


def trimmed(sentence: Sentence, start: int, end: int) -> tuple[int, int]:
    """Without articles, possessive endings and marks at the edges."""
    w = sentence.words
    while end - start > 1 and _dated(sentence, end):
        end -= 1
    while start < end and (w[start].upos in ("DET", "PUNCT", "ADP") or not w[start].text[0].isalnum()):
        start += 1
    while end > start and (w[end - 1].upos in _LOOSE or not w[end - 1].text[-1].isalnum()):
        end -= 1
    return start, end
