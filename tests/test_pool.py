import multiprocessing

import pytest

from legation.nouns import Document
from legation.pool import CHARACTERS, DOCUMENTS, _batches, records
from legation.sources import Rejected


def reports(count: int) -> list[Document | Rejected]:
    found: list[Document | Rejected] = [Document(f"Peru rejected offer {n}.", id=str(n)) for n in range(count)]
    found[count // 2] = Rejected("news.csv", "no text", count // 2)
    return found


@pytest.mark.parametrize("workers", [1, 2])
def test_outcomes_come_in_the_order_of_the_documents(workers):
    found = reports(3 * DOCUMENTS)
    outcomes = list(records(found, workers=workers))
    assert [o if isinstance(o, Rejected) else o.document for o in outcomes] == found


def test_nothing_gives_nothing():
    assert list(records([])) == []
    assert list(records([], workers=2)) == []


def test_a_worker_that_dies_costs_no_report():
    found = reports(8 * DOCUMENTS)
    outcomes = records(found, workers=2)
    told = [next(outcomes)]
    for worker in multiprocessing.active_children():
        worker.kill()
    told += outcomes
    assert [o if isinstance(o, Rejected) else o.document for o in told] == found


def test_a_batch_is_bounded_in_documents_and_in_characters():
    short, long = Document("x"), Document("x" * CHARACTERS)
    sizes = [len(b) for b in _batches(iter([short] * (DOCUMENTS + 1) + [long, long, short]))]
    assert sizes == [DOCUMENTS, 1, 1, 1, 1]
