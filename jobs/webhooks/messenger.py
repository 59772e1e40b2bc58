"""Sends the pending webhooks: each at least once, under an id that stays the same.

Whoever sends a message claims it for ``CLAIM_S``; one whose sender died is sent again.
"""

import logging
import random
import threading
import time
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from jobs.webhooks import outbox, public_http, webhook
from models import DatabaseError, Job, now
from services.settings import settings

RETRY_DELAYS_S = (5, 30, 120, 600, 3600, 3 * 3600, 12 * 3600)  # before another attempt; then it is given up
CLAIM_S = 60.0  # longer than any attempt takes
INTERVAL_S = 1.0
SENDER_THREADS = 4  # so that a receiver that hangs holds up few others
GONE = 410  # the receiver wants no more

log = logging.getLogger(__name__)
Describe = Callable[[Job], Mapping[str, Any]]
"""Gives a job as the API answers it: what a message says of it, and what lies above this room."""


def deliver_one(describe: Describe) -> bool:
    """Send one pending message. False if there is none. Raises DatabaseError."""
    moment = now()
    claimed = {"$set": {"webhook.next_at": moment + timedelta(seconds=CLAIM_S)}, "$inc": {"webhook.attempts": 1}}
    job = Job.change_any(outbox.pending({"$lte": moment}), claimed)
    if job is None:
        return False
    problem = _send(job, describe)
    extra = {"job_id": job.id, "attempt": job.webhook.attempts, "problem": problem}
    log.log(
        logging.WARNING if problem else logging.INFO, "webhook not taken" if problem else "webhook taken", extra=extra
    )
    Job.change(
        {"_id": job.id, "finished_at": job.finished_at, "webhook.attempts": job.webhook.attempts},
        _after(job.webhook.attempts, problem),
    )
    return True


def _send(job: Job, describe: Describe) -> str | None:
    """What kept the message from being taken; None if it was."""
    content = webhook.body(job, describe(job))
    private = settings().webhook_private_addresses or not job.webhook.own  # the operator's own choice is trusted
    try:
        status = public_http.post(job.webhook.url, content, webhook.headers(job, content), private=private)
    except public_http.NotSentError as error:
        return str(error)
    return None if 200 <= status < 300 else f"status {status}"


def _after(attempts: int, problem: str | None) -> dict[str, Any]:
    """How the job is changed after an attempt."""
    if problem is None:
        return {"$set": {"webhook.delivered_at": now()}, "$unset": {"webhook.next_at": "", "webhook.problem": ""}}
    failed = {"webhook.problem": problem}
    if attempts > len(RETRY_DELAYS_S) or problem == f"status {GONE}":
        return {"$set": {**failed, "webhook.given_up_at": now()}, "$unset": {"webhook.next_at": ""}}
    pause = RETRY_DELAYS_S[attempts - 1] * random.uniform(0.9, 1.1)  # noqa: S311  so that many don't come back at once
    return {"$set": {**failed, "webhook.next_at": now() + timedelta(seconds=pause)}}


def serve(describe: Describe) -> None:
    """Have threads of this process send what is pending, for as long as it lives."""
    for number in range(SENDER_THREADS):
        threading.Thread(target=_serve, args=(describe,), name=f"webhooks-{number}", daemon=True).start()


def _serve(describe: Describe) -> None:
    while True:
        try:
            while deliver_one(describe):
                pass
        except DatabaseError as error:
            log.warning("database lost", extra={"reason": str(error)})
        except Exception:  # a boundary: the next message may do better
            log.exception("webhook failed")
        time.sleep(INTERVAL_S)
