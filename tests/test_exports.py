"""Every export is read back by the tool that it is for."""

import csv
import json
from contextlib import closing
from dataclasses import replace

import networkx
import pandas
import pytest
import stix2

from legation.nouns import Record
from legation.record import Store, keep, open_record
from legation.record.exports import FORMATS, export, gdelt
from legation.record.exports.citation import citation
from legation.record.filters import Filters
from legation.record.imports.rows import coded_as
from legation.record.questions import ACTORS, EVENTS, POSITIONS, STATEMENTS, TIMELINE
from legation.record.series import EDGES, NODES, SERIES
from legation.record.tables import rows
from tests.conftest import FERRER
from tests.contract import check_ids, check_keys
from tests.test_cli import legation

AGUIRRE = "person:tomas-aguirre"


@pytest.fixture
def full(kept: Store, border: Record) -> Store:
    """The border's report, with a URL and with letters that forms must write out."""
    document = replace(border.document, url="https://example.org/a?b=1&c=2", source="The <Test>")
    with kept.writing() as connection:
        keep.keep(connection, replace(border, document=document))
    return kept


@pytest.fixture
def out(tmp_path):
    return tmp_path / "out.x"


def test_csv_is_read_by_pandas_and_codes_stay_strings(full, out):
    export(full, "csv", Filters(), out)
    table = pandas.read_csv(out, dtype=str, keep_default_na=False)
    assert list(table.columns) == list(EVENTS)
    assert table.loc[0, ["type", "sources", "targets", "via", "day", "score"]].tolist() == [
        "REJECT",
        AGUIRRE,
        FERRER,
        "COL",
        "2024-01-01",
        "-4.0",
    ]


@pytest.mark.parametrize(
    ("subject", "columns"), [("events", EVENTS), ("actors", ACTORS), ("positions", POSITIONS)]
)
def test_parquet_is_read_by_pandas_with_lists_and_dates(full, out, subject, columns):
    export(full, "parquet", Filters(), out, subject)
    table = pandas.read_parquet(out)
    assert list(table.columns) == list(columns)
    if subject == "events":
        assert list(table.loc[0, "sources"]) == [AGUIRRE]
        assert table.loc[0, "day"].isoformat() == "2024-01-01"
        assert table.loc[0, "score"] == -4.0


def test_an_export_of_nothing_is_still_one(kept, out):
    for form in FORMATS:
        export(kept, form, Filters(), out)
        assert out.is_file()
    export(kept, "parquet", Filters(), out, "statements")
    assert list(pandas.read_parquet(out).columns) == list(STATEMENTS)


def test_jsonl_is_the_record_that_was_read(full, border, out):
    export(full, "jsonl", Filters(), out)
    (record,) = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    check_keys(record)
    check_ids(record)
    document = {"url": "https://example.org/a?b=1&c=2", "source": "The <Test>"}
    whole = border.to_dict()
    assert record == whole | {"document": whole["document"] | document}


def test_gdelt_has_sixty_one_columns_and_leading_zeros(full, border, out):
    with full.writing() as connection:
        aid = replace(border.events[0], type="AID", quad="material-cooperation", score=10.0)
        text = replace(border.document, text=border.document.text + " Aid came.")
        keep.keep(connection, replace(border, document=text, events=(aid,)))
    export(full, "gdelt", Filters(), out)
    table = pandas.read_csv(out, sep="\t", header=None, names=gdelt.COLUMNS, dtype=str, quoting=csv.QUOTE_NONE)
    assert table.shape == (2, 61)
    assert sorted(table["EventRootCode"]) == ["07", "12"]
    first = table[table["EventRootCode"] == "12"].iloc[0]
    assert (first["Day"], first["MonthYear"], first["Year"]) == ("20240101", "202401", "2024")
    assert (first["Actor1Code"], first["Actor1Name"], first["Actor1Type1Code"]) == (
        "ECUGOV",
        "Tomás Aguirre",
        "GOV",
    )
    assert (first["Actor2CountryCode"], first["QuadClass"], first["GoldsteinScale"]) == ("PER", "3", "-4.0")
    assert first["SOURCEURL"] == "https://example.org/a?b=1&c=2"


def test_every_type_of_plover_has_a_cameo_code():
    from legation.coding import plover

    assert {r["type"] for r in rows("cameo") if r["mode"] == "-"} == plover.types()


