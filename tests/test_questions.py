"""Questions to the kept record have the same answers on either backend."""

import csv
import io
import json
from contextlib import closing
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from benchmarks import large
from legation.exceptions import InputError
from legation.nouns import Record, Span, When
from legation.record import Store, facets, keep, open_record, questions, schema
from legation.record.filters import Filters
from legation.record.health import faults
from legation.record.questions import actors, events, positions, statements, timeline
from legation.record.reports import reports
from legation.record.series import betweenness, network, series
from legation.record.status import status
from tests.conftest import BORDER, FERRER, border_record
from tests.test_cli import legation

AGUIRRE = "person:tomas-aguirre"


def put(store: Store, *records: Record) -> None:
    with store.writing() as connection:
        for record in records:
            assert keep.keep(connection, record)


def on(day: str, **changes: object) -> Record:
    """The border's report told anew, its refusal on another day, with other fields."""
    record = border_record(f"{BORDER} Told on {day}.")
    when = When(day, date.fromisoformat(day), date.fromisoformat(day), None)
    event = replace(record.events[0], when=when, **changes)
    document = replace(record.document, id=f"{day}.txt")
    return replace(record, document=document, events=(event,))


@pytest.fixture
def asked(kept: Store) -> Store:
    put(
        kept,
        on("2026-01-05"),
        on("2026-01-20", sources=("COL", "PER"), targets=("ECU",), type="SANCTION", quad="material-conflict"),
        on("2026-03-01", sources=(FERRER, "PER"), targets=(AGUIRRE,), score=-2.0),
    )
    return kept


def days(rows) -> list[str]:
    return [r["day"] for r in rows]


def test_events_come_newest_first_with_sides_and_words(asked):
    rows = events(asked, Filters())
    assert days(rows) == ["2026-03-01", "2026-01-20", "2026-01-05"]
    assert (rows[1]["sources"], rows[1]["targets"], rows[1]["via"]) == (["COL", "PER"], ["ECU"], ["COL"])
    start, end = rows[0]["evidence"]["trigger"][0]
    assert BORDER[start:end] == "refused"
    assert rows[0]["model"] == "none"
    assert rows[0]["codebook"] == "PLOVER-2"


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (Filters(source="PER"), ["2026-03-01", "2026-01-20"]),  # a state with its people
        (Filters(source=FERRER), ["2026-03-01"]),
        (Filters(source="Lucía Ferrer"), ["2026-03-01"]),
        (Filters(source="lucía ferrer"), ["2026-03-01"]),
        (Filters(source="peru"), ["2026-03-01", "2026-01-20"]),
        (Filters(source="PER", target="ECU"), ["2026-03-01", "2026-01-20"]),
        (Filters(target="PER"), ["2026-01-05"]),
        (Filters(actor=AGUIRRE), ["2026-03-01", "2026-01-05"]),
        (Filters(actor="ECU", type="sanction"), ["2026-01-20"]),
        (Filters(type="REJECT", until=date(2026, 2, 1)), ["2026-01-05"]),
        (Filters(since=date(2026, 1, 20), until=date(2026, 3, 1)), ["2026-03-01", "2026-01-20"]),
        (Filters(search="refusing letters", source="COL"), ["2026-01-20"]),  # by their stems
        (Filters(search='"a letter from Ferrer"', limit=2), ["2026-03-01", "2026-01-20"]),
        (Filters(search='"from letter"'), []),
        (Filters(search="?!"), []),
        (Filters(source="JPN"), []),
        (Filters(source="Japan"), []),  # a state of the tables that the record doesn't name
        (Filters(source="organisation:none"), []),
    ],
)
def test_filters_narrow(asked, filters, found):
    assert days(events(asked, filters)) == found


def test_a_name_that_nobody_has_is_told(asked):
    with pytest.raises(InputError, match=r"Ruritania: is no actor"):
        events(asked, Filters(source="Ruritania"))


def test_an_event_without_a_day_comes_last(kept, border):
    dateless = replace(border, document=replace(border.document, published=None))
    put(kept, on("2026-01-05"), replace(dateless, events=(replace(border.events[0], when=None),)))
    assert days(events(kept, Filters())) == ["2026-01-05", None]
    assert days(events(kept, Filters(limit=1))) == ["2026-01-05"]
    assert days(events(kept, Filters(since=date(2020, 1, 1)))) == ["2026-01-05"]
    assert days(events(kept, Filters(actor="ECU"))) == ["2026-01-05", None]


