"""Whom a pronoun stands for: "he", "they", "its", "who".

Words are resolved in text order against what was mentioned before. Candidates are weighed by nearness, by being a
subject, by parallel place in the sentence and by speaking on (after Lappin and Leass 1994); number and gender must
not contradict.
"""

from __future__ import annotations

from collections import defaultdict

from legation.coding.cast.roster import Entry
from legation.coding.cast.scene import FADING, SUBJECT, WINDOW, Scene, speaks
from legation.coding.cast.uses import governed
from legation.coding.cast.words import listed
from legation.language.sentence import Sentence

_PARALLEL = 1.4
_SPEAKS_ON = 4.0  # "he added": above a subject of the sentence before (3 x 1.4 x 0.55), under one of the same
_NEAR = 1.2  # "discussed Peru and called on its rulers": above the subject of the sentence before (3 x 0.55)
_OUTSIDE = 0.3  # in a quotation: below all that is quoted stands a subject of what is told around it (3 x 0.3)
_AGAIN = 0.2  # of a lesser mention's weight, added to the greatest (0.1 is alike on GUM, 0.4 worse)
_HEADING = 0.3  # a name in a heading: below one of the same place in the sentence before (0.55)
_FAR = 12  # sentences back where no person is nearer; 3 leaves one pronoun in twenty without anybody
_SURELY = 2.0  # times the weight of the next, from where a pronoun tells an actor's gender (1.5 to 3 alike)
_OWN = (
    2.2  # the doer of the clause that a possessive stands in: above the subject in "X asked Y to send his report"
)
_TOGETHER = 3  # sentences back to two who did something together
_LATELY = 6  # mentions back that a sentence's first words may be found in
_SPEECH = 6  # sentences that a quotation may take
_THINGS = frozenset(("country", "organisation"))


def resolve_pronoun(scene: Scene, sentence: Sentence, i: int) -> str | None:
    """The actor that a third-person or relative pronoun stands for; None where nothing fits."""
    word = sentence.words[i]
    lemma = word.text.lower()
    if word.deprel == "expl" or _honours(sentence, i):
        return None
    if lemma in listed("relatives"):
        return _relative(scene, sentence, i)
    kinds, sex = _wanted(lemma)
    if not kinds:
        return None
    if lemma in listed("it") and governed(sentence, i)[0] not in ("nsubj", "nmod:poss"):
        return None
    for reading in (_reflexive, _dislocated, _cataphor, _beside, _judged, _spoken_for):
        if (found := reading(scene, sentence, i, kinds, sex)) is not None:
            _learn(scene, found, sex)
            return found
    return _weigh(scene, sentence, i, kinds, sex)


def _honours(sentence: Sentence, i: int) -> bool:
    """Whether a pronoun is part of a title: "His Majesty"."""
    behind = sentence.words[i + 1 : i + 2]
    return any(w.text[0].isupper() and w.text.lower() in listed("majesties") for w in behind)


def _reflexive(scene: Scene, sentence: Sentence, i: int, kinds: frozenset[str], sex: str | None) -> str | None:
    """Whoever does the act in "X asked Y to present himself", or who is stressed in "X himself"."""
    word = sentence.words[i]
    if word.text.lower() not in listed("selves") or word.head < 0:
        return None
    places = (word.head, _doer(sentence, _clause(sentence, i)))
    found = next((a for k in places if k is not None and (a := scene.heads.get((sentence.index, k)))), None)
    return found if found is not None and _suits(scene.entry(found), kinds, sex) else None


def _dislocated(scene: Scene, sentence: Sentence, i: int, kinds: frozenset[str], sex: str | None) -> str | None:
    """Whoever a sentence sets before its subject: "X, he is coming"."""
    if i < 2 or sentence.words[i - 1].text != "," or sentence.words[i].relation != "nsubj":
        return None
    here = (m for m in reversed(scene.mentions[-_LATELY:]) if m.sentence == sentence.index)
    found = next((m.actor for m in here if m.start == 0 and m.end == i - 1), None)
    return found if found is not None and _suits(scene.entry(found), kinds, sex) else None


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
    if speaker is None or not speaks(sentence, said) or scene.entry(speaker).actor.kind in _THINGS:
        return None
    here = [m for m in reversed(scene.mentions) if m.sentence == sentence.index and m.end <= verb]
    title = next((m for m in here if m.actor == speaker and m.form == "nominal"), None)
    inside = (m.actor for m in here if title is not None and title.start <= m.start and m.end <= title.end)
    bodies = (a for a in inside if a != speaker and scene.entry(a).actor.kind != "person")
    return next(bodies, None)


