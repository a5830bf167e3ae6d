"""Every format gives its report, and of a page only the report."""

import gzip
import io
from dataclasses import replace
from datetime import date

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard

from legation.nouns import Document
from legation.sources import Rejected, documents, expected
from legation.sources.boilerplate import is_boilerplate, prose, rows
from legation.sources.dates import day
from tests import formats
from tests.files import only, write
from tests.formats import DAY, FIRST, SECOND, TEXT, THIRD, TITLE

LINES = [FIRST, SECOND, THIRD]
PUBLISHED = date.fromisoformat(DAY)
URL = "https://news.example.org/2026/talks"
ARTICLE = Document(TEXT, title=TITLE, published=PUBLISHED, source="The Example", url=URL)


def read(path, content, **options) -> list[Document | Rejected]:
    return list(documents([write(path, content)], **options))


def test_a_page_gives_its_article_without_what_stands_around_it(tmp_path):
    assert read(tmp_path / "a.html", formats.PAGE) == [replace(ARTICLE, id="a.html")]


def test_a_page_without_a_date_has_none_and_takes_the_given_day(tmp_path):
    plain = f"<html><article><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD} In 2019 they met.</p></article></html>"
    (found,) = read(tmp_path / "a.html", plain)
    assert (found.published, found.url) == (None, None)
    (found,) = read(tmp_path / "a.html", plain, published=date(2026, 3, 1))
    assert found.published == date(2026, 3, 1)


def test_a_page_of_another_encoding_is_read(tmp_path):
    page = formats.PAGE.replace("<title>", '<meta charset="windows-1252"><title>')
    (found,) = read(tmp_path / "a.html", page.encode("windows-1252"))
    assert found.text == TEXT


def test_items_of_rss_are_reports(tmp_path):
    full, short, empty = read(tmp_path / "a.rss", formats.RSS)
    assert full == replace(ARTICLE, id="tag:example.org,2026:1", source="The Example: World")
    assert short == Document(
        "Bolivia & Chile signed a pact.",
        id="a.rss:2",
        title="Letter & answer",
        published=date(2026, 3, 12),
        source="The Example: World",
        url="https://news.example.org/2026/letter",
    )
    assert empty == Rejected(str(tmp_path / "a.rss"), "holds no text", 3)


def test_entries_of_atom_are_reports(tmp_path):
    assert read(tmp_path / "a.xml", formats.ATOM) == [replace(ARTICLE, id="urn:1")]


@pytest.mark.parametrize("title", [TITLE, None])
def test_a_docx_is_its_paragraphs(tmp_path, title):
    assert read(tmp_path / "a.docx", formats.docx(*LINES, title=title)) == [
        Document(TEXT, id="a.docx", title=title)
    ]


def test_deleted_words_of_a_docx_are_gone_and_breaks_part_lines(tmp_path):
    body = (
        b"<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body><w:p>"
        b"<w:r><w:t>Peru </w:t></w:r><w:del><w:r><w:t>never </w:t></w:r></w:del><w:r><w:t>left.</w:t><w:br/>"
        b"<w:t>Chile stayed.</w:t><w:tab/><w:t>Here.</w:t></w:r></w:p></w:body></w:document>"
    )
    (found,) = read(tmp_path / "a.docx", formats.docx(members={"word/document.xml": body}))
    assert found.text == "Peru left.\n\nChile stayed. Here."


@pytest.mark.parametrize("title", [TITLE, None])
def test_an_rtf_is_its_paragraphs(tmp_path, title):
    (found,) = read(tmp_path / "a.rtf", formats.rtf(*LINES, "So it is 🙂.", title=title))
    assert found == Document(f"{TEXT}\n\nSo it is 🙂.", id="a.rtf", title=title)


def test_a_pdf_is_its_paragraphs_without_heads_feet_and_hyphens(tmp_path):
    def page(number: int, *lines: str) -> list[str]:
        return ["The Example, 11 March 2026", *lines, f"Page {number} of 3"]

    one = [
        "LIMA - Peru rejected the offer on Tuesday, the foreign min-",
        "istry said in a statement in the capital.",
        "",
    ]
    two = ["Ecuador said that it would not return to the table unless", "the crossing was"]
    three = [
        "opened, and that it can wait for as long as it takes them",
        "to answer.",
        "Colombia offered to carry a letter.",
    ]
    content = formats.pdf(page(1, *one), page(2, *two), page(3, *three))
    assert read(tmp_path / "a.pdf", content) == [
        Document(
            "LIMA - Peru rejected the offer on Tuesday, the foreign ministry said in a statement in the capital."
            "\n\nEcuador said that it would not return to the table unless the crossing was opened, and that it "
            "can wait for as long as it takes them to answer.\n\nColombia offered to carry a letter.",
            id="a.pdf",
        )
    ]


