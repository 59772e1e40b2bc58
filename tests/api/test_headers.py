"""What browsers are told: what a page may load, and what holds under https."""

import base64
import hashlib
import re
from pathlib import Path

import pytest
import streamlit
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from api.headers import API_HEADERS, SecurityHeaders, page_headers, script_hashes


def policy_of(headers):
    parts = (part.split() for part in headers["content-security-policy"].split(";"))
    return {name: values for name, *values in parts}


def test_a_page_may_load_nothing_but_what_the_app_serves():
    policy = policy_of(page_headers())
    assert policy["default-src"] == ["'none'"]
    allowed = {value for values in policy.values() for value in values if not value.startswith("'sha256-")}
    assert allowed == {"'none'", "'self'", "'unsafe-inline'", "data:", "blob:"}
    assert [name for name, values in policy.items() if "'unsafe-inline'" in values] == ["style-src"]
    assert policy["object-src"] == policy["base-uri"] == ["'none'"]


def test_the_scripts_of_the_installed_streamlits_page_are_allowed_and_no_others():
    page = (Path(streamlit.__file__).parent / "static" / "index.html").read_text()
    inline = [text for text in re.split(r"<script[^>]*>|</script>", page)[1::2] if text]
    assert inline, "the page should have a script of its own, or the hashes can go"
    hashes = [f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" for text in inline]
    assert policy_of(page_headers())["script-src"] == ["'self'", *hashes]


def test_a_script_that_is_loaded_has_no_hash():
    assert script_hashes('<script src="a.js"></script><script type="module">let a</script>') == [
        f"'sha256-{base64.b64encode(hashlib.sha256(b'let a').digest()).decode()}'"
    ]


async def page(_request):
    return HTMLResponse("<html></html>", headers={"referrer-policy": "no-referrer"})


@pytest.mark.parametrize("headers", [page_headers(), API_HEADERS], ids=["pages", "api"])
@pytest.mark.parametrize(
    ("base", "forwarded", "secure"),
    [
        ("https://testserver", {}, True),
        ("http://testserver", {"X-Forwarded-Proto": "https"}, True),
        ("http://testserver", {}, False),
        ("http://testserver", {"X-Forwarded-Proto": "http"}, False),
    ],
)
def test_under_https_the_browser_stays_there_and_keeps_other_windows_apart(headers, base, forwarded, secure):
    app = Starlette(routes=[Route("/", page)], middleware=[Middleware(SecurityHeaders, headers=headers)])
    with TestClient(app, base_url=base) as client:
        answer = client.get("/", headers=forwarded)
    assert (
        int(answer.headers.get("strict-transport-security", "max-age=0").split("=")[1]) >= 180 * 24 * 3600
    ) == secure
    assert (answer.headers.get("cross-origin-opener-policy") == "same-origin") == secure
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer", "a response's own header stands"
