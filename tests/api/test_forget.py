"""Forgetting a browser: copies of its cookie open nothing any more, and nobody else can have it forgotten."""

import pytest

from api import forget
from api.identity import COOKIE, RENEW_AFTER_S, _signer, session_from
from models import DatabaseError, User


@pytest.fixture
def copied(browser):
    """The cookie as a thief has it."""
    return browser.cookies[COOKIE]


def link_of(browser):
    return forget.link(session_from(browser.cookies, https=False))


def visit(browser, address, **headers):
    return browser.get(address, follow_redirects=False, headers=headers)


def test_the_link_of_its_page_ends_every_copy_and_the_tokens(browser, anyone, ann, copied):
    token = ann.create_token("mine")
    assert anyone.get("/api/jobs", headers={"Cookie": f"{COOKIE}={copied}"}).status_code == 200
    answer = visit(browser, link_of(browser))
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert browser.cookies.get(COOKIE) is None
    assert anyone.get("/api/jobs", headers={"Cookie": f"{COOKIE}={copied}"}).status_code == 401
    assert anyone.get("/api/jobs", headers={"Authorization": f"Bearer {token}"}).status_code == 401


def test_the_browser_starts_afresh(browser, ann, new_job):
    job = new_job()
    visit(browser, link_of(browser))
    browser.get("/")
    assert browser.get("/api/jobs").json()["jobs"] == []
    assert browser.get(f"/api/jobs/{job.id}").status_code == 404


def test_a_copy_that_is_renewed_stays_ended(browser, anyone, ann, copied, monkeypatch):
    visit(browser, link_of(browser))
    later = _signer().get_timestamp() + RENEW_AFTER_S + 1
    monkeypatch.setattr(type(_signer()), "get_timestamp", lambda self: later)
    renewed = anyone.get("/", headers={"Cookie": f"{COOKIE}={copied}"}).cookies[COOKIE]
    assert renewed != copied
    anyone.cookies.clear()
    assert anyone.get("/api/jobs", headers={"Cookie": f"{COOKIE}={renewed}"}).status_code == 401


@pytest.mark.parametrize("proof", ["", "x", "a.b.c"])
def test_without_its_link_nothing_is_forgotten(browser, ann, stranger, proof):
    for address in (f"{forget.PATH}?proof={proof}", link_of(stranger)):
        answer = visit(browser, address)
        assert (answer.status_code, answer.headers["location"]) == (303, "/library")
    assert browser.get("/api/jobs").status_code == 200


def test_an_old_link_forgets_nothing(browser, ann, monkeypatch):
    link = link_of(browser)
    later = forget._signer().get_timestamp() + forget.PROOF_S + 1
    monkeypatch.setattr(type(forget._signer()), "get_timestamp", lambda self: later)
    visit(browser, link)
    assert browser.get("/api/jobs").status_code == 200


def test_a_browser_with_an_ended_copy_is_rid_of_it_without_a_link(browser, anyone, ann, copied):
    visit(browser, link_of(browser))
    anyone.cookies.set(COOKIE, copied, domain="testserver.local")
    assert anyone.get("/api/jobs").status_code == 401
    assert visit(anyone, forget.PATH).headers["location"] == "/"
    assert anyone.cookies.get(COOKIE) is None


def test_a_browser_without_a_cookie_only_goes_to_the_start(anyone):
    assert visit(anyone, forget.PATH).headers["location"] == "/"


def test_without_the_database_it_says_so_and_keeps_the_cookie(browser, ann, monkeypatch):
    def fail(*_):
        raise DatabaseError("away")

    monkeypatch.setattr(User, "for_session", fail)
    answer = visit(browser, link_of(browser))
    assert answer.status_code == 503
    assert browser.cookies.get(COOKIE) is not None
