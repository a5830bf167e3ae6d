"""Speakers without a name: "the strikers said", "police said", "the Harbour Project announced"."""

from __future__ import annotations

from collections.abc import Iterator

from legation.coding.cast.words import outlet
from legation.coding.draft import Draft, Mention
from legation.coding.speech.cues import Cue
from legation.coding.speech.page import Page
from legation.coding.speech.speakers import Speaker
from legation.coding.strangers import CONFIDENCE, Stranger, stranger
from legation.knowledge import slug
from legation.language.sentence import Sentence
from legation.language.spans import top
from legation.nouns import Actor


def unnamed(page: Page, cue: Cue, who: Speaker) -> Stranger | None:
    """Whom the words for a speaker tell of where the report has no actor for them; None for papers and outlets."""
    if who.actor is not None or who.span is None or who.first or who.paper or outlet(who.span.text):
        return None
    sentence = page.draft.sentences[cue.sentence]
    inside = page.draft.words(sentence, who.span)
    if not inside:
        return None
    start, end = inside[0], inside[-1] + 1
    head = top(sentence, start, end)
    if (
        sentence.words[head].text[0].isupper()
        and (body := _body(page.draft, sentence, start, end, head)) is not None
    ):
        return body
    owner = next(_owners(page.draft, sentence, head), None)
    return stranger(page.draft, sentence, start, end, head, owner)


def _owners(draft: Draft, sentence: Sentence, head: int) -> Iterator[Actor]:
    for child in sentence.children(head, "nmod:poss", "compound", "amod", "nmod"):
        if (mention := draft.mention_at(sentence, child)) is not None:
            yield draft.actor(mention.actor)


def _body(draft: Draft, sentence: Sentence, start: int, end: int, head: int) -> Stranger | None:
    """A body that only its capitals tell: "The Harbour 9 Project"."""
    words = sentence.words[start + 1 : end]
    if sentence.words[start].text.lower() != "the" or len(words) < 2 or not all(_capital(w.text) for w in words):
        return None
    span = draft.span(sentence, start + 1, end)
    name = " ".join(span.text.split())
    actor = Actor(
        f"organisation:{slug(name)}", name, "organisation", None, None, None, None, "new", CONFIDENCE, (span,)
    )
    return Stranger(
        actor, Mention(span, sentence.index, start + 1, end, head, actor.id, "name"), name.lower(), False
    )


def _capital(text: str) -> bool:
    return text[0].isupper() or text[0].isdigit() or text in ("of", "for", "and", "the", "'s", "’s", "-", "&")
