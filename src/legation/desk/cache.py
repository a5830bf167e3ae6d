"""Answers that are given again for as long as the record is as it was."""

from collections import OrderedDict
from collections.abc import MutableMapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from legation.desk.desk import Keeper
from legation.exceptions import RecordError

ROOM, LARGEST = 32 << 20, 1 << 20
"""Bytes of all answers that are kept, some thousand packed pages, and of one."""
CONDITIONAL = ("if-none-match", "if-modified-since", "range")
Key = tuple[str, bytes, str, bool]


@dataclass(frozen=True, slots=True)
class Answer:
    """``state`` is that of the record before it was asked, and the day: what is newer is never taken for older."""

    state: tuple[str, date]
    start: Message
    body: bytes


@dataclass(slots=True)
class Cache:
    """An ASGI layer. The answers longest not asked for go first."""

    app: ASGIApp
    keeper: Keeper
    held: OrderedDict[Key, Answer] = field(default_factory=OrderedDict)
    size: int = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        state = await run_in_threadpool(self._state) if _may_be_kept(scope) else None
        if state is None:
            await self.app(scope, receive, send)
            return
        key = _key(scope)
        held = self.held.get(key)
        if held and held.state == state:
            self.held.move_to_end(key)
            await send(dict(held.start))
            await send({"type": "http.response.body", "body": held.body})
            return
        fresh = self.keeper.all_of(state[0])
        told: list[MutableMapping[str, Any]] = []

        async def answer(message: Message) -> None:
            told.append(dict(message))
            await send(message)

        await self.app(scope, receive, answer)
        body = b"".join(m.get("body", b"") for m in told[1:])
        fresh = fresh and self.keeper.all_of(state[0])  # what the page shows of the whole record isn't older
        if fresh and told[0]["status"] == 200 and len(body) <= LARGEST:
            self._keep(key, Answer(state, told[0], body))

    def _state(self) -> tuple[str, date] | None:
        try:
            return self.keeper.store.state(), date.today()
        except RecordError:  # the page itself says so
            return None

    def _keep(self, key: Key, answer: Answer) -> None:
        if old := self.held.pop(key, None):
            self.size -= _size(key, old)
        self.held[key] = answer
        self.size += _size(key, answer)
        while self.size > ROOM:
            self.size -= _size(*self.held.popitem(last=False))


def _may_be_kept(scope: Scope) -> bool:
    if scope["type"] != "http" or scope["method"] != "GET":
        return False
    return not any(name in CONDITIONAL for name in Headers(scope=scope))


def _key(scope: Scope) -> Key:
    """All that an answer goes by: a page shows who asks, by its cookies."""
    headers = Headers(scope=scope)
    cookies = ";".join(headers.getlist("cookie"))
    return scope["path"], scope["query_string"], cookies, "gzip" in headers.get("accept-encoding", "")


def _size(key: Key, answer: Answer) -> int:
    return len(answer.body) + len(key[0]) + len(key[1]) + len(key[2]) + 1000
