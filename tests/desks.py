"""Desks that tests ask: a record on a free port, and what comes back."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from html.parser import HTMLParser
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlencode, urlsplit

from legation.desk import application
from legation.desk.serving import served
from legation.nouns import Record, When
from legation.record import Store, keep
from tests.conftest import BORDER, border_record

TOKEN = "a token of the tests"


def on(day: str, **changes: object) -> Record:
    """The border's report told anew, its refusal on another day, with other fields."""
    record = border_record(f"{BORDER} Told on {day}.")
    when = When(day, date.fromisoformat(day), date.fromisoformat(day), None)
    event = replace(record.events[0], when=when, **changes)
    document = replace(record.document, id=f"{day}.txt", title=f"The border on {day}")
    return replace(record, document=document, events=(event,))


def fill(store: Store, *records: Record) -> None:
    with store.writing() as connection:
        for record in records:
            assert keep.keep(connection, record)


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: str

    @property
    def data(self) -> Any:
        return json.loads(self.body)

    @property
    def page(self) -> "Tags":
        found = Tags()
        found.feed(self.body)
        return found


class Tags(HTMLParser):
    """The tags of a page with their attributes, as a browser would see them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attributes)))

    def all(self, tag: str, name: str) -> list[str]:
        return [a[name] or "" for t, a in self.tags if t == tag and name in a]


class Visitor:
    """Asks a desk; follows no redirects and has the headers that it is given."""

    def __init__(self, address: str) -> None:
        self.address = address

    def get(self, path: str, **headers: str) -> Answer:
        return self.send("GET", path, None, headers)

    def post(self, path: str, fields: dict[str, object], **headers: str) -> Answer:
        told = {"content_type": "application/x-www-form-urlencoded", **headers}
        return self.send("POST", path, urlencode(fields), told)

    def send(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> Answer:
        connection = HTTPConnection(urlsplit(self.address).netloc, timeout=60)
        try:
            connection.request(method, path, body, {k.replace("_", "-"): v for k, v in headers.items()})
            response = connection.getresponse()
            return Answer(
                response.status, {k.lower(): v for k, v in response.getheaders()}, response.read().decode()
            )
        finally:
            connection.close()


@contextmanager
def visited(store: Store, token: str | None = TOKEN) -> Iterator[Visitor]:
    with served(application(store, token=token)) as address:
        yield Visitor(address)
