"""Feeds by URL, from a server that does what servers do."""

import gzip
import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from legation.nouns import Document
from legation.record.watched import Watched
from legation.sources import Rejected, limits
from legation.sources.apart import Apart
from legation.sources.unreadable import UnavailableError, UnreadableError
from legation.sources.watch import ROUNDS, Memory, Seen, Watch
from legation.sources.web import GAP, NO_RULES, TRIES, Web
from tests import formats
from tests.formats import TEXT
from tests.records import BACKENDS, emptied
from tests.test_cli import legation

Told = tuple[int, dict[str, str], bytes]


@dataclass
class Site:
    """What a server says at each path: a list is said in turn, its last for ever."""

    paths: dict[str, list[Told]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    url: str = ""

    def says(self, path: str, *told: Told | bytes | str | int) -> None:
        def whole(one: Told | bytes | str | int) -> Told:
            if isinstance(one, tuple):
                return one
            if isinstance(one, int):
                return one, {}, b""
            return 200, {}, one.encode() if isinstance(one, str) else one

        self.paths[path] = [whole(one) for one in told]

    def count(self, path: str) -> int:
        return sum(p == path for p, _ in self.asked)

    def answer(self, path: str) -> Told:
        told = self.paths.get(path)
        if not told:
            return 404, {}, b""
        return told.pop(0) if len(told) > 1 else told[0]


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append((self.path, dict(self.headers)))
            status, headers, body = site.answer(self.path)
            if headers.get("ETag") and headers["ETag"] == self.headers.get("If-None-Match"):
                status, body = 304, b""
            time.sleep(float(headers.get("X-Stall", 0)))
            self.send_response(status)
            for name, value in ({"Content-Length": str(len(body))} | headers).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.flush()
            time.sleep(float(headers.get("X-Stall-Then", 0)))
            with suppress(OSError):
                self.wfile.write(body)

        def log_message(self, *_: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    site.url = f"http://127.0.0.1:{server.server_port}"
    yield site
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def slept() -> list[float]:
    return []


@pytest.fixture
def web(slept) -> Web:
    return Web(frozenset({"127.0.0.1"}), sleep=slept.append)


@pytest.fixture(scope="module")
def apart() -> Iterator[Apart]:
    with Apart() as process:
        yield process


@pytest.fixture
def seen(tmp_path) -> Iterator[Seen]:
    with closing(Seen(tmp_path / "seen.sqlite")) as file:
        yield file


def feed(site: Site, *items: tuple[str, str, str]) -> str:
    told = "".join(
        f"<item><guid>{id}</guid><title>{title}</title><link>{site.url}/{id}</link><description>{text}</description></item>"
        for id, title, text in items
    )
    return f"<rss version='2.0'><channel><title>The Example</title>{told}</channel></rss>"


def test_a_page_is_fetched_and_asked_for_again_only_if_it_changed(site, web):
    site.says("/a", (200, {"ETag": '"1"', "Last-Modified": "Wed, 11 Mar 2026 09:30:00 GMT"}, b"hello"))
    first = web.fetch(f"{site.url}/a")
    assert (first.status, first.body, first.etag) == (200, b"hello", '"1"')
    again = web.fetch(f"{site.url}/a", etag=first.etag, modified=first.modified)
    assert (again.status, again.body) == (304, b"")
    assert site.asked[-1][1]["If-Modified-Since"] == first.modified
    assert site.asked[-1][1]["User-Agent"].startswith("Legation/")


def test_a_packed_answer_is_unpacked_and_a_bomb_refused(site, web):
    packed = {"Content-Encoding": "gzip"}
    site.says("/a", (200, packed, gzip.compress(b"hello")))
    site.says("/b", (200, packed, gzip.compress(bytes(limits.TEXT + 9))))
    assert web.fetch(f"{site.url}/a").body == b"hello"
    with pytest.raises(UnreadableError, match="decompression bomb"):
        web.fetch(f"{site.url}/b")


def test_what_fails_is_tried_again_with_longer_and_longer_waits(site, web, slept):
    site.says("/a", 503, (429, {"Retry-After": "7"}, b""), 500, b"hello")
    assert web.fetch(f"{site.url}/a").body == b"hello"
    assert [wait for wait in slept if wait > GAP] == [2, 7, 8]


def test_what_keeps_failing_is_named(site, web):
    site.says("/a", 500)
    with pytest.raises(UnavailableError, match="the server answers 500"):
        web.fetch(f"{site.url}/a")
    assert site.count("/a") == TRIES
    with pytest.raises(UnreadableError, match="the server answers 404") as gone:
        web.fetch(f"{site.url}/none")
    assert not isinstance(gone.value, UnavailableError)
    assert site.count("/none") == 1


@pytest.mark.parametrize("length", ["9", "99999"])
def test_a_length_that_lies_is_no_answer(site, web, length):
    site.says("/a", (200, {"Content-Length": length}, b"hello"), b"hello whole")
    assert web.fetch(f"{site.url}/a").body == b"hello whole"


@pytest.mark.parametrize("where", ["X-Stall", "X-Stall-Then"])
def test_a_server_that_stalls_is_given_up(site, slept, where):
    web = Web(frozenset({"127.0.0.1"}), whole=0.2, sleep=slept.append)
    site.says("/a", (200, {where: "1"}, b"hello"))
    began = time.monotonic()
    with pytest.raises(UnavailableError, match=r"takes longer than 0.2 s"):
        web.fetch(f"{site.url}/a")
    assert time.monotonic() - began < 10


def test_redirections_are_followed_but_not_in_a_circle(site, web):
    site.says("/a", (302, {"Location": "/b"}, b""))
    site.says("/b", (301, {"Location": f"{site.url}/c"}, b""))
    site.says("/c", b"hello")
    answer = web.fetch(f"{site.url}/a")
    assert (answer.body, answer.url) == (b"hello", f"{site.url}/c")
    site.says("/c", (302, {"Location": "/a"}, b""))
    with pytest.raises(UnreadableError, match="go in a circle"):
        web.fetch(f"{site.url}/a")
    for number in range(9):
        site.says(f"/{number}", (302, {"Location": f"/{number + 1}"}, b""))
    with pytest.raises(UnreadableError, match="redirects more than"):
        web.fetch(f"{site.url}/0")


def test_robots_are_obeyed(site, web, slept):
    site.says("/robots.txt", "User-agent: *\nDisallow: /private\nCrawl-delay: 5\n")
    site.says("/a", b"hello")
    assert web.fetch(f"{site.url}/a").body == b"hello"
    with pytest.raises(UnreadableError, match="robots"):
        web.fetch(f"{site.url}/private/a")
    assert site.count("/private/a") == 0
    assert max(slept) > 4


def test_a_site_that_cannot_tell_its_rules_is_left_alone(site, web):
    site.says("/robots.txt", 500)
    site.says("/a", b"hello")
    with pytest.raises(UnreadableError, match="robots"):
        web.fetch(f"{site.url}/a")


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:1/",
        "http://localhost/",
        "http://[::1]/",
        "http://[::ffff:10.0.0.1]/",
        "http://10.0.0.1/",
        "http://192.168.1.1/admin",
        "http://169.254.169.254/latest/",
        "http://0/",
        "http://2130706433/",
    ],
)
def test_private_addresses_are_refused(url):
    with pytest.raises(UnreadableError, match="private address"):
        Web(sleep=lambda _: None).fetch(url)


