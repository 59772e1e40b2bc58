"""What a user does on the pages, in their words."""

import re
from pathlib import Path

import httpx2
from playwright.sync_api import Locator, Page, expect

STORY_URL = re.compile(r"/story\?.*story=\w+")
HOLDS_WITHIN_MS = 30_000
WORKED_WITHIN_MS = 60_000  # by a worker, which lets everything else on the machine go first
STILL = '.stApp[data-test-script-state="notRunning"]'
# Asked of each frame: of an element that leaves the page while it moves, Chromium may never fulfil ``finished``.
RESTS = """!document.getAnimations().some((one) => one.playState === "running"
    && Number.isFinite(one.effect?.getComputedTiming().endTime))"""


def drop(page: Page, path: Path) -> None:
    """Open the upload page and drop a file."""
    page.goto("/")
    page.locator("input[type=file]").set_input_files(path)


def create_story(page: Page, path: Path) -> str:
    """Drop a file, look at the preview, start the story and wait for it; gives its URL."""
    drop(page, path)
    page.get_by_role("button", name="Create story").click()
    expect(page).to_have_url(STORY_URL, timeout=WORKED_WITHIN_MS)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    return page.url


def upload_by_api(page: Page, path: Path) -> str:
    """Upload as this browser's user, without the page; gives the job's id."""
    if page.url == "about:blank":
        page.goto("/")
    cookies = {cookie["name"]: cookie["value"] for cookie in page.context.cookies()}
    origin = page.url.split("/", 3)[:3]
    with path.open("rb") as file:  # not through Playwright, which would hold and encode it whole
        answer = httpx2.post(
            "/".join([*origin, "api/upload"]), files={"file": (path.name, file)}, cookies=cookies, timeout=60
        )
    assert answer.status_code == 202, answer.text
    return str(answer.json()["jobId"])


def job(page: Page, job_id: str) -> dict[str, object]:
    """The job as the API gives it to this browser's user."""
    answer = page.request.get(f"/api/jobs/{job_id}")
    assert answer.ok, answer.text()
    return dict(answer.json())


def wait_for_all_of_a_story(page: Page) -> None:
    """Wait until its foot is there: what is below the first screen comes after the first chart."""
    expect(page.get_by_role("button", name="Delete this story")).to_be_visible()


def drawn_charts(page: Page) -> Locator:
    """The charts that Plotly has drawn."""
    return page.locator(".js-plotly-plot .main-svg .trace")


def settle(page: Page) -> None:
    """Wait until the page's script has run to its end and nothing moves or changes its colour any more."""
    expect(page.locator(STILL)).to_be_attached()
    assert comes_to_hold(page.locator("html"), RESTS), "something on the page goes on moving"


def comes_to_hold(element: Locator, condition: str) -> bool:
    """Whether a condition on an element, ``it``, holds in ``HOLDS_WITHIN_MS``; pages let nobody evaluate text."""
    look = f"""(it) => new Promise((done) => {{
        const until = performance.now() + {HOLDS_WITHIN_MS};
        (function look() {{
            const holds = {condition};
            if (holds || performance.now() > until) done(holds); else requestAnimationFrame(look);
        }})();
    }})"""
    return bool(element.evaluate(look))
