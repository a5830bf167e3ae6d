"""Who declares a position in an excerpt that begins behind the name: "he suggested", "the envoy said".

They enter the record as one group, so that what was declared isn't lost and nobody's name is guessed.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from legation.coding.acts.grammar import core
from legation.coding.cast.words import nouns
from legation.coding.draft import Draft
from legation.coding.stance.attachment import Held
from legation.coding.stance.claim import DEMANDS, Claim
from legation.coding.stance.clauses import subject
from legation.coding.stance.parties import Voice
from legation.coding.stance.words import listed
from legation.knowledge import Knowledge
from legation.language.sentence import Sentence
from legation.nouns import Actor, Position, Span

UNNAMED = "group:unnamed-speaker"
_ACTOR = Actor(UNNAMED, "unnamed speaker", "group", None, None, None, None, "new", 0.3, ())
_THINGS = frozenset(("plain", "verdict", "hinge"))  # frames whose subject is what is spoken of, and no holder
_BEGINNING = 3  # sentences: behind them a report has named who speaks, and who isn't found was not understood


def with_unnamed(draft: Draft) -> Draft:
    """The draft with an actor for whoever isn't named."""
    return replace(draft, actors=(*draft.actors, _ACTOR))


def told_of(draft: Draft, spans: Iterable[Span], positions: Iterable[Position]) -> Draft:
    """The draft with that actor's mentions; without the actor where no position is his."""
    written = tuple(sorted(set(spans)))
    named = tuple(a for a in draft.actors if a.id != UNNAMED)
    needed = any(p.holder == UNNAMED for p in positions)
    return replace(draft, actors=(*named, replace(_ACTOR, mentions=written)) if needed else named)


def unspoken(sentence: Sentence, held: Held, who: Voice) -> bool:
    """Whether an excerpt tells a vow or a rule without a word of who holds it: "nothing is agreed until …"."""
    claim = held.claim
    if who.speaker is not None or sentence.index >= _BEGINNING:
        return False
    if claim.frame == "plain":
        return claim.stance == "will-not"
    passive = claim.frame == "modal" and bool(sentence.children(claim.act, "aux:pass")) and bool(held.clauses)
    vow = passive and claim.stance not in DEMANDS and "condition" not in claim.needs
    return who.reported and (claim.frame == "exist" or vow)


def nameless(draft: Draft, sentence: Sentence, claim: Claim, who: Voice) -> Span | None:
    """The pronoun or post of a holder that stands for nobody known: the subject's own, or that of "he said"."""
    if who.speaker is not None or sentence.index >= _BEGINNING:
        return None
    if claim.frame == "modal" and not who.reported:
        return None  # "they will leave": a guess, as long as nobody says it
    ours = claim.doer is not None and sentence.words[claim.doer].lemma.lower() in listed("ourselves")
    holder = claim.doer if ours and claim.holder is None else claim.holder  # "we must act"
    own = () if holder is None else (core(sentence, holder),)
    first = any(sentence.words[i].lemma.lower() in listed("ourselves") for i in own)
    told = () if own and not first and claim.frame not in _THINGS else tuple(_speakers(sentence, claim.act))
    for i in (*told, *own) if first else (*own, *_authors(sentence, own), *told):
        if _told_before(draft, sentence, i):
            return None
        if (_stands_for_somebody(sentence, i) or (i in own and _speaks(sentence, i, claim))) and draft.mention_at(
            sentence, i
        ) is None:
            return draft.span(sentence, i, i + 1)
    return None


def _told_before(draft: Draft, sentence: Sentence, i: int) -> bool:
    """Whether a word stands for several whom the report has named: "the leaders", "they", after two of them."""
    word = sentence.words[i]
    several = (word.upos == "NOUN" and word.has("Number=Plur")) or word.text.lower() == "they"
    return several and any(m.sentence < sentence.index for m in draft.mentions)


def _stands_for_somebody(sentence: Sentence, i: int) -> bool:
    word = sentence.words[i]
    if word.upos == "NOUN":
        return word.lemma.lower() in Knowledge.load().roles.phrases()
    it = word.text.lower() == "it" and word.deprel == "nsubj"
    return word.upos == "PRON" and (it or word.text.lower() in listed("subjects"))


def _authors(sentence: Sentence, holders: tuple[int, ...]) -> Iterator[int]:
    """Who wrote a text that says so: "they drafted a motion calling for talks"."""
    for i in holders:
        word = sentence.words[i]
        if word.lemma.lower() in listed("papers") and word.relation == "obj":
            yield from sentence.children(word.head, "nsubj")


def _speaks(sentence: Sentence, i: int, claim: Claim) -> bool:
    """Whether a noun stands for people who act together or, of a demand, a text; a thing told apart doesn't."""
    lemma = sentence.words[i].lemma.lower()
    if any(sentence.words[c].relation == "acl" for c in (claim.cue, claim.act) if sentence.words[c].head == i):
        return False
    return lemma in nouns() or lemma in listed("sides") or (claim.stance in DEMANDS and lemma in listed("papers"))


def _speakers(sentence: Sentence, act: int) -> Iterator[int]:
    """Subjects of the clauses that an act is the content of, or that stand beside them: "…," he said."""
    for node in (act, *sentence.ancestors(act)):
        head = sentence.words[node].head
        if head >= 0 and sentence.words[node].relation in ("ccomp", "parataxis"):
            speaker = subject(sentence, head)
            yield from () if speaker is None else (speaker,)
        for c in sentence.children(node, "parataxis"):
            yield from sentence.children(c, "nsubj")
