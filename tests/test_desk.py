"""The desk's pages say what the record says, in each form, and lead to its words."""

import csv
import io
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.desk import charts
from legation.desk.marks import LAYERS, Mark, paragraphs
from legation.desk.pages.today import dated
from legation.record import Store, questions
from legation.record.filters import Filters
from tests.conftest import FERRER
from tests.desks import TOKEN, Visitor, fill, on, visited

PAGES = ("/", "/reports/1", "/actors/PER", "/dyads/PER/ECU", "/timeline", "/network", "/events", "/statements")
PAGES += ("/positions", "/review", "/forecast", "/about")
TABLES = ("/timeline", "/network", "/events", "/statements", "/positions")


@pytest.fixture
def desk(kept: Store) -> Iterator[Visitor]:
    fill(
        kept,
        on("2026-01-05"),
        on("2026-01-20", sources=("COL", "PER"), targets=("ECU",), type="SANCTION", quad="material-conflict"),
        on("2026-03-01", sources=(FERRER, "PER"), targets=("person:tomas-aguirre",), score=-2.0),
    )
    with visited(kept) as visitor:
        yield visitor


def test_every_page_answers_as_a_page_and_as_data(desk):
    for path in (*PAGES, "/?q=border+2026", "/positions?view=standing", "/forecast?source=PER&toward=ECU"):
        answer = desk.get(path)
        assert answer.status == 200, (path, answer.body)
        assert answer.headers["content-type"].startswith("text/html")
        assert ("main", "main") in [(t, a.get("id")) for t, a in answer.page.tags]
        place, _, query = path.partition("?")
        data = desk.get(f"{place}.json?{query}")
        assert data.status == 200, (path, data.body)
        assert isinstance(data.data, dict | list)


def test_tables_are_csv_with_the_columns_of_the_command(desk):
    for path in TABLES:
        answer = desk.get(f"{path}.csv?limit=1000")
        assert answer.headers["content-type"].startswith("text/csv")
        rows = list(csv.DictReader(io.StringIO(answer.body)))
        assert rows, path
        if path == "/events":
            assert list(rows[0]) == questions.EVENTS
            assert [r["day"] for r in rows] == ["2026-03-01", "2026-01-20", "2026-01-05"]


def test_every_row_leads_to_its_words(desk):
    for path in ("/events", "/statements", "/positions", "/timeline"):
        links = [h for h in desk.get(path).page.all("a", "href") if h.startswith("/reports/")]
        assert links, path
        for link in links:
            place, _, anchor = link.partition("#")
            assert anchor in desk.get(place).page.all("div", "id"), link


def test_links_of_all_pages_lead_somewhere(desk):
    seen: set[str] = set()
    for path in PAGES:
        seen |= {h.partition("#")[0] for h in desk.get(path).page.all("a", "href") if h.startswith("/")}
    for path in sorted(seen - {""}):
        assert desk.get(path).status == 200, path


def test_filters_narrow_and_facets_count(desk):
    page = desk.get("/events?quad=material-conflict")
    assert "1 events" in page.body or "1 event" in page.body
    assert desk.get("/events.json?source=COL").data[0]["type"] == "SANCTION"
    facets = desk.get("/events").page.all("a", "href")
    assert "/events?quad=verbal-conflict" in facets
    assert "/events?source=PER" in facets
    assert desk.get("/events.json?limit=1&offset=1").data[0]["day"] == "2026-01-20"


def test_what_cannot_be_asked_is_told_in_one_line(desk):
    assert desk.get("/events?source=Atlantis").status == 404
    assert "Atlantis" in desk.get("/events?source=Atlantis").body
    assert desk.get("/reports/99").status == 404
    assert desk.get("/actors/person:nobody").status == 404
    assert desk.get("/nowhere").status == 404
    assert desk.get("/events?since=yesterday").status == 422
    assert "since" in desk.get("/events.json?since=yesterday").data["error"]
    assert desk.get("/events?limit=100000").status == 422


def test_fields_left_empty_say_nothing(desk):
    assert desk.get("/events.json?source=&since=&search=&quad=").data == desk.get("/events.json").data


def test_an_empty_record_says_what_to_do_next(kept):
    with visited(kept) as desk:
        assert "legation ingest" in desk.get("/").body
        for path in (
            "/timeline",
            "/network",
            "/events",
            "/positions",
            "/review",
            "/about",
            "/forecast?source=PER",
        ):
            assert desk.get(path).status == 200, path


def test_charts_have_bars_for_all_that_is_counted(desk):
    answer = desk.get("/dyads/COL/ECU.svg")
    assert answer.headers["content-type"].startswith("image/svg+xml")
    assert "20 Jan: 1 material conflict" in desk.get("/timeline.svg?since=2026-01-01&until=2026-01-31").body


