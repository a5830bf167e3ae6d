"""Inputs made to do harm cost themselves: one clear reject, bounded memory and time, and the next is read."""

import gzip
import io
import json
import os
import subprocess
import sys
import time
import zlib
from pathlib import Path

import pytest
import zstandard

from legation.nouns import Document
from legation.sources import Rejected, documents, limits
from legation.sources.apart import Apart
from legation.sources.inputs import Inputs
from legation.sources.unreadable import UnreadableError
from tests import formats
from tests.conftest import slow
from tests.files import only, write

BOMB = limits.FILE + 2 * limits.MIB
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefghi", "bcdefghij", strict=True))
    + "]><rss><channel><item><description>&j;</description></item></channel></rss>"
)
OUTSIDE = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
    "<rss><channel><item><description>&a;</description></item></channel></rss>"
)
DEEP = 200_000


def flate_bomb() -> bytes:
    """A PDF whose page unpacks to far more than it may."""
    packed = zlib.compress(zlib.compress(b"BT " + b" " * 300_000_000, 9), 9)
    stream = b"<</Length %d/Filter[/FlateDecode/FlateDecode]>>stream\n%s\nendstream" % (len(packed), packed)
    plain = formats.pdf(["x"])
    start = plain.index(b"<</Length")
    return plain[:start] + stream + plain[plain.index(b"endstream") + len(b"endstream") :]


HOSTILE = {
    "zeros.txt.gz": (lambda: gzip.compress(bytes(BOMB)), "holds more than 16 MB"),
    "zeros.html.gz": (lambda: gzip.compress(b"<html>" + b" " * BOMB), "holds more than 64 MB"),
    "zeros.jsonl.gz": (lambda: gzip.compress(b'{"text": "' + b"a" * BOMB), "is a decompression bomb"),
    "zeros.jsonl.zst": (lambda: zstandard.compress(b'{"text": "' + b"a" * BOMB), "is a decompression bomb"),
    "zeros.csv.gz": (lambda: gzip.compress(b"text\n" + b"a" * BOMB), "is a decompression bomb"),
    "zeros.warc.gz": (
        lambda: gzip.compress(formats.warc_record("resource", b"a" * BOMB, "text/html")),
        "is a decompression bomb",
    ),
    "header.warc": (lambda: b"WARC/1.0\r\n" + b"a" * 200_000, "a line of a header is endless"),
    "headers.warc": (lambda: b"WARC/1.0\r\n" + b"a: b\r\n" * 2000, "a header is endless"),
    "window.txt.zst": (lambda: b"\x28\xb5\x2f\xfd\x00\xf8" + bytes(50), "is a damaged zstd file"),
    "member.docx": (lambda: formats.docx(members={"word/document.xml": bytes(BOMB)}), "is a decompression bomb"),
    "laughs.xml": (LAUGHS.encode, "declares entities of its own"),
    "laughs.docx": (lambda: formats.docx(members={"word/document.xml": LAUGHS.encode()}), "declares entities"),
    "outside.rss": (OUTSIDE.encode, "declares entities of its own"),
    "deep.rss": (lambda: b"<rss>" + b"<a>" * DEEP + b"</a>" * DEEP + b"</rss>", "holds no items"),
    "deep.docx": (
        lambda: formats.docx(members={"word/document.xml": b"<a>" * DEEP + b"</a>" * DEEP}),
        "holds no text",
    ),
    "deep.rtf": (lambda: b"{\\rtf1 " + b"{" * DEEP + b"}" * DEEP + b"}", "holds no text"),
    "deep.html": (lambda: b"<html><body>" + b"<div>" * DEEP + b"</html>", "holds no text"),
    "deep.jsonl": (lambda: b'{"text": ' + b"[" * DEEP + b"]" * DEEP + b"}", "nested too deeply"),
    "flate.pdf": (flate_bomb, ""),
    "loop.pdf": (lambda: formats.pdf(["x"]).replace(b"/Kids[5 0 R]", b"/Kids[2 0 R]"), ""),
    "deep.pdf": (lambda: formats.pdf(["x"]).replace(b"/Kids[5 0 R]", b"/Kids" + b"[" * DEEP), ""),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_made_to_do_harm_is_rejected_and_the_next_is_read(tmp_path, name):
    make, reason = HOSTILE[name]
    bad, good = write(tmp_path / name, make()), write(tmp_path / "good.docx", formats.docx("Peru left."))
    began = time.process_time()
    rejected, read = documents([bad, good])
    assert isinstance(rejected, Rejected)
    assert reason in rejected.reason
    assert "\n" not in rejected.reason
    assert read == Document("Peru left.", id="good.docx")
    assert time.process_time() - began < 20


MEASURE = """
import pathlib, sys, threading
from legation.sources import documents

most, done = 0, threading.Event()
children = pathlib.Path(f"/proc/self/task/{threading.main_thread().native_id}/children")

def watch():
    global most
    while not done.wait(0.02):
        held = 0
        for pid in ("self", *children.read_text().split()):
            try:
                held += int(pathlib.Path(f"/proc/{pid}/statm").read_text().split()[1]) * 4096
            except (OSError, IndexError):
                pass
        most = max(most, held)

threading.Thread(target=watch).start()
for one in documents(sys.argv[1:]):
    print(one.reason if hasattr(one, "reason") else one.id)
done.set()
print(most // 2**20)
"""
linux = pytest.mark.skipif(sys.platform != "linux", reason="memory is measured in /proc")


def measured(*paths: Path) -> tuple[list[str], int]:
    """What each input gives, and the megabytes that both processes hold together at most."""
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, *map(str, paths)], capture_output=True, text=True, check=True
    )
    *told, most = done.stdout.splitlines()
    return told, int(most)


