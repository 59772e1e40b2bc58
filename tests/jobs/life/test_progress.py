"""Progress: measured, weighed, and only rising."""

import random
from datetime import timedelta

import pytest

from jobs.life.progress import JobProgress, shares
from models import Job, JobStage, now
from pipeline.stages import STAGES, StageName


def job_under_way(**predicted: float) -> Job:
    stages = [JobStage(name=stage.name) for stage in STAGES]
    stages[0].status, stages[0].started_at = "processing", now()
    return Job(id="job", stages=stages, predicted=predicted)


@pytest.fixture(autouse=True)
def _clock(backend):
    """``now`` goes by the database."""


def test_shares_are_the_stages_own_until_earlier_jobs_tell_better():
    assert shares({}) == pytest.approx({stage.name: stage.default_share for stage in STAGES})
    told = {"uploading": 1.0, "analyzing": 6.0, "generating_narrative": 1.0, "creating_visualizations": 2.0}
    assert shares(told) == pytest.approx({name: seconds / 10 for name, seconds in told.items()})


def test_percent_weighs_the_stages_by_their_time():
    progress = JobProgress(job_under_way(uploading=2, analyzing=6, generating_narrative=1, creating_visualizations=1))
    progress.report(StageName.UPLOADING, 0.5)
    assert progress.percent == pytest.approx(10)
    progress.report(StageName.ANALYZING, 0.5)
    assert progress.percent == pytest.approx(50)
    progress.report(StageName.CREATING_VISUALIZATIONS, 0.0)
    assert progress.percent == pytest.approx(90)
    assert [stage.status for stage in progress.stages] == ["completed"] * 3 + ["processing"]


def test_whatever_is_reported_percent_only_rises_and_stays_under_100():
    generator, progress, seen = random.Random(1), JobProgress(job_under_way()), [0.0]
    for _ in range(300):
        progress.report(generator.choice(STAGES).name, generator.uniform(-0.5, 1.5))
        seen.append(progress.percent)
    assert seen == sorted(seen)
    assert seen[-1] == 99.0


def test_seconds_are_those_between_the_reports():
    progress, start = JobProgress(job_under_way()), now()
    progress.stages[0].started_at = start
    progress.report(StageName.UPLOADING, 1.0, start + timedelta(seconds=2))
    progress.report(StageName.ANALYZING, 0.0, start + timedelta(seconds=2))
    progress.report(StageName.ANALYZING, 1.0, start + timedelta(seconds=5.5))
    assert progress.seconds() == {"uploading": 2.0, "analyzing": 3.5}


def test_a_write_is_due_at_once_and_then_a_quarter_second_later(monkeypatch):
    clock = [100.0]
    monkeypatch.setattr("jobs.life.progress.time.monotonic", lambda: clock[0])
    progress = JobProgress(job_under_way())
    progress.report(StageName.UPLOADING, 0.2)
    assert progress.pending_update()["progress"] > 0
    progress.report(StageName.UPLOADING, 0.4)
    assert progress.pending_update() is None
    clock[0] += 0.25
    assert progress.pending_update()["current_stage"] == "uploading"
    clock[0] += 0.25
    assert progress.pending_update() is None  # nothing new


def test_what_failed_stays_to_be_seen():
    progress = JobProgress(job_under_way())
    progress.report(StageName.ANALYZING, 0.5)
    written = progress.fail()
    assert [stage["status"] for stage in written["stages"]] == ["completed", "failed", "pending", "pending"]
    assert written["progress"] == progress.percent < 100


def test_a_finished_job_is_at_100():
    written = JobProgress(job_under_way()).finish()
    assert (written["progress"], written["current_stage"]) == (100.0, None)
    assert {stage["status"] for stage in written["stages"]} == {"completed"}
