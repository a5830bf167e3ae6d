"""Feeds and pages by URL, as a guest fetches them: politely, conditionally, and never from within the house.

An address is looked up once, checked, and the connection goes to the address that was checked: a name that points
at the private network, or turns to it meanwhile, is refused.
"""

import http.client
import ipaddress
import math
import re
import socket
import ssl
import time
import zlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from threading import Event, Timer
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser

from legation.sources import archives, limits
from legation.sources.unreadable import UnavailableError, UnreadableError
from legation.version import __version__

AGENT = f"Legation/{__version__}"
TRIES = 4
BACK_OFF = 2.0
"""Seconds before the second try, doubled before each further one; a server's ``Retry-After`` counts if longer."""
PATIENCE = 300.0
"""Longest wait that a server may ask for before it counts as refusing."""
REDIRECTS = 5
SILENCE = 20.0
"""Seconds without a byte after which a connection is given up."""
WHOLE = 120.0
"""Seconds in which an answer must have come whole, however it trickles."""
GAP = 1.0
"""Seconds between two requests to one host; a ``Crawl-delay`` counts if longer."""
RULES, NO_RULES = 24 * 3600.0, 600.0
"""Seconds for which a site's robots.txt is known (RFC 9309: a day at most), and for which that it is down."""
AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Answers after which another try may help."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said at last. ``body`` is unpacked; it is empty with ``status`` 304, "not changed"."""

    status: int
    url: str
    body: bytes = b""
    etag: str | None = None
    modified: str | None = None


class TryAgainError(Exception):
    """A failure that may pass; ``wait`` is how long the server asks to be left alone, in seconds."""

    def __init__(self, reason: str, wait: float = 0.0) -> None:
        super().__init__(reason)
        self.wait = wait