def test_a_program_corrects_with_the_token_and_undoes(desk):
    fields = {"kind": "event", "item": 1, "verdict": "reject", "who": "A. Reader", "why": "no act"}
    told = {"authorization": f"Bearer {TOKEN}", "accept": "application/json"}
    number = desk.post("/corrections", fields, **told).data["correction"]
    assert 1 not in [e["id"] for e in desk.get("/events.json").data]
    assert desk.get("/reports/1.json").data["events"][0]["rejected"] is True
    assert desk.post(f"/corrections/{number}/undo", {"who": "A. Reader"}, **told).status == 201
    assert 1 in [e["id"] for e in desk.get("/events.json").data]
    assert desk.post(f"/corrections/{number}/undo", {"who": "A. Reader"}, **told).status == 404
    edit = {"kind": "event", "item": 1, "verdict": "edit", "field": "targets", "value": "PER, COL", "who": "A"}
    assert desk.post("/corrections", edit, **told).status == 201
    assert desk.get("/reports/1.json").data["events"][0]["targets"] == ["PER", "COL"]


def test_the_queue_has_what_nobody_judged(desk):
    waiting = desk.get("/review.json").data["queue"]
    assert [w["urgency"] for w in waiting] == sorted((w["urgency"] for w in waiting), reverse=True)
    first = waiting[0]
    told = {"authorization": f"Bearer {TOKEN}", "accept": "application/json"}
    fields = {"kind": first["kind"], "item": first["item"]["id"], "verdict": "accept", "who": "A. Reader"}
    number = desk.post("/corrections", fields, **told).data["correction"]

    def still() -> bool:
        queue = desk.get("/review.json").data["queue"]
        return (first["kind"], first["item"]["id"]) in [(w["kind"], w["item"]["id"]) for w in queue]

    assert not still()
    desk.post(f"/corrections/{number}/undo", {"who": "A. Reader"}, **told)
    assert still()


@pytest.mark.parametrize(
    ("q", "words", "since", "until"),
    [
        ("mackerel", "mackerel", None, None),
        ("2026-03-12", "", date(2026, 3, 12), date(2026, 3, 12)),
        ("ports 2026-02", "ports", date(2026, 2, 1), date(2026, 2, 28)),
        ("3 April 2026 accord", "accord", date(2026, 4, 3), date(2026, 4, 3)),
        ("april 3, 2026", "", date(2026, 4, 3), date(2026, 4, 3)),
        ("2026-02-31", "2026-02-31", None, None),
        ("9999-12", "", date(9999, 12, 1), date(9999, 12, 31)),
    ],
)
def test_a_question_names_days_and_months(q, words, since, until):
    assert dated(q) == (words, since, until)


@given(
    st.text("ab\n ", max_size=60),
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60), st.sampled_from(LAYERS)), max_size=12),
)
def test_marks_lose_no_letter_and_lie_where_they_were_put(text, spans):
    marks = [Mark(min(a, b), min(max(a, b), len(text)), layer, f"n{n}") for n, (a, b, layer) in enumerate(spans)]
    found = paragraphs(text, marks)
    assert ["".join(p.text for p in line) for line in found] == [x for x in text.split("\n") if x.strip()]
    for mark in marks:
        under = "".join(p.text for line in found for p in line if mark.look in p.look.split())
        lines = [x for x in text[mark.start : mark.end].split("\n") if x] if mark.start < mark.end else []
        assert under.replace(" ", "") == "".join(lines).replace(" ", "")


@given(
    st.dates(date(1900, 1, 1), date(2100, 1, 1)),
    st.integers(0, 900),
    st.sampled_from(["day", "week", "month", "year"]),
)
def test_periods_cover_every_day_once(since, days, by):
    until = date.fromordinal(since.toordinal() + days)
    firsts = charts.periods(since, until, by)
    assert firsts[0] <= since
    assert charts.ends(firsts[-1], by) >= until
    for first, following in pairwise(firsts):
        assert (following - charts.ends(first, by)).days == 1


def test_a_page_with_everything_stays_small(desk):
    for path in PAGES:
        assert len(desk.get(path).body.encode()) < 300_000, path


def test_filters_pass_rows_over(kept):
    fill(kept, on("2026-01-05"), on("2026-01-06"), on("2026-01-07"))
    whole = questions.timeline(kept, Filters())
    parts = [questions.timeline(kept, Filters(limit=4, offset=n)) for n in range(0, len(whole), 4)]
    assert [r for part in reversed(parts) for r in part] == whole


@pytest.mark.parametrize("of", ["HELD", "ACTS"])
def test_more_positions_or_acts_than_can_be_weighed_are_listed(desk, monkeypatch, of):
    monkeypatch.setattr(f"legation.desk.standings.{of}", 0)
    for path in ("/", "/actors/PER", "/dyads/PER/ECU", "/positions?view=standing"):
        assert "weighed while you wait" in desk.get(path).body, path
    assert len(desk.get("/positions.json").data) == 6
