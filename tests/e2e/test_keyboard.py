"""The app without a mouse: from a file to a renamed story, and from its lead to a proof."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.e2e import steps
from tests.e2e.conftest import Made

pytestmark = pytest.mark.timeout(300)

MOST_TABS = 40  # from where one is to what one wants; more would wear a reader out
TICKETS = Path(__file__).parents[2] / "samples" / "support_tickets.xlsx"  # its lead has three points
FOCUSED = "one => one === document.activeElement"


def test_from_a_file_to_a_renamed_story(page: Page, sales_csv: Path) -> None:
    page.on("filechooser", lambda _: None)  # Chromium hands choosers over from now on; asked for later, it may miss one
    page.goto("/")
    browse = page.get_by_test_id("stFileUploaderDropzone").locator("button")
    expect(browse).to_be_enabled()
    tab_to(page, browse)
    with page.expect_file_chooser() as asked:
        page.keyboard.press("Enter")
    asked.value.set_files(sales_csv)
    start = page.get_by_role("button", name="Create story")
    expect(start).to_be_enabled()
    tab_to(page, start)
    page.keyboard.press("Enter")
    expect(page).to_have_url(steps.STORY_URL, timeout=steps.WORKED_WITHIN_MS)
    title = page.get_by_role("heading", level=1)
    expect(title).to_be_focused()
    tab_to(page, page.get_by_role("button", name="Rename"))
    page.keyboard.press("Enter")
    field = page.get_by_role("dialog").get_by_label("Title")
    expect(field).to_be_visible()
    tab_to(page, field)
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("Where the North leads")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(title).to_have_text("Where the North leads")


def test_from_the_lead_to_the_proof_of_its_third_point(
    new_browser: Callable[..., BrowserContext], make_story: Callable[[Path], Made]
) -> None:
    story = make_story(TICKETS)
    reader = new_browser(storage_state=story.state).new_page()
    reader.goto(story.path)
    third = reader.locator(".ds-proofs a").nth(2)
    expect(third).to_be_visible()
    name = third.evaluate("link => link.hash.slice(1)")
    tab_to(reader, third)
    reader.keyboard.press("Enter")
    point = reader.locator(f"#{name}")
    expect(point).to_be_focused()
    expect(point).to_be_in_viewport()
    tab_to(reader, point.locator("details.ds-proof-fold > summary"), most=5)
    reader.keyboard.press("Enter")
    expect(point.locator("pre code")).to_be_visible()


def tab_to(page: Page, wanted: Locator, most: int = MOST_TABS) -> None:
    """Press Tab until what is wanted has the focus."""
    for _ in range(most):
        if wanted.evaluate(FOCUSED):
            return
        page.keyboard.press("Tab")
    assert wanted.evaluate(FOCUSED), f"not reached with {most} tabs: {page.evaluate(WHERE)}"


WHERE = "document.activeElement.outerHTML.slice(0, 200)"


def test_a_search_in_the_library_leaves_the_keyboard_in_its_field(reader: Page) -> None:
    reader.goto("/library")
    search = reader.get_by_label("Search")
    search.fill("sales")
    search.press("Enter")
    expect(reader).to_have_url(re.compile("sales"))
    steps.settle(reader)
    expect(search).to_be_focused()
