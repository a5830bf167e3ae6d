"""The desk: a kept record on a screen. Every page is an address that answers ``.json`` too, and tables ``.csv``.

Pages ask the record's own questions and hold no logic but of how things are shown.
"""

from legation.desk.app import application

__all__ = ["application"]
