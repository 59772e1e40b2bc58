"""Visitors of the app: one drops files on the page, some send them to the API."""

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx2
from playwright.sync_api import Error, Page, expect, sync_playwright

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROMIUM_ARGUMENTS = ["--no-sandbox", "--disable-gpu"]
SHOWN_WITHIN_S = 60.0
ENDED_WITHIN_S = 300.0
POLL_S = 0.05


@dataclass(frozen=True)
class End:
    """How a job ended, after how long."""

    status: str
    seconds: float
    error: str = ""


class Visitor:
    """Somebody with a browser's identity of their own, who uses the API."""

    def __init__(self, url: str) -> None:
        self.client = httpx2.Client(base_url=url, timeout=120)
        self.client.get("/")  # the first page gives the identity

    def upload(self, path: Path) -> str | None:
        """The id of the job; None where the app takes no more."""
        with path.open("rb") as file:
            answer = self.client.post("/api/upload", files={"file": (path.name, file)})
        return str(answer.json()["jobId"]) if answer.status_code == 202 else None

    def wait_for_end(self, job_id: str, since: float) -> End:
        """Wait until the job is over."""
        while time.monotonic() - since < ENDED_WITHIN_S:
            job = self.client.get(f"/api/jobs/{job_id}").json()
            if job["status"] not in {"queued", "processing"}:
                error = job.get("error") or {}
                return End(job["status"], time.monotonic() - since, error.get("message", ""))
            time.sleep(POLL_S)
        return End("not over", time.monotonic() - since)

    def cancel_everything(self) -> None:
        """Withdraw what is still waiting or under way."""
        for job in self.client.get("/api/jobs").json()["jobs"]:
            if job["status"] in {"queued", "processing"}:
                self.client.post(f"/api/jobs/{job['jobId']}/cancel")


@contextmanager
def browser_page(url: str) -> Iterator[Page | None]:
    """A page in Chromium; None where there is none on this machine."""
    program = next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    if program is None:
        yield None
        return
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=CHROMIUM_ARGUMENTS)
        yield browser.new_context(base_url=url).new_page()
        browser.close()


def drop(page: Page, path: Path) -> float:
    """Drop a file on the upload page; the seconds until it is shown, or why it isn't."""
    page.goto("/")
    expect(page.locator("input[type=file]")).to_be_attached(timeout=SHOWN_WITHIN_S * 1000)
    started = time.monotonic()
    page.locator("input[type=file]").set_input_files(path)
    seen = page.locator(".st-key-preview").or_(page.get_by_role("alert")).first
    try:
        expect(seen).to_be_visible(timeout=SHOWN_WITHIN_S * 1000)
    except (AssertionError, Error):
        return float("inf")
    return time.monotonic() - started
