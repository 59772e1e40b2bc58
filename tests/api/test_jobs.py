"""Jobs through the API: shown, listed, tried again, cancelled, and nobody else's."""

from datetime import timedelta

import pytest

from models import Job, JobError, JobStatus, User, database, library, now
from pipeline.stages import STAGES

FAILED = JobError(code="ANALYSIS_ERROR", message="It failed.", hint="Try again.", retryable=True)


@pytest.fixture
def upload(browser):
    """A job that was really uploaded, and so can be tried again."""
    return lambda: browser.post("/api/upload", files={"file": ("a.csv", b"a,b\n1,2\n")}).json()["jobId"]


def fail(job_id, **error):

    fields = {"code": "ANALYSIS_ERROR", "message": "It failed.", "hint": "Try again.", "retryable": True, **error}
    Job.change({"_id": job_id}, {"$set": {"status": JobStatus.FAILED, "error": fields, "attempts": 1}})


def test_a_queued_job(browser, new_job):
    job = new_job()
    body = browser.get(f"/api/jobs/{job.id}").json()
    assert body["jobId"] == job.id
    assert body["status"] == "queued"
    assert body["progress"] == 0
    assert body["currentStage"] is None
    assert body["etaSeconds"] is None
    assert [(stage["name"], stage["label"]) for stage in body["stages"]] == [(s.name, s.label) for s in STAGES]
    assert {stage["status"] for stage in body["stages"]} == {"pending"}
    assert (body["attempts"], body["maxAttempts"], body["canRetry"], body["canCancel"]) == (0, 3, False, True)
    assert body["createdAt"].endswith("Z")
    assert body["startedAt"] is None
    assert "storyId" not in body
    assert "error" not in body


def test_a_completed_job_names_its_story(browser, new_story):
    story = new_story()
    body = browser.get(f"/api/jobs/{story.job_id}").json()
    assert body["status"] == "completed"
    assert body["storyId"] == story.id
    assert body["canCancel"] is False


def test_a_failed_job_says_why(browser, new_job):
    body = browser.get(f"/api/jobs/{new_job(JobStatus.FAILED, error=FAILED).id}").json()
    assert body["error"] == {"code": "ANALYSIS_ERROR", "message": "It failed.", "hint": "Try again.", "retryable": True}


def test_a_failed_job_is_tried_again_once(browser, upload):
    job_id = upload()
    fail(job_id)
    answer = browser.post(f"/api/jobs/{job_id}/retry")
    assert answer.status_code == 202
    assert answer.json()["status"] == "queued"
    again = browser.post(f"/api/jobs/{job_id}/retry")
    assert again.status_code == 409
    assert again.json()["error"]["code"] == "NOT_RETRYABLE"


def test_a_cancelled_job_is_tried_again_from_the_kept_upload(browser, upload):
    job_id = upload()
    assert browser.post(f"/api/jobs/{job_id}/cancel").json()["canRetry"]
    answer = browser.post(f"/api/jobs/{job_id}/retry")
    assert (answer.status_code, answer.json()["status"]) == (202, "queued")
    assert Job.read({"_id": job_id}).upload is not None


def test_a_job_is_renamed(browser, new_job):
    job = new_job(JobStatus.FAILED)
    answer = browser.patch(f"/api/jobs/{job.id}", json={"title": " Ours "})
    assert (answer.status_code, answer.json()["title"]) == (200, "Ours")
    for title in ("", " ", "x" * 201, None, 3):
        refused = browser.patch(f"/api/jobs/{job.id}", json={"title": title})
        assert refused.status_code in (400, 422)
        assert set(refused.json()["error"]) == {"code", "message", "hint"}
    assert Job.read({"_id": job.id}).title == "Ours"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", "cba"),
        ("sort=oldest", "abc"),
        ("sort=name", "bca"),
        ("search=SALES", "ca"),
        ("search=sales&sort=name&limit=1", "c"),
        ("state=failed&state=cancelled", "ba"),
        ("search=sales&state=completed", ""),
    ],
)
def test_the_list_is_searched_filtered_and_sorted(browser, new_job, query, found):
    moment = now()
    kinds = {
        "a": ("Sales 2", JobStatus.FAILED),
        "b": ("Bikes", JobStatus.CANCELLED),
        "c": ("Sales 1", JobStatus.QUEUED),
    }
    for second, (title, status) in enumerate(kinds.values()):
        created = moment + timedelta(seconds=second)
        new_job(status, title=title, created_at=created, **library.keys(title, "a.csv"))
    listed = browser.get(f"/api/jobs?{query}").json()["jobs"]
    letters = {title: letter for letter, (title, _) in kinds.items()}
    assert "".join(letters[job["title"]] for job in listed) == found


