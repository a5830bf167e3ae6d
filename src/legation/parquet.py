"""Records as Parquet: one row a report, with the keys of its JSON as columns, nested and typed."""

from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legation.nouns import Record
    from legation.output import Sink

ROWS = 256
"""Records that are held until they are written together: a thousandth of a row group that pays, and 10 MB."""


@contextmanager
def parquet(stream: IO[bytes], text: bool = True) -> "Iterator[Sink]":
    """A sink that writes records as rows; the file is whole when the ``with`` ends, however it ends.

    Without the report's text if ``text`` is false.
    """
    import pyarrow as pa
    from pyarrow.parquet import ParquetWriter

    rows: list[dict[str, object]] = []
    kinds = schema(text)

    def write(record: "Record") -> None:
        rows.append(record.to_dict(text=text))
        if len(rows) == ROWS:
            flush()

    def flush() -> None:
        if rows:
            writer.write_table(pa.Table.from_pylist(rows, kinds))
            rows.clear()

    with ParquetWriter(stream, kinds, compression="zstd") as writer:
        try:
            yield write
        finally:
            flush()


def schema(text: bool = True) -> Any:
    """The columns (a ``pyarrow.Schema``): the contract's keys in its order, a span as a list of two numbers.

    A row read back is the record's JSON; ``tests/test_parquet.py`` fails where a key is missing here.
    """
    import pyarrow as pa

    word, number, share = pa.string(), pa.int32(), pa.float64()
    words, span = pa.list_(word), pa.list_(number)
    spans = pa.list_(span)

    def texts(names: str) -> dict[str, object]:
        return dict.fromkeys(names.split(), word)

    def struct(fields: dict[str, object]) -> object:
        return pa.struct(list(fields.items()))

    def structs(fields: dict[str, object]) -> object:
        return pa.list_(struct(fields))

    when = struct(texts("value start end") | {"span": span})
    document = texts("id source url title published language sha256") | ({"text": word} if text else {})
    evidence = struct({"sentence": span, "trigger": span, "sources": spans, "targets": spans})
    about = struct({"type": word, "sources": words, "targets": words})
    condition = {"kind": word, "connective": span, "content": span, "about": about}
    actor = texts("id name kind country code role wikidata match") | {"confidence": share, "mentions": spans}
    statement = (
        texts("id kind speaker")
        | {"speaker_span": span, "cue": span, "content": spans, "addressees": words, "when": when}
        | {"occasion": span, "within": word, "certainty": share}
    )
    event = (
        texts("id type mode")
        | {"contexts": words, "quad": word, "score": share, "sources": words, "targets": words, "via": words}
        | {"when": when, "place": number, "agreement": word, "status": word, "reported_in": word}
        | {"confidence": share, "evidence": evidence}
    )
    position = (
        texts("id holder toward stance")
        | {"act": struct({"text": word, "span": span, "type": word}), "conditions": structs(condition)}
        | {"statement": word, "when": when, "sentence": span, "confidence": share}
    )
    return pa.schema(
        {
            "legation": struct(texts("version ontology model")),
            "document": struct(document),
            "actors": structs(actor),
            "times": structs({"span": span} | texts("type value start end")),
            "places": structs({"span": span} | texts("name country") | {"latitude": share, "longitude": share}),
            "statements": structs(statement),
            "agreements": structs({"id": word, "name": word, "mentions": spans}),
            "events": structs(event),
            "positions": structs(position),
        }
    )
