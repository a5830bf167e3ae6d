"""Real reports: each reads without an error, into a record of the contract's form."""

import json
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from legation.nouns import Document
from legation.reader import Reader
from legation.sources import Rejected, documents
from tests.conftest import EVERYTHING
from tests.contract import check

SAMPLE = 50
"""Reports of each file, unless LEGATION_ALL_NEWS asks for all."""


def reports(folder: Path, name: str) -> Iterator[Document]:
    found = list(documents([folder / "data" / "news" / name]))
    assert found
    assert not [f for f in found if isinstance(f, Rejected)]
    picked = found if EVERYTHING else random.Random(7).sample(found, SAMPLE)
    yield from (f for f in picked if isinstance(f, Document))


@pytest.mark.parametrize("name", ["tehran_times.jsonl", "whitehouse.jsonl", "wikinews.jsonl"])
def test_every_report_reads_into_a_sound_record(reader: Reader, shared: Path, name):
    read = 0
    for record in reader.read_many(reports(shared, name)):
        check(record)
        read += 1
    assert read >= SAMPLE


def test_reading_twice_gives_the_same_record(reader: Reader, shared: Path):
    text = (shared / "data" / "news" / "seed_article.txt").read_text(encoding="utf-8")
    one, two = (json.dumps(reader.read(text, published="2025-03-13").to_dict()) for _ in range(2))
    assert one == two
