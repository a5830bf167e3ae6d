"""What a statement, an event or a position says, in a line."""

from rich.text import Text

from legation.nouns import About, Condition, Event, Position, Record, Statement
from legation.view.passages import Item
from legation.view.words import clipped, name, names, plain, when

QUOTE = 96
"""Characters of a quote: it stands in full above its reading."""
UNSURE = 0.5
"""Below this confidence a reading says so."""
QUADS = {
    "verbal-cooperation": "bold green",
    "material-cooperation": "bold green",
    "verbal-conflict": "bold yellow",
    "material-conflict": "bold red",
}
STANCES = {
    "will": ("will", "bold green"),
    "will-not": ("will not", "bold red"),
    "must": ("demands", "bold yellow"),
    "must-not": ("forbids", "bold yellow"),
    "wants": ("wants", "bold yellow"),
    "opposes": ("opposes", "bold yellow"),
}
"""A demand is the demander's, so it is told as one: "Peru must" would be read as a duty of Peru."""


def label(item: Item) -> str:
    return type(item).__name__.lower()


def reading(record: Record, item: Item) -> Text:
    match item:
        case Statement():
            return _statement(record, item)
        case Event():
            return _event(record, item)
        case Position():
            return _position(record, item)


def _statement(record: Record, statement: Statement) -> Text:
    said = clipped(" … ".join(s.text for s in statement.content), QUOTE)
    quote = f"“{said}”" if statement.kind == "direct" else said
    outer = next((s for s in record.statements if s.id == statement.within), None)
    notes = [
        statement.kind if statement.kind != "direct" else "",
        f"to {names(record, statement.addressees)}" if statement.addressees else "",
        when(statement.when) if statement.when else "",
        f"as told by {name(record, outer.speaker)}" if outer else "",
        _unsure(statement.certainty),
    ]
    return Text.assemble((name(record, statement.speaker), "bold"), ": ", quote, _notes(notes))


def _event(record: Record, event: Event) -> Text:
    act = " ".join(filter(None, (event.type, event.mode)))
    date = f" ({when(event.when)})" if event.when else ""
    via = f" via {names(record, event.via)}" if event.via else ""
    teller = next((s for s in record.statements if s.id == event.reported_in), None)
    notes = [
        event.status if event.status != "actual" else "",
        f"in {plain(record.places[event.place].name)}" if event.place is not None else "",
        name(record, event.agreement) if event.agreement else "",
        f"says {name(record, teller.speaker)}" if teller and teller.speaker not in (None, *event.sources) else "",
        _unsure(event.confidence),
    ]
    style = QUADS.get(event.quad, "bold")
    return Text.assemble((plain(act), style), date, "  ", _dyad(record, event), via, _notes(notes))


def _dyad(record: Record, event: Event | About) -> str:
    if event.sources and set(event.sources) == set(event.targets):
        return " ↔ ".join(name(record, id) for id in event.sources)
    if not event.targets:
        return names(record, event.sources)
    return f"{names(record, event.sources)} → {names(record, event.targets)}"


def _position(record: Record, position: Position) -> Text:
    verb, style = STANCES[position.stance]
    toward = f" → {name(record, position.toward)}" if position.toward else ""
    notes = [when(position.when) if position.when else "", _unsure(position.confidence)]
    holder, act = name(record, position.holder), clipped(position.act.text, QUOTE)
    line = Text.assemble((holder, "bold"), "  ", (verb, style), "  ", act, toward, _notes(notes))
    for condition in position.conditions:
        line.append("\n")
        line.append_text(_condition(record, condition))
    return line


def _condition(record: Record, condition: Condition) -> Text:
    words = f"“{clipped(condition.content.text, QUOTE)}”"
    about = ""
    if condition.about:
        about = f"  {condition.about.type} {_dyad(record, condition.about)}"
    return Text.assemble((condition.kind.replace("-", " "), "bold italic"), " ", (words, "italic"), (about, "dim"))


def _unsure(confidence: float) -> str:
    return f"unsure ({confidence:.0%})" if confidence < UNSURE else ""


def _notes(notes: list[str]) -> Text:
    given = [n for n in notes if n]
    return Text("".join(f" · {n}" for n in given), "dim")
