"""A large file dropped on the page: on its way in percent, on disk, still there after a look elsewhere."""

from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from services.settings import settings
from testing.app import RunningApp
from testing.waiting import wait_until
from tests.e2e.steps import comes_to_hold, drop

pytestmark = pytest.mark.timeout(300)

MB = 1024 * 1024
MEMORY_GROWTH_MB = 60  # that a file of any size may cost the web process


@pytest.fixture(scope="module")
def large_csv(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """250 MB, more than Streamlit itself takes by its settings here."""
    path = tmp_path_factory.mktemp("files") / "large.csv"
    rows = "".join(f"2024-01-{day:02d},{region},{day * 7}\n" for day in range(1, 29) for region in ("North", "South"))
    with path.open("w") as file:
        file.write("ordered on,region,units\n")
        for _ in range(250 * MB // len(rows)):
            file.write(rows)
    return path


def test_a_large_file_comes_in_percent_and_costs_no_memory(page: Page, app: RunningApp, large_csv: Path) -> None:
    page.goto("/")
    expect(page.locator("input[type=file]")).to_be_attached()
    size = large_csv.stat().st_size  # no other test drops a file of this one
    before = app.web_process().memory_info().rss
    page.route("**/_stcore/upload_file/**", lambda route: route.continue_())
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": 60 * MB},
    )
    page.locator("input[type=file]").set_input_files(large_csv)
    expect(page.get_by_text("% uploaded")).to_be_visible(timeout=120_000)
    expect(page.get_by_role("button", name="Create story")).to_be_visible(timeout=120_000)
    growth = (app.web_process().memory_info().rss - before) / MB
    assert dropped(app).count(size) == 1
    page.get_by_role("link", name="Library").click()
    expect(page.get_by_role("heading", level=1, name="Library")).to_be_visible()
    expect(page.get_by_text("Nothing here yet.")).to_be_visible()
    page.get_by_role("link", name="New story").click()  # it has survived that
    expect(page.get_by_role("button", name="Create story")).to_be_visible()
    page.get_by_role("button", name="Remove").click()
    expect(page.get_by_role("button", name="Create story")).not_to_be_visible()
    wait_until(lambda: size not in dropped(app))
    assert growth < MEMORY_GROWTH_MB


def dropped(app: RunningApp) -> list[int]:
    """The sizes of the files that pages hold; one that goes while we look is held no more."""
    sizes = []
    for path in (app.home / "work").rglob("dropped-*"):
        with suppress(FileNotFoundError):
            sizes.append(path.stat().st_size)
    return sizes


def test_a_file_of_the_wrong_kind_is_refused_in_words(page: Page, tmp_path: Path) -> None:
    wrong = tmp_path / "picture.png"
    wrong.write_bytes(b"\x89PNG")
    drop(page, wrong)
    expect(page.get_by_role("alert")).to_contain_text("A file ending in .png isn't one that a table is read from")


def test_a_file_that_is_too_large_is_refused_in_words(page: Page, tmp_path: Path) -> None:
    large = tmp_path / "large.csv"
    with large.open("wb") as file:
        file.truncate((settings().page_upload_mb + 1) * MB)  # which takes no room on the disk
    drop(page, large)
    expect(page.get_by_role("alert")).to_contain_text("The file is larger than 600 MB.")


def test_an_upload_that_never_reaches_the_server_is_told_in_words(page: Page, sales_csv: Path) -> None:
    page.route("**/_stcore/upload_file/**", lambda route: route.abort())
    drop(page, sales_csv)
    zone = page.locator(".st-key-drops")
    told = "getComputedStyle(it, '::after')"
    assert comes_to_hold(zone, f"{told}.content.includes('broke off') && {told}.visibility === 'visible'")
