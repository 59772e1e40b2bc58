"""The app for those who use no mouse or no screen: axe finds nothing serious on any page or export."""

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect

from tests.e2e import steps
from tests.e2e.conftest import Made

pytestmark = pytest.mark.timeout(300)

GRAVE = {"serious", "critical"}
DARK = "rgb(24, 23, 21)"  # of the paper
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}  # nothing else is another in the dark

SEEN_S = 0.01  # less is no motion
LONGEST_MOTION = """() => Math.max(...[...document.querySelectorAll('*')].flatMap((one) => {
    const style = getComputedStyle(one);
    return `${style.transitionDuration}, ${style.animationDuration}`.split(', ').map(parseFloat);
}))"""


def test_no_page_and_no_export_has_a_serious_flaw(
    new_browser: Callable[..., BrowserContext], sales_story: Made, sales_csv: Path, tmp_path: Path
) -> None:
    page = new_browser(color_scheme="light", storage_state=sales_story.state).new_page()
    flaws = []
    for name, address in {"upload": "/", "library": "/library", "no job": "/status?job=none"}.items():
        page.goto(address)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        steps.settle(page)
        flaws += grave(page, name)
    steps.drop(page, sales_csv)
    expect(page.get_by_role("button", name="Create story")).to_be_visible()
    steps.settle(page)
    flaws += grave(page, "preview")
    page.goto(sales_story.path)
    expect(steps.drawn_charts(page).first).to_be_visible()
    steps.wait_for_all_of_a_story(page)
    page.locator("details.ds-proof-fold summary").first.click()
    expect(page.locator(".ds-proof-fold table.ds-values th[scope=row]").first).to_be_visible()
    steps.settle(page)
    flaws += grave(page, "story")
    page.emulate_media(color_scheme="dark")
    expect(page.locator(".stApp")).to_have_css("background-color", DARK)
    steps.settle(page)
    flaws += grave(page, "story in the dark", COLOURS)
    export = tmp_path / "story.html"
    export.write_bytes(page.request.get(f"/api/stories/{sales_story.story_id}/export?format=html").body())
    page.goto(export.as_uri())
    page.wait_for_selector("html[data-drawn]")
    flaws += grave(page, "export")
    assert flaws == []
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<button></button>')")
    assert grave(page, "a button without a name"), "a flaw would be found"


def test_nothing_moves_for_whoever_has_asked_for_less_motion(
    new_browser: Callable[..., BrowserContext], sales_story: Made
) -> None:
    page = new_browser(storage_state=sales_story.state).new_page()
    page.goto(sales_story.path)
    steps.wait_for_all_of_a_story(page)
    assert page.evaluate(LONGEST_MOTION) > SEEN_S
    page.emulate_media(reduced_motion="reduce")
    assert page.evaluate(LONGEST_MOTION) < SEEN_S


def grave(page: Page, name: str, rules: Mapping[str, object] = MappingProxyType({})) -> list[str]:
    """What axe finds on a page that keeps somebody out, each with its first place."""
    found = Axe().run(page, options={"resultTypes": ["violations"], **rules}).response["violations"]
    return [f"{name}: {one['id']} at {one['nodes'][0]['html'][:200]}" for one in found if one["impact"] in GRAVE]
