"""A story that is there already, as its reader looks at it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from pipeline.colors import HIGHLIGHT, MUTED, ON_DARK
from testing.watch import WATCH
from tests.e2e import steps
from tests.e2e.conftest import Made

pytestmark = pytest.mark.timeout(300)

MOST_SHIFT = 0.1  # of what a reader notices, as web.dev has it
PAPER = 688  # px of A4 between its margins
WIDTHS = (390, 768, 1280, 1920)  # px
FITS = "document.documentElement.scrollWidth <= innerWidth"
STACKED = """((text, chart) => chart.top >= text.bottom && chart.width === text.width)(
    it.getBoundingClientRect(), it.nextElementSibling.getBoundingClientRect())"""


def test_a_bookmark_and_a_second_tab_show_the_same_story_and_nothing_moves(reader: Page, sales_story: Made) -> None:
    reader.add_init_script(path=WATCH)
    for tab in (reader, reader.context.new_page()):
        tab.goto(sales_story.path)
        expect(tab.get_by_role("heading", level=1)).to_have_text("Sales by region")
        expect(steps.drawn_charts(tab).first).to_be_visible()
    expect(steps.drawn_charts(reader).nth(3)).to_be_attached()  # those below have come too
    assert reader.evaluate("window.seen.shift") < MOST_SHIFT


def test_no_page_scrolls_sideways(reader: Page, sales_story: Made, sales_csv: Path) -> None:
    steps.drop(reader, sales_csv)
    expect(reader.get_by_role("button", name="Create story")).to_be_visible()
    too_wide = [f"preview at {width}" for width in wider_than_their_window(reader)]
    reader.goto(sales_story.path)
    expect(steps.drawn_charts(reader).first).to_be_visible()
    too_wide += [f"story at {width}" for width in wider_than_their_window(reader)]
    reader.goto("/library")
    expect(reader.get_by_text("Sales by region").first).to_be_visible()
    too_wide += [f"library at {width}" for width in wider_than_their_window(reader)]
    assert too_wide == []


def test_on_paper_a_story_has_its_charts_whole_and_nothing_to_press(reader: Page, sales_story: Made) -> None:
    reader.set_viewport_size({"width": 900, "height": 900})  # charts are wider than paper then
    reader.goto(sales_story.path)
    steps.wait_for_all_of_a_story(reader)
    expect(reader.locator('[class*="st-key-draw-"] button:visible')).to_have_count(0)
    drawn = reader.locator(".js-plotly-plot .main-svg:first-child")
    sizes = drawn.evaluate_all("all => all.map((it) => `0 0 ${it.width.baseVal.value} ${it.height.baseVal.value}`)")
    reader.evaluate("() => window.dispatchEvent(new Event('beforeprint'))")
    assert drawn.evaluate_all("all => all.map((it) => it.getAttribute('viewBox'))") == sizes
    expect(reader.locator(".ds-chart-data[open]")).to_have_count(0)  # their charts are there
    reader.emulate_media(media="print")
    assert max(drawn.evaluate_all("all => all.map((it) => it.getBoundingClientRect().right)")) <= PAPER
    expect(reader.locator("button:visible, a[download]:visible, [data-testid=stHeader]:visible")).to_have_count(0)
    reader.evaluate("() => window.dispatchEvent(new Event('afterprint'))")
    expect(reader.locator(".main-svg[viewBox]")).to_have_count(0)


def test_on_paper_a_dark_page_has_the_light_ones_colours_and_tables_are_whole(
    new_browser: Callable[..., BrowserContext], sales_story: Made
) -> None:
    page = new_browser(storage_state=sales_story.state, color_scheme="dark").new_page()
    page.goto(sales_story.path)
    steps.wait_for_all_of_a_story(page)
    expect(page.locator('[class*="st-key-draw-"] button:visible')).to_have_count(0)
    page.locator(".ds-chart-data > summary").first.click()
    table = page.locator(".ds-chart-data .ds-scroll").first
    table.evaluate("it => it.firstChild.style.height = '100rem'")  # of a chart of many groups
    assert marks_in(page, ON_DARK[HIGHLIGHT])
    page.emulate_media(media="print")
    assert not marks_in(page, ON_DARK[HIGHLIGHT])
    assert not marks_in(page, ON_DARK[MUTED])
    assert marks_in(page, HIGHLIGHT)
    assert steps.comes_to_hold(table, "it.clientHeight === it.scrollHeight && it.clientHeight > 1000")


def marks_in(page: Page, color: str) -> int:
    """How many marks of the page's charts are filled with a colour."""
    shown = f"rgb{tuple(bytes.fromhex(color[1:]))}"
    marks = page.locator(".js-plotly-plot .trace path")
    return int(
        marks.evaluate_all("(all, shown) => all.filter((it) => getComputedStyle(it).fill === shown).length", shown)
    )


def wider_than_their_window(page: Page) -> list[int]:
    """The widths of a window in which the page scrolls sideways, even once it has followed the change."""
    wider = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        if not steps.comes_to_hold(page.locator("html"), FITS):
            wider.append(width)
    return wider


def test_a_downloaded_story_opens_by_itself_without_a_network(
    reader: Page, sales_story: Made, new_browser: Callable[..., BrowserContext], tmp_path: Path
) -> None:
    reader.goto(sales_story.path)
    with reader.expect_download() as download:
        reader.locator(".st-key-download-html button").click()
    path = tmp_path / download.value.suggested_filename
    download.value.save_as(path)
    assert path.suffix == ".html"

    offline = new_browser(offline=True).new_page()
    asked_for: list[str] = []
    offline.on("request", lambda request: asked_for.append(request.url))
    offline.goto(path.as_uri())
    expect(steps.drawn_charts(offline).first).to_be_visible()
    assert [url for url in asked_for if not url.startswith(("file:", "data:", "blob:"))] == []


def test_a_story_begins_with_its_lead_goes_on_in_sections_and_unfolds_the_rest(reader: Page, sales_story: Made) -> None:
    reader.goto(sales_story.path)
    expect(reader.locator(".ds-lead p").first).to_contain_text("Revenue")
    sections = reader.locator("h2.ds-section")
    expect(sections.first).to_have_text("How much, and how it went")
    steps.wait_for_all_of_a_story(reader)
    link = reader.get_by_role("navigation", name="Contents").get_by_role("link").first
    expect(link).to_have_text("How much, and how it went")
    link.click()
    expect(sections.first).to_be_in_viewport()
    link.locator("xpath=ancestor::ul").get_by_role("link").last.click()
    expect(reader.locator("#how-found")).to_be_in_viewport()
    expect(link).to_be_in_viewport()  # the list has come along
    expect(reader.get_by_role("heading", name="How this was found")).to_have_count(1)
    folded = reader.locator(".st-key-folded")
    expect(folded.locator("article").first).not_to_be_visible()
    folded.locator("summary").first.press("Enter")  # wherever the list of contents has just led to
    expect(folded.locator("article").first).to_be_visible()
    reader.set_viewport_size({"width": 768, "height": 900})  # too narrow for a text beside its chart
    text = reader.locator('[class*="st-key-finding-"] [data-testid="stColumn"]').first
    assert steps.comes_to_hold(text, STACKED)
