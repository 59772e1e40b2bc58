"""Webhooks: a job's end is told once it is true, signed, and again until it is taken."""

import base64
import hashlib
import hmac
import io
import json
import re
import time
from datetime import timedelta

import pytest

import jobs
from jobs.life.ending import complete, fail, restart
from jobs.life.lease import Lease
from jobs.life.progress import JobProgress
from jobs.requests.describe import describe
from jobs.webhooks import messenger, outbox, webhook
from models import Job, JobStatus, User, now
from pipeline.errors import AnalysisError
from services.settings import settings
from tests.jobs.documents import PACKED, minutes_ago
from tests.jobs.processes import ROOT, fresh, running_pool, wait_until
from tests.jobs.receiver import receiving


@pytest.fixture
def receiver():
    with receiving() as receiver:
        yield receiver


@pytest.fixture(autouse=True)
def private_allowed(backend, monkeypatch):
    monkeypatch.setenv("WEBHOOK_PRIVATE_ADDRESSES", "true")
    settings.cache_clear()
    yield
    monkeypatch.undo()
    settings.cache_clear()


def submitted(user, url):
    return jobs.submit(user, io.BytesIO(b"a,b\n1,2\n"), "a.csv", webhook_url=url)


def taken(job):
    lease_and_job = Lease.acquire(job.id, "pool/1/2", 6.0)
    assert lease_and_job is not None
    return lease_and_job


def completed(user, url):
    lease, job = taken(submitted(user, url))
    assert complete(lease, job, PACKED, JobProgress(job))
    return fresh(job)


def failed(user, url):
    lease, job = taken(submitted(user, url))
    assert fail(lease.held, AnalysisError().to_document(), JobProgress(job).fail())
    return fresh(job)


def due_now(job):
    Job._get_collection().update_one({"_id": job.id}, {"$set": {"webhook.next_at": minutes_ago(1)}})


def test_a_completed_job_is_told_with_its_story(user, receiver):
    job = completed(user, receiver.url)
    assert messenger.deliver_one(describe)
    headers, body = receiver.heard[0]
    message = json.loads(body)
    assert message["type"] == "job.completed"
    assert (message["data"]["jobId"], message["data"]["storyId"]) == (job.id, job.story_id)
    assert message["data"]["statusUrl"] == f"/api/jobs/{job.id}"
    assert "error" not in message["data"]
    assert headers["content-type"] == "application/json"
    assert jobs.describe(fresh(job))["webhook"] == {"url": receiver.url, "state": "delivered", "attempts": 1}
    assert not messenger.deliver_one(describe)


def test_a_failed_job_is_told_with_its_error(user, receiver):
    failed(user, receiver.url)
    assert messenger.deliver_one(describe)
    message = json.loads(receiver.heard[0][1])
    assert message["type"] == "job.failed"
    assert message["data"]["error"]["code"] == "ANALYSIS_ERROR"
    assert message["data"]["canRetry"]


def test_nothing_is_told_before_the_end_or_of_a_cancelled_job(user, receiver):
    job = submitted(user, receiver.url)
    assert not messenger.deliver_one(describe)
    taken(job)
    assert not messenger.deliver_one(describe)
    jobs.cancel(fresh(job))
    assert not messenger.deliver_one(describe)
    assert receiver.heard == []
    assert outbox.count_pending() == 0


def test_the_signature_is_the_one_that_the_documentation_describes(user, receiver):
    completed(user, receiver.url)
    messenger.deliver_one(describe)
    headers, body = receiver.heard[0]
    key = base64.b64decode(webhook.secret(user.id).removeprefix("whsec_"))
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    expected = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    assert headers["webhook-signature"] == f"v1,{expected}"
    assert abs(time.time() - int(headers["webhook-timestamp"])) < 10


def test_each_user_and_the_deployment_have_a_secret_of_their_own(user):
    bob = User.for_identity("cookie:bob")
    secrets = [webhook.secret(owner) for owner in (user.id, bob.id, webhook.DEPLOYMENT)]
    assert len(set(secrets)) == 3
    assert secrets == [webhook.secret(owner) for owner in (user.id, bob.id, webhook.DEPLOYMENT)]
    assert {len(base64.b64decode(secret.removeprefix("whsec_"))) for secret in secrets} == {32}


def test_what_is_not_taken_is_sent_again_later_under_the_same_id(user, receiver):
    job = completed(user, receiver.url)
    receiver.statuses += [500, 302, 404]
    for attempt, pause_s in enumerate(messenger.RETRY_DELAYS_S[:3], 1):
        before = now()
        assert messenger.deliver_one(describe)
        hook = fresh(job).webhook
        assert (hook.attempts, hook.state) == (attempt, "waiting")
        assert before + timedelta(seconds=0.9 * pause_s) <= hook.next_at <= now() + timedelta(seconds=1.1 * pause_s)
        assert not messenger.deliver_one(describe)  # it isn't due yet
        due_now(job)
    assert messenger.deliver_one(describe)
    assert fresh(job).webhook.state == "delivered"
    assert len({headers["webhook-id"] for headers, _ in receiver.heard}) == 1
    assert len({body for _, body in receiver.heard}) == 1
    assert len(receiver.heard) == 4


