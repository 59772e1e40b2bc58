"""Leaving a browser to the next person."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from api.identity import COOKIE
from tests.e2e.conftest import Made

pytestmark = pytest.mark.timeout(300)


def test_a_forgotten_browser_starts_with_an_empty_library(
    new_browser: Callable[..., BrowserContext], make_story: Callable[[Path], Made], sales_csv: Path
) -> None:
    made = make_story(sales_csv)
    page = new_browser(storage_state=made.state).new_page()
    before = cookie(page)
    page.goto("/library")
    expect(page.get_by_text("Sales by region").first).to_be_visible()
    page.get_by_role("button", name="Forget this browser").click()
    link = page.get_by_role("link", name="Forget this browser now")
    assert link.evaluate("it => getComputedStyle(it).color === getComputedStyle(it.parentElement).color"), "as its text"
    link.click()
    expect(page).to_have_url(re.compile(r"://[^/]+/$"))
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert cookie(page) != before
    page.goto(made.path)
    expect(page.get_by_text("not found", exact=False).first).to_be_visible()


def cookie(page: Page) -> str:
    return next(cookie["value"] for cookie in page.context.cookies() if cookie["name"] == COOKIE)
