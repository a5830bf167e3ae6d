"""Files, folders and standard input to documents.

inputs     what each input is: a folder, a file of one report, a table of many; packed or not
packing    packed bytes to plain bytes
decoding   bytes to text, never altered
tables     JSON lines, CSV and TSV to one document a row
pairs      JSON lines to two parties of a text
"""

from legation.sources.inputs import STDIN, documents, expected, pairs
from legation.sources.rejected import Rejected
from legation.sources.tables import FIELDS

__all__ = ["FIELDS", "STDIN", "Rejected", "documents", "expected", "pairs"]
