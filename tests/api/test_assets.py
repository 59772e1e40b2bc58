"""What browsers load is compressed once and says so; whoever can't take it gets it as it is."""

import gzip
from pathlib import Path

import pytest
import streamlit
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from api.assets import Assets

STATIC = Path(streamlit.__file__).parent / "static"
SCRIPT = max((STATIC / "static" / "js").glob("index.*.js"), key=lambda path: path.stat().st_size)
ADDRESS = f"/static/js/{SCRIPT.name}"


async def page(_request):
    return HTMLResponse("<html></html>")


async def uncompressed(_request):
    return PlainTextResponse("as it is")


@pytest.fixture(scope="module")
def client():
    routes = [
        Route("/story", page),
        Route("/", page),
        Route("/status", page),
        Route("/api/docs", page),
        Route("/static/{rest:path}", uncompressed),
    ]
    return TestClient(Starlette(routes=routes, middleware=[Middleware(Assets)]))


def test_a_script_comes_compressed_and_may_be_kept(client):
    answer = client.get(ADDRESS)
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.headers["vary"] == "Accept-Encoding"
    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["content-type"].startswith("text/javascript")
    assert answer.content == SCRIPT.read_bytes()
    assert int(answer.headers["content-length"]) == len(gzip.compress(SCRIPT.read_bytes(), 9))


def test_what_the_browser_has_is_not_sent_again(client):
    tag = client.get(ADDRESS).headers["etag"]
    again = client.get(ADDRESS, headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("accepted", ["identity", "br", "gzip;q=0"])
def test_who_takes_no_gzip_gets_none(client, accepted):
    assert client.get(ADDRESS, headers={"Accept-Encoding": accepted}).text == "as it is"


@pytest.mark.parametrize("path", ["/static/js/none.js", "/static/js/../../index.html", "/static/favicon.png"])
def test_nothing_else_is_answered(client, path):
    assert "content-encoding" not in client.get(path).headers


@pytest.mark.parametrize(
    ("path", "relation"), [("/", "prefetch"), ("/story", "modulepreload"), ("/status", "prefetch")]
)
def test_a_page_says_what_it_will_ask_for(client, path, relation):
    links = dict(link.split("; rel=") for link in client.get(path).headers["link"].split(", "))
    assert len(links) == 9, "each of the files should be there, under a name of the installed Streamlit's"
    assert all((STATIC / address.strip("<>./")).exists() for address in links)
    assert next(told for address, told in links.items() if "PlotlyChart" in address) == relation


def test_a_page_of_the_api_says_nothing(client):
    assert "link" not in client.get("/api/docs").headers
