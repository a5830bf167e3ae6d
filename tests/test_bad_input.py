"""What can't be read is named with the reason, and the rest is read."""

import gzip
import json

import pytest
import zstandard

from legation.nouns import Document
from legation.sources import Rejected, documents
from tests.files import only, rows, write


@pytest.mark.parametrize("content", [b"", b" \n\t\r\n", b"\xef\xbb\xbf\n", gzip.compress(b"")])
@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_an_empty_file_holds_no_text(tmp_path, name, content):
    path = write(tmp_path / name, content)
    assert only(path) == Rejected(str(path), "holds no text")


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv", "a.tsv", "head.csv"])
def test_an_empty_table_holds_no_reports(tmp_path, name):
    path = write(tmp_path / name, b"text,id\n" if name == "head.csv" else b"")
    assert "holds no" in only(path).reason


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.jsonl", "a.csv", "a.tsv"])
def test_a_binary_file_is_called_one(tmp_path, name):
    path = write(tmp_path / name, b"\x7fELF\x02\x01\x01\0\0\0" * 900)
    assert only(path) == Rejected(str(path), "is a binary file, not text (a NUL at byte 7)")


def test_a_nul_far_into_a_file_is_found(tmp_path):
    path = write(tmp_path / "a.txt", "x" * 20_000 + "\0")
    assert only(path).reason == "is a binary file, not text (a NUL at character 20000)"


def test_a_wrong_encoding_is_named_with_its_byte(tmp_path):
    path = write(tmp_path / "a.txt", "Zoé said no.".encode("latin-1"))
    assert only(path).reason == "is not UTF-8 text: byte 0xe9 at offset 2 can't be decoded; save it as UTF-8"


@pytest.mark.parametrize(("content", "offset"), [(b"\xef\xbb\xbfab\xff", 5), (b"\xff\xfea\0\0\xd8", 4)])
def test_the_offset_of_a_bad_byte_counts_a_mark(tmp_path, content, offset):
    assert f"at offset {offset} " in only(write(tmp_path / "a.txt", content)).reason


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "is no JSON"),
        ("[1, 2]", "is no JSON object"),
        ('"text"', "is no JSON object"),
        ("[" * 100_000, "nested too deeply"),
        ("1" * 5000, "is no JSON"),
        ('{"body": "x"}', "has no field 'text'"),
        ('{"text": null}', "has no field 'text'"),
        ('{"text": 7}', "field 'text' is no text"),
        ('{"text": " "}', "field 'text' holds no text"),
        ('{"text": "x", "published": "yesterday"}', "published 'yesterday' is no ISO date"),
        ('{"text": "x", "published": 20250313}', "published 20250313 is no ISO date"),
        ('{"text": "x", "title": ["y"]}', "where a string belongs"),
        ('{"text": "x", "language": "fr"}', "is written in 'fr'"),
        ('{"text": "x\\ud800"}', "half a character"),
        ('{"text": "x", "id": "\\udce9"}', "is not UTF-8 text"),
    ],
)
def test_a_bad_line_of_json_is_rejected_and_the_others_are_read(tmp_path, line, reason):
    good = json.dumps({"text": "Peru left."})
    path = write(tmp_path / "a.jsonl", f"{good}\n\n{line}\n{good}")
    first, bad, last = documents([path])
    assert (first.id, last.id) == ("a.jsonl:1", "a.jsonl:4")
    assert (bad.input, bad.line) == (str(path), 3)
    assert reason in bad.reason


def test_a_byte_that_is_no_utf8_costs_its_row_alone(tmp_path):
    for name, content in {
        "a.jsonl": b'{"text": "a"}\n{"text": "Zo\xe9"}\n{"text": "b"}\n',
        "a.csv": b'text\na\n"Zo\xe9"\nb\n',
    }.items():
        first, bad, last = documents([write(tmp_path / name, content)])
        assert (first.text, last.text) == ("a", "b")
        assert bad.reason == "is not UTF-8 text: byte 0xe9 in field 'text'; save it as UTF-8"


def test_a_row_of_too_many_cells_is_rejected(tmp_path):
    path = write(tmp_path / "a.csv", "id,text\n1,a\n2,b,c\n3,d\n")
    first, bad, last = documents([path])
    assert (first.text, last.text) == ("a", "d")
    assert bad == Rejected(str(path), "has 3 cells where the table has 2 columns", 3)


def test_a_table_without_a_text_column_names_those_it_has(tmp_path):
    path = write(tmp_path / "a.csv", "id,body\n1,a\n")
    assert "has no column 'text'; its columns are id, body" in only(path).reason
    assert "--map text=COLUMN" in only(path).reason


def test_a_cell_may_be_megabytes_long(tmp_path):
    text = "Peru left. " * 300_000
    assert only(write(tmp_path / "a.csv", f'text,id\n"{text}",1\n')).text == text


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.txt.gz", gzip.compress(b"Peru left." * 99)[:-9], "is a damaged gzip file"),
        ("a.txt.gz", b"\x1f\x8bnothing of the kind", "is a damaged gzip file"),
        ("a.txt.gz", b"Peru left.", "is no gzip file"),
        ("a.jsonl.gz", gzip.compress(b'{"text": "x"}\n' * 99)[:-12], "is a damaged gzip file"),
        ("a.txt.zst", b"\x28\xb5\x2f\xfdxxxx", "is a damaged zstd file"),
        ("a.jsonl.zst", zstandard.compress(b'{"text": "x"}\n' * 99)[:-4], "is a damaged zstd file"),
        ("a.txt.zst", b"Peru left.", "is no zstd file"),
        ("a.pdf", b"%PDF-1.7", "is a damaged PDF"),
        ("a.html.gz", gzip.compress(b"<p>"), "holds no text"),
    ],
)
def test_a_file_of_no_use_is_named_and_the_next_is_read(tmp_path, name, content, reason):
    bad, good = write(tmp_path / name, content), write(tmp_path / "good.txt", "Peru left.")
    *_, rejected, read = documents([bad, good])
    assert isinstance(rejected, Rejected)
    assert rejected.input == str(bad)
    assert reason in rejected.reason
    assert read == Document("Peru left.", id="good.txt")


def test_what_is_not_there_or_closed_is_named(tmp_path):
    assert only(tmp_path / "none.txt") == Rejected(str(tmp_path / "none.txt"), "does not exist")


def test_a_kind_of_file_that_is_not_read_is_named_in_a_folder(tmp_path):
    write(tmp_path / "a.doc", b"\xd0\xcf\x11\xe0" * 9)
    write(tmp_path / "b.txt", "Peru left.")
    rejected, read = documents([tmp_path])
    assert rejected.reason == "is a Word file of the old kind, or encrypted; save it as .docx"
    assert read.id == "b.txt"


def test_rejected_says_where(tmp_path):
    path = rows(tmp_path / "a.jsonl", {"text": 1})
    assert only(path).name == f"{path}:1"
    assert only(path).to_json() == {"input": str(path), "line": 1, "reason": "field 'text' is no text"}


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv"])
def test_utf_16_that_is_cut_off_costs_its_end_alone(tmp_path, name):
    told = json.dumps({"text": "Peru left."}) if name == "a.jsonl" else "text\nPeru left."
    path = write(tmp_path / name, f"{told}\n".encode("utf-16") + b'"')
    report, rejected = documents([str(path)])
    assert report.text == "Peru left."
    assert rejected.reason == "is not UTF-16-LE text: truncated data; save it as UTF-8"