def test_statements_go_by_speaker_addressee_and_words(kept, border):
    put(kept, replace(border, statements=(replace(border.statements[0], addressees=("ECU",)),)))
    (row,) = statements(kept, Filters(source="PER", target="ECU"))
    assert row["words"] == "If it is opened … we will sit down"
    assert row["addressees"] == ["ECU"]
    assert row["when"] == {"value": "2026-03-11", "start": "2026-03-11", "end": "2026-03-11"}
    assert statements(kept, Filters(actor="Ecuador", type="direct", search="sit")) == [row]
    assert statements(kept, Filters(source="ECU")) == []
    assert statements(kept, Filters(type="indirect")) == []


def test_positions_go_by_holder_stance_and_act_with_their_conditions(kept, border):
    put(kept, border)
    (refusal,) = positions(kept, Filters(source="PER", target="ECU", type="will-not"))
    (condition,) = refusal["conditions"]
    assert (condition["kind"], condition["words"]) == ("as-long-as", "Quito keeps the crossing closed")
    assert condition["about"] == {"type": "COERCE", "sources": ["ECU"], "targets": ["PER"]}
    assert len(positions(kept, Filters(type="CONSULT"))) == 2
    assert positions(kept, Filters(actor="Ecuador")) == [refusal]
    assert positions(kept, Filters(search="crossing")) == [refusal]


def test_actors_are_counted_by_their_mentions(asked):
    rows = actors(asked, Filters())
    assert [(r["id"], r["mentions"], r["documents"]) for r in rows[:2]] == [("ECU", 6, 3), ("COL", 3, 3)]
    assert [r["id"] for r in actors(asked, Filters(search="ferr"))] == [FERRER]
    assert {r["id"] for r in actors(asked, Filters(actor="PER"))} == {"PER", FERRER}
    assert [r["id"] for r in actors(asked, Filters(source="COL"))] == ["ECU"]
    assert [r["id"] for r in actors(asked, Filters(target=FERRER))] == [AGUIRRE]
    assert [r["id"] for r in actors(asked, Filters(type="person", limit=1))] == [FERRER]
    assert actors(asked, Filters(since=date(2027, 1, 1))) == []


def test_a_timeline_runs_from_the_oldest(kept, border):
    put(kept, border)
    rows = timeline(kept, Filters())
    assert [(r["day"], r["what"]) for r in rows] == [
        ("2024-01-01", "event"),
        ("2026-03-11", "statement"),
        ("2026-03-11", "position"),
        ("2026-03-12", "position"),
    ]
    assert [r["day"] for r in timeline(kept, Filters(limit=2))] == ["2026-03-11", "2026-03-12"]


def test_a_series_counts_each_event_once_for_two_sides(asked):
    """Ferrer and Peru are one side."""
    rows = series(asked, Filters(source="PER"))
    assert [(r["period"], r["target"], r["events"], r["share"], r["mean_score"]) for r in rows] == [
        ("2026-01-01", "ECU", 1, 0.5, -4.0),
        ("2026-03-01", "ECU", 1, 1.0, -2.0),
    ]
    assert rows[0]["material_conflict"] == 1
    assert [r["events"] for r in series(asked, Filters(source=FERRER))] == [1]
    assert [r["events"] for r in series(asked, Filters(search="letter", type="SANCTION"), "year")] == [1, 1]


@pytest.mark.parametrize(
    ("by", "periods"),
    [
        ("day", ["2026-01-05", "2026-01-20", "2026-03-01"]),
        ("week", ["2026-01-05", "2026-01-19", "2026-02-23"]),  # Mondays; the first of March is a Sunday
        ("month", ["2026-01-01", "2026-03-01"]),
        ("year", ["2026-01-01"]),
    ],
)
def test_a_period_is_named_by_its_first_day(asked, by, periods):
    rows = series(asked, Filters(), by)
    assert list(dict.fromkeys(r["period"] for r in rows)) == periods


