"""The status page while a job runs, and when it fails."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
from playwright.sync_api import BrowserContext, Page, expect

from pipeline import STAGES
from testing.app import RunningApp
from testing.waiting import wait_until
from tests.e2e import steps
from tests.e2e.conftest import WORKERS, Made
from tests.e2e.held import go_on, hold_stories

pytestmark = pytest.mark.timeout(300)


@pytest.fixture
def held(app: RunningApp) -> Iterator[list[psutil.Process]]:
    """The processes that make stories, standing still: a job that has begun is in its middle until they go on."""
    processes = hold_stories(app, WORKERS)
    yield processes
    go_on(processes)


def test_reloading_in_the_middle_shows_the_same_job_and_then_its_story(
    page: Page, held: list[psutil.Process], sales_csv: Path
) -> None:
    job_id = steps.upload_by_api(page, sales_csv)
    page.goto(f"/status?job={job_id}")
    for stage in STAGES:
        expect(page.get_by_text(stage.label, exact=True)).to_be_visible()
    expect(page).to_have_title(re.compile(r"^\d+% · sales by region\.csv$"))
    page.reload()
    expect(page.get_by_text(STAGES[0].label, exact=True)).to_be_visible()
    address = page.url
    second = page.context.new_page()
    second.goto(address)
    expect(second.get_by_text(STAGES[0].label, exact=True)).to_be_visible()
    go_on(held)
    for tab in (page, second):
        expect(tab).to_have_url(steps.STORY_URL, timeout=steps.WORKED_WITHIN_MS)
        expect(steps.drawn_charts(tab).first).to_be_visible()
    story = page.url
    page.goto(address)  # a look at the job that is over leads on as well
    expect(page).to_have_url(story)


def test_a_running_job_can_be_cancelled(page: Page, held: list[psutil.Process], sales_csv: Path) -> None:
    job_id = steps.upload_by_api(page, sales_csv)
    page.goto(f"/status?job={job_id}")
    page.get_by_role("button", name="Cancel").click()
    expect(page.get_by_text("Cancelled").first).to_be_visible()
    expect(page).to_have_title("Cancelled · sales by region.csv")
    assert steps.job(page, job_id)["status"] == "cancelled"
    wait_until(lambda: not all(process.is_running() for process in held))  # nobody works for nothing


def test_a_broken_file_says_what_to_do_and_offers_no_retry(page: Page, tmp_path: Path) -> None:
    path = tmp_path / "holiday.csv"
    path.write_bytes(bytes(range(256)) * 200)
    job_id = steps.upload_by_api(page, path)
    page.goto(f"/status?job={job_id}")
    expect(page.get_by_role("alert")).to_be_visible(timeout=steps.WORKED_WITHIN_MS)
    expect(page).to_have_title("Failed · holiday.csv")
    error = steps.job(page, job_id)["error"]
    assert isinstance(error, dict)
    expect(page.get_by_text(error["message"]).first).to_be_visible()
    expect(page.get_by_text(error["hint"]).first).to_be_visible()
    expect(page.get_by_role("button", name="Try again")).to_have_count(0)
    expect(page.get_by_text("Traceback")).to_have_count(0)


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