@pytest.mark.parametrize("row", rows("cameo"), ids=lambda row: f"{row['type']} {row['mode']}")
def test_a_cameo_code_that_is_written_is_read_back_as_the_same(row):
    type, mode = coded_as(row["code"])
    assert type == row["type"]
    assert (mode or "-") == row["mode"] or (type, mode) == ("ACCUSE", "disapprove")


def test_graphml_is_read_by_networkx(full, out):
    export(full, "graphml", Filters(), out)
    graph = networkx.read_graphml(out)
    assert graph.nodes["ECU"]["name"] == "Ecuador"
    assert graph.edges["ECU", "PER"]["events"] == 1
    assert graph.graph["citation"] == citation(full)


def test_timelinejs_has_the_forms_that_it_asks_for(full, out):
    """The required and the allowed fields of TimelineJS 3's JSON format."""
    export(full, "timelinejs", Filters(), out)
    timeline = json.loads(out.read_text(encoding="utf-8"))
    assert set(timeline) <= {"events", "title", "eras", "scale"}
    assert set(timeline["title"]) <= {"text", "media", "background"}
    (slide,) = timeline["events"]
    assert set(slide) <= set(
        "start_date end_date text media group display_date background autolink unique_id".split()
    )
    assert slide["start_date"] == {"year": 2024, "month": 1, "day": 1}
    assert slide["end_date"] == {"year": 2024, "month": 12, "day": 31}
    assert slide["text"]["headline"] == "Tomás Aguirre – reject – Lucía Ferrer"
    assert '<a href="https://example.org/a?b=1&amp;c=2">The &lt;Test&gt;</a>' in slide["text"]["text"]


def test_stix_is_read_by_its_library_and_keeps_its_ids(full, out):
    export(full, "stix", Filters(), out)
    written = out.read_text(encoding="utf-8")
    bundle = stix2.parse(written, allow_custom=False)
    (relationship,) = [o for o in bundle.objects if o.type == "relationship"]
    names = {o.id: o.name for o in bundle.objects if o.type == "identity"}
    assert (names[relationship.source_ref], names[relationship.target_ref]) == ("Tomás Aguirre", "Lucía Ferrer")
    assert (relationship.relationship_type, relationship.confidence) == ("reject", 90)
    (report,) = [o for o in bundle.objects if o.type == "report"]
    assert set(report.object_refs) == {relationship.id, *names}
    export(full, "stix", Filters(), out)
    assert out.read_text(encoding="utf-8") == written


def test_a_briefing_tells_events_positions_and_statements_with_their_sources(full, out):
    export(full, "markdown", Filters(), out)
    told = out.read_text(encoding="utf-8")
    assert "**2024-01-01** Tomás Aguirre – reject – Lucía Ferrer: In 2024" in told
    assert "[The \\<Test\\>](<https://example.org/a?b=1&c=2>)" in told
    assert "will-not toward Ecuador: talk — as-long-as: Quito keeps the crossing closed" in told
    assert "**Lucía Ferrer**: If it is opened" in told


@pytest.mark.parametrize("form", FORMATS)
def test_with_every_export_goes_a_dictionary_and_a_citation(full, out, form):
    about = export(full, form, Filters(), out)
    told = about.read_text(encoding="utf-8")
    assert citation(full) in told
    meanings = dict(FORMATS[form].dictionary("events"))
    assert all(f"| `{name}` | {meaning} |" in told for name, meaning in meanings.items())
    assert all(meanings.values())


def test_a_citation_changes_with_the_record(kept, border):
    empty = citation(kept)
    with kept.writing() as connection:
        keep.keep(connection, border)
    assert citation(kept) != empty
    assert "codebook PLOVER-2; read by none" in citation(kept)
    assert citation(kept) == citation(kept)


def test_every_column_is_explained():
    told = {r["column"] for r in rows("dictionary")}
    columns = {*EVENTS, *STATEMENTS, *POSITIONS, *ACTORS, *TIMELINE, *SERIES, *EDGES, *NODES}
    assert columns - told == set()


def test_the_command_writes_the_file_and_the_page_beside_it(border, tmp_path):
    url = f"sqlite:///{tmp_path}/x.db"
    with closing(open_record(url, create=True)) as store, store.writing() as connection:
        keep.keep(connection, border)
    done = legation("export", "csv", "--record", url, "--out", tmp_path / "p.csv", "--table", "positions")
    assert (done.returncode, done.stdout) == (0, "")
    assert (tmp_path / "p.csv").read_text().count("\n") == 3
    assert (tmp_path / "p.csv.about.md").is_file()
