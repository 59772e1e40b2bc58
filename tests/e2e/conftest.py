"""A real Chromium in front of the really started app."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from testing.app import RunningApp, running_app, visitor
from testing.example import upload, wait_for_story

WORKERS = 2
PATIENCE_MS = 60_000  # for a page on a machine that is busy with other tests as well

expect.set_options(timeout=PATIENCE_MS)


@dataclass(frozen=True)
class Made:
    """A story that was made before, and the cookies of the browser to which it belongs."""

    story_id: str
    state: dict[str, list[object]]

    @property
    def path(self) -> str:
        """Where its page is."""
        return f"/story?story={self.story_id}"


@pytest.fixture(scope="package")  # an app that nobody visits has its heartbeats all the same
def app() -> Iterator[RunningApp]:
    with running_app(environment={"WORKERS": str(WORKERS)}) as started:
        yield started


@pytest.fixture
def new_browser(chromium: Browser, app: RunningApp) -> Iterator[Callable[..., BrowserContext]]:
    """Makes browsers that share nothing: each has cookies of its own."""
    contexts: list[BrowserContext] = []

    def make(**options: object) -> BrowserContext:
        contexts.append(chromium.new_context(base_url=app.url, accept_downloads=True, **options))
        contexts[-1].set_default_timeout(PATIENCE_MS)
        return contexts[-1]

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def page(new_browser: Callable[..., BrowserContext]) -> Page:
    return new_browser().new_page()


@pytest.fixture
def make_story(app: RunningApp) -> Callable[[Path], Made]:
    """Makes the story of a file by the API, for a browser that is new."""
    return partial(_made, app)


@pytest.fixture(scope="session")
def sales_csv(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two years of sales in which the North sells far more than the rest."""
    lines = ["ordered on;region;units;revenue"]
    for index in range(720):
        region = ("North", "South", "East", "West")[index % 4]
        units = 20 + index % 7 + (30 if region == "North" else 0)
        ordered_on = date(2023, 1, 1) + timedelta(days=index)
        lines.append(f"{ordered_on};{region};{units};{units * 9.5 + index % 5:.2f}")
    path = tmp_path_factory.mktemp("files") / "sales by region.csv"
    path.write_text("\n".join(lines) + "\n")
    return path


@pytest.fixture(scope="package")
def sales_story(app: RunningApp, sales_csv: Path) -> Made:
    """The story of the sales, made once: tests read it and leave it as it is."""
    return _made(app, sales_csv)


@pytest.fixture
def reader(new_browser: Callable[..., BrowserContext], sales_story: Made) -> Page:
    """A page of the browser to which the story of the sales belongs."""
    return new_browser(storage_state=sales_story.state).new_page()


def _made(app: RunningApp, path: Path) -> Made:
    with visitor(app) as client:
        client.get("/")
        job_id = upload(client, path)
        wait_for_story(client, job_id)
        story_id = str(client.get(f"/api/jobs/{job_id}").json()["storyId"])
        cookies = [
            {"name": one.name, "value": one.value, "domain": "127.0.0.1", "path": "/"} for one in client.cookies.jar
        ]
    return Made(story_id, {"cookies": cookies, "origins": []})
