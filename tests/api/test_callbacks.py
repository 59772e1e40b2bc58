"""Callbacks: what an outside service may say, and what it is told when it says something else."""

import json

import pytest

import jobs
from api import callbacks, schemas
from jobs.attempts.callbacks import token_for
from jobs.life.lease import Lease
from models import Job, StoredStory
from tests.ui.documents import story_document


@pytest.fixture
def attempt(browser, ann):
    """A job under way, as a worker hands it to an outside service; its token."""
    job_id = browser.post("/api/upload", files={"file": ("a.csv", b"a,b\n1,2\n")}).json()["jobId"]
    lease, _ = Lease.acquire(job_id, "worker", lease_s=60)
    return lease


def say(anyone, lease, body, token=None):
    return anyone.post(
        f"/api/jobs/{lease.job_id}/callback",
        content=body if isinstance(body, bytes) else json.dumps(body),
        headers={"Authorization": f"Bearer {token or token_for(lease)}"},
    )


def test_progress_is_shown(anyone, browser, attempt):
    assert say(anyone, attempt, {"stage": "uploading", "progress": 100}).status_code == 204
    assert say(anyone, attempt, {"stage": "analyzing", "progress": 100}).status_code == 204
    body = browser.get(f"/api/jobs/{attempt.job_id}").json()
    assert body["currentStage"] == "analyzing"
    assert body["progress"] > 50
    assert [stage["status"] for stage in body["stages"]][:2] == ["completed", "completed"]


def test_a_result_completes_the_job_with_exactly_that_story(anyone, browser, attempt):
    answer = say(anyone, attempt, {"result": story_document()})
    assert (answer.status_code, answer.content) == (204, b"")
    body = browser.get(f"/api/jobs/{attempt.job_id}").json()
    assert (body["status"], body["progress"]) == ("completed", 100)
    assert browser.get(f"/api/stories/{body['storyId']}").json() == story_document()
    late = say(anyone, attempt, {"result": story_document(title="Another")})
    assert late.status_code == 409
    assert late.json()["error"]["code"] == "OUT_OF_DATE"
    assert StoredStory.objects.count() == 1


def test_an_error_fails_the_job(anyone, browser, attempt):
    error = {"code": "NARRATIVE_GENERATION_ERROR", "message": "No words.", "hint": "Try again.", "retryable": True}
    assert say(anyone, attempt, {"error": error}).status_code == 204
    body = browser.get(f"/api/jobs/{attempt.job_id}").json()
    assert (body["status"], body["error"], body["canRetry"]) == ("failed", error, True)


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer wrong"}, {"Authorization": "Bearer a.b"}])
def test_without_the_jobs_token_nothing_is_taken(anyone, attempt, headers):
    for method, path in (("POST", "callback"), ("GET", "upload")):
        answer = anyone.request(method, f"/api/jobs/{attempt.job_id}/{path}", headers=headers)
        assert answer.status_code == 401
        assert answer.json()["error"]["code"] == "UNAUTHORIZED"


def test_the_token_of_another_job_or_of_a_user_is_none(anyone, ann, attempt, browser):
    other_id = browser.post("/api/upload", files={"file": ("b.csv", b"a\n1\n")}).json()["jobId"]
    other, _ = Lease.acquire(other_id, "worker", lease_s=60)
    for token in (token_for(other), ann.create_token("mine")):
        assert say(anyone, attempt, {"stage": "uploading", "progress": 1}, token).status_code == 401


def test_the_jobs_token_opens_nothing_else(anyone, attempt):
    headers = {"Authorization": f"Bearer {token_for(attempt)}"}
    assert anyone.get("/api/jobs", headers=headers).status_code == 401
    assert anyone.get(f"/api/jobs/{attempt.job_id}", headers=headers).status_code == 401


def test_a_cancelled_job_takes_nothing_more(anyone, browser, attempt):
    browser.post(f"/api/jobs/{attempt.job_id}/cancel")
    assert say(anyone, attempt, {"result": story_document()}).status_code == 409
    assert StoredStory.objects.count() == 0


def test_the_file_is_served_to_the_service(anyone, attempt):
    answer = anyone.get(f"/api/jobs/{attempt.job_id}/upload", headers={"Authorization": f"Bearer {token_for(attempt)}"})
    assert answer.status_code == 200
    assert answer.content == b"a,b\n1,2\n"
    assert answer.headers["content-length"] == "8"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"rubbish",
        b"[]",
        b"null",
        b"{}",
        b"\xff",
        b"[" * 100_000,
        {"hello": "world"},
        {"stage": "uploading"},
        {"stage": "dreaming", "progress": 1},
        {"stage": "uploading", "progress": 101},
        {"stage": "uploading", "progress": "NaN"},
        b'{"stage": "uploading", "progress": NaN}',
        {"stage": "uploading", "progress": 1, "result": {}},
        {"result": {"title": "x"}},
        {"result": None},
        {"error": {"code": "MINE", "message": "x", "hint": "y"}},
        {"error": {"message": "", "hint": ""}},
        {"error": "it failed"},
    ],
)
def test_what_no_callback_can_say_is_refused_and_changes_nothing(anyone, attempt, body):
    before = Job.read({"_id": attempt.job_id}).to_mongo()
    answer = say(anyone, attempt, body)
    assert answer.status_code == 422
    assert answer.json()["error"]["code"] == "BAD_CALLBACK"
    assert Job.read({"_id": attempt.job_id}).to_mongo() == before


def test_a_body_beyond_the_limit_is_refused(anyone, attempt):
    answer = say(anyone, attempt, b'{"result": "' + b"x" * callbacks.MAX_BODY_BYTES + b'"}')
    assert answer.status_code == 413
    assert "12 MB" in answer.json()["error"]["message"]


@pytest.mark.parametrize("kind", callbacks.KINDS.values())
def test_every_kind_is_described(browser, kind):
    described = browser.get("/api/openapi.json").json()
    variants = described["paths"]["/jobs/{job_id}/callback"]["post"]["requestBody"]["content"]["application/json"][
        "schema"
    ]
    assert {"$ref": f"#/components/schemas/{kind.__name__}"} in variants["anyOf"]
    assert kind.__name__ in described["components"]["schemas"]


def test_what_is_wrong_is_named():
    with pytest.raises(jobs.BadCallback, match=r"result\.dataset"):
        callbacks.parse(b'{"result": {"title": "x"}}')
    assert isinstance(callbacks.parse(b'{"stage": "uploading", "progress": 5}'), schemas.CallbackProgress)
