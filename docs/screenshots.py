"""Pictures of the desk's pages, from an example record: ``python docs/screenshots.py [--out docs/desk]``.

Reads ``examples/desk/standoff.jsonl`` (66 reports of an invented quarrel of two months) into a record of its own,
opens the desk on it and takes each page with Debian's Chromium. Needs ``legation[dev]`` and ``chromium``.
"""

import argparse
import tempfile
from contextlib import closing
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from legation.desk import application
from legation.desk.serving import served
from legation.record import open_record
from legation.record.grouping import group
from legation.record.ingest import ingest
from legation.sources import documents

ROOT = Path(__file__).parents[1]
REPORTS = ROOT / "examples" / "desk" / "standoff.jsonl"
TOKEN = "shown"
WIDE, PHONE = {"width": 1280, "height": 720}, {"width": 390, "height": 700}
PAGES = {
    "today": "/",
    "search": "/?q=ports+February+2026",
    "report": "/reports/12#position-{position}",
    "actor": "/actors/person:jon-arnason",
    "dyad": "/dyads/NOR/ISL",
    "timeline": "/timeline",
    "network": "/network",
    "events": "/events?quad=material-conflict",
    "statements": "/statements",
    "positions": "/positions?view=standing",
    "review": "/review",
    "forecast": "/forecast?source=NOR",
    "about": "/about",
}
DARK = ("report", "dyad")
SMALL = ("today", "report", "events")


def take(browser: Browser, address: str, out: Path) -> None:
    kinds = [("", "light", WIDE, PAGES), ("-dark", "dark", WIDE, DARK), ("-phone", "light", PHONE, SMALL)]
    for ending, scheme, size, names in kinds:
        context = browser.new_context(viewport=size, color_scheme=scheme)  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(f"{address}/enter?token={TOKEN}")
        page.goto(f"{address}/review")
        page.fill("input[name=name]", "A. Reader")
        page.press("input[name=name]", "Enter")
        for name in names:
            page.goto(address + PAGES[name].partition("#")[0])
            page.evaluate("document.fonts.ready")
            page.screenshot(path=out / f"{name}{ending}.png")
        context.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "desk")
    parser.add_argument("--record", help="a record that holds the reports already")
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        url = args.record or f"sqlite:///{folder}/standoff.db"
        with closing(open_record(url, create=True)) as store:
            if not args.record:
                for _ in ingest(store, documents([str(REPORTS)])):
                    pass
                group(store)
            with served(application(store, token=TOKEN)) as address, sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=args.chromium, args=["--no-sandbox"])
                take(browser, address, args.out)
                browser.close()


if __name__ == "__main__":
    main()