def test_a_receiver_that_is_gone_is_given_up_and_one_that_never_answers_in_the_end(user, receiver):
    gone = completed(user, receiver.url)
    receiver.statuses.append(410)
    assert messenger.deliver_one(describe)
    assert fresh(gone).webhook.state == "given up"
    away = completed(user, "http://127.0.0.1:1/")
    for _ in range(len(messenger.RETRY_DELAYS_S) + 1):
        assert fresh(away).webhook.state == "waiting"
        due_now(away)
        assert messenger.deliver_one(describe)
    assert fresh(away).webhook.state == "given up"
    assert "ConnectionRefusedError" in fresh(away).webhook.problem
    assert outbox.count_pending() == 0


def test_a_sender_that_dies_loses_nothing(user, receiver, monkeypatch):
    job = completed(user, receiver.url)
    with monkeypatch.context() as patch:
        patch.setattr(messenger, "_after", _die)  # after the message was sent, before that is noted
        with pytest.raises(KeyboardInterrupt):
            messenger.deliver_one(describe)
    assert not messenger.deliver_one(describe)  # it is claimed for a while
    due_now(job)
    assert messenger.deliver_one(describe)
    assert fresh(job).webhook.state == "delivered"
    first, second = (headers["webhook-id"] for headers, _ in receiver.heard)
    assert first == second


def test_two_senders_send_one_message(user, receiver):
    completed(user, receiver.url)
    receiver.before_answer = lambda: rest.append(messenger.deliver_one(describe))
    rest: list[bool] = []
    assert messenger.deliver_one(describe)
    assert rest == [False]
    assert len(receiver.heard) == 1


@pytest.mark.parametrize("again", [jobs.retry, restart])
def test_a_job_that_is_tried_again_is_told_anew(user, receiver, again):
    job = failed(user, receiver.url)
    messenger.deliver_one(describe)
    again(job)
    assert not messenger.deliver_one(describe)
    lease, job = taken(job)
    complete(lease, job, PACKED, JobProgress(job))
    assert messenger.deliver_one(describe)
    assert [json.loads(body)["type"] for _, body in receiver.heard] == ["job.failed", "job.completed"]
    assert len({headers["webhook-id"] for headers, _ in receiver.heard}) == 2


def test_the_deployments_own_address_is_told_unless_the_upload_names_another(user, receiver, monkeypatch):
    monkeypatch.setenv("WEBHOOK_URL", receiver.url + "all")
    monkeypatch.setenv("WEBHOOK_PRIVATE_ADDRESSES", "false")
    settings.cache_clear()
    job = completed(user, None)
    assert (job.webhook.url, job.webhook.own) == (receiver.url + "all", False)
    assert messenger.deliver_one(describe)
    headers, body = receiver.heard[0]
    key = base64.b64decode(webhook.secret(webhook.DEPLOYMENT).removeprefix("whsec_"))
    signed = hmac.new(key, f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body, hashlib.sha256)
    assert headers["webhook-signature"] == f"v1,{base64.b64encode(signed.digest()).decode()}"
    assert submitted(user, "https://example.org/").webhook.own


def test_an_address_in_our_own_network_is_refused_before_anything_is_stored(user, monkeypatch):
    monkeypatch.setenv("WEBHOOK_PRIVATE_ADDRESSES", "false")
    settings.cache_clear()
    with pytest.raises(jobs.BadWebhookUrl):
        submitted(user, "https://10.0.0.1/")
    assert Job.objects.count() == 0


def test_without_a_webhook_nothing_is_kept(user):
    job = completed(user, None)
    assert job.webhook is None
    assert "webhook" not in jobs.describe(job)
    assert outbox.count_pending() == 0


def test_workers_tell_by_themselves_and_a_killed_one_loses_nothing(user, receiver):
    receiver.statuses.append(503)
    with running_pool(1) as pool:
        job = jobs.submit(user, io.BytesIO(b"analyzing work 0.1"), "a.csv", webhook_url=receiver.url)
        wait_until(lambda: len(receiver.heard) == 1)
        pool.me.kill()
        pool.process.wait()
    due_now(job)
    with running_pool(1):
        wait_until(lambda: fresh(job).webhook.state == "delivered")
    assert fresh(job).status == JobStatus.COMPLETED
    assert len({headers["webhook-id"] for headers, _ in receiver.heard}) == 1


def _die(*_: object) -> None:
    raise KeyboardInterrupt


def test_the_documented_check_takes_what_is_genuine_and_nothing_else(user, receiver):
    completed(user, receiver.url)
    messenger.deliver_one(describe)
    headers, body = receiver.heard[0]
    is_genuine = documented_check()
    secret = webhook.secret(user.id)
    assert is_genuine(secret, headers, body)
    assert not is_genuine(secret, headers, body + b" ")
    assert not is_genuine(webhook.secret("another"), headers, body)
    assert not is_genuine(secret, {**headers, "webhook-timestamp": "1700000000"}, body)


def documented_check():
    text = (ROOT / "docs" / "webhooks.md").read_text()
    code = re.search(r"<!-- verification -->\n```python\n(.*?)```", text, re.DOTALL).group(1)
    names: dict[str, object] = {}
    exec(code, names)
    return names["is_genuine"]
