"""What every page is given: the record, who asks, and what is remembered for a moment."""

import hashlib
import hmac
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Annotated, Any, TypeVar
from urllib.parse import unquote, urlencode

from fastapi import Depends, Request

from legation.exceptions import RecordError
from legation.record import Store
from legation.record import series as series_of
from legation.record.questions import Row
from legation.record.reports import numbers_of

MOMENT, OLDEST = 60, 300
"""Seconds after which what the whole record holds is asked for anew, and for which it is given meanwhile."""
COOKIE = "legation-desk"
WHO = "legation-who"
ONE = ("speaker", "holder", "toward", "source", "target")
MANY = ("sources", "targets", "via", "addressees", "who", "whom")
T = TypeVar("T")


@dataclass(slots=True)
class Keeper:
    """What the desk has for its whole life. ``token`` is None where it only reads."""

    store: Store
    token: str | None
    model: Any = None
    """Of forecasts: what 'legation forecast train' learned."""
    remembered: dict[str, "Remembered"] = field(default_factory=dict)

    def form_token(self) -> str:
        """What a form has to bring beside the cookie: a page of another site can't know it."""
        return hmac.new((self.token or "").encode(), b"form", hashlib.sha256).hexdigest()

    def all_of(self, state: str) -> bool:
        """Whether all that is remembered was asked of this state of the record."""
        return all(held.state == state for held in list(self.remembered.values()))


@dataclass(frozen=True, slots=True)
class Remembered:
    """An answer about the whole record, the state that it was asked of, and when that was last looked at."""

    state: str
    answer: Any
    looked: float


@dataclass(frozen=True, slots=True)
class Desk:
    """One request's view."""

    keeper: Keeper
    request: Request

    @property
    def store(self) -> Store:
        return self.keeper.store

    @property
    def reads_only(self) -> bool:
        return self.keeper.token is None

    @property
    def writer(self) -> bool:
        """Whether this browser was let in with the token."""
        token = self.keeper.token
        return token is not None and hmac.compare_digest(
            self.request.cookies.get(COOKIE, "").encode(), token.encode()
        )

    @property
    def who(self) -> str:
        """The name under which this browser corrects; empty before it is told."""
        return unquote(self.request.cookies.get(WHO, ""))

    def remembered(self, name: str, ask: Callable[[Store], T]) -> T:
        """An answer about the whole record. One of an earlier state that is over a minute old is given still, but
        asked for anew beside the page: on a large record that takes seconds."""
        told, now = self.keeper.remembered, time.monotonic()

        def asked() -> Remembered:
            state = self.store.state()
            return Remembered(state, ask(self.store), time.monotonic())

        def renew() -> None:
            with suppress(RecordError):  # what is remembered is good for another minute
                told[name] = asked()

        held = told.get(name)
        if held is not None and held.looked < now - MOMENT:
            same = held.state == self.store.state()
            if same or held.looked >= now - OLDEST:
                told[name] = replace(held, looked=now)  # so that one asks, and not all
                if not same:
                    threading.Thread(target=renew, daemon=True).start()
            else:
                held = None
        if held is None:
            held = told[name] = asked()
        answer: T = held.answer
        return answer

    def names(self, *tables: Iterable[Row]) -> dict[str, str]:
        """Names of all actors in these rows, by id; an id that the record doesn't hold stands for itself."""
        ids: set[str] = set()
        for row in (row for table in tables for row in table):
            ids.update(row[c] for c in ONE if row.get(c))
            ids.update(a for c in MANY for a in row.get(c) or ())
            for condition in row.get("conditions") or ():
                about = condition.get("about") or {}
                ids.update((*about.get("sources", ()), *about.get("targets", ())))
        return {**{id: id for id in ids}, **series_of.names(self.store, ids)}

    def reports(self, kind: str, rows: Sequence[Row]) -> dict[int, int]:
        """The report of each event, statement or position, by its number."""
        return numbers_of(self.store, kind, [row["id"] for row in rows])

    def link(self, path: str | None = None, **changes: Any) -> str:
        """This page's address with other parameters: those that are None go, and a table begins anew."""
        told = {**dict(self.request.query_params), "offset": None, **changes}
        query = urlencode({k: v for k, v in told.items() if v not in (None, "", 0)})
        path = self.request.url.path if path is None else path
        return f"{path}?{query}" if query else path


async def _desk(request: Request) -> Desk:  # waits for nothing: a thread would take longer
    return Desk(request.app.state.keeper, request)


DeskOf = Annotated[Desk, Depends(_desk)]
