"""The kept record: what reports say, in tables that many can ask, correct and cite."""

from legation.record.store import Store, open_record

__all__ = ["Store", "open_record"]
