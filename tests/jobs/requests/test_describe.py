"""A job as the API answers it."""

from datetime import timedelta

import pytest

import jobs
from models import JobError, JobStatus
from pipeline.errors import AnalysisError
from pipeline.stages import STAGES
from tests.jobs.documents import saved_job, taken_job

ALWAYS = {
    "jobId", "filename", "title", "status", "progress", "currentStage", "stages", "etaSeconds", "attempts",
    "maxAttempts", "canRetry", "canCancel", "createdAt", "startedAt", "finishedAt",
}  # fmt: skip


def test_a_queued_job(user):
    job = saved_job(user)
    described = jobs.describe(job)
    assert set(described) >= ALWAYS
    assert not {"storyId", "error"} & set(described)
    assert [(stage["name"], stage["label"]) for stage in described["stages"]] == [(s.name, s.label) for s in STAGES]
    assert {stage["status"] for stage in described["stages"]} == {"pending"}
    assert (described["status"], described["progress"], described["etaSeconds"], described["startedAt"]) == (
        "queued",
        0.0,
        None,
        None,
    )
    assert (described["canCancel"], described["canRetry"]) == (True, False)
    assert (
        described["createdAt"]
        == job.created_at.strftime("%Y-%m-%dT%H:%M:%S.") + f"{job.created_at.microsecond // 1000:03}Z"
    )


def test_a_running_job_says_how_far_it_is_and_how_long_it_takes(user, monkeypatch):
    _, job = taken_job(user, predicted={stage.name.value: 2.0 for stage in STAGES})
    for module in ("jobs.requests.describe", "jobs.life.eta"):
        monkeypatch.setattr(f"{module}.now", lambda: job.stages[0].started_at + timedelta(seconds=1))
    described = jobs.describe(job)
    assert (described["status"], described["currentStage"], described["attempts"]) == ("processing", "uploading", 1)
    assert described["stages"][0]["status"] == "processing"
    assert described["stages"][0]["seconds"] == 1
    assert described["etaSeconds"] == pytest.approx(0.4 * 2 + 0.6 * 1 + 3 * 2)  # seconds: this stage and three


def test_a_completed_job_names_its_story(user):
    assert jobs.describe(saved_job(user, JobStatus.COMPLETED, story_id="s"))["storyId"] == "s"


def test_a_failed_job_says_why_and_what_to_do(user):
    error = AnalysisError("Odd.", "Look.").to_document()
    described = jobs.describe(saved_job(user, JobStatus.FAILED, attempts=1, error=JobError(**error)))
    assert described["error"] == {"code": "ANALYSIS_ERROR", "message": "Odd.", "hint": "Look.", "retryable": True}
    assert described["canRetry"]
