"""The workspace cookie: signed, set once on pages, and worthless when forged."""

from http.cookies import SimpleCookie

import pytest
from starlette.testclient import TestClient

from api.identity import COOKIE, KEPT_S, RENEWED_S, _signer, identity_from
from tests.api.conftest import served


@pytest.fixture
def client(backend):
    with TestClient(served()) as client:
        yield client


def set_cookie(response):
    return SimpleCookie(response.headers.get("set-cookie", "")).get(COOKIE)


def test_the_first_page_sets_it_and_later_ones_leave_it(client):
    cookie = set_cookie(client.get("/"))
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["path"] == "/"
    assert int(cookie["max-age"]) == KEPT_S
    assert not cookie["secure"]
    assert identity_from({COOKIE: cookie.value}).startswith("cookie:")
    assert set_cookie(client.get("/status?job=1")) is None


def test_two_browsers_get_two_workspaces(client):
    first = set_cookie(client.get("/"))
    client.cookies.clear()
    assert identity_from({COOKIE: first.value}) != identity_from({COOKIE: set_cookie(client.get("/")).value})


@pytest.mark.parametrize("path", ["/static/script.js", "/api/health", "/api/docs"])
def test_files_and_the_api_set_none(client, path):
    assert set_cookie(client.get(path)) is None


def test_a_page_that_sets_a_cookie_is_not_cached(client):
    assert client.get("/").headers["cache-control"] == "no-store"


@pytest.mark.parametrize("headers", [{"X-Forwarded-Proto": "https"}, {"X-Forwarded-Proto": "https, http"}])
def test_behind_https_it_is_secure(client, headers):
    assert set_cookie(client.get("/", headers=headers))["secure"]


def test_over_https_it_is_secure(backend):
    with TestClient(served(), base_url="https://testserver") as client:
        assert set_cookie(client.get("/"))["secure"]


@pytest.mark.parametrize(
    "forged", ["", "x", "0" * 32, "0" * 32 + ".aaaaaa.bbbbbbbbbbbbbbbbbbbbbbbbbbb", "ä.b.c", "a.b"]
)
def test_a_forged_one_proves_nothing_and_is_replaced(client, forged):
    assert identity_from({COOKIE: forged}) is None
    response = client.get("/", headers={"Cookie": f"{COOKIE}={forged}".encode()})
    assert identity_from({COOKIE: set_cookie(response).value}) is not None


def test_without_one_there_is_no_identity():
    assert identity_from({}) is None


def test_a_workspace_in_use_is_renewed_before_it_runs_out(client, monkeypatch):
    first = set_cookie(client.get("/"))
    later = _signer().get_timestamp() + RENEWED_S + 1
    monkeypatch.setattr(type(_signer()), "get_timestamp", lambda self: later)
    renewed = set_cookie(client.get("/"))
    assert renewed.value != first.value
    assert identity_from({COOKIE: renewed.value}) == identity_from({COOKIE: first.value})