def parquet(**columns: object) -> bytes:
    whole = io.BytesIO()
    pq.write_table(pa.table(columns), whole)
    return whole.getvalue()


def test_rows_of_parquet_read_as_those_of_other_tables_do(tmp_path):
    content = parquet(
        body=["Peru left.", None, "Chile stayed.", " "],
        id=[7, 8, 9, 10],
        published=[date(2026, 3, 11), None, None, None],
        unused=[[1], [2], [3], [4]],
    )
    found = read(tmp_path / "a.parquet", content, columns={"text": "body"})
    name = str(tmp_path / "a.parquet")
    assert found == [
        Document("Peru left.", id="7", published=PUBLISHED),
        Rejected(name, "has no field 'body'", 2),
        Document("Chile stayed.", id="9"),
        Rejected(name, "field 'body' holds no text", 4),
    ]
    assert [d.id for d in read(tmp_path / "b.parquet", parquet(text=["Peru left."]))] == ["b.parquet:1"]


def test_parquet_without_a_text_column_names_those_it_has(tmp_path):
    (found,) = read(tmp_path / "a.parquet", parquet(body=["x"], id=["y"]))
    assert found.reason.startswith("has no column 'text'; its columns are body, id: name the one")


def archive() -> bytes:
    page = formats.PAGE.encode()
    packed = gzip.compress(page)
    return b"".join(
        [
            formats.warc_record("warcinfo", b"software: a\r\n", "application/warc-fields"),
            formats.response(page),
            formats.response(b"\xff\xd8", media="image/jpeg"),
            formats.response(b"", status="301 Moved"),
            formats.response(packed, more="Content-Encoding: gzip\r\n"),
            formats.response(
                formats.chunked(packed), more="Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n"
            ),
            formats.response(page, more="Content-Encoding: gzip\r\n"),
            formats.response(formats.PAGE.encode("cp1252"), media="text/html; charset=windows-1252"),
            formats.response(b"<html><body></body></html>"),
            formats.response(b"....", more="Content-Encoding: br\r\n"),
            formats.warc_record("conversion", b"Peru left.", "text/plain"),
            formats.response(formats.pdf(["Peru left."]), media="application/pdf"),
        ]
    )


def members(content: bytes) -> bytes:
    """As crawlers pack: a gzip member a record."""
    parts = content.split(b"WARC/1.0")
    return b"".join(gzip.compress(b"WARC/1.0" + part) for part in parts[1:])


@pytest.mark.parametrize("pack", [bytes, members, gzip.compress, zstandard.compress])
def test_an_archive_gives_its_pages_and_passes_over_the_rest(tmp_path, pack):
    found = read(
        tmp_path / "a.warc.gz" if pack in (members, gzip.compress) else tmp_path / "a.warc", pack(archive())
    )
    name = found[5].input
    assert found == [
        *[replace(ARTICLE, id=f"a.warc:{n}") for n in range(1, 6)],
        Rejected(name, "holds no text", 6),
        Rejected(name, "is encoded as 'br', which this version doesn't read", 7),
        Document("Peru left.", id="a.warc:8", url=URL),
        Document("Peru left.", id="a.warc:9", url=URL),
    ]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", formats.PAGE.encode()),
        ("a.pdf", b"\xef\xbb\xbf" + formats.PAGE.encode()),
        ("a", formats.docx(*LINES)),
        ("a.doc", formats.docx(*LINES)),
        ("a.doc", formats.rtf(*LINES)),
        ("a.html", formats.rtf(*LINES)),
        ("a.txt.gz", gzip.compress(formats.rtf(*LINES))),
        (
            "a.html",
            formats.RSS.split("<item>")[0].encode()
            + b"<item><description>"
            + FIRST.encode()
            + b"</description></item></channel></rss>",
        ),
    ],
)
def test_a_file_is_read_as_what_it_is_whatever_its_name(tmp_path, name, content):
    if content.startswith(b"<?xml"):
        name = "a.txt"
    (found,) = read(tmp_path / name, content)
    assert found.text in (TEXT, FIRST)


@pytest.mark.parametrize(
    "content", [formats.PAGE.encode(), formats.docx(*LINES), formats.rtf(*LINES), parquet(text=[TEXT])]
)
@pytest.mark.parametrize("pack", [bytes, gzip.compress, zstandard.compress])
def test_standard_input_may_be_of_any_kind(content, pack):
    assert only("-", stdin=io.BytesIO(pack(content))).text == TEXT


@pytest.mark.parametrize("name", ["a.txt.zst", "a.txt", "a.jsonl.zst"])
def test_zstd_is_known_by_its_content(tmp_path, name):
    text = '{"text": "Peru left."}\n' if "jsonl" in name else "Peru left."
    packed = zstandard.compress(text.encode()) * (2 if "jsonl" in name else 1)
    assert {d.text for d in read(tmp_path / name, packed)} == {"Peru left."}


