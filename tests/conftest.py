"""What the tests share: a reader, the data beside the checkout, and a record written by hand."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest
from hypothesis import settings

from legation.nouns import (
    About,
    Act,
    Actor,
    Agreement,
    Condition,
    Document,
    Event,
    Evidence,
    Position,
    Record,
    Span,
    Statement,
    Time,
    When,
)
from legation.reader import Reader
from legation.record import Store, open_record
from tests.records import BACKENDS, emptied, empty_record

settings.register_profile("busy", deadline=None)  # the first example loads tables, and machines are shared
settings.load_profile("busy")

os.environ["LEGATION_HOME"] = mkdtemp()  # what the person who runs the tests has added isn't known to them
ROOT = Path(__file__).parents[1]
EVERYTHING = bool(os.environ.get("LEGATION_ALL_NEWS"))
slow = pytest.mark.skipif(not EVERYTHING, reason="takes minutes: LEGATION_ALL_NEWS=1 runs it")
FERRER = "person:lucia-ferrer"
BORDER = (
    "Peru will not talk to Ecuador as long as Quito keeps the crossing closed. "
    "“If it is opened,” President Lucia Ferer said on Wednesday, “we will sit down.”\n"
    "In 2024 Tomás Aguirre refused a letter from Ferrer that Colombia delivered."
)


@pytest.fixture(scope="session")
def reader() -> Reader:
    """One reader for the whole run."""
    return Reader()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of data that isn't part of the project."""
    folder = Path(os.environ.get("LEGATION_SHARED") or ROOT.parent / "shared")
    if not (folder / "data").is_dir():
        pytest.skip("the shared data isn't beside the checkout (LEGATION_SHARED names it)")
    return folder


@pytest.fixture(scope="session")
def examples() -> Path:
    return ROOT / "examples"


@pytest.fixture(params=BACKENDS)
def kept_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where a new kept record may be, on each backend."""
    with empty_record(request.param, tmp_path) as url:
        yield url


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Store]]:
    """An open record on a backend, whose tables are made once a run: that takes longer than most tests."""
    with ExitStack() as records:
        folder = tmp_path_factory.mktemp("records")

        @cache
        def open_one(backend: str) -> Store:
            url = records.enter_context(empty_record(backend, folder))
            return records.enter_context(closing(open_record(url, create=True)))

        yield open_one


@pytest.fixture(params=BACKENDS)
def kept(request: pytest.FixtureRequest, made: Callable[[str], Store]) -> Iterator[Store]:
    """An empty kept record, on each backend."""
    store = made(request.param)
    yield store
    emptied(store)


@pytest.fixture
def border() -> Record:
    """A record written by hand, with one of everything."""
    return border_record(BORDER)


def border_record(text: str) -> Record:
    """The record of ``BORDER``, or of a text that has other characters in places of it, or goes on after it."""
    span = spans_of(text)
    wednesday = When("2026-03-11", date(2026, 3, 11), date(2026, 3, 11), span("Wednesday"))
    return Record(
        version="0",
        model="none",
        document=Document(text, id="border.txt", published=date(2026, 3, 12), source="The Test"),
        actors=(
            _actor("PER", "Peru", "country", "PER", None, "exact", span("Peru")),
            _actor("ECU", "Ecuador", "country", "ECU", None, "exact", span("Ecuador"), span("Quito")),
            _actor(FERRER, "Lucía Ferrer", "person", "PER", "president", "fuzzy", span("Lucia Ferer")),
            _actor("person:tomas-aguirre", "Tomás Aguirre", "person", "ECU", None, "new", span("Tomás Aguirre")),
            _actor("COL", "Colombia", "country", "COL", None, "exact", span("Colombia")),
        ),
        times=(Time(span("Wednesday"), "DATE", "2026-03-11", date(2026, 3, 11), date(2026, 3, 11)),),
        places=(),
        statements=(
            Statement(
                "s1",
                "direct",
                FERRER,
                span("Lucia Ferer"),
                span("said"),
                (span("If it is opened"), span("we will sit down")),
                when=wednesday,
            ),
        ),
        agreements=(Agreement("agreement:letter", "Letter", (span("letter"),)),),
        events=(
            Event(
                id="e1",
                type="REJECT",
                mode=None,
                contexts=("diplomatic",),
                quad="verbal-conflict",
                score=-4.0,
                sources=("person:tomas-aguirre",),
                targets=(FERRER,),
                via=("COL",),
                when=When("2024", date(2024, 1, 1), date(2024, 12, 31), span("2024")),
                place=None,
                agreement=None,
                status="actual",
                reported_in=None,
                confidence=0.9,
                evidence=Evidence(
                    span("In 2024 Tomás Aguirre refused a letter from Ferrer that Colombia delivered."),
                    span("refused"),
                    (span("Tomás Aguirre"),),
                    (span("Ferrer"),),
                ),
            ),
        ),
        positions=(
            Position(
                "p1",
                "PER",
                "ECU",
                "will-not",
                Act("talk", span("talk"), "CONSULT"),
                (
                    Condition(
                        "as-long-as",
                        span("as long as"),
                        span("Quito keeps the crossing closed"),
                        About("COERCE", ("ECU",), ("PER",)),
                    ),
                ),
                None,
                None,
                span("Peru will not talk to Ecuador as long as Quito keeps the crossing closed."),
                0.8,
            ),
            Position(
                "p2",
                "PER",
                None,
                "will",
                Act("sit down", span("sit down"), "CONSULT"),
                (Condition("if", span("If"), span("it is opened")),),
                "s1",
                wednesday,
                span("“If it is opened,” President Lucia Ferer said on Wednesday, “we will sit down.”"),
                0.4,
            ),
        ),
    )


def spans_of(text: str) -> Callable[[str], Span]:
    def span(words: str) -> Span:
        start = BORDER.index(words)
        return Span.of(text, start, start + len(words))

    return span


def _actor(id: str, name: str, kind: str, country: str, role: str | None, match: str, *mentions: Span) -> Actor:
    code = country if kind == "country" else f"{country}GOV"
    return Actor(id, name, kind, country, code, role, None, match, 0.9, mentions)  # type: ignore[arg-type]
