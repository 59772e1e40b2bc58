"""A real Chromium in front of the really started app."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from testing.app import RunningApp, running_app

expect.set_options(timeout=30_000)


@pytest.fixture(scope="session")
def app() -> Iterator[RunningApp]:
    with running_app(environment={"WORKERS": "2"}) as started:
        yield started


@pytest.fixture
def new_browser(chromium: Browser, app: RunningApp) -> Iterator[Callable[..., BrowserContext]]:
    """Makes browsers that share nothing: each has cookies of its own."""
    contexts: list[BrowserContext] = []

    def make(**options: object) -> BrowserContext:
        contexts.append(chromium.new_context(base_url=app.url, accept_downloads=True, **options))
        return contexts[-1]

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def page(new_browser: Callable[..., BrowserContext]) -> Page:
    return new_browser().new_page()


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
