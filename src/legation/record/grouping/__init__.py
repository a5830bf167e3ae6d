"""Reports that are near copies, and events that several reports tell: counted once, each merge explained."""

from legation.record.grouping.group import Grouped, group
from legation.record.grouping.merges import explain, undo

__all__ = ["Grouped", "explain", "group", "undo"]
