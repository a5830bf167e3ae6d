"""Event data of others as events without text, so that series, networks and forecasts can use them."""

from legation.record.imports.importing import FORMS, Imported, import_file

__all__ = ["FORMS", "Imported", "import_file"]
