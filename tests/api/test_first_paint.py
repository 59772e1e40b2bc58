"""Streamlit's page gets the first rules of style and script, packed or not; everything else stays as it is."""

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from api.first_paint import FirstPaint

PAGE = "<html><head><title>A</title></head><body>" + "b" * 1000 + "</body></html>"
STYLED = PAGE.replace("</title>", "</title><style>p { top: 0 }</style><script>a = 1</script>")


async def page(_request):
    return HTMLResponse(PAGE, headers={"etag": '"old"'})


async def text(_request):
    return PlainTextResponse(PAGE)


@pytest.fixture(scope="module")
def client():
    routes = [Route("/story", page), Route("/api/docs", page), Route("/plain", text)]
    middleware = [Middleware(FirstPaint, style="p { top: 0 }", script="a = 1"), Middleware(GZipMiddleware)]
    return TestClient(Starlette(routes=routes, middleware=middleware))


@pytest.mark.parametrize("coding", ["gzip", "identity"])
def test_a_page_has_the_style_in_its_head(client, coding):
    answer = client.get("/story", headers={"accept-encoding": coding})
    assert answer.text == STYLED
    assert answer.headers.get("content-encoding", "identity") == coding
    assert "etag" not in answer.headers


def test_the_same_page_is_completed_once(client):
    work = FirstPaint(None, style="", script="")
    assert work.completed(PAGE.encode(), False) is work.completed(PAGE.encode(), False)
    assert work.completed(PAGE.encode(), False) != work.completed(PAGE.replace("A", "B").encode(), False)


@pytest.mark.parametrize("path", ["/api/docs", "/plain"])
def test_nothing_else_is_changed(client, path):
    assert client.get(path).text == PAGE


def test_a_page_asked_for_without_its_body_has_none(client):
    assert client.head("/story").content == b""
