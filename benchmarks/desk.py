"""How long the desk's pages take on a large record, and how heavy they are.

``python -m benchmarks.desk [--documents 100000] [--record URL] [--users 20] [--pause 2] [--browser PATH]``. The
record is that of ``benchmarks.large``: ten events a report. The desk is ``legation desk`` in a process of its own.
Each page is first asked by one user alone; then users ask at once, each pausing between two pages as a reader
does; then a browser that knows nothing of the desk opens each page, and tells when it first painted. Times are of
whole answers, over a socket of this machine. Beside them stands the processor time of the desk and of a PostgreSQL
on this machine, which others on the machine lengthen less.
"""

import argparse
import gzip
import random
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.request import Request, urlopen

from benchmarks.large import SHARES, SIDES, TOPICS, fill
from benchmarks.scale import p95
from benchmarks.worked import Worked
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


@contextmanager
def served(record: str) -> Iterator[tuple[str, int]]:
    """The address of ``legation desk`` and the number of its process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "legation", "desk", "--record", record, "--port", str(port), "--read-only"]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        try:
            while process.poll() is None:
                with socket.socket() as tried:
                    if tried.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.1)
            yield f"http://127.0.0.1:{port}", process.pid
        finally:
            process.terminate()


def alone(address: str, of: Pages, times: int, worked: Worked) -> None:
    for name, path in of.items():
        choose = random.Random(7)
        for _ in range(WARMED):
            ask(address, path(choose))
        answers, busy = [], []
        for _ in range(times):
            began = worked.so_far()
            answers.append(ask(address, path(choose)))
            busy.append(worked.so_far() - began)
        whole, sent = max(a[2] for a in answers) / 1000, max(a[1] for a in answers) / 1000
        told = f"{name:12} {p95([a[0] for a in answers]):8.1f} ms, processor {p95(busy):6.1f} ms"
        print(f"{told}, on average {sum(busy) / times:6.1f}  {whole:6.1f} kB, {sent:5.1f} packed", flush=True)


def together(address: str, of: Pages, users: int, pause: float, seconds: float, worked: Worked) -> None:
    taken: dict[str, list[float]] = defaultdict(list)
    began, busy = time.monotonic(), worked.so_far()

    def user(seed: int) -> None:
        choose = random.Random(seed)
        time.sleep(choose.random() * pause)
        while time.monotonic() < began + seconds:
            name = choose.choice(list(of))
            taken[name].append(ask(address, of[name](choose))[0])
            time.sleep(choose.expovariate(1 / pause))

    threads = [threading.Thread(target=user, args=(n,)) for n in range(users)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    every = [t for times in taken.values() for t in times]
    each = (worked.so_far() - busy) / len(every)
    rate = len(every) / (time.monotonic() - began)
    print(f"{users} users, {rate:.1f} pages a second: 95th percentile {p95(every):.1f} ms")
    print(
        f"processor {each:.1f} ms a page; {users / pause:.0f} pages a second are {each * users / pause / 10:.0f} %"
    )
    for name, times in sorted(taken.items()):
        print(f"{name:12} {p95(times):8.1f} ms of {len(times)}")


def painted(address: str, of: Pages, browser: str, times: int) -> None:
    """Milliseconds from asking to the first paint, at the 95th percentile, of a browser with nothing in store."""
    from playwright.sync_api import sync_playwright

    first = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime"
    with (
        sync_playwright() as playwright,
        closing(playwright.chromium.launch(executable_path=browser, args=["--no-sandbox"])) as opened,
    ):
        for name, path in of.items():
            choose, taken = random.Random(7), []
            for _ in range(times):
                # what asks whether it has painted yet is evaluated in the page, which the desk's policy forbids
                with closing(opened.new_context(bypass_csp=True)) as context:
                    page = context.new_page()
                    page.goto(address + path(choose))
                    taken.append(float(page.wait_for_function(first).json_value()))
            print(f"{name:12} first paint {p95(taken):8.1f} ms", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--record", help="a record; filled where it is empty; else a new file of SQLite")
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--users", type=int, default=20)
    parser.add_argument("--pause", type=float, default=2.0, help="seconds between two pages of a user, on average")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--browser", help="a Chromium that opens the pages too")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = args.record or f"sqlite:///{Path(folder)}/desk.db"
        with closing(open_record(url, create=True)) as store:
            if not status(store)["documents"]:
                fill(store, args.documents)
            held = status(store)
            print(f"{held['documents']} reports, {held['events']} events")
            of = pages(held["documents"])
            with served(url) as (address, process):
                worked = Worked(store, process)
                alone(address, of, args.times, worked)
                if args.users:
                    together(address, of, args.users, args.pause, args.seconds, worked)
                if args.browser:
                    painted(address, of, args.browser, args.times)


if __name__ == "__main__":
    main()