@dataclass
class Web:
    """Fetches. ``allowed`` names hosts that may be private, by name or address, with or without a port.

    ``whole`` is the longest that an answer may take, in seconds; ``sleep`` and ``clock`` are there for tests,
    which don't wait.
    """

    allowed: frozenset[str] = frozenset()
    whole: float = WHOLE
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    _robots: dict[str, tuple[RobotFileParser | None, float]] = field(default_factory=dict)
    _last: dict[str, float] = field(default_factory=dict)

    def fetch(self, url: str, *, etag: str | None = None, modified: str | None = None) -> Answer:
        """What stands at a URL, unless it is as it was (``etag``, ``modified``: from the last answer).

        Raises UnreadableError with the reason where it can't be had: forbidden by the site's robots.txt, an
        address of the private network; UnavailableError where an error stays after all tries, or the site can't
        tell its rules.
        """
        if not self._rules(url).can_fetch(AGENT, url):
            raise UnreadableError("is not to be fetched: the site's robots.txt says so")
        return self._persistently(url, etag, modified)

    def _rules(self, url: str) -> RobotFileParser:
        """The rules of a URL's site. Raises UnavailableError while it can't tell them (RFC 9309)."""
        site = _site(url)
        rules, until = self._robots.get(site, (None, -math.inf))
        if self.clock() >= until:
            rules = self._told_rules(f"{site}/robots.txt")
            self._robots[site] = rules, self.clock() + (RULES if rules else NO_RULES)
        if rules is None:
            raise UnavailableError("is not to be fetched now: the site's robots.txt can't be had")
        return rules

    def _told_rules(self, url: str) -> RobotFileParser | None:
        """What a robots.txt says: nothing where there is none, None where the site is down."""
        rules = RobotFileParser()
        try:
            answer = self._persistently(url, None, None)
        except UnavailableError:
            return None
        except UnreadableError:
            rules.parse([])
        else:
            rules.parse(answer.body[: limits.MIB // 2].decode("utf-8", "replace").splitlines())
        rules.modified()
        return rules

    def _persistently(self, url: str, etag: str | None, modified: str | None) -> Answer:
        wait, reason = BACK_OFF, ""
        for attempt in range(TRIES):
            try:
                return self._follow(url, etag, modified)
            except TryAgainError as error:
                reason = str(error)
                if error.wait > PATIENCE:
                    break
                if attempt < TRIES - 1:
                    self.sleep(max(wait, error.wait))
                    wait *= 2
        raise UnavailableError(f"can't be fetched: {reason}")

    def _follow(self, url: str, etag: str | None, modified: str | None) -> Answer:
        """The answer at the end of redirections."""
        been = {url}
        for _ in range(REDIRECTS + 1):
            answer, onward = self._once(url, etag, modified)
            if onward is None:
                return answer
            url = urljoin(url, onward)
            if url in been:
                raise UnreadableError("can't be fetched: its redirections go in a circle")
            been.add(url)
        raise UnreadableError(f"can't be fetched: it redirects more than {REDIRECTS} times")

    def _once(self, url: str, etag: str | None, modified: str | None) -> tuple[Answer, str | None]:
        """One request: the answer, and where it redirects to."""
        host, port, secure = _target(url)
        address = self._address(host, port)
        self._wait_for_turn(url, f"{host}:{port}")
        headers = {
            "User-Agent": AGENT,
            "Accept-Encoding": "gzip",
            "Accept": "text/html, application/xml, */*;q=0.5",
        }
        headers |= {k: v for k, v in (("If-None-Match", etag), ("If-Modified-Since", modified)) if v}
        parts = urlsplit(url)
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection = _Pinned(host, port, address, secure)
        late = Event()
        timer = Timer(self.whole, connection.abandon, (late,))
        timer.start()
        try:
            connection.request("GET", path, headers=headers)
            with connection.getresponse() as answer:
                return self._told(url, answer)
        except UnreadableError:
            raise
        except (TryAgainError, OSError, http.client.HTTPException, ValueError) as error:
            if late.is_set():
                raise TryAgainError(f"its answer takes longer than {self.whole:g} s") from None
            if isinstance(error, TryAgainError):
                raise
            raise TryAgainError(" ".join(f"{type(error).__name__}: {error}".split())[:200]) from None
        finally:
            timer.cancel()
            connection.close()

    def _told(self, url: str, answer: http.client.HTTPResponse) -> tuple[Answer, str | None]:
        status = answer.status
        if status in (301, 302, 303, 307, 308) and (onward := answer.getheader("Location")):
            return Answer(status, url), onward
        if status == 304:
            return Answer(304, url), None
        if status in AGAIN:
            raise TryAgainError(f"the server answers {status}", _seconds(answer.getheader("Retry-After")))
        if status != 200:
            raise UnreadableError(f"can't be fetched: the server answers {status}")
        body = self._body(answer)
        if answer.getheader("Content-Encoding", "").lower() in ("gzip", "x-gzip"):
            body = archives.inflated(body, 16 + zlib.MAX_WBITS)
        return Answer(200, url, body, answer.getheader("ETag"), answer.getheader("Last-Modified")), None

    def _body(self, answer: http.client.HTTPResponse) -> bytes:
        """All of an answer: cut off, too long or too slow, it is none."""
        body = bytearray()
        while piece := answer.read1(limits.MIB // 16):
            body += piece
            if len(body) > limits.TEXT:
                raise UnreadableError(f"holds more than {limits.TEXT // limits.MIB} MB: no page does")
        told = answer.getheader("Content-Length", "")
        if told.isdigit() and len(body) != int(told):
            raise TryAgainError(f"its answer is cut off after {len(body):,} of {int(told):,} bytes")
        return bytes(body)

    def _address(self, host: str, port: int) -> str:
        """The address of a host, one of the open internet. Raises UnreadableError for another."""
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise TryAgainError(f"the name {host!r} is not found: {error}") from None
        addresses = [str(entry[4][0]) for entry in found]
        if not self.allowed & {host, f"{host}:{port}"}:
            for one in addresses:
                ip = ipaddress.ip_address(one.partition("%")[0])
                inner = getattr(ip, "ipv4_mapped", None) or ip
                if not inner.is_global or inner.is_multicast:
                    raise UnreadableError(f"is refused: {host} is at {one}, a private address; allow it by name")
        return addresses[0]

    def _wait_for_turn(self, url: str, host: str) -> None:
        rules, _ = self._robots.get(_site(url), (None, 0.0))
        delay = float(rules.crawl_delay(AGENT) or 0) if rules else 0.0
        gap = max(GAP, min(delay, PATIENCE))
        left = self._last.get(host, -gap) + gap - self.clock()
        if left > 0:
            self.sleep(left)
        self._last[host] = self.clock()


class _Pinned(http.client.HTTPConnection):
    """A connection to an address that was checked, whatever the name points at by now."""

    def __init__(self, host: str, port: int, address: str, secure: bool) -> None:
        super().__init__(host, port, timeout=SILENCE)
        self._address = address
        self._secure = secure
        self._line: socket.socket | None = None  # ``sock`` is let go of while the answer is still read

    def connect(self) -> None:
        self.sock = socket.create_connection((self._address, self.port), self.timeout)
        if self._secure:
            self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)
        self._line = self.sock

    def abandon(self, late: Event) -> None:
        """Ends a connection that another thread is waiting for."""
        late.set()
        if self._line:
            with suppress(OSError):
                self._line.shutdown(socket.SHUT_RDWR)


def _target(url: str) -> tuple[str, int, bool]:
    """Host, port and whether it is https. Raises UnreadableError for what is no address of the web."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port = None, None
    if (
        host is None
        or parts.scheme not in ("http", "https")
        or parts.username
        or re.search(r"[\x00-\x20\x7f]", url)
    ):
        raise UnreadableError(
            "is no address of the web: it begins with neither http:// nor https://, or is malformed"
        )
    return host, port or (443 if parts.scheme == "https" else 80), parts.scheme == "https"


def _site(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _seconds(told: str | None) -> float:
    """``Retry-After``: seconds, or a date."""
    if not told:
        return 0.0
    if told.strip().isdigit():
        return float(told)
    try:
        return max(0.0, parsedate_to_datetime(told).timestamp() - time.time())
    except (ValueError, TypeError, OverflowError):
        return 0.0
