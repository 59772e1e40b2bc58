"""Who calls: tokens and cookies, and nobody else; a request forged by another site is refused."""

import logging

import pytest

from api import callers
from services import security
from services.settings import settings


def bearer(token):
    return {"Authorization": f"Bearer {token}"}


def test_a_token_opens_its_owners_things(anyone, ann, new_job):
    job = new_job()
    token = ann.create_token("test")
    assert anyone.get(f"/api/jobs/{job.id}", headers=bearer(token)).json()["jobId"] == job.id
    assert anyone.post(f"/api/jobs/{job.id}/cancel", headers=bearer(token)).status_code == 202


@pytest.mark.parametrize("value", ["Bearer wrong", "Bearer ", "Basic YTpi", "wrong"])
def test_a_wrong_token_is_refused_even_with_a_good_cookie(browser, value):
    answer = browser.get("/api/jobs", headers={"Authorization": value})
    assert answer.status_code == 401
    assert answer.json()["error"]["code"] == "UNAUTHORIZED"
    assert answer.headers["www-authenticate"] == "Bearer"


def test_a_revoked_token_is_refused(anyone, ann):
    token = ann.create_token("test")
    assert anyone.get("/api/jobs", headers=bearer(token)).status_code == 200
    ann.revoke_token(ann.tokens[0].id)
    assert anyone.get("/api/jobs", headers=bearer(token)).status_code == 401


def test_without_token_and_cookie_nobody_gets_in(anyone):
    for method, path in [
        ("GET", "/api/jobs"),
        ("GET", "/api/stories"),
        ("POST", "/api/upload"),
        ("DELETE", "/api/stories/1"),
    ]:
        answer = anyone.request(method, path)
        assert answer.status_code == 401, path
        assert "token" in answer.json()["error"]["hint"]


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": None, "Origin": "https://evil.example"},
        {"Sec-Fetch-Site": None, "Origin": "null"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"},
    ],
)
def test_another_site_changes_nothing_with_the_browsers_cookie(browser, new_job, headers):
    job = new_job()
    del browser.headers["Sec-Fetch-Site"]
    headers = {name: value for name, value in headers.items() if value is not None}
    answer = browser.post(f"/api/jobs/{job.id}/cancel", headers=headers)
    assert answer.status_code == 403
    assert answer.json()["error"]["code"] == "CROSS_SITE"
    assert browser.get(f"/api/jobs/{job.id}").json()["status"] == "queued"


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "same-origin", "Origin": "http://testserver"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": "http://testserver"},
        {"Origin": "https://stories.example.org"},
        {},
    ],
)
def test_the_apps_own_pages_do(browser, new_job, headers, monkeypatch):
    monkeypatch.setattr(
        callers, "settings", lambda: settings().model_copy(update={"public_url": "https://stories.example.org"})
    )
    job = new_job()
    del browser.headers["Sec-Fetch-Site"]
    assert browser.post(f"/api/jobs/{job.id}/cancel", headers=headers).status_code == 202


def test_a_token_needs_no_origin(anyone, ann, new_job):
    job = new_job()
    headers = {
        **bearer(ann.create_token("test")),
        "Origin": "https://elsewhere.example",
        "Sec-Fetch-Site": "cross-site",
    }
    assert anyone.post(f"/api/jobs/{job.id}/cancel", headers=headers).status_code == 202


def test_where_users_sign_in_a_cookie_opens_nothing(browser, ann, monkeypatch):
    token = ann.create_token("test")
    monkeypatch.setattr(callers, "sign_in_is_required", lambda: True)
    assert browser.get("/api/jobs").status_code == 401
    assert browser.get("/api/jobs", headers=bearer(token)).status_code == 200


def test_what_tokens_do_is_logged_once_an_hour_and_what_is_refused_too(anyone, ann, caplog, monkeypatch):
    monkeypatch.setattr(security, "_latest", type(security._latest)())
    caplog.set_level(logging.INFO, "security")
    token = ann.create_token("test")
    for _ in range(3):
        anyone.get("/api/jobs", headers=bearer(token))
        anyone.get("/api/jobs", headers=bearer("wrong"))
    lines = [record for record in caplog.records if record.name == "security"]
    assert [(line.message, line.user, line.address) for line in lines] == [
        ("token used", ann.id, "testclient"),
        ("refused", None, "testclient"),
    ]
    assert token not in caplog.text
