"""Every page works under the policy of what it may load, the policy is in force, and only this machine is served."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from testing.app import RunningApp, listening
from tests.e2e import steps
from tests.e2e.conftest import Made

pytestmark = pytest.mark.timeout(300)

RECORD = """
window.violations = [];
document.addEventListener('securitypolicyviolation', event =>
    window.violations.push(`${event.violatedDirective}: ${event.blockedURI || event.sample}`));
"""
PROBE = "script-src: wasm-eval"  # Long.js asks whether it may use WebAssembly, and does without
INLINE = """
() => {
    const script = document.createElement('script');
    script.textContent = 'window.injected = true';
    document.body.append(script);
    return window.injected === true;
}
"""
ELSEWHERE = "() => fetch('http://127.0.0.1:9/').then(() => 'sent', error => error.name)"


def test_all_pages_with_preview_and_charts_keep_to_it(
    new_browser: Callable[..., BrowserContext], sales_story: Made, sales_csv: Path
) -> None:
    context = new_browser(storage_state=sales_story.state)
    context.add_init_script(RECORD)
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    steps.drop(page, sales_csv)
    expect(page.get_by_text("region").first).to_be_visible()
    kept_to(page)
    page.goto(sales_story.path)
    expect(steps.drawn_charts(page).first).to_be_visible()
    steps.wait_for_all_of_a_story(page)
    page.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true; })")
    expect(page.locator("pre code").first).to_be_visible()
    with page.expect_download():
        page.locator(".st-key-download-html button").click()
    kept_to(page)
    for address in ("/library", "/status?job=none", page.url):
        page.goto(address)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        kept_to(page)
    page.goto("/api/docs")
    expect(page.get_by_text("/upload").first).to_be_visible()
    kept_to(page)
    assert [text for text in said if "Content Security Policy" in text] == []


def test_a_script_that_got_into_a_page_does_not_run_and_sends_nothing(page: Page) -> None:
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.evaluate(INLINE) is False
    assert page.evaluate(ELSEWHERE) == "TypeError"


def test_an_app_without_settings_listens_for_this_machine_alone(app: RunningApp) -> None:
    assert listening(app) == {"127.0.0.1"}
    assert "DataStory listens on 127.0.0.1" in app.log.read_text()


def kept_to(page: Page) -> None:
    """Nothing that the page has done so far was against its policy."""
    assert set(page.evaluate("window.violations")) <= {PROBE}
