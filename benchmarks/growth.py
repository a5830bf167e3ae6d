"""Cost as work grows: reports a second of processor time, and memory, along one run; the picture of docs/scale.md.

``python -m benchmarks.growth --data FOLDER [--reports 10000] [--words 80] [--minutes 15] [--out docs/scale.svg]``.
The reports are drawn with replacement from the files of JSON lines in the folder, the beginning of each, under a
number that makes them differ. They go the way of ``legation read``, one after the other, until there are enough or
the minutes are over. Processor time is this process's: other work on the machine doesn't count.
"""

import argparse
import json
import random
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path

from legation import pool
from legation.nouns import Document, Record

POINTS = 40
"""Measurements along a run."""
WARM = 200
"""Reports that are read before the first measurement: loading the weights and the tables isn't growth."""
MIB = 2**20
PAGE = 4096


@dataclass(frozen=True, slots=True)
class Point:
    """After so many reports: words read, seconds of the processor and of the clock, MB that the process holds."""

    reports: int
    words: int
    processor: float
    wall: float
    memory: float


def documents(folder: Path, words: int, seed: int = 3) -> Iterator[Document]:
    texts = [
        json.loads(line)["text"]
        for path in sorted(folder.glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    choose = random.Random(seed)
    for number in range(10**9):
        start = " ".join(choose.choice(texts).split()[:words])
        yield Document(f"{start}\n\nPaper {number}.", id=str(number), published=date(2026, 3, 12))


def measure(found: Iterator[Document], reports: int, minutes: float) -> Iterator[Point]:
    """A point after each fortieth of the reports."""
    began = began_clock = 0.0
    count = words = 0
    with closing(pool.records(found)) as outcomes:
        for outcome in outcomes:
            count += 1
            if count == WARM:
                began, began_clock, words = time.process_time(), time.monotonic(), 0
            if isinstance(outcome, Record):
                words += len(outcome.document.text.split())
            done = count - WARM
            if done > 0 and done % max(1, reports // POINTS) == 0:
                wall = time.monotonic() - began_clock
                yield Point(done, words, time.process_time() - began, wall, memory())
                if done >= reports or wall > 60 * minutes:
                    return


def memory() -> float:
    """MB that this process holds."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * PAGE / MIB


def picture(points: list[Point], path: Path) -> None:
    """Both curves: reports a second of processor time between two points, and memory."""
    rates = [(b.reports, (b.reports - a.reports) / (b.processor - a.processor)) for a, b in pairwise(points)]
    held = [(p.reports, p.memory) for p in points]
    panels = [
        _panel(rates, 0, "reports a second of processor time"),
        _panel(held, 170, "memory, MB"),
    ]
    style = "font-family='sans-serif' font-size='12' fill='#444'"
    head = f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 640 350' {style}>"
    ground = "<rect width='640' height='350' fill='white'/>"
    path.write_text("\n".join((head, ground, *panels, "</svg>\n")), encoding="utf-8")


def _panel(curve: list[tuple[int, float]], top: int, title: str) -> str:
    left, width, height = 60, 550, 100
    most, last = 1.25 * max(y for _, y in curve), curve[-1][0]
    base = top + 40 + height
    line = " ".join(f"{left + width * x / last:.1f},{base - height * y / most:.1f}" for x, y in curve)
    return (
        f"<text x='{left}' y='{top + 25}'>{title}</text>"
        f"<path d='M{left} {top + 40}V{base}H{left + width}' fill='none' stroke='#999'/>"
        f"<polyline points='{line}' fill='none' stroke='#1f5fa8' stroke-width='2'/>"
        f"<text x='{left - 8}' y='{base}' text-anchor='end'>0</text>"
        f"<text x='{left - 8}' y='{top + 46}' text-anchor='end'>{most:,.0f}</text>"
        f"<text x='{left + width}' y='{base + 16}' text-anchor='end'>{last:,} reports</text>"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data/news"))
    parser.add_argument("--reports", type=int, default=10_000)
    parser.add_argument("--words", type=int, default=80, help="of each report the first so many")
    parser.add_argument("--minutes", type=float, default=15)
    parser.add_argument("--out", type=Path, help="write the picture here")
    args = parser.parse_args()
    points: list[Point] = []
    for point in measure(documents(args.data, args.words), args.reports, args.minutes):
        points.append(point)
        rate, speed = point.reports / point.processor, point.words / point.processor
        print(
            f"reports {point.reports:7,}  {rate:6.1f} a second  words {speed:6,.0f} a second  of processor time; "
            f"{point.wall:6.0f} s  {point.memory:6.0f} MB",
            flush=True,
        )
    if args.out and len(points) > 1:
        picture(points, args.out)


if __name__ == "__main__":
    main()
