"""Who speaks and who is meant, as positions need it."""

from collections.abc import Sequence
from dataclasses import dataclass

from legation.coding.draft import Draft
from legation.coding.speech.cues import tells
from legation.coding.stance.clauses import cases, subject
from legation.coding.stance.words import listed
from legation.language.sentence import Sentence
from legation.nouns import Statement

QUOTES = '“”"'


@dataclass(frozen=True, slots=True)
class Voice:
    """Whose words a clause is in. ``reported``: somebody's, though perhaps nobody knows whose."""

    statement: Statement | None
    speaker: str | None
    reported: bool


NOBODY = Voice(None, None, False)


def voice(draft: Draft, sentence: Sentence, i: int, author: str | None) -> Voice:
    """Who says word ``i``: of the innermost statement, of the clause above it, or the author."""
    statement = _statement(draft, sentence, sentence.words[i].start)
    if statement is not None and statement.speaker is not None:
        return Voice(statement, statement.speaker, True)
    speaker = _reporter(draft, sentence, i)
    if speaker is not None:
        return Voice(statement, speaker, True)
    if statement is None and author is not None:
        return Voice(None, author, True)
    first = any(w.lemma.lower() in listed("ourselves") and w.upos == "PRON" for w in sentence.words)
    return Voice(statement, None, statement is not None or first or _quoted(sentence))


def _statement(draft: Draft, sentence: Sentence, offset: int) -> Statement | None:
    said = draft.statements_in(sentence)
    around = [(len(span), s) for s in said for span in s.content if span.start <= offset < span.end]
    return min(around, key=lambda pair: pair[0])[1] if around else None


def _reporter(draft: Draft, sentence: Sentence, i: int) -> str | None:
    """The subject of the verb that a clause is the content of."""
    node = i
    while (head := sentence.words[node].head) >= 0:
        if sentence.words[node].relation == "ccomp" or _content(sentence, node):
            speaker = _teller(draft, sentence, head)
            if speaker is not None:
                return speaker
        node = head
    said = [c for c in sentence.children(node, "parataxis") if sentence.children(c, "nsubj")]
    for c in said:
        if not tells(sentence.words[c].lemma.lower()):
            continue
        mention = draft.mention_at(sentence, sentence.children(c, "nsubj")[0])
        if mention is not None and c > i:
            return mention.actor
    return None


def _teller(draft: Draft, sentence: Sentence, i: int) -> str | None:
    """Who says what hangs on a verb or a noun: its subject, or whose claim, position or view it is."""
    if sentence.words[i].upos == "NOUN":
        owners = sentence.children(i, "nmod:poss", "compound", "amod")
        if (found := _first(draft, sentence, owners)) is not None:
            return found
    speaker = subject(sentence, i if sentence.words[i].upos != "NOUN" else max(sentence.words[i].head, 0))
    return None if speaker is None else party(draft, sentence, speaker, NOBODY)


def _content(sentence: Sentence, i: int) -> bool:
    """Whether a clause says what a noun holds: "the position that …", of whom the noun tells."""
    word = sentence.words[i]
    return word.deprel == "acl" and "that" in cases(sentence, i)


def _quoted(sentence: Sentence) -> bool:
    """Whether a sentence opens or closes a quotation that it doesn't hold as a whole."""
    return sentence.words[0].text in QUOTES or sentence.words[-1].text in QUOTES


