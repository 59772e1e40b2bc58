"""From a file to a story, as a user does it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from samples import SAMPLES
from tests.e2e import steps


def test_a_dropped_file_becomes_a_story_with_drawn_charts(page: Page, sales_csv: Path) -> None:
    steps.drop(page, sales_csv)
    expect(page.get_by_text("region").first).to_be_visible()
    page.get_by_role("button", name="Create story").click()
    expect(page).to_have_url(steps.STORY_URL, timeout=60_000)
    expect(page.get_by_role("heading", level=1)).to_have_text("Sales by region")
    expect(steps.drawn_charts(page).first).to_be_visible()
    expect(page.get_by_text("North").first).to_be_visible()
    expect(page.locator(".stException, [data-testid=stException]")).to_have_count(0)


@pytest.mark.parametrize("key", SAMPLES)
def test_one_click_on_a_sample_makes_its_story(page: Page, key: str) -> None:
    page.goto("/")
    page.locator(f".st-key-start-{key} button").click()
    expect(page).to_have_url(steps.STORY_URL, timeout=60_000)
    expect(page.get_by_role("heading", level=1)).to_have_text(SAMPLES[key].label)
    expect(steps.drawn_charts(page).first).to_be_visible()


def test_a_bookmark_and_a_second_tab_show_the_same_story(page: Page, sales_csv: Path) -> None:
    url = steps.create_story(page, sales_csv)
    heading = page.get_by_role("heading", level=1).inner_text()
    second = page.context.new_page()
    for tab in (page, second):
        tab.goto(url)
        expect(tab.get_by_role("heading", level=1)).to_have_text(heading)
        expect(steps.drawn_charts(tab).first).to_be_visible()


@pytest.mark.parametrize("width", [390, 1280, 1920])
def test_no_page_scrolls_sideways(new_browser: Callable[..., BrowserContext], sales_csv: Path, width: int) -> None:
    page = new_browser(viewport={"width": width, "height": 900}).new_page()
    steps.drop(page, sales_csv)
    expect(page.get_by_role("button", name="Create story")).to_be_visible()
    assert steps.has_no_sideways_scroll(page)
    steps.create_story(page, sales_csv)
    expect(steps.drawn_charts(page).first).to_be_visible()
    assert steps.has_no_sideways_scroll(page)
    page.goto("/library")
    expect(page.get_by_text("Sales by region").first).to_be_visible()
    assert steps.has_no_sideways_scroll(page)


def test_a_downloaded_story_opens_by_itself_without_a_network(
    page: Page, new_browser: Callable[..., BrowserContext], sales_csv: Path, tmp_path: Path
) -> None:
    steps.create_story(page, sales_csv)
    with page.expect_download() as download:
        page.locator(".st-key-download-html button").click()
    path = tmp_path / download.value.suggested_filename
    download.value.save_as(path)
    assert path.suffix == ".html"

    offline = new_browser(offline=True)
    asked_for: list[str] = []
    reader = offline.new_page()
    reader.on("request", lambda request: asked_for.append(request.url))
    reader.goto(path.as_uri())
    expect(steps.drawn_charts(reader).first).to_be_visible()
    assert [url for url in asked_for if not url.startswith(("file:", "data:", "blob:"))] == []


def test_a_story_begins_with_its_lead_and_goes_on_in_sections(page: Page, sales_csv: Path) -> None:
    steps.create_story(page, sales_csv)
    expect(page.locator(".ds-lead p").first).to_contain_text("revenue")
    sections = page.locator("h2.ds-section")
    expect(sections.first).to_have_text("How much, and how it went")
    link = page.get_by_role("navigation", name="Contents").get_by_role("link").first
    expect(link).to_have_text("How much, and how it went")
    link.click()
    expect(sections.first).to_be_in_viewport()
    expect(page.get_by_role("heading", name="How this was found")).to_have_count(1)


def test_the_folded_points_open_with_their_charts(page: Page, sales_csv: Path) -> None:
    steps.create_story(page, sales_csv)
    fold = page.locator(".st-key-folded")
    expect(fold.locator("article").first).not_to_be_visible()
    fold.get_by_text("more", exact=False).first.click()
    expect(fold.locator("article").first).to_be_visible()


def test_another_subject_makes_a_new_story_and_leaves_the_old_one(page: Page, sales_csv: Path) -> None:
    url = steps.create_story(page, sales_csv)
    expect(page.locator("ul.ds-subject")).to_contain_text("About revenue")
    page.locator(".st-key-alternatives").get_by_role("button", name="units").click()
    expect(page.locator("ul.ds-subject")).to_contain_text("About units", timeout=60_000)
    assert page.url != url
    page.goto(url)
    expect(page.locator("ul.ds-subject")).to_contain_text("About revenue")


def test_a_story_is_deleted_after_a_confirmation(page: Page, sales_csv: Path) -> None:
    url = steps.create_story(page, sales_csv)
    page.get_by_role("button", name="Delete this story").click()
    page.get_by_role("dialog").get_by_role("button", name="Close").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    with page.expect_download():  # at once: what the buttons stand for is still known
        page.locator(".st-key-download-md button").click()
    page.get_by_role("button", name="Delete this story").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete", exact=True).click()
    expect(page).to_have_url("/library")
    page.goto(url)
    expect(page.get_by_text("not found", exact=False).first).to_be_visible()


def test_the_app_asks_nobody_else(new_browser: Callable[..., BrowserContext], app: object, sales_csv: Path) -> None:
    page = new_browser().new_page()
    asked_for: list[str] = []
    page.on("request", lambda request: asked_for.append(request.url))
    steps.create_story(page, sales_csv)
    expect(steps.drawn_charts(page).first).to_be_visible()
    own = page.url.split("/story")[0]
    assert [url for url in asked_for if not url.startswith((own, "data:", "blob:"))] == []


def test_hostile_names_are_shown_as_they_are(page: Page, tmp_path: Path) -> None:
    header = "<img src=x onerror=document.title='hit'>,**bold** $x$ :red[y]"
    rows = "\n".join(f"<script>document.title='hit'</script>{i % 3},{i * 7 % 50 + (i % 3) * 40}" for i in range(300))
    path = tmp_path / "<b>odd :smile: $a$.csv"
    path.write_text(f"{header}\n{rows}\n")
    steps.create_story(page, path)
    expect(page.get_by_text("**bold** $x$ :red[y]").first).to_be_visible()
    assert page.title() != "hit"
    assert page.locator("img[src=x]").count() == 0
