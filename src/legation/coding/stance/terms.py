"""Terms told in the sentence before: "Lift the blockade. Then we will talk." """

from dataclasses import replace

from legation.coding.draft import Draft
from legation.coding.stance.connectives import resumption
from legation.coding.stance.entries import modals
from legation.coding.stance.orders import imperative
from legation.coding.stance.phrases import stripped
from legation.language.sentence import Sentence
from legation.nouns import Condition, Position


def with_terms(draft: Draft, before: Sentence | None, sentence: Sentence, position: Position) -> Position:
    """A position with what the sentence before says as its condition, where its own points back to that."""
    found = resumption(sentence.words)
    if before is None or position.conditions or found is None or not _to_come(before):
        return position
    start, end, kind = found
    inside = [i for i, w in enumerate(before.words) if w.upos != "PUNCT"]
    content = stripped(draft.span(before, inside[0], inside[-1] + 1))
    return replace(position, conditions=(Condition(kind, draft.span(sentence, start, end), content),))


def _to_come(sentence: Sentence) -> bool:
    """Whether a sentence tells what may or shall be, and not what was."""
    return any(modals(sentence, i) or imperative(sentence, i) for i in range(len(sentence.words)))
