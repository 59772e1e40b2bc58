"""The status page while a job runs, and when it fails."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from pipeline import STAGES
from testing.example import example_table
from tests.e2e import steps
from tests.e2e.conftest import Made


@pytest.fixture(scope="module")
def large_csv(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Takes some seconds: long enough to look at the page while it runs."""
    path = tmp_path_factory.mktemp("files") / "large.csv"
    example_table(400_000).to_csv(path, index=False)
    return path


def test_reloading_in_the_middle_shows_the_same_job_and_then_its_story(page: Page, large_csv: Path) -> None:
    job_id = steps.upload_by_api(page, large_csv)
    page.goto(f"/status?job={job_id}")
    for stage in STAGES:
        expect(page.get_by_text(stage.label, exact=True)).to_be_visible()
    expect(page).to_have_title(re.compile(r"^(Waiting|\d+%) · large\.csv$"))
    page.reload()
    expect(page.get_by_text(STAGES[0].label, exact=True)).to_be_visible()
    assert steps.job(page, job_id)["status"] in {"queued", "processing"}, "it was over before the page was reloaded"
    address = page.url
    second = page.context.new_page()
    second.goto(address)
    for tab in (page, second):
        expect(tab).to_have_url(steps.STORY_URL, timeout=60_000)
        expect(steps.drawn_charts(tab).first).to_be_visible()
    story = page.url
    page.goto(address)  # a look at the job that is over leads on as well
    expect(page).to_have_url(story)


def test_a_running_job_can_be_cancelled(page: Page, large_csv: Path) -> None:
    job_id = steps.upload_by_api(page, large_csv)
    page.goto(f"/status?job={job_id}")
    page.get_by_role("button", name="Cancel").click()
    expect(page.get_by_text("Cancelled").first).to_be_visible()
    expect(page).to_have_title("Cancelled · large.csv")
    assert steps.job(page, job_id)["status"] == "cancelled"


def test_a_broken_file_says_what_to_do_and_offers_no_retry(page: Page, tmp_path: Path) -> None:
    path = tmp_path / "holiday.csv"
    path.write_bytes(bytes(range(256)) * 200)
    job_id = steps.upload_by_api(page, path)
    page.goto(f"/status?job={job_id}")
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page).to_have_title("Failed · holiday.csv")
    error = steps.job(page, job_id)["error"]
    assert isinstance(error, dict)
    expect(page.get_by_text(error["message"]).first).to_be_visible()
    expect(page.get_by_text(error["hint"]).first).to_be_visible()
    expect(page.get_by_role("button", name="Try again")).to_have_count(0)
    expect(page.get_by_text("Traceback")).to_have_count(0)

    steps.drop(page, path)
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_role("button", name="Create story")).to_have_count(0)


def test_another_browser_sees_neither_job_nor_story(
    page: Page, new_browser: Callable[..., BrowserContext], sales_story: Made, sales_csv: Path
) -> None:
    job_id = steps.upload_by_api(page, sales_csv)
    stranger = new_browser().new_page()
    for url in (sales_story.path, f"/status?job={job_id}"):
        stranger.goto(url)
        expect(stranger.get_by_text("not found", exact=False).first).to_be_visible()
    assert stranger.request.get(f"/api/jobs/{job_id}").status == 404
    stranger.goto("/library")
    expect(stranger.get_by_text("Sales by region")).to_have_count(0)
