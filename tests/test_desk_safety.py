"""Text of reports is never markup, and what comes from elsewhere than the desk's own pages changes nothing."""

import re
from dataclasses import replace
from urllib.parse import urlsplit

import pytest

from legation.desk import application
from legation.desk.desk import COOKIE, Keeper
from legation.desk.guard import LONGEST_BODY, LONGEST_QUERY, POLICY, WRITES, Guard
from legation.nouns import Record
from legation.record import Store
from tests.conftest import FERRER, border_record, spans_of
from tests.desks import TOKEN, Visitor, fill, on, visited
from tests.test_desk import PAGES

EVIL = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "' onmouseover='alert(1)",
    "</textarea></title><script>alert(1)</script>",
    "{{ 7 * 7 }}{% raw %}${7*7}",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "<a href=javascript:alert(1)>x</a>",
    "&lt;script&gt;&#60;script&#62;",
    "<!--><style>*{display:none}</style>",
    "\u202e\u2066<base href=//evil.example>",
    "<meta http-equiv=refresh content=0>",
    "]]><x xmlns='http://www.w3.org/1999/xhtml'/>",
)


def hostile(evil: str, number: int) -> Record:
    """The border's report with the same evil in every field that comes from outside."""
    record = border_record(on("2026-01-05").document.text + f" {evil} {number}")
    names = {FERRER: evil, "PER": f"Peru {evil}"}
    actors = tuple(
        replace(a, name=names.get(a.id, a.name), role=evil if a.id == FERRER else a.role) for a in record.actors
    )
    document = replace(record.document, id=evil, title=evil, source=evil, url=evil)
    end = len(record.document.text)
    words = replace(record.positions[0].act, text=evil, span=spans_of(record.document.text)("talk"))
    sentence = replace(record.positions[0].sentence, end=end)
    positions = (replace(record.positions[0], act=words, sentence=sentence), *record.positions[1:])
    return replace(record, document=document, actors=actors, positions=positions)


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    from legation.record import open_record

    store = open_record(f"sqlite:///{tmp_path_factory.mktemp('hostile')}/hostile.db", create=True)
    fill(store, *(hostile(evil, n) for n, evil in enumerate(EVIL)))
    with visited(store) as visitor:
        yield visitor
    store.close()


def _assert_plain(body: str, page, where: str) -> None:
    assert {s for s in page.all("script", "src") if not s.startswith("/static/")} == set(), where
    for tag, attributes in page.tags:
        assert tag not in ("style", "base", "iframe", "object", "embed", "img"), (where, tag)
        assert tag != "script" or "src" in attributes, where
        assert tag != "meta" or "http-equiv" not in attributes, where
        for name, value in attributes.items():
            assert not name.startswith("on"), (where, tag, name)
            assert name != "style", (where, tag)
            if name in ("href", "src", "action", "hx-get", "hx-post"):
                assert urlsplit(value or "").scheme in ("", "https"), (where, value)
                assert not (value or "").startswith("//"), (where, value)
    assert "49" not in re.findall(r"\b7 ?\* ?7\b|\b49\b", body), where


def test_text_of_reports_is_never_markup(desk):
    reports = [f"/reports/{n + 1}" for n in range(len(EVIL))]
    actor = f"/actors/{FERRER}"
    for path in (
        *PAGES,
        *reports,
        actor,
        "/positions?view=standing",
        "/?q=border",
        "/forecast?source=PER&toward=ECU",
    ):
        answer = desk.get(path)
        assert answer.status == 200, path
        _assert_plain(answer.body, answer.page, path)


def test_what_is_asked_is_never_markup(desk):
    from urllib.parse import quote

    for evil in EVIL:
        for path in (
            "/?q=",
            "/events?source=",
            "/events?search=",
            "/timeline?actor=",
            "/actors/",
            "/forecast?source=",
        ):
            answer = desk.get(path + quote(evil, safe=""))
            assert answer.status < 500, (path, evil)
            _assert_plain(answer.body, answer.page, path + evil)


def test_hostile_names_make_no_markup_of_a_chart(desk):
    from xml.etree import ElementTree

    for path in ("/network.svg", f"/actors/{FERRER}.svg", "/timeline.svg"):
        answer = desk.get(path)
        tags = {e.tag.partition("}")[2] for e in ElementTree.fromstring(answer.body).iter()}
        assert tags <= {"svg", "title", "line", "text", "a", "rect", "path", "circle"}, path


def test_every_answer_has_the_strict_policy(desk):
    for path in ("/", "/nowhere", "/events.json", "/static/desk.css", "/events?since=x", "/openapi.json"):
        assert desk.get(path).headers["content-security-policy"] == POLICY
        assert desk.get(path).headers["x-content-type-options"] == "nosniff"
    assert "unsafe" not in POLICY
    assert "default-src 'none'" in POLICY


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "", "localhost@evil.example", "[::1", "a:b"]
)
def test_other_names_of_the_host_are_refused(desk, host):
    assert desk.get("/", host=host).status == 421


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:9", "[::1]:8000", "LOCALHOST:80"])
def test_names_of_this_machine_are_answered(desk, host):
    assert desk.get("/about.json", host=host).status == 200


