"""Which ends of jobs are still to be told: the job itself says so, so no crash loses a message."""

from collections.abc import Mapping
from typing import Any

from jobs.webhooks import public_http
from models import Job, JobStatus, Webhook, now
from services.settings import settings

REPORTED = (JobStatus.COMPLETED, JobStatus.FAILED)


def new_webhook(url: str | None) -> Webhook | None:
    """The webhook of a new job: to the user's own address, else to the deployment's, else none.

    Raises ``jobs.errors.BadWebhookUrl``.
    """
    config = settings()
    if url is None and config.webhook_url is None:
        return None
    if url is not None:
        public_http.checked(url, private=config.webhook_private_addresses)
    return Webhook(url=url or config.webhook_url, own=url is not None, next_at=now())


def reset(job: Job) -> dict[str, Any]:
    """What to set of a job that is queued again: its next end is told as well."""
    if job.webhook is None:
        return {}
    return {"webhook": Webhook(url=job.webhook.url, own=job.webhook.own, next_at=now())}


def count_pending() -> int:
    """How many messages are still to be delivered."""
    return Job.count(pending({"$exists": True}))


def pending(when: Mapping[str, Any]) -> dict[str, Any]:
    """The filter of the jobs whose end is still to be told, the next time matching ``when``."""
    return {"webhook.next_at": when, "status": {"$in": list(REPORTED)}, "removed_at": None}