def _wanted(lemma: str) -> tuple[frozenset[str], str | None]:
    """Kinds of actors and the gender that a pronoun takes."""
    if lemma in listed("he"):
        return frozenset(("person",)), "m"
    if lemma in listed("she"):
        return frozenset(("person",)), "f"
    if lemma in listed("it"):
        return _THINGS, None
    if lemma in listed("they"):
        return frozenset(("group", "organisation")), None
    return frozenset(), None


def _suits(entry: Entry, kinds: frozenset[str], sex: str | None) -> bool:
    return entry.actor.kind in kinds and not (sex and entry.gender and entry.gender != sex)


def _relative(scene: Scene, sentence: Sentence, i: int) -> str | None:
    """The noun that a relative clause hangs on."""
    for node in sentence.ancestors(i):
        if sentence.words[node].deprel == "acl:relcl":
            noun = sentence.words[node].head
            beside = (noun, *sentence.children(noun, "appos", "flat"))  # "the novelist, X, who"
            return next((a for k in beside if (a := scene.heads.get((sentence.index, k))) is not None), None)
    return None


def _cataphor(scene: Scene, sentence: Sentence, i: int, kinds: frozenset[str], sex: str | None) -> str | None:
    """The main subject, for a pronoun in what a comma sets before it: "During his visit, the minister said"."""
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
    if all(w.text != "," for w in sentence.words[i:subject]):
        return None  # "In his memory X wrote"
    here = (m.actor for m in scene.mentions[-_LATELY:] if m.sentence == sentence.index)
    if any(_suits(scene.entry(a), kinds, sex) for a in here):
        return None  # "After X had seen his son, Y left"
    ahead = scene.ahead.get((sentence.index, subject))
    return ahead if ahead is not None and _suits(scene.entry(ahead), kinds, sex) else None


def _weigh(scene: Scene, sentence: Sentence, i: int, kinds: frozenset[str], sex: str | None) -> str | None:
    word = sentence.words[i]
    relation, _ = governed(sentence, i)
    if kinds == _THINGS and _blocked(scene, sentence, i):
        return None
    inside = scene.quoted(word.start)
    barred = _barred(scene, sentence, i)
    if inside and (teller := _teller(scene, sentence, i)) is not None:
        barred.add(teller)
    subjects = "group" in kinds and relation == "nsubj" and not inside and _two(scene, sentence)
    scores: dict[str, float] = defaultdict(float)
    for seen in scene.back():
        if subjects and not seen.subject:
            continue
        gap = sentence.index - seen.sentence
        if gap > (WINDOW if scores or sex is None else _FAR):
            break
        if (gap == 0 and seen.head >= i) or seen.actor in barred:
            continue
        plural = seen.people and "group" in kinds
        if not plural and not _suits(scene.entry(seen.actor), kinds, sex):
            continue
        weight = seen.weight * FADING**gap
        if gap == 0 and kinds == _THINGS and word.deprel == "nmod:poss":
            weight *= _NEAR
        if gap == 0 and relation == "nsubj" and _fronted(sentence, seen.head, i):
            weight = SUBJECT
        if relation == "nsubj" and seen.subject:
            weight *= _PARALLEL
        if inside and not seen.quoted:
            weight *= _OUTSIDE
        if seen.heading:
            weight *= _HEADING
        low, high = sorted((scores[seen.actor], weight))
        scores[seen.actor] = high + _AGAIN * low
    doer = _doer(sentence, _clause(sentence, i)) if word.deprel == "nmod:poss" else None
    if doer is not None and (own := scene.heads.get((sentence.index, doer))) in scores:
        scores[own] *= _OWN
    if scene.speaker is not None and relation == "nsubj" and speaks(sentence, i):
        actor, at = scene.speaker
        fits = sentence.index - at <= _SPEECH and _suits(scene.entry(actor), kinds, sex)
        goes_on = sentence.words[word.head].lemma.lower() in listed("going on")
        if fits and (goes_on or not _taken_over(scene, actor, at, kinds, sex)):
            scores[actor] = max(scores[actor], _SPEAKS_ON)
    if not scores:
        return None
    best = max(scores, key=lambda a: scores[a])
    rest = max((s for a, s in scores.items() if a != best), default=0.0)
    if not inside and scores[best] >= _SURELY * rest:
        _learn(scene, best, sex)
    return best