def test_a_network_has_edges_and_centralities(asked):
    found = network(asked, Filters())
    assert [(e["source"], e["target"], e["events"]) for e in found["edges"]] == [
        ("PER", "ECU", 2),
        ("COL", "ECU", 1),
        ("ECU", "PER", 1),
    ]
    ecuador = next(n for n in found["nodes"] if n["id"] == "ECU")
    assert (ecuador["name"], ecuador["acts"], ecuador["receives"]) == ("Ecuador", 1, 3)
    assert ecuador["betweenness"] == 0.5
    assert sum(n["pagerank"] for n in found["nodes"]) == pytest.approx(1, abs=1e-5)
    assert [(e["source"], e["events"]) for e in network(asked, Filters(), least=2)["edges"]] == [("PER", 2)]
    assert network(asked, Filters(source="JPN")) == {"nodes": [], "edges": []}


QUESTIONS = ("events", "statements", "positions", "actors", "timeline", "series", "network")


@pytest.mark.parametrize("question", QUESTIONS)
def test_each_question_answers_json_csv_and_files(question, border, tmp_path):
    url = f"sqlite:///{tmp_path}/x.db"
    with closing(open_record(url, create=True)) as store:
        put(store, border)
    done = legation(question, "--record", url, "--json")
    value = json.loads(done.stdout)
    rows = value["edges"] if question == "network" else value
    table = list(csv.DictReader(io.StringIO(legation(question, "--record", url, "--csv").stdout)))
    assert len(table) == len(rows) > 0
    assert list(table[0]) == list(rows[0])
    out = tmp_path / "x.jsonl"
    done = legation(question, "--record", url, "--out", out)
    assert (done.returncode, done.stdout) == (0, "")
    assert [json.loads(line) for line in out.read_text().splitlines()] == rows


def test_options_that_dont_go_together_are_a_usage_error(tmp_path):
    assert legation("events", "--json", "--csv").returncode == 2
    assert legation("events", "--out", tmp_path / "x.xlsx").returncode == 2
    assert legation("events", "--since", "March").returncode == 2
    assert legation("series", "--by", "decade").returncode == 2


def test_an_unknown_actor_is_one_error_and_status_one(border, tmp_path):
    url = f"sqlite:///{tmp_path}/x.db"
    with closing(open_record(url, create=True)) as store:
        put(store, border)
    done = legation("events", "--record", url, "--source", "Ruritania", "--json")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("legation: Ruritania: is no actor of this record")


def test_a_span_is_where_its_words_are(asked):
    for row in events(asked, Filters()):
        ((start, end),) = row["evidence"]["sentence"]
        assert Span.of(BORDER, start, end).text == row["words"]


@pytest.mark.parametrize("kind", ["events", "statements", "positions"])
def test_a_page_has_the_rows_of_its_question_however_far_it_lies(kept, kind, monkeypatch):
    put(kept, *(large.record(n) for n in range(5)))
    monkeypatch.setattr(facets, "NEWEST", 6)
    asks = {"events": events, "statements": statements, "positions": positions}
    for offset in (0, 2, 5, 100):
        asked = Filters(limit=4, offset=offset)
        rows, counted = facets.page(kept, kind, asked)
        assert rows == asks[kind](kept, asked)
        assert (counted.total, counted.more) == (6, True)
    assert facets.page(kept, kind, Filters())[0] == asks[kind](kept, Filters())


def test_values_that_are_as_many_stand_in_the_order_of_the_alphabet(asked):
    _, counted = facets.page(asked, "events", Filters(type="SANCTION"))
    assert counted.counts["source"] == [("COL", 1), ("PER", 1)]


def test_a_common_word_finds_what_a_rare_one_does(kept, monkeypatch):
    """Rows with it are found in another way."""
    put(kept, *(large.record(n) for n in range(20)))
    border = Filters(search="border")
    narrower = ({}, {"limit": 5}, {"limit": 5, "offset": 3}, {"source": "AAX"}, {"actor": "ABX"})
    asks = [
        (ask, replace(border, **more)) for ask in (events, statements, positions, reports) for more in narrower
    ]
    rare = [ask(kept, asked) for ask, asked in asks]
    assert len(rare[0]) > 8
    assert all("border" in row["words"] for row in rare[0])
    assert (rare[1], rare[2]) == (rare[0][:5], rare[0][3:8])
    monkeypatch.setattr("legation.record.filters.COMMON", 0)
    assert [ask(kept, asked) for ask, asked in asks] == rare


