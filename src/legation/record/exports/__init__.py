"""Records in the forms that other tools read, each with a data dictionary and a line to cite it by."""

from legation.record.exports.export import FORMATS, export

__all__ = ["FORMATS", "export"]
