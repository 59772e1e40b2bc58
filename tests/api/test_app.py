"""The application as a whole: its description, its documentation page, its headers."""

import inspect
import re

from api import callbacks, health, jobs, me, stories, uploads
from api.app import app

DESIGNED = {
    ("POST", "/upload"),
    ("GET", "/jobs"),
    ("GET", "/jobs/{job_id}"),
    ("POST", "/jobs/{job_id}/retry"),
    ("POST", "/jobs/{job_id}/cancel"),
    ("POST", "/jobs/{job_id}/callback"),
    ("GET", "/jobs/{job_id}/upload"),
    ("PATCH", "/jobs/{job_id}"),
    ("DELETE", "/jobs/{job_id}"),
    ("DELETE", "/me"),
    ("GET", "/stories"),
    ("GET", "/stories/{story_id}"),
    ("PATCH", "/stories/{story_id}"),
    ("DELETE", "/stories/{story_id}"),
    ("GET", "/stories/{story_id}/table"),
    ("GET", "/stories/{story_id}/export"),
    ("GET", "/health"),
    ("GET", "/metrics"),
}


def described():
    return {(method.upper(), path) for path, methods in app.openapi()["paths"].items() for method in methods}


def test_every_call_of_the_design_is_described():
    assert described() >= DESIGNED


def test_every_call_says_what_it_does_and_what_its_errors_look_like():
    for path, methods in app.openapi()["paths"].items():
        for method, call in methods.items():
            assert call["description"], (method, path)
            schema = call["responses"]["4XX"]["content"]["application/json"]["schema"]
            assert schema["$ref"].endswith("/ErrorBody"), (method, path)


def test_every_property_is_in_camel_case():
    for name, schema in app.openapi()["components"]["schemas"].items():
        for key in schema.get("properties", {}):
            assert "_" not in key, (name, key)


def test_the_upload_is_described_as_a_form_with_a_file():
    form = app.openapi()["paths"]["/upload"]["post"]["requestBody"]["content"]["multipart/form-data"]["schema"]
    assert form["properties"]["file"]["format"] == "binary"
    assert form["required"] == ["file"]


def test_the_documentation_page_needs_no_internet(browser):
    page = browser.get("/api/docs")
    assert page.status_code == 200
    assert page.headers["content-type"].startswith("text/html")
    addresses = re.findall(r'(?:src|href)="([^"]+)"', page.text)
    assert len(addresses) >= 3
    for address in addresses:
        assert address.startswith("/api/"), address
        assert browser.get(address).status_code == 200, address
    assert "'/api/openapi.json'" in page.text or '"/api/openapi.json"' in page.text
    description = browser.get("/api/openapi.json").json()
    assert description["openapi"].startswith("3.")
    assert description["servers"][0]["url"] == "/api"


def test_every_answer_has_the_security_headers(browser):
    for path in ("/api/jobs", "/api/nope", "/api/docs", "/api/health"):
        headers = browser.get(path).headers
        assert headers["x-content-type-options"] == "nosniff", path
        assert "frame-ancestors 'none'" in headers["content-security-policy"], path
        assert headers["cache-control"] == "no-store", path


def test_no_route_blocks_the_event_loop():
    """All but those that await a large body talk to the database in a thread."""
    routers = (callbacks.router, health.router, jobs.router, me.router, stories.router, uploads.router)
    routes = [route for router in routers for route in router.routes]
    assert len(routes) == len(DESIGNED)
    assert [route.path for route in routes if inspect.iscoroutinefunction(route.endpoint)] == [
        "/jobs/{job_id}/callback",
        "/upload",
    ]
