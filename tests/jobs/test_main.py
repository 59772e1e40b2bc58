"""What whoever runs the app sees and does: the command, the metrics, the retention."""

import re
from datetime import timedelta

import pytest

from jobs import __main__ as operator
from jobs.life import metrics, presence, queue, retention
from jobs.webhooks import webhook
from jobs.workers import recover
from models import JobError, JobStatus, StageTimes, StoredStory, database, now
from pipeline.errors import WorkerLostError
from pipeline.stages import STAGES
from services.settings import settings
from tests.jobs.documents import PACKED, expire, minutes_ago, saved_job, taken_job
from tests.jobs.processes import fresh

DAY = 24 * 60


def completed(user, days):
    job = saved_job(user, JobStatus.COMPLETED, finished_at=minutes_ago(days * DAY))
    StoredStory.of_packed(PACKED, job_id=job.id, user_id=user.id, maker="x").insert_or_adopt()
    return job


def samples(text):
    return {name: float(value) for name, value in re.findall(r"^(datastory\S+) (\S+)$", text, re.MULTILINE)}


def test_status_shows_pools_counts_and_every_job_under_way(user, capsys):
    presence.announce("host-1", 3)
    _, job = taken_job(user, worker="host-1/12")
    saved_job(user, queued_at=minutes_ago(2))
    assert operator.main(["status"]) == 0
    shown = capsys.readouterr().out
    assert "pool host-1: 3 workers" in shown
    assert "1 queued, 1 processing" in shown
    assert re.search(r"oldest waiting: 12\d s", shown)
    assert re.search(rf"{job.id} .* uploading .* attempt 1 .* host-1/12  a.csv", shown)


def test_requeue_gives_a_failed_job_all_its_attempts_again(user, capsys):
    error = JobError(**WorkerLostError().to_document())
    job = saved_job(user, JobStatus.FAILED, attempts=3, error=error, finished_at=now())
    assert operator.main(["requeue", job.id]) == 0
    again = fresh(job)
    assert (again.status, again.attempts, again.error, again.finished_at) == ("queued", 0, None, None)
    assert queue.queued_job_ids() == [job.id]
    assert operator.main(["requeue", saved_job(user, JobStatus.CANCELLED).id, "nonsense"]) == 1
    assert "there is no such job" in capsys.readouterr().out


def test_requeue_takes_a_running_job_from_its_worker(user):
    lease, job = taken_job(user)
    assert operator.main(["requeue", job.id]) == 0
    assert not lease.is_held()
    assert fresh(job).status == "queued"


def test_cancel(user):
    job = saved_job(user)
    assert operator.main(["cancel", job.id]) == 0
    assert fresh(job).status == "cancelled"
    assert operator.main(["cancel", job.id]) == 1


def test_the_secrets_of_webhooks_are_shown(user, capsys):
    assert operator.main(["webhook-secret"]) == 0
    assert operator.main(["webhook-secret", "--user", user.id]) == 0
    assert capsys.readouterr().out.split() == [webhook.secret(webhook.DEPLOYMENT), webhook.secret(user.id)]


def test_purge_deletes_what_has_been_over_for_so_long(user, capsys):
    old, young, waiting = completed(user, 3), completed(user, 1), saved_job(user)
    assert operator.main(["purge", "--days", "2"]) == 0
    assert capsys.readouterr().out == "1 jobs deleted\n"
    assert {job["_id"] for job in database()["jobs"].find({})} == {young.id, waiting.id}
    assert [story.job_id for story in StoredStory.objects] == [young.id]
    assert old.upload.file_id not in database()["uploads.chunks"].distinct("files_id")


def test_retention_goes_by_the_settings(user, monkeypatch):
    completed(user, 5)
    kept_story = completed(user, 3)
    completed(user, 1)
    assert retention.apply() == 0
    with monkeypatch.context() as patch:
        patch.setenv("STORY_RETENTION_DAYS", "4")
        patch.setenv("UPLOAD_RETENTION_DAYS", "2")
        settings.cache_clear()
        assert retention.apply() == 2
    settings.cache_clear()
    assert StoredStory.objects.count() == 2
    assert fresh(kept_story).upload is None


def test_nothing_is_kept_for_good_unless_a_setting_says_so(user, monkeypatch):
    old, older = completed(user, 31), completed(user, 366)
    with monkeypatch.context() as patch:
        patch.setenv("STORY_RETENTION_DAYS", "0")
        patch.setenv("UPLOAD_RETENTION_DAYS", "0")
        settings.cache_clear()
        assert retention.apply() == 0
    settings.cache_clear()
    assert retention.apply() == 2
    assert [story.job_id for story in StoredStory.objects] == [old.id]
    assert fresh(old).upload is None
    assert database()["jobs"].find_one({"_id": older.id}) is None


def test_metrics_count_jobs_queues_losses_and_stages(user):
    presence.announce("host-1", 2)
    saved_job(user, queued_at=minutes_ago(1))
    saved_job(user, JobStatus.FAILED, error=JobError(**WorkerLostError().to_document()))
    _, job = taken_job(user)
    expire(job)
    recover.run_once()
    for number in range(10):
        seconds = dict.fromkeys((stage.name.value for stage in STAGES), float(number))
        StageTimes(id=str(number), size=1, seconds=seconds, at=now() - timedelta(minutes=number)).save()
    found = samples(metrics.metrics())
    assert found['datastory_jobs{status="queued"}'] == 2
    assert found['datastory_jobs{status="completed"}'] == 0
    assert found['datastory_jobs_failed{code="WORKER_LOST"}'] == 1
    assert found['datastory_queue_depth{queue="small"}'] == 2
    assert found['datastory_queue_depth{queue="large"}'] == 0
    assert found["datastory_oldest_waiting_seconds"] == pytest.approx(60, abs=5)
    assert found["datastory_workers"] == 2
    assert found["datastory_lease_losses_total"] == 1
    assert found['datastory_recovered_total{step="expired_leases"}'] == 1
    assert found["datastory_webhooks_waiting"] == 0
    assert found['datastory_stage_seconds{stage="analyzing",quantile="0.5"}'] == 5


def test_metrics_of_an_empty_database(user):
    found = samples(metrics.metrics())
    assert found["datastory_lease_losses_total"] == 0
    assert found["datastory_oldest_waiting_seconds"] == 0