def test_a_file_that_cant_be_read_is_not_tried_again(browser, upload):
    job_id = upload()
    fail(job_id, code="PREPROCESSING_ERROR", hint="Save it as CSV.", retryable=False)
    answer = browser.post(f"/api/jobs/{job_id}/retry")
    assert answer.status_code == 409
    assert answer.json()["error"]["hint"] == "Save it as CSV."


def test_a_job_is_cancelled_once(browser, upload):
    job_id = upload()
    answer = browser.post(f"/api/jobs/{job_id}/cancel")
    assert answer.status_code == 202
    assert answer.json()["status"] == "cancelled"
    again = browser.post(f"/api/jobs/{job_id}/cancel")
    assert again.status_code == 409
    assert again.json()["error"]["code"] == "NOT_CANCELLABLE"


def test_the_list_goes_on_where_it_ended(browser, new_job):
    ids = [new_job().id for _ in range(5)]
    seen, before = [], None
    while True:
        page = browser.get("/api/jobs", params={"limit": 2, **({"before": before} if before else {})}).json()
        seen += [job["jobId"] for job in page["jobs"]]
        before = page["next"]
        if before is None:
            break
    assert sorted(seen) == sorted(ids)
    assert len(seen) == 5


@pytest.mark.parametrize(
    "query",
    [
        "sort=size",
        "state=lost",
        "search=" + "x" * 201,
        "limit=0",
        "limit=101",
        "limit=many",
        "before=rubbish",
        "before=" + "9" * 300,
    ],
)
def test_a_list_that_cant_be_had_says_so(browser, query):
    answer = browser.get(f"/api/jobs?{query}")
    assert answer.status_code in (400, 422)
    assert set(answer.json()["error"]) == {"code", "message", "hint"}


OF_ONE = [("GET", ""), ("PATCH", ""), ("POST", "/retry"), ("POST", "/cancel")]


@pytest.mark.parametrize(("method", "path"), OF_ONE)
def test_somebody_elses_job_looks_like_none(browser, new_job, method, path):
    job, body = new_job(user=User.for_identity("cookie:somebody")), {"title": "Mine"} if method == "PATCH" else None
    of_somebody = browser.request(method, f"/api/jobs/{job.id}{path}", json=body)
    of_nobody = browser.request(method, f"/api/jobs/{'0' * 32}{path}", json=body)
    assert of_somebody.status_code == of_nobody.status_code == 404
    assert of_somebody.json() == of_nobody.json()


def test_the_list_holds_only_the_callers(browser, stranger, new_job):
    job = new_job()
    assert [entry["jobId"] for entry in browser.get("/api/jobs").json()["jobs"]] == [job.id]
    assert stranger.get("/api/jobs").json() == {"jobs": [], "next": None}


@pytest.mark.parametrize("status", list(JobStatus))
def test_deleting_leaves_nothing(browser, upload, status):
    job_id = upload()
    Job.change({"_id": job_id}, {"$set": {"status": status}})
    answer = browser.delete(f"/api/jobs/{job_id}")
    assert (answer.status_code, answer.content) == (204, b"")
    assert browser.get(f"/api/jobs/{job_id}").status_code == 404
    assert browser.delete(f"/api/jobs/{job_id}").status_code == 404
    assert (Job.objects.count(), database()["uploads.chunks"].count_documents({})) == (0, 0)


def test_nobody_elses_job_is_deleted(browser, stranger, upload):
    job_id = upload()
    assert stranger.delete(f"/api/jobs/{job_id}").status_code == 404
    assert browser.get(f"/api/jobs/{job_id}").status_code == 200
