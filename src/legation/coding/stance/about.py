"""What an act and a condition are about, as far as the events stage has coded their words."""

from legation.coding.draft import Draft
from legation.language.sentence import Sentence
from legation.nouns import About, Event, Span


def act_type(draft: Draft, sentence: Sentence, head: Span) -> str | None:
    """The PLOVER type of the event that the act's verb or noun tells."""
    return next((e.type for e in draft.events_in(sentence) if e.evidence.trigger.overlaps(head)), None)


def about(draft: Draft, sentence: Sentence, content: Span, head: Span) -> About | None:
    """The event that would fulfil a condition: the one told by the clause's head, else the first in its words.

    A denied event ("if they don't sign") is none: what would fulfil it has no type.
    """
    inside = [e for e in draft.events_in(sentence) if content.contains(e.evidence.trigger)]
    at_head = [e for e in inside if e.evidence.trigger.overlaps(head)]
    return next((_about(e) for e in (at_head or inside) if e.status != "negated"), None)


def _about(event: Event) -> About:
    return About(event.type, event.sources, event.targets)