def party(draft: Draft, sentence: Sentence, i: int, who: Voice) -> str | None:
    """The actor that a word stands for: by its mention, as first person, or by whose body it is."""
    mention = draft.mention_at(sentence, i)
    word = sentence.words[i]
    if word.lemma.lower() in listed("states") and (state := _ruled(draft, sentence, i)) is not None:
        return state
    if mention is not None:
        return mention.actor
    if word.upos == "PRON" and word.lemma.lower() in listed("ourselves") and word.relation != "nmod":
        return _first_person(draft, word.lemma.lower(), who.speaker)
    lemma = word.lemma.lower()
    if word.upos == "PRON" and who.speaker is not None:
        another = word.text.lower() == "its" and _another(draft, sentence, i, who.speaker)
        return None if another else _third_person(draft, word.text.lower(), who.speaker)
    if word.upos in ("NOUN", "PROPN") and lemma in listed("sides"):
        owners = sentence.children(i, "nmod:poss", "amod", "compound", "nmod")
        found = _first(draft, sentence, owners)
        definite = any(sentence.words[d].lemma in ("the", "both") for d in sentence.children(i, "det"))
        return _state(draft, who.speaker) if found is None and definite else found
    if word.upos == "NOUN" and lemma in listed("papers"):  # who wrote or passed what says so
        author = subject(sentence, word.head) if word.head >= 0 and word.relation == "obj" else None
        return _first(
            draft,
            sentence,
            [*sentence.children(i, "nmod:poss", "nmod", "amod"), *([] if author is None else [author])],
        )
    return None


def _ruled(draft: Draft, sentence: Sentence, i: int) -> str | None:
    """The state that a person calls his own: "his country", "my government"."""
    owners = (draft.mention_at(sentence, o) for o in sentence.children(i, "nmod:poss"))
    return next((_first_person(draft, "we", m.actor) for m in owners if m is not None), None)


def _another(draft: Draft, sentence: Sentence, i: int, speaker: str) -> bool:
    """Whether a state or a body of another side is named before a word of the same sentence."""
    before = {m.actor for k in range(i) if (m := draft.mention_at(sentence, k)) is not None}
    things = (a for a in before if draft.actor(a).kind in ("country", "organisation"))
    return any(not own_side(draft, a, speaker) for a in things)


def _third_person(draft: Draft, pronoun: str, speaker: str) -> str | None:
    """Whom a pronoun that nothing else explains may mean: "Iran said it will", "the envoy said it will"."""
    one = draft.actor(speaker)
    if one.kind != "person" and one.role is None:
        return speaker if pronoun in ("it", "they", "its", "their") else None
    if pronoun in ("it", "its"):
        return _state(draft, speaker)
    return speaker if pronoun in ("he", "she", "his", "her") else None


def _first(draft: Draft, sentence: Sentence, candidates: Sequence[int]) -> str | None:
    """The actor of the first word that has one."""
    return next((m.actor for i in candidates if (m := draft.mention_at(sentence, i)) is not None), None)


def _first_person(draft: Draft, lemma: str, speaker: str | None) -> str | None:
    if speaker is None or lemma in ("i", "me"):
        return speaker
    country = draft.actor(speaker).country
    return country if country is not None and draft.knows(country) else speaker


def _state(draft: Draft, speaker: str | None) -> str | None:
    """The state or body that a speaker speaks for, or who speaks for one by his post; None where none is known."""
    found = _first_person(draft, "we", speaker)
    if found is None or named(draft, found):
        return None
    one = draft.actor(found)
    return None if one.kind == "person" and one.country is None else found


def named(draft: Draft, somebody: str) -> bool:
    """Whether somebody is a person by name, and not one who speaks for a state or body by his post alone."""
    person = draft.actor(somebody).kind == "person"
    return person and any(m.actor == somebody and m.form == "name" for m in draft.mentions)


def strangers(draft: Draft, a: str, b: str) -> bool:
    """Whether one can't speak for the other: known to serve different countries, or none."""
    if own_side(draft, a, b):
        return False
    one, other = draft.actor(a), draft.actor(b)
    return not any(x.country is None and x.match == "new" for x in (one, other))


def own_side(draft: Draft, a: str, b: str) -> bool:
    """Whether two actors are one or serve one country."""
    if a == b:
        return True
    one, other = draft.actor(a).country, draft.actor(b).country
    return one is not None and one == other