FIELDS = {"kind": "event", "item": 1, "verdict": "accept", "who": "A. Reader"}


def test_writes_need_the_token(desk):
    form = Keeper(None, TOKEN).form_token()  # type: ignore[arg-type]
    cookie = f'{COOKIE}="{TOKEN}"'
    assert desk.post("/corrections", FIELDS).status == 403
    assert desk.post("/corrections", FIELDS, authorization="Bearer wrong").status == 403
    assert desk.post("/corrections", FIELDS, cookie=cookie).status == 403
    assert desk.post("/corrections", {**FIELDS, "token": form}).status == 403
    assert desk.post("/corrections", {**FIELDS, "token": form}, cookie=cookie).status == 303
    assert desk.get("/enter?token=wrong").status == 403
    entered = desk.get("/enter?token=" + TOKEN.replace(" ", "+"))
    assert entered.status == 303
    assert "HttpOnly" in entered.headers["set-cookie"]
    assert "samesite=strict" in entered.headers["set-cookie"].lower()


def test_other_sites_may_not_write_even_with_the_token(desk):
    told = {"authorization": f"Bearer {TOKEN}"}
    for origin in ("https://evil.example", "null", "http://127.0.0.1:1"):
        assert desk.post("/corrections", FIELDS, origin=origin, **told).status == 403
    for site in ("cross-site", "same-site"):
        assert desk.post("/corrections", FIELDS, sec_fetch_site=site, **told).status == 403
    assert (
        desk.post("/corrections", FIELDS, origin=desk.address, sec_fetch_site="same-origin", **told).status
        == 303
    )


def test_a_name_leads_back_to_this_desk_alone(desk):
    told = {"authorization": f"Bearer {TOKEN}"}
    for back in ("//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)"):
        answer = desk.post("/who", {"name": "A. Reader", "back": back}, **told)
        assert answer.headers["location"] == "/", back
    assert desk.post("/who", {"name": "Ł. Ødegård", "back": "/review"}, **told).headers["location"] == "/review"


def test_what_is_too_long_or_too_much_is_refused(desk):
    told = {"authorization": f"Bearer {TOKEN}"}
    assert desk.get("/events?search=" + "x" * LONGEST_QUERY).status == 414
    assert desk.post("/corrections", {**FIELDS, "why": "x" * LONGEST_BODY}, **told).status == 413
    assert desk.post("/corrections", {**FIELDS, "why": "x" * 2000}, **told).status == 422
    assert desk.send("POST", "/corrections", None, {"content-length": "-1", **told}).status in (400, 411)
    assert desk.get("/events?search=" + "x" * 500).status == 422


def test_more_writes_than_a_reader_makes_are_refused():
    guard = Guard(lambda *_: None, ("localhost",))  # type: ignore[arg-type,return-value]
    scope = {
        "type": "http",
        "method": "POST",
        "path": "/corrections",
        "query_string": b"",
        "client": ("127.0.0.1", 1),
        "headers": [(b"host", b"localhost"), (b"content-length", b"1")],
    }
    answers = [guard._refused(scope) for _ in range(WRITES + 1)]
    assert answers[:-1] == [None] * WRITES
    assert answers[-1] is not None
    assert answers[-1].status_code == 429


def test_a_desk_that_reads_only_lets_nobody_in(kept: Store):
    fill(kept, on("2026-01-05"))
    with visited(kept, token=None) as reading:
        assert reading.post("/corrections", FIELDS, authorization="Bearer ").status == 403
        assert reading.post("/corrections", FIELDS, authorization="Bearer None").status == 403
        assert reading.get("/enter?token=").status == 403
        body = reading.get("/reports/1").body
        assert "only reads" in body
        assert "<form method" not in body


def test_the_openapi_finds_no_error_of_the_desks_own(kept: Store):
    schemathesis = pytest.importorskip("schemathesis")
    from hypothesis import HealthCheck, Phase, settings

    fill(kept, on("2026-01-05"))
    app = application(kept, token=TOKEN)
    with visited(kept) as desk:
        schema = schemathesis.openapi.from_dict(app.openapi())
        schema.config.update(base_url=desk.address)
        asked = 0
        for operation in schema.get_all_operations():
            strategy = operation.ok().as_strategy()
            asked += _ask(desk, strategy, settings, HealthCheck, Phase)
    assert asked > 100


def _ask(desk: Visitor, strategy, settings, health, phase) -> int:
    from hypothesis import given

    count = 0

    @settings(
        max_examples=6, deadline=None, database=None, suppress_health_check=list(health), phases=[phase.generate]
    )
    @given(case=strategy)
    def ask(case) -> None:
        nonlocal count
        count += 1
        response = case.call(headers={"Authorization": f"Bearer {TOKEN}"})
        assert response.status_code < 500, (case.method, case.path, case.query, case.body)

    ask()
    return count
