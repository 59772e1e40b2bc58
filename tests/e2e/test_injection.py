"""A file whose names and values are attacks becomes a story that shows them as text, on the page and exported."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from testing.app import RunningApp
from tests.e2e import steps

pytestmark = pytest.mark.timeout(300)

PAYLOADS = {
    "script": "<script>window.hit=1</script>",
    "attribute": '"\' onmouseover=window.hit=1 autofocus onfocus=window.hit=1 x="',
    "element": "<img src=x onerror=window.hit=1>",
    "link": "javascript:window.hit=1",
    "Markdown": "[free](javascript:window.hit=1) ![x](http://198.51.100.9/x.png)",
    "formula": '=HYPERLINK("http://198.51.100.9/",A1)',
    "SQL": 'x"; DROP TABLE data; --',
    "path": "../../../../etc/passwd",
}
LEADS = "['href', 'src', 'action', 'xlink:href']"
LIVE = rf"""() => [...document.querySelectorAll('*')].filter(element => element.tagName === 'IFRAME'
    || [...element.attributes].some(one => /^on/i.test(one.name)
        || ({LEADS}.includes(one.name) && /^\s*javascript:|198\.51\.100|^x$/i.test(one.value))))
    .map(element => element.outerHTML.slice(0, 200))"""
"""What of a payload would do something: handlers, links that run or lead to the attacker, frames."""


@pytest.fixture
def hostile_csv(tmp_path: Path) -> Path:
    """Every payload is a value of a group that stands out, and one is in each column's name."""
    names = [f"group {PAYLOADS['element']}", f"amount {PAYLOADS['SQL']}", f"score {PAYLOADS['Markdown']}"]
    lines = [";".join(quoted(name) for name in names)]
    for row in range(400):
        value = list(PAYLOADS.values())[row % len(PAYLOADS)]
        amount = 100 * (row % len(PAYLOADS)) + row % 7
        lines.append(f"{quoted(value)};{amount};{3 * amount + row % 5}")
    path = tmp_path / "a<img src=x onerror=window.hit=1>.csv"
    path.write_text("\n".join(lines) + "\n")
    return path


def quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def test_payloads_of_every_kind_are_text_on_the_page_and_in_the_export(
    page: Page, app: RunningApp, hostile_csv: Path, tmp_path: Path
) -> None:
    dialogs: list[str] = []
    asked: list[str] = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    page.on("request", lambda request: asked.append(request.url))
    steps.create_story(page, hostile_csv)
    expect(steps.drawn_charts(page).first).to_be_visible()
    steps.wait_for_all_of_a_story(page)
    story_id = page.url.split("story=")[1].split("&")[0]
    story = page.request.get(f"/api/stories/{story_id}").json()
    told = json.dumps(story, ensure_ascii=False)
    assert story["findings"], "a story without findings would show nothing"
    untold = [kind for kind, payload in PAYLOADS.items() if json.dumps(payload, ensure_ascii=False)[1:-1] not in told]
    assert untold == [], "what isn't told couldn't do harm"
    assert_harmless(page)
    export = tmp_path / "story.html"
    export.write_bytes(page.request.get(f"/api/stories/{story_id}/export?format=html").body())
    exported = page.context.new_page()
    exported.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    exported.on("request", lambda request: asked.append(request.url))
    exported.goto(export.as_uri())
    exported.wait_for_function("Number(document.documentElement.dataset.drawn) > 0")
    assert_harmless(exported)
    assert dialogs == []
    assert [
        url for url in asked if not url.startswith((app.url, app.url.replace("http", "ws"), "file:", "data:", "blob:"))
    ] == []
    exported.evaluate("html => document.body.insertAdjacentHTML('beforeend', html)", PAYLOADS["element"])
    assert exported.evaluate(LIVE) != [], "a payload that became an element would be found"


def assert_harmless(page: Page) -> None:
    """Nothing ran, and nothing was made of a payload but text."""
    assert page.evaluate("window.hit === undefined")
    assert page.evaluate(LIVE) == []
