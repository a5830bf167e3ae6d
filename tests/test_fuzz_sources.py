"""Each reader against inputs that were damaged at random: each gives records or rejects, and nothing is lost.

``LEGATION_FUZZ=100000`` makes that many in all; without it a few hundred.
"""

import gzip
import io
import json
import os

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from legation.nouns import Document
from legation.sources import Rejected
from legation.sources.apart import Apart
from legation.sources.inputs import Inputs
from tests import formats
from tests.formats import FIRST, SECOND, THIRD

LINES = [FIRST, SECOND, THIRD]
REPORTS = tuple((f"Talks {n}", "The Example", "11 March 2026", LINES) for n in range(2))
ROWS = "".join(
    json.dumps({"text": t, "id": n, "published": "2026-03-11"}) + "\n" for n, t in enumerate(LINES)
).encode()
TABLE = ("id,text,published\r\n" + "".join(f'{n},"{t}",2026-03-11\r\n' for n, t in enumerate(LINES))).encode()
ARCHIVE = formats.response(formats.PAGE.encode()) + formats.response(
    formats.chunked(gzip.compress(formats.PAGE.encode())),
    more="Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n",
)


def columns() -> bytes:
    whole = io.BytesIO()
    pq.write_table(pa.table({"text": LINES, "id": [1, 2, 3]}), whole)
    return whole.getvalue()


SEEDS = {
    "a.txt": FIRST.encode(),
    "a.txt.gz": gzip.compress(FIRST.encode()),
    "a.txt.zst": zstandard.compress(FIRST.encode()),
    "a.jsonl": ROWS,
    "a.jsonl.zst": zstandard.compress(ROWS),
    "a.csv": TABLE,
    "a.tsv": TABLE.replace(b",", b"\t"),
    "a.md": f"# Talks\n\n{FIRST}\n".encode(),
    "a.html": formats.PAGE.encode(),
    "a.rss": formats.RSS.encode(),
    "a.atom": formats.ATOM.encode(),
    "a.warc": ARCHIVE,
    "a.warc.gz": gzip.compress(ARCHIVE),
    "a.pdf": formats.pdf(*[["The Example", *LINES]] * 2),
    "a.docx": formats.docx(*LINES, title="Talks"),
    "a.rtf": formats.rtf(*LINES, title="Talks"),
    "a.parquet": columns(),
    "lexis.docx": formats.docx(*formats.lexisnexis(*REPORTS)),
    "proquest.txt": "\n".join(formats.proquest(*REPORTS)).encode(),
    "factiva.html": formats.factiva_page(*REPORTS).encode(),
    "coded.html": formats.factiva_table(*REPORTS).encode(),
    "factiva.xml": formats.factiva_xml(*REPORTS).encode(),
}
PIECES = (
    b"\0",
    b"\xff\xfe",
    b"\r\n\r\n",
    b"<![CDATA[",
    b"<!--",
    b"&#x110000;",
    b"&#0;",
    b"\\u-1?",
    b"\\bin999999999 ",
    b"{",
    b"}",
    b'"',
    b"<p>" * 50,
    b"</div>",
    b"9" * 30,
    b"-1",
    b"[[[[",
    b"<</Length 99999999>>stream\n",
    b"\x1f\x8b\x08",
    b"PAR1",
    b"\xed\xa0\x80",
)
CASES = int(os.environ.get("LEGATION_FUZZ", "400")) // len(SEEDS)
Change = tuple[int, str, int, bytes]
CHANGES = st.lists(
    st.tuples(
        st.integers(0, 2**20),
        st.sampled_from(["cut", "drop", "set", "insert", "repeat"]),
        st.integers(1, 400),
        st.sampled_from(PIECES) | st.binary(min_size=1, max_size=12),
    ),
    min_size=1,
    max_size=6,
)


def changed(content: bytes, changes: list[Change]) -> bytes:
    for place, how, size, piece in changes:
        at = place % (len(content) + 1)
        before, after = content[:at], content[at:]
        match how:
            case "cut":
                content = before or piece
            case "drop":
                content = before + after[size:]
            case "set":
                content = before + piece + after[len(piece) :]
            case "insert":
                content = before + piece + after
            case _:
                content = before + after[:size] * 3 + after[size:]
    return content


@pytest.fixture(scope="module")
def apart():
    with Apart(seconds=30) as process:
        yield process


@pytest.mark.parametrize("name", SEEDS)
def test_whatever_is_in_a_file_it_is_read_or_rejected(apart, tmp_path_factory, name):
    path = tmp_path_factory.mktemp("fuzz") / name
    crashed = []

    @settings(
        max_examples=CASES,
        deadline=None,
        derandomize="LEGATION_FUZZ" not in os.environ,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(CHANGES)
    def check(changes: list[Change]) -> None:
        content = changed(SEEDS[name], changes)
        path.write_bytes(content)
        found = list(Inputs(apart).documents(str(path)))
        assert found
        for one in found:
            if isinstance(one, Document):
                assert one.text.strip()
                assert one.id
                one.text.encode()
            else:
                assert isinstance(one, Rejected)
                assert one.input == str(path)
                assert one.reason
                assert one.reason.isprintable()
                if "crashed" in one.reason or "takes longer" in one.reason:
                    crashed.append((one.reason, content))
        if name == "a.jsonl" and not content.startswith((b"\x1f\x8b", b"\xff\xfe")):  # packed, or UTF-16
            given_lines = [line for line in content.decode("utf-8", "surrogateescape").split("\n") if line.strip()]
            assert len(found) in (len(given_lines), 1)

    check()
    assert crashed == [], "contained by the process apart, and still to be looked at"
