"""An update restarts everything under load: no job is lost or doubled, and whoever watches sees no error."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from testing.app import free_port, running_app, visitor
from testing.example import example_table, wait_for_story
from testing.waiting import wait_until
from tests.e2e import steps
from tests.e2e.family import alive, processes_of
from tests.e2e.held import hold_stories

pytestmark = pytest.mark.timeout(300)  # two starts

SMALL_JOBS = 5
BANNER = "getComputedStyle(document.querySelector('[data-testid=stApp]'), '::after').content"


def test_a_restart_under_load_loses_nothing_and_shows_no_error(chromium: Browser, tmp_path: Path) -> None:
    first, small = tmp_path / "first.csv", tmp_path / "small.csv"
    for path in (first, small):
        example_table(200).to_csv(path, index=False)
    home, port = tmp_path / "home", free_port()
    grace = {"WORKERS": "1", "SHUTDOWN_GRACE_S": "0"}  # so that the first job is handed back, not finished
    page = chromium.new_context(base_url=f"http://127.0.0.1:{port}").new_page()
    with running_app(home, grace, port) as app:
        hold_stories(app, workers=1)
        watched = steps.upload_by_api(page, first)
        page.goto(f"/status?job={watched}")
        expect(page.get_by_role("button", name="Cancel")).to_be_visible()
        page.wait_for_function("document.title.includes('%')")
        family = processes_of(app)
        job_ids = [watched, *(steps.upload_by_api(page, small) for _ in range(SMALL_JOBS))]
    wait_until(lambda: not any(map(alive, family)))
    page.wait_for_function(f"{BANNER}.includes('Reconnecting')")
    expect(page.get_by_text("Connection error")).to_be_attached()
    expect(page.get_by_text("Connection error")).to_be_hidden()
    expect(page.locator("[inert]")).to_have_count(0)  # what is there can still be read and unfolded
    cookies = {cookie["name"]: cookie["value"] for cookie in page.context.cookies()}
    with running_app(home, grace, port) as app, visitor(app, cookies) as client:
        expect(page).to_have_url(steps.STORY_URL, timeout=steps.WORKED_WITHIN_MS)
        expect(page.get_by_role("heading", level=1)).to_have_text("First")
        assert page.evaluate(BANNER) == "none"
        for job_id in job_ids:
            wait_for_story(client, job_id)
        jobs = client.get("/api/jobs").json()["jobs"]
        stories = client.get("/api/stories").json()["stories"]
        assert sorted(job["jobId"] for job in jobs) == sorted(job_ids)
        assert sorted(story["jobId"] for story in stories) == sorted(job_ids)
        assert {job["attempts"] for job in jobs} == {1}, "an attempt that was handed back counts for nothing"
    page.context.close()