def _two(scene: Scene, sentence: Sentence) -> bool:
    """Whether two have just done something together, whom "they" means rather than people told of in passing:
    "X and Y spoke", "X met with Y"."""
    doers: dict[int, set[str]] = defaultdict(set)
    for seen in scene.back():
        if sentence.index - seen.sentence > _TOGETHER:
            break
        if seen.sentence == sentence.index or scene.entry(seen.actor).actor.kind not in ("person", "country"):
            continue
        if seen.subject or governed(scene.draft.sentences[seen.sentence], seen.head) == ("obl", "with"):
            doers[seen.sentence].add(seen.actor)
    return any(len(actors) > 1 for actors in doers.values())


def _fronted(sentence: Sentence, head: int, i: int) -> bool:
    """Whether a subject's clause opens with what is by somebody or somebody's: "In X's letter, he wrote"."""
    relation, case = governed(sentence, head)
    if head > i or not (relation == "nmod:poss" or case == "by"):
        return False
    verb = sentence.words[i].head
    above = (head, *sentence.ancestors(head))
    return any(sentence.words[a].head == verb and sentence.words[a].relation == "obl" for a in above)


def _learn(scene: Scene, actor: str, sex: str | None) -> None:
    """Keeps the gender that a pronoun tells of a person."""
    entry = scene.entry(actor)
    if sex is not None and entry.actor.kind == "person":
        entry.gender = sex


def _barred(scene: Scene, sentence: Sentence, i: int) -> set[str]:
    """Whom a pronoun can't stand for: who takes part in the same act ("X met him"), whom its own phrase names
    ("his father, X"), and who attacks what is another's ("X bombed its port")."""
    word, here = sentence.words[i], sentence.index
    if word.deprel == "nmod:poss" and word.head >= 0:
        named = (word.head, *sentence.children(word.head, "appos", "flat"))
        hurt = _hurting(sentence, word.head)
        barred = {a for k in named if (a := scene.ahead.get((here, k))) is not None}
        return barred | {a for a in (scene.heads.get((here, hurt)),) if hurt >= 0 and a is not None}
    clause = _clause(sentence, i)
    if word.relation not in ("obj", "obl", "iobj") or clause < 0 or word.text.lower() in listed("selves"):
        return set()
    doer = _doer(sentence, clause)
    beside = {*sentence.children(clause, "nsubj", "obj", "iobj", "obl"), *(() if doer is None else (doer,))}
    beside |= {k for one in beside for k in sentence.children(one, "conj", "appos", "flat")}
    return {a for k in beside if (a := scene.heads.get((here, k))) is not None}


def _hurting(sentence: Sentence, thing: int) -> int:
    """Who attacks a thing that isn't said to be "its own"; -1 where nobody does."""
    word = sentence.words[thing]
    own = any(sentence.words[c].lemma == "own" for c in sentence.children(thing, "amod"))
    hurt = word.relation == "obj" and not own and sentence.words[word.head].lemma.lower() in listed("hurting")
    doer = _doer(sentence, word.head) if hurt else None
    return -1 if doer is None else doer


def _teller(scene: Scene, sentence: Sentence, i: int) -> str | None:
    """Who speaks the quotation that a word stands in: of this sentence's cue, else whoever spoke last."""
    for verb in sentence.ancestors(i):
        if scene.quoted(sentence.words[verb].start):
            continue
        for doer in sentence.children(verb, "nsubj"):
            if speaks(sentence, doer) and not scene.quoted(sentence.words[doer].start):
                place = sentence.index, doer
                return scene.ahead.get(place) or scene.heads.get(place)
    actor, at = scene.speaker or (None, 0)
    return actor if sentence.index - at <= _SPEECH else None


def _doer(sentence: Sentence, verb: int) -> int | None:
    """The subject of a verb, also where it stands with another verb: "X came and left", "X asked Y to go"."""
    while verb >= 0:
        if subjects := sentence.children(verb, "nsubj"):
            return subjects[0]
        above = sentence.words[verb].head
        match sentence.words[verb].relation:
            case "conj":
                verb = above
            case "xcomp":
                asked = sentence.children(above, "obj", "iobj")
                if asked:
                    return asked[0]
                verb = above
            case _:
                return None
    return None


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
