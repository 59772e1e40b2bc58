"""The exported page in a real browser."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from exporters import EXPORTERS
from tests.exporters.documents import HOSTILE, document

pytestmark = pytest.mark.e2e


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_hostile_story_draws_its_charts_runs_nothing_and_asks_for_nothing(chromium: Browser, tmp_path: Path, scheme):
    file = tmp_path / "story.html"
    file.write_bytes(EXPORTERS["html"].export(document(HOSTILE)))
    page = chromium.new_page(viewport={"width": 390, "height": 800}, color_scheme=scheme)
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
