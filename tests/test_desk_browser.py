"""The desk in a browser: with and without scripts, by keys alone, for everyone, and the console stays empty."""

import gzip
import os
import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from legation.record import open_record
from tests.conftest import FERRER
from tests.desks import TOKEN, Visitor, fill, on, visited
from tests.test_desk import PAGES

CHROMIUM = os.environ.get("LEGATION_CHROMIUM")
AXE = Path(__file__).parent / "axe.min.js.gz"
NO_CHROMIUM = "no Chromium: LEGATION_CHROMIUM names one"
SIZES = {"wide": {"width": 1280, "height": 900}, "phone": {"width": 375, "height": 700}}


@pytest.fixture(scope="module")
def desk(tmp_path_factory) -> Iterator[Visitor]:
    url = f"sqlite:///{tmp_path_factory.mktemp('desk')}/desk.db"
    with closing(open_record(url, create=True)) as store:
        fill(
            store,
            *(on(f"2026-01-{day:02}") for day in range(1, 8)),
            on(
                "2026-01-20", sources=("COL", "PER"), targets=("ECU",), type="SANCTION", quad="material-conflict"
            ),
            on("2026-03-01", sources=(FERRER, "PER"), targets=("person:tomas-aguirre",)),
        )
        with visited(store) as visitor:
            yield visitor


@pytest.fixture(scope="module")
def browser():
    """Without a browser here the tests are skipped, but never where LEGATION_CHROMIUM says that there is one."""
    path = CHROMIUM or shutil.which("chromium")
    if path is None:
        pytest.skip(NO_CHROMIUM)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture(params=["with scripts", "without scripts"])
def scripts(request) -> bool:
    return request.param == "with scripts"


@pytest.fixture
def page(browser, desk, scripts):
    """A page whose browser was let in with the token; what it says on the console fails the test."""
    context = browser.new_context(java_script_enabled=scripts, viewport=SIZES["wide"])
    opened = context.new_page()
    said: list[str] = []
    opened.on("console", lambda message: said.append(message.text))
    opened.on("pageerror", lambda error: said.append(str(error)))
    opened.goto(f"{desk.address}/enter?token={TOKEN}")
    opened.goto(f"{desk.address}/review")
    opened.fill("input[name=name]", "Ł. Reader")
    opened.press("input[name=name]", "Enter")
    opened.wait_for_url("**/review")
    yield opened
    assert said == []
    context.close()


def test_every_page_opens_and_stays_within_its_width(page, desk):
    for name, size in SIZES.items():
        page.set_viewport_size(size)
        for path in PAGES:
            assert page.goto(desk.address + path).status == 200
            assert page.locator("h1").count() == 1, path
            width = page.locator("main").bounding_box()["width"]
            assert width <= size["width"], (path, name)
            assert page.locator("main").evaluate("e => e.scrollWidth <= e.clientWidth + 1"), (path, name)


def test_a_filter_is_in_the_address_and_narrows(page, desk):
    page.goto(f"{desk.address}/events")
    assert page.locator("tbody tr:not(.date)").count() == 9
    page.fill("input[name=source]", "Colombia")
    page.press("input[name=source]", "Enter")
    page.wait_for_url("**/events?*source=Colombia*")
    page.locator("tbody tr:not(.date) >> nth=1").wait_for(state="detached")
    assert page.locator("tbody tr:not(.date)").count() == 1
    page.goto(f"{desk.address}/events")
    page.click(".facets a:has-text('material conflict')")
    page.wait_for_url("**/events?quad=material-conflict")
    assert page.locator("tbody tr:not(.date)").count() == 1
    page.go_back()
    assert page.locator("tbody tr:not(.date)").count() == 9


def test_a_reading_is_rejected_and_the_undo_brings_it_back(page, desk):
    page.goto(f"{desk.address}/reports/1")
    item = page.locator(".item[id^=event-]")
    item.locator("button:has-text('Reject')").click()
    item.locator("text=Rejected, Ł. Reader").wait_for()
    page.locator(".item.gone").wait_for()  # its class arrives after its words: htmx settles attributes last
    item.locator("button:has-text('Undo')").click()
    item.locator(".decided").wait_for(state="detached")
    page.locator(".item.gone").wait_for(state="detached")


def test_a_field_is_edited(page, desk):
    page.goto(f"{desk.address}/reports/2")
    item = page.locator(".item[id^=event-]")
    item.locator("summary").click()
    item.locator("select").select_option("status")
    item.locator("input[name=value]").fill("possible")
    item.locator("button:has-text('Save')").click()
    item.locator("text=Edited: status is possible").wait_for()
    item.locator("button:has-text('Undo')").click()
    item.locator(".decided").wait_for(state="detached")


def test_layers_of_marks_are_switched(page, desk):
    page.goto(f"{desk.address}/reports/1")
    mark = page.locator(".m-event.trigger").first
    look = "e => getComputedStyle(e).textDecorationLine"
    assert mark.evaluate(look) == "underline"
    page.uncheck("#layer-event")
    assert mark.evaluate(look) == "none"


def test_a_bar_of_a_chart_leads_closer(page, desk):
    page.goto(f"{desk.address}/dyads/ECU/PER")
    page.locator("svg.chart a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/dyads/ECU/PER?since=*")
    assert page.locator("text=Zoom out").count() == 1


@pytest.mark.parametrize("scripts", [True], indirect=False)
def test_a_report_is_judged_by_keys_alone(page, desk, scripts):
    page.goto(f"{desk.address}/reports/3")
    page.keyboard.press("j")
    item = page.locator(".item:focus")
    assert item.get_attribute("id").startswith("event-")
    page.keyboard.press("a")
    page.locator(".item:focus >> text=Accepted").wait_for()
    page.keyboard.press("u")
    page.locator(".item[id^=event-] .decided").wait_for(state="detached")
    page.keyboard.press("r")
    page.locator(".item.gone[id^=event-]").wait_for()
    page.keyboard.press("u")
    page.locator(".item.gone").wait_for(state="detached")
    page.keyboard.press("e")
    assert page.evaluate("document.activeElement.name") == "field"
    page.keyboard.press("j")  # in a field it is a letter
    assert page.evaluate("document.activeElement.name") == "field"
    page.goto(f"{desk.address}/events")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "q"


@pytest.mark.parametrize("scripts", [True], indirect=False)
def test_a_mark_and_its_row_light_each_other(page, desk, scripts):
    page.goto(f"{desk.address}/reports/4")
    page.locator(".m-event.trigger").first.hover()
    assert "lit" in page.locator(".item[id^=event-]").get_attribute("class")
    page.locator(".item[id^=event-] .meta").hover()
    assert "lit" in page.locator(".m-event.trigger").first.get_attribute("class")


@pytest.mark.parametrize("scripts", [True], indirect=False)
def test_a_chart_is_saved_as_a_picture(page, desk, scripts):
    page.goto(f"{desk.address}/timeline")
    with page.expect_download() as begun:
        page.click("[data-png]")
    assert Path(begun.value.path()).read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize("scripts", [True], indirect=False)
def test_axe_finds_nothing_serious(page, desk, scripts):
    axe = gzip.decompress(AXE.read_bytes()).decode()
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for path in (*PAGES, "/positions?view=standing", "/?q=border", "/forecast?source=PER"):
            page.goto(desk.address + path)
            page.evaluate(axe)
            found = page.evaluate("axe.run()")["violations"]
            serious = [
                (v["id"], v["nodes"][0]["html"][:200], v["nodes"][0]["failureSummary"])
                for v in found
                if v["impact"] in ("serious", "critical")
            ]
            assert serious == [], (path, scheme)
