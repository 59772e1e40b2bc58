"""From a file to a story, as a user does it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from samples import SAMPLES
from tests.e2e import steps
from tests.e2e.conftest import Made


def test_a_dropped_file_becomes_a_story_with_drawn_charts_and_nobody_else_is_asked(page: Page, sales_csv: Path) -> None:
    asked_for: list[str] = []
    page.on("request", lambda request: asked_for.append(request.url))
    steps.drop(page, sales_csv)
    expect(page.get_by_text("region").first).to_be_visible()
    page.get_by_role("button", name="Create story").click()
    expect(page).to_have_url(steps.STORY_URL, timeout=60_000)
    expect(page.get_by_role("heading", level=1)).to_have_text("Sales by region")
    expect(steps.drawn_charts(page).first).to_be_visible()
    expect(page.get_by_text("North").first).to_be_visible()
    expect(page.locator(".stException, [data-testid=stException]")).to_have_count(0)
    own = page.url.split("/story")[0]
    assert [url for url in asked_for if not url.startswith((own, "data:", "blob:"))] == []


@pytest.mark.parametrize("key", SAMPLES)
def test_one_click_on_a_sample_makes_its_story(page: Page, key: str) -> None:
    page.goto("/")
    page.locator(f".st-key-start-{key} button").click()
    expect(page).to_have_url(steps.STORY_URL, timeout=60_000)
    expect(page.get_by_role("heading", level=1)).to_have_text(SAMPLES[key].label)
    expect(steps.drawn_charts(page).first).to_be_visible()


def test_hostile_names_are_shown_as_they_are(
    new_browser: Callable[..., BrowserContext], make_story: Callable[[Path], Made], tmp_path: Path
) -> None:
    header = "<img src=x onerror=document.title='hit'>,**bold** $x$ :red[y]"
    rows = "\n".join(f"<script>document.title='hit'</script>{i % 3},{i * 7 % 50 + (i % 3) * 40}" for i in range(300))
    path = tmp_path / "<b>odd :smile: $a$.csv"
    path.write_text(f"{header}\n{rows}\n")
    made = make_story(path)
    page = new_browser(storage_state=made.state).new_page()
    page.goto(made.path)
    expect(page.get_by_text("**bold** $x$ :red[y]").first).to_be_visible()
    assert page.title() != "hit"
    assert page.locator("img[src=x]").count() == 0
