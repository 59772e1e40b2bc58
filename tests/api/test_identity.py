"""The workspace cookie: signed, set once on pages, and worthless when forged, too old or another host's."""

from http.cookies import SimpleCookie

import pytest
from starlette.testclient import TestClient

from api.identity import COOKIE, MAX_AGE_S, RENEW_AFTER_S, SECURE_COOKIE, _signer, session_from
from tests.api.conftest import served

HTTPS = {"X-Forwarded-Proto": "https"}


@pytest.fixture
def client(backend):
    with TestClient(served()) as client:
        yield client


@pytest.fixture
def later(monkeypatch):
    """Has time pass, in seconds."""

    def move(seconds):
        moment = _signer().get_timestamp() + seconds
        monkeypatch.setattr(type(_signer()), "get_timestamp", lambda self: int(moment))

    return move


def set_cookie(response, name=COOKIE):
    return SimpleCookie(response.headers.get("set-cookie", "")).get(name)


def identity_in(value, name=COOKIE, *, https=False):
    session = session_from({name: value}, https=https)
    return session and session.identity


def test_the_first_page_sets_it_and_later_ones_leave_it(client):
    cookie = set_cookie(client.get("/"))
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["path"] == "/"
    assert int(cookie["max-age"]) == MAX_AGE_S
    assert not cookie["secure"]
    assert identity_in(cookie.value).startswith("cookie:")
    assert set_cookie(client.get("/status?job=1")) is None


def test_two_browsers_get_two_workspaces(client):
    first = set_cookie(client.get("/"))
    client.cookies.clear()
    assert identity_in(first.value) != identity_in(set_cookie(client.get("/")).value)


@pytest.mark.parametrize("path", ["/static/script.js", "/api/health", "/api/docs"])
def test_files_and_the_api_set_none(client, path):
    assert set_cookie(client.get(path)) is None


def test_a_page_that_sets_a_cookie_is_not_cached(client):
    assert client.get("/").headers["cache-control"] == "no-store"


@pytest.mark.parametrize("headers", [HTTPS, {"X-Forwarded-Proto": "https, http"}])
def test_behind_https_it_is_secure_and_this_hosts_own(client, headers):
    answer = client.get("/", headers=headers)
    cookie = set_cookie(answer, SECURE_COOKIE)
    assert SECURE_COOKIE.startswith("__Host-")
    assert (cookie["secure"], cookie["path"], cookie["domain"]) == (True, "/", "")
    assert set_cookie(answer) is None


def test_over_https_it_is_secure(backend):
    with TestClient(served(), base_url="https://testserver") as client:
        assert set_cookie(client.get("/"), SECURE_COOKIE)["secure"]
        assert set_cookie(client.get("/"), SECURE_COOKIE) is None


def test_under_https_a_cookie_that_another_host_may_have_set_is_not_taken(client):
    """A subdomain's page could put its own workspace under a visitor, who would fill it for somebody else."""
    theirs = set_cookie(client.get("/")).value
    client.cookies.clear()
    assert session_from({COOKIE: theirs}, https=True) is None
    answer = client.get("/", headers={**HTTPS, "Cookie": f"{COOKIE}={theirs}"})
    own = set_cookie(answer, SECURE_COOKIE).value
    assert identity_in(own, SECURE_COOKIE, https=True) != identity_in(theirs)
    both = {COOKIE: theirs, SECURE_COOKIE: own}
    assert session_from(both, https=True) == session_from(both, https=False)
    assert session_from(both, https=True) == session_from({SECURE_COOKIE: own}, https=True)
    assert client.get("/api/jobs", headers={**HTTPS, "Cookie": f"{COOKIE}={theirs}"}).status_code == 401
    assert client.get("/api/jobs", headers={**HTTPS, "Cookie": f"{SECURE_COOKIE}={own}"}).status_code == 200


@pytest.mark.parametrize(
    "forged", ["", "x", "0" * 32, "0" * 32 + ".aaaaaa.bbbbbbbbbbbbbbbbbbbbbbbbbbb", "ä.b.c", "a.b"]
)
def test_a_forged_one_proves_nothing_and_is_replaced(client, forged):
    assert identity_in(forged) is None
    response = client.get("/", headers={"Cookie": f"{COOKIE}={forged}".encode()})
    assert identity_in(set_cookie(response).value) is not None


def test_a_signature_of_something_else_proves_nothing(backend):
    for value in ("", "ann", "0" * 31, "0" * 32 + "-x", "0" * 32 + "-1-2"):
        assert identity_in(_signer().sign(value).decode()) is None
    assert identity_in(_signer().sign("0" * 32).decode()) == "cookie:" + "0" * 32  # of an earlier version


def test_without_one_there_is_no_identity():
    assert session_from({}, https=False) is None


def test_a_workspace_in_use_is_renewed_before_it_runs_out(client, later):
    first = set_cookie(client.get("/"))
    later(RENEW_AFTER_S + 1)
    renewed = set_cookie(client.get("/"))
    assert renewed.value != first.value
    assert session_from({COOKIE: renewed.value}, https=False) == session_from({COOKIE: first.value}, https=False)


def test_a_copy_that_is_too_old_proves_nothing(client, later):
    cookie = set_cookie(client.get("/"))
    later(MAX_AGE_S - 60)
    assert identity_in(cookie.value) is not None
    later(120)
    assert identity_in(cookie.value) is None
    assert client.get("/api/jobs", headers={"Cookie": f"{COOKIE}={cookie.value}"}).status_code == 401
