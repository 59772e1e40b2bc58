"""Leaving a browser to the next person."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from api.identity import COOKIE
from tests.e2e import steps


def test_a_forgotten_browser_starts_with_an_empty_library(page: Page, sales_csv: Path) -> None:
    story_url = steps.create_story(page, sales_csv)
    before = cookie(page)
    page.goto("/library")
    page.get_by_role("button", name="Forget this browser").click()
    page.get_by_role("link", name="Forget this browser now").click()
    expect(page).to_have_url(re.compile(r"://[^/]+/$"))
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert cookie(page) != before
    page.goto(story_url)
    expect(page.get_by_text("not found", exact=False).first).to_be_visible()


def cookie(page: Page) -> str:
    return next(cookie["value"] for cookie in page.context.cookies() if cookie["name"] == COOKIE)
