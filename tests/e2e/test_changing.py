"""A story told anew or deleted: the reader's click is never lost to what the page asks for, whenever it comes."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.e2e import steps
from tests.e2e.conftest import Made

pytestmark = pytest.mark.timeout(300)

NOTE_ASKED = """
document.addEventListener('click', (event) => {
    if (!event.isTrusted && event.target.closest('[class*="st-key-draw-"]')) window.asked = true;
}, true);
"""
MOMENTS = {
    "at once": "true",
    "as a chart is asked for": "window.asked",
    "as it is drawn": "window.asked && document.querySelectorAll('.js-plotly-plot .main-svg').length > 3",
    "once all is still": """![...document.querySelectorAll('[class*="st-key-draw-"] button')]
        .some((one) => one.offsetParent)
        && document.querySelector('.stApp[data-test-script-state="notRunning"]')""",
}
"""When the reader clicks, as a condition on the page; one story leads to the next without a reload."""


@pytest.fixture
def own(new_browser: Callable[..., BrowserContext], make_story: Callable[[Path], Made], sales_csv: Path) -> Page:
    """The page of a story that is this test's alone."""
    made = make_story(sales_csv)
    page = new_browser(storage_state=made.state).new_page()
    page.goto(made.path)
    return page


def test_a_story_is_deleted_after_a_confirmation(own: Page) -> None:
    url = own.url
    own.get_by_role("button", name="Delete this story").click()
    own.get_by_role("dialog").get_by_role("button", name="Close").click()
    expect(own.get_by_role("dialog")).to_have_count(0)
    with own.expect_download():  # at once: what the buttons stand for is still known
        own.locator(".st-key-download-md button").click()
    own.get_by_role("button", name="Delete this story").click()
    own.get_by_role("dialog").get_by_role("button", name="Delete", exact=True).click()
    expect(own).to_have_url("/library")
    own.goto(url)
    expect(own.get_by_text("not found", exact=False).first).to_be_visible()


def test_nothing_moves_under_a_click_while_charts_are_drawn(own: Page) -> None:
    button = own.get_by_role("button", name="Delete this story")
    button.scroll_into_view_if_needed()
    waiting = own.locator('[class*="st-key-draw-"] button')
    expect(waiting).not_to_have_count(0)
    before = button.bounding_box()
    expect(waiting.filter(visible=True)).to_have_count(0)  # those in the fold stay until it is opened
    assert steps.drawn_charts(own).count() > 1
    assert button.bounding_box() == before


def test_another_subject_makes_another_story_whenever_it_is_chosen(
    new_browser: Callable[..., BrowserContext], make_story: Callable[[Path], Made], sales_csv: Path
) -> None:
    made = make_story(sales_csv)
    context = new_browser(storage_state=made.state, bypass_csp=True)  # conditions are evaluated
    context.add_init_script(NOTE_ASKED)
    page = context.new_page()
    page.goto(made.path)
    about = page.locator("ul.ds-subject")
    expect(about).to_contain_text("About revenue")
    for moment, condition in MOMENTS.items():
        page.evaluate("window.asked = false")
        page.wait_for_function(condition)
        here, told = page.url, about.inner_text()
        page.locator(".st-key-about-0 button").click()
        page.wait_for_url(lambda url, here=here: bool(steps.STORY_URL.search(url)) and url != here)
        expect(about, f"a click {moment} was lost").not_to_have_text(told)
    page.goto(made.path)
    expect(about).to_contain_text("About revenue")
