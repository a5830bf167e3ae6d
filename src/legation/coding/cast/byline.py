"""Who speaks a whole report, told by its title alone: "Remarks by Vice President X at the summit"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from legation.coding.cast.words import listed
from legation.knowledge import Candidate, Knowledge, Role, slug
from legation.nouns import Actor

_LONGEST_POST = 7  # words: "Assistant to the President for National Security Affairs"
_LONGEST_NAME = 4
_SURE = 0.4  # a surname with its post; "Harris" alone is 0.2


def author(title: str | None, on: date | None) -> Actor | None:
    """The one person that a title names as the author; None for several or a body. It has no mentions.

    ``on`` is the day of publication, by which "the President" is known.
    """
    phrase = _after_by(title or "")
    post, role = _post(phrase)
    words = phrase[post:]
    name = list(_name(words))
    if "and" in words[len(name) : len(name) + 1] or not (name or role):
        return None
    state = _state(phrase[:post])
    known = _known(name, role, phrase[:post], on)
    if known is not None:
        entity = known.entity
        told = Knowledge.load().office(entity, on)
        code = Knowledge.load().code(entity, on)
        return Actor(entity.id, entity.name, "person", entity.country, code, told.title if told else None,
                     entity.wikidata, known.match, known.confidence, ())  # fmt: skip
    if len(name) < 2 or role is None:
        return None
    written = " ".join(name)
    code = state + role.sector if state else None
    return Actor(f"person:{slug(written)}", written, "person", state, code, role.title, None,
                 "new", 0.6, ())  # fmt: skip


def _after_by(title: str) -> list[str]:
    """The words of a title after "by" or "from", if it is one of a speech; escapes of Markdown undone."""
    plain = re.sub(r"\\u([0-9a-fA-F]{4})", lambda m: chr(int(m[1], 16)), title)
    words = [w for w in re.sub(r"[\\_\s]+", " ", plain).replace(",", "").split() if w]
    lower = [w.lower() for w in words]
    at = next((i for i, w in enumerate(lower) if w in ("by", "from")), len(words))
    spoken = words[at + 1 :] if set(lower[:at]) & listed("bylines") else []
    return spoken[1:] if spoken[:1] == ["the"] else spoken


def _post(words: list[str]) -> tuple[int, Role | None]:
    """How many words at the front tell a post, and which: "Secretary of State" beyond "Secretary"."""
    roles = [Knowledge.load().role(" ".join(words[:end])) for end in range(1, min(_LONGEST_POST, len(words)) + 1)]
    end = next((n for n, role in enumerate(roles, 1) if role is not None), 0)
    if end and words[end : end + 1] in (["of"], ["for"], ["to"]):
        longer = [n for n in range(end + 2, len(roles) + 1) if roles[n - 1] not in (None, roles[end - 1])]
        end = longer[0] if longer else end
    return end, roles[end - 1] if end else None


def _name(words: list[str]) -> Iterator[str]:
    """The capitalised words at the front that no preposition and no participle ends."""
    for word in words[:_LONGEST_NAME]:
        if not word[0].isupper() or word.lower() in listed("after a byline") or word.lower().endswith("ing"):
            return
        yield word


def _state(words: list[str]) -> str | None:
    """The state whose body or capital a post names: "White House Press Secretary"."""
    knowledge = Knowledge.load()
    for start in range(len(words)):
        for end in range(len(words), start, -1):
            written = " ".join(words[start:end])
            if (state := knowledge.country(written)) is not None:
                return state.iso3
            for found in knowledge.find(written, kind="organisation")[:1]:
                if found.match != "fuzzy" and found.entity.country:
                    return found.entity.country
    return None


def _known(name: list[str], role: Role | None, post: list[str], on: date | None) -> Candidate | None:
    """The person known by the longest part of a name."""
    for end in range(len(name), 0, -1):
        written = " ".join(w for w in name[:end] if w.rstrip(".") not in ("Jr", "Sr"))
        found = Knowledge.load().find(written, kind="person", role=" ".join(post) if role else None, on=on)
        if found and found[0].match != "fuzzy" and (end > 1 or (role and found[0].confidence >= _SURE)):
            return found[0]
    return None
