"""From a file to a story, as a user does it."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from samples import SAMPLES
from tests.e2e import steps

pytestmark = pytest.mark.timeout(300)


def test_a_dropped_file_becomes_a_story_with_drawn_charts_and_nobody_else_is_asked(page: Page, sales_csv: Path) -> None:
    asked_for: list[str] = []
    page.on("request", lambda request: asked_for.append(request.url))
    steps.drop(page, sales_csv)
    expect(page.get_by_text("region").first).to_be_visible()
    page.get_by_role("button", name="Create story").click()
    expect(page).to_have_url(steps.STORY_URL, timeout=steps.WORKED_WITHIN_MS)
    expect(page.get_by_role("heading", level=1)).to_have_text("Sales by region")
    expect(steps.drawn_charts(page).first).to_be_visible()
    expect(page.get_by_text("North").first).to_be_visible()
    expect(page.locator(".stException, [data-testid=stException]")).to_have_count(0)
    own = page.url.split("/story")[0]
    assert [url for url in asked_for if not url.startswith((own, "data:", "blob:"))] == []


def test_one_click_on_a_sample_makes_its_story(page: Page) -> None:
    page.goto("/")
    page.locator(".st-key-start-bikes button").click()
    expect(page).to_have_url(steps.STORY_URL, timeout=steps.WORKED_WITHIN_MS)
    expect(page.get_by_role("heading", level=1)).to_have_text(SAMPLES["bikes"].label)
    expect(page.locator(".ds-lead")).to_contain_text("yclists")  # of which its card speaks, and not of the rain
    expect(steps.drawn_charts(page).first).to_be_visible()
