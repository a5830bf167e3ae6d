"""What is refused before a page is asked: other hosts' names, other sites' forms, what is too long or too much."""

import time
from collections import deque
from collections.abc import Collection
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LONGEST_QUERY = 4096
LONGEST_BODY = 32768
"""Bytes: a correction is a few hundred."""
WRITES = 120
"""Writes that one address may make in a minute: a quick reader judges an item a second."""
READING = ("GET", "HEAD", "OPTIONS")
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "font-src 'self'",
        "img-src 'self' blob:",  # a chart that is saved as PNG is drawn from a blob
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


@dataclass(slots=True)
class Guard:
    """An ASGI layer. ``hosts`` are the names under which the desk answers: any other may be a page elsewhere that
    had its own name point here (DNS rebinding). ``*`` is any."""

    app: ASGIApp
    hosts: Collection[str]
    writes: dict[str, deque[float]] = field(default_factory=dict)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(HEADERS)
                headers.setdefault("Cache-Control", _stays(scope))
            await send(message)

        refused = self._refused(scope)
        await (refused or self.app)(scope, receive, answer)

    def _refused(self, scope: Scope) -> PlainTextResponse | None:
        headers = Headers(scope=scope)
        name = urlsplit(f"//{headers.get('host', '')}").hostname if _plain(headers.get("host", "")) else None
        if "*" not in self.hosts and name not in self.hosts:
            return PlainTextResponse("This desk doesn't answer under that name: --allow NAME adds one.\n", 421)
        if len(scope["query_string"]) > LONGEST_QUERY:
            return PlainTextResponse("The address is too long.\n", 414)
        if scope["method"] in READING:
            return None
        if not _same_origin(headers):
            return PlainTextResponse("Only the desk's own pages may change the record.\n", 403)
        length = headers.get("content-length", "")
        if not (length.isascii() and length.isdigit()):
            return PlainTextResponse("How long the request is has to be told.\n", 411)
        if int(length) > LONGEST_BODY:
            return PlainTextResponse("The request is too long.\n", 413)
        if self._too_many(scope):
            return PlainTextResponse("Too many changes in one minute.\n", 429)
        return None

    def _too_many(self, scope: Scope) -> bool:
        now = time.monotonic()
        client = (scope.get("client") or ("",))[0]
        for address in [a for a, made in self.writes.items() if not made or made[-1] < now - 60]:
            del self.writes[address]
        made = self.writes.setdefault(client, deque())
        while made and made[0] < now - 60:
            made.popleft()
        made.append(now)
        return len(made) > WRITES


def _stays(scope: Scope) -> str:
    """How long a browser may keep an answer: a file that is named with its digest never changes."""
    if not scope["path"].startswith("/static/"):
        return "no-cache"
    return "public, max-age=31536000, immutable" if scope["query_string"] else "public, max-age=86400"


def _plain(host: str) -> bool:
    """Whether it can be parsed: brackets only around an IPv6 address, and a port that is one."""
    try:
        urlsplit(f"//{host}").port  # noqa: B018  raises for what is no port
    except ValueError:
        return False
    return not set(host) & set("/@?#\\ ")


def _same_origin(headers: Headers) -> bool:
    """A browser tells where a form stands; programs tell nothing, and must show the token anyway."""
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = headers.get("origin")
    return origin is None or (_plain(urlsplit(origin).netloc) and urlsplit(origin).netloc == headers.get("host"))
