import codecs
import gzip
import io
import json
import os
from datetime import date

import pytest

from legation.nouns import Document
from legation.sources import Rejected, documents, expected
from tests.files import only, rows, write

TEXT = "Chad and Qatar signed a pact.\r\nNobody else came.\r"


@pytest.mark.parametrize("text", [TEXT, "  led by spaces\n\n", "a\u2028b\x0cc", "é\u200d\u0301"])
def test_the_text_is_the_text_as_given(tmp_path, text):
    assert only(write(tmp_path / "a.txt", text)) == Document(text, id="a.txt")


@pytest.mark.parametrize(
    ("mark", "codec"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
    ],
)
def test_a_byte_order_mark_tells_the_encoding_and_is_no_text(tmp_path, mark, codec):
    text = "Zoë said “no”.\r\n"
    assert only(write(tmp_path / "a.txt", mark + text.encode(codec))).text == text
    table = mark + ("text,id\r\n" + '"Zoë said ""no"".",7\r\n').encode(codec)
    assert only(write(tmp_path / "a.csv", table)) == Document('Zoë said "no".', id="7")


def test_a_markdown_report_keeps_its_marks_and_takes_its_first_heading_as_title(tmp_path):
    text = "---\nauthor: x\n---\n```\n# no heading\n```\n## Talks *fail* ##\n\n# Later\n"
    assert only(write(tmp_path / "a.md", text)) == Document(text, id="a.md", title="Talks *fail*")


def test_a_plain_text_has_no_title(tmp_path):
    assert only(write(tmp_path / "a.txt", "# one\n")).title is None


def test_a_row_tells_what_it_knows_of_its_report(tmp_path):
    row = {
        "id": 4,
        "text": "Peru left.",
        "title": "Out",
        "published": "2026-03-01T23:59:00Z",
        "url": "https://example.org/4",
        "source": "The Test",
        "language": "en-GB",
        "other": [1],
    }
    assert only(rows(tmp_path / "a.jsonl", row)) == Document(
        "Peru left.", "4", "Out", date(2026, 3, 1), "The Test", "https://example.org/4", "en"
    )


def test_rows_of_every_table_read_alike(tmp_path):
    one, two = 'It said: "a, b;\tc"\r\nand left.', "Short."
    quoted = '"' + one.replace('"', '""') + '"'
    wanted = [(one, "x", date(2026, 1, 2)), (two, "y", None)]
    tables = {
        "a.jsonl": f"{json.dumps({'text': one, 'id': 'x', 'published': '2026-01-02'})}\n\n"
        f"{json.dumps({'text': two, 'id': 'y', 'published': None})}",
        "b.csv": f"id,text,published\nx,{quoted},2026-01-02\n\ny,Short.,\n",
        "c.csv": f"id;text;published\nx;{quoted};2026-01-02\ny;Short.\n",
        "d.tsv": f"id\ttext\tpublished\nx\t{quoted}\t2026-01-02\ny\tShort.\t\n",
    }
    for name, content in tables.items():
        found = list(documents([write(tmp_path / name, content)]))
        assert [(d.text, d.id, d.published) for d in found] == wanted, name


def test_a_row_without_an_id_is_called_by_its_line(tmp_path):
    table = write(tmp_path / "a.csv", 'text\n"two\nlines"\nlast\n')
    assert [d.id for d in documents([table])] == ["a.csv:2", "a.csv:4"]


def test_a_column_can_have_another_name(tmp_path):
    table = write(tmp_path / "a.csv", "body,day,text\nPeru left.,2026-01-02,teaser\n")
    found = only(table, columns={"text": "body", "published": "day"})
    assert found == Document("Peru left.", id="a.csv:2", published=date(2026, 1, 2))


def test_a_given_day_holds_for_reports_without_one(tmp_path):
    table = rows(tmp_path / "a.jsonl", {"text": "x"}, {"text": "y", "published": "2020-02-02"})
    found = documents([table, write(tmp_path / "b.txt", "z")], published=date(2026, 3, 1))
    assert [d.published for d in found] == [date(2026, 3, 1), date(2020, 2, 2), date(2026, 3, 1)]


def test_a_folder_is_read_through_in_the_order_of_names(tmp_path):
    for name in ("b.txt", "a/z.md", "a/b/c.txt", ".hidden.txt", ".git/x.txt", "photo.jpg", "README"):
        write(tmp_path / name, "Peru left.")
    rows(tmp_path / "c.jsonl", {"text": "x"}, {"text": "y"})
    assert [d.id for d in documents([tmp_path])] == ["b.txt", "c.jsonl:1", "c.jsonl:2", "a/z.md", "a/b/c.txt"]
    assert expected([tmp_path]) == 5


def test_a_folder_without_reports_is_rejected(tmp_path):
    write(tmp_path / "photo.jpg", b"\xff")
    assert "holds no reports" in only(tmp_path).reason


def test_the_commands_own_output_in_a_folder_is_not_read(tmp_path):
    out = rows(tmp_path / "out.jsonl", {"text": "x"})
    write(tmp_path / "a.txt", "Peru left.")
    assert only(tmp_path, apart_from=[out]).id == "a.txt"


@pytest.mark.parametrize("name", ["a.txt.gz", "a.txt"])
def test_gzip_is_known_by_its_content(tmp_path, name):
    assert only(write(tmp_path / name, gzip.compress(TEXT.encode()))) == Document(TEXT, id="a.txt")


def test_packed_tables_read_too(tmp_path):
    content = gzip.compress(b'{"text": "x"}\n{"text": "y"}\n')
    table = write(tmp_path / "a.jsonl.gz", content)
    assert [d.text for d in documents([table])] == ["x", "y"]
    assert expected([table]) is None


def test_standard_input_is_one_text_or_lines_of_json():
    assert only("-", stdin=io.BytesIO(TEXT.encode())) == Document(TEXT)
    assert only("-", stdin=io.BytesIO(gzip.compress(b'\n {"text": "x", "id": "7"}\n'))) == Document("x", id="7")
    assert only("-", stdin=io.BytesIO(b"{brackets} are text")).text == "{brackets} are text"


def test_standard_input_is_read_once():
    stdin = io.BytesIO(b"Peru left.")
    first, second = documents(["-", "-"], stdin=stdin)
    assert first.text == "Peru left."
    assert isinstance(second, Rejected)


def test_a_pipe_given_as_a_file_is_read(tmp_path):
    reading, writing = os.pipe()
    os.write(writing, b"Peru left.")
    os.close(writing)
    assert only(f"/dev/fd/{reading}").text == "Peru left."
    os.close(reading)


def test_a_file_of_unknown_kind_is_read_as_text_where_it_is_named(tmp_path):
    assert only(write(tmp_path / "dispatch", "Peru left.")).text == "Peru left."
