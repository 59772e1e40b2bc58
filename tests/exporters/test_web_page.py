"""The exported page in a real browser."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from exporters import EXPORTERS
from tests.exporters.documents import HOSTILE, document

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(not CHROMIUM and os.environ.get("CI") != "true", reason="no Chromium on PATH"),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield running
        running.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_hostile_story_draws_its_charts_runs_nothing_and_asks_for_nothing(browser, tmp_path: Path, scheme):
    file = tmp_path / "story.html"
    file.write_bytes(EXPORTERS["html"].export(document(HOSTILE)))
    page = browser.new_page(viewport={"width": 390, "height": 800}, color_scheme=scheme)
    dialogs, requests, complaints = [], [], []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(file.as_uri())
    page.wait_for_selector("html[data-drawn='1']")
    assert page.locator("[data-chart] .bars path").count() == 2
    assert not dialogs
    assert not complaints
    assert requests == [file.as_uri()]
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.close()
