"""The desk gives an answer again only while the record is as it was, whoever changes it."""

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import event

from legation.desk import cache
from legation.desk.cache import Cache
from legation.desk.desk import COOKIE, WHO, Keeper, Remembered
from legation.record import Store, open_record
from legation.record.corrections import Correction, correct
from tests.desks import TOKEN, Visitor, fill, on, visited

ELSEWHERE = """
import sys
from contextlib import closing
from legation.record import open_record
from tests.desks import fill, on
with closing(open_record(sys.argv[1])) as store:
    fill(store, on(sys.argv[2]))
"""


@contextmanager
def counted(store: Store) -> Iterator[list[str]]:
    """The questions that the record is asked meanwhile, without those for its state."""
    asked: list[str] = []

    def note(connection, cursor, statement, *_):
        if statement.startswith("SELECT") and "pg_current_snapshot" not in statement:
            asked.append(statement)

    event.listen(store.engine, "before_cursor_execute", note)
    yield asked
    event.remove(store.engine, "before_cursor_execute", note)


def days(desk: Visitor) -> list[str]:
    return [row["day"] for row in desk.get("/events.json").data]


def test_a_state_is_the_same_until_something_is_committed(kept):
    states = [kept.state()]
    fill(kept, on("2026-01-05"))
    states.append(kept.state())
    with kept.reading() as connection:
        connection.exec_driver_sql("SELECT count(*) FROM events")
    if kept.on_sqlite:  # a PostgreSQL may have had other work meanwhile
        assert kept.state() == states[-1]
    correct(kept, Correction("event", 1, "reject", "A. Reader"))
    states.append(kept.state())
    assert len(set(states)) == 3


def test_a_page_is_asked_of_the_record_once(kept):
    fill(kept, on("2026-01-05"))
    with visited(kept) as desk:
        for _ in range(5):
            state = kept.state()
            first = desk.get("/events?type=reject")
            with counted(kept) as asked:
                again = desk.get("/events?type=reject")
            if kept.state() == state:  # else PostgreSQL had other work meanwhile
                break
        assert (again.status, again.headers["content-type"], again.body) == (
            200,
            first.headers["content-type"],
            first.body,
        )
        assert again.headers["content-security-policy"] == first.headers["content-security-policy"]
        assert asked == []
        with counted(kept) as asked:
            assert desk.get("/events?type=sanction").status == 200
        assert asked


def test_a_correction_is_seen_at_once(kept):
    fill(kept, on("2026-01-05"), on("2026-01-20"))
    with visited(kept) as desk:
        assert days(desk) == days(desk) == ["2026-01-20", "2026-01-05"]
        reject = {"kind": "event", "item": 2, "verdict": "reject", "who": "A. Reader"}
        told = desk.post("/corrections", reject, authorization=f"Bearer {TOKEN}", accept="application/json")
        assert told.status == 201
        assert days(desk) == ["2026-01-05"]


def test_what_another_process_wrote_is_seen_at_once(kept_url):
    with closing(open_record(kept_url, create=True)) as store:
        fill(store, on("2026-01-05"))
        with visited(store) as desk:
            assert days(desk) == days(desk) == ["2026-01-05"]
            command = [sys.executable, "-c", ELSEWHERE, kept_url, "2026-02-01"]
            subprocess.run(command, check=True, cwd=Path(__file__).parents[1])
            assert days(desk) == ["2026-02-01", "2026-01-05"]
            assert "The border on 2026-02-01" in desk.get("/").body


def test_what_one_browser_is_shown_is_not_shown_to_another(kept):
    fill(kept, on("2026-01-05"))
    with visited(kept) as desk:
        own = f"{COOKIE}={TOKEN}; {WHO}=A.%20Reader"
        shown = [desk.get("/reports/1", cookie=c).body for c in (own, "", own, "")]
        assert shown[0] == shown[2]
        assert shown[1] == shown[3] != shown[0]


async def page(scope, receive, send):
    """An application whose every answer has 10,000 bytes."""
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"." * 10_000})


def ask(held: Cache, path: str) -> None:
    async def pass_over(message):
        pass

    scope = {"type": "http", "method": "GET", "path": path, "query_string": b"", "headers": []}
    asyncio.run(held(scope, pass_over, pass_over))


def test_what_is_kept_has_its_bounds_and_the_oldest_goes(kept, monkeypatch):
    monkeypatch.setattr(cache, "ROOM", 35_000)
    held = Cache(page, Keeper(kept, None))
    for path in ("/a", "/b", "/c", "/b", "/c", "/d"):
        ask(held, path)
    assert [key[0] for key in held.held] == ["/b", "/c", "/d"]
    assert 30_000 < held.size <= 35_000
    monkeypatch.setattr(cache, "LARGEST", 9_000)
    ask(held, "/e")
    assert ("/e", b"", "", False) not in held.held


def test_nothing_is_kept_that_may_tell_of_an_earlier_state(kept):
    """What is remembered of the whole record may be a minute old: a page that shows it may not be kept longer."""
    keeper = Keeper(kept, None)
    held = Cache(page, keeper)
    keeper.remembered["status"] = Remembered("earlier", {}, 0)
    ask(held, "/")
    assert not held.held

    async def renewed_meanwhile(scope, receive, send):
        await page(scope, receive, send)
        keeper.remembered["status"] = Remembered(kept.state(), {}, 0)

    held.app = renewed_meanwhile
    ask(held, "/")
    assert not held.held
    for _ in range(5):  # a PostgreSQL may have other work meanwhile
        ask(held, "/")
    assert held.held
