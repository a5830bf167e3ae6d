"""How long the desk's pages take on a large record, and how heavy they are.

``python -m benchmarks.desk [--documents 100000] [--record URL] [--users 20] [--pause 2]``. The record is that of
``benchmarks.large``: ten events a report. Each page is first asked by one user alone; then users ask at once, each
pausing between two pages as a reader does. Times are of whole answers, over a socket of this machine; beside them
stands the processor time, which others on the machine don't lengthen.
"""

import argparse
import gzip
import random
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from urllib.request import Request, urlopen

from benchmarks.large import SHARES, SIDES, TOPICS, fill
from benchmarks.scale import p95
from legation.desk import application
from legation.desk.serving import served
from legation.record import open_record
from legation.record.status import status

Pages = dict[str, Callable[[random.Random], str]]
WARMED = 2
"""Answers of each page that aren't counted: a server meets its first visitor once."""


def pages(reports: int) -> Pages:
    """Each page's addresses, drawn at random as people ask: great states most."""

    def side(choose: random.Random) -> str:
        return choose.choices(SIDES, SHARES)[0]

    def topic(choose: random.Random) -> str:
        return choose.choice(TOPICS)

    return {
        "/": lambda c: "/",
        "/?q=": lambda c: f"/?q={topic(c)}+{side(c)}",
        "/reports": lambda c: f"/reports/{c.randrange(reports) + 1}",
        "/actors": lambda c: f"/actors/{side(c)}",
        "/dyads": lambda c: "/dyads/{}/{}".format(*c.sample(SIDES[:40], 2)),
        "/timeline": lambda c: f"/timeline?actor={side(c)}",
        "/network": lambda c: "/network?least=3",
        "/events": lambda c: c.choice(("/events", f"/events?source={side(c)}", f"/events?search={topic(c)}")),
        "/statements": lambda c: f"/statements?source={side(c)}",
        "/positions": lambda c: f"/positions?source={side(c)}",
        "/review": lambda c: "/review",
        "/about": lambda c: "/about",
    }


def ask(address: str, path: str) -> tuple[float, int, int]:
    """Milliseconds, bytes on the way, and bytes of the page."""
    began = time.perf_counter()
    with urlopen(Request(address + path, headers={"Accept-Encoding": "gzip"})) as answer:
        sent = answer.read()
    taken = 1000 * (time.perf_counter() - began)
    packed = answer.headers.get("Content-Encoding") == "gzip"
    return taken, len(sent), len(gzip.decompress(sent)) if packed else len(sent)


def alone(address: str, of: Pages, times: int) -> None:
    for name, path in of.items():
        choose = random.Random(7)
        for _ in range(WARMED):
            ask(address, path(choose))
        answers, worked = [], []
        for _ in range(times):
            began = time.process_time()
            answers.append(ask(address, path(choose)))
            worked.append(1000 * (time.process_time() - began))
        whole, sent = max(a[2] for a in answers) / 1000, max(a[1] for a in answers) / 1000
        told = f"{name:12} {p95([a[0] for a in answers]):8.1f} ms, processor {p95(worked):6.1f} ms"
        print(f"{told}  {whole:6.1f} kB, {sent:5.1f} packed", flush=True)


def together(address: str, of: Pages, users: int, pause: float, seconds: float) -> None:
    taken: dict[str, list[float]] = defaultdict(list)
    end = time.monotonic() + seconds

    def user(seed: int) -> None:
        choose = random.Random(seed)
        time.sleep(choose.random() * pause)
        while time.monotonic() < end:
            name = choose.choice(list(of))
            taken[name].append(ask(address, of[name](choose))[0])
            time.sleep(choose.expovariate(1 / pause))

    threads = [threading.Thread(target=user, args=(n,)) for n in range(users)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    every = [t for times in taken.values() for t in times]
    if not every:
        return
    print(f"{users} users, {len(every) / seconds:.1f} pages a second: 95th percentile {p95(every):.1f} ms")
    for name, times in sorted(taken.items()):
        print(f"{name:12} {p95(times):8.1f} ms of {len(times)}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--record", help="a record; filled where it is empty; else a new file of SQLite")
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--users", type=int, default=20)
    parser.add_argument("--pause", type=float, default=2.0, help="seconds between two pages of a user, on average")
    parser.add_argument("--seconds", type=float, default=60)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = args.record or f"sqlite:///{Path(folder)}/desk.db"
        with closing(open_record(url, create=True)) as store:
            if not status(store)["documents"]:
                fill(store, args.documents)
            held = status(store)
            print(f"{held['documents']} reports, {held['events']} events")
            with served(application(store)) as address:
                of = pages(held["documents"])
                alone(address, of, args.times)
                together(address, of, args.users, args.pause, args.seconds)


if __name__ == "__main__":
    main()