def test_a_redirection_into_the_private_network_is_refused(site, web):
    site.says("/a", (302, {"Location": "http://10.0.0.1/secret"}, b""))
    with pytest.raises(UnreadableError, match=r"10\.0\.0\.1, a private address"):
        web.fetch(f"{site.url}/a")


def test_a_name_with_one_private_address_is_refused(monkeypatch):
    both = [(socket.AF_INET, 1, 6, "", (ip, 80)) for ip in ("93.184.216.34", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: both)
    with pytest.raises(UnreadableError, match="private address"):
        Web(sleep=lambda _: None).fetch("http://news.example.org/")


@pytest.mark.parametrize(
    "url", ["ftp://example.org/a", "file:///etc/passwd", "news", "http://", "http://a b/", "http://u:p@x.org/"]
)
def test_what_is_no_address_of_the_web_is_refused(url):
    with pytest.raises(UnreadableError, match="no address of the web"):
        Web().fetch(url)


def test_an_items_page_is_its_report_and_comes_once(site, web, apart, seen):
    site.says("/feed", (200, {"ETag": '"1"'}, feed(site, ("a", "Talks fail", "Peru left.")).encode()))
    site.says("/a", formats.PAGE)
    taken: list[Document | Rejected] = []
    watch = Watch(web, apart, seen)
    assert [watch.round([f"{site.url}/feed"], taken.append) for _ in range(3)] == [1, 0, 0]
    (report,) = taken
    assert (report.text, report.id, report.url) == (TEXT, "a", f"{site.url}/a")
    assert (report.title, report.source) == ("Talks fail", "The Example")
    assert site.count("/a") == 1


def test_a_changed_item_comes_again(site, web, apart, seen):
    site.says("/feed", feed(site, ("a", "Talks", "Peru left.")), feed(site, ("a", "Talks", "Peru left again.")))
    taken: list[Document | Rejected] = []
    watch = Watch(web, apart, seen)
    assert [watch.round([f"{site.url}/feed"], taken.append) for _ in range(3)] == [1, 1, 0]
    assert [d.text for d in taken] == ["Peru left.", "Peru left again."]


def test_an_item_whose_page_is_gone_is_its_own_text(site, web, apart, seen):
    site.says("/feed", feed(site, ("a", "Talks", "Peru left."), ("b", "Nothing", "")))
    taken: list[Document | Rejected] = []
    assert Watch(web, apart, seen).round([f"{site.url}/feed"], taken.append) == 2
    own, rejected = taken
    assert own.text == "Peru left."
    assert rejected == Rejected(f"{site.url}/b", "can't be fetched: the server answers 404")


def test_a_page_that_is_down_is_waited_for_and_not_lost(site, web, apart, seen):
    site.says(
        "/feed",
        (200, {"ETag": '"1"'}, feed(site, ("a", "Talks", "Peru left."), ("b", "Pact", "Chile stayed.")).encode()),
    )
    site.says("/a", *[500] * TRIES, formats.PAGE)
    site.says("/b", 500)
    taken: list[Document | Rejected] = []
    watch = Watch(web, apart, seen)
    assert [watch.round([f"{site.url}/feed"], taken.append) for _ in range(ROUNDS + 1)] == [0, 1, 1, 0]
    assert [d.text for d in taken] == [TEXT, "Chile stayed."]


def test_a_feed_that_fails_is_named_and_the_next_is_asked(site, web, apart, seen):
    site.says("/bad", b"<rss><channel>")
    site.says("/good", feed(site, ("a", "Talks", "Peru left.")))
    taken: list[Document | Rejected] = []
    Watch(web, apart, seen).round([f"{site.url}/bad", f"{site.url}/good"], taken.append)
    rejected, report = taken
    assert "is damaged XML" in rejected.reason
    assert report.text == "Peru left."


def test_a_report_that_could_not_be_taken_comes_again(site, web, apart, seen):
    site.says("/feed", feed(site, ("a", "Talks", "Peru left."), ("b", "Pact", "Chile stayed.")))
    taken: list[Document | Rejected] = []

    def stumbling(report: Document | Rejected) -> None:
        if len(taken) == 1:
            taken.append(report)
            raise OSError("the disk is full")
        taken.append(report)

    watch = Watch(web, apart, seen)
    with pytest.raises(OSError, match="full"):
        watch.round([f"{site.url}/feed"], stumbling)
    watch.round([f"{site.url}/feed"], taken.append)
    assert [d.text for d in taken] == ["Peru left.", "Chile stayed.", "Chile stayed."]


def test_the_command_reads_what_is_new_once(site, tmp_path):
    told = feed(site, ("a", "Talks", "Peru rejected the offer on Tuesday."))
    site.says("/feed", told, told, feed(site, ("b", "Nothing", "")))
    options = ("--once", "--allow", "127.0.0.1", "--out", "a.jsonl", "--seen", "seen.sqlite")
    done = [legation("watch", f"{site.url}/feed", *options, cwd=tmp_path) for _ in range(3)]
    assert [(one.returncode, one.stderr.splitlines()[-1]) for one in done] == [
        (0, "read 1, rejected 0"),
        (0, "read 0, rejected 0"),
        (1, "read 0, rejected 1"),
    ]
    (line,) = (tmp_path / "a.jsonl").read_text().splitlines()
    assert json.loads(line)["document"]["text"] == "Peru rejected the offer on Tuesday."


def test_the_command_keeps_what_is_new_in_a_record(site, tmp_path):
    long = "x" * 600  # an id that no index holds
    told = feed(site, ("a", "Talks", "Peru rejected the offer on Tuesday."), (long, "Pact", "Chile accused Chad."))
    later = feed(site, ("a", "Talks", "Peru accepted the offer on Friday."), ("b", "No", ""))
    site.says("/feed", told, told, later)
    url = f"sqlite:///{tmp_path}/x.db"
    options = ("--once", "--allow", "127.0.0.1", "--record", url)
    done = [legation("watch", f"{site.url}/feed", *options, cwd=tmp_path) for _ in range(3)]
    assert [(one.returncode, one.stderr.splitlines()[-1]) for one in done] == [
        (0, "read 2, rejected 0"),
        (0, "read 0, rejected 0"),
        (1, "read 1, rejected 1"),
    ]
    held = json.loads(legation("status", "--json", "--check", "--record", url).stdout)
    assert (held["documents"], held["rejected"], held["faults"]) == (3, 1, [])
    assert [path.name for path in tmp_path.iterdir()] == ["x.db"]


def test_a_changed_item_is_waited_for_as_long_as_a_new_one(site, web, apart, memory):
    told = [feed(site, ("a", "Talks", f"Peru left {n} times.")) for n in (1, 2)]
    site.says("/feed", *[told[0]] * ROUNDS, told[1])
    site.says("/a", 500)
    watch = Watch(web, apart, memory)
    assert [watch.round([f"{site.url}/feed"], print) for _ in range(2 * ROUNDS)] == [0, 0, 1] * 2


@pytest.fixture(params=["file", *BACKENDS])
def memory(request, tmp_path, made) -> Iterator[Memory]:
    if request.param == "file":
        with closing(Seen(tmp_path / "seen.sqlite")) as file:
            yield file
    else:
        store = made(request.param)
        yield Watched(store)
        emptied(store)


def test_a_site_whose_rules_could_not_be_had_is_asked_again_later(site, slept):
    clock = [0.0]
    web = Web(frozenset({"127.0.0.1"}), sleep=slept.append, clock=lambda: clock[0])
    site.says("/robots.txt", *[500] * TRIES, 404)
    site.says("/a", b"hello")
    with pytest.raises(UnavailableError, match=r"robots\.txt can't be had"):
        web.fetch(f"{site.url}/a")
    clock[0] = NO_RULES
    assert web.fetch(f"{site.url}/a").body == b"hello"
    assert web.fetch(f"{site.url}/a").body == b"hello"
    assert site.count("/robots.txt") == TRIES + 1


@pytest.mark.parametrize("arguments", [(), ("--every", "0", "http://x.example/")])
def test_a_wrong_call_ends_with_2(arguments):
    assert legation("watch", *arguments).returncode == 2
