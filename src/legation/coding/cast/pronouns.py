"""Whom a pronoun stands for: "he", "they", "its", "who".

Words are resolved in text order against what was mentioned before. Candidates are weighed by nearness, by being a
subject, by parallel place in the sentence and by speaking on (after Lappin and Leass 1994); number and gender must
not contradict.
"""

from __future__ import annotations

from collections import defaultdict

from legation.coding.cast.roster import Entry
from legation.coding.cast.scene import FADING, WINDOW, Scene, speaks
from legation.coding.cast.uses import governed
from legation.coding.cast.words import listed
from legation.language.sentence import Sentence

_PARALLEL = 1.4
_SPEAKS_ON = 4.0  # "he added": above a subject of the sentence before (3 x 1.4 x 0.55), under one of the same
_NEAR = 1.2  # "discussed Peru and called on its rulers": above the subject of the sentence before (3 x 0.55)
_OUTSIDE = 0.3  # in a quotation: below all that is quoted stands a subject of what is told around it (3 x 0.3)
_SPEECH = 6  # sentences that a quotation may take
_THINGS = frozenset(("country", "organisation"))


def resolve_pronoun(scene: Scene, sentence: Sentence, i: int) -> str | None:
    """The actor that a third-person or relative pronoun stands for; None where nothing fits."""
    word = sentence.words[i]
    lemma = word.text.lower()
    if word.deprel == "expl":
        return None
    if lemma in listed("relatives"):
        return _relative(scene, sentence, i)
    kinds, sex = _wanted(lemma)
    if not kinds:
        return None
    if lemma in listed("it") and governed(sentence, i)[0] not in ("nsubj", "nmod:poss"):
        return None
    for reading in (_cataphor, _beside, _judged, _spoken_for):
        if (found := reading(scene, sentence, i, kinds, sex)) is not None:
            return found
    return _weigh(scene, sentence, i, kinds, sex)


def _beside(scene: Scene, sentence: Sentence, i: int, kinds: frozenset[str], sex: str | None) -> str | None:
    """The owner in "X and his deputy": the other side of the "and"."""
    head = sentence.words[i].head
    if sentence.words[i].deprel != "nmod:poss" or head < 0 or sentence.words[head].relation != "conj":
        return None
    other = sentence.words[head].head
    found = scene.heads.get((sentence.index, other))
    return found if found is not None and _suits(scene.entry(found), kinds, sex) else None


def _judged(scene: Scene, sentence: Sentence, i: int, kinds: frozenset[str], sex: str | None) -> str | None:
    """The one judged in "condemned Iran for its test": the object did it (implicit causality, Garvey and
    Caramazza 1974)."""
    for node in (i, *sentence.ancestors(i)):
        verb = sentence.words[node].head
        if verb < 0 or sentence.words[node].relation in ("obl", "advcl"):
            break
    else:
        return None
    if verb < 0 or sentence.words[verb].lemma.lower() not in listed("judging"):
        return None
    marks = {sentence.words[c].text.lower() for c in sentence.children(node, "case", "mark")}
    judged = next(iter(sentence.children(verb, "obj")), -1)
    actor = scene.heads.get((sentence.index, judged)) if "for" in marks and judged < i else None
    return actor if actor is not None and _suits(scene.entry(actor), kinds, sex) else None


def _spoken_for(scene: Scene, sentence: Sentence, i: int, kinds: frozenset[str], sex: str | None) -> str | None:
    """The body in whose name it is said: "the ministry's spokesman X said it would answer"."""
    clause = sentence.words[i].head
    if kinds != _THINGS or clause < 0 or sentence.words[clause].relation != "ccomp":
        return None
    verb = sentence.words[clause].head
    said = next((s for s in sentence.children(verb, "nsubj") if s < verb < i), -1)
    speaker = scene.heads.get((sentence.index, said))
    if speaker is None or not speaks(sentence, said) or _kind(scene.entry(speaker)) in _THINGS:
        return None
    here = [m for m in reversed(scene.mentions) if m.sentence == sentence.index and m.end <= verb]
    title = next((m for m in here if m.actor == speaker and m.form == "nominal"), None)
    inside = (m.actor for m in here if title is not None and title.start <= m.start and m.end <= title.end)
    bodies = (a for a in inside if a != speaker and scene.entry(a).actor.kind != "person")
    return next(bodies, None)


def _wanted(lemma: str) -> tuple[frozenset[str], str | None]:
    """Kinds of actors and the gender that a pronoun takes."""
    if lemma in listed("he"):
        return frozenset(("person", "unnamed")), "m"
    if lemma in listed("she"):
        return frozenset(("person", "unnamed")), "f"
    if lemma in listed("it"):
        return _THINGS, None
    if lemma in listed("they"):
        return frozenset(("group", "organisation")), None
    return frozenset(), None


