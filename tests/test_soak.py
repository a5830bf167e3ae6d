"""An hour of a feed that fails in every way, in seconds: the clock is the test's own, the server is not."""

import random
import re
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from sqlalchemy import select

from legation.nouns import Document
from legation.record import Store, schema
from legation.record.health import faults
from legation.record.ingest import ingest
from legation.record.watched import Watched
from legation.sources import Rejected
from legation.sources.apart import Apart
from legation.sources.watch import ROUNDS, Watch
from legation.sources.web import GAP, Web

HOUR, EVERY = 3600.0, 60.0
WHOLE = 0.15
"""Real seconds after which an answer is given up."""


class Killed(BaseException):
    """The watch ends here, as by SIGKILL."""


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def sleep(self, seconds: float) -> None:
        self.now += seconds

    def __call__(self) -> float:
        return self.now


class Unruly:
    """A site with a feed whose items come and change, whose answers fail four times in ten until it is calm."""

    def __init__(self, clock: Clock, seed: int) -> None:
        self.clock = clock
        self.choose = random.Random(seed)
        self.versions: dict[int, int] = {}
        self.calm = False
        self.url = ""
        self.asked: list[float] = []
        self.failed: Counter[str] = Counter()

    def live(self) -> None:
        """What happens between two rounds."""
        if self.choose.random() < 0.5:
            self.versions[len(self.versions)] = 0
        if self.versions and self.choose.random() < 0.4:
            self.versions[self.choose.choice(sorted(self.versions))] += 1

    def text(self, number: int) -> str:
        return f"Peru rejected offer {number}.{self.versions[number]} of talks from Ecuador on Tuesday."

    def body(self, path: str) -> bytes:
        if path == "/feed":
            items = "".join(
                f"<item><guid>{n}</guid><title>Offer {n}</title><link>{self.url}/{n}</link>"
                f"<description>{self.text(n)}</description></item>"
                for n in sorted(self.versions, reverse=True)
            )
            return f"<rss version='2.0'><channel><title>The Example</title>{items}</channel></rss>".encode()
        more = "Colombia offered to carry a letter between the two, which have not spoken since January."
        page = f"<article><p>{self.text(int(path[1:]))}</p><p>{more}</p></article>"
        return f"<html><body>{page}</body></html>".encode()

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        self.asked.append(self.clock())
        path, calm = handler.path, self.calm or self.choose.random() > 0.4
        if path == "/robots.txt" and calm:
            return say(handler, 404)
        fault = "none" if calm else self.choose.choice(list(FAULTS))
        self.failed[fault] += 1
        if path == "/robots.txt" or path.startswith("/circle"):
            return say(handler, 302, Location="/circle/b" if path == "/circle/a" else "/circle/a")
        body = self.body(path)
        etag = f'"{hash(body)}"'
        if calm and handler.headers.get("If-None-Match") == etag:
            return say(handler, 304)
        if calm:
            return say(handler, 200, body, ETag=etag)
        return FAULTS[fault](handler, body, etag)


def say(handler: BaseHTTPRequestHandler, status: int, body: bytes = b"", stall: float = 0, **headers: str) -> None:
    with suppress(OSError):
        handler.send_response(status)
        for name, value in ({"Content-Length": str(len(body))} | headers).items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body[: len(body) // 2])
        handler.wfile.flush()
        time.sleep(stall)
        handler.wfile.write(body[len(body) // 2 :])


def stall(handler: BaseHTTPRequestHandler, body: bytes, etag: str) -> None:
    time.sleep(2 * WHOLE)
    say(handler, 200, body, ETag=etag)


FAULTS = {
    "error": lambda h, body, etag: say(h, 500),
    "busy": lambda h, body, etag: say(h, 503, Retry_After="40"),
    "gone": lambda h, body, etag: say(h, 302, Location="/circle/a"),
    "stall": stall,
    "stall half-way": lambda h, body, etag: say(h, 200, body, stall=2 * WHOLE, ETag=etag),
    "too long": lambda h, body, etag: say(h, 200, body, Content_Length=str(len(body) + 50), ETag=etag),
    "too short": lambda h, body, etag: say(h, 200, body[:-40], Content_Length=str(len(body)), ETag=etag),
    "half of it": lambda h, body, etag: say(h, 200, body[: len(body) // 2], ETag='"half"'),
    "not changed": lambda h, body, etag: say(h, 304),
}


@pytest.fixture
def site() -> Iterator[Unruly]:
    site = Unruly(Clock(), seed=4)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.answer(self)

        def log_message(self, *_: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    site.url = f"http://127.0.0.1:{server.server_port}"
    yield site
    server.shutdown()
    server.server_close()
    thread.join()


def test_an_hour_of_an_unruly_feed_loses_nothing_and_doubles_nothing(site: Unruly, kept: Store):
    taken: list[Document | Rejected] = []

    def take(found: Document | Rejected) -> None:
        taken.append(found)
        if not site.calm and site.choose.random() < 0.05:
            raise Killed  # before it is kept
        list(ingest(kept, [found]))
        if not site.calm and site.choose.random() < 0.05:
            raise Killed  # before it is noted as handed on

    def started(apart: Apart) -> Watch:
        web = Web(frozenset({"127.0.0.1"}), whole=WHOLE, sleep=site.clock.sleep, clock=site.clock)
        return Watch(web, apart, Watched(kept))

    killed = 0
    with Apart() as apart:
        watch = started(apart)
        while site.clock() < HOUR:
            site.live()
            try:
                watch.round([f"{site.url}/feed"], take)
            except Killed:
                killed += 1
                watch = started(apart)
            site.clock.sleep(EVERY)
        site.calm = True
        site.clock.sleep(HOUR)  # what was known of its robots.txt is asked again
        brought = [watch.round([f"{site.url}/feed"], take) for _ in range(ROUNDS + 2)]

    with kept.reading() as connection:
        texts = list(connection.execute(select(schema.documents.c.text)).scalars())
    found = [tuple(map(int, re.search(r"offer (\d+)\.(\d+)", text).groups())) for text in texts]
    assert set(site.versions.items()) <= set(found), "an item's last state is missing"
    assert len(set(found)) == len(found), "one state of an item is there twice"
    assert all(version <= site.versions[number] for number, version in found)
    assert list(faults(kept)) == []
    assert brought[-2:] == [0, 0]
    # and it was an unruly hour, of a polite guest
    assert set(site.failed) == {"none", *FAULTS}
    assert killed >= 2
    assert min(b - a for a, b in zip(site.asked, site.asked[1:], strict=False)) >= GAP - 1e-6
    assert len(texts) > 20
