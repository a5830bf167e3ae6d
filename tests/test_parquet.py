"""Parquet holds what the JSON lines hold."""

import io
import json

import pyarrow.parquet as pq
import pytest

from legation.nouns import Document, Record
from legation.parquet import ROWS, parquet
from tests.contract import KEYS, check_keys
from tests.files import rows
from tests.test_cli import legation


def written(*records: Record, text: bool = True) -> list[dict[str, object]]:
    stream = io.BytesIO()
    with parquet(stream, text) as write:
        for record in records:
            write(record)
    return pq.read_table(io.BytesIO(stream.getvalue())).to_pylist()


@pytest.mark.parametrize("text", [True, False])
def test_a_row_is_the_records_json_whole(border, text):
    (row,) = written(border, text=text)
    assert row == border.to_dict(text=text)
    check_keys(row)
    assert set(KEYS) == set(row)


def test_nothing_read_is_a_file_of_no_rows():
    assert written() == []


def test_many_rows_keep_their_order():
    empty = [
        Record("0", "none", Document("x", id=str(n)), (), (), (), (), (), (), ()) for n in range(2 * ROWS + 1)
    ]
    assert [row["document"]["id"] for row in written(*empty)] == [str(n) for n in range(2 * ROWS + 1)]


def test_what_was_read_before_an_error_is_kept(border):
    stream = io.BytesIO()

    def stumbling() -> None:
        with parquet(stream) as write:
            write(border)
            raise OSError("the disk")

    with pytest.raises(OSError, match="the disk"):
        stumbling()
    assert pq.read_table(io.BytesIO(stream.getvalue())).num_rows == 1


def test_the_command_writes_parquet_and_json_lines_alike(tmp_path):
    path = rows(
        tmp_path / "a.jsonl", {"text": "Peru rejected the offer on Tuesday."}, {"no": "text"}, {"text": "Hm."}
    )
    done = legation("read", path, "--out", tmp_path / "a.parquet")
    assert (done.returncode, done.stdout) == (1, "")
    lines = legation("read", path).stdout.splitlines()
    assert pq.read_table(tmp_path / "a.parquet").to_pylist() == [json.loads(line) for line in lines]
