"""Files, folders and standard input to documents.

inputs        what each input is: a folder, a file of one report, a file of many; packed or not
packing       packed bytes to plain bytes, and bombs told from them
kinds         which format a file has, by its first bytes and its name
decoding      bytes to text, never altered
tables        JSON lines, CSV and TSV to rows
archives      WARC to pages
apart         the process in which these are read, for they are large and their input hostile:
  readings      the readers by kind, and their failures in our words
  pages         HTML                 feeds     RSS and Atom
  word          DOCX and RTF         pdf       PDF
  parquet       Parquet              exports   LexisNexis, Factiva, ProQuest
  boilerplate   what stands on a page and is no part of the report
rows          one report's fields to a document, checked: characters, length, language
pairs         JSON lines to two parties of a text
"""

from legation.sources.inputs import STDIN, documents, expected, pairs
from legation.sources.rejected import Rejected
from legation.sources.rows import FIELDS

__all__ = ["FIELDS", "STDIN", "Rejected", "documents", "expected", "pairs"]