def _kind(entry: Entry) -> str:
    """An actor's kind; "unnamed" for one person without a name."""
    if entry.actor.kind == "group" and entry.actor.role is not None:
        return "unnamed"
    return entry.actor.kind


def _suits(entry: Entry, kinds: frozenset[str], sex: str | None) -> bool:
    return _kind(entry) in kinds and not (sex and entry.gender and entry.gender != sex)


def _relative(scene: Scene, sentence: Sentence, i: int) -> str | None:
    """The noun that a relative clause hangs on."""
    for node in sentence.ancestors(i):
        if sentence.words[node].deprel == "acl:relcl":
            return scene.heads.get((sentence.index, sentence.words[node].head))
    return None


def _cataphor(scene: Scene, sentence: Sentence, i: int, kinds: frozenset[str], sex: str | None) -> str | None:
    """The main subject, for a pronoun before it: "During his visit, the minister said"."""
    word = sentence.words[i]
    root = sentence.root
    subject = next(iter(sentence.children(root, "nsubj")), -1)
    if not i < subject or word.head == root:
        return None
    for node in (i, *sentence.ancestors(i)):
        if sentence.words[node].head == root:
            if sentence.words[node].relation not in ("obl", "advcl") or subject < node:
                return None
            break
    ahead = scene.ahead.get((sentence.index, subject))
    return ahead if ahead is not None and _suits(scene.entry(ahead), kinds, sex) else None


def _weigh(scene: Scene, sentence: Sentence, i: int, kinds: frozenset[str], sex: str | None) -> str | None:
    word = sentence.words[i]
    relation, _ = governed(sentence, i)
    if kinds == _THINGS and _blocked(scene, sentence, i):
        return None
    inside = scene.quoted(word.start)
    scores: dict[str, float] = defaultdict(float)
    for seen in scene.back():
        gap = sentence.index - seen.sentence
        if gap > WINDOW:
            break
        if (gap == 0 and seen.head >= i) or not _suits(scene.entry(seen.actor), kinds, sex):
            continue
        if (
            gap == 0
            and word.relation in ("obj", "obl", "iobj")
            and _clause(sentence, seen.head) == _clause(sentence, i)
        ):
            continue
        weight = seen.weight * FADING**gap
        if gap == 0 and kinds == _THINGS and word.deprel == "nmod:poss":
            weight *= _NEAR
        if relation == "nsubj" and seen.subject:
            weight *= _PARALLEL
        if inside and not seen.quoted:
            weight *= _OUTSIDE
        scores[seen.actor] = max(scores[seen.actor], weight)
    if scene.speaker is not None and relation == "nsubj" and speaks(sentence, i):
        actor, at = scene.speaker
        fits = sentence.index - at <= _SPEECH and _suits(scene.entry(actor), kinds, sex)
        goes_on = sentence.words[word.head].lemma.lower() in listed("going on")
        if fits and (goes_on or not _taken_over(scene, actor, at, kinds, sex)):
            scores[actor] = max(scores[actor], _SPEAKS_ON)
    return max(scores, key=lambda a: scores[a]) if scores else None


def _taken_over(scene: Scene, speaker: str, at: int, kinds: frozenset[str], sex: str | None) -> bool:
    """Whether, since a speaker's words, the report itself has told what another did: "Y rejected it. He said"."""
    for seen in scene.back():
        if seen.sentence <= at:
            return False
        if seen.subject and seen.actor != speaker and _suits(scene.entry(seen.actor), kinds, sex):
            sentence = scene.draft.sentences[seen.sentence]
            if not scene.quoted(sentence.words[seen.head].start):
                return True
    return False


def _blocked(scene: Scene, sentence: Sentence, i: int) -> bool:
    """Whether the nearest subject before an "it" is a thing that is no actor."""
    for at in (sentence, scene.draft.sentences[sentence.index - 1] if sentence.index else None):
        if at is None:
            return True
        limit = i if at is sentence else len(at.words)
        subjects = [
            k for k in range(limit) if at.words[k].relation == "nsubj" and at.words[k].upos in ("NOUN", "PROPN")
        ]
        if speaks(sentence, i):  # "“The talks will go on,” it said"
            subjects = [k for k in subjects if not scene.quoted(at.words[k].start)]
        if subjects:
            return (at.index, subjects[-1]) not in scene.heads
    return True


def _clause(sentence: Sentence, i: int) -> int:
    """The verb that governs a word."""
    for node in sentence.ancestors(i):
        if sentence.words[node].upos in ("VERB", "AUX", "ADJ"):
            return node
    return -1
