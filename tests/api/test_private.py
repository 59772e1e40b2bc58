"""Metrics: for this machine, or for their token."""

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from api.private import PATHS, OperatorsOnly
from services.settings import settings

TOKEN = "t" * 32


async def answer(_request):
    return PlainTextResponse("figures")


def asked(path, client=("192.0.2.7", 4711), host="127.0.0.1:8501", **headers):
    app = Starlette(routes=[Route("/{path:path}", answer)], middleware=[Middleware(OperatorsOnly)])
    with TestClient(app, base_url=f"http://{host}", client=client) as browser:
        return browser.get(path, headers=headers)


@pytest.fixture
def token(monkeypatch):
    monkeypatch.setenv("METRICS_TOKEN", TOKEN)
    settings.cache_clear()
    yield TOKEN
    settings.cache_clear()


LOCAL = ("127.0.0.1", 4711)


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("client", [LOCAL, ("::1", 4711), ("::ffff:127.0.0.1", 4711), ("127.9.9.9", 1)])
@pytest.mark.parametrize("host", ["127.0.0.1:8501", "localhost", "[::1]:8501"])
def test_a_program_of_this_machine_gets_them(path, client, host):
    assert asked(path, client, host).text == "figures"


@pytest.mark.parametrize("path", [*PATHS, "/api/metrics/", "/base/_stcore/metrics"])
@pytest.mark.parametrize(
    ("client", "host", "headers"),
    [
        (("192.0.2.7", 4711), "127.0.0.1:8501", {}),
        (("192.0.2.7", 4711), "stories.example.org", {}),
        (LOCAL, "rebound.example:8501", {}),  # a page whose name leads here
        (LOCAL, "127.0.0.1", {"X-Forwarded-For": "127.0.0.1"}),
        (LOCAL, "127.0.0.1", {"X-Real-IP": "127.0.0.1"}),
        (LOCAL, "127.0.0.1", {"Forwarded": "for=127.0.0.1"}),
        (LOCAL, "127.0.0.1", {"Via": "1.1 proxy"}),
        (("192.0.2.7", 4711), "127.0.0.1", {"Authorization": f"Bearer {TOKEN}"}),  # while none is set
    ],
)
def test_nobody_else_gets_them(path, client, host, headers):
    answer = asked(path, client, host, **headers)
    assert answer.status_code == 403
    assert "METRICS_TOKEN" in answer.json()["error"]["hint"]


@pytest.mark.parametrize("path", PATHS)
def test_with_the_token_they_are_given_to_anybody(path, token):
    assert asked(path, Authorization=f"Bearer {token}").text == "figures"
    for wrong in (f"Bearer {token[1:]}", f"Bearer {token}x", f"Basic {token}", token, "Bearer ", "Bearer ä"):
        assert asked(path, Authorization=wrong.encode()).status_code == 403, wrong


def test_nothing_else_is_private():
    assert asked("/api/health", host="stories.example.org").text == "figures"
