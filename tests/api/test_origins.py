"""Requests of other sites' pages, as they come to the middleware in front of everything."""

import logging

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from api.origins import ForeignOrigins
from services.settings import settings

PUBLIC = "https://stories.example.org"


@pytest.fixture(autouse=True)
def public_url(monkeypatch):
    monkeypatch.setenv("PUBLIC_URL", PUBLIC)
    settings.cache_clear()
    yield
    settings.cache_clear()


async def stream(websocket):
    """Says under which host the page behind the middleware takes itself to be called."""
    await websocket.accept()
    await websocket.send_text(websocket.headers["host"])
    await websocket.close()


async def said(request):
    return PlainTextResponse("done")


@pytest.fixture
def client():
    methods = ["GET", "PUT", "DELETE", "POST"]
    routes = [
        WebSocketRoute("/_stcore/stream", stream),
        Mount("/api", routes=[Route("/upload", said, methods=methods)]),
        Route("/{path:path}", said, methods=methods),
    ]
    app = Starlette(routes=routes, middleware=[Middleware(ForeignOrigins)])
    with TestClient(app, base_url="http://app.example:8501") as client:
        yield client


def seen_host(client, **headers):
    headers = {"Host": "app.example:8501", **headers}
    with client.websocket_connect("/_stcore/stream", headers=headers) as websocket:
        return websocket.receive_text()


@pytest.mark.parametrize(
    ("headers", "host"),
    [
        ({}, "app.example:8501"),  # a program: no page, so no origin
        ({"Origin": "http://app.example:8501"}, "app.example:8501"),
        ({"Origin": "http://APP.example:8501"}, "APP.example:8501"),
        ({"Origin": "https://app.example:8501"}, "app.example:8501"),  # TLS ended by a proxy that doesn't say so
        ({"Origin": PUBLIC}, "stories.example.org"),  # a proxy that names itself
        ({"Origin": "https://app.example", "Host": "app.example"}, "app.example"),
        ({"Origin": "https://app.example", "Host": "app.example:443"}, "app.example"),
        ({"Origin": "http://[::1]:8501", "Host": "[::1]:8501"}, "[::1]:8501"),
    ],
)
def test_the_apps_own_pages_come_through_under_the_host_they_were_loaded_from(client, headers, host):
    assert seen_host(client, **headers) == host


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://localhost:3000"},
        {"Origin": "http://localhost:8501"},
        {"Origin": "http://127.0.0.1:8501"},
        {"Origin": "http://0.0.0.0:8501"},
        {"Origin": "http://app.example"},
        {"Origin": "http://app.example:8502"},
        {"Origin": "http://app.example.evil.example:8501"},
        {"Origin": "http://evil.example"},
        {"Origin": "http://stories.example.org"},  # not the scheme of PUBLIC_URL
        {"Origin": "http://app.example:8501", "X-Forwarded-Proto": "https"},
        {"Origin": "http://app.example:8501@evil.example"},
        {"Origin": "http://evil.example@app.example:8501"},
        {"Origin": "ftp://app.example:8501"},
        {"Origin": "http://app.example:port"},
        {"Origin": "null"},
        {"Origin": ""},
        {"Origin": "file://"},
        {"Origin": "http://app.example:8501, http://evil.example"},
    ],
)
def test_pages_of_other_origins_are_refused_before_anything_is_accepted(client, headers, caplog):
    with caplog.at_level(logging.WARNING, "security"), pytest.raises(WebSocketDisconnect) as refused:
        seen_host(client, **headers)
    assert refused.value.code == 1008
    for method in ("PUT", "DELETE", "POST"):
        assert client.request(method, "/_stcore/upload_file/s/f", headers=headers).status_code == 403


def test_two_origins_are_no_origin(client):
    twice = [("Origin", "http://app.example:8501"), ("Origin", "http://evil.example")]
    assert client.put("/x", headers=twice).status_code == 403


def test_reading_and_the_api_are_left_to_those_who_know_their_callers(client):
    foreign = {"Origin": "http://evil.example"}
    assert client.get("/_stcore/host-config", headers=foreign).text == "done"
    assert client.post("/api/upload", headers=foreign).text == "done"


def test_a_refusal_is_logged_with_its_address_and_not_for_every_request(client, caplog):
    with caplog.at_level(logging.WARNING, "security"):
        for _ in range(5):
            client.put("/x", headers={"Origin": "http://evil.example"})
    lines = [record for record in caplog.records if record.name == "security"]
    assert len(lines) <= 1  # none, where another test of this minute has been refused as well
    assert all(
        (line.message, line.address, line.reason) == ("refused", "testclient", "foreign origin") for line in lines
    )
