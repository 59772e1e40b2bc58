"""The app for those who use no mouse or no screen: axe finds nothing serious on any page or export."""

from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect

from tests.e2e import steps

pytestmark = pytest.mark.timeout(300)

GRAVE = {"serious", "critical"}


def test_no_page_and_no_export_has_a_serious_flaw(
    new_browser: Callable[..., BrowserContext], sales_csv: Path, tmp_path: Path
) -> None:
    page = new_browser(color_scheme="light").new_page()
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    flaws = grave(page, "upload")
    story = steps.create_story(page, sales_csv)
    expect(steps.drawn_charts(page).first).to_be_visible()
    page.locator("details.ds-proof-fold summary").first.click()
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        flaws += grave(page, f"story, {scheme}")
    story_id = story.split("story=")[1].split("&")[0]
    export = tmp_path / "story.html"
    export.write_bytes(page.request.get(f"/api/stories/{story_id}/export?format=html").body())
    for name, address in {"library": "/library", "no job": "/status?job=none", "preview": "/"}.items():
        page.goto(address)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        if name == "preview":
            page.locator("input[type=file]").set_input_files(sales_csv)
            expect(page.get_by_role("button", name="Create story")).to_be_visible()
        flaws += grave(page, name)
    page.goto(export.as_uri())
    page.wait_for_selector("html[data-drawn]")
    flaws += grave(page, "export")
    assert flaws == []
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<button></button>')")
    assert grave(page, "a button without a name"), "a flaw would be found"


def grave(page: Page, name: str) -> list[str]:
    """What axe finds on a page that keeps somebody out, each with its first place."""
    found = Axe().run(page).response["violations"]
    return [f"{name}: {one['id']} at {one['nodes'][0]['html'][:200]}" for one in found if one["impact"] in GRAVE]