def test_how_many_reports_there_will_be_is_told_where_names_tell(tmp_path):
    for name in ("a.html", "b.pdf", "c.docx"):
        write(tmp_path / name, b"x")
    assert expected([tmp_path]) == 3
    write(tmp_path / "d.warc", b"x")
    assert expected([tmp_path]) is None


REPORTS = (
    (TITLE, "The Example", "March 11, 2026 Wednesday", LINES),
    ("Letter reaches Quito", "Example Herald (Lima)", "March 12, 2026 Thursday 10:12 AM GMT", [SECOND, THIRD]),
)
PLAIN = tuple((title, outlet, "11 March 2026", paragraphs) for title, outlet, _, paragraphs in REPORTS)
EXPORTS = {
    "lexis.docx": formats.docx(*formats.lexisnexis(*REPORTS)),
    "lexis.rtf": formats.rtf(*formats.lexisnexis(*REPORTS)),
    "lexis.txt": "\n".join(formats.lexisnexis(*REPORTS)).encode(),
    "proquest.txt": "\n".join(formats.proquest(*PLAIN)).encode(),
    "proquest.docx": formats.docx(*formats.proquest(*PLAIN)),
    "proquest.html": ("<html><p>" + "</p><p>".join(formats.proquest(*PLAIN)) + "</html>").encode(),
    "factiva.html": formats.factiva_page(*PLAIN).encode(),
    "coded.html": formats.factiva_table(*PLAIN).encode(),
    "factiva.xml": formats.factiva_xml(*((t, o, DAY, p) for t, o, _, p in PLAIN)).encode(),
}


@pytest.mark.parametrize("name", EXPORTS)
def test_an_export_is_split_into_its_reports(tmp_path, name):
    first, second = read(tmp_path / name, EXPORTS[name])
    assert (first.text, first.title, first.source, first.published) == (TEXT, TITLE, "The Example", PUBLISHED)
    assert (second.text, second.title) == (f"{SECOND}\n\n{THIRD}", "Letter reaches Quito")
    assert second.source == "Example Herald (Lima)"
    assert second.published == (date(2026, 3, 12) if "lexis" in name else PUBLISHED)
    assert first.id != second.id


def test_a_report_of_an_export_that_is_cut_off_is_rejected(tmp_path):
    lines = formats.lexisnexis(*REPORTS)
    first, second = read(tmp_path / "a.docx", formats.docx(*lines[:-1]))
    assert first.text == TEXT
    assert second == Rejected(str(tmp_path / "a.docx"), "is cut off: its 'End of Document' is missing", 2)


def test_a_report_of_an_export_in_another_language_is_rejected(tmp_path):
    lines = formats.proquest(PLAIN[0], ("Échec", "L'Exemple", "11 Mar 2026", [formats.FRENCH]))
    first, second = read(tmp_path / "a.txt", "\n".join(lines))
    assert first.text == TEXT
    assert second.reason == "is written in 'fr'; this version reads English"


def test_a_report_that_names_a_database_is_no_export(tmp_path):
    text = "The ministry printed “End of Document” under each letter."
    assert read(tmp_path / "a.txt", text) == [Document(text, id="a.txt")]


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["example"])
def test_boilerplate_is_told(row):
    assert is_boilerplate(row["example"])


@pytest.mark.parametrize(
    "line",
    [
        "Reuters reported that the talks had failed.",
        "The photo shows the minister with his guest in Quito.",
        "“Read more books,” he told the students.",
        "(c) the term “person” means an individual or entity;",
        "Copyright talks between the two sides failed on Tuesday.",
        "Sources said that the agencies had not agreed.",
        "More from the fund was refused, the minister said.",
    ],
)
def test_prose_is_no_boilerplate(line):
    assert prose([line]) == line


@pytest.mark.parametrize(
    "text",
    [
        "March 11, 2026 Wednesday",
        "Wednesday, March 11, 2026",
        "11 March 2026",
        "11 Mar 2026",
        "Mar 11, 2026",
        "MARCH 11, 2026 10:12 AM GMT",
        "2026-03-11T23:10:00+02:00",
        "20260311",
        "Wed, 11 Mar 2026 09:30:00 GMT",
    ],
)
def test_a_day_is_read_however_it_is_written(text):
    assert day(text) == DAY


@pytest.mark.parametrize(
    "text", ["", "yesterday", "March 2026", "March 41, 2026", "In March 11, 2026 they met", "1" * 99]
)
def test_what_is_no_day_is_none(text):
    assert day(text) is None


def test_an_export_in_an_archive_is_split_too(tmp_path):
    content = formats.response(EXPORTS["coded.html"]) + formats.response(formats.PAGE.encode())
    found = read(tmp_path / "a.warc", content)
    assert [d.text for d in found] == [TEXT, f"{SECOND}\n\n{THIRD}", TEXT]
    assert len({d.id for d in found}) == 3
