"""A record for people on a terminal.

head       what report it is, and who is in it
passages   the report's sentences that say something, each with what it says
marks      a passage's words, with the evidence underlined
readings   a statement, an event or a position in one line
words      dates, names and clipped quotes
"""

from legation.view.view import View

__all__ = ["View"]
