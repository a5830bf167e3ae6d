"""The whole view of one record."""

from dataclasses import dataclass

from rich.console import Console, ConsoleOptions, Group, RenderResult
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from legation.nouns import Record
from legation.view import head
from legation.view.marks import legend, marked
from legation.view.passages import Passage, passages
from legation.view.readings import label, reading

NOTHING = "No statements, events or positions were found in this report."
NOBODY = "No actors were found in this report."
LABEL = len("statement")


@dataclass(frozen=True, slots=True)
class View:
    """Prints a record for people: ``Console().print(View(record))``."""

    record: Record

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        record = self.record
        yield Rule(Text(head.title(record.document), "bold"), align="left", style="dim")
        yield head.facts(record)
        yield Text()
        yield head.who(record.actors) if record.actors else Text(NOBODY)
        if record.agreements:
            yield Text()
            yield head.agreements(record)
        yield Text()
        found = passages(record)
        if not found:
            yield Text(NOTHING)
            yield Text()
            return
        yield Text.assemble(("marked: ", "dim"), legend())
        for passage in found:
            yield Text()
            yield self._passage(passage)
        yield Text()

    def _passage(self, passage: Passage) -> Group:
        table = Table.grid(padding=(0, 2, 0, 0))
        table.add_column(style="dim", no_wrap=True, min_width=LABEL)
        table.add_column()
        for item in passage.items:
            table.add_row(label(item), reading(self.record, item))
        return Group(marked(self.record, passage), Padding(table, (0, 0, 0, 2)))
