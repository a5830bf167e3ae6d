"""Names that only the name model finds: bodies, peoples and families."""

from __future__ import annotations

from itertools import pairwise

from legation.coding.cast.named import Named, head_of, trimmed, written
from legation.coding.cast.personal import person
from legation.coding.cast.uses import body_use, governed
from legation.coding.cast.words import listed, nouns
from legation.knowledge import Knowledge
from legation.language.sentence import Name, Sentence


def modelled(sentence: Sentence, name: Name) -> Named | None:
    """A name that only the model finds."""
    if (branch := _branch(sentence, name)) is not None:
        return branch
    if name.kind == "group" or _family(sentence, name):
        return _people(sentence, name)
    if name.kind == "person":
        return person(sentence, name)
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
