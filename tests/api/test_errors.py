"""Every error is JSON with a code, a message and a hint; no traceback leaves the process."""

import errno
import json

import pymongo.errors
import pytest
import redis.exceptions
from mongoengine.connection import ConnectionFailure
from starlette.testclient import TestClient

import jobs
from api import errors
from api import jobs as routes
from services.errors import ServiceError


def error_of(answer):
    assert answer.headers["content-type"] == "application/json"
    assert set(answer.json()) == {"error"}
    error = answer.json()["error"]
    assert set(error) == {"code", "message", "hint"}
    assert all(error.values())
    assert "Traceback" not in answer.text
    return error


@pytest.mark.parametrize("path", ["/api/", "/api/nope", "/api/jobs/", "/api/jobs/1/2/3", "/api/%00", "/api/../api/x"])
def test_an_unknown_path(browser, path):
    answer = browser.get(path)
    assert answer.status_code == 404
    assert error_of(answer)["code"] == "NOT_FOUND"


@pytest.mark.parametrize(
    ("method", "path"), [("PUT", "/api/jobs"), ("DELETE", "/api/upload"), ("PUT", "/api/stories/1")]
)
def test_a_method_that_isnt_taken(browser, method, path):
    answer = browser.request(method, path)
    assert answer.status_code == 405
    assert error_of(answer)["code"] == "METHOD_NOT_ALLOWED"
    assert "allow" in answer.headers


def test_a_parameter_that_isnt_valid(browser):
    answer = browser.get("/api/jobs?limit=x")
    assert answer.status_code == 422
    assert "limit" in error_of(answer)["message"]


@pytest.mark.parametrize(
    "lost",
    [
        pymongo.errors.ServerSelectionTimeoutError("lost"),
        redis.exceptions.ConnectionError("lost"),
        ConnectionFailure("You have not defined a default connection"),
        ServiceError("no folder", "make one"),
    ],
)
def test_a_lost_server(browser, monkeypatch, lost):
    def fail(*_):
        raise lost

    monkeypatch.setattr(jobs, "history", fail)
    answer = browser.get("/api/jobs")
    assert answer.status_code == 503
    assert error_of(answer)["code"] == "UNAVAILABLE"
    assert "retry-after" in answer.headers
    assert "lost" not in answer.text


@pytest.mark.parametrize(
    "full",
    [
        OSError(errno.ENOSPC, "a secret path"),
        pymongo.errors.WriteError("a secret path", 14031),
        pymongo.errors.OperationFailure("write: No space left on device", 1),
    ],
)
def test_a_full_disk_under_an_upload(browser, monkeypatch, full):
    def fail(*_, **__):
        raise full

    monkeypatch.setattr(jobs, "submit", fail)
    answer = browser.post("/api/upload", files={"file": ("a.csv", b"a,b\n1,2\n")})
    assert answer.status_code == 507
    error = error_of(answer)
    assert (error["code"], "disk" in error["message"]) == ("STORAGE_FULL", True)
    assert "secret" not in answer.text


def test_another_error_of_the_system_is_a_fault_of_ours(browser, monkeypatch):
    def fail(*_, **__):
        raise OSError(errno.EIO, "a secret path")

    monkeypatch.setattr(jobs, "submit", fail)
    quiet = TestClient(browser.app, cookies=dict(browser.cookies), raise_server_exceptions=False)
    answer = quiet.post("/api/upload", files={"file": ("a.csv", b"a,b\n1,2\n")})
    assert answer.status_code == 500
    assert "secret" not in answer.text


def test_a_fault_of_ours_is_logged_and_not_shown(browser, monkeypatch, caplog):
    def fail(*_):
        raise ZeroDivisionError("a secret detail")

    monkeypatch.setattr(routes.jobs, "history", fail)
    quiet = TestClient(browser.app, cookies=dict(browser.cookies), raise_server_exceptions=False)
    answer = quiet.get("/api/jobs")
    assert answer.status_code == 500
    assert error_of(answer)["code"] == "PROCESSING_ERROR"
    assert "secret" not in answer.text
    (record,) = [record for record in caplog.records if record.name == "api.boundary"]
    assert record.path == "/api/jobs"
    assert record.exc_info[0] is ZeroDivisionError


def subclasses(kind):
    return [kind, *(each for child in kind.__subclasses__() for each in subclasses(child))]


@pytest.mark.parametrize("kind", subclasses(errors.ApiError)[1:])
def test_every_error_of_the_api_is_answered_with_its_status(kind):
    answer = errors.answer(kind())
    assert answer.status_code == kind.status
    assert json.loads(answer.body)["error"]["code"] == kind.code


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        (jobs.BadToken, 401),
        (jobs.BadCallback, 422),
        (jobs.OutOfDate, 409),
        (jobs.NotRetryable, 409),
        (jobs.NotCancellable, 409),
    ],
)
def test_every_refusal_is_answered_with_its_status(kind, status):
    assert next(found for refused, found in errors.STATUSES.items() if issubclass(kind, refused)) == status
