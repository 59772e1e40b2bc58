"""Visits to a running app, each by a browser that has seen nothing before, and what they measure."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from testing.watch import WATCH

CHART = ".js-plotly-plot .main-svg :is(.trace, .hm)"  # heat tables, such as calendars, are drawn as images of their own
NOTED_MS = 200  # in which the page's own watch has seen what was drawn
SETTLED_MS = 2_500  # after the first chart: what still moves or loads then belongs to the page as well
MB = 1_000_000


@dataclass(frozen=True)
class Visit:
    """What one upload and one look at its story in a new browser took."""

    click_to_chart_s: float
    interactive_s: float
    chart_s: float
    wire_mb: float
    shift: float


def visit(browser: Browser, url: str, file: Path) -> Visit:
    """Upload a file, wait for its first chart; then open the story's address anew, with nothing in the cache."""
    context = browser.new_context(base_url=url, viewport={"width": 1280, "height": 900})
    context.add_init_script(path=WATCH)
    page = context.new_page()
    page.goto("/")
    page.locator("input[type=file]").set_input_files(file)
    button = page.get_by_role("button", name="Create story")
    expect(button).to_be_enabled(timeout=60_000)
    button.click()
    seen = _seen(page, NOTED_MS)
    story, state = page.url, context.storage_state()
    context.close()
    look = browser.new_context(base_url=url, viewport={"width": 1280, "height": 900}, storage_state=state)
    look.add_init_script(path=WATCH)
    found = _look(look.new_page(), story)
    look.close()
    return Visit((seen["chart"] - seen["clicked"]) / 1000, **found)


def _look(page: Page, story: str) -> Mapping[str, float]:
    """Open a story and wait until its page has settled."""
    received: list[float] = []
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    session.on("Network.webSocketFrameReceived", lambda event: received.append(_frame_bytes(event["response"])))
    page.goto(story)
    seen = _seen(page, SETTLED_MS)
    return {
        "interactive_s": seen["interactive"] / 1000,
        "chart_s": seen["chart"] / 1000,
        "wire_mb": sum(received) / MB,
        "shift": seen["shift"],
    }


def _seen(page: Page, later_ms: int) -> dict[str, float]:
    """What the page has noted, some time after its first chart."""
    expect(page.locator(CHART).first).to_be_attached(timeout=120_000)
    page.wait_for_timeout(later_ms)
    seen: dict[str, float] = page.evaluate("window.seen")
    return seen


def _frame_bytes(frame: Mapping[str, object]) -> float:
    """The bytes of a message before it was packed for the wire; those of binary ones are given in base64."""
    size = len(str(frame["payloadData"]))
    return size * 3 / 4 if frame["opcode"] == 2 else size
