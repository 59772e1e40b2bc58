"""Take the pictures of the README and of docs/ from the really started app: ``python -m docs.screenshots.take``."""

import io
import re
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, expect, sync_playwright

from testing.app import running_app
from testing.example import example_table

FOLDER = Path(__file__).parent
CHROMIUM = "/usr/bin/chromium"
WIDTH = 1280  # px
ROWS = 400_000  # enough to be met on its way


def story(page: Page, url: str) -> None:
    """The start of a sample's story."""
    page.goto(url)
    page.locator(".st-key-start-tickets button").click()
    expect(page).to_have_url(re.compile("/story"), timeout=60_000)
    expect(page.locator(".js-plotly-plot .main-svg .barlayer path").first).to_be_visible(timeout=30_000)
    page.set_viewport_size({"width": WIDTH, "height": 1340})
    expect(page.locator(".st-key-finding-1 .js-plotly-plot .main-svg").first).to_be_visible(timeout=30_000)
    page.wait_for_timeout(1000)  # charts take the new width with an animation
    page.mouse.move(0, 400)
    shoot(page, "story.png")


def charts(page: Page, url: str) -> None:
    """The points of the open story as its export shows them; charts-before.png is that of an early version."""
    story_id = page.url.split("story=")[1].split("&")[0]
    export = page.request.get(f"{url}/api/stories/{story_id}/export?format=html")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "story.html"
        file.write_bytes(export.body())
        page.set_viewport_size({"width": WIDTH, "height": 4200})
        page.goto(file.as_uri())
        page.wait_for_selector("html[data-drawn]")
        shoot(page, "charts-after.png", size=(704, 2310))


def status(page: Page, url: str, file: Path) -> None:
    """A job about a third on its way."""
    page.set_viewport_size({"width": WIDTH, "height": 640})
    page.goto(url)
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Create story").click(timeout=60_000)
    expect(page.locator(".ds-overall")).to_have_text(re.compile(r"[3-7]\d% done"), timeout=60_000)
    page.mouse.move(0, 400)
    shoot(page, "status.png")


def shoot(page: Page, name: str, size: tuple[int, int] | None = None) -> None:
    """Save what is seen with 256 colours, a third of the bytes, and nobody can tell; ``size``: made smaller."""
    seen = Image.open(io.BytesIO(page.screenshot()))
    (seen.resize(size) if size else seen).quantize(256).save(FOLDER / name, optimize=True)


def main() -> None:
    """Start the app and take them all."""
    with running_app() as app, sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "two years of sales.csv"
        example_table(ROWS).to_csv(file, index=False)
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": WIDTH, "height": 900}, color_scheme="light")
        story(page, app.url)
        charts(page, app.url)
        status(page, app.url, file)
        browser.close()


if __name__ == "__main__":
    main()