@linux
def test_a_line_of_200_mb_costs_its_row_and_little_memory(tmp_path):
    path = tmp_path / "a.jsonl"
    with path.open("wb") as stream:
        stream.write(b'{"text": "Peru left.", "id": "first"}\n{"text": "')
        for _ in range(200):
            stream.write(b"a" * limits.MIB)
        stream.write(b'"}\n{"text": "Chile stayed.", "id": "last"}\n')
    told, megabytes = measured(path)
    assert told == ["first", "is longer than 16 million characters: no report is", "last"]
    assert 20 < megabytes < 300


@slow
@linux
def test_the_worst_of_every_kind_stays_under_a_gigabyte(tmp_path):
    """Each is as large as a file of its kind may be, and holds as many things as fit in."""
    size = limits.FILE - limits.MIB
    paths = [
        write(tmp_path / "a.rss", b"<rss>" + b"<a/>" * (size // 4) + b"</rss>"),
        write(tmp_path / "a.html", b"<html><body>" + b"<p>a" * (15 * limits.MIB // 4)),
        write(
            tmp_path / "a.docx",
            formats.docx(members={"word/document.xml": b"<a>" + b"<p/>" * (size // 4) + b"</a>"}),
        ),
        write(tmp_path / "a.rtf", b"{\\rtf1 " + b"\\par " * (size // 5)),
        write(tmp_path / "a.jsonl", b'{"text": [' + b"[]," * (5 * limits.MIB) + b"[]]}"),
    ]
    told, megabytes = measured(*paths)
    assert len(told) == len(paths)
    assert 20 < megabytes < 1000


def test_an_archives_paths_are_never_followed(tmp_path):
    content = formats.docx("Peru left.", members={"../../evil.txt": b"x", "/tmp/legation-evil.txt": b"x"})
    inside = tmp_path / "in" / "deep"
    (found,) = documents([write(inside / "a.docx", content)])
    assert found.text == "Peru left."
    assert sorted(p.name for p in tmp_path.rglob("*") if p.is_file()) == ["a.docx"]
    assert not os.path.exists("/tmp/legation-evil.txt")


def test_a_docx_whose_text_is_elsewhere_is_none(tmp_path):
    path = write(tmp_path / "a.docx", formats.zipped({"../word/document.xml": b"<a/>"}))
    assert "it holds no word/document.xml" in only(path).reason


def test_a_module_in_the_working_folder_is_not_run(tmp_path, monkeypatch):
    write(tmp_path / "lxml.py", "open('ran', 'w')")
    write(tmp_path / "json.py", "open('ran', 'w')")
    monkeypatch.chdir(tmp_path)
    assert only(write(tmp_path / "a.docx", formats.docx("Peru left."))).text == "Peru left."
    assert not (tmp_path / "ran").exists()


def test_a_file_that_takes_too_long_is_named_and_the_next_is_read():
    with Apart(seconds=0.001) as apart:
        with pytest.raises(UnreadableError, match="takes longer to read than"):
            list(apart.rows("docx", formats.docx("Peru left.")))
        apart._seconds = 60
        assert [row["text"] for row in apart.rows("docx", formats.docx("Peru left."))] == ["Peru left."]


def test_a_file_that_takes_too_much_memory_is_named_and_the_next_is_read():
    with Apart(memory=48 * limits.MIB) as apart:
        with pytest.raises(UnreadableError, match="memory"):
            list(apart.rows("docx", formats.docx(*["Peru left."] * 200_000)))
        assert [row["text"] for row in apart.rows("docx", formats.docx("Peru left."))] == ["Peru left."]


def test_a_process_that_dies_costs_no_file_that_it_was_not_reading():
    with Apart() as apart:
        for _ in range(2):
            assert len(list(apart.rows("docx", formats.docx("Peru left.")))) == 1
            assert apart._process is not None
            apart._process.kill()
            apart._process.wait()


def test_rows_that_nobody_waits_for_are_not_taken_for_the_next_files():
    feed = formats.RSS.encode()
    with Apart() as apart:
        assert next(apart.rows("xml", feed))["title"] == formats.TITLE
        assert [row["text"] for row in apart.rows("docx", formats.docx("Peru left."))] == ["Peru left."]


@pytest.mark.parametrize("kind", ["html", "xml", "pdf", "docx", "rtf", "parquet", "warc"])
@pytest.mark.parametrize(
    "content", [b"", b"\0" * 99, os.urandom(99), b"Peru left.", b"%PDF-1.7", b"PK\x03\x04", b"{\\rtf"]
)
def test_a_file_that_is_not_what_it_says_is_one_reject(tmp_path, shared_apart, kind, content):
    path = write(tmp_path / f"a.{kind}", content)
    (one,) = Inputs(shared_apart).documents(str(path))
    assert isinstance(one, Rejected)
    assert one.input == str(path)


@pytest.fixture(scope="module")
def shared_apart():
    with Apart() as apart:
        yield apart


def test_a_truncated_archive_gives_what_is_whole(tmp_path):
    page = formats.response(formats.PAGE.encode())
    for content in (page + page[:-900], gzip.compress(page) + gzip.compress(page)[:-90]):
        first, rest = documents([write(tmp_path / "a.warc", content)])
        assert first.title == formats.TITLE
        assert rest.line is None
        assert "cut off" in rest.reason or "damaged" in rest.reason


def test_a_length_that_lies_is_told(tmp_path):
    page = formats.response(formats.PAGE.encode())
    wrong = page.replace(b"Content-Length: ", b"Content-Length: 1")
    assert "cut off" in only(write(tmp_path / "a.warc", wrong)).reason
    none = page.replace(b"Content-Length: ", b"Content-Length: x")
    assert "doesn't tell its length" in only(write(tmp_path / "b.warc", none)).reason


def test_a_page_that_is_packed_as_a_bomb_is_rejected_alone(tmp_path):
    bomb = formats.response(gzip.compress(bytes(limits.TEXT + 9)), more="Content-Encoding: gzip\r\n")
    rejected, read = documents([write(tmp_path / "a.warc", bomb + formats.response(formats.PAGE.encode()))])
    assert "is a decompression bomb" in rejected.reason
    assert read.id == "a.warc:2"


def test_a_long_report_said_over_and_over_is_no_bomb(tmp_path):
    lines = "".join(json.dumps({"text": formats.TEXT, "id": n}) + "\n" for n in range(3000))
    assert len(list(documents([write(tmp_path / "a.jsonl.gz", gzip.compress(lines.encode()))]))) == 3000


def test_standard_input_of_another_language_is_rejected():
    assert only("-", stdin=io.BytesIO(formats.FRENCH.encode())) == Rejected(
        "standard input", "is written in 'fr'; this version reads English"
    )
