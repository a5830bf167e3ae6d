"""What the language model marks as declared, beside the claims that the words and the tree tell."""

from collections.abc import Iterator, Sequence
from itertools import islice

from legation.coding.stance.claim import DEMANDS, Claim
from legation.coding.stance.clauses import subject
from legation.coding.stance.connectives import Clause
from legation.coding.stance.entries import cue_lemmas
from legation.language.sentence import Mark, Sentence
from legation.language.spans import top

LIKELY = 0.5  # the probability from which a marked act that no cue declares is declared
UNLIKELY = 0.1  # and under which one that a cue declares is not
NEAR = 2  # words up from an act in which its cue stands


def declared(sentence: Sentence, claims: Sequence[Claim], clauses: Sequence[Clause]) -> Iterator[Claim]:
    """The claims that the language model finds likely, and those that it alone finds, outside of conditions."""
    taken = [set(sentence.subtree(c.act)) | {c.cue} for c in claims]
    known = bool(sentence.declared) and not clauses  # who names conditions declares something
    yield from (c for c in claims if not known or _probability(sentence, c) >= UNLIKELY)
    for mark in sentence.stances:
        act = top(sentence, mark.start, mark.end)
        inside = any(c.holds(act) for c in clauses) or any(act in words for words in taken)
        within = any(mark.start <= c.act < mark.end or mark.start <= c.cue < mark.end for c in claims)
        if not (inside or within or _weighed(sentence, act)) and _mean(sentence, mark) >= LIKELY:
            yield _claim(sentence, mark, act)


def _weighed(sentence: Sentence, act: int) -> bool:
    """Whether a cue that is known stands over an act, and so was found to declare nothing: "had promised to"."""
    over = (*sentence.children(act, "aux"), *islice(sentence.ancestors(act), NEAR))
    return any(sentence.words[i].lemma.lower() in cue_lemmas() for i in over)


def _probability(sentence: Sentence, claim: Claim) -> float:
    """How probable it is that a claim's act is declared: of the likeliest word from its cue to what it takes."""
    told = (claim.act, claim.cue, *sentence.children(claim.act))
    return max(sentence.declared[min(told) : max(told) + 1])


def _mean(sentence: Sentence, mark: Mark) -> float:
    told = sentence.declared[mark.start : mark.end]
    return sum(told) / len(told)


def _claim(sentence: Sentence, mark: Mark, act: int) -> Claim:
    """Of a demand the subject of the word it hangs on is the holder; else whoever would act."""
    doer = subject(sentence, act)
    holder = _demander(sentence, act) if mark.kind in DEMANDS else doer
    return Claim(mark.kind, "own", act, act, holder, doer)  # type: ignore[arg-type]


def _demander(sentence: Sentence, act: int) -> int | None:
    """The subject of the nearest word above an act that has one, or whose a noun above it is; None: who speaks."""
    for above in sentence.ancestors(act):
        if found := sentence.children(above, "nsubj", "nmod:poss"):
            return found[0]
    return None