@pytest.mark.parametrize("by", ["day", "week", "month", "year"])
def test_a_share_is_of_all_the_events_of_a_period_within_the_time_asked_for(kept, by):
    put(kept, *(on(f"2026-01-{day:02}") for day in (5, 6, 20, 21)), on("2026-02-03", sources=("COL",)))
    since, until = date(2026, 1, 6), date(2026, 2, 28)
    rows = series(kept, Filters(since=since, until=until), by)
    within = events(kept, Filters(since=since, until=until))
    assert sum(r["events"] for r in rows) == len(within) == 4
    periods = {r["period"] for r in rows}
    assert [sum(r["share"] for r in rows if r["period"] == p) for p in periods] == [1.0] * len(periods)


def test_betweenness_is_that_of_networkx():
    networkx = pytest.importorskip("networkx")
    for size, chance in ((3, 0.5), (40, 0.1), (60, 0.02)):
        graph = networkx.gnp_random_graph(size, chance, seed=size, directed=True)
        links = networkx.to_scipy_sparse_array(graph, weight=None, dtype=float)
        assert betweenness(links) == pytest.approx(list(networkx.betweenness_centrality(graph).values()))


def test_who_speaks_and_who_is_addressed_are_asked_for_as_one_actor(kept, border):
    with kept.writing() as connection:
        keep.keep(connection, border)
    spoken, heard = (statements(kept, Filters(**{side: "PER"})) for side in ("source", "target"))
    either = [s["id"] for s in statements(kept, Filters(actor="PER"))]
    assert sorted(either) == sorted({s["id"] for s in (*spoken, *heard)})
    held = {p["id"] for side in ("source", "target") for p in positions(kept, Filters(**{side: "ECU"}))}
    assert held == {p["id"] for p in positions(kept, Filters(actor="ECU"))}


def test_a_large_record_of_copies_is_whole(kept, monkeypatch):
    monkeypatch.setattr(large, "BASE", 3)
    large.fill(kept, 9)
    held = status(kept)
    assert (held["documents"], held["events"], held["positions"]) == (9, 90, 18)
    assert list(faults(kept)) == []
    days = {e["day"] for e in events(kept, Filters())}
    assert len(days) == 9


def published(day: str, on_day: date | None) -> Record:
    record = on(day)
    return replace(record, document=replace(record.document, published=on_day))


@pytest.mark.parametrize("day", [1, 2, 5, 9])
def test_words_are_found_however_long_ago(kept, monkeypatch, day):
    """Those that are rare among the newest rows are looked for among ever more."""
    monkeypatch.setattr(questions, "FIRST", 1)
    monkeypatch.setattr(questions, "WIDER", 2)
    put(kept, *(published(f"2026-01-{n:02}", date(2026, 1, n)) for n in range(1, 10)))
    found = reports(kept, Filters(search=f'"Told on 2026-01-{day:02}"', limit=1))
    assert [r["published"] for r in found] == [f"2026-01-{day:02}"]


def test_reports_without_a_day_stand_last(kept):
    days = [date(2026, 1, 2), None, date(2026, 1, 9), date(2026, 1, 2), None]
    put(kept, *(published(f"2026-01-{n:02}", told) for n, told in enumerate(days, 1)))
    assert [r["id"] for r in reports(kept, Filters())] == [3, 4, 1, 5, 2]
    assert [r["id"] for r in reports(kept, Filters(limit=3, offset=1))] == [4, 1, 5]
    assert [r["id"] for r in reports(kept, Filters(since=date(2026, 1, 3)))] == [3]


def test_statements_to_one_who_is_often_spoken_to_are_the_same_as_listed(kept, monkeypatch):
    walked = []
    monkeypatch.setattr(
        questions, "_addressed", lambda who, of=questions._addressed: walked.append(who) or of(who)
    )
    put(kept, *(on(f"2026-01-{n:02}") for n in range(1, 10)))
    with kept.writing() as connection:
        every = connection.execute(select(schema.statements.c.id, schema.statements.c.speaker)).all()
        missing = [{"statement_id": r.id, "actor_id": "COL", "side": "COL"} for r in every]
        connection.execute(schema.addressees.insert(), missing)
    listed = statements(kept, Filters(actor="COL"))
    assert len(listed) == len(every)
    assert not walked
    for number in (1, 2, 5):
        assert statements(kept, Filters(actor="COL", limit=number)) == listed[:number]
    assert walked
