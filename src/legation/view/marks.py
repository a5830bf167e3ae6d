"""A passage's words with the evidence marked: by underlining and slant too, for terminals without colour."""

from rich.text import Text

from legation.nouns import Event, Position, Record, Span, Statement
from legation.view.passages import Item, Passage
from legation.view.words import plain

TRIGGER = "bold underline"
SOURCE = "cyan underline"
TARGET = "magenta underline"
SPEAKER = "green underline"
CUE = "underline"
CONDITION = "italic"
LEGEND = (("act", TRIGGER), ("source", SOURCE), ("target", TARGET), ("speaker", SPEAKER), ("condition", CONDITION))


def marked(record: Record, passage: Passage) -> Text:
    """The passage's text on one line, with the words that its items stand on marked."""
    text = Text(plain(record.document.text[passage.start : passage.end]))
    for item in passage.items:
        for style, span in _marks(item):
            start, end = span.start - passage.start, span.end - passage.start
            if start < len(text) and end > 0:
                text.stylize(style, max(0, start), end)
    return text


def legend() -> Text:
    """The marks, each in its own look."""
    return Text("  ").join(Text(word, style) for word, style in LEGEND)


def _marks(item: Item) -> list[tuple[str, Span]]:
    match item:
        case Statement():
            given = ((SPEAKER, item.speaker_span), (CUE, item.cue))
            return [(style, span) for style, span in given if span]
        case Event():
            found = item.evidence
            words = [(SOURCE, s) for s in found.sources] + [(TARGET, s) for s in found.targets]
            return [*words, (TRIGGER, found.trigger)]
        case Position():
            parts = [(CONDITION, s) for c in item.conditions for s in (c.connective, c.content)]
            return [(TRIGGER, item.act.span), *parts]
